// SPDX-License-Identifier: Apache-2.0
// Visible as a condition in SQL. Statements are kept by their text; it grows with the number of spaces alone.
#pragma once

#include <string>

#include "indexer/store/sqlite/database.h"
#include "indexer/store/visible.h"

namespace clausemark::sqlite {

/// "1" where all is visible, else "COLUMN IN (?, ?)".
inline std::string seen(const std::string& column, const Visible& visible) {
    if (visible.all()) return "1";
    std::string list;
    for (std::size_t i = 0; i < visible.spaces->size(); ++i) list += i == 0 ? "?" : ", ?";
    return column + " IN (" + list + ")";
}

/// What seen() asks for. `visible` must outlive the statement's run.
inline Statement& bind(Statement& row, const Visible& visible) {
    if (!visible.all())
        for (const std::string& space : *visible.spaces) row.text(space);
    return row;
}

}  // namespace clausemark::sqlite
