// SPDX-License-Identifier: Apache-2.0
// The postings of the join: for each distinct set its prefix (its rarest shingles, as many as the threshold
// asks for), and for each shingle the sets that hold it in theirs. What is done with the candidates is left
// to join.cpp. A step of join.cpp.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "indexer/duplicates/collapse.h"
#include "indexer/duplicates/threshold.h"

namespace clausemark {

/// How often shingles occur, roughly: shingles of equal hash share a counter, so a count is never too small.
class Rarity {
  public:
    /// O(shingles); two to four bytes a shingle.
    explicit Rarity(const DistinctSets& sets);
    std::uint32_t operator()(Shingle shingle) const { return counts_[shingle & mask_]; }

  private:
    std::vector<std::uint16_t> counts_;  // saturating
    std::uint64_t mask_;
};

/// The prefixes of all sets in the order of Rarity, then of the value. Shingles that no other set holds come
/// first in it and need no looking up: they are counted, not kept.
class Prefixes {
  public:
    Prefixes(const DistinctSets& sets, Threshold threshold);

    /// Places within the set, in the order of the prefix.
    std::span<const std::uint32_t> operator[](std::uint32_t set) const {
        const std::uint64_t begin = set == 0 ? 0 : ends_[set - 1];
        return {places_.data() + begin, places_.data() + ends_[set]};
    }
    /// Elements of the prefix before the first one kept.
    std::uint32_t lonely(std::uint32_t set) const { return lonely_[set]; }

  private:
    std::vector<std::uint32_t> places_;
    std::vector<std::uint64_t> ends_;
    std::vector<std::uint32_t> lonely_;
};

/// One set that holds a shingle in its prefix.
struct BatchPosting {
    std::uint32_t set : 31;
    std::uint32_t last : 1;  ///< of its list
    std::uint16_t check;     ///< further bits of the shingle: a list is that of all shingles of equal hash
    std::uint16_t position;  ///< in the prefix; the largest value stands for all beyond it
};
static_assert(sizeof(BatchPosting) == 8);

inline constexpr std::uint32_t no_posting = 0xffffffff;

class Postings {
  public:
    Postings(const DistinctSets& sets, const Prefixes& prefixes, Threshold threshold);

    static std::uint16_t check_of(Shingle shingle) { return static_cast<std::uint16_t>(shingle >> 48); }
    std::uint32_t size() const { return static_cast<std::uint32_t>(postings_.size()); }
    const BatchPosting& operator[](std::uint32_t posting) const { return postings_[posting]; }

    /// The first posting of the shingle's list at or behind `set`, or no_posting; sets in a list grow. Those
    /// before are forgotten: `set` must not shrink from call to call.
    std::uint32_t first_from(Shingle shingle, std::uint32_t set);

  private:
    std::vector<BatchPosting> postings_;
    std::vector<std::uint32_t> lists_;  ///< by hash of the shingle
    std::uint64_t mask_;
};

}  // namespace clausemark
