// SPDX-License-Identifier: Apache-2.0
// The words of each clause's rules as a weighted bag: titles, aspects, hints, examples, and the words looked
// for. Compares a text with the bags, so that terse or unusual texts rank the right clause first where no
// rule matches. Evidence and tags are the matcher's; how likeness counts beside rules is rank.h's.
//
// Weights are (1 + ln n) ln(N / df), texts and bags compared by cosine (Salton and Buckley, Term-weighting
// approaches in automatic text retrieval, 1988): a word that every clause's rules have weighs nothing.
#pragma once

#include <memory>
#include <span>
#include <utility>
#include <vector>

#include "indexer/matcher/ruleset.h"
#include "parser/text/tokens.h"

namespace clausemark {

class WordProfiles {
  public:
    WordProfiles() = default;
    /// `rules` are those of `files`, in their order. O(text of the files).
    WordProfiles(const std::vector<RuleFile>& files, const std::vector<RuleInfo>& rules,
                 const Catalogue& catalogue);

    /// What texts are to be tokenised with.
    const std::shared_ptr<const Vocabulary>& vocabulary() const { return vocabulary_; }

    /// How like the words are to each clause's, from 0 to 1, by ClauseIndex. O(different words x clauses that
    /// have them).
    std::vector<double> likeness(std::span<const Token> words) const;

  private:
    struct Posting {
        ClauseIndex clause = no_clause;
        double weight = 0;  ///< of the word in the clause's bag, whose length is 1
    };

    std::shared_ptr<const Vocabulary> vocabulary_;
    std::size_t clauses_ = 0;
    std::vector<double> rarity_;                  ///< ln(N / df), by term
    std::vector<std::vector<Posting>> postings_;  ///< by term
};

}  // namespace clausemark
