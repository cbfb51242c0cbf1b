// SPDX-License-Identifier: Apache-2.0
// One side of a comparison as sentences and words. Words are those of parser/text/words.h, and the signs that
// change a value ("<", "%"), so that "< 4 hours" and "> 4 hours" differ. A placeholder is one word. Alignment
// and meaning are left to others in this folder.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "indexer/drift/drift.h"
#include "indexer/matcher/placeholders.h"
#include "parser/text/tokens.h"
#include "parser/text/words.h"

namespace clausemark::drift {

struct Sentence {
    DriftSentence place;
    PassageKind kind = PassageKind::paragraph;
    std::uint32_t words_begin = 0;  ///< in Side::words
    std::uint32_t words_end = 0;
    std::uint64_t value = 0;  ///< of its words in order: the same in every process
};

/// What a word of a side is.
enum class WordForm : std::uint8_t { plain, variable, bracket };

struct Side {
    std::span<const DriftPassage> passages;
    std::vector<Sentence> sentences;
    std::vector<Word> words;      ///< spans as in the sentence's place
    std::vector<WordForm> forms;  ///< of each word

    std::span<const Word> words_of(const Sentence& s) const {
        return {words.data() + s.words_begin, words.data() + s.words_end};
    }
    std::span<const WordForm> forms_of(const Sentence& s) const {
        return {forms.data() + s.words_begin, forms.data() + s.words_end};
    }
    std::string_view text_of(const Sentence& s) const {
        const DriftPassage& passage = passages[s.place.passage];
        return s.place.in_lead_in ? passage.lead_in : passage.text;
    }
};

/// Mixes a value into a hash that is stored: never changed.
inline std::uint64_t mix(std::uint64_t hash, std::uint64_t value) {
    hash = (hash ^ value) * 0x9E3779B97F4A7C15u;
    return hash ^ (hash >> 29);
}

/// O(text). Sentences without words are left out. `open` are the words that open a placeholder in brackets.
Side read_side(std::span<const DriftPassage> passages, Tokenizer& tokenizer,
               const std::vector<std::string>& open);

/// The tokens of a sentence; cells of a row do not touch. O(sentence).
void read_tokens(const Side& side, const Sentence& sentence, Tokenizer& tokenizer,
                 std::vector<Token>& tokens);

}  // namespace clausemark::drift
