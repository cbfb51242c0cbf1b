// SPDX-License-Identifier: Apache-2.0
// The tables of the SQLite store and the steps that lead from each version of them to the next.
#pragma once

#include <optional>
#include <string>

#include "indexer/store/sqlite/database.h"
#include "parser/core/diagnostic.h"

namespace clausemark::sqlite {

/// What this program writes into user_version: the number of steps.
std::int64_t schema_version();

/// Brings a database to the current version, each step in one transaction; several processes may try at once.
/// With `read_only` it only checks. Gives what is wrong: CM405 for a newer version, CM404 for another
/// program's database.
std::optional<Diagnostic> migrate(Database& database, const std::string& path, bool read_only);

}  // namespace clausemark::sqlite
