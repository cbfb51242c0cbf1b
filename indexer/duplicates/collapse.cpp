// SPDX-License-Identifier: Apache-2.0
// Sorts sets by size and a hash, and compares neighbours in full. See collapse.h.
#include "indexer/duplicates/collapse.h"

#include <algorithm>
#include <tuple>

namespace clausemark {
namespace {

struct Key {
    std::uint64_t hash = 0;
    std::uint32_t size = 0;
    std::uint32_t place = 0;
    bool operator<(const Key& other) const {
        return std::tie(size, hash, place) < std::tie(other.size, other.hash, other.place);
    }
};

/// Shingles are hashes themselves: a multiplication each keeps sums of different ones apart.
std::uint64_t hash_of(ShingleSet set) {
    std::uint64_t hash = 0;
    for (const Shingle shingle : set) hash = (hash ^ shingle) * 0x9e3779b97f4a7c15;
    return hash;
}

}  // namespace

DistinctSets::DistinctSets(const ShingleSets& sets) : sets_(sets) {
    std::vector<Key> keys;
    keys.reserve(sets.size());
    for (std::size_t place = 0; place < sets.size(); ++place) {
        const ShingleSet set = sets[place];
        if (!set.empty())
            keys.push_back(
                {hash_of(set), static_cast<std::uint32_t>(set.size()), static_cast<std::uint32_t>(place)});
    }
    std::sort(keys.begin(), keys.end());
    places_.reserve(keys.size());
    ends_.reserve(keys.size());
    ShingleSet before;
    for (const Key& key : keys) {
        const ShingleSet set = sets[key.place];
        places_.push_back(key.place);
        // Different sets of one hash stand beside each other and stay apart; equal ones divided by such a
        // chance are found by the join.
        if (!ends_.empty() && std::ranges::equal(set, before)) {
            ++ends_.back();
        } else {
            ends_.push_back(static_cast<std::uint32_t>(places_.size()));
        }
        before = set;
    }
}

}  // namespace clausemark
