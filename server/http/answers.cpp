// SPDX-License-Identifier: Apache-2.0
// What several handlers say: parameters that are wrong, tags of answers drawn from the
// whole store, lists, the description of the API. See
// service.h.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "indexer/hash/sha256.h"
#include "parser/core/edit_distance.h"
#include "server/api/openapi.h"
#include "server/http/service.h"
#include "server/pages/html.h"
#include "server/tables/write_tables.h"

namespace clausemark {

std::optional<std::size_t> limit_of(const HttpRequest& request, std::size_t usual, std::size_t most) {
    const std::string& written = request.parameter("limit");
    if (written.empty()) return usual;
    std::size_t limit = 0;
    const auto [end, error] = std::from_chars(written.data(), written.data() + written.size(), limit);
    if (error != std::errc() || end != written.data() + written.size() || limit < 1 || limit > most)
        return std::nullopt;
    return limit;
}

HttpResponse wrong_parameter(const std::string& field, const std::string& message,
                             std::vector<std::string> allowed) {
    return problem(400, "a parameter of the query is wrong", {{field, message, std::move(allowed)}});
}

HttpResponse wrong_limit(std::size_t most) {
    return wrong_parameter("limit", fmt::format("must be from 1 to {}", most), {fmt::format("1..{}", most)});
}

HttpResponse wrong_flag(const std::string& field) {
    return wrong_parameter(field, "must be true or false", {"true", "false"});
}

HttpResponse half_a_key(const HttpRequest& request) {
    return wrong_parameter(request.parameter("key").empty() ? "key" : "wiki", "wiki and key go together");
}

HttpResponse unknown_clause(const Catalogue& catalogue, const std::string& clause) {
    const std::string nearest = catalogue.nearest(clause);
    return problem(404, "there is no such clause",
                   {{"clause", "is not known" + (nearest.empty() ? "" : "; did you mean " + nearest + "?")}});
}

HttpResponse unknown_standard(const Catalogue& catalogue, const std::string& field, const std::string& id) {
    std::vector<std::string> known;
    for (const Standard& standard : catalogue.standards()) known.push_back(standard.id);
    std::string message = "is not known";
    const std::string_view nearest = nearest_name(id, known, 4);
    if (!nearest.empty()) message += "; did you mean " + std::string(nearest) + "?";
    return problem(404, "there is no such standard", {{field, message, known}});
}

std::optional<std::string> store_tag(Service& service) {
    const auto sequence = service.store.sequence();
    if (!sequence) return std::nullopt;
    std::string tag = "\"" + std::to_string(*sequence) + "-" + service.knowledge.hash.substr(0, 16) + "-" +
                      service.knowledge.statement->hash.substr(0, 8);
    if (const Visible visible = service.store.visible(); !visible.all()) {
        Sha256 hash;
        for (const std::string& space : *visible.spaces) hash.add_field(space);
        tag += "-" + hash.finish().substr(0, 16);
    }
    return tag + "\"";
}

std::optional<std::string> findings_tag(Service& service) {
    if (!service.store.visible().all()) return std::nullopt;
    auto tag = store_tag(service);
    const auto decisions = service.store.decisions();
    if (!tag || !decisions) return std::nullopt;
    Sha256 hash;
    for (const Decision& d : *decisions)
        for (const std::string& field : {d.key, d.reason, d.who, d.when}) hash.add_field(field);
    tag->pop_back();
    return *tag + "-" + hash.finish().substr(0, 16) + "\"";
}

std::string knowledge_tag(const Service& service) {
    return "\"" + service.knowledge.hash.substr(0, 16) + "\"";
}

std::string document_tag(const Service& service, std::int64_t sequence) {
    return "\"" + version_of(sequence) + "-" + service.knowledge.hash.substr(0, 16) + "\"";
}

HttpResponse tagged(HttpResponse response, const std::optional<std::string>& tag) {
    if (tag) response.headers["ETag"] = *tag;
    return response;
}

HttpResponse get_description(Service&, const HttpRequest&) {
    static const std::string tag = "\"" + sha256(api_text()).substr(0, 16) + "\"";
    return tagged({200, json_type, api_text(), {}}, tag);
}

bool wants_csv(const HttpRequest& request) {
    return request.accepted == csv_type;
}

HttpResponse csv_response(const Table& table) {
    return {200, "text/csv; charset=utf-8; header=present", write_csv(table), {}};
}

void link_next(const HttpRequest& request, HttpResponse& response, const std::string& name,
               const std::string& value) {
    std::string link = "<" + request.path;
    char before = '?';
    for (const auto& [given, text] : request.query) {
        if (given == name) continue;
        link += before + query_value(given) + "=" + query_value(text);
        before = '&';
    }
    response.headers["Link"] = link + before + name + "=" + query_value(value) + ">; rel=\"next\"";
}

HttpResponse list_response(const HttpRequest& request, Json body, const std::string& next,
                           const std::function<Table()>& table) {
    if (!next.empty()) body["next"] = next;
    HttpResponse response = wants_csv(request) ? csv_response(table()) : json_response(body);
    if (!next.empty()) link_next(request, response, "cursor", next);
    return response;
}

}  // namespace clausemark
