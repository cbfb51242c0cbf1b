// SPDX-License-Identifier: Apache-2.0
// Passages that hold words, over HTTP. See history.h.
#include <fmt/format.h>

#include <charconv>
#include <nlohmann/json.hpp>

#include "indexer/store/inquiries.h"
#include "parser/core/limits.h"
#include "parser/core/utf8.h"
#include "server/http/cursor.h"
#include "server/http/history.h"
#include "server/json/clause_cards.h"
#include "server/json/encode.h"

namespace clausemark {
namespace {

/// Words, and what stands in double quotes as one phrase. A quote that is never closed goes to the end.
std::vector<std::vector<std::string>> phrases_of(const std::string& text) {
    std::vector<std::vector<std::string>> phrases;
    for (std::size_t at = 0; at < text.size();) {
        if (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r') {
            ++at;
            continue;
        }
        const bool quoted = text[at] == '"';
        const std::size_t begin = quoted ? at + 1 : at;
        const std::size_t end =
            std::min(quoted ? text.find('"', begin) : text.find_first_of(" \t\n\r\"", begin), text.size());
        if (end > begin) phrases.push_back({text.substr(begin, end - begin)});
        at = quoted ? std::min(end + 1, text.size()) : end;
    }
    return phrases;
}

}  // namespace

HttpResponse get_search(Service& service, const HttpRequest& request) {
    const std::string& words = request.parameter("words");
    WordsQuery query;
    const auto limit = limit_of(request, 50, 500);
    if (!limit) return wrong_limit(500);
    query.limit = *limit;
    if (find_invalid(words) != std::string::npos) return wrong_parameter("words", "must be UTF-8");
    if (words.size() > limits::search_bytes)
        return wrong_parameter("words", fmt::format("must be at most {} bytes", limits::search_bytes));
    query.phrases = phrases_of(words);
    if (query.phrases.empty()) return wrong_parameter("words", "has no word in it");
    if (query.phrases.size() > limits::search_words)
        return wrong_parameter("words",
                               fmt::format("must be at most {} words or phrases", limits::search_words));
    for (const auto& [name, field] : {std::pair("wiki", &query.wiki),
                                      {"space", &query.space},
                                      {"owner", &query.owner},
                                      {"clause", &query.clause}})
        if (!request.parameter(name).empty()) *field = request.parameter(name);
    if (query.clause && !service.knowledge.catalogue->find(*query.clause))
        return unknown_clause(*service.knowledge.catalogue, *query.clause);
    if (const std::string& cursor = request.parameter("cursor"); !cursor.empty()) {
        const auto fields = read_cursor(cursor, 3);
        const auto end = fields ? (*fields)[2].data() + (*fields)[2].size() : nullptr;
        if (!fields || std::from_chars((*fields)[2].data(), end, query.after_passage).ptr != end)
            return wrong_parameter("cursor", "is not one of ours");
        query.after = DocumentKey{(*fields)[0], (*fields)[1]};
    }
    const auto tag = store_tag(service);
    const auto found = inquiries_of(service.store).search(query);
    if (!found) return problem(found.why());
    Json body = {{"passages", Json::array()}};
    for (const FoundPassage& passage : *found) {
        Json document = page_name(passage.document);
        document["owner"] = passage.document.attributes.owner;
        document["revision"] = passage.document.attributes.revision;
        Json each = to_json(passage.passage);
        each["number"] = passage.number;
        each["document"] = std::move(document);
        body["passages"].push_back(std::move(each));
    }
    if (found->size() == query.limit) {
        const FoundPassage& last = found->back();
        body["next"] =
            write_cursor({last.document.id.wiki, last.document.id.key, std::to_string(last.number)});
    }
    return tagged(json_response(body), tag);
}

}  // namespace clausemark
