// SPDX-License-Identifier: Apache-2.0
// The evidence for a clause, the list of pages, and one page with its tags.
#include <fmt/format.h>

#include <algorithm>

#include "server/http/service.h"
#include "server/pages/html.h"

namespace clausemark {
namespace {

constexpr std::size_t shown_evidence = 100;
constexpr std::size_t shown_documents = 200;

/// The text of a passage with the words that made the tags marked.
std::string marked(const PassageRecord& passage, std::vector<Span> spans) {
    std::sort(spans.begin(), spans.end());
    std::string out;
    std::uint32_t at = passage.span.begin;
    const auto piece = [&](std::uint32_t from, std::uint32_t to) {
        return escape(Span{from - passage.span.begin, to - passage.span.begin}.of(passage.text));
    };
    for (Span span : spans) {
        span.begin = std::clamp(span.begin, at, passage.span.end);
        span.end = std::clamp(span.end, span.begin, passage.span.end);
        if (span.empty()) continue;
        out += piece(at, span.begin) + "<mark>" + piece(span.begin, span.end) + "</mark>";
        at = span.end;
    }
    return out + piece(at, passage.span.end);
}

void add_spans(std::vector<Span>& spans, const TagRecord& tag) {
    for (const Place& place : tag.evidence) spans.push_back(place.text);
}

std::string facts_of(const DocumentRecord& document) {
    const Attributes& a = document.attributes;
    std::string out = escape(document.id.wiki) + " &rsaquo; " + escape(document.id.key);
    if (a.status != DocumentStatus::unstated) out += ", " + std::string(name_of(a.status));
    if (!a.owner.empty()) out += ", owner " + escape(a.owner);
    if (!a.version.empty()) out += ", version " + escape(a.version);
    if (!a.review_date.empty()) out += ", review " + escape(a.review_date);
    if (const std::string address = safe_address(a.permalink); !address.empty())
        out += fmt::format(", <a href=\"{}\">in the wiki</a>", escape(address));
    return out;
}

}  // namespace

HttpResponse evidence_page(Service& service, const HttpRequest& request) {
    const Catalogue& catalogue = *service.knowledge.catalogue;
    const auto index = catalogue.find(request.parameter("clause"));
    if (!index) return html_page("Not found", "<h1>There is no such clause</h1>", 404);
    const Clause& clause = catalogue.clause(*index);
    EvidenceQuery query;
    query.clause = clause.id;
    query.limit = shown_evidence;
    const auto evidence = service.store.evidence(query);
    if (!evidence) return store_failed(evidence.why());
    std::string body = fmt::format("<h1>{}: {}</h1><p class=\"soft\">{}. {}</p>", escape(label_of(clause)),
                                   escape(clause.title), escape(catalogue.standard_of(*index).name),
                                   escape(clause.description));
    if (evidence->empty()) body += "<p>Nothing was found in the pages scanned.</p>";
    for (const EvidenceRecord& e : *evidence) {
        std::vector<Span> spans;
        add_spans(spans, e.tag);
        const std::string standing = e.tag.standing == Standing::counted
                                         ? ""
                                         : fmt::format(", does not count: {}", name_of(e.tag.standing));
        body += fmt::format(
            "<article class=\"card\"><strong>{}</strong> <span "
            "class=\"path\">{}</span><blockquote>{}</blockquote>"
            "<span class=\"soft\">{}, rule {}, score {:.2f}{}</span></article>",
            page_link(e.document), path_html(e.passage.heading_path), marked(e.passage, spans),
            name_of(e.tag.strength), escape(e.tag.rule), e.tag.score, standing);
    }
    if (evidence->size() == shown_evidence)
        body += fmt::format("<p class=\"soft\">The best {} are shown; /v1/evidence lists all.</p>",
                            shown_evidence);
    return html_page(label_of(clause), body);
}

HttpResponse documents_page(Service& service, const HttpRequest& request) {
    DocumentQuery query;
    query.limit = shown_documents;
    if (!request.parameter("wiki").empty())
        query.after = DocumentKey{request.parameter("wiki"), request.parameter("after")};
    const auto documents = service.store.documents(query);
    if (!documents) return store_failed(documents.why());
    std::string body =
        "<h1>Pages</h1><div class=\"scroll\"><table><thead><tr><th scope=\"col\">Title</th><th scope=\"col\">"
        "Of itself</th></tr></thead><tbody>";
    for (const DocumentRecord& document : *documents)
        body += fmt::format("<tr><td>{}</td><td class=\"soft\">{}</td></tr>", page_link(document),
                            facts_of(document));
    body += "</tbody></table></div>";
    if (documents->size() == shown_documents)
        body += fmt::format("<p><a href=\"/documents?wiki={}&amp;after={}\">More</a></p>",
                            query_value(documents->back().id.wiki), query_value(documents->back().id.key));
    return html_page("Pages", body);
}

HttpResponse document_page(Service& service, const HttpRequest& request) {
    const Catalogue& catalogue = *service.knowledge.catalogue;
    const DocumentKey key{request.parameter("wiki"), request.parameter("key")};
    const auto pages = service.store.pages({&key, 1}, {.passages = true, .tags = true});
    if (!pages) return store_failed(pages.why());
    if (pages->empty()) return html_page("Not found", "<h1>There is no such page</h1>", 404);
    const PageRecord& page = pages->front();
    std::string body = fmt::format("<h1>{}</h1><p class=\"soft\">{}</p>",
                                   escape(page.document.attributes.title), facts_of(page.document));
    auto tag = page.tags.begin();
    for (std::size_t number = 0; number < page.passages.size(); ++number) {
        const PassageRecord& passage = page.passages[number];
        std::vector<Span> spans;
        std::string tags;
        for (; tag != page.tags.end() && tag->passage == number; ++tag) {
            add_spans(spans, *tag);
            const auto index = catalogue.find(tag->clause);
            const std::string label =
                index ? catalogue.standard_of(*index).name + " " + label_of(catalogue.clause(*index))
                      : tag->clause;
            tags += fmt::format("<a class=\"tag\" href=\"/evidence?clause={}\" title=\"{}, rule {}\">{}</a>",
                                query_value(tag->clause), name_of(tag->strength), escape(tag->rule),
                                escape(label));
        }
        if (passage.kind == PassageKind::heading)
            body += fmt::format("<h2>{}</h2>", escape(passage.text));
        else
            body += fmt::format("<div class=\"passage\"><blockquote>{}</blockquote>{}</div>",
                                marked(passage, spans), tags);
    }
    return html_page(page.document.attributes.title, body);
}

}  // namespace clausemark
