// SPDX-License-Identifier: Apache-2.0
// The parameters for which pages give different values.
#include <fmt/format.h>

#include "server/http/service.h"
#include "server/json/encode_duplicates.h"
#include "server/pages/html.h"

namespace clausemark {
namespace {

constexpr std::size_t shown_conflicts = 100;
constexpr std::size_t shown_statements = 5;

/// The passage with the words of the fact marked.
std::string marked_text(const ConflictStatement& stated) {
    const std::string& text = stated.stated->text;
    const std::size_t at = text.find(stated.stated->fact.written);
    if (at == std::string::npos) return escape(text);
    const std::size_t end = at + stated.stated->fact.written.size();
    return escape(text.substr(0, at)) + "<mark>" + escape(text.substr(at, end - at)) + "</mark>" +
           escape(text.substr(end));
}

std::string statement_html(const ConflictStatement& stated) {
    const std::string apart = reason_apart(*stated.document);
    const DocumentRecord& document = stated.document->document;
    return fmt::format(
        "<p>{}{} <span class=\"path\">{}</span>{}</p><blockquote>{}</blockquote>", page_link(document),
        wiki_link(document), path_html(stated.stated->heading_path),
        apart.empty() ? "" : fmt::format(" <span class=\"label\">does not count: {}</span>", escape(apart)),
        marked_text(stated));
}

std::string conflict_card(const ConflictFindings& findings, const ConflictFinding& finding) {
    const Conflict& conflict = *finding.conflict;
    std::string out = fmt::format("<article class=\"card\"><h2>{}</h2>", escape(conflict.explanation));
    if (finding.decision)
        out += fmt::format("<p class=\"soft\">Marked as intended: {} ({}, {})</p>",
                           escape(finding.decision->reason), escape(finding.decision->who),
                           escape(finding.decision->when));
    for (std::size_t v = 0; v < std::min(conflict.values.size(), listed_values); ++v) {
        const ConflictValue& value = conflict.values[v];
        out += fmt::format("<h3>{}</h3>", escape(value.written));
        for (std::size_t i = 0; i < std::min(value.facts.size(), shown_statements); ++i)
            out += statement_html(findings.statement(value.facts[i]));
        if (value.facts.size() > shown_statements)
            out += fmt::format("<p class=\"soft\">and {} more</p>", value.facts.size() - shown_statements);
    }
    if (conflict.values.size() > listed_values)
        out +=
            fmt::format("<p class=\"soft\">and {} more values</p>", conflict.values.size() - listed_values);
    return out + fmt::format(
                     "<p class=\"soft\">Intended? <code>clausemark decisions add {} --reason TEXT --by "
                     "NAME</code></p>"
                     "</article>",
                     key_text(conflict.key));
}

}  // namespace

HttpResponse conflicts_page(Service& service, const HttpRequest& request) {
    ConflictQuery query;
    if (const auto refusal = read_conflict_query(request, query)) return *refusal;
    const auto findings = service.conflicts->get(service.store, service.knowledge, query.pages);
    if (!findings) return store_failed(findings.why());
    const auto decisions = service.store.decisions();
    if (!decisions) return store_failed(decisions.why());
    const auto found = select_conflicts(**findings, query, *decisions);
    std::string body =
        fmt::format("<h1>Different values: check</h1><p class=\"soft\">{}.</p><p>{}</p>",
                    escape(pages_compared(**findings, query.pages)),
                    query.pages == PagesCompared::all
                        ? "<a href=\"/conflicts\">Pages that count alone</a>"
                        : "<a href=\"/conflicts?drafts=true\">With drafts and other pages too</a>");
    for (std::size_t i = 0; i < std::min(found.size(), shown_conflicts); ++i)
        body += conflict_card(**findings, found[i]);
    if (found.empty()) body += "<p>No two pages give different values for one parameter.</p>";
    if (found.size() > shown_conflicts)
        body += fmt::format("<p class=\"soft\">The first {} of {} are shown; /v1/conflicts lists all.</p>",
                            shown_conflicts, found.size());
    return html_page("Different values", body);
}

}  // namespace clausemark
