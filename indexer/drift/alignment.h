// SPDX-License-Identifier: Apache-2.0
// Which sentences of two sides belong together, and which words of two sentences are the same. What the
// differences mean is left to classify.h.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "indexer/drift/sentences.h"

namespace clausemark::drift {

struct SentencePair {
    std::uint32_t left = 0;
    std::uint32_t right = 0;
    bool moved = false;     ///< not in one order with most pairs
    double similarity = 0;  ///< 1 for equal words, else the share of words in common (Dice)
};

/// By left. Each sentence is in one pair at most. O(n log n) in the words, at given limits.
std::vector<SentencePair> align_sentences(const Side& left, const Side& right);

/// Words [begin, end) of both sentences that differ; between two hunks stand equal words.
struct Hunk {
    std::uint32_t left_begin = 0;
    std::uint32_t left_end = 0;
    std::uint32_t right_begin = 0;
    std::uint32_t right_end = 0;
    bool filled = false;  ///< a placeholder against what fills it: not a difference of what is said
};

/// In order. Nothing for equal words.
std::vector<Hunk> compare_words(std::span<const Word> left, std::span<const Word> right);

}  // namespace clausemark::drift
