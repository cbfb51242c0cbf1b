// SPDX-License-Identifier: Apache-2.0
// The lists of the API as tables: the same items as the JSON form, one row each (of duplicates one a copy, of
// conflicts one a statement). What is nested deeper is left to JSON.
#pragma once

#include <span>
#include <vector>

#include "indexer/store/store.h"
#include "indexer/tables/table.h"
#include "server/app/conflict_findings.h"
#include "server/app/duplicate_findings.h"
#include "server/app/knowledge.h"

namespace clausemark {

Table documents_table(std::span<const DocumentRecord> documents);
Table changes_table(std::span<const Change> changes);
Table evidence_table(std::span<const EvidenceRecord> evidence);
Table clauses_table(const Catalogue& catalogue, StandardIndex standard);
/// As the export has it, but for the documents of each clause: those of a filter are not known.
Table coverage_list(const Knowledge& known, const std::vector<StandardCoverage>& coverages);
Table duplicates_table(std::span<const ClusterFinding> findings);
Table conflicts_table(const ConflictFindings& all, std::span<const ConflictFinding> findings);

}  // namespace clausemark
