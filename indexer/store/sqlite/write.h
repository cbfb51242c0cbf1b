// SPDX-License-Identifier: Apache-2.0
// What a save and a removal write, inside a transaction that the caller holds. Counters are changed by what
// the page adds and takes away, so that a save costs what the page holds and not what the store holds.
#pragma once

#include <optional>

#include "indexer/store/sqlite/database.h"
#include "indexer/store/store.h"

namespace clausemark::sqlite {

/// What the page's print changes is written by the upkeep's finish().
Saved save_page(Database& database, const PageRecord& page, DuplicateUpkeep& duplicates);
std::optional<Change> remove_page(Database& database, const DocumentKey& key, DuplicateUpkeep& duplicates);

void write_decision(Database& database, const Decision& decision);
void remove_decision(Database& database, const std::string& key);

}  // namespace clausemark::sqlite
