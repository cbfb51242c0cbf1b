// SPDX-License-Identifier: Apache-2.0
// The requirements of several standards as one list, in which what corresponds closely enough to be done once
// stands once. Pure: from clause lists and correspondences. What an organisation has of it is left to others.
//
// Rows are taken in order of how much they bind: rows that corpus/integration says stand together, then
// equal, then a part of each other, then something in common; among these, equal numbers (the harmonised
// structure), then titles that share rare words. A row whose clauses are both free makes a requirement; one
// of them with more rows is its hub. A free clause joins a requirement by a row of which the one is a part of
// the other, or by a row to the hub with a title that shares a word. Everything else stays a reference
// between requirements, so that a chain of weak rows does not pull half a standard into one.
#pragma once

#include <span>
#include <string>
#include <utility>
#include <vector>

#include "indexer/correspondences/correspondences.h"
#include "indexer/integration/work_order.h"
#include "indexer/standards/catalogue.h"

namespace clausemark {

struct SharedRequirement {
    ClauseIndex lead = no_clause;      ///< the clause that names it best: the hub, or the only one
    std::vector<ClauseIndex> clauses;  ///< as the rows name them (a clause may stand for those below it), in
                                       ///< the order of the standards given, then of the clauses
    std::vector<ClauseIndex> leaves;   ///< clauses without children that it serves, in the same order
    std::vector<Correspondence> rows;  ///< that hold it together; both ends are in `clauses`
    std::vector<Correspondence> near;  ///< from one of its clauses to one of another requirement
    std::size_t phase = 0;             ///< WorkOrder::phases: the earliest of its leaves

    /// The leaves of one standard.
    std::vector<ClauseIndex> leaves_in(const Catalogue& catalogue, StandardIndex standard) const;
    bool serves(const Catalogue& catalogue, StandardIndex standard) const {
        return !leaves_in(catalogue, standard).empty();
    }
};

/// Whether a file relates the two.
bool related(const Correspondences& correspondences, StandardIndex a, StandardIndex b);
/// Clauses of `standard` that are said to have no counterpart in `other`, the highest that is said of, with
/// the reason; in the standard's order.
std::vector<std::pair<ClauseIndex, std::string>> alone_in(const Catalogue& catalogue,
                                                          const Correspondences& correspondences,
                                                          StandardIndex standard, StandardIndex other);

/// Every leaf of each standard is in exactly one requirement. By phase, then in the order of the standards.
/// O(r log r) in the rows, plus clauses x depth.
std::vector<SharedRequirement> share_requirements(const Catalogue& catalogue,
                                                  const Correspondences& correspondences,
                                                  const WorkOrder& order,
                                                  std::span<const StandardIndex> standards);

}  // namespace clausemark
