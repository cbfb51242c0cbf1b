// SPDX-License-Identifier: Apache-2.0
// The queries of indexer/store/answers.h, inside a read transaction that the caller holds.
#pragma once

#include "indexer/store/inquiries.h"
#include "indexer/store/sqlite/database.h"

namespace clausemark::sqlite {

std::vector<AnsweringPages> read_answering(Database& database, const AnsweringQuery& query);

/// See Store::draft_copies.
std::vector<DraftCopy> read_draft_copies(Database& database, const DocumentKey& id, const PagePrint& print,
                                         const DraftQuery& query, const DuplicateSettings& settings);

}  // namespace clausemark::sqlite
