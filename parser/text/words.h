// SPDX-License-Identifier: Apache-2.0
// Words as duplicates are found by: maximal runs of letters and numbers (Unicode categories L* and N*) after
// full case folding, without normalisation; marks, `_` and everything else separate. Each word comes with a
// stable fingerprint of its folded form, so that nobody needs to keep the folded text. Words as rules read
// them (stems, joined apostrophes, dictionary scripts) are tokens.h.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "parser/core/span.h"

namespace clausemark {

/// Fingerprint of a folded word: the same in every process, on every machine, in every version, since what is
/// made of it is stored. Two words of equal fingerprint count as one word; see indexer/duplicates/shingles.h.
using WordValue = std::uint64_t;

struct Word {
    /// In the text given, unfolded: from the first character that gives a part of the word to the last. Where
    /// folding puts a mark between letters (U+1FB7), one character belongs to two words, and their spans
    /// overlap in it.
    Span span;
    WordValue value = 0;
    constexpr bool operator==(const Word&) const = default;
};

/// Appends the words of `text`, which must be valid UTF-8 of less than 4 GiB. O(text), about 1 ns a byte of
/// ASCII, 20 ns a character beyond; memory for the longest word that holds any such character.
void append_words(std::string_view text, std::vector<Word>& words);

/// The fingerprint of a word that is already folded: for tests and for words from elsewhere.
WordValue word_value(std::string_view folded);

}  // namespace clausemark
