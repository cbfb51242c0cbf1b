// SPDX-License-Identifier: Apache-2.0
// What a save and a removal write, inside a transaction that the caller holds. Counters are changed by what
// the page adds and takes away, so that a save costs what the page holds and not what the store holds.
#pragma once

#include <optional>

#include "indexer/store/sqlite/database.h"
#include "indexer/store/store.h"

namespace clausemark::sqlite {

Saved save_page(Database& database, const PageRecord& page);
std::optional<Change> remove_page(Database& database, const DocumentKey& key);

}  // namespace clausemark::sqlite
