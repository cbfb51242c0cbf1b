// SPDX-License-Identifier: Apache-2.0
// The typed words of a text: values, roles, modal words, negations, references. All English comes from the
// lexicon of the rules (classes, units, periods, numbers), the values from the same code that facts are read
// with. What the terms mean for a comparison is left to the callers (indexer/drift).
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "indexer/matcher/contexts.h"
#include "indexer/matcher/evaluator.h"
#include "indexer/matcher/measure.h"
#include "indexer/matcher/ruleset.h"
#include "parser/core/span.h"

namespace clausemark {

enum class TermKind : std::uint8_t {
    number,          ///< without a unit
    quantity,        ///< with a unit that is no time; by its form a time of day: "22:00"
    duration,        ///< "90 days"
    deadline,        ///< a duration behind a word of <within>: "within 4 hours"
    frequency,       ///< "every 90 days", "quarterly"
    date,            ///< "31 March 2026", "2026"; "by the end of" is not one
    role,            ///< <role>
    everybody,       ///< <everybody>: a role that says all people and no function ("staff", "employees")
    obligation,      ///< <obligation>
    prohibition,     ///< <prohibition>
    recommendation,  ///< <recommendation>
    permission,      ///< <permission>
    negation,        ///< <negation>
    reference,       ///< <reference>: "section 4", "Annex A"; by its form: "A.8.1", "27001:2022", "v1.2"
};

struct Term {
    TermKind kind = TermKind::number;
    Span span;                   ///< bytes of the text
    Measure measure;             ///< of number, quantity, duration, deadline, frequency
    bool known = true;           ///< false: the value cannot be told (a date without a year)
    std::uint64_t identity = 0;  ///< of the stems of its words: equal for "owners" and "Owner"
};

/// One per thread: it keeps caches and buffers. The rules are shared.
class TermFinder {
  public:
    explicit TermFinder(std::shared_ptr<const RuleSet> rules);

    /// The terms of a text, by their begin, then the longer, then kind. Of one family (values, roles, modal
    /// words, negations, references) a term inside a longer one is left out; so are modal words and negations
    /// inside a value ("no later than 4 hours"), roles inside a reference ("SOC 2"), and all that lies in
    /// words of <no-term>. At most limits::matches_per_expression of each class (not of values). O(text),
    /// apart from sorting what is found. `tokens` are the text's own.
    void find(std::string_view text, std::span<const Token> tokens, std::vector<Term>& terms);

    const RuleSet& rules() const { return *rules_; }

  private:
    void add_class(TermKind kind, NodeId node, std::vector<Term>& terms);
    void add_values(std::vector<Term>& terms);
    void drop_idioms(NodeId node, std::size_t first, std::vector<Term>& terms);

    std::shared_ptr<const RuleSet> rules_;
    const Program& program_;
    Contexts contexts_;
    Evaluator evaluator_;
    View view_;
};

}  // namespace clausemark
