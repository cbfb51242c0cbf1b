// SPDX-License-Identifier: Apache-2.0
// A statement as a table: what read_statement() reads back without loss, and beside it, in columns of their
// own, what pages say. The two never mix: documented is not implemented.
#pragma once

#include <functional>
#include <map>
#include <string>

#include "indexer/applicability/statement.h"
#include "indexer/tables/table.h"

namespace clausemark {

/// Columns that follow the declared ones, and are passed over when a table is read.
struct StatementExtras {
    std::vector<Column> columns;
    std::function<std::vector<Cell>(const StatementRow&)> cells;
};

/// One row a control of the standard, decided or not, in its order, with headings where `headings` is set;
/// then own controls. The head has version, approver and day of approval, or says that it is not approved.
Table statement_table(const Catalogue& catalogue, const Statement& statement, bool headings,
                      const StatementExtras& extras = {});

/// "risk, law"; "" for none.
std::string reasons_text(const std::vector<InclusionReason>& because);

}  // namespace clausemark
