// SPDX-License-Identifier: Apache-2.0
// The Statement of Applicability, and files for people and other programs, over HTTP. See service.h.
#include <algorithm>
#include <nlohmann/json.hpp>

#include "indexer/config/dates.h"
#include "server/exports/export_files.h"
#include "server/http/service.h"
#include "server/tables/write_tables.h"

namespace clausemark {
namespace {

/// A file to keep, under this name: never shown as a page of this server.
HttpResponse file_response(std::string bytes, std::string_view type, const std::string& name) {
    HttpResponse response;
    response.type = type;
    response.body = std::move(bytes);
    response.headers["Content-Disposition"] = "attachment; filename=\"" + name + "\"";
    response.headers["X-Content-Type-Options"] = "nosniff";
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox";
    return response;
}

std::string list_of(const std::vector<std::string>& words) {
    std::string out;
    for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
    return out;
}

HttpResponse no_statement() {
    return problem(404, "no standard in force has controls, so there is no Statement of Applicability");
}

/// The statement with what documents say, or a refusal.
Result<Table> statement_of(Service& service, bool headings) {
    const Knowledge& known = service.knowledge;
    const auto coverage = coverage_in(service.store, known, known.statement->statement.standard);
    if (!coverage) return coverage.why();
    const auto found = clause_documents(service.store, *known.catalogue);
    if (!found) return found.why();
    return statement_export(known, headings, &*coverage, &*found);
}

}  // namespace

HttpResponse get_statement(Service& service, const HttpRequest&) {
    if (!service.knowledge.statement->statement.exists) return no_statement();
    const auto tag = store_tag(service);
    const auto table = statement_of(service, false);
    if (!table) return problem(table.why());
    return tagged(json_response(table_json(*table)), tag);
}

HttpResponse export_statement(Service& service, const HttpRequest& request) {
    if (!service.knowledge.statement->statement.exists) return no_statement();
    const std::string& name = request.parameter("format");
    const TableFormat* format = table_format(name);
    if (format == nullptr) {
        std::vector<std::string> names;
        for (const TableFormat& each : table_formats()) names.emplace_back(each.name);
        return wrong_parameter("format", "must be one of " + list_of(names), names);
    }
    const auto tag = store_tag(service);
    const auto table = statement_of(service, name == "html");
    if (!table) return problem(table.why());
    const std::string bytes = format->write(*table, service.knowledge.statement->statement.head.approved);
    return tagged(file_response(bytes, format->content_type,
                                "statement-of-applicability." + std::string(format->ending)),
                  tag);
}

HttpResponse export_coverage(Service& service, const HttpRequest& request) {
    const Knowledge& known = service.knowledge;
    const std::string& format = request.parameter("format");
    const auto formats = coverage_file_formats();
    if (std::ranges::find(formats, format) == formats.end())
        return wrong_parameter("format", "must be one of " + list_of(formats), formats);
    const std::string& day = request.parameter("as_of");
    if (!day.empty() && !is_date(day))
        return wrong_parameter("as_of", "must be a day written as YYYY-MM-DD", {"YYYY-MM-DD"});
    if (day.empty() && format == oscal_format)
        return wrong_parameter("as_of", "must be given: OSCAL says when observations were collected");
    std::vector<StandardIndex> standards = known.standards_in_force();
    if (const std::string& id = request.parameter("standard"); !id.empty()) {
        const auto standard = known.catalogue->find_standard(id);
        if (!standard) return unknown_standard(*known.catalogue, "standard", id);
        standards = {*standard};
    }
    const auto tag = store_tag(service);
    std::vector<StandardCoverage> coverages;
    for (const StandardIndex standard : standards) {
        auto coverage = coverage_in(service.store, known, standard);
        if (!coverage) return problem(coverage.why());
        coverages.push_back(std::move(*coverage));
    }
    const auto found = clause_documents(service.store, *known.catalogue);
    if (!found) return problem(found.why());
    return tagged(file_response(coverage_file(known, coverages, *found, format, day), content_type_of(format),
                                "coverage." + std::string(ending_of_format(format))),
                  tag);
}

}  // namespace clausemark
