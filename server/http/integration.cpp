// SPDX-License-Identifier: Apache-2.0
// The views of ISO/IEC 27013 over HTTP. See integration.h.
#include "server/http/integration.h"

#include <nlohmann/json.hpp>

#include "server/app/integration_tables.h"
#include "server/json/encode_integration.h"

namespace clausemark {
namespace {

/// JSON, or the table in the form that was asked for.
template <typename Findings>
HttpResponse answer(const HttpRequest& request, const Knowledge& known, const Findings& findings,
                    TextTable (*table)(const Knowledge&, const Findings&)) {
    const std::string& format = request.parameter("format");
    if (format == "csv" || (format.empty() && wants_csv(request)))
        return {200, "text/csv; charset=utf-8; header=present", write_csv(table(known, findings)), {}};
    if (format == "markdown" || (format.empty() && request.accepted == "text/markdown"))
        return {200, "text/markdown; charset=utf-8", write_markdown(table(known, findings)), {}};
    return json_response(to_json(known, findings));
}

std::optional<HttpResponse> wrong_format(const HttpRequest& request) {
    const std::string& format = request.parameter("format");
    if (format.empty() || format == "json" || format == "csv" || format == "markdown") return std::nullopt;
    return wrong_parameter("format", "must be json, csv or markdown", {"json", "csv", "markdown"});
}

}  // namespace

std::optional<HttpResponse> read_standards(Service& service, const HttpRequest& request,
                                           const std::vector<std::string>& names,
                                           std::vector<StandardIndex>& standards) {
    const Knowledge& known = service.knowledge;
    for (const std::string& name : names) {
        const std::string& id = request.parameter(name);
        const auto found = known.catalogue->find_standard(id);
        if (!found) return unknown_standard(*known.catalogue, name, id);
        for (const StandardIndex other : standards)
            if (const auto refusal = refuse_pair(known, other, *found))
                return wrong_parameter(name, *refusal);
        standards.push_back(*found);
    }
    return std::nullopt;
}

HttpResponse get_integration_plan(Service& service, const HttpRequest& request) {
    std::vector<StandardIndex> standards;
    if (auto refusal = wrong_format(request)) return *refusal;
    if (auto refusal = read_standards(service, request, {"have", "want"}, standards)) return *refusal;
    const auto tag = store_tag(service);
    const auto findings = find_plan(service.store, service.knowledge, standards[0], standards[1]);
    if (!findings) return problem(findings.why());
    return tagged(answer(request, service.knowledge, *findings, plan_table), tag);
}

HttpResponse get_integration_together(Service& service, const HttpRequest& request) {
    std::vector<StandardIndex> standards;
    std::vector<std::string> names = {"first", "second"};
    if (!request.parameter("third").empty()) names.emplace_back("third");
    if (auto refusal = wrong_format(request)) return *refusal;
    if (auto refusal = read_standards(service, request, names, standards)) return *refusal;
    const auto tag = store_tag(service);
    const auto findings = find_together(service.store, service.knowledge, standards);
    if (!findings) return problem(findings.why());
    return tagged(answer(request, service.knowledge, *findings, together_table), tag);
}

HttpResponse get_integration_merge(Service& service, const HttpRequest& request) {
    std::vector<StandardIndex> standards;
    if (auto refusal = wrong_format(request)) return *refusal;
    if (auto refusal = read_standards(service, request, {"first", "second"}, standards)) return *refusal;
    const auto tag = findings_tag(service);
    const auto conflicts = service.conflicts->get(service.store, service.knowledge, PagesCompared::counting);
    if (!conflicts) return problem(conflicts.why());
    const auto findings =
        find_merge(service.store, service.knowledge, standards[0], standards[1], *conflicts);
    if (!findings) return problem(findings.why());
    return tagged(answer(request, service.knowledge, *findings, merge_table), tag);
}

}  // namespace clausemark
