// SPDX-License-Identifier: Apache-2.0
// What several handlers say: parameters that are wrong, and tags of answers drawn from the whole store. See
// service.h.
#include <algorithm>
#include <charconv>

#include "indexer/hash/sha256.h"
#include "server/http/service.h"

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

HttpResponse wrong_parameter(const std::string& field, const std::string& message) {
    return problem(400, "a parameter of the query is wrong", {{field, message}});
}

HttpResponse unknown_clause(const Catalogue& catalogue, const std::string& clause) {
    const std::string nearest = catalogue.nearest(clause);
    return problem(404, "there is no such clause",
                   {{"clause", "is not known" + (nearest.empty() ? "" : "; did you mean " + nearest + "?")}});
}

std::optional<std::string> store_tag(Service& service) {
    const auto summary = service.store.summary();
    if (!summary) return std::nullopt;
    return "\"" + std::to_string(summary->sequence) + "-" + service.knowledge.hash.substr(0, 16) + "-" +
           service.knowledge.statement->hash.substr(0, 8) + "\"";
}

std::optional<std::string> findings_tag(Service& service) {
    auto tag = store_tag(service);
    const auto decisions = service.store.decisions();
    if (!tag || !decisions) return std::nullopt;
    Sha256 hash;
    for (const Decision& d : *decisions)
        for (const std::string& field : {d.key, d.reason, d.who, d.when}) hash.add_field(field);
    tag->pop_back();
    return *tag + "-" + hash.finish().substr(0, 16) + "\"";
}

HttpResponse tagged(HttpResponse response, const std::optional<std::string>& tag) {
    if (tag) response.headers["ETag"] = *tag;
    return response;
}

}  // namespace clausemark
