// SPDX-License-Identifier: Apache-2.0
// The words of each clause's rules as a bag: titles, aspects, hints, examples, wordings, and the words looked
// for. Compares a text with the bags, so that terse or unusual texts rank the right clause first where no
// rule matches. Evidence and tags are the matcher's; how likeness counts beside rules is rank.h's.
//
// A bag is a language model with Dirichlet smoothing (Zhai and Lafferty, A study of smoothing methods for
// language models applied to ad hoc information retrieval, 2001): a text is like the clause whose bag would
// most likely give its words, where words that all bags have say nothing.
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

    /// How like the words are to each clause's, by ClauseIndex: 1 for the likest, above 0 for all that have
    /// words; 0 for all where no word is known. O(different words x clauses that have them).
    std::vector<double> likeness(std::span<const Token> words) const;

  private:
    struct Posting {
        ClauseIndex clause = no_clause;
        double weight = 0;  ///< what one occurrence adds
    };

    std::shared_ptr<const Vocabulary> vocabulary_;
    std::vector<double> size_weights_;            ///< what each word of a text adds, by clause; 1: has no bag
    std::vector<std::vector<Posting>> postings_;  ///< by term
};

}  // namespace clausemark
