// SPDX-License-Identifier: Apache-2.0
// Prints of pages. See print.h.
#include "indexer/duplicates/print.h"

#include <algorithm>

#include "indexer/hash/sha256.h"
#include "parser/core/limits.h"
#include "parser/formats/document.h"

namespace clausemark {
namespace {

constexpr std::uint64_t top_edge = 1;  // places that are no heading's hash
constexpr std::uint64_t bottom_edge = 2;
constexpr std::size_t edge_passages = 2;                 // a header or a footer is seldom longer
constexpr WordValue variable_word = 0x7661726961626c65;  // stands for any variable; no word's by intent

std::string_view bytes_of(const std::uint64_t& value) {
    return {reinterpret_cast<const char*>(&value), sizeof value};
}

/// What stands between two words.
bool ends_sentence(std::string_view gap) {
    if (gap.find_first_of("\n\t") != std::string_view::npos) return true;
    const std::size_t end = gap.find_first_of(".;!?");
    return end != std::string_view::npos && gap.find(' ', end) != std::string_view::npos;
}

/// Makes the words of each variable of a template ("{{ owner }}", "${owner}") one, the same for all: forms
/// are not alike by the long names of their variables, and one is like its copies whatever was filled in.
void join_variables(std::string_view text, std::vector<Word>& words) {
    std::size_t kept = 0;
    std::size_t end = 0;   // of the last variable
    std::size_t next = 0;  // where to look for another
    for (const Word& word : words) {
        while (next < word.span.begin && next != std::string_view::npos) {
            next = text.find_first_of("{$", next);
            if (next == std::string_view::npos || next >= word.span.begin) break;
            const std::string_view rest = text.substr(next, limits::placeholder_bytes);
            const std::string_view close = rest.starts_with("{{") ? "}}" : rest.starts_with("${") ? "}" : "";
            const std::size_t closed = close.empty() ? close.npos : rest.find(close);
            if (closed == std::string_view::npos) {
                ++next;
                continue;
            }
            end = next + closed;
            next = end + close.size();
            if (word.span.begin < end)
                words[kept++] = {{word.span.begin, static_cast<std::uint32_t>(next)}, variable_word};
        }
        if (word.span.begin >= end) words[kept++] = word;
    }
    words.resize(kept);
}

}  // namespace

void PagePrint::add(std::string_view text, bool left_out) {
    thread_local std::vector<Word> words;
    thread_local std::vector<Shingle> set;
    words.clear();
    append_words(text, words);
    PassagePrint passage;
    for (const Word& word : words) passage.words_hash = mixed(passage.words_hash, word.value);
    if (text.find('{') != std::string_view::npos) join_variables(text, words);
    passage.words = static_cast<std::uint32_t>(words.size());
    passage.left_out = left_out;
    passage.begin = static_cast<std::uint32_t>(shingles.size());
    if (!left_out) {
        make_shingles(words, set);
        shingles.insert(shingles.end(), set.begin(), set.end());
    }
    passage.end = static_cast<std::uint32_t>(shingles.size());
    passages.push_back(passage);
    if (left_out || words.size() < shingle_words + 1) return;
    const std::span<const Word> all(words);
    std::size_t first = 0;
    for (std::size_t i = 1; i <= words.size(); ++i) {
        const bool last = i == words.size();
        if (last && first == 0) break;  // one sentence: the passage
        if (!last &&
            !ends_sentence(text.substr(words[i - 1].span.end, words[i].span.begin - words[i - 1].span.end)))
            continue;
        make_shingles(all.subspan(first, i - first), set);
        first = i;
        if (!set.empty()) sentences.push_back(set_hash(set));
    }
}

void PagePrint::finish(const std::vector<std::uint32_t>& headings, std::string_view content_hash) {
    std::vector<std::size_t> compared;
    for (std::size_t i = 0; i < passages.size(); ++i) {
        const std::uint32_t heading = headings[i];
        passages[i].place = heading == no_passage ? 0 : passages[heading].words_hash;
        if (!set(i).empty()) compared.push_back(i);
    }
    for (std::size_t k = 0; k < compared.size(); ++k) {
        if (k < edge_passages) passages[compared[k]].place = top_edge;
        if (k >= edge_passages && k + edge_passages >= compared.size())
            passages[compared[k]].place = bottom_edge;
    }
    std::ranges::sort(sentences);
    sentences.erase(std::unique(sentences.begin(), sentences.end()), sentences.end());
    std::string fields(content_hash);
    bool any = false;
    for (const PassagePrint& passage : passages) {
        any = any || passage.words > 0;
        fields += bytes_of(passage.words_hash);
        fields += bytes_of(passage.place);
        fields += passage.left_out ? '-' : '+';
    }
    fields += std::to_string(sentences.size());
    name = any ? sha256(fields).substr(0, 32) : std::string();
}

}  // namespace clausemark
