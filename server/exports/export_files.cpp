// SPDX-License-Identifier: Apache-2.0
// See export_files.h.
#include "server/exports/export_files.h"

#include <nlohmann/json.hpp>

#include "server/exports/oscal.h"
#include "server/tables/html_document.h"
#include "server/tables/write_tables.h"

namespace clausemark {
namespace {

/// One after the other, with the standard before each row.
Table joined(const Knowledge& known, const std::vector<StandardCoverage>& coverages,
             const std::vector<Table>& tables) {
    Table out = tables.front();
    out.columns.insert(out.columns.begin(), {"Standard", 16});
    out.rows.clear();
    for (std::size_t i = 0; i < tables.size(); ++i)
        for (TableRow row : tables[i].rows) {
            row.cells.insert(row.cells.begin(), Cell(known.catalogue->standards()[coverages[i].standard].id));
            out.rows.push_back(std::move(row));
        }
    return out;
}

}  // namespace

std::vector<std::string> coverage_file_formats() {
    return {"csv", "xlsx", "html", std::string(oscal_format)};
}

std::string_view content_type_of(std::string_view format) {
    const TableFormat* known = table_format(format);
    return known != nullptr ? known->content_type : "application/json";
}

std::string_view ending_of_format(std::string_view format) {
    const TableFormat* known = table_format(format);
    return known != nullptr ? known->ending : "oscal.json";
}

std::string coverage_file(const Knowledge& known, const std::vector<StandardCoverage>& coverages,
                          const ClauseDocuments& found, std::string_view format, std::string_view day) {
    if (format == oscal_format) return write_json_indented(oscal_results(known, coverages, found, day));
    std::vector<Table> tables;
    tables.reserve(coverages.size());
    for (const StandardCoverage& coverage : coverages)
        tables.push_back(coverage_table(known, coverage, found, format == "html"));
    if (tables.empty()) return {};
    if (format == "csv") return write_csv(joined(known, coverages, tables));
    if (format == "xlsx") return write_xlsx(tables, day);
    std::string body;
    for (const Table& table : tables) body += html_section(table, 1);
    return html_document("Coverage", body);
}

}  // namespace clausemark
