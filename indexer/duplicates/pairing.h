// SPDX-License-Identifier: Apache-2.0
// Which passage of one page is the partner of which passage of another: the first half of finding regions
// (regions.h says how). Each passage has one partner at most; a
// passage without one may be contained in a longer one.
#pragma once

#include <span>
#include <vector>

#include "indexer/duplicates/regions.h"

namespace clausemark {

struct PassagePair {
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    bool alike = false;           ///< RegionOptions::alike is reached, else akin
    std::uint32_t contained = 0;  ///< shingles of the shorter one that a longer one holds: a step of a list
                                  ///< in a paragraph, which may hold several; 0 for partners
};

/// In order of a, then b. The bounds are those of find_regions.
std::vector<PassagePair> pair_passages(std::span<const ComparedPassage> a, std::span<const ComparedPassage> b,
                                       const RegionOptions& options);

}  // namespace clausemark
