// SPDX-License-Identifier: Apache-2.0
// What two pages have in common, as regions: runs of passages of the one that run along passages of the
// other. Eight copied and edited steps are one region, also where some were edited beyond likeness, dropped,
// added or put in another order inside it. A pure function
// of the two pages. Which pages are worth the comparison is decided elsewhere (upkeep.h), and so is what
// counts at all (boilerplate.h); what differs inside a region is indexer/drift.
//
// Equal sets are paired first, repeated ones with the partner nearest to where their neighbours lie; then
// passages that are alike, best first; each passage has one partner at most, and what has none may be
// contained in a longer one: the steps of a list in a paragraph. Pairs that follow each other on
// both pages without a large gap, in whatever order, make a block; blocks grow over short passages of equal
// words, and over a step or two up to the beginning or the end of both pages. Pages that are copies of each
// other as a whole are one region from their first passage to their last, so that no difference of theirs
// lies outside.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "indexer/duplicates/shingles.h"
#include "indexer/duplicates/threshold.h"

namespace clausemark {

struct ComparedPassage {
    ShingleSet set;                ///< empty: too short, or it does not count
    std::uint64_t set_name = 0;    ///< equal for equal sets alone, whatever it is
    std::uint64_t words_hash = 0;  ///< equal for equal words
    std::uint32_t words = 0;
    bool counts = true;  ///< false: boilerplate; it is stepped over, and adds nothing to any figure
};

struct AlignedPassages {
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    bool operator==(const AlignedPassages&) const = default;
};

/// Passages [a_begin, a_end) of the first page and [b_begin, b_end) of the second. Figures are those of the
/// two unions of the sets of the passages that count.
struct Region {
    std::uint32_t a_begin = 0;
    std::uint32_t a_end = 0;
    std::uint32_t b_begin = 0;
    std::uint32_t b_end = 0;
    std::uint32_t a_size = 0;  ///< shingles
    std::uint32_t b_size = 0;
    std::uint32_t shared = 0;
    std::uint32_t a_words = 0;
    std::uint32_t b_words = 0;
    std::vector<AlignedPassages> pairs;  ///< by a; passages of the ranges without partner are in none
    bool operator==(const Region&) const = default;
};

struct RegionOptions {
    Threshold alike{1, 2};   ///< a region holds one pair of passages at least that reaches it
    Threshold akin{1, 5};    ///< passages that reach it are paired too
    Threshold least{3, 10};  ///< similarity of a region, or ...
    Threshold inside{1, 2};  ///< ... containment of one; of a passage in a longer one
    /// Two pages are one region if they are mostly alike, or if regions cover this much of both and they are
    /// alike.
    Threshold page_mostly{2, 3};
    Threshold page_covered{4, 5};
    Threshold page_alike{1, 2};
    std::uint32_t words = 20;  ///< of its shorter side, at least; pages that share fewer shingles than half
                               ///< of it have no region
};

/// In order of a_begin, b_begin. O(shingles * limits::sets_of_a_shingle) time at worst, near O(shingles) on
/// texts that people write; O(shingles) memory. The second page's regions with the first one may pair
/// repeated passages otherwise: callers compare two pages in one fixed order.
std::vector<Region> find_regions(std::span<const ComparedPassage> a, std::span<const ComparedPassage> b,
                                 const RegionOptions& options = {});

/// What two whole pages share: the unions of all their sets that count.
struct Overlap {
    std::uint32_t a_size = 0;
    std::uint32_t b_size = 0;
    std::uint32_t shared = 0;
    bool operator==(const Overlap&) const = default;
};

/// The union of the sets that count.
std::vector<Shingle> union_of(std::span<const ComparedPassage> passages);

}  // namespace clausemark
