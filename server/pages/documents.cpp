// SPDX-License-Identifier: Apache-2.0
// The evidence for a clause, the list of pages, and one page with its tags.
#include <fmt/format.h>

#include <algorithm>

#include "server/app/tag_decisions.h"
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

/// How a decided tag reads beside a suggestion: in words too, not by its colour alone.
std::string said_html(const TagRecord& tag) {
    if (tag.said.empty()) return {};
    return fmt::format("<br><span class=\"said {}\">{}</span>", name_of(tag.state), escape(said_text(tag)));
}

std::string evidence_card(const EvidenceRecord& e) {
    std::vector<Span> spans;
    add_spans(spans, e.tag);
    const std::string standing = e.tag.standing == Standing::counted
                                     ? ""
                                     : fmt::format(", does not count: {}", name_of(e.tag.standing));
    return fmt::format(
        "<article class=\"card {}\"><strong>{}</strong> <span class=\"path\">{}</span>"
        "<blockquote>{}</blockquote><span class=\"soft\">{}, rule {}, score {:.2f}{}</span>{}</article>",
        name_of(e.tag.state), page_link(e.document), path_html(e.passage.heading_path),
        marked(e.passage, spans), name_of(e.tag.strength), escape(e.tag.rule), e.tag.score, standing,
        said_html(e.tag));
}

std::string declared_html(const std::vector<DeclaredRecord>& declared) {
    if (declared.empty()) return {};
    std::string out =
        "<h2>Declared</h2><p class=\"soft\">These pages say that they satisfy it. That is a statement of "
        "their "
        "authors, and no evidence by itself.</p><ul>";
    for (const DeclaredRecord& d : declared)
        out += fmt::format("<li>{} <span class=\"soft\">{}: {}{}</span></li>", page_link(d.document),
                           escape(d.declared.property), escape(d.declared.written),
                           d.declared.standing == Standing::counted
                               ? ""
                               : fmt::format(", does not count: {}", name_of(d.declared.standing)));
    return out + "</ul>";
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
    for (const EvidenceRecord& e : *evidence) body += evidence_card(e);
    if (evidence->size() == shown_evidence)
        body += fmt::format("<p class=\"soft\">The best {} are shown; /v1/evidence lists all.</p>",
                            shown_evidence);
    const auto declared = service.store.declared({.clause = clause.id, .space = {}});
    if (!declared) return store_failed(declared.why());
    body += declared_html(*declared);
    query.rejected = true;
    const auto rejected = service.store.evidence(query);
    if (!rejected) return store_failed(rejected.why());
    if (!rejected->empty())
        body += "<h2>Rejected</h2><p class=\"soft\">Suggested, and judged by people to be no evidence.</p>";
    for (const EvidenceRecord& e : *rejected) body += evidence_card(e);
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
    const auto pages = service.store.pages({&key, 1}, {.passages = true, .tags = true, .said = true});
    if (!pages) return store_failed(pages.why());
    if (pages->empty()) return html_page("Not found", "<h1>There is no such page</h1>", 404);
    const PageRecord& page = pages->front();
    std::string body = fmt::format("<h1>{}</h1><p class=\"soft\">{}</p>",
                                   escape(page.document.attributes.title), facts_of(page.document));
    if (!page.declared.empty()) {
        body += "<p>The page says that it satisfies";
        for (const DeclaredClause& declared : page.declared)
            body += fmt::format("{} <a href=\"/evidence?clause={}\">{}</a>",
                                &declared == page.declared.data() ? "" : ",", query_value(declared.clause),
                                escape(declared.clause));
        body += ". <span class=\"soft\">That is no evidence by itself.</span></p>";
    }
    auto tag = page.tags.begin();
    for (std::size_t number = 0; number < page.passages.size(); ++number) {
        const PassageRecord& passage = page.passages[number];
        std::vector<Span> spans;
        std::string tags;
        std::string said;
        for (; tag != page.tags.end() && tag->passage == number; ++tag) {
            if (tag->shown) add_spans(spans, *tag);
            const auto index = catalogue.find(tag->clause);
            const std::string label =
                index ? catalogue.standard_of(*index).name + " " + label_of(catalogue.clause(*index))
                      : tag->clause;
            const std::string_view mark = tag->state == TagState::confirmed  ? "&#10003; "
                                          : tag->state == TagState::rejected ? "&#10007; "
                                                                             : "";
            tags +=
                fmt::format("<a class=\"tag {}\" href=\"/evidence?clause={}\" title=\"{}, rule {}\">{}{}</a>",
                            name_of(tag->state), query_value(tag->clause), name_of(tag->strength),
                            escape(tag->rule), mark, escape(label));
            if (!tag->said.empty())
                said += "<br><span class=\"soft\">" + escape(label) + " </span>" + said_html(*tag).substr(4);
        }
        if (passage.kind == PassageKind::heading)
            body += fmt::format("<h2>{}</h2>", escape(passage.text));
        else
            body += fmt::format("<div class=\"passage\"><blockquote>{}</blockquote>{}{}</div>",
                                marked(passage, spans), tags, said);
    }
    return html_page(page.document.attributes.title, body);
}

}  // namespace clausemark
