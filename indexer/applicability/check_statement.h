// SPDX-License-Identifier: Apache-2.0
// The whole statement: put together from the settings and a file, checked for what an auditor asks, and
// merged with another.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "indexer/applicability/read_statement.h"

namespace clausemark {

/// What clausemark.json says, as rows: `applicability` by clause id, `own` by id.
std::vector<StatementRow> declared_rows(const Catalogue& catalogue,
                                        const std::map<std::string, Applicability>& applicability,
                                        const std::map<std::string, OwnControl>& own);

/// Rows of the settings and of the file as one. A control that both name, with different words, is CM315 at
/// the file's row; what one leaves empty the other fills. O(rows log rows).
std::vector<StatementRow> unite(const Catalogue& catalogue, std::vector<StatementRow> declared,
                                std::vector<StatementRow> filed, const std::string& file,
                                std::vector<Diagnostic>& faults);

/// Exclusions (CM307) and inclusions (CM308) without a justification, included controls without a status
/// (CM311), own controls without a title (CM306), and controls nobody decided on (CM313). Words that stand
/// for nothing ("-", "n/a") are no justification. O(rows + controls).
void check_statement(const Catalogue& catalogue, const StatementSettings& settings,
                     const Statement& statement, const std::string& file, std::vector<Diagnostic>& faults);

struct MergeCounts {
    std::size_t added = 0;
    std::size_t changed = 0;
    std::size_t same = 0;
    std::size_t kept = 0;  ///< rows that the import does not name
};

/// Puts the rows of a reading over those there are: in columns that the reading has, its cells win, empty or
/// not; other columns and other rows stay. Rows that the reading names have its lines, the others none.
/// O(rows log rows).
MergeCounts merge_rows(std::vector<StatementRow>& rows, const StatementReading& reading);

}  // namespace clausemark
