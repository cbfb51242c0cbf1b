// SPDX-License-Identifier: Apache-2.0
// Running the examples and counterexamples that stand beside a rule: they are its tests.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/matcher/analyzer.h"
#include "parser/core/diagnostic.h"

namespace clausemark {

class ExampleRunner {
  public:
    ExampleRunner(std::shared_ptr<const RuleSet> rules, std::shared_ptr<const CitationFinder> citations)
        : rules_(rules), analyzer_(std::move(rules), std::move(citations)) {}

    /// Adds CM108 or CM109 for each example of the rule that does not hold. `source` is the rule's file.
    void run(std::uint32_t rule, std::string_view source, std::vector<Diagnostic>& faults);

  private:
    Analysis analyze(const Example& example, std::vector<FlaggedWords>* flagged = nullptr);
    bool recognised(std::uint32_t rule, const Example& example);
    bool reported(std::uint32_t rule, const Example& example);
    std::string hint_for(std::uint32_t rule, const Example& example);

    std::shared_ptr<const RuleSet> rules_;
    Analyzer analyzer_;
};

}  // namespace clausemark
