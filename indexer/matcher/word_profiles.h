// SPDX-License-Identifier: Apache-2.0
// The words of each clause's rules as a bag: titles, aspects, hints, examples, wordings, and the words looked
// for. Compares a text with the bags, so that terse or unusual texts rank the right clause first where no
// rule matches. Evidence and tags are the matcher's; how likeness counts beside rules is rank.h's.
//
// A bag is a language model with Dirichlet smoothing (Zhai and Lafferty, A study of smoothing methods for
// language models applied to ad hoc information retrieval, 2001): a text is like the clause whose bag would
// most likely give its words, where words that all bags have say nothing.
//
// Beside the clauses' bags stand those of subjects that no clause is about (`subject` in rule text). They
// take no part in rankings of clauses; a text may be asked whether it is rather about one of them.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "indexer/matcher/ruleset.h"
#include "parser/text/tokens.h"

namespace clausemark {

class WordProfiles {
  public:
    WordProfiles() = default;
    /// `rules` are those of `files`, in their order; `vocabulary` knows their aliases, and gets the words
    /// that it lacks. O(text of the files).
    WordProfiles(const std::vector<RuleFile>& files, const std::vector<RuleInfo>& rules,
                 const Catalogue& catalogue, Vocabulary& vocabulary);

    /// How like the words are to each clause's, by ClauseIndex: 1 for the likest, above 0 for all that have
    /// words; 0 for all where no word is known. The tokens are of the rules' vocabulary. O(different words x
    /// clauses that have them).
    std::vector<double> likeness(std::span<const Token> words) const;

    // The same in steps, for those who only compare: likeness grows with the weight.

    /// Adds the rows of the words that some bag has.
    void look_up(std::span<const Token> words, std::vector<std::uint32_t>& rows) const;
    /// What the words weigh by each clause, and how many there are: 0 where there are none, and nothing to
    /// compare. Sorts the rows.
    double weigh(std::vector<std::uint32_t>& rows, std::vector<double>& weights) const;

    /// What words weigh by the likest subject that no clause is about.
    struct SubjectWeight {
        double weight = 0;       ///< below all weights where there is no subject
        double only_theirs = 0;  ///< how many words no clause has
    };
    SubjectWeight weigh_subjects(std::vector<std::uint32_t>& rows) const;
    /// How much likelier the subject is than a clause of which the same words weigh `weight`: words that only
    /// subjects have count against the clause.
    double lead(const SubjectWeight& subject, ClauseIndex clause, double weight) const {
        return subject.weight - weight - subject.only_theirs * clauses_.size_weights[clause];
    }

  private:
    struct Posting {
        std::uint16_t bag = 0;  ///< ClauseIndex, or the number of a subject
        double weight = 0;      ///< what one occurrence adds
    };
    struct Bags {
        std::vector<double> size_weights;      ///< what each word of a text adds, by bag
        std::vector<std::uint32_t> row_begin;  ///< by row, in postings
        std::vector<Posting> postings;
    };
    struct Counts;

    static Bags weighed(const Counts& counts, const Counts* beside);
    static void add_up(const Bags& bags, std::uint32_t row, double times, std::vector<double>& weights);
    bool in_clauses(std::uint32_t row) const { return clauses_.row_begin[row] < clauses_.row_begin[row + 1]; }

    Bags clauses_;
    Bags subjects_;
    std::vector<std::uint32_t> rows_;  ///< by term; 0: in no bag
};

}  // namespace clausemark
