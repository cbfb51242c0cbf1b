// SPDX-License-Identifier: Apache-2.0
// How directives and decisions change the tags of a page, and what the page then counts for. Pure: the same
// page and the same decisions give the same tags, in whatever order they came. What rules and citations
// suggest stays in each tag, so that a verdict can be taken back.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "indexer/store/decisions.h"
#include "indexer/store/record.h"

namespace clausemark {

/// Of every passage of a page, in order. O(text).
std::vector<PassageMark> passage_marks(std::span<const PassageRecord> passages);

/// Eight hexadecimal digits of a passage's words, for directives.
std::string words_text(const PassageMark& mark);

struct Located {
    std::uint32_t passage = 0;
    bool changed = false;  ///< its place is known by what stands around it; its words are others
};
/// Where a marked passage is among those of a page: a passage of the same words, of several the one with the
/// same surroundings; else the passage whose surroundings are the same and whose words are new. Nothing where
/// neither is there: a lookalike is never guessed. O(passages).
std::optional<Located> locate(const PassageMark& mark, std::span<const PassageMark> page);

/// Sets state, `said` and `shown` of every tag, and PageRecord::coverage, from what is suggested, the page's
/// verdicts and `decided`, whose outcomes are filled. A rejection wins over a confirmation, wherever each was
/// said. Confirmed can be what has words: a tag with evidence. A verdict on more than one passage speaks of
/// suggested tags alone. O(text where there are decisions + tags + verdicts x tags of their clauses).
void apply_decisions(PageRecord& page, std::span<Decision> decided);

/// What a page's tags and declared clauses count for. O(n log n).
std::vector<CoverageRow> coverage_of(const PageRecord& page);

}  // namespace clausemark
