// SPDX-License-Identifier: Apache-2.0
// Facts that contradict each other: one parameter, different values, in two documents or twice in one, unless
// the passages say that they speak of different things. What a fact is comes from rules (`fact` in
// docs/rules.md); which pages count is the caller's choice (drafts and withdrawn pages are better left out).
//
// Two facts are about the same thing where, for every dimension of scope (classes <scope-...> of the
// lexicon: severity, environment, who), both name the same terms or neither names one, and, where one of them
// stands in a row or behind a label ("Databases: 30 days"), the other's words hold a word of that label.
// Values in one passage are told apart by the passage itself, and never contradict each other; so are values
// in rows or items of one document ("Daily backups", "Weekly backups"), wherever else they stand, and other
// values of one document unless the words around them are mostly the same; where that is one word alone,
// which may be no more than the parameter's name, both must stand under one heading. A conflict joins
// statements that are all about the same: two labels are not joined through a sentence that speaks of both.
// Whether values contradict is said in indexer/matcher/measure.h. The conflicts of a parameter depend on the
// facts of that parameter alone, so that a store can keep them parameter by parameter.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "indexer/store/duplicates.h"

namespace clausemark {

/// A fact with the page it stands on.
struct FactStatement {
    DocumentKey document;
    std::string title;
    FactRecord fact;
    /// Of a list item or row: the heading that its list or table stands under; else no_passage.
    std::uint32_t list = no_passage;
    std::uint32_t section = no_passage;  ///< the heading that its passage stands under
    std::uint64_t words = 0;             ///< hash of the words of its passage
};

/// As every list and check must make it, so that a conflict has one key everywhere. O(text of the passage).
FactStatement statement_of(const StatingDocument& document, const StatedFact& stated);

/// One value with everyone who states it.
struct ConflictValue {
    std::string written;               ///< as the first of them writes it: "at least 12 characters"
    std::vector<std::uint32_t> facts;  ///< indexes in the list given, by document, then place; not empty
    bool operator==(const ConflictValue&) const = default;
};

struct Conflict {
    std::string parameter;
    std::string dimension;
    std::vector<ConflictValue> values;  ///< two or more, those stated most often first
    double weight = 0;                  ///< how much it matters, (0, 1]
    bool one_document = false;          ///< all of it stands in one document
    std::string explanation;            ///< "Password minimum length: 12 characters on A, 8 characters on B."
    std::uint64_t key = 0;  ///< of parameter, values and the words of the passages that state them: the same
                            ///< in every process, in any order of facts, whatever the pages are called, until
                            ///< one of them changes. For decisions
    bool operator==(const Conflict&) const = default;
};

/// All conflicts among the facts, what matters most first. `tolerance` is Scoring::calendar_tolerance. The
/// order of `facts` does not matter but for the indexes. O(n log n), and in each parameter O(d * d log d) in
/// its distinct statements, at most limits::conflict_statements of them.
std::vector<Conflict> find_conflicts(std::span<const FactStatement> facts, double tolerance);

}  // namespace clausemark
