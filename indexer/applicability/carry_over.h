// SPDX-License-Identifier: Apache-2.0
// A statement for an earlier edition, carried over by the correspondences between the two: where each control
// went, and a draft for the newer edition that a person must go through.
#pragma once

#include <string>
#include <vector>

#include "indexer/applicability/statement.h"
#include "indexer/correspondences/correspondences.h"

namespace clausemark {

/// Where one row of the old statement went.
struct CarriedRow {
    const StatementRow* row = nullptr;  ///< of the rows given
    std::vector<Correspondence> to;     ///< controls of the new edition; empty: none
    std::string alone;                  ///< why there is none, where that is known
};

struct CarryOver {
    std::vector<CarriedRow> rows;
    std::vector<StatementRow> draft;  ///< for the new edition, sorted
    std::vector<ClauseIndex> open;    ///< controls of the new edition that nothing leads to
};

/// A control of the draft applies where one of the old ones that lead to it did, and is left undecided where
/// only excluded ones do, unless each of them asks for all of it. Justifications are joined, each with its
/// old number; the status is that of the least advanced. Own rows are taken as they are. O(rows x
/// correspondences).
CarryOver carry_over(const Catalogue& catalogue, const Correspondences& correspondences,
                     const std::vector<StatementRow>& rows, StandardIndex to);

}  // namespace clausemark
