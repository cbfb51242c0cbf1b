// SPDX-License-Identifier: Apache-2.0
// What is kept of a page for comparing it with others: for each passage its set of shingles, a hash of its
// words, and where it stands. Made once where the page is analysed (indexer/pages); everything about
// duplicates follows from it. Texts are not needed again until differences are to be shown.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/duplicates/shingles.h"

namespace clausemark {

struct PassagePrint {
    std::uint64_t words_hash = 0;  ///< of its folded words in their order; equal for equal words
    std::uint64_t place = 0;       ///< where on the page it stands, for telling forms: see set_places()
    std::uint32_t words = 0;
    std::uint32_t begin = 0;  ///< its set is PagePrint::shingles[begin, end): empty below five words
    std::uint32_t end = 0;
    bool left_out = false;  ///< the settings say that it does not count; its set is empty then
    bool operator==(const PassagePrint&) const = default;
};

struct PagePrint {
    /// Names the content in 32 hexadecimal digits: pages of one name have the same visible text, cut in the
    /// same way. Empty where there is no word to compare.
    std::string name;
    std::vector<PassagePrint> passages;  ///< one for each passage of the page, in order
    /// Of the sentences of passages that have several, set_hash of each, sorted, each once: they may be steps
    /// of a list elsewhere.
    std::vector<std::uint64_t> sentences;
    std::vector<Shingle> shingles;  ///< the sets, one behind the other
    bool operator==(const PagePrint&) const = default;

    ShingleSet set(std::size_t passage) const {
        const PassagePrint& p = passages[passage];
        return ShingleSet(shingles).subspan(p.begin, p.end - p.begin);
    }

    /// Appends the next passage. Sentences end at ".", ";", "!" or "?" before white space, and at the ends of
    /// lines and cells. O(text).
    void add(std::string_view text, bool left_out);

    /// After the last one: gives every passage its place, and names the whole. The first and the last two
    /// passages with a set stand at the page's edges, any other under its heading, told by the heading's
    /// words. `headings`: for each passage the index of its heading, no_passage for none. `content_hash`: of
    /// all texts and kinds of passages. O(passages).
    void finish(const std::vector<std::uint32_t>& headings, std::string_view content_hash);
};

/// One step of a hash over 64-bit values; stored, so never changed. (SplitMix64's finisher: Steele, Lea,
/// Flood, Fast Splittable Pseudorandom Number Generators, OOPSLA 2014.)
constexpr std::uint64_t mixed(std::uint64_t hash, std::uint64_t value) {
    std::uint64_t x = hash + 0x9e3779b97f4a7c15u + value;
    x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
    x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
    return x ^ (x >> 31);
}

/// Equal for equal sets; stored.
constexpr std::uint64_t set_hash(ShingleSet set) {
    std::uint64_t hash = 0;
    for (const Shingle shingle : set) hash = mixed(hash, shingle);
    return hash;
}

}  // namespace clausemark
