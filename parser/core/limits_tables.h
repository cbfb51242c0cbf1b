// SPDX-License-Identifier: Apache-2.0
// The bounds of limits.h for tables that are imported and exported.
#pragma once

#include <cstddef>

namespace clausemark::limits {

/// A table that is imported (CSV, XLSX, a page), as a file. A Statement of Applicability has some 100 rows
/// and under 100 KB.
inline constexpr std::size_t table_file_bytes = 16u << 20;

/// An XLSX workbook is a ZIP archive: bytes of one part of it, unpacked, and parts in it. A workbook of
/// 100,000 rows stays below; what claims or unpacks to more is a bomb, and is refused before it is unpacked.
inline constexpr std::size_t workbook_part_bytes = 64u << 20;
inline constexpr std::size_t workbook_parts = 2000;

/// Rows and columns of an imported table: far more than any standard has controls.
inline constexpr std::size_t table_rows = 200'000;
inline constexpr std::size_t table_columns = 1000;

/// Rows above the names of the columns in which titles and versions may stand.
inline constexpr std::size_t table_preamble = 40;

/// Characters of a cell: what XLSX allows. A longer one could not be exported again.
inline constexpr std::size_t cell_characters = 32'767;

/// Findings about one Statement of Applicability: nobody reads more.
inline constexpr std::size_t statement_findings = 200;

/// Documents that one clause's row of an export names; the others are counted.
inline constexpr std::size_t documents_in_a_row = 20;

}  // namespace clausemark::limits
