// SPDX-License-Identifier: Apache-2.0
// Shown tags that become candidates because of what stands around them: the system that the document as a
// whole names, the subject that a terse item stands under, and the words beside a match that stands alone.
// Part of Analyzer; docs/rules.md says what holds where.
#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "indexer/matcher/analyzer.h"
#include "indexer/matcher/word_profiles.h"

namespace clausemark {
namespace {

/// A match that stands alone counts where its clause is among this many of its standard by the words in its
/// place. Fewer hid right tags of texts that put a matter in words of their own; with more, words that mean
/// something else under another subject came back (docs/accuracy.md).
constexpr std::ptrdiff_t likest_clauses = 4;

/// How like the words of a passage are to those of each clause, together with its lead-in, the headings above
/// and the title: what a person has read before.
std::vector<double> likeness_in_place(const RuleSet& rules, const Document& document,
                                      const PageContext& context, std::uint32_t passage) {
    // One per thread, as analyzers are: it keeps a cache of words.
    thread_local std::shared_ptr<const Vocabulary> known;
    thread_local std::optional<Tokenizer> tokenizer;
    thread_local std::vector<Token> words;
    if (known != rules.profiles().vocabulary()) {
        known = rules.profiles().vocabulary();
        tokenizer.emplace(known);
    }
    words.clear();
    const auto whole = [&](std::string_view text) {
        tokenizer->tokenize(text, {0, static_cast<std::uint32_t>(text.size())}, words);
    };
    const auto& passages = document.passages;
    whole(document.text_of(passages[passage]));
    if (const auto lead = passages[passage].lead_in; lead != no_passage)
        whole(document.text_of(passages[lead]));
    for (std::uint32_t at = passages[passage].heading; at != no_passage; at = passages[at].heading)
        whole(document.text_of(passages[at]));
    for (const std::string& heading : context.heading_path) whole(heading);
    whole(context.title.empty() ? document.title : context.title);
    return rules.profiles().likeness(words);
}

/// A single match that no topic stands beside is weak evidence: words mean other things under other subjects.
/// Its tags, among those from `tag` on, show only where the words in its place are among the likest to some
/// clause of the rule. O(words x clauses) where there is such a match.
void settle_alone(const RuleSet& rules, const Document& document, const PageContext& context,
                  std::uint32_t passage, std::vector<Tag>::iterator tag, Analysis& out) {
    const Catalogue& catalogue = rules.catalogue();
    std::vector<double> likeness;
    const auto among_likest = [&](ClauseIndex clause) {
        const auto& all = catalogue.standards()[catalogue.clause(clause).standard].clauses;
        return std::ranges::count_if(all, [&](ClauseIndex i) { return likeness[i] > likeness[clause]; }) <
               likest_clauses;
    };
    // Hits are in the order of passages, and this passage is the last so far.
    const auto first = std::ranges::lower_bound(out.hits, passage, std::ranges::less{}, &RuleHit::passage);
    for (; tag != out.tags.end(); ++tag) {
        if (!tag->shown) continue;
        const auto hit = std::ranges::find(first, out.hits.end(), tag->rule, &RuleHit::rule);
        if (hit == out.hits.end() || hit->reasons.size() != 1) continue;
        if (likeness.empty()) likeness = likeness_in_place(rules, document, context, passage);
        if (std::ranges::any_of(rules.rules()[tag->rule].clauses, among_likest)) continue;
        tag->shown = false;
        tag->withheld = Withheld::elsewhere;
    }
}

bool serves_several(const RuleSet& rules, std::uint32_t rule) {
    const Catalogue& catalogue = rules.catalogue();
    const auto& clauses = rules.rules()[rule].clauses;
    return std::ranges::any_of(clauses, [&](ClauseIndex clause) {
        return catalogue.standard_of(clause).system != catalogue.standard_of(clauses.front()).system;
    });
}

/// The system that a page leans to which names none: the one whose own clauses, those of rules that serve no
/// other system, have `leaning` times the shown tags of any other's. Empty: none. O(tags).
constexpr std::size_t leaning = 4;

std::string leaning_of(const RuleSet& rules, const std::vector<Tag>& tags) {
    std::map<std::string, std::size_t> own;
    const Catalogue& catalogue = rules.catalogue();
    const Tag* before = nullptr;
    for (const Tag& tag : tags) {
        if (!tag.shown || tag.rule == rules.citation_rule()) continue;
        if (serves_several(rules, tag.rule)) continue;
        // Editions of one clause count once.
        if (before != nullptr && before->passage == tag.passage && before->rule == tag.rule) continue;
        before = &tag;
        ++own[catalogue.standard_of(tag.clause).system];
    }
    std::size_t most = 0, second = 0;
    std::string name;
    for (const auto& [system, count] : own) {
        if (count > most) {
            second = std::exchange(most, count);
            name = system;
        } else {
            second = std::max(second, count);
        }
    }
    return most > leaning * std::max<std::size_t>(second, 1) ? name : std::string();
}

}  // namespace

void Analyzer::note_system(std::uint32_t in_view) {
    if (in_view == no_system || in_view == document_system_) return;
    document_system_ = document_system_ == no_system ? in_view : several_systems;
}

/// Where the document names one system, passages for which no nearer level does show its standards' tags
/// alone; where it names none and leans to one, rules that serve several do. O(tags).
void Analyzer::settle_systems(Analysis& out) const {
    if (document_system_ == several_systems) return;
    const bool named = document_system_ != no_system;
    const std::string system = named ? program_.systems[document_system_] : leaning_of(*rules_, out.tags);
    if (system.empty()) return;
    for (const auto& [first, end] : unsettled_) {
        for (std::uint32_t i = first; i < end; ++i) {
            Tag& tag = out.tags[i];
            if (!tag.shown || rules_->catalogue().standard_of(tag.clause).system == system) continue;
            if (!named && !serves_several(*rules_, tag.rule)) continue;
            tag.shown = false;
            tag.withheld = Withheld::system;
        }
    }
}

/// A text of one or two passages without headings has nothing around it that could speak of a subject.
bool Analyzer::stands_alone() const {
    const auto& passages = document_->passages;
    return passages.size() <= 2 && std::ranges::none_of(passages, [](const Passage& passage) {
               return passage.kind == PassageKind::heading;
           });
}

/// A list item or a row of few words, none of which makes it a sentence.
bool Analyzer::is_terse(std::uint32_t passage) {
    const PassageKind kind = document_->passages[passage].kind;
    if (kind != PassageKind::list_item && kind != PassageKind::table_row) return false;
    const auto own =
        std::ranges::count_if(view_.tokens, [](const Token& token) { return !token.is(Token::borrowed); });
    if (static_cast<double>(own) >= rules_->scoring().terse) return false;
    using enum StrengthClass;
    for (const StrengthClass verb : {obligation, prohibition, recommendation, permission, statement}) {
        const NodeId node = program_.strength[static_cast<std::size_t>(verb)];
        if (node != no_node && touches_view(node)) return false;
    }
    return true;
}

bool Analyzer::is_subject(const RuleHit& hit, ClauseIndex clause) const {
    return std::ranges::find(rules_->rules()[hit.rule].clauses, clause) !=
           rules_->rules()[hit.rule].clauses.end();
}

/// Whether a rule for the tag's clause has a topic or match in a heading above, in the title, in a heading
/// from outside or in the lead-in, or the tag has words of the lead-in as evidence.
bool Analyzer::spoken_of_above(std::uint32_t passage, const Tag& tag, const Analysis& out) const {
    const Passage& known = document_->passages[passage];
    const auto about = [&](const RuleHit& hit) { return is_subject(hit, tag.clause); };
    if (std::ranges::any_of(tag.evidence, [&](const Span& span) { return !known.text.contains(span); }))
        return true;
    if (std::ranges::any_of(out.outside_hits, about)) return true;
    for (std::uint32_t at = known.heading; at != no_passage; at = document_->passages[at].heading) {
        const auto begin = out.hits.begin();
        if (std::any_of(begin + headings_[at].hits_begin, begin + headings_[at].hits_end, about)) return true;
    }
    if (known.lead_in == no_passage) return false;
    // A lead-in stands before its items, and hits are in the order of passages.
    auto hit = std::ranges::lower_bound(out.hits, known.lead_in, std::ranges::less{}, &RuleHit::passage);
    for (; hit != out.hits.end() && hit->passage == known.lead_in; ++hit)
        if (about(*hit)) return true;
    return false;
}

/// Tags of a terse item, out.tags[first, end), show only under something that speaks of their clause; those
/// of a match that stands alone, only among words of their clause.
void Analyzer::settle_terse(std::uint32_t passage, std::size_t first, Analysis& out) {
    const auto shown = [](const Tag& tag) { return tag.shown; };
    const auto begin = out.tags.begin() + static_cast<std::ptrdiff_t>(first);
    if (std::none_of(begin, out.tags.end(), shown)) return;
    settle_alone(*rules_, *document_, *context_, passage, begin, out);
    if (stands_alone() || !is_terse(passage)) return;
    for (auto tag = begin; tag != out.tags.end(); ++tag) {
        if (!tag->shown || spoken_of_above(passage, *tag, out)) continue;
        tag->shown = false;
        tag->withheld = Withheld::terse;
    }
}

}  // namespace clausemark
