// SPDX-License-Identifier: Apache-2.0
// Tags that are not shown: packed, one row a page (tag_packing.h), with the clauses that a page has any of,
// so that saving a page does not write a thousand rows for what few ask for.
#pragma once

#include "indexer/store/sqlite/database.h"
#include "indexer/store/store.h"

namespace clausemark::sqlite {

/// Puts the tags of `all` that are not shown in place of those that the document has; writes what differs.
void write_candidates(Database& db, std::int64_t document, const std::vector<TagRecord>& all);

std::vector<TagRecord> candidates_of(Database& db, std::int64_t document);

/// Those that a query asks for, in its order and up to its limit. O(candidates of the pages that it speaks
/// of).
std::vector<EvidenceRecord> read_candidates(Database& db, const EvidenceQuery& query);

/// Whether one answer to an EvidenceQuery comes before another.
bool comes_before(const EvidenceRecord& a, const EvidenceRecord& b);

}  // namespace clausemark::sqlite
