// SPDX-License-Identifier: Apache-2.0
// Explicit citations of clauses in the visible text of a page: "ISO/IEC 27001:2013 A.12.3", "clauses 8.7.2
// and 8.7.3 of ISO 20000-1". Which names and words mean a standard, a clause or an annex is data (the
// standards' `citations`, corpus/citations/*.json). What is done with a citation is left to the matcher and
// the diagnostics.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/standards/catalogue.h"
#include "parser/core/span.h"

namespace clausemark {

struct Document;

struct Citation {
    std::uint32_t passage = 0;
    Span span;  ///< in Document::text, of the number; inside a range, the whole range
    StandardIndex standard = 0;
    bool edition_given = false;      ///< by the citation, or by the one edition that the page names; else
                                     ///< `standard` is the newest edition that has the clause
    ClauseIndex clause = no_clause;  ///< no_clause: the edition has no such number
    std::string number;              ///< the clause's number as the standard writes it: "A.12.3"
    /// The title beside the number is that of no such clause in an edition it may mean: the number is another
    /// edition's, or wrong. `clause` is no_clause, `standard` the likeliest edition.
    bool ambiguous = false;
    bool titled = false;    ///< the words beside the number agree with the clause's title
    bool excluded = false;  ///< its row of a table says that it does not apply
};

/// What words mean in a citation. Each list holds phrases, in any case.
struct CitationWords {
    struct Annex {
        std::string phrase;
        std::string prefix;  ///< "A": numbers of this annex begin with it
    };
    std::vector<std::string> clause, control, section, range, conjunction, of, in, between;
    // Beside a number, single words: that count for no title, that many titles have, that no title has; then
    // whole cells: what a row says of its clause, and among that what says that it does not apply.
    std::vector<std::string> filler, common, sentence, states, excluded;
    std::vector<std::pair<std::string, std::string>> spellings;  ///< another spelling of a word in titles
    std::vector<Annex> annexes;

    /// Adds one file of corpus/citations/; faults are positioned.
    void add(std::string_view path, std::string_view json, std::vector<Diagnostic>& faults);
};

/// The editions that a page names, in the order of StandardIndex.
struct CitationContext {
    std::vector<bool> editions;   ///< named with their edition
    std::vector<bool> standards;  ///< named at all: every edition of the family
};

/// Compiled names and words; immutable, shared by all threads.
class CitationFinder {
  public:
    CitationFinder(std::shared_ptr<const Catalogue> catalogue, const CitationWords& words);
    ~CitationFinder();

    /// Every citation of a page, by passage and place. A number counts where its standard is named beside it;
    /// where a word such as "clause" stands before it and one standard is named in the sentence; and, for
    /// numbers of an annex ("A.8.13"), where the page names one standard or edition that has the annex, or
    /// where "control" or the annex's name stands before it. Versions, dates, addresses, laws' sections and
    /// bare numbers do not count. Words that stand beside the number as its title choose among editions, and
    /// where they are no clause's title the citation is ambiguous. O(text) for passages with digits; others
    /// are skipped.
    std::vector<Citation> find(const Document& document) const;

    /// The steps of it, for one text: what it names is added to the context; what it cites is appended to
    /// `out`, with spans in this text and no passage.
    void note_standards(std::string_view text, CitationContext& context) const;
    void find_in(std::string_view text, const CitationContext& context, std::vector<Citation>& out) const;

    CitationContext empty_context() const;

  private:
    struct Lexicon;
    void note_exclusion(std::string_view text, std::span<Citation> found) const;
    void read(std::string_view text, const CitationContext& context, std::vector<Citation>& out) const;

    std::shared_ptr<const Catalogue> catalogue_;
    std::unique_ptr<const Lexicon> lexicon_;
};

}  // namespace clausemark
