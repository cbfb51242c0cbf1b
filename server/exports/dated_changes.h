// SPDX-License-Identifier: Apache-2.0
// What changed since a day, by the dates that pages state of themselves: approval and last review. The store
// keeps the order of changes and no times, so nothing else dates them.
#pragma once

#include <chrono>

#include "server/exports/pack_tables.h"

namespace clausemark {

/// A row for each such date on or behind the day, by day, then page. The table's note says how many pages
/// state none. O(pages): reads their sources.
Result<Table> dated_changes_table(Store& store, const PackInput& input, std::chrono::sys_days since);

}  // namespace clausemark
