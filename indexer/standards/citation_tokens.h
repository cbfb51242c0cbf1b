// SPDX-License-Identifier: Apache-2.0
// The text of a passage as citations see it: standards, numbers, words that belong to a citation, and
// everything else. citation.cpp puts them together.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "indexer/standards/citation.h"

namespace clausemark::citations {

/// What a phrase may be; one phrase may be several ("," joins numbers and stands between name and number).
enum Role : std::uint16_t {
    clause_word = 1,
    control_word = 2,
    section_word = 4,
    range_word = 8,
    and_word = 16,
    of_word = 32,
    in_word = 64,
    between_word = 128,
};
inline constexpr std::uint16_t unit_roles = clause_word | control_word | section_word;

enum class Kind : std::uint8_t { other, sentence_end, phrase, annex, standard, number };

struct Element {
    Kind kind = Kind::other;
    std::uint16_t roles = 0;     ///< of a phrase
    bool edition_given = false;  ///< of a standard
    bool glued = false;          ///< no white space before it
    StandardIndex standard = 0;  ///< edition given: that one; else any of its family
    std::string_view prefix;     ///< of an annex, or written before a number: "A"
    std::string_view digits;     ///< of a number: "8.13"
    Span span;
};

/// A token of text, or of a phrase to look for.
struct Token {
    enum class Kind : std::uint8_t { word, number, mark } kind = Kind::mark;
    bool glued = false;     ///< no white space before it
    bool new_line = false;  ///< a line break before it
    Span span;
    std::string_view text;  ///< dashes of every kind are "-", quotes "'"
};

/// Cuts text into words (letters), numbers (digits with single dots between) and single marks. O(text).
void tokenize(std::string_view text, std::vector<Token>& out);

/// Phrases by their first token, the longest first.
class Phrases {
  public:
    Phrases(const Catalogue& catalogue, const CitationWords& words);

    /// The elements of a text, in order. O(text): a phrase has few tokens.
    void read(std::string_view text, std::vector<Element>& out) const;

    /// Quick tests for what most texts lack. Where there are no places, no standard is named; where
    /// may_cite_annex() is false and no standard is named, nothing is cited. O(text), at the speed of a
    /// search.
    std::vector<std::uint32_t> name_places(std::string_view text) const;  ///< sorted
    bool may_cite_annex(std::string_view text) const;

    /// The letters that numbers of annexes begin with: "A".
    const std::vector<std::string>& prefixes() const { return prefixes_; }

  private:
    struct Entry {
        std::vector<std::string> tokens;  ///< folded
        Element element;
        bool weak = false;  ///< a standard's name without letters: "27001"
    };

    void add(std::string_view phrase, Element element);
    const Entry* match(const std::vector<Token>& tokens, std::size_t at) const;
    std::size_t read_edition(const std::vector<Token>& tokens, std::size_t at, Element& standard) const;
    std::size_t read_number(const std::vector<Token>& tokens, std::size_t at,
                            const std::vector<Element>& before, Element& out) const;

    const Catalogue& catalogue_;
    std::unordered_map<std::string, std::vector<Entry>> by_first_;
    std::vector<std::string> prefixes_;
    std::vector<std::string>
        name_digits_;  ///< each name of a standard has one of these; a name without any is not read
    std::vector<std::string> annex_words_;  ///< first words of annexes' names, folded
};

}  // namespace clausemark::citations
