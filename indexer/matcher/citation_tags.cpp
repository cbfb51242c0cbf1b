// SPDX-License-Identifier: Apache-2.0
// See citation_tags.h.
#include "indexer/matcher/citation_tags.h"

#include <algorithm>

namespace clausemark {

void add_citation_tags(const RuleSet& rules, std::span<const Citation> citations, bool heading,
                       std::size_t first, std::vector<Tag>& tags) {
    std::vector<Tag> made;
    for (const Citation& citation : citations) {
        if (citation.clause == no_clause) continue;
        Tag tag;
        tag.passage = citation.passage;
        tag.clause = citation.clause;
        tag.rule = rules.citation_rule();
        tag.strength = Strength::mention;
        tag.score = rules.scoring().mention;
        tag.shown = !heading;
        tag.withheld = heading ? Withheld::heading : Withheld::no;
        if (!heading) tag.evidence.push_back(citation.span);
        made.push_back(std::move(tag));
    }
    if (made.empty()) return;
    const auto by_clause = [](const Tag& a, const Tag& b) { return a.clause < b.clause; };
    std::ranges::stable_sort(made, by_clause);
    const std::size_t known_end = tags.size();
    for (std::size_t i = 0; i < made.size();) {
        Tag& tag = made[i];
        std::size_t next = i + 1;
        for (; next < made.size() && made[next].clause == tag.clause; ++next) {
            tag.evidence.insert(tag.evidence.end(), made[next].evidence.begin(), made[next].evidence.end());
        }
        // Inside ranges, citations share a place.
        std::ranges::sort(tag.evidence);
        std::size_t kept = 0;
        for (std::size_t n = 1; n < tag.evidence.size(); ++n) {
            if (tag.evidence[n].begin < tag.evidence[kept].end) {
                tag.evidence[kept] = cover(tag.evidence[kept], tag.evidence[n]);
            } else {
                tag.evidence[++kept] = tag.evidence[n];
            }
        }
        if (!tag.evidence.empty()) tag.evidence.resize(kept + 1);
        const auto begin = tags.begin() + static_cast<std::ptrdiff_t>(first);
        const auto end = tags.begin() + static_cast<std::ptrdiff_t>(known_end);
        const auto known = std::lower_bound(begin, end, tag, by_clause);
        if (known == end || known->clause != tag.clause) {
            tags.push_back(std::move(tag));
        } else if (!known->shown) {
            tag.score = std::max(tag.score, known->score);
            if (tag.shown) *known = std::move(tag);
        }
        i = next;
    }
    std::inplace_merge(tags.begin() + static_cast<std::ptrdiff_t>(first),
                       tags.begin() + static_cast<std::ptrdiff_t>(known_end), tags.end(), by_clause);
}

void keep_to_row(const RuleSet& rules, std::span<const Citation> citations, std::size_t first,
                 std::vector<Tag>& tags) {
    const bool excluded = std::ranges::any_of(citations, &Citation::excluded);
    if (!excluded && std::ranges::none_of(citations, &Citation::titled)) return;
    const auto about = [&](const Tag& tag) {
        return std::ranges::any_of(citations, [&](const Citation& citation) {
            if (!citation.titled || citation.clause == tag.clause) return citation.clause == tag.clause;
            const auto& served = rules.rules()[tag.rule].clauses;
            return rules.catalogue().clause(tag.clause).standard != citation.standard &&
                   std::ranges::find(served, citation.clause) != served.end();
        });
    };
    for (std::size_t i = first; i < tags.size(); ++i) {
        Tag& tag = tags[i];
        if (!tag.shown || (!excluded && about(tag))) continue;
        tag.shown = false;
        tag.withheld = Withheld::row;
    }
}

}  // namespace clausemark
