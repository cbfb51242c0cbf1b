// SPDX-License-Identifier: Apache-2.0
// Identical sets of shingles, each kept once, and the order in which the join takes the sets: by growing
// size. A step of join.cpp.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "indexer/duplicates/shingles.h"

namespace clausemark {

/// The distinct non-empty sets, numbered by growing size; a number below is a place in this order.
class DistinctSets {
  public:
    /// `sets` must outlive this. O(shingles + n log n), 20 bytes a set while it works.
    explicit DistinctSets(const ShingleSets& sets);

    std::uint32_t size() const { return static_cast<std::uint32_t>(ends_.size()); }
    ShingleSet operator[](std::uint32_t set) const { return sets_[places_[begin(set)]]; }
    /// Where this set stands in the ShingleSets: places in growing order, one or more.
    std::span<const std::uint32_t> places(std::uint32_t set) const {
        return {places_.data() + begin(set), ends_[set] - begin(set)};
    }

  private:
    std::uint32_t begin(std::uint32_t set) const { return set == 0 ? 0 : ends_[set - 1]; }

    const ShingleSets& sets_;
    std::vector<std::uint32_t> places_;
    std::vector<std::uint32_t> ends_;
};

}  // namespace clausemark
