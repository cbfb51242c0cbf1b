// SPDX-License-Identifier: Apache-2.0
// All pairs of sets whose Jaccard similarity reaches a threshold, and the clusters that these pairs connect:
// exact, no pair missed and none invented. A pure function of the sets; keeping results up to date as pages
// are saved is the store's part.
//
// The method is the prefix-filter join with length and position filters (PPJoin, see threshold.h). Identical
// sets are collapsed first. Sets are taken by growing size; each looks up the rarest of its shingles (its
// prefix) among the sets before it and compares in full only what can still reach the threshold by sizes,
// positions and a signature of 64 bits (Sandes, Teodoro, Melo: Bitmap filter, Information Systems 88, 2020).
// "Rare" is measured on these very sets by counters shared between shingles of equal hash: any order common
// to all sets gives the same pairs, and this one keeps shingles that many sets share out of the prefixes.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "indexer/duplicates/shingles.h"
#include "indexer/duplicates/threshold.h"
#include "parser/core/limits.h"

namespace clausemark {

/// Two sets, by their places in ShingleSets; first < second.
struct SetPair {
    std::uint32_t first = 0;
    std::uint32_t second = 0;
    std::uint32_t overlap = 0;  ///< shingles that both hold; similarity() and containment() follow from it
    constexpr bool operator==(const SetPair&) const = default;
};

enum class JoinEnd : std::uint8_t {
    complete,
    stopped,    ///< by the sink
    too_dense,  ///< limits::join_steps: sets made of few shingles, nearly all of which occur everywhere
};

/// Gives every pair that reaches the threshold to the sink, in an order that depends on the sets alone, until
/// the sink answers false. Empty sets have no pair. Fewer than 2^31 sets, each of fewer than 2^32 shingles.
/// Time: near-linear in the shingles plus the pairs on texts that people write; bounded by limits::join_steps
/// on any other. Memory: linear; beside the sets some 100 to 250 bytes a set of 30 shingles.
JoinEnd join(const ShingleSets& sets, Threshold threshold, const std::function<bool(const SetPair&)>& sink,
             std::uint64_t steps = limits::join_steps);

/// Which sets hang together by pairs that reach the threshold.
struct Clusters {
    /// For each set the smallest place of a set of its cluster; its own where it has no pair.
    std::vector<std::uint32_t> first;
    JoinEnd end = JoinEnd::complete;
};

/// The connected components, without going through their pairs: sets already connected are not compared. The
/// bounds are those of join.
Clusters clusters(const ShingleSets& sets, Threshold threshold, std::uint64_t steps = limits::join_steps);

}  // namespace clausemark
