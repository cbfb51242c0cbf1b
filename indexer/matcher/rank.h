// SPDX-License-Identifier: Apache-2.0
// What a page as a whole answers: clauses, best first, from the tags of its passages and from how like its
// words are to those of the clauses' rules; and why, in words. Order is total, so that equal input gives
// equal output.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/matcher/analyzer.h"
#include "indexer/matcher/ruleset.h"
#include "indexer/matcher/tag.h"
#include "parser/formats/document.h"
#include "parser/text/tokens.h"

namespace clausemark {

struct ClauseScore {
    ClauseIndex clause = no_clause;
    double score = 0;                    ///< of weight and likeness (docs/rules.md)
    double weight = 0;                   ///< the sum of its rules' reasons, each by its passage's share
    double likeness = 0;                 ///< of the page's words, beside the likest clause of the standard
    bool shown = false;                  ///< in some passage
    Withheld withheld = Withheld::no;    ///< where not shown: why the best passage is not
    Strength strength = Strength::none;  ///< the best of the passages
    std::vector<std::uint32_t> rules;    ///< that gave scores; sorted; empty: listed for likeness alone
    std::vector<Span> evidence;          ///< of shown tags where there are any, else of candidates; sorted
};

/// One per thread, beside an Analyzer of the same rules.
class Ranker {
  public:
    explicit Ranker(std::shared_ptr<const RuleSet> rules);

    /// Best first; equal scores in the order of clauses. O(text + tags log tags + different words x clauses).
    std::vector<ClauseScore> rank(const Document& document, const PageContext& context,
                                  const Analysis& analysis);

  private:
    void read(std::string_view text, Span range) { tokenizer_.tokenize(text, range, words_); }

    std::shared_ptr<const RuleSet> rules_;
    Tokenizer tokenizer_;
    std::vector<Token> words_;
};

/// In words, for people: "a mention only".
std::string_view name_of(Withheld withheld);

/// One reason, for people.
struct Explanation {
    std::uint32_t passage = 0;  ///< or `outside`
    std::string rule;
    std::string aspect;  ///< empty: a topic
    std::string expression;
    Strength strength = Strength::none;  ///< none: a topic
    double weight = 0;                   ///< what it added
    double score = 0;                    ///< the rule's, in this passage
    std::vector<std::string> words;      ///< that matched
};

/// Every reason of every hit: by passage, rule, and the order of the rule's text.
std::vector<Explanation> explain(const RuleSet& rules, const Document& document, const Analysis& analysis);

}  // namespace clausemark
