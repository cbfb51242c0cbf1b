// SPDX-License-Identifier: Apache-2.0
// A Statement of Applicability read from tables, wherever they came from. Columns and words are recognised by
// the names that the settings give; each mistake is a finding at its row (CM305 to CM314). Whether the whole
// is a good statement is check_statement.h's.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "indexer/applicability/statement.h"
#include "indexer/tables/table.h"
#include "parser/core/diagnostic.h"

namespace clausemark {

struct StatementReading {
    bool found = false;          ///< a table with recognisable columns was there
    StandardIndex standard = 0;  ///< the one asked for, or the edition whose numbers the table has
    std::vector<StatementRow> rows;
    std::array<bool, statement_columns.size()> present{};
    std::vector<std::string> unused;  ///< names of columns that mean nothing here
};

/// The first table that has columns for controls and for what applies or why. Names of columns may stand
/// below other rows (a title, a version). A number ("A.8.13", "8.13", "Annex A 8.13", a clause's id) is a
/// control of `wanted`, or of the edition of its family that has most of the numbers; the table is then read
/// for that, with CM312 where `other_editions` is false. Anything that is no such number is an own control.
/// Rows with CM305, CM309 or CM310 are left out; a word that means nothing is left out of its row.
/// O(rows x (columns + words)).
StatementReading read_statement(const Catalogue& catalogue, StandardIndex wanted, bool other_editions,
                                const StatementSettings& settings, const std::vector<Table>& tables,
                                const std::string& file, std::vector<Diagnostic>& faults);

/// A finding at a row.
Diagnostic at_line(Code code, const std::string& file, std::uint32_t line, std::string message,
                   std::string hint = {});

/// Whether a name is none that could be meant as a control of a standard: no "8.13", no '/', and as a cell
/// has it.
bool may_be_own_control(std::string_view id);

/// "A.8.13" for a control of `standard`, the id for others and for own ones.
std::string control_label(const Catalogue& catalogue, StandardIndex standard, const StatementRow& row);

}  // namespace clausemark
