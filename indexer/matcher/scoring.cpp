// SPDX-License-Identifier: Apache-2.0
// What the woken rules say of the view at hand: hits with their reasons, facts, and the tags read off the
// hits. Part of Analyzer; docs/rules.md has the formula.
#include <algorithm>

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
        const std::size_t first_fact = facts == nullptr ? 0 : facts->size();
        bool own_topic = false;
        for (; i < woken.size() && program_.roots[woken[i]].rule == rule; ++i) {
            const Root& root = program_.roots[woken[i]];
            if (root.kind == RootKind::system || !evaluator_.find(root.node).holds()) continue;
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
                default:
                    break;
            }
        }
        const bool has_facts = facts != nullptr && facts->size() > first_fact;
        const bool found = own_topic || !hit.reasons.empty();
        if ((found || has_facts) && silenced(rule)) {
            if (has_facts) facts->resize(first_fact);
            continue;
        }
        if (!found) continue;
        add_topics(hit, in_heading);
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
        const Strength strength = strength_.of(evaluator_, view_, evaluator_.occurrence(i).begin);
        if (strength > best) best_.clear();
        best = std::max(best, strength);
        if (strength == best) best_.push_back(i);
    }
    if (best == Strength::none) return;
    const Scoring& scoring = rules_->scoring();
    const double factor = best == Strength::commitment    ? scoring.commitment
                          : best == Strength::description ? scoring.description
                                                          : scoring.mention;
    Reason reason;
    reason.match = root.index;
    reason.strength = best;
    reason.weight = rules_->matches()[root.index].weight * factor;
    if (passage != outside) {
        ranges_.clear();
        for (const std::uint32_t occurrence : best_) evaluator_.leaves(occurrence, ranges_);
        for (const Span range : ranges_) add_words(range, reason.evidence);
        join_spans(reason.evidence, view_.text);
    }
    hit.strength = std::max(hit.strength, best);
    hit.reasons.push_back(std::move(reason));
}

/// Topics of the view itself, and those that hold in headings or title; they come before the matches.
void Analyzer::add_topics(RuleHit& hit, bool in_heading) {
    const double above = rules_->scoring().heading_topic;
    const std::size_t matches = hit.reasons.size();
    for (auto i = program_.rule_topics_begin[hit.rule]; i < program_.rule_topics_begin[hit.rule + 1]; ++i) {
        const std::uint32_t number = program_.rule_topics[i];
        const Root& root = program_.roots[number];
        const bool here = std::find(topics_.begin(), topics_.end(), number) != topics_.end();
        const bool over =
            root.by_context ? evaluator_.find(root.node).holds() : contexts_.in_path(root.context);
        if (!here && (hit.passage == outside || !over)) continue;
        Reason reason;
        reason.match = root.index;
        reason.weight = rules_->matches()[root.index].weight * (here && !in_heading ? 1 : above);
        hit.reasons.push_back(std::move(reason));
    }
    std::rotate(hit.reasons.begin(), hit.reasons.begin() + static_cast<std::ptrdiff_t>(matches),
                hit.reasons.end());
}

bool Analyzer::silenced(std::uint32_t rule) {
    for (auto i = program_.rule_unless_begin[rule]; i < program_.rule_unless_begin[rule + 1]; ++i) {
        if (evaluator_.find(program_.rule_unless[i]).holds()) return true;
    }
    return false;
}

void Analyzer::add_facts(const Root& root, std::uint32_t passage, std::vector<Fact>& facts) {
    const Found found = evaluator_.find(root.node);
    for (std::uint32_t i = found.first; i < found.first + found.count; ++i) {
        const Occurrence& occurrence = evaluator_.occurrence(i);
        if (occurrence.captured == Occurrence::none || !touches(i)) continue;
        ranges_.clear();
        evaluator_.leaves(occurrence.captured, ranges_);
        for (const Value& value : evaluator_.values().all()) {
            const bool meant =
                value.known && value.kind != ValueKind::citation &&
                std::find(ranges_.begin(), ranges_.end(), Span{value.begin, value.end}) != ranges_.end();
            if (!meant) continue;
            Fact fact;
            fact.passage = passage;
            fact.rule = root.rule;
            fact.parameter = program_.parameters[root.index];
            fact.value = value.value;
            fact.dimension = value.dimension;
            fact.span = {view_.tokens[value.begin].span.begin, view_.tokens[value.end - 1].span.end};
            const bool known = std::any_of(facts.begin(), facts.end(), [&](const Fact& f) {
                return f.passage == passage && f.rule == fact.rule && f.span == fact.span &&
                       f.parameter == fact.parameter;
            });
            if (!known) facts.push_back(std::move(fact));
            break;
        }
    }
}

/// A rule's word on one of its clauses: aspects that belong to other clauses alone do not count.
Tag Analyzer::tag(const RuleHit& hit, ClauseIndex clause, std::uint32_t system, bool can_show) const {
    const RuleInfo& rule = rules_->rules()[hit.rule];
    Tag made;
    made.passage = hit.passage;
    made.clause = clause;
    made.rule = hit.rule;
    std::size_t counted = 0;
    double weight = 0;
    for (const Reason& reason : hit.reasons) {
        const std::uint16_t aspect = rules_->matches()[reason.match].aspect;
        if (aspect != no_aspect) {
            const auto& only = rule.aspects[aspect].only;
            if (!only.empty() && !std::binary_search(only.begin(), only.end(), clause)) continue;
            made.strength = std::max(made.strength, reason.strength);
            if (reason.strength >= Strength::description &&
                (made.aspects.empty() || made.aspects.back() != aspect)) {
                made.aspects.push_back(aspect);
            }
            made.evidence.insert(made.evidence.end(), reason.evidence.begin(), reason.evidence.end());
            ++counted;
        }
        weight += reason.weight;
    }
    made.score = score_of(weight);
    if (counted > 1) join_spans(made.evidence, document_->text);
    const bool fits = system == several_systems ||
                      rules_->catalogue().standard_of(clause).system == program_.systems[system];
    made.shown = can_show && fits && made.strength >= Strength::description && !made.evidence.empty() &&
                 made.score >= rules_->scoring().shown_at;
    return made;
}

/// One tag a clause: the best of the rules', shown ones before candidates.
void Analyzer::read_tags(const std::vector<RuleHit>& hits, std::size_t first, std::uint32_t system,
                         bool can_show, std::vector<Tag>& tags) {
    if (++tag_epoch_ == 0) {
        std::fill(clause_epoch_.begin(), clause_epoch_.end(), 0);
        tag_epoch_ = 1;
    }
    made_tags_.clear();
    const auto add = [&](Tag made) {
        if (clause_epoch_[made.clause] != tag_epoch_) {
            clause_epoch_[made.clause] = tag_epoch_;
            clause_tag_[made.clause] = static_cast<std::uint32_t>(made_tags_.size());
            made_tags_.push_back(std::move(made));
            return;
        }
        Tag& known = made_tags_[clause_tag_[made.clause]];
        const double best = std::max(known.score, made.score);
        const bool better = made.shown != known.shown ? made.shown : made.score > known.score;
        if (better) known = std::move(made);
        known.score = best;
    };
    for (std::size_t i = first; i < hits.size(); ++i) {
        const RuleInfo& rule = rules_->rules()[hits[i].rule];
        for (const ClauseIndex clause : rule.clauses) add(tag(hits[i], clause, system, can_show));
        for (const RelatedClause& related : rule.related) {
            Tag made;
            made.passage = hits[i].passage;
            made.clause = related.clause;
            made.rule = hits[i].rule;
            made.strength = Strength::mention;
            made.score = score_of(weight_of(hits[i].score) * related.factor);
            add(std::move(made));
        }
    }
    clauses_.clear();
    for (const Tag& made : made_tags_) clauses_.push_back(made.clause);
    std::sort(clauses_.begin(), clauses_.end());
    for (const ClauseIndex clause : clauses_) tags.push_back(std::move(made_tags_[clause_tag_[clause]]));
}

}  // namespace clausemark
