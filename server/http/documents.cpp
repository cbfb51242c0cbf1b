// SPDX-License-Identifier: Apache-2.0
// Documents over HTTP: put, get, delete, list, the annotations of one, the history of all. See service.h.
#include <charconv>
#include <nlohmann/json.hpp>

#include "parser/core/utf8.h"
#include "parser/formats/formats.h"
#include "server/http/cursor.h"
#include "server/http/page_body.h"
#include "server/http/service.h"
#include "server/json/annotations.h"
#include "server/json/encode.h"

namespace clausemark {
namespace {

DocumentKey key_of(const HttpRequest& request) {
    return {request.parameter("wiki"), request.parameter("key")};
}

HttpResponse no_such_document() {
    return problem(404, "no document has this wiki and key");
}

/// A page answers with a tag that changes with each change of it.
void tag_with(HttpResponse& response, const DocumentRecord& document) {
    response.headers["ETag"] = "\"" + std::to_string(document.sequence) + "\"";
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
            return problem(400, "a parameter of the query is wrong", {{name, "must be UTF-8"}});
    PageInput input;
    if (const auto refusal = read_page_body(request.body, PageBody::stored, input)) return *refusal;
    input.id = key_of(request);
    const PageRecord page = service.indexers.index(std::move(input));
    const auto saved = service.store.save({&page, 1});
    if (!saved) return problem(saved.why());
    const Saved& outcome = saved->front();
    if (outcome.outcome == SaveOutcome::stale)
        return problem(409, "the store holds a later revision of this document");
    std::int64_t shown = 0;
    for (const TagRecord& tag : page.tags) shown += tag.shown ? 1 : 0;
    return json_response({{"wiki", page.document.id.wiki},
                          {"key", page.document.id.key},
                          {"changed", outcome.outcome == SaveOutcome::saved},
                          {"sequence", outcome.sequence},
                          {"content_hash", page.document.attributes.content_hash},
                          {"passages", page.passages.size()},
                          {"tags", shown}});
}

HttpResponse get_document(Service& service, const HttpRequest& request) {
    const std::string& source = request.parameter("source");
    if (!source.empty() && source != "true" && source != "false")
        return problem(400, "a parameter of the query is wrong", {{"source", "must be true or false"}});
    const DocumentKey key = key_of(request);
    Parts parts = Parts::all();
    parts.candidates = false;
    parts.source = source == "true";
    const auto pages = service.store.pages({&key, 1}, parts);
    if (!pages) return problem(pages.why());
    if (pages->empty()) return no_such_document();
    Json body = to_json(pages->front());
    if (parts.source) body["source"] = pages->front().source;
    HttpResponse response = json_response(body);
    tag_with(response, pages->front().document);
    return response;
}

HttpResponse delete_document(Service& service, const HttpRequest& request) {
    const DocumentKey key = key_of(request);
    const auto changes = service.store.remove({&key, 1});
    if (!changes) return problem(changes.why());
    if (changes->empty()) return no_such_document();
    return json_response(to_json(changes->front()));
}

HttpResponse get_documents(Service& service, const HttpRequest& request) {
    const auto limit = limit_of(request, 100, 1000);
    if (!limit)
        return problem(400, "a parameter of the query is wrong", {{"limit", "must be from 1 to 1000"}});
    DocumentQuery query;
    query.wiki = optional_parameter(request, "wiki");
    query.space = optional_parameter(request, "space");
    query.owner = optional_parameter(request, "owner");
    query.title = optional_parameter(request, "title");
    query.limit = *limit;
    if (const std::string& cursor = request.parameter("cursor"); !cursor.empty()) {
        const auto fields = read_cursor(cursor, 2);
        if (!fields)
            return problem(400, "a parameter of the query is wrong", {{"cursor", "is not one of ours"}});
        query.after = DocumentKey{(*fields)[0], (*fields)[1]};
    }
    const auto documents = service.store.documents(query);
    if (!documents) return problem(documents.why());
    Json body = {{"documents", Json::array()}};
    for (const DocumentRecord& document : *documents) body["documents"].push_back(to_json(document));
    if (documents->size() == query.limit)
        body["next"] = write_cursor({documents->back().id.wiki, documents->back().id.key});
    return json_response(body);
}

HttpResponse get_annotations(Service& service, const HttpRequest& request) {
    const DocumentKey key = key_of(request);
    const auto pages = service.store.pages({&key, 1}, {.passages = true, .tags = true, .said = true});
    if (!pages) return problem(pages.why());
    if (pages->empty()) return no_such_document();
    HttpResponse response = json_response(annotations_of(pages->front(), *service.knowledge.catalogue));
    response.type = "application/ld+json; profile=\"http://www.w3.org/ns/anno.jsonld\"";
    tag_with(response, pages->front().document);
    return response;
}

HttpResponse post_analyze(Service& service, const HttpRequest& request) {
    PageInput input;
    if (const auto refusal = read_page_body(request.body, PageBody::passing, input)) return *refusal;
    PageRecord page = service.indexers.index(std::move(input));
    std::erase_if(page.tags, [](const TagRecord& tag) { return !tag.shown && tag.said.empty(); });
    Json body = to_json(page);
    body.erase("document");
    body["title"] = page.document.attributes.title;
    body["annotations"] = annotations_of(page, *service.knowledge.catalogue)["items"];
    return json_response(body);
}

HttpResponse get_changes(Service& service, const HttpRequest& request) {
    const auto limit = limit_of(request, 100, 1000);
    if (!limit)
        return problem(400, "a parameter of the query is wrong", {{"limit", "must be from 1 to 1000"}});
    std::int64_t after = 0;
    if (const std::string& written = request.parameter("after"); !written.empty()) {
        const auto [end, error] = std::from_chars(written.data(), written.data() + written.size(), after);
        if (error != std::errc() || end != written.data() + written.size() || after < 0)
            return problem(400, "a parameter of the query is wrong",
                           {{"after", "must be a sequence number"}});
    }
    const auto changes = service.store.changes(after, *limit);
    if (!changes) return problem(changes.why());
    Json body = {{"changes", Json::array()}, {"next", changes->empty() ? after : changes->back().sequence}};
    for (const Change& change : *changes) body["changes"].push_back(to_json(change));
    return json_response(body);
}

}  // namespace clausemark
