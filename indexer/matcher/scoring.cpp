// SPDX-License-Identifier: Apache-2.0
// What the woken rules say of the view at hand: hits with their reasons, and the tags read off the hits.
// Facts are in facts.cpp. Part of Analyzer; docs/rules.md has the formula.
#include <algorithm>
#include <bit>
#include <iterator>
#include <utility>

#include "indexer/matcher/analyzer.h"
#include "indexer/matcher/score.h"

namespace clausemark {
namespace {

/// Sorts spans and joins those that overlap or touch but for one space.
void join_spans(std::vector<Span>& spans, std::string_view text) {
    if (spans.size() < 2) return;
    std::sort(spans.begin(), spans.end());
    std::size_t kept = 0;
    for (std::size_t i = 1; i < spans.size(); ++i) {
        Span& last = spans[kept];
        const bool touches =
            spans[i].begin <= last.end || (spans[i].begin == last.end + 1 && text[last.end] == ' ');
        if (touches) {
            last.end = std::max(last.end, spans[i].end);
        } else {
            spans[++kept] = spans[i];
        }
    }
    spans.resize(kept + 1);
}

}  // namespace

/// Runs the woken roots, rule by rule, and adds a hit for each rule that has a reason in the view itself.
void Analyzer::run_rules(std::uint32_t passage, std::vector<RuleHit>& hits, std::vector<Fact>* facts) {
    const bool in_heading = facts == nullptr;
    const auto woken = evaluator_.woken(program_.root_triggers);
    for (std::size_t i = 0; i < woken.size();) {
        const std::uint32_t rule = program_.roots[woken[i]].rule;
        RuleHit hit;
        hit.passage = passage;
        hit.rule = rule;
        topics_.clear();
        matches_.clear();
        const std::size_t first_fact = facts == nullptr ? 0 : facts->size();
        const std::size_t first_flagged = flagged_ == nullptr ? 0 : flagged_->size();
        bool own_topic = false;
        for (; i < woken.size() && program_.roots[woken[i]].rule == rule; ++i) {
            const Root& root = program_.roots[woken[i]];
            if (root.kind == RootKind::system || !ordered(root)) continue;
            if (!evaluator_.find(root.node).holds()) continue;
            switch (root.kind) {
                case RootKind::topic:
                    topics_.push_back(woken[i]);
                    own_topic |= touches_view(root.node);
                    break;
                case RootKind::match:
                    add_match(hit, root, passage);
                    break;
                case RootKind::fact:
                    if (facts != nullptr) add_facts(root, passage, *facts);
                    break;
                case RootKind::flag:
                case RootKind::sense:
                    add_flag(root, passage);
                    break;
                default:
                    break;
            }
        }
        const bool has_facts = facts != nullptr && facts->size() > first_fact;
        const bool has_flagged = flagged_ != nullptr && flagged_->size() > first_flagged;
        const bool found = own_topic || !matches_.empty();
        if ((found || has_facts || has_flagged) && silenced(rule)) {
            if (has_facts) facts->resize(first_fact);
            if (has_flagged) flagged_->resize(first_flagged);
            continue;
        }
        if (!found) continue;
        add_reasons(hit, in_heading);
        double weight = 0;
        for (const Reason& reason : hit.reasons) weight += reason.weight;
        hit.score = score_of(weight);
        hits.push_back(std::move(hit));
    }
}

/// True where the occurrence means a word of the passage itself, not of its lead-in alone.
bool Analyzer::touches(std::uint32_t occurrence) {
    ranges_.clear();
    evaluator_.leaves(occurrence, ranges_);
    for (const Span range : ranges_) {
        for (std::uint32_t token = range.begin; token < range.end; ++token) {
            if (!view_.tokens[token].is(Token::borrowed)) return true;
        }
    }
    return false;
}

bool Analyzer::touches_view(NodeId node) {
    const Found found = evaluator_.find(node);
    for (std::uint32_t i = found.first; i < found.first + found.count; ++i) {
        if (touches(i)) return true;
    }
    return false;
}

/// The bytes of tokens [begin, end); what crosses from a lead-in into its item is two stretches.
void Analyzer::add_words(Span range, std::vector<Span>& spans) const {
    for (std::uint32_t token = range.begin; token < range.end; ++token) {
        const Span bytes = view_.tokens[token].span;
        const bool follows = token > range.begin && view_.tokens[token].is(Token::borrowed) ==
                                                        view_.tokens[token - 1].is(Token::borrowed);
        if (follows) {
            spans.back().end = bytes.end;
        } else {
            spans.push_back(bytes);
        }
    }
}

/// The best strength among the occurrences is the match's, and their words its evidence.
void Analyzer::add_match(RuleHit& hit, const Root& root, std::uint32_t passage) {
    const Found found = evaluator_.find(root.node);
    Strength best = Strength::none;
    best_.clear();
    for (std::uint32_t i = found.first; i < found.first + found.count; ++i) {
        if (!touches(i)) continue;
        const Strength strength =
            strength_.of(evaluator_, view_, {evaluator_.occurrence(i).begin, evaluator_.occurrence(i).end});
        if (strength > best) best_.clear();
        best = std::max(best, strength);
        if (strength == best) best_.push_back(i);
    }
    if (best == Strength::none) return;
    const Scoring& scoring = rules_->scoring();
    const double factor = best == Strength::commitment    ? scoring.commitment
                          : best == Strength::description ? scoring.description
                                                          : scoring.mention;
    Reason& reason = matches_.emplace_back();
    reason.match = root.index;
    reason.strength = best;
    reason.weight = rules_->matches()[root.index].weight * factor;
    hit.strength = std::max(hit.strength, best);
    if (passage == outside) return;
    ranges_.clear();
    words_.clear();
    for (const std::uint32_t occurrence : best_) evaluator_.leaves(occurrence, ranges_);
    for (const Span range : ranges_) add_words(range, words_);
    join_spans(words_, view_.text);
    reason.evidence = words_;
}

/// Topics of the view itself, and those that hold in headings or title; behind them the matches.
void Analyzer::add_reasons(RuleHit& hit, bool in_heading) {
    const double above = rules_->scoring().heading_topic;
    const auto first = program_.rule_topics_begin[hit.rule];
    const auto last = program_.rule_topics_begin[hit.rule + 1];
    hit.reasons.reserve(matches_.size() + topics_.size());
    for (auto i = first; i < last; ++i) {
        const std::uint32_t number = program_.rule_topics[i];
        const Root& root = program_.roots[number];
        const bool here = std::find(topics_.begin(), topics_.end(), number) != topics_.end();
        const bool over =
            root.by_context ? evaluator_.find(root.node).holds() : contexts_.in_path(root.context);
        if (!here && (hit.passage == outside || !over)) continue;
        Reason& reason = hit.reasons.emplace_back();
        reason.match = root.index;
        reason.weight = rules_->matches()[root.index].weight * (here && !in_heading ? 1 : above);
    }
    hit.reasons.insert(hit.reasons.end(), std::make_move_iterator(matches_.begin()),
                       std::make_move_iterator(matches_.end()));
}

bool Analyzer::silenced(std::uint32_t rule) {
    for (auto i = program_.rule_unless_begin[rule]; i < program_.rule_unless_begin[rule + 1]; ++i) {
        if (evaluator_.find(program_.rule_unless[i]).holds()) return true;
    }
    return false;
}

/// A rule's word on one of its clauses: aspects that belong to other clauses alone do not count.
Analyzer::Verdict Analyzer::judge(const RuleHit& hit, ClauseIndex clause) const {
    const RuleInfo& rule = rules_->rules()[hit.rule];
    Verdict made;
    double weight = 0;
    for (const Reason& reason : hit.reasons) {
        const std::uint16_t aspect = rules_->matches()[reason.match].aspect;
        if (aspect != no_aspect) {
            if (!rule.aspects[aspect].belongs_to(clause)) continue;
            made.strength = std::max(made.strength, reason.strength);
            made.evidence |= !reason.evidence.empty();
        }
        weight += reason.weight;
    }
    made.score = made.best = score_of(weight);
    return made;
}

/// What the hit found for the tag's clause.
void Analyzer::add_findings(const RuleHit& hit, Tag& tag) {
    const RuleInfo& rule = rules_->rules()[hit.rule];
    aspects_.clear();
    words_.clear();
    std::size_t counted = 0;
    for (const Reason& reason : hit.reasons) {
        const std::uint16_t aspect = rules_->matches()[reason.match].aspect;
        if (aspect == no_aspect || !rule.aspects[aspect].belongs_to(tag.clause)) continue;
        const bool answers = reason.strength >= Strength::description;
        if (answers && (aspects_.empty() || aspects_.back() != aspect)) aspects_.push_back(aspect);
        words_.insert(words_.end(), reason.evidence.begin(), reason.evidence.end());
        ++counted;
    }
    if (counted > 1) join_spans(words_, document_->text);
    tag.aspects = aspects_;
    tag.evidence = words_;
}

/// One tag a clause: the best of the rules', shown ones before candidates. Two in three verdicts are of
/// related clauses, only numbers, and several clauses of a rule share one finding, so tags are written when
/// it is known whose they are.
void Analyzer::read_tags(const std::vector<RuleHit>& hits, std::size_t first, std::uint32_t system,
                         bool can_show, std::vector<Tag>& tags) {
    const auto add = [&](ClauseIndex clause, const Verdict& made) {
        std::uint64_t& marks = clause_marks_[clause / 64];
        const std::uint64_t mark = std::uint64_t{1} << clause % 64;
        Verdict& known = verdicts_[clause];
        if ((marks & mark) == 0) {
            marks |= mark;
            known = made;
            return;
        }
        const double best = std::max(known.best, made.score);
        const bool better = made.shown != known.shown ? made.shown : made.score > known.best;
        if (better) known = made;
        known.best = best;
    };
    for (std::size_t i = first; i < hits.size(); ++i) {
        const RuleInfo& rule = rules_->rules()[hits[i].rule];
        Verdict made;
        for (const ClauseIndex clause : rule.clauses) {
            if (rule.has_only || clause == rule.clauses.front()) made = judge(hits[i], clause);
            made.hit = static_cast<std::uint32_t>(i);
            const bool fits = system == several_systems ||
                              rules_->catalogue().standard_of(clause).system == program_.systems[system];
            made.withheld = !can_show                                 ? Withheld::heading
                            : made.strength == Strength::none         ? Withheld::topic
                            : made.strength == Strength::mention      ? Withheld::mention
                            : !made.evidence                          ? Withheld::context
                            : !fits                                   ? Withheld::system
                            : made.score < rules_->scoring().shown_at ? Withheld::weak
                                                                      : Withheld::no;
            made.shown = made.withheld == Withheld::no;
            add(clause, made);
        }
        Verdict aside;
        aside.hit = static_cast<std::uint32_t>(i);
        aside.strength = Strength::mention;
        aside.related = true;
        aside.withheld = Withheld::related;
        const double weight = weight_of(hits[i].score);
        for (const RelatedClause& related : rule.related) {
            aside.score = aside.best = score_of(weight * related.factor);
            add(related.clause, aside);
        }
    }
    constexpr auto none = static_cast<std::size_t>(-1);
    hit_tag_.assign(hits.size() - first, none);
    for (std::size_t word = 0; word < clause_marks_.size(); ++word) {
        for (std::uint64_t marks = std::exchange(clause_marks_[word], 0); marks != 0; marks &= marks - 1) {
            const std::size_t clause = word * 64 + static_cast<std::size_t>(std::countr_zero(marks));
            const Verdict& known = verdicts_[clause];
            const RuleHit& hit = hits[known.hit];
            Tag& tag = tags.emplace_back();
            tag.passage = hit.passage;
            tag.clause = static_cast<ClauseIndex>(clause);
            tag.rule = hit.rule;
            tag.strength = known.strength;
            tag.score = known.best;
            tag.shown = known.shown;
            tag.withheld = known.withheld;
            if (known.related || known.strength == Strength::none) continue;
            std::size_t& same = hit_tag_[known.hit - first];
            if (same == none || rules_->rules()[hit.rule].has_only) {
                same = tags.size() - 1;
                add_findings(hit, tag);
            } else {
                tag.aspects = tags[same].aspects;
                tag.evidence = tags[same].evidence;
            }
        }
    }
}

/// Takes back what the page hardly speaks of: a shown tag that does not stand alone, and whose clause has too
/// small a share of what the page says of the leading clause of the standard.
void Analyzer::weigh_page(Analysis& out) {
    const Scoring& scoring = rules_->scoring();
    if (scoring.page_share <= 0) return;
    const Catalogue& catalogue = rules_->catalogue();
    clause_weights_.assign(catalogue.clauses().size(), 0);
    leading_.assign(catalogue.standards().size(), 0);
    for (const std::vector<Tag>* tags : {&out.tags, &out.outside_tags}) {
        for (const Tag& tag : *tags) {
            clause_weights_[tag.clause] += weight_of(tag.score);
            double& known = leading_[catalogue.clause(tag.clause).standard];
            known = std::max(known, clause_weights_[tag.clause]);
        }
    }
    for (Tag& tag : out.tags) {
        if (!tag.shown || tag.rule == rules_->citation_rule() || tag.score >= scoring.stands_alone) continue;
        const double lead = leading_[catalogue.clause(tag.clause).standard];
        if (clause_weights_[tag.clause] >= scoring.page_share * lead) continue;
        tag.shown = false;
        tag.withheld = Withheld::elsewhere;
    }
}

}  // namespace clausemark
