// SPDX-License-Identifier: Apache-2.0
// A page that moves: another key, title, space or address, with its history and what was decided about its
// tags. See many.h.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "indexer/store/inquiries.h"
#include "parser/core/limits_server.h"
#include "server/app/decisions.h"
#include "server/http/many.h"
#include "server/http/preconditions.h"
#include "server/json/encode.h"
#include "server/json/fields.h"

namespace clausemark {

HttpResponse post_rename(Service& service, const HttpRequest& request) {
    const DocumentKey from{request.parameter("wiki"), request.parameter("key")};
    Expected expected;
    if (const auto refusal = read_expected(request, expected)) return *refusal;
    const auto parsed = read_json(request.body);
    if (const auto* error = std::get_if<FieldError>(&parsed))
        return problem(400, "the body is no usable JSON", {*error});
    std::vector<FieldError> errors;
    Fields fields(std::get<Json>(parsed), errors);
    const auto key = fields.text("key");
    const auto title = fields.text("title");
    const auto space = fields.text("space");
    const auto permalink = fields.text("permalink");
    const auto revision = fields.text("revision");
    const auto order = fields.integer("revision_order", 0, INT64_MAX);
    const std::string author = fields.text("author").value_or("");
    fields.finish();
    if (key && key->empty()) errors.push_back({"key", "must not be empty"});
    if (key && key->size() > limits::document_name_bytes)
        errors.push_back({"key", fmt::format("must be at most {} bytes", limits::document_name_bytes)});
    if (errors.empty() && !key && !title && !space && !permalink)
        errors.push_back({"", "must have one of: key, title, space, permalink"});
    if (!errors.empty()) return problem(422, "the body cannot be used as it is", errors);

    auto pages = service.store.pages({&from, 1}, {.source = true});
    if (!pages) return problem(pages.why());
    if (pages->empty()) return problem(404, "no document has this wiki and key");
    PageRecord& stored = pages->front();
    // Key, title and space may matter to what its words count for: it is analysed again.
    PageInput input;
    input.id = {from.wiki, key.value_or(from.key)};
    input.source = std::move(stored.source);
    input.given = stored.document.attributes;
    if (title) input.given.title = *title;
    if (space) input.given.space = *space;
    if (permalink) input.given.permalink = *permalink;
    if (revision) input.given.revision = *revision;
    if (order && *order < input.given.revision_order)
        return problem(409, "the store holds a later revision of this document, " + input.given.revision,
                       {{"revision_order", "is lower than that of the revision that stands"}});
    if (order) input.given.revision_order = *order;
    if (expected.what == Expected::What::anything)
        expected = {Expected::What::one_of, {version_of(stored.document.sequence)}};
    PageRecord page = service.indexers.index(std::move(input));
    const auto renamed = inquiries_of(service.store)
                             .rename(from, page, expected, {author, request.caller.name, service.now()});
    if (!renamed) return problem(renamed.why());
    using Outcome = Renamed::Outcome;
    switch (renamed->outcome) {
        case Outcome::absent:
            return problem(404, "no document has this wiki and key");
        case Outcome::taken:
            return problem(409, "another document has this key", {{"key", "is taken"}});
        case Outcome::hidden:
            return problem(403, "this token may not write this page, or not into this space");
        case Outcome::unexpected:
            return precondition_failed("document", version_of(renamed->sequence), renamed->revision);
        case Outcome::renamed:
            break;
    }
    page.document.sequence = renamed->sequence;
    return tagged(json_response({{"document", to_json(page.document)}, {"was", from.key}}),
                  document_tag(service, renamed->sequence));
}

}  // namespace clausemark
