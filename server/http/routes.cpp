// SPDX-License-Identifier: Apache-2.0
// Every route of the program, in one table.
#include <algorithm>
#include <array>
#include <functional>
#include <memory>
#include <optional>
#include <string_view>

#include "indexer/store/restricted.h"
#include "parser/core/limits_http.h"
#include "server/http/answer_cache.h"
#include "server/http/history.h"
#include "server/http/integration.h"
#include "server/http/many.h"
#include "server/http/routes.h"
#include "server/http/service.h"
#include "server/pages/html.h"

namespace clausemark {
namespace {

using ServiceHandler = std::function<HttpResponse(Service&, const HttpRequest&)>;

/// The one place where handlers meet the store: each sees the caller's part of it.
HttpResponse run_for_caller(Service& service, const ServiceHandler& handler, const HttpRequest& request) {
    if (request.caller.visible.all()) return handler(service, request);
    RestrictedStore store(service.store, request.caller.visible);
    Service restricted = service.over(store);
    return handler(restricted, request);
}

/// Reads that wikis and dashboards ask again and again. What they answer depends on the store, on what was
/// decided and on what the caller sees alone.
constexpr std::array<std::string_view, 7> kept_paths = {"/v1/annotations", "/v1/conflicts", "/v1/coverage",
                                                        "/v1/document",    "/v1/documents", "/v1/duplicates",
                                                        "/v1/evidence"};

HttpResponse kept_or_made(AnswerCache& kept, Service& service, const ServiceHandler& handler,
                          const HttpRequest& request) {
    const auto version = [&] {
        const auto now = inquiries_of(service.store).version();
        return now ? *now : -1;
    };
    return *kept.get(AnswerCache::key_of(request), version,
                     [&] { return run_for_caller(service, handler, request); });
}

}  // namespace

Router make_router(Service& service) {
    return make_router(service, Checking());
}

Router make_router(Service& service, const Checking& checking) {
    Router router;
    const auto answers = std::make_shared<AnswerCache>(limits::kept_answers_bytes);
    const std::vector<std::string> json = {json_type};
    const std::vector<std::string> table = {json_type, csv_type};
    const std::vector<std::string> view = {json_type, csv_type, "text/markdown"};
    const std::vector<std::string> annotations = {"application/ld+json", json_type};
    const std::vector<std::string> file = {};  // its parameter says which
    // Where there are tokens, a read needs a reader's and a write a writer's, unless the row says otherwise.
    const auto add = [&](const char* method, const char* path, std::vector<std::string> parameters,
                         const ServiceHandler& handler, std::optional<std::vector<std::string>> types = {},
                         std::optional<Role> needs = {}) {
        if (!types && std::string_view(path).starts_with("/v1/")) types = json;
        const Role usual = std::string_view(method) == "GET" ? Role::reader : Role::writer;
        const bool keep =
            std::string_view(method) == "GET" && std::ranges::find(kept_paths, path) != kept_paths.end();
        const std::shared_ptr<AnswerCache> kept = keep ? answers : nullptr;
        router.add(
            method, path, std::move(parameters),
            [&service, handler, kept](const HttpRequest& request) {
                return kept != nullptr ? kept_or_made(*kept, service, handler, request)
                                       : run_for_caller(service, handler, request);
            },
            needs.value_or(usual), types.value_or(std::vector<std::string>()));
    };
    const auto checked = [&](auto handler) -> ServiceHandler {
        return [checking, handler](Service& part, const HttpRequest& request) {
            return handler(part, checking, request);
        };
    };
    const auto add_open = [&](const char* path, Handler handler) {
        router.add("GET", path, {}, std::move(handler), std::nullopt);
    };
    // A name with '!' must be given. Last comes what an answer may be, by the Accept header: JSON alone where
    // nothing is said. Pages say themselves what they are.
    add("PUT", "/v1/document", {"!wiki", "!key"}, put_document);
    add("GET", "/v1/document", {"!wiki", "!key", "source"}, get_document);
    add("DELETE", "/v1/document", {"!wiki", "!key"}, delete_document);
    add("GET", "/v1/documents", {"wiki", "space", "owner", "title", "cursor", "limit"}, get_documents, table);
    add("POST", "/v1/document/rename", {"!wiki", "!key"}, post_rename);
    add("POST", "/v1/documents", {}, post_documents);
    add("POST", "/v1/documents/delete", {}, post_delete_documents);
    add("POST", "/v1/documents/reconcile", {}, post_reconcile, {},
        Role::reader);  // it asks, and writes nothing
    add("GET", "/v1/annotations", {"!wiki", "!key", "elsewhere"}, get_annotations, annotations);
    add("POST", "/v1/analyze", {}, checked(post_analysis), {}, Role::reader);
    add("GET", "/v1/coverage", {"standard", "space", "owner", "wiki", "key"}, get_coverage, table);
    add("GET", "/v1/evidence",
        {"clause", "wiki", "key", "space", "candidates", "rejected", "cursor", "limit"}, get_evidence, table);
    add("GET", "/v1/standards", {}, get_standards);
    add("GET", "/v1/clauses", {"!standard"}, get_clauses, table);
    add("GET", "/v1/changes", {"after", "wait", "limit"}, get_changes, table);
    add("GET", "/v1/history/document", {"!wiki", "!key", "cursor", "limit"}, get_document_history, table);
    add("GET", "/v1/history/coverage", {"!standard", "from", "to"}, get_coverage_history);
    add("GET", "/v1/search", {"!words", "clause", "wiki", "space", "owner", "cursor", "limit"}, get_search);

    add("GET", "/v1/duplicates",
        {"wiki", "key", "space", "owner", "clause", "kind", "form", "min_similarity", "decided", "archived",
         "cursor", "limit"},
        get_duplicates, table);
    add("GET", "/v1/duplicate", {"!id", "region", "min_similarity"}, get_duplicate);
    add("GET", "/v1/boilerplate", {"limit"}, get_boilerplate);
    add("GET", "/v1/conflicts",
        {"wiki", "key", "space", "owner", "parameter", "drafts", "decided", "cursor", "limit"}, get_conflicts,
        table);
    add("GET", "/v1/conflict", {"!id", "drafts", "cursor", "limit"}, get_conflict);
    add("GET", "/v1/diagnostics",
        {"wiki", "key", "code", "severity", "space", "owner", "suppressed", "as_of", "cursor", "limit"},
        checked(get_diagnostics), table);
    add("GET", "/v1/decisions", {}, get_decisions);
    add("POST", "/v1/decisions", {}, post_decision);
    add("DELETE", "/v1/decisions", {"!key"}, delete_decision);

    add("GET", "/v1/integration/plan", {"!have", "!want", "format"}, get_integration_plan, view);
    add("GET", "/v1/integration/together", {"!first", "!second", "third", "format"}, get_integration_together,
        view);
    add("GET", "/v1/integration/merge", {"!first", "!second", "format"}, get_integration_merge, view);

    add("GET", "/v1/soa", {}, get_statement);
    add("GET", "/v1/exports/soa", {"!format"}, export_statement, file);
    add("GET", "/v1/exports/coverage", {"!format", "standard", "as_of"}, export_coverage, file);

    add("GET", "/openapi.json", {}, get_description, json);
    add("GET", "/api", {}, api_page);

    add("GET", "/", {}, start_page);
    add("GET", "/coverage", {"!standard"}, coverage_page);
    add("GET", "/evidence", {"!clause"}, evidence_page);
    add("GET", "/documents", {"wiki", "after"}, documents_page);
    add("GET", "/document", {"!wiki", "!key"}, document_page);
    add("GET", "/duplicates", {"space", "kind", "form", "decided", "archived", "cursor"}, duplicates_page);
    add("GET", "/duplicate", {"!id", "region", "all"}, duplicate_page);
    add("GET", "/conflicts", {"space", "parameter", "drafts", "decided"}, conflicts_page);
    add("GET", "/diagnostics",
        {"wiki", "key", "code", "severity", "space", "owner", "suppressed", "as_of", "cursor"},
        checked(diagnostics_page));
    add("GET", "/explain", {"!code"}, explain_page);
    add("GET", "/integration", {}, integration_page);
    add("GET", "/integration/plan", {"!have", "!want"}, integration_plan_page);
    add("GET", "/integration/together", {"!first", "!second"}, integration_together_page);
    add("GET", "/integration/merge", {"!first", "!second"}, integration_merge_page);
    add_open("/style.css", [](const HttpRequest&) { return style_sheet(); });

    add_open("/healthz", [](const HttpRequest&) {
        return HttpResponse{200, "text/plain; charset=utf-8", "alive\n", {}};
    });
    add("GET", "/metrics", {}, get_metrics, {}, Role::admin);
    add_open("/readyz", [&service](const HttpRequest& request) { return get_ready(service, request); });
    return router;
}

}  // namespace clausemark
