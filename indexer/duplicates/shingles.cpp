// SPDX-License-Identifier: Apache-2.0
// See shingles.h.
#include "indexer/duplicates/shingles.h"

#include <algorithm>

namespace clausemark {
namespace {

/// One value of two, in order: both halves of a product of 128 bits, one folded onto the other (the step of
/// Wang Yi's wyhash). The constants are odd and without pattern.
std::uint64_t combine(std::uint64_t a, std::uint64_t b) {
    __extension__ using Wide = unsigned __int128;
    const Wide product = static_cast<Wide>(a ^ 0xa0761d6478bd642f) * (b ^ 0x8ebc6af09c88c6e3);
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

}  // namespace

void make_shingles(std::span<const Word> words, std::vector<Shingle>& shingles) {
    static_assert(shingle_words == 5);
    shingles.clear();
    if (words.size() < shingle_words) return;
    shingles.reserve(words.size() - shingle_words + 1);
    // Two pairs and a word: the pairs of one shingle are those of the next ones.
    std::uint64_t first = combine(words[0].value, words[1].value);
    std::uint64_t second = combine(words[1].value, words[2].value);
    for (std::size_t last = shingle_words - 1; last < words.size(); ++last) {
        const std::uint64_t third = combine(words[last - 2].value, words[last - 1].value);
        shingles.push_back(combine(combine(first, third), words[last].value));
        first = second;
        second = third;
    }
    std::sort(shingles.begin(), shingles.end());
    shingles.erase(std::unique(shingles.begin(), shingles.end()), shingles.end());
}

std::vector<Shingle> shingles_of(std::string_view text) {
    std::vector<Word> words;
    append_words(text, words);
    std::vector<Shingle> shingles;
    make_shingles(words, shingles);
    return shingles;
}

std::size_t overlap_of(ShingleSet a, ShingleSet b) {
    return overlap_of(a, b, 0);
}

std::size_t overlap_of(ShingleSet a, ShingleSet b, std::size_t least) {
    std::size_t overlap = 0, at_a = 0, at_b = 0;
    while (at_a < a.size() && at_b < b.size()) {
        if (overlap + std::min(a.size() - at_a, b.size() - at_b) < least) break;
        const Shingle in_a = a[at_a], in_b = b[at_b];
        overlap += in_a == in_b;
        at_a += in_a <= in_b;
        at_b += in_b <= in_a;
    }
    return overlap;
}

void ShingleSets::add(ShingleSet set) {
    constexpr std::size_t block = std::size_t{1} << 17;  // 1 MiB
    if (set.size() > free_) {
        free_ = std::max(block, set.size());
        blocks_.push_back(std::make_unique_for_overwrite<Shingle[]>(free_));
        end_ = blocks_.back().get();
    }
    sets_.emplace_back(end_, set.size());
    end_ = std::copy(set.begin(), set.end(), end_);
    free_ -= set.size();
}

}  // namespace clausemark
