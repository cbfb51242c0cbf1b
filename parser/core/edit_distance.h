// SPDX-License-Identifier: Apache-2.0
// How far apart two names are, for "did you mean ...?". What the names are (settings, clause ids, patterns)
// and how the answer is worded is left to the caller.
#pragma once

#include <algorithm>
#include <cstddef>
#include <ranges>
#include <string_view>

namespace clausemark {

/// Damerau-Levenshtein distance in bytes: insertions, deletions, substitutions and swaps of neighbours, no
/// part edited twice (the optimal string alignment of Damerau 1964). Anything above `limit` is returned as
/// limit + 1. O(|a| * |b|), O(|b|) memory.
std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit);

/// The candidate nearest to `word`, at most `limit` away; of equals the one that begins like `word` the
/// longest, then the first; empty where there is none.
template <std::ranges::input_range Candidates>
std::string_view nearest_name(std::string_view word, const Candidates& candidates, std::size_t limit) {
    std::string_view best;
    std::size_t best_shared = 0;
    bool found = false;
    for (const std::string_view candidate : candidates) {
        const std::size_t distance = edit_distance(word, candidate, limit);
        if (distance > limit) continue;
        const auto differs = std::ranges::mismatch(word, candidate).in1;
        const auto shared = static_cast<std::size_t>(differs - word.begin());
        if (found && distance == limit && shared <= best_shared) continue;
        best = candidate;
        best_shared = shared;
        limit = distance;
        found = true;
    }
    return best;
}

/// How far a misspelt name of this length may be from the right one and still look like it: a third of it.
constexpr std::size_t misspelling(std::string_view word) {
    return word.size() < 6 ? 1 + word.size() / 3 : word.size() / 3;
}

}  // namespace clausemark
