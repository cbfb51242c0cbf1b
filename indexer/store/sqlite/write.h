// SPDX-License-Identifier: Apache-2.0
// What a save and a removal write, inside a transaction that the caller holds. Counters are changed by what
// the page adds and takes away, so that a save costs what the page holds and not what the store holds.
#pragma once

#include <optional>

#include "indexer/store/history.h"
#include "indexer/store/sqlite/database.h"

namespace clausemark::sqlite {

/// What the page's print changes is written by the upkeep's finish().
Saved save_page(Database& database, const PageRecord& page, const Expected& expected,
                DuplicateUpkeep& duplicates, const Visible& visible, const Hand& hand = {});
Removed remove_page(Database& database, const DocumentKey& key, const Expected& expected,
                    DuplicateUpkeep& duplicates, const Visible& visible);

/// Wiki and key of `page` are the new ones.
Renamed rename_page(Database& database, const DocumentKey& from, const PageRecord& page,
                    const Expected& expected, DuplicateUpkeep& duplicates, const Visible& visible,
                    const Hand& hand);

Decided write_decision(Database& database, const Decision& decision, const Expected& expected,
                       const Visible& visible);
Decided remove_decision(Database& database, const std::string& key, const Expected& expected,
                        const Visible& visible);

}  // namespace clausemark::sqlite
