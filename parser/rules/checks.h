// SPDX-License-Identifier: Apache-2.0
// What one rule file shows to be wrong without any other file, and the list in which mistakes are gathered.
// Internal to parser/rules.
#pragma once

#include <string>

#include "parser/rules/rule.h"

namespace clausemark::rule_text {

/// The mistakes of one file, at most limits::rule_mistakes of them.
class Faults {
  public:
    explicit Faults(ParsedRules& into) : out_(into) {}

    /// O(source), for the line number.
    void add(Code code, Span span, std::string message, std::string hint = {});
    std::size_t count() const { return out_.diagnostics.size(); }
    bool full() const;

  private:
    ParsedRules& out_;
};

/// Reports a weight or factor outside (0, 1].
void check_weight(Faults& faults, double weight, Span span);
/// Reports a fact without exactly one `as value`. O(expression).
void check_fact(Faults& faults, const FactPattern& fact);
/// Reports what a whole rule contradicts or, where `complete` (nothing of it failed to be read), lacks.
/// O(rule), aspects and clauses squared.
void check_rule(Faults& faults, const Rule& rule, bool complete);

}  // namespace clausemark::rule_text
