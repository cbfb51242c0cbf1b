// SPDX-License-Identifier: Apache-2.0
// How the tables of this folder are put together: a table of a name, rows of cells, words on one line.
#pragma once

#include <fmt/format.h>

#include "indexer/tables/table.h"

namespace clausemark {

inline Table new_table(const char* name, const char* title, std::vector<Column> columns) {
    Table table;
    table.name = name;
    table.title = title;
    table.columns = std::move(columns);
    return table;
}

inline void add(Table& table, std::vector<Cell> cells) {
    TableRow row;
    row.cells = std::move(cells);
    table.rows.push_back(std::move(row));
}

/// A row over all columns.
inline void add_heading(Table& table, std::string words) {
    TableRow row;
    row.heading = true;
    row.cells = {Cell(std::move(words))};
    row.cells.resize(table.columns.size());
    table.rows.push_back(std::move(row));
}

template <typename Words>
std::string joined(const Words& words, std::string_view between = "; ") {
    return fmt::format("{}", fmt::join(words, between));
}

}  // namespace clausemark
