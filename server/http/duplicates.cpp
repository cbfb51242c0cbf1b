// SPDX-License-Identifier: Apache-2.0
// Duplicates, their two sides, and boilerplate over HTTP. See service.h.
#include <charconv>
#include <nlohmann/json.hpp>

#include "indexer/duplicates/threshold.h"
#include "server/exports/list_tables.h"
#include "server/http/cursor.h"
#include "server/http/service.h"
#include "server/json/encode_duplicates.h"

namespace clausemark {
namespace {

template <typename Number>
bool read_number(const std::string& text, Number& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
}

}  // namespace

std::string cursor_behind(const DuplicateCluster& last) {
    return write_cursor({Json(last.weight).dump(), std::to_string(last.words), last.id});
}

std::optional<DuplicateCluster> cluster_at(const std::string& cursor) {
    const auto fields = read_cursor(cursor, 3);
    DuplicateCluster at;
    if (!fields || !read_number((*fields)[0], at.weight) || !read_number((*fields)[1], at.words))
        return std::nullopt;
    at.id = (*fields)[2];
    return at;
}

std::optional<bool> flag_of(const HttpRequest& request, const std::string& name) {
    const std::string& written = request.parameter(name);
    if (written.empty() || written == "false") return false;
    return written == "true" ? std::optional(true) : std::nullopt;
}

std::optional<HttpResponse> read_duplicate_query(Service& service, const HttpRequest& request,
                                                 DuplicateQuery& query) {
    query.min_similarity = service.knowledge.config->duplicate_similarity;
    if (const std::string& written = request.parameter("min_similarity"); !written.empty()) {
        if (!Threshold::parse(written) || !read_number(written, query.min_similarity))
            return wrong_parameter("min_similarity", "must be a number above 0 and at most 1", {"0..1"});
    }
    query.min_containment = std::max(query.min_containment, query.min_similarity);
    const auto given = [&](const char* name, std::optional<std::string>& field) {
        if (!request.parameter(name).empty()) field = request.parameter(name);
    };
    given("space", query.space);
    given("owner", query.owner);
    given("clause", query.clause);
    if (query.clause && !service.knowledge.catalogue->find(*query.clause))
        return unknown_clause(*service.knowledge.catalogue, *query.clause);
    if (request.parameter("wiki").empty() != request.parameter("key").empty()) return half_a_key(request);
    if (!request.parameter("wiki").empty())
        query.document = DocumentKey{request.parameter("wiki"), request.parameter("key")};
    if (const std::string& kind = request.parameter("kind"); !kind.empty()) {
        if (!is_drift_kind(kind)) return wrong_parameter("kind", "is no kind of difference");
        query.drift = kind;
    }
    if (const std::string& form = request.parameter("form"); !form.empty()) {
        for (const DuplicateKind kind :
             {DuplicateKind::page, DuplicateKind::identical, DuplicateKind::edited})
            if (form == name_of(kind)) query.kind = kind;
        if (!query.kind)
            return wrong_parameter("form", "must be one of: page, identical, edited",
                                   {"page", "identical", "edited"});
    }
    for (const auto& [name, field] : {std::pair("decided", &query.decided), {"archived", &query.archived}}) {
        const auto flag = flag_of(request, name);
        if (!flag) return wrong_flag(name);
        *field = *flag;
    }
    return std::nullopt;
}

HttpResponse get_duplicates(Service& service, const HttpRequest& request) {
    DuplicateQuery query;
    const auto limit = limit_of(request, 50, 500);
    if (!limit) return wrong_limit(500);
    query.limit = *limit;
    if (auto refusal = read_duplicate_query(service, request, query)) return *refusal;
    if (const std::string& cursor = request.parameter("cursor"); !cursor.empty()) {
        query.after = cluster_at(cursor);
        if (!query.after) return wrong_parameter("cursor", "is not one of ours");
    }
    const auto tag = findings_tag(service);
    const auto found = find_duplicates(service.store, query);
    if (!found) return problem(found.why());
    Json body = {{"duplicates", Json::array()}};
    for (const ClusterFinding& finding : *found) body["duplicates"].push_back(to_json(finding));
    const std::string next = found->size() == query.limit ? cursor_behind(found->back().cluster) : "";
    return tagged(list_response(request, std::move(body), next, [&] { return duplicates_table(*found); }),
                  tag);
}

Result<std::optional<ClusterFinding>> cluster_of(Service& service, const DuplicateQuery& asked,
                                                 const std::string& id) {
    DuplicateQuery query = asked;
    query.id = id;
    return find_cluster(service.store, query);
}

HttpResponse get_duplicate(Service& service, const HttpRequest& request) {
    const auto tag = findings_tag(service);
    DuplicateQuery query;
    if (auto refusal = read_duplicate_query(service, request, query)) return *refusal;
    const auto finding = cluster_of(service, query, request.parameter("id"));
    if (!finding) return problem(finding.why());
    if (!*finding) return problem(404, "no cluster has this id now: its text has changed, or is gone");
    RegionDrift drift(service.knowledge);
    const auto sides = align(service.store, drift, **finding, request.parameter("region"));
    if (!sides) return problem(sides.why());
    if (!*sides) return problem(404, "the cluster has no two copies of this key");
    return tagged(json_response({{"cluster", to_json(**finding)}, {"sides", to_json(**finding, **sides)}}),
                  tag);
}

HttpResponse get_boilerplate(Service& service, const HttpRequest& request) {
    const auto limit = limit_of(request, 100, 1000);
    if (!limit) return wrong_limit(1000);
    const auto tag = findings_tag(service);
    const auto forms = service.store.forms(*limit);
    if (!forms) return problem(forms.why());
    DuplicateQuery query;
    query.min_similarity = service.knowledge.config->duplicate_similarity;
    query.forms = true;
    query.limit = *limit;
    const auto filled = find_duplicates(service.store, query);
    if (!filled) return problem(filled.why());
    Json body = {{"boilerplate", Json::array()}, {"filled", Json::array()}};
    for (const FormPassage& form : *forms) body["boilerplate"].push_back(to_json(form));
    for (const ClusterFinding& finding : *filled) body["filled"].push_back(to_json(finding));
    return tagged(json_response(body), tag);
}

}  // namespace clausemark
