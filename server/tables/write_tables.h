// SPDX-License-Identifier: Apache-2.0
// Tables as files: one table, one writer a format, one list of formats. The same table gives the same bytes:
// no clock, no random names. What the tables say is left to others.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/tables/table.h"
#include "server/json/json.h"

namespace clausemark {

/// CSV by RFC 4180, UTF-8 with a byte order mark (without one Excel takes it for its own code page), without
/// the head. A text that a spreadsheet would take for a formula gets a "'" before it.
std::string write_csv(const Table& table);

/// One sheet a table, for A4 across, with its head above and the names of columns repeated on each page.
/// `day` (YYYY-MM-DD, may be empty) is what the workbook says of its making. Texts beyond what a cell may
/// hold are cut, with "…". Throws where no temporary file can be written.
std::string write_xlsx(std::span<const Table> tables, std::string_view day);

std::string write_markdown(const Table& table);
std::string write_mediawiki(const Table& table);
std::string write_dokuwiki(const Table& table);

/// A whole page for print and screen (html_document.h).
std::string write_html(const Table& table);

/// {"title", "head", "note", "columns": [..], "rows": [{column: text}]}.
Json table_json(const Table& table);

/// "'=SUM(A1)" for "=SUM(A1)": text that begins with =, +, -, @ or a control character, with any number of
/// "'" before it, gets one more; unguarded() takes it off.
std::string guarded(std::string text);
std::string unguarded(std::string text);

struct TableFormat {
    std::string_view name;  ///< as commands and the API say it: "csv"
    std::string_view ending;
    std::string_view content_type;
    std::string (*write)(const Table& table, std::string_view day);
};
std::span<const TableFormat> table_formats();
const TableFormat* table_format(std::string_view name);

}  // namespace clausemark
