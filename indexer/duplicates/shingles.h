// SPDX-License-Identifier: Apache-2.0
// Texts as sets of shingles (runs of five words), the form in which they are compared. What words are is
// decided by parser/text/words.h, which sets are alike by join.h; what of a page is compared at all is left
// to the callers.
//
// A shingle is represented by 64 bits. Two different shingles would need the same 64 bits to be confused:
// with 40 million different ones (a million passages) the chance that any two of them are is 1 in 20,000, and
// then one similarity is off by one shingle. Somebody who searches for such a pair on purpose can find one
// (no public function of 64 bits prevents that) and gains as much: two runs of five words that count as one.
// Shingles are stored; changing their value is a change of the store's schema.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "parser/text/words.h"

namespace clausemark {

/// Stable 64-bit value of five words. The order of the values is the frozen global order of a store: values
/// are spread evenly, whatever the words, and never depend on what else was seen.
using Shingle = std::uint64_t;

inline constexpr std::size_t shingle_words = 5;

/// A set of shingles: sorted, each once.
using ShingleSet = std::span<const Shingle>;

/// Replaces `shingles` by the set of a run of words; empty below five words. O(n log n).
void make_shingles(std::span<const Word> words, std::vector<Shingle>& shingles);

/// The set of a text (valid UTF-8).
std::vector<Shingle> shingles_of(std::string_view text);

/// Size of the intersection. O(a + b).
std::size_t overlap_of(ShingleSet a, ShingleSet b);
/// The same where it is at least `least`; else some smaller number, found as soon as it is clear. O(a + b).
std::size_t overlap_of(ShingleSet a, ShingleSet b, std::size_t least);

/// Exact figures of two sets, of which at least one is not empty.
constexpr double similarity(std::size_t overlap, std::size_t a, std::size_t b) {  ///< Jaccard
    return static_cast<double>(overlap) / static_cast<double>(a + b - overlap);
}
/// The share of the smaller set, neither being empty.
constexpr double containment(std::size_t overlap, std::size_t a, std::size_t b) {
    return static_cast<double>(overlap) / static_cast<double>(a < b ? a : b);
}

/// Many sets, packed in large blocks: 8 bytes a shingle and 16 a set, never moved as the collection grows.
class ShingleSets {
  public:
    std::size_t size() const { return sets_.size(); }
    ShingleSet operator[](std::size_t set) const { return sets_[set]; }
    void add(ShingleSet set);  ///< copies it

  private:
    std::vector<std::unique_ptr<Shingle[]>> blocks_;
    std::vector<ShingleSet> sets_;
    Shingle* end_ = nullptr;  ///< of what is used of the last block
    std::size_t free_ = 0;    ///< behind it
};

}  // namespace clausemark
