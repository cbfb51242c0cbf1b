// SPDX-License-Identifier: Apache-2.0
// Coverage and the Statement of Applicability as tables, for commands, routes and the audit pack alike.
#pragma once

#include "indexer/applicability/statement.h"
#include "indexer/coverage/coverage.h"
#include "indexer/tables/table.h"
#include "server/app/clause_documents.h"
#include "server/app/knowledge.h"

namespace clausemark {

/// Coverage of a standard as the store counts it.
Result<StandardCoverage> coverage_in(Store& store, const Knowledge& known, StandardIndex standard,
                                     CoverageQuery query = {});

/// A row a clause, with headings where `headings` is set.
Table coverage_table(const Knowledge& known, const StandardCoverage& coverage, const ClauseDocuments& found,
                     bool headings);

/// The statement as declared; with `coverage`, of its standard, what documents say in columns of their own.
Table statement_export(const Knowledge& known, bool headings, const StandardCoverage* coverage = nullptr,
                       const ClauseDocuments* found = nullptr);

/// "12 apply, 2 do not, 79 undecided", and how far those that apply are implemented.
Table statement_summary(const Knowledge& known);

}  // namespace clausemark
