// SPDX-License-Identifier: Apache-2.0
// Shown tags that become candidates because of what stands around them: the system that the document as a
// whole names, the subject that a terse item stands under, and the words of a passage and its section.
// Part of Analyzer; docs/rules.md says what holds where.
#include <algorithm>

#include "indexer/matcher/analyzer.h"
#include "indexer/matcher/leaning.h"
#include "indexer/matcher/score.h"

namespace clausemark {
namespace {

/// Without a title or a heading above, a text that stands alone has no place that could speak against it.
bool untitled(const Document& document, const PageContext& context) {
    return document.title.empty() && context.title.empty() && context.heading_path.empty();
}

/// Words mean other things under other subjects. The tags of a passage, those from `tag` on, show only where
/// their reasons outweigh what its words and those of its section have against them. What a tag outweighs or
/// fails before the section or the subjects were asked needs no answer from them.
void settle_doubt(const Scoring& scoring, WordDoubt& doubt, std::uint32_t passage,
                  std::vector<Tag>::iterator tag, Analysis& out) {
    for (; tag != out.tags.end(); ++tag) {
        if (!tag->shown) continue;
        const double each = tag->strength == Strength::commitment ? scoring.doubt_of_commitment
                                                                  : scoring.doubt_of_description;
        const auto outweighs = [&](double against) {
            return tag->score >= score_of(weight_of(scoring.shown_at) + against);
        };
        const double most = each * doubt.most();
        const double of_subject = scoring.doubt_of_subject;
        if (outweighs(2 * most + of_subject)) continue;
        double against = each * doubt.in_passage(tag->rule, passage);
        if (outweighs(against + most + of_subject)) continue;
        if (outweighs(against)) {
            against += each * doubt.in_section(tag->rule, passage);
            if (outweighs(against + of_subject)) continue;
            if (outweighs(against) && !doubt.of_a_subject(tag->rule, passage)) continue;
        }
        tag->shown = false;
        tag->withheld = Withheld::elsewhere;
    }
}

/// Tags of passages that begin so far from each other are near, and with so many others near none is lonely.
constexpr std::uint32_t near_bytes = 2000;
constexpr std::ptrdiff_t company = 2;

}  // namespace

void Analyzer::note_system(std::uint32_t in_view) {
    if (in_view == no_system || in_view == document_system_) return;
    document_system_ = document_system_ == no_system ? in_view : several_systems;
}

/// Where the document names one system, passages for which no nearer level does show its standards' tags
/// alone; where it names none and leans to one, rules that serve several do. Where it does not even lean,
/// such rules speak of what every organisation does, and must have found more. O(tags).
void Analyzer::settle_systems(Analysis& out) const {
    if (document_system_ == several_systems) return;
    const bool named = document_system_ != no_system;
    const std::string system = named ? program_.systems[document_system_] : leaning_system(*rules_, out.tags);
    const bool bare = stands_alone() && untitled(*document_, *context_);
    const Scoring& scoring = rules_->scoring();
    const double needed = score_of(weight_of(scoring.shown_at) + (bare ? 0 : scoring.doubt_of_unnamed));
    for (const auto& [first, end] : unsettled_) {
        for (std::uint32_t i = first; i < end; ++i) {
            Tag& tag = out.tags[i];
            if (!tag.shown || rules_->catalogue().standard_of(tag.clause).system == system) continue;
            if (!named && !serves_several(*rules_, tag.rule)) continue;
            if (system.empty() && tag.score >= needed) continue;
            tag.shown = false;
            tag.withheld = system.empty() ? Withheld::elsewhere : Withheld::system;
        }
    }
}

/// A page that rules on something says so more than once: where no system is named, a tag without any other
/// near is most often of words said in passing, and must have found more, unless something above speaks of
/// its clause. O(tags log tags), and of what is lonely O(hits above).
void Analyzer::settle_lonely(Analysis& out) const {
    const Scoring& scoring = rules_->scoring();
    if (scoring.doubt_of_lonely <= 0 || document_system_ != no_system || stands_alone()) return;
    const auto begin_of = [&](const Tag& tag) { return document_->passages[tag.passage].text.begin; };
    std::vector<std::uint32_t> places;  // of passages that show tags
    for (const Tag& tag : out.tags) {
        if (tag.shown && (places.empty() || places.back() != begin_of(tag))) places.push_back(begin_of(tag));
    }
    for (const auto& [first, end] : unsettled_) {
        for (std::uint32_t i = first; i < end; ++i) {
            Tag& tag = out.tags[i];
            if (!tag.shown) continue;
            const std::uint32_t begin = begin_of(tag);
            const auto from = std::ranges::lower_bound(places, begin < near_bytes ? 0 : begin - near_bytes);
            const auto others = std::ranges::upper_bound(places, begin + near_bytes) - from - 1;
            if (others >= company) continue;
            const double against = scoring.doubt_of_lonely / static_cast<double>(1 + others);
            if (tag.score >= score_of(weight_of(scoring.shown_at) + against)) continue;
            if (spoken_of_above(tag.passage, tag, out)) continue;
            tag.shown = false;
            tag.withheld = Withheld::elsewhere;
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

/// Tags of a passage, out.tags[first, end), show only where the words around do not speak against them; those
/// of a terse item only under something that speaks of their clause.
void Analyzer::settle_terse(std::uint32_t passage, std::size_t first, Analysis& out) {
    const auto shown = [](const Tag& tag) { return tag.shown; };
    const auto begin = out.tags.begin() + static_cast<std::ptrdiff_t>(first);
    if (std::none_of(begin, out.tags.end(), shown)) return;
    const bool of_a_system = nearest_system(system_in_view()) != no_system;
    if (!of_a_system && !(stands_alone() && untitled(*document_, *context_))) {
        settle_doubt(rules_->scoring(), doubt_, passage, begin, out);
    }
    if (stands_alone() || !is_terse(passage)) return;
    for (auto tag = begin; tag != out.tags.end(); ++tag) {
        if (!tag->shown || spoken_of_above(passage, *tag, out)) continue;
        tag->shown = false;
        tag->withheld = Withheld::terse;
    }
}

}  // namespace clausemark
