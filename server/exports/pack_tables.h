// SPDX-License-Identifier: Apache-2.0
// The tables that an audit pack has besides coverage and the statement.
#pragma once

#include <string>
#include <vector>

#include "server/exports/audit_pack.h"
#include "server/exports/export_tables.h"

namespace clausemark {

struct PackInput {
    const Knowledge& known;
    const PackArguments& arguments;
    const std::vector<StandardCoverage>& coverages;  ///< of the standards in force
    const ClauseDocuments& found;
};

Table scopes_table(const PackInput& input);
/// Every document with revision, owner, approval and review; what is overdue on the pack's day is marked.
Table register_table(const PackInput& input);
/// One row a clause of the first standard in force with what corresponds in the others; then what the others
/// have of their own.
Table matrix_table(const PackInput& input);
/// What each standard wants in writing, and where it is.
Table documented_table(const PackInput& input);
/// Clauses that are not covered, below the owner of the pages that come nearest.
Table gaps_table(const PackInput& input);
Table changes_table(const PackInput& input, const std::vector<Change>& changes);
Result<Table> decisions_table(Store& store, const PackInput& input);
Table method_table(const PackInput& input, const StoreSummary& summary);

}  // namespace clausemark
