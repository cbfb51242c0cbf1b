// SPDX-License-Identifier: Apache-2.0
// What the checks find, for people; and what each code means.
#include <fmt/format.h>

#include <map>

#include "server/app/checking.h"
#include "server/app/explain.h"
#include "server/http/diagnostics.h"
#include "server/pages/html.h"

namespace clausemark {
namespace {

constexpr std::size_t shown_findings = 100;

/// The same query with one parameter more or other.
std::string address(const HttpRequest& request, const std::string& name, const std::string& value) {
    std::map<std::string, std::string> query = request.query;
    query.erase("cursor");
    query[name] = value;
    std::string out = "/diagnostics";
    for (const auto& [key, text] : query)
        if (!text.empty())
            out += (out.find('?') == std::string::npos ? "?" : "&amp;") + key + "=" + query_value(text);
    return out;
}

std::string finding_card(const Finding& finding, const FoundDiagnostics& found) {
    const FindingPlace& at = finding.at;
    const auto attributes = found.report.documents.find(at.document);
    std::string where = "The pages as a whole";
    if (attributes != found.report.documents.end()) {
        const DocumentRecord document{at.document, attributes->second, 0};
        where = page_link(document) + wiki_link(document);
        if (at.begin.line > 0) where += fmt::format(", line {}", at.begin.line);
    }
    std::string out = fmt::format(
        "<article class=\"card\"><p><span class=\"label{}\">{}</span> <a href=\"{}\">{}</a> {}</p>"
        "<p>{}</p>",
        finding.severity == Severity::error     ? " grave"
        : finding.severity == Severity::warning ? " middle"
                                                : "",
        name_of(finding.severity), explanation_of(finding.code), code_text(finding.code), where,
        escape(finding.message));
    if (!at.words.empty()) out += fmt::format("<blockquote>{}</blockquote>", escape(at.words));
    if (!finding.hint.empty()) out += fmt::format("<p class=\"soft\">{}</p>", escape(finding.hint));
    if (finding.suppressed)
        out += fmt::format("<p class=\"soft\">Switched off by a {}: {}</p>", name_of(finding.suppressed.by),
                           escape(finding.suppressed.reason));
    return out + "</article>";
}

std::string code_filters(const HttpRequest& request, const std::vector<const Finding*>& all) {
    std::map<Code, std::size_t> codes;
    for (const Finding* finding : all) ++codes[finding->code];
    std::string out = "<table><tr><th>Code</th><th>What it says</th><th>Times</th></tr>";
    for (const auto& [code, count] : codes)
        out += fmt::format("<tr><td><a href=\"{}\">{}</a></td><td>{}</td><td>{}</td></tr>",
                           address(request, "code", code_text(code)), code_text(code),
                           escape(info(code).title), count);
    return out + "</table>";
}

}  // namespace

HttpResponse diagnostics_page(Service& service, const Checking& checking, const HttpRequest& request) {
    const auto answer = asked_diagnostics(service, checking, request, shown_findings);
    if (const auto* refusal = std::get_if<HttpResponse>(&answer)) return *refusal;
    const auto& asked = std::get<AskedDiagnostics>(answer);
    const FoundDiagnostics& found = *asked.found;
    std::string body = fmt::format(
        "<h1>Checks</h1><p class=\"soft\">{} findings in {} pages, judged as of {}. Links to other sites, "
        "files beside the pages and the baseline are left to <code>clausemark check</code>.</p>",
        asked.chosen.size(), found.report.pages, day_text(found.as_of));
    if (asked.chosen.empty()) body += "<p>Nothing was found.</p>";
    if (!asked.chosen.empty() && !asked.query.code) body += code_filters(request, asked.chosen);
    if (asked.query.code)
        body += fmt::format("<p><a href=\"{}\">Those of every code</a></p>", address(request, "code", ""));
    for (const Finding* finding : asked.shown) body += finding_card(*finding, found);
    if (!asked.next.empty())
        body += fmt::format("<p><a href=\"{}\">The next</a></p>", address(request, "cursor", asked.next));
    return html_page("Checks", body);
}

HttpResponse explain_page(Service&, const HttpRequest& request) {
    const auto code = code_named(request.parameter("code"));
    if (!code) return problem(404, "there is no such code", {{"code", "is not known"}});
    const CodePage page = explain(*code);
    return html_page(code_text(*code), fmt::format("<pre class=\"explain\">{}</pre>", escape(page.text)));
}

}  // namespace clausemark
