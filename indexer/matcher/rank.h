// SPDX-License-Identifier: Apache-2.0
// What a page as a whole answers: clauses, best first, from the tags of its passages; and why, in words.
// Order is total, so that equal input gives equal output.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/matcher/ruleset.h"
#include "indexer/matcher/tag.h"
#include "parser/formats/document.h"

namespace clausemark {

struct ClauseScore {
    ClauseIndex clause = no_clause;
    double score = 0;                    ///< of the sum over its passages (docs/rules.md)
    bool shown = false;                  ///< in some passage
    Strength strength = Strength::none;  ///< the best of the passages
    std::vector<std::uint32_t> rules;    ///< that gave scores; sorted
    std::vector<Span> evidence;          ///< of shown tags where there are any, else of candidates; sorted
};

/// Best first; equal scores in the order of clauses. O(tags log tags).
std::vector<ClauseScore> rank_document(const Analysis& analysis);

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
