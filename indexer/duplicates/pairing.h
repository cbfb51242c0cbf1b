// SPDX-License-Identifier: Apache-2.0
// Which passage of one page is the partner of which passage of another: the first half of finding regions
// (regions.h says how). Each passage has one partner at most.
#pragma once

#include <span>
#include <vector>

#include "indexer/duplicates/regions.h"

namespace clausemark {

struct PassagePair {
    std::uint32_t a = 0;
    std::uint32_t b = 0;
    bool alike = false;  ///< RegionOptions::alike is reached, else akin
};

/// In order of a. The bounds are those of find_regions.
std::vector<PassagePair> pair_passages(std::span<const ComparedPassage> a, std::span<const ComparedPassage> b,
                                       const RegionOptions& options);

}  // namespace clausemark
