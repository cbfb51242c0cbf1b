// SPDX-License-Identifier: Apache-2.0
// Tables of pages, and which reader a file needs. See read_tables.h.
#include <fmt/format.h>

#include <algorithm>

#include "indexer/files/read_file.h"
#include "parser/core/limits_tables.h"
#include "parser/core/statement_codes.h"
#include "parser/core/utf8.h"
#include "parser/formats/formats.h"
#include "server/tables/read_tables.h"

namespace clausemark {
namespace {

std::string ending_of(std::string_view path) {
    const std::size_t dot = path.rfind('.');
    std::string out(dot == std::string_view::npos ? "" : path.substr(dot + 1));
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

}  // namespace

std::vector<Table> tables_of(const Document& document) {
    std::vector<Table> out;
    bool open = false;  // the last passage was a row
    std::uint32_t line = 1;
    std::size_t counted = 0;
    for (const Passage& passage : document.passages) {
        const bool header = passage.kind == PassageKind::table_header;
        if (!header && passage.kind != PassageKind::table_row) {
            open = false;
            continue;
        }
        if (!open || (header && !out.back().rows.empty())) out.emplace_back();
        open = true;
        if (passage.source.begin >= counted) {
            line += static_cast<std::uint32_t>(std::count(
                document.source.begin() + static_cast<std::ptrdiff_t>(counted),
                document.source.begin() + static_cast<std::ptrdiff_t>(passage.source.begin), '\n'));
            counted = passage.source.begin;
        }
        TableRow row;
        row.line = line;
        for (std::uint32_t i = passage.cells_begin; i < passage.cells_end; ++i)
            row.cells.emplace_back(std::string(document.cells[i].of(document.text)));
        out.back().rows.push_back(std::move(row));
    }
    for (Table& table : out) {
        std::size_t widest = 0;
        for (const TableRow& row : table.rows) widest = std::max(widest, row.cells.size());
        if (widest > limits::table_columns) continue;
        for (TableRow& row : table.rows) row.cells.resize(widest);
    }
    return out;
}

bool is_page_file(std::string_view path) {
    const std::string ending = ending_of(path);
    return ending != "csv" && ending != "tsv" && ending != "xlsx";
}

std::vector<Table> read_tables(const std::string& path, const std::string& key, const Config& config,
                               std::vector<Diagnostic>& faults) {
    std::string why;
    auto bytes = read_file(path, limits::table_file_bytes, FileKinds::any, why);
    if (bytes && bytes->size() > limits::table_file_bytes) {
        why = fmt::format("it is larger than {} bytes", limits::table_file_bytes);
        bytes.reset();
    }
    if (!bytes) {
        faults.push_back(diagnose(statement_codes::unreadable, path, why));
        return {};
    }
    const std::string ending = ending_of(path);
    if (ending == "xlsx" || (ending != "csv" && bytes->starts_with("PK\x03\x04")))
        return read_xlsx(*bytes, path, faults);
    if (ending == "csv" || ending == "tsv") {
        auto table = read_csv(std::move(*bytes), path, faults);
        std::vector<Table> out;
        if (table) out.push_back(std::move(*table));
        return out;
    }
    const std::string text = decode(std::move(*bytes)).text;
    const auto told = config.pages.format_of(key);
    const auto format = told ? told : format_of(key, text);
    if (!format) {
        faults.push_back(diagnose(statement_codes::unreadable, path, "this is no CSV, no XLSX and no page",
                                  "tables are read from .csv, .tsv and .xlsx files and from pages"));
        return {};
    }
    return tables_of(read_page(*format, text));
}

}  // namespace clausemark
