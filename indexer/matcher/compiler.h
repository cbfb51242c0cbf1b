// SPDX-License-Identifier: Apache-2.0
// Rule files -> RuleSet: checks what only all files together show (names, clauses, settings), lowers every
// expression, and wires roots to their gates. Used by RuleSet::compile alone.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "indexer/matcher/gates.h"
#include "indexer/matcher/lowering.h"
#include "indexer/matcher/ruleset.h"

namespace clausemark {

class Compiler {
  public:
    Compiler(std::vector<RuleFile> files, std::shared_ptr<const Catalogue> catalogue,
             std::vector<Diagnostic>& faults);
    std::shared_ptr<const RuleSet> run();

  private:
    void read_settings();
    void read_lexicon();
    void read_scopes();
    void read_systems();
    void read_rule(const Rule& rule, std::size_t file);
    RuleReport report(const Report& said, std::size_t file);
    void check_wordings();
    void check_subjects();
    std::vector<ClauseIndex> clauses(const std::vector<ClauseName>& names, std::size_t file);
    NodeId evidence(const Expr& expr, std::size_t file);
    void mark_words(std::string_view class_name, bool PatternRole::*role);
    PatternRole& role(std::uint32_t pattern);
    void mark_section_terms();
    void finish();
    std::vector<double> estimate_costs() const;
    std::vector<double> number_by_cost(std::vector<double> costs);
    void check_gates(const Gates& gates);

    struct Place {  ///< of a root in the rule text, for faults found late
        std::size_t file;
        Span span;
    };

    std::vector<RuleFile> files_;
    std::size_t faults_before_;
    std::vector<Diagnostic>& faults_;
    std::shared_ptr<RuleSet> made_;
    Program& program_;
    Lowering lowering_;
    std::map<std::uint32_t, PatternRole> roles_;
    std::vector<Place> root_places_;
    std::map<std::string, std::pair<std::size_t, Span>> rule_names_;
};

}  // namespace clausemark
