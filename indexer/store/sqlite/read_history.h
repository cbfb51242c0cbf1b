// SPDX-License-Identifier: Apache-2.0
// The queries of indexer/store/history.h about the past, inside a read transaction that the caller holds.
#pragma once

#include "indexer/store/history.h"
#include "indexer/store/sqlite/database.h"

namespace clausemark::sqlite {

std::vector<DocumentChange> read_changes_by(Database& database, std::int64_t after, std::size_t limit,
                                            const Visible& visible);
std::vector<DocumentChange> read_history(Database& database, const HistoryQuery& query);
CoverageSince read_coverage_since(Database& database, std::int64_t sequence, const std::string& standard);
std::int64_t read_sequence_at(Database& database, const std::string& when);

}  // namespace clausemark::sqlite
