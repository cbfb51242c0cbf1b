// SPDX-License-Identifier: Apache-2.0
// See audit_pack.h.
#include "server/exports/audit_pack.h"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "indexer/hash/sha256.h"
#include "server/app/checking.h"
#include "server/exports/dated_changes.h"
#include "server/exports/oscal.h"
#include "server/exports/pack_tables.h"
#include "server/pages/html.h"
#include "server/tables/html_document.h"
#include "server/tables/write_tables.h"

namespace clausemark {
namespace {

Result<std::vector<Change>> changes_of(Store& store, std::int64_t after) {
    constexpr std::size_t at_once = 1000;
    std::vector<Change> out;
    while (true) {
        auto some = store.changes(after, at_once);
        if (!some) return some.why();
        if (some->empty()) return out;
        after = some->back().sequence;
        out.insert(out.end(), some->begin(), some->end());
    }
}

Result<Table> changes_since(Store& store, const PackInput& input) {
    if (input.arguments.since_day) return dated_changes_table(store, input, *input.arguments.since_day);
    const auto changes = changes_of(store, input.arguments.since.value_or(0));
    if (!changes) return changes.why();
    return changes_table(input, *changes);
}

/// What --since was, in the manifest: a number, a day or nothing.
Json since_json(const PackArguments& arguments) {
    if (arguments.since_day) return day_text(*arguments.since_day);
    return arguments.since ? Json(*arguments.since) : Json();
}

/// The index, then each table on pages of its own.
std::string index_page(const Knowledge& known, const PackArguments& arguments,
                       const std::vector<Table>& tables) {
    const std::string& wiki = known.config->wiki;
    std::string body = fmt::format(
        "<h1>Audit pack{}{}</h1>\n<dl class=\"head\"><dt>As of</dt><dd>{}</dd><dt>Standards</dt><dd>",
        wiki.empty() ? "" : ": ", escape(wiki), escape(arguments.day));
    std::string names;
    for (const StandardIndex standard : known.standards_in_force())
        names += (names.empty() ? "" : "; ") + escape(known.catalogue->standards()[standard].name);
    body += names + fmt::format(
                        "</dd></dl>\n<p>{}: what pages say, found by rules, and what people declared. "
                        "Nothing here says that anybody conforms.</p>\n<h2>Contents</h2>\n<ol "
                        "class=\"index\">\n",
                        documents_only);
    for (const Table& table : tables) {
        const auto rows = std::ranges::count_if(table.rows, [](const TableRow& row) { return !row.heading; });
        body += fmt::format(
            "<li><a href=\"#{0}\">{1}</a> <span class=\"soft\">({2} rows; <a "
            "href=\"data/{0}.csv\">CSV</a>, <a href=\"data/{0}.json\">JSON</a>)</span></li>\n",
            escape(table.name), escape(table.title), rows);
    }
    body +=
        "</ol>\n<p class=\"soft\">All tables as one workbook: <a "
        "href=\"audit-pack.xlsx\">audit-pack.xlsx</a>. For "
        "programs: <a href=\"data/assessment-results.oscal.json\">OSCAL</a>. What each file's SHA-256 is: <a "
        "href=\"manifest.json\">manifest.json</a>.</p>\n";
    for (const Table& table : tables) body += "<div class=\"sheet\">" + html_section(table, 2) + "</div>\n";
    return html_document("Audit pack" + (wiki.empty() ? "" : ": " + wiki), body);
}

/// Data has no headings between rows.
Table without_headings(Table table) {
    std::erase_if(table.rows, [](const TableRow& row) { return row.heading; });
    return table;
}

void add_manifest(std::vector<PackFile>& files, const Knowledge& known, const PackArguments& arguments,
                  std::int64_t sequence) {
    Json list = Json::array();
    std::string sums;
    for (const PackFile& file : files) {
        const std::string hash = sha256(file.bytes);
        list.push_back({{"path", file.path}, {"bytes", file.bytes.size()}, {"sha256", hash}});
        sums += fmt::format("{}  {}\n", hash, file.path);
    }
    const Json manifest = {{"as_of", arguments.day},         {"files", list},
                           {"note", documents_only},         {"program", arguments.program},
                           {"rules_sha256", known.hash},     {"sequence", sequence},
                           {"since", since_json(arguments)}, {"statement_sha256", known.statement->hash},
                           {"wiki", known.config->wiki}};
    files.push_back({"manifest.json", write_json_indented(manifest) + "\n"});
    files.push_back({"SHA256SUMS", sums});
}

}  // namespace

Result<std::vector<PackFile>> audit_pack(Store& store, const Knowledge& known,
                                         const PackArguments& arguments) {
    const auto summary = store.summary();
    if (!summary) return summary.why();
    const auto found = clause_documents(store, *known.catalogue);
    if (!found) return found.why();
    std::vector<StandardCoverage> coverages;
    for (const StandardIndex standard : known.standards_in_force()) {
        auto coverage = coverage_in(store, known, standard);
        if (!coverage) return coverage.why();
        coverages.push_back(std::move(*coverage));
    }
    const PackInput input{known, arguments, coverages, *found};
    const auto changes = changes_since(store, input);
    if (!changes) return changes.why();
    const auto decisions = decisions_table(store, input);
    if (!decisions) return decisions.why();

    std::vector<Table> tables{scopes_table(input)};
    if (known.statement->statement.exists) {
        const auto of_statement =
            std::ranges::find(coverages, known.statement->statement.standard, &StandardCoverage::standard);
        tables.push_back(statement_summary(known));
        tables.push_back(statement_export(
            known, true, of_statement == coverages.end() ? nullptr : &*of_statement, &*found));
    }
    tables.push_back(register_table(input));
    tables.push_back(matrix_table(input));
    for (const StandardCoverage& coverage : coverages)
        tables.push_back(coverage_table(known, coverage, *found, true));
    tables.push_back(documented_table(input));
    tables.push_back(gaps_table(input));
    tables.push_back(*changes);
    tables.push_back(*decisions);
    tables.push_back(method_table(input, *summary));

    std::vector<PackFile> files{{"index.html", index_page(known, arguments, tables)}};
    std::vector<Table> data;
    data.reserve(tables.size());
    for (const Table& table : tables) data.push_back(without_headings(table));
    files.push_back({"audit-pack.xlsx", write_xlsx(data, arguments.day)});
    for (const Table& table : data) {
        files.push_back({"data/" + table.name + ".csv", write_csv(table)});
        files.push_back({"data/" + table.name + ".json", write_json_indented(table_json(table)) + "\n"});
    }
    files.push_back({"data/assessment-results.oscal.json",
                     write_json_indented(oscal_results(known, coverages, *found, arguments.day)) + "\n"});
    add_manifest(files, known, arguments, summary->sequence);
    return files;
}

std::string zip_archive(const std::vector<PackFile>& files, const std::string& folder,
                        const std::string& day) {
    zip_error_t error;
    zip_error_init(&error);
    zip_source_t* buffer = zip_source_buffer_create(nullptr, 0, 0, &error);
    if (buffer == nullptr) throw std::runtime_error("libzip has no memory");
    zip_source_keep(buffer);
    zip_t* archive = zip_open_from_source(buffer, ZIP_TRUNCATE, &error);
    if (archive == nullptr) throw std::runtime_error("libzip cannot make an archive");
    unsigned year = 1980, month = 1, date = 1;
    std::from_chars(day.data(), day.data() + 4, year);
    std::from_chars(day.data() + 5, day.data() + 7, month);
    std::from_chars(day.data() + 8, day.data() + 10, date);
    // A ZIP archive knows no day before 1980.
    const auto dos_day =
        static_cast<zip_uint16_t>(((std::max(year, 1980U) - 1980) % 128) << 9 | month << 5 | date);
    bool fine = true;
    for (const PackFile& file : files) {
        zip_source_t* source = zip_source_buffer(archive, file.bytes.data(), file.bytes.size(), 0);
        const zip_int64_t index =
            source == nullptr
                ? -1
                : zip_file_add(archive, (folder + "/" + file.path).c_str(), source, ZIP_FL_ENC_UTF_8);
        fine = fine && index >= 0 &&
               zip_file_set_dostime(archive, static_cast<zip_uint64_t>(index), 0, dos_day, 0) == 0 &&
               zip_file_set_external_attributes(archive, static_cast<zip_uint64_t>(index), 0, ZIP_OPSYS_UNIX,
                                                0100644U << 16) == 0;
    }
    if (!fine || zip_close(archive) != 0) throw std::runtime_error("libzip cannot write the archive");
    std::string out;
    if (zip_source_open(buffer) == 0) {
        zip_source_seek(buffer, 0, SEEK_END);
        out.resize(static_cast<std::size_t>(zip_source_tell(buffer)));
        zip_source_seek(buffer, 0, SEEK_SET);
        if (zip_source_read(buffer, out.data(), out.size()) != static_cast<zip_int64_t>(out.size()))
            out.clear();
        zip_source_close(buffer);
    }
    zip_source_free(buffer);
    if (out.empty()) throw std::runtime_error("libzip cannot give the archive back");
    return out;
}

}  // namespace clausemark
