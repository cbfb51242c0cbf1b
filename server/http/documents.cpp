// SPDX-License-Identifier: Apache-2.0
// Documents over HTTP: put, get, delete, list, the annotations of one. See service.h.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "indexer/store/inquiries.h"
#include "parser/core/limits_server.h"
#include "parser/core/utf8.h"
#include "parser/formats/formats.h"
#include "server/app/decisions.h"
#include "server/exports/list_tables.h"
#include "server/http/cursor.h"
#include "server/http/page_body.h"
#include "server/http/preconditions.h"
#include "server/http/service.h"
#include "server/json/annotations.h"
#include "server/json/clause_cards.h"
#include "server/json/encode.h"

namespace clausemark {
namespace {

DocumentKey key_of(const HttpRequest& request) {
    return {request.parameter("wiki"), request.parameter("key")};
}

HttpResponse no_such_document() {
    return problem(404, "no document has this wiki and key");
}

std::optional<std::string> optional_parameter(const HttpRequest& request, const std::string& name) {
    const std::string& value = request.parameter(name);
    return value.empty() ? std::nullopt : std::optional(value);
}

}  // namespace

HttpResponse put_document(Service& service, const HttpRequest& request) {
    // Answers could not name it as it is. (Keys of scanned files may be any bytes, as file names are.)
    for (const char* name : {"wiki", "key"})
        if (find_invalid(request.parameter(name)) != std::string::npos)
            return wrong_parameter(name, "must be UTF-8");
    for (const char* name : {"wiki", "key"})
        if (request.parameter(name).size() > limits::document_name_bytes)
            return wrong_parameter(name,
                                   fmt::format("must be at most {} bytes", limits::document_name_bytes));
    Expected expected;
    if (const auto refusal = read_expected(request, expected)) return *refusal;
    PageInput input;
    PageGiven given;
    if (const auto refusal = read_page_body(request.body, PageBody::stored, input, &given)) return *refusal;
    input.id = key_of(request);
    const PageRecord page = service.indexers.index(std::move(input));
    const Hand hand{given.author, request.caller.name, service.now()};
    const auto saved = inquiries_of(service.store).save_by({&page, 1}, {&expected, 1}, {&hand, 1});
    if (!saved) return problem(saved.why());
    const Saved& outcome = saved->front();
    if (outcome.outcome == SaveOutcome::unexpected)
        return precondition_failed("document", outcome.sequence > 0 ? version_of(outcome.sequence) : "",
                                   outcome.revision);
    if (outcome.outcome == SaveOutcome::stale)
        return problem(409, "the store holds a later revision of this document, " + outcome.revision,
                       {{"revision_order", "is lower than that of the revision that stands"}});
    if (outcome.outcome == SaveOutcome::hidden)
        return problem(403, "this token may not write this page, or not into this space");
    std::int64_t shown = 0;
    for (const TagRecord& tag : page.tags) shown += tag.shown ? 1 : 0;
    return tagged(json_response({{"wiki", page.document.id.wiki},
                                 {"key", page.document.id.key},
                                 {"changed", outcome.outcome == SaveOutcome::saved},
                                 {"sequence", outcome.sequence},
                                 {"content_hash", page.document.attributes.content_hash},
                                 {"passages", page.passages.size()},
                                 {"tags", shown}}),
                  document_tag(service, outcome.sequence));
}

HttpResponse get_document(Service& service, const HttpRequest& request) {
    const auto source = flag_of(request, "source");
    if (!source) return wrong_flag("source");
    const DocumentKey key = key_of(request);
    Parts parts = Parts::all();
    parts.candidates = false;
    parts.source = *source;
    const auto pages = service.store.pages({&key, 1}, parts);
    if (!pages) return problem(pages.why());
    if (pages->empty()) return no_such_document();
    Json body = to_json(pages->front());
    if (parts.source) body["source"] = pages->front().source;
    return tagged(json_response(body), document_tag(service, pages->front().document.sequence));
}

HttpResponse delete_document(Service& service, const HttpRequest& request) {
    const DocumentKey key = key_of(request);
    Expected expected;
    if (const auto refusal = read_expected(request, expected)) return *refusal;
    const auto removed = service.store.remove({&key, 1}, {&expected, 1});
    if (!removed) return problem(removed.why());
    const auto& [outcome, change] = removed->front();
    if (outcome == RemoveOutcome::unexpected)
        return precondition_failed("document", change.sequence > 0 ? version_of(change.sequence) : "",
                                   change.revision);
    if (outcome == RemoveOutcome::absent) return no_such_document();
    return json_response(to_json(change));
}

HttpResponse get_documents(Service& service, const HttpRequest& request) {
    const auto limit = limit_of(request, 100, 1000);
    if (!limit) return wrong_limit(1000);
    DocumentQuery query;
    query.wiki = optional_parameter(request, "wiki");
    query.space = optional_parameter(request, "space");
    query.owner = optional_parameter(request, "owner");
    query.title = optional_parameter(request, "title");
    query.limit = *limit;
    if (const std::string& cursor = request.parameter("cursor"); !cursor.empty()) {
        const auto fields = read_cursor(cursor, 2);
        if (!fields) return wrong_parameter("cursor", "is not one of ours");
        query.after = DocumentKey{(*fields)[0], (*fields)[1]};
    }
    const auto tag = store_tag(service);
    const auto documents = service.store.documents(query);
    if (!documents) return problem(documents.why());
    Json body = {{"documents", Json::array()}};
    for (const DocumentRecord& document : *documents) body["documents"].push_back(to_json(document));
    std::string next;
    if (documents->size() == query.limit)
        next = write_cursor({documents->back().id.wiki, documents->back().id.key});
    return tagged(list_response(request, std::move(body), next, [&] { return documents_table(*documents); }),
                  tag);
}

HttpResponse get_annotations(Service& service, const HttpRequest& request) {
    const auto elsewhere = flag_of(request, "elsewhere");
    if (!elsewhere) return wrong_flag("elsewhere");
    const DocumentKey key = key_of(request);
    const auto whole = *elsewhere ? store_tag(service) : std::nullopt;
    const auto pages = service.store.pages({&key, 1}, {.passages = true, .tags = true, .said = true});
    if (!pages) return problem(pages.why());
    if (pages->empty()) return no_such_document();
    const PageRecord& page = pages->front();
    AnsweringQuery query;
    query.visible = request.caller.visible;
    query.clauses = clauses_shown(page);
    query.apart_from = key;
    std::vector<AnsweringPages> others;
    if (*elsewhere) {
        auto found = inquiries_of(service.store).answering(query);
        if (!found) return problem(found.why());
        others = std::move(*found);
    }
    Json body = annotations_of(page, *service.knowledge.catalogue);
    body["clauses"] = clause_cards(service.knowledge, page, query.clauses, others);
    HttpResponse response = json_response(body);
    if (request.accepted != json_type)
        response.type = "application/ld+json; profile=\"http://www.w3.org/ns/anno.jsonld\"";
    return tagged(std::move(response), *elsewhere ? whole : document_tag(service, page.document.sequence));
}

}  // namespace clausemark
