// SPDX-License-Identifier: Apache-2.0
// The start page, with coverage of each standard in force, and the page of one standard.
#include <fmt/format.h>

#include "server/http/service.h"
#include "server/pages/html.h"

namespace clausemark {
namespace {

constexpr std::array<CoverageState, coverage_states> states = {
    CoverageState::covered,     CoverageState::partial,        CoverageState::mentioned,
    CoverageState::none,        CoverageState::held_elsewhere, CoverageState::not_applicable,
    CoverageState::not_assessed};

std::string failed(const Diagnostic& why) {
    return fmt::format("<h1>The store cannot be read</h1><p>{}</p>", escape(why.message));
}

std::string counts_table(const Catalogue& catalogue, const std::vector<StandardCoverage>& coverages) {
    std::string out =
        "<div class=\"scroll\"><table><caption>Clauses and controls by what the pages "
        "say</caption><thead><tr>"
        "<th scope=\"col\">Standard</th>";
    for (const CoverageState state : states)
        out += fmt::format("<th scope=\"col\" class=\"count {}\">{}</th>", name_of(state), words_of(state));
    out += "</tr></thead><tbody>";
    for (const StandardCoverage& coverage : coverages) {
        const Standard& standard = catalogue.standards()[coverage.standard];
        out += fmt::format("<tr><th scope=\"row\"><a href=\"/coverage?standard={}\">{}</a></th>",
                           query_value(standard.id), escape(standard.name));
        for (const std::int64_t count : coverage.counts)
            out += fmt::format("<td class=\"count\">{}</td>", count);
        out += "</tr>";
    }
    return out + "</tbody></table></div>";
}

std::string parts_list(const ClauseCoverage& clause) {
    std::string out;
    for (const PartFound& found : clause.parts) {
        if (found.found()) continue;
        out +=
            fmt::format("<li>{}{}", found.part->required ? "" : "<span class=\"soft\">good practice:</span> ",
                        escape(found.part->words));
        if (!found.part->hint.empty())
            out += fmt::format("<br><span class=\"soft\">{}</span>", escape(found.part->hint));
        out += "</li>";
    }
    if (out.empty() || clause.state == CoverageState::not_applicable) return {};
    return "<details><summary>Not found</summary><ul class=\"parts\">" + out + "</ul></details>";
}

std::string declared(const ClauseCoverage& clause) {
    if (clause.declaration == nullptr) return {};
    const Declaration& d = *clause.declaration;
    std::string out = escape(d.justification);
    if (!d.pointer.empty()) {
        const std::string address = safe_address(d.pointer);
        out += address.empty() ? " " + escape(d.pointer)
                               : fmt::format(" <a href=\"{0}\">{0}</a>", escape(address));
    }
    if (!d.holder.empty())
        out += " (" + escape(d.holder) + (d.checked.empty() ? "" : ", seen " + escape(d.checked)) + ")";
    return "<br><span class=\"soft\">" + out + "</span>";
}

std::string evidence_cell(const Clause& clause, const ClauseCoverage& coverage) {
    const std::int64_t shown = coverage.commitments + coverage.descriptions + coverage.mentions;
    std::string out;
    if (shown > 0)
        out += fmt::format("<a href=\"/evidence?clause={}\">{} passage{}</a>", query_value(clause.id), shown,
                           shown == 1 ? "" : "s");
    if (coverage.confirmed > 0)
        out += fmt::format("<br><span class=\"said confirmed\">{} confirmed</span>", coverage.confirmed);
    if (coverage.declaring > 0)
        out += fmt::format("{}<a class=\"soft\" href=\"/evidence?clause={}\">declared by {} page{}</a>",
                           out.empty() ? "" : "<br>", query_value(clause.id), coverage.declaring,
                           coverage.declaring == 1 ? "" : "s");
    for (const SetAside& aside : coverage.aside)
        out += fmt::format("{}<a class=\"soft\" href=\"/evidence?clause={}\">{} {}</a>",
                           out.empty() ? "" : "<br>", query_value(clause.id), aside.passages,
                           name_of(aside.standing));
    return out;
}

std::string clause_row(const Catalogue& catalogue, const ClauseCoverage& coverage) {
    const Clause& clause = catalogue.clause(coverage.clause);
    if (!clause.leaf() && coverage.parts.empty()) {
        std::string counts;
        for (const CoverageState state : states) {
            const std::int64_t count = coverage.below[static_cast<std::size_t>(state)];
            if (count > 0)
                counts +=
                    fmt::format("<span class=\"{}\">{} {}</span> ", name_of(state), count, words_of(state));
        }
        return fmt::format(
            "<tr class=\"group\"><th scope=\"rowgroup\">{}</th><th>{}</th><td colspan=\"2\">{}</td></tr>",
            escape(label_of(clause)), escape(clause.title), counts);
    }
    return fmt::format(
        "<tr id=\"{}\"><th scope=\"row\">{}</th><td>{}<br><span class=\"soft\">{}</span>{}</td><td><span "
        "class=\"state {}\">{}"
        "</span>{}</td><td>{}</td></tr>",
        escape(clause.number), escape(label_of(clause)), escape(clause.title), escape(clause.description),
        parts_list(coverage), name_of(coverage.state), words_of(coverage.state), declared(coverage),
        evidence_cell(clause, coverage));
}

}  // namespace

HttpResponse start_page(Service& service, const HttpRequest&) {
    const auto summary = service.store.summary();
    if (!summary) return html_page("Store", failed(summary.why()), 503);
    std::vector<StandardCoverage> coverages;
    for (const StandardIndex standard : service.knowledge.standards_in_force()) {
        auto coverage = coverage_of(service, standard);
        if (!coverage) return html_page("Store", failed(coverage.why()), 503);
        coverages.push_back(std::move(*coverage));
    }
    return html_page(
        "Coverage",
        fmt::format(
            "<h1>What the wiki answers</h1><p class=\"soft\">{} pages, {} passages, {} suggested tags."
            "</p>{}",
            summary->documents, summary->passages, summary->tags,
            counts_table(*service.knowledge.catalogue, coverages)));
}

HttpResponse coverage_page(Service& service, const HttpRequest& request) {
    const Catalogue& catalogue = *service.knowledge.catalogue;
    const auto index = catalogue.find_standard(request.parameter("standard"));
    if (!index) return html_page("Not found", "<h1>There is no such standard</h1>", 404);
    const auto coverage = coverage_of(service, *index);
    if (!coverage) return html_page("Store", failed(coverage.why()), 503);
    const Standard& standard = catalogue.standards()[*index];
    std::string body =
        fmt::format("<h1>{}</h1><p class=\"soft\">{}</p>", escape(standard.name), escape(standard.title));
    body += counts_table(catalogue, {*coverage});
    body +=
        "<h2>Clause by clause</h2><div class=\"scroll\"><table><thead><tr><th scope=\"col\">Number</th><th "
        "scope=\"col\">"
        "Subject</th><th scope=\"col\">State</th><th scope=\"col\">Evidence</th></tr></thead><tbody>";
    for (const ClauseCoverage& clause : coverage->clauses) body += clause_row(catalogue, clause);
    return html_page(standard.name, body + "</tbody></table></div>");
}

}  // namespace clausemark
