// SPDX-License-Identifier: Apache-2.0
// Tables out of files: CSV as spreadsheets write it, XLSX, and the tables of a page. Rows come as they stand,
// without a guess at which of them names the columns. Bad input is a finding (CM306) with its place.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/config/config.h"
#include "indexer/tables/table.h"
#include "parser/core/diagnostic.h"

namespace clausemark {

/// RFC 4180 and what spreadsheets make of it: UTF-8 with or without its mark, UTF-16 with one, else
/// Windows-1252 (with CM002); commas, semicolons or tabs; either line end. A quote that protected a formula
/// (write_csv) is taken off. O(bytes).
std::optional<Table> read_csv(std::string bytes, const std::string& file, std::vector<Diagnostic>& faults);

/// Every sheet, in the workbook's order. Nothing is unpacked beyond limits::workbook_part_bytes. O(bytes of
/// the parts that are read).
std::vector<Table> read_xlsx(const std::string& bytes, const std::string& file,
                             std::vector<Diagnostic>& faults);

/// The tables of a page, as its readers see them.
std::vector<Table> tables_of(const Document& document);

/// By the file's name: .csv and .tsv, .xlsx, else a page of the format that the settings or its ending give.
/// Empty after a finding.
std::vector<Table> read_tables(const std::string& path, const std::string& key, const Config& config,
                               std::vector<Diagnostic>& faults);

/// Whether read_tables() takes it for a page, which no import rewrites.
bool is_page_file(std::string_view path);

}  // namespace clausemark
