// SPDX-License-Identifier: Apache-2.0
// The words that rules know: aliases first, then stems, each stem with an id. Built once by the rule
// compiler, then immutable and shared by all threads. Words that no rule names have no id.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "parser/text/stemmer.h"

namespace clausemark {

using TermId = std::uint32_t;
inline constexpr TermId unknown_term = 0;

class Vocabulary {
  public:
    /// The spelling reads as the word from now on; both are folded words. Aliases do not chain.
    void add_alias(std::string_view spelling, std::string_view word);
    /// Words whose full stop ends no sentence ("approx"), folded.
    void add_abbreviation(std::string_view word);
    /// The id of a folded word's stem, made where it is new.
    TermId add(std::string_view folded, Stemmer& stemmer);

    /// The id of a folded word, or unknown_term. One stemming and two look-ups: cache it (tokens.h does).
    TermId find(std::string_view folded, Stemmer& stemmer) const;
    bool is_abbreviation(std::string_view folded) const;
    /// Number of ids, unknown_term included.
    std::size_t size() const { return stems_.size() + 1; }

  private:
    struct Hash {
        using is_transparent = void;
        std::size_t operator()(std::string_view s) const { return std::hash<std::string_view>{}(s); }
    };
    template <typename T>
    using Map = std::unordered_map<std::string, T, Hash, std::equal_to<>>;

    std::string_view unalias(std::string_view folded) const;

    Map<std::string> aliases_;
    Map<TermId> stems_;
    std::unordered_set<std::string, Hash, std::equal_to<>> abbreviations_;
};

}  // namespace clausemark
