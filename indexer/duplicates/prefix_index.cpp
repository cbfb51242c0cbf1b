// SPDX-License-Identifier: Apache-2.0
// See prefix_index.h.
#include "indexer/duplicates/prefix_index.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <stdexcept>

namespace clausemark {

Rarity::Rarity(const DistinctSets& sets) {
    std::uint64_t shingles = 0;
    for (std::uint32_t set = 0; set < sets.size(); ++set) shingles += sets[set].size();
    mask_ = std::bit_ceil(std::max<std::uint64_t>(shingles, 1)) - 1;
    counts_.resize(mask_ + 1);
    for (std::uint32_t set = 0; set < sets.size(); ++set) {
        for (const Shingle shingle : sets[set]) {
            std::uint16_t& count = counts_[shingle & mask_];
            if (count != std::numeric_limits<std::uint16_t>::max()) ++count;
        }
    }
}

Prefixes::Prefixes(const DistinctSets& sets, Threshold threshold) {
    const Rarity rarity(sets);
    ends_.reserve(sets.size());
    lonely_.reserve(sets.size());
    std::vector<std::uint64_t> order;  // count, then place: a set is sorted, so places go by value
    for (std::uint32_t set = 0; set < sets.size(); ++set) {
        const ShingleSet shingles = sets[set];
        order.clear();
        for (std::size_t place = 0; place < shingles.size(); ++place)
            order.push_back(std::uint64_t{rarity(shingles[place])} << 32 | place);
        const auto end = order.begin() + static_cast<std::ptrdiff_t>(threshold.prefix(shingles.size()));
        if (end != order.end()) std::nth_element(order.begin(), end, order.end());
        const auto shared =
            std::partition(order.begin(), end, [](std::uint64_t each) { return each >> 32 == 1; });
        std::sort(shared, end);
        for (auto each = shared; each != end; ++each) places_.push_back(static_cast<std::uint32_t>(*each));
        ends_.push_back(places_.size());
        lonely_.push_back(static_cast<std::uint32_t>(shared - order.begin()));
    }
}

Postings::Postings(const DistinctSets& sets, const Prefixes& prefixes, Threshold threshold) {
    // The part of a set's prefix that sets behind it must find.
    const auto found = [&](std::uint32_t set) {
        const std::uint64_t wanted = threshold.prefix_of_smaller(sets[set].size());
        const std::uint32_t lonely = prefixes.lonely(set);
        const auto kept = prefixes[set];
        return kept.first(wanted <= lonely ? 0 : std::min<std::size_t>(kept.size(), wanted - lonely));
    };
    std::uint64_t count = 0;
    for (std::uint32_t set = 0; set < sets.size(); ++set) count += found(set).size();
    if (count >= no_posting) throw std::length_error("more than 2^32 shingles in prefixes");
    mask_ = std::bit_ceil(std::max<std::uint64_t>(count, 1)) - 1;
    lists_.resize(mask_ + 1);
    postings_.resize(count);
    for (std::uint32_t set = 0; set < sets.size(); ++set)
        for (const std::uint32_t place : found(set)) ++lists_[sets[set][place] & mask_];
    // Each list's end, then filled from behind, which leaves each list's beginning.
    std::uint32_t end = 0;
    for (std::uint32_t& list : lists_) {
        const bool empty = list == 0;
        end += list;
        list = empty ? no_posting : end;
        if (!empty) postings_[end - 1].last = 1;
    }
    for (std::uint32_t set = sets.size(); set-- > 0;) {
        const auto kept = found(set);
        for (std::size_t i = 0; i < kept.size(); ++i) {
            const Shingle shingle = sets[set][kept[i]];
            BatchPosting& posting = postings_[--lists_[shingle & mask_]];
            posting.set = set & 0x7fffffff;
            posting.check = check_of(shingle);
            posting.position = static_cast<std::uint16_t>(
                std::min<std::size_t>(prefixes.lonely(set) + i, std::numeric_limits<std::uint16_t>::max()));
        }
    }
}

std::uint32_t Postings::first_from(Shingle shingle, std::uint32_t set) {
    std::uint32_t& list = lists_[shingle & mask_];
    if (list == no_posting) return no_posting;
    while (postings_[list].set < set && postings_[list].last == 0) ++list;
    return postings_[list].set < set ? no_posting : list;
}

}  // namespace clausemark
