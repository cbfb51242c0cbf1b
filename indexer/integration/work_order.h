// SPDX-License-Identifier: Apache-2.0
// In which order the clauses of a standard are best taken up: phases that hold for all standards, the phase
// of each clause, and which clauses lean on which. Read from corpus/integration/ and checked against the
// clause lists (CM205 to CM208). What is left to do, and where to begin, is worked out in plan.h.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/standards/catalogue.h"
#include "parser/core/diagnostic.h"

namespace clausemark {

struct Phase {
    std::string name;    ///< "support", as in the API
    std::string title;   ///< for people
    std::string reason;  ///< why it stands where it stands
};

/// A clause is easier, or only sensible, after another.
struct Dependency {
    ClauseIndex on = no_clause;  ///< a leaf
    std::string reason;          ///< one line
};

class WorkOrder {
  public:
    struct File {
        std::string_view path;
        std::string_view text;
    };
    /// All files together: phases.json, together.json, and one for each standard. Every fault is in `faults`,
    /// positioned; a file with one does not count. O(files + clauses x dependencies).
    static WorkOrder read(const Catalogue& catalogue, std::span<const File> files,
                          std::vector<Diagnostic>& faults);

    const std::vector<Phase>& phases() const { return phases_; }
    /// Index of the clause's phase, or that of the nearest clause above; phases().size() where nothing is
    /// said of it.
    std::size_t phase_of(const Catalogue& catalogue, ClauseIndex clause) const;
    /// Of a leaf: leaves of the same standard, in its order. There are no circles.
    const std::vector<Dependency>& leans_on(ClauseIndex clause) const;
    /// Whether one requirement can stand for two clauses of two standards where both are implemented: said
    /// where what their relation and their titles tell would mislead.
    std::optional<bool> together(ClauseIndex a, ClauseIndex b) const;
    /// The clause that asks for the scope in writing, or no_clause.
    ClauseIndex scope_clause(StandardIndex standard) const;

  private:
    std::vector<Phase> phases_;
    std::map<ClauseIndex, std::size_t> phase_;
    std::map<ClauseIndex, std::vector<Dependency>> leans_on_;
    std::map<StandardIndex, ClauseIndex> scope_;
    std::map<std::pair<ClauseIndex, ClauseIndex>, bool> together_;  ///< the lower index first
};

/// The clause itself where it is a leaf, else the leaves below it, in order.
std::vector<ClauseIndex> leaves_of(const Catalogue& catalogue, ClauseIndex clause);

}  // namespace clausemark
