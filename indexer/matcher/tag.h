// SPDX-License-Identifier: Apache-2.0
// What the matcher says of a document: which passages answer which clauses, and why. Offsets are bytes of
// Document::text; to_source() brings them to the page.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/matcher/measure.h"
#include "indexer/standards/catalogue.h"
#include "indexer/standards/citation.h"
#include "parser/core/span.h"

namespace clausemark {

enum class Strength : std::uint8_t { none, mention, description, commitment };

/// Why a tag is not shown.
enum class Withheld : std::uint8_t {
    no,         ///< it is shown
    related,    ///< a clause near the one that the passage answers
    heading,    ///< in a heading or title
    topic,      ///< the subject alone
    mention,    ///< the sentence neither commits nor describes
    context,    ///< no evidence in the passage itself
    system,     ///< the page speaks of another management system
    weak,       ///< the score is below the threshold
    terse,      ///< a few words under another subject
    row,        ///< its row of a table is about another clause, or says that the clause does not apply
    elsewhere,  ///< the page is about other things, and the passage alone says too little
};

/// One reason for a score: a match or topic of a rule that held in the passage.
struct Reason {
    std::uint32_t match = 0;             ///< index in RuleSet::matches(): rule, aspect, expression, weight
    Strength strength = Strength::none;  ///< none for a topic
    double weight = 0;           ///< what it added: the match's weight times the factor of its strength
    std::vector<Span> evidence;  ///< empty for topics and context
};

/// Stands for the title and the headings that a page has from outside (PageContext), which are no passages.
inline constexpr std::uint32_t outside = 0xffffffff;

/// Passage x rule: what one rule found in one passage. Tags for clauses are read off it.
struct RuleHit {
    std::uint32_t passage = 0;
    std::uint32_t rule = 0;
    Strength strength = Strength::none;  ///< the best of its matches
    double score = 0;                    ///< before the system check; in [0, 1]
    std::vector<Reason> reasons;         ///< in the order of the rule's text
};

/// Passage x clause, the unit that is stored, shown and decided on.
struct Tag {
    std::uint32_t passage = 0;
    ClauseIndex clause = no_clause;
    std::uint32_t rule = 0;  ///< the rule that gave the score
    Strength strength = Strength::none;
    double score = 0;
    bool shown = false;  ///< false: a candidate, kept for ranking and explanation
    Withheld withheld = Withheld::no;
    std::vector<std::uint16_t>
        aspects;                 ///< of the rule, answered here with description or commitment; sorted
    std::vector<Span> evidence;  ///< sorted, not overlapping
};

/// A value a rule captured.
struct Fact {
    std::uint32_t passage = 0;
    std::uint32_t rule = 0;
    std::string parameter;
    Measure measure;
    std::string written;  ///< as the page says it, bound and range included: "at least 12 characters"
    std::vector<std::string> scope;    ///< what it is said of: "severity:p1", "who:administrator"; sorted
    std::vector<std::string> subject;  ///< words around it that may say what it is about, folded; sorted
    bool labelled = false;             ///< the subject is a row's first cell, or what stands before a colon
    Span span;                         ///< of the value, in Document::text
};

/// All that the analysis of one page gives; depends on the page, the rules and the standards alone.
struct Analysis {
    std::vector<RuleHit> hits;          ///< by passage, then rule
    std::vector<Tag> tags;              ///< by passage, then clause; one a pair
    std::vector<Fact> facts;            ///< by passage, then rule
    std::vector<Citation> citations;    ///< by passage, then place
    std::vector<RuleHit> outside_hits;  ///< of title and outer headings: no passages, but they rank a page
    std::vector<Tag> outside_tags;      ///< never shown
};

}  // namespace clausemark
