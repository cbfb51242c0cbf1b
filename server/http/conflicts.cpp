// SPDX-License-Identifier: Apache-2.0
// Conflicts over HTTP. See service.h.
#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

#include "server/exports/list_tables.h"
#include "server/http/cursor.h"
#include "server/http/service.h"
#include "server/json/encode_duplicates.h"

namespace clausemark {
std::optional<HttpResponse> read_conflict_query(const HttpRequest& request, ConflictQuery& query) {
    const auto given = [&](const char* name, std::optional<std::string>& field) {
        if (!request.parameter(name).empty()) field = request.parameter(name);
    };
    given("parameter", query.parameter);
    given("space", query.space);
    given("owner", query.owner);
    if (request.parameter("wiki").empty() != request.parameter("key").empty()) return half_a_key(request);
    if (!request.parameter("wiki").empty())
        query.document = DocumentKey{request.parameter("wiki"), request.parameter("key")};
    const auto drafts = flag_of(request, "drafts");
    if (!drafts) return wrong_flag("drafts");
    query.pages = *drafts ? PagesCompared::all : PagesCompared::counting;
    const auto decided = flag_of(request, "decided");
    if (!decided) return wrong_flag("decided");
    query.decided = *decided;
    return std::nullopt;
}

HttpResponse get_conflicts(Service& service, const HttpRequest& request) {
    ConflictQuery query;
    const auto limit = limit_of(request, 50, 500);
    if (!limit) return wrong_limit(500);
    if (auto refusal = read_conflict_query(request, query)) return *refusal;
    std::optional<std::string> after;
    if (const std::string& cursor = request.parameter("cursor"); !cursor.empty()) {
        const auto fields = read_cursor(cursor, 1);
        if (!fields) return wrong_parameter("cursor", "is not one of ours");
        after = fields->front();
    }
    const auto tag = findings_tag(service);
    const auto findings = service.conflicts->get(service.store, service.knowledge, query.pages);
    if (!findings) return problem(findings.why());
    const auto decisions = service.store.decisions();
    if (!decisions) return problem(decisions.why());
    const auto found = select_conflicts(**findings, query, *decisions);
    std::size_t begin = 0;
    if (after) {
        const auto last = std::ranges::find(
            found, *after, [](const ConflictFinding& f) { return key_text(f.conflict->key); });
        if (last == found.end())
            return problem(409, "the conflicts have changed since this cursor was given; begin again");
        begin = static_cast<std::size_t>(last - found.begin()) + 1;
    }
    const std::size_t end = std::min(begin + *limit, found.size());
    Json body = {{"conflicts", Json::array()},
                 {"all", found.size()},
                 {"pages", pages_compared(**findings, query.pages)}};
    for (std::size_t i = begin; i < end; ++i) body["conflicts"].push_back(to_json(**findings, found[i]));
    const std::string next = end < found.size() ? write_cursor({key_text(found[end - 1].conflict->key)}) : "";
    const auto table = [&] {
        return conflicts_table(**findings, std::span(found).subspan(begin, end - begin));
    };
    return tagged(list_response(request, std::move(body), next, table), tag);
}

HttpResponse get_conflict(Service& service, const HttpRequest& request) {
    ConflictQuery query;
    const auto limit = limit_of(request, 50, 500);
    if (!limit) return wrong_limit(500);
    if (auto refusal = read_conflict_query(request, query)) return *refusal;
    query.key = request.parameter("id");
    query.decided = true;
    std::size_t begin = 0;
    if (const std::string& cursor = request.parameter("cursor"); !cursor.empty()) {
        const auto fields = read_cursor(cursor, 1);
        const auto end = fields ? fields->front().data() + fields->front().size() : nullptr;
        if (!fields || std::from_chars(fields->front().data(), end, begin).ptr != end)
            return wrong_parameter("cursor", "is not one of ours");
    }
    const auto tag = findings_tag(service);
    const auto findings = service.conflicts->get(service.store, service.knowledge, query.pages);
    if (!findings) return problem(findings.why());
    const auto decisions = service.store.decisions();
    if (!decisions) return problem(decisions.why());
    const auto found = select_conflicts(**findings, query, *decisions);
    if (found.empty()) return problem(404, "no conflict has this id now: a value has changed, or is gone");
    // By value, then document: the words of a conflict make its id, so places hold from page to page.
    Json body = {{"conflict", to_json(**findings, found.front())}, {"statements", Json::array()}};
    std::size_t at = 0;
    const auto& values = found.front().conflict->values;
    for (std::size_t value = 0; value < values.size(); ++value)
        for (const std::uint32_t fact : values[value].facts) {
            if (at >= begin && at - begin < *limit)
                body["statements"].push_back(to_json(**findings, fact, value));
            ++at;
        }
    body["all"] = at;
    const std::string next =
        at > begin && at - begin > *limit ? write_cursor({std::to_string(begin + *limit)}) : "";
    return tagged(list_response(request, std::move(body), next, {}), tag);
}

}  // namespace clausemark
