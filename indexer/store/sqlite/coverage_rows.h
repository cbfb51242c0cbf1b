// SPDX-License-Identifier: Apache-2.0
// What a page adds to coverage: its own rows, the counters over all pages, and what a change did to them.
#pragma once

#include <cstdint>
#include <vector>

#include "indexer/store/record.h"
#include "indexer/store/sqlite/database.h"

namespace clausemark::sqlite {

/// Most edits leave it as it is, and then nothing is written. `sequence`: of the change that does it.
void write_coverage(Database& database, std::int64_t document, const std::vector<CoverageRow>& coverage,
                    std::int64_t sequence);

}  // namespace clausemark::sqlite
