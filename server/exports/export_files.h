// SPDX-License-Identifier: Apache-2.0
// Coverage as a file in each of its formats: tables of one or more standards, and OSCAL.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/exports/export_tables.h"

namespace clausemark {

inline constexpr std::string_view oscal_format = "oscal";

/// "csv", "xlsx", "html", "oscal": what coverage can be written as besides text and JSON.
std::vector<std::string> coverage_file_formats();
/// "text/csv; charset=utf-8".
std::string_view content_type_of(std::string_view format);
std::string_view ending_of_format(std::string_view format);

/// CSV holds one table: with several standards their rows follow each other, and a first column says whose
/// they are. `day` is what OSCAL needs and XLSX takes.
std::string coverage_file(const Knowledge& known, const std::vector<StandardCoverage>& coverages,
                          const ClauseDocuments& found, std::string_view format, std::string_view day);

}  // namespace clausemark
