// SPDX-License-Identifier: Apache-2.0
// The words beside a clause's number that may be its title ("A.13.1 | Reporting of events"), and whether a
// clause has such a title: numbers mean other things in other editions, titles do not. Which words are no
// title, or say nothing of a clause, is data (corpus/citations/*.json). What follows from it for a citation
// is citation_groups.cpp's.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "indexer/standards/citation.h"

namespace clausemark::citations {

/// Stems of a title, sorted: those that tell clauses apart, and those that many clauses share.
struct TitleWords {
    std::vector<std::string> telling;
    std::vector<std::string> common;
};

/// Words beside a number.
struct BesideNumber {
    TitleWords words;
    bool is_title = false;  ///< false: nothing is there, or something else; it may still agree
};

/// Immutable, shared by all threads.
class Titles {
  public:
    Titles(const Catalogue& catalogue, const CitationWords& words);

    /// What a citation is the first thing of.
    enum class Opens : std::uint8_t { nothing, cell, passage };

    /// What follows a citation that ends at `end`: behind a dash, a colon or an opening bracket; where it
    /// opens a cell or the passage, right behind it; where it is all of a row's first cell, the next one.
    /// O(the words looked at), at most one sentence and limited in length.
    BesideNumber after(std::string_view text, std::size_t end, Opens opens) const;
    /// What stands before a citation that begins at `begin`, in its cell or the one before, or before a
    /// bracket, dash or colon. Never a title on its own: it may as well be the name of something of the
    /// page's.
    BesideNumber before(std::string_view text, std::size_t begin) const;

    /// Whether the words may name the clause: they share a telling word with its title, its description (of
    /// what has no parts) or the title of the clause above it (not of a group of controls, which says little
    /// of each); where one of both has no telling word, all words of one are in the other.
    bool agrees(const TitleWords& words, ClauseIndex clause) const;

    /// Whether all of the text, a cell's, says that what stands beside it is not in force.
    bool excludes(std::string_view cell) const;

  private:
    BesideNumber read(std::string_view text) const;

    std::unordered_set<std::string> filler_, common_, sentence_, states_, excluded_;
    std::unordered_map<std::string, std::string> spellings_;
    std::unordered_set<std::string> known_;  ///< stems of any title
    std::vector<TitleWords> clauses_;        ///< what agrees() compares with, by clause
};

}  // namespace clausemark::citations
