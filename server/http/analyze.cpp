// SPDX-License-Identifier: Apache-2.0
// What a text says, without storing it; beside a stored page, what saving it would change. See diagnostics.h.
#include <nlohmann/json.hpp>

#include "parser/formats/formats.h"
#include "server/app/checking.h"
#include "server/http/diagnostics.h"
#include "server/http/page_body.h"
#include "server/http/service.h"
#include "server/json/annotations.h"
#include "server/json/clause_cards.h"
#include "server/json/encode.h"
#include "server/json/encode_draft.h"
#include "server/json/encode_findings.h"
#include "server/json/selectors.h"

namespace clausemark {
namespace {

/// What the body leaves out of its title, space, format and permalink is the stored page's.
Status complete_from_store(Store& store, const PageGiven& given, PageInput& input) {
    DocumentQuery query;
    query.wiki = input.id.wiki;
    query.key = input.id.key;
    query.limit = 1;
    const auto stored = store.documents(query);
    if (!stored) return stored.why();
    if (stored->empty()) return Done{};
    const Attributes& kept = stored->front().attributes;
    if (input.given.title.empty()) input.given.title = kept.title;
    if (input.given.space.empty()) input.given.space = kept.space;
    if (input.given.permalink.empty()) input.given.permalink = kept.permalink;
    if (!given.format) input.given.format = kept.format;
    return Done{};
}

Json checks_json(const PageRecord& page, const std::vector<Finding>& findings) {
    const Document document = read_page(page.document.attributes.format, page.source);
    const VisibleText text(page);
    Json made = Json::array();
    for (const Finding& finding : findings) {
        Json each = to_json(finding, PageFiles());
        each["help"] = explanation_of(finding.code);
        if (finding.at.begin.line > 0)
            if (const auto seen = seen_place(page, document, finding.at.source)) {
                each["at"]["passage"] = seen->passage;
                each["at"]["selector"] = text.selectors(seen->passage, seen->text);
            }
        made.push_back(std::move(each));
    }
    return made;
}

}  // namespace

HttpResponse post_analysis(Service& service, const Checking& checking, const HttpRequest& request) {
    const Knowledge& known = service.knowledge;
    PageInput input;
    PageGiven given;
    if (const auto refusal = read_page_body(request.body, PageBody::passing, input, &given)) return *refusal;
    if (given.stored)
        if (const auto done = complete_from_store(service.store, given, input); !done)
            return problem(done.why());
    PageRecord page = service.indexers.index(std::move(input));
    Json difference;
    if (given.stored) {
        const auto findings = compare_draft(service.store, known, request.caller.visible, page);
        if (!findings) return problem(findings.why());
        difference = to_json(known, page, *findings);
    }
    const auto findings = check_page(page, check_context(known, *checking.settings, today()));
    std::erase_if(page.tags, [](const TagRecord& tag) { return !tag.shown && tag.said.empty(); });
    Json body = to_json(page);
    body.erase("document");
    body["title"] = page.document.attributes.title;
    const Json annotations = annotations_of(page, *known.catalogue);
    body["annotations"] = annotations["items"];
    body["clauses"] = clause_cards(known, page, clauses_shown(page), {});
    body["checks"] = checks_json(page, findings);
    if (given.stored) body["difference"] = std::move(difference);
    return json_response(body);
}

}  // namespace clausemark
