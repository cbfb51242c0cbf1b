// SPDX-License-Identifier: Apache-2.0
// The queries of the SQLite store, inside a transaction that the caller holds. Orders and meanings are those
// of indexer/store/store.h.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "indexer/store/sqlite/database.h"
#include "indexer/store/store.h"

namespace clausemark::sqlite {

std::vector<PageRecord> read_pages(Database& database, std::span<const DocumentKey> keys, Parts parts);

std::vector<DocumentRecord> read_documents(Database& database, const DocumentQuery& query);
std::vector<EvidenceRecord> read_evidence(Database& database, const EvidenceQuery& query);
std::vector<CoverageSum> read_coverage(Database& database, const CoverageQuery& query);
std::vector<Change> read_changes(Database& database, std::int64_t after, std::size_t limit);
std::optional<std::string> read_source(Database& database, const std::string& content_hash);
StoreSummary read_summary(Database& database);

}  // namespace clausemark::sqlite
