// SPDX-License-Identifier: Apache-2.0
// A table as every export is written from and every import is read into: names of columns, rows of cells, and
// what stands above. Plain values; formats (CSV, XLSX, HTML, wiki pages) are the server's business, what the
// columns mean is that of whoever made the table.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace clausemark {

struct Cell {
    std::string text;
    std::string link;  ///< an address that the text leads to, where a format can show it; may be empty
    std::string mark;  ///< a word for its look, such as a coverage state's name; may be empty
    bool number = false;

    Cell() = default;
    Cell(std::string words) : text(std::move(words)) {}
    Cell(const char* words) : text(words) {}
    Cell(std::string words, std::string address) : text(std::move(words)), link(std::move(address)) {}
    static Cell of_number(std::int64_t value) {
        Cell cell(std::to_string(value));
        cell.number = true;
        return cell;
    }
    static Cell marked(std::string words, std::string look) {
        Cell cell(std::move(words));
        cell.mark = std::move(look);
        return cell;
    }
    bool operator==(const Cell&) const = default;
};

struct Column {
    std::string title;
    unsigned width = 16;  ///< characters it likes to have
};

struct TableRow {
    std::vector<Cell> cells;
    std::uint32_t line = 0;  ///< of the file it was read from, from 1; 0: made here
    bool heading = false;    ///< its first cell is a heading above the rows that follow
};

struct Table {
    std::string name;   ///< lower-case letters, digits and '-': of files and sheets
    std::string title;  ///< for people
    std::vector<std::pair<std::string, std::string>> head;  ///< what stands above: ("Version", "1.2")
    std::string note;                                       ///< a sentence below the title; may be empty
    std::vector<Column> columns;
    std::vector<TableRow> rows;
};

/// Text as one cell has it in every format: control characters and runs of white space are one blank, none at
/// the ends. O(text).
std::string cell_text(std::string_view text);

}  // namespace clausemark
