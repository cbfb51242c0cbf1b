// SPDX-License-Identifier: Apache-2.0
// Stems of words, each worked out once. See word_stems.h.
#include "parser/text/word_stems.h"

#include <algorithm>

#include "parser/core/ascii.h"

namespace clausemark {
namespace {

constexpr std::size_t kept_words = 1u << 17;  // some 4 MB: more than a language's words that pages use

}  // namespace

void WordStems::append(std::string_view text, std::vector<std::uint64_t>& stems) {
    words_.clear();
    append_words(text, words_);
    if (known_.size() > kept_words) known_.clear();
    for (const Word& word : words_) {
        const auto [known, fresh] = known_.try_emplace(word.value, word.value);
        if (fresh) {
            folded_ = ascii_lower(word.span.of(text));
            const bool plain = std::ranges::all_of(folded_, [](char c) { return c >= 'a' && c <= 'z'; });
            if (plain) known->second = word_value(stemmer_.stem(folded_));
        }
        stems.push_back(known->second);
    }
}

}  // namespace clausemark
