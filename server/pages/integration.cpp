// SPDX-License-Identifier: Apache-2.0
// The pages of the integration views: the choice of two standards, what to do where one is in place, one list
// of both, and what is written twice.
#include <fmt/format.h>

#include <algorithm>

#include "server/app/integration_tables.h"
#include "server/http/integration.h"
#include "server/pages/html.h"

namespace clausemark {
namespace {

constexpr std::size_t few = 5;

std::string refused(const std::string& why) {
    return fmt::format(
        "<h1>These two cannot be related</h1><p>{}</p><p><a href=\"/integration\">Choose "
        "others</a></p>",
        escape(why));
}

/// The standards of the query, or a page that says what is wrong.
std::optional<HttpResponse> read_pair(Service& service, const HttpRequest& request, const std::string& first,
                                      const std::string& second, std::vector<StandardIndex>& standards) {
    const Catalogue& catalogue = *service.knowledge.catalogue;
    for (const std::string& name : {first, second}) {
        const auto found = catalogue.find_standard(request.parameter(name));
        if (!found)
            return html_page("Integration", refused("there is no standard " + request.parameter(name)), 404);
        standards.push_back(*found);
    }
    if (const auto why = refuse_pair(service.knowledge, standards[0], standards[1]))
        return html_page("Integration", refused(*why), 400);
    return std::nullopt;
}

std::string options_html(const Catalogue& catalogue, StandardIndex chosen) {
    std::string out;
    for (std::size_t i = 0; i < catalogue.standards().size(); ++i)
        out += fmt::format("<option value=\"{}\"{}>{}</option>", escape(catalogue.standards()[i].id),
                           i == chosen ? " selected" : "", escape(catalogue.standards()[i].name));
    return out;
}

std::string form_html(const Catalogue& catalogue, const char* action, const char* first, const char* second,
                      const char* first_words, const char* second_words, StandardIndex a, StandardIndex b) {
    return fmt::format(
        "<form class=\"filter\" action=\"{0}\"><p><label for=\"{0}-1\">{3}</label><select id=\"{0}-1\" "
        "name=\"{1}\">{5}</select></p><p><label for=\"{0}-2\">{4}</label><select id=\"{0}-2\" "
        "name=\"{2}\">{6}"
        "</select></p><p><button>Show</button></p></form>",
        action, first, second, first_words, second_words, options_html(catalogue, a),
        options_html(catalogue, b));
}

std::string scopes_html(const Knowledge& known, const std::vector<SystemScope>& scopes) {
    std::string out = "<h2>Scopes</h2><ul>";
    for (const SystemScope& scope : scopes) {
        out += fmt::format("<li><strong>{}</strong> ({}): {} pages. <span class=\"soft\">{}</span>",
                           escape(known.catalogue->standards()[scope.standard].name), escape(scope.system),
                           scope.pages.size(), escape(scope_words(scope)));
        for (const EvidenceRecord& one : scope.statements)
            out += fmt::format("<blockquote>{}</blockquote>{}", escape(one.passage.text),
                               page_link(one.document));
        out += "</li>";
    }
    return out + "</ul>";
}

std::string clause_link(const Catalogue& catalogue, ClauseIndex clause) {
    return fmt::format("<a href=\"/evidence?clause={}\">{}</a>", query_value(catalogue.clause(clause).id),
                       escape(clause_label(catalogue.clause(clause))));
}

const char* look_of(Disposition disposition) {
    switch (disposition) {
        case Disposition::reuse:
            return "covered";
        case Disposition::extend:
            return "partial";
        case Disposition::fresh:
            return "none";
        default:
            return "not-assessed";
    }
}

std::string evidence_html(const PlanFindings& findings, std::size_t index) {
    const auto found = findings.evidence.find(index);
    if (found == findings.evidence.end()) return {};
    std::string out;
    for (const EvidenceRecord& one : found->second) {
        std::string notes;
        if (findings.outside.contains(one.document.id))
            notes += " <span class=\"label middle\">outside the scope</span>";
        if (one.tag.standing == Standing::draft || one.tag.standing == Standing::edited)
            notes += fmt::format(" <span class=\"label middle\">{}</span>", name_of(one.tag.standing));
        out += fmt::format("<blockquote>{}</blockquote><p>{}{} <span class=\"path\">{}</span>{}</p>",
                           escape(one.passage.text), page_link(one.document), wiki_link(one.document),
                           path_html(one.passage.heading_path), notes);
    }
    return fmt::format("<details><summary>{} passage{}</summary>{}</details>", found->second.size(),
                       found->second.size() == 1 ? "" : "s", out);
}

std::string list_html(const std::vector<std::string>& lines) {
    if (lines.empty()) return {};
    std::string out = "<ul class=\"parts\">";
    for (const std::string& line : lines) out += "<li>" + escape(line) + "</li>";
    return out + "</ul>";
}

std::string clause_row(const Knowledge& known, const PlanFindings& findings, std::size_t index,
                       std::size_t step) {
    const Catalogue& catalogue = *known.catalogue;
    const ClausePlan& plan = findings.plan.clauses[index];
    std::string hints;
    for (const ClausePart* part : plan.required_at(PartPlace::missing))
        if (!part->hint.empty())
            hints += fmt::format("<li>{}<br><span class=\"soft\">{}</span></li>", escape(part->words),
                                 escape(part->hint));
    if (!hints.empty())
        hints = "<details><summary>Hints</summary><ul class=\"parts\">" + hints + "</ul></details>";
    std::string why;
    for (const std::string& reason : reasons_of(catalogue, plan))
        why += (why.empty() ? "" : "; ") + escape(reason);
    return fmt::format(
        "<tr><td class=\"count\">{}</td><th scope=\"row\">{}</th><td>{}{}</td><td><span class=\"state "
        "{}\">{}</span>"
        "{}</td><td>{}{}{}</td></tr>",
        step > 0 ? std::to_string(step) : "", clause_link(catalogue, plan.clause),
        escape(title_of(catalogue, plan.clause)),
        why.empty() ? "" : "<br><span class=\"soft\">" + why + "</span>", look_of(plan.disposition),
        words_of(plan.disposition),
        plan.move == EditionMove::none
            ? ""
            : "<br><span class=\"soft\">" + std::string(words_of(plan.move)) + "</span>",
        list_html(tasks_of(catalogue, plan)), hints, evidence_html(findings, index));
}

constexpr const char* plan_head =
    "<div class=\"scroll\"><table><thead><tr><th scope=\"col\">Step</th><th scope=\"col\">Number</th><th "
    "scope=\"col\">Subject</th><th scope=\"col\">To do</th><th scope=\"col\">What</th></tr></thead><tbody>";

std::string exports_html(const std::string& address) {
    return fmt::format(
        "<p class=\"soft\">The same as <a href=\"{0}&amp;format=csv\">CSV</a>, <a "
        "href=\"{0}&amp;format=markdown\">Markdown</a>, <a href=\"{0}\">JSON</a>.</p>",
        address);
}

std::string plan_body(const Knowledge& known, const PlanFindings& findings) {
    const ImplementationPlan& plan = findings.plan;
    const auto& standards = known.catalogue->standards();
    const std::string have = escape(standards[plan.have].name);
    const std::string want = escape(standards[plan.want].name);
    std::string body = plan.editions ? fmt::format("<h1>From {} to {}</h1>", have, want)
                                     : fmt::format("<h1>{} where {} is in place</h1>", want, have);
    body +=
        exports_html(fmt::format("/v1/integration/plan?have={}&amp;want={}",
                                 query_value(standards[plan.have].id), query_value(standards[plan.want].id)));
    body += scopes_html(known, findings.scopes);
    body +=
        "<div class=\"scroll\"><table><caption>Clauses and controls by what is to be "
        "done</caption><thead><tr>";
    for (std::size_t i = 0; i < plan.counts.size(); ++i)
        body += fmt::format("<th scope=\"col\" class=\"count {}\">{}</th>",
                            look_of(static_cast<Disposition>(i)), words_of(static_cast<Disposition>(i)));
    body += "</tr></thead><tbody><tr>";
    for (const std::size_t count : plan.counts) body += fmt::format("<td class=\"count\">{}</td>", count);
    body += "</tr></tbody></table></div>";
    std::optional<std::size_t> phase;
    body += "<h2>In which order</h2>";
    for (std::size_t step = 0; step < plan.order.size(); ++step) {
        const std::size_t index = plan.order[step];
        if (phase != plan.clauses[index].phase) {
            if (phase) body += "</tbody></table></div>";
            phase = plan.clauses[index].phase;
            if (*phase < findings.order.phases().size()) {
                const Phase& about = findings.order.phases()[*phase];
                body += fmt::format("<h3>{}</h3><p class=\"soft\">{}</p>", escape(about.title),
                                    escape(about.reason));
            }
            body += plan_head;
        }
        body += clause_row(known, findings, index, step + 1);
    }
    if (phase)
        body += "</tbody></table></div>";
    else
        body += "<p>Nothing is open.</p>";
    body += "<h2>The rest</h2>";
    body += plan_head;
    for (std::size_t i = 0; i < plan.clauses.size(); ++i)
        if (!plan.clauses[i].open()) body += clause_row(known, findings, i, 0);
    return body + "</tbody></table></div>";
}

std::string requirement_html(const Catalogue& catalogue, const RequirementAnswer& answer,
                             std::size_t number) {
    const SharedRequirement& one = *answer.requirement;
    std::string serves;
    for (std::size_t i = 0; i < one.leaves.size(); ++i)
        serves += fmt::format(
            "<li>{} {} <span class=\"{}\">{}</span></li>", escape(catalogue.standard_of(one.leaves[i]).name),
            clause_link(catalogue, one.leaves[i]), name_of(answer.states[i]), words_of(answer.states[i]));
    std::string pages;
    for (std::size_t i = 0; i < std::min(answer.documents.size(), few); ++i) {
        const DocumentRecord& document = answer.documents[i].document;
        pages += fmt::format("<li>{}{}</li>", page_link(document),
                             document.attributes.owner.empty()
                                 ? ""
                                 : " <span class=\"soft\">" + escape(document.attributes.owner) + "</span>");
    }
    if (answer.documents.size() > few)
        pages += fmt::format("<li class=\"soft\">and {} more</li>", answer.documents.size() - few);
    std::vector<std::string> why;
    for (const Correspondence& row : one.rows) why.push_back(row.reason);
    return fmt::format(
        "<tr><td class=\"count\">{}</td><th scope=\"row\">{}</th><td><ul "
        "class=\"parts\">{}</ul>{}</td><td>{}</td><td>"
        "<ul class=\"parts\">{}</ul></td></tr>",
        number, escape(title_of(catalogue, one.lead)), serves,
        why.empty() ? "" : "<details><summary>Why together</summary>" + list_html(why) + "</details>",
        words_of(answer.state), pages);
}

std::string pair_html(const Knowledge& known, const MergeFindings& findings, const PairFindings& found) {
    const Catalogue& catalogue = *known.catalogue;
    std::string out =
        fmt::format("<article class=\"card\"><h2>{} and {}</h2><p class=\"soft\">{}; {}</p>",
                    page_link(found.pair.left), page_link(found.pair.right),
                    escape(findings.scopes[0].system + ", " + found.pair.left.attributes.owner),
                    escape(findings.scopes[1].system + ", " + found.pair.right.attributes.owner));
    std::vector<std::string> requirements;
    for (const SharedAnswer& answer : found.pair.answers) {
        const SharedRequirement& about = *findings.answers[answer.requirement].requirement;
        requirements.push_back(title_of(catalogue, about.lead) + " (" +
                               clauses_text(catalogue, about.clauses) + ")");
    }
    if (!requirements.empty()) out += "<h3>Both answer</h3>" + list_html(requirements);
    std::vector<std::string> near;
    for (const NearAnswer& one : found.pair.near)
        near.push_back(title_of(catalogue, findings.answers[one.left].requirement->lead) + " and " +
                       title_of(catalogue, findings.answers[one.right].requirement->lead) + ": " +
                       one.reason);
    if (!near.empty()) out += "<h3>Near each other</h3>" + list_html(near);
    for (const ClusterFinding& cluster : found.duplicates) {
        out += fmt::format("<h3>Copied: <a href=\"/duplicate?id={}\">{} words side by side</a></h3>",
                           query_value(cluster.cluster.id), cluster.cluster.words);
        std::vector<std::string> lines;
        for (const ClusterFinding::Line& line : cluster.lines()) lines.push_back(line.line->explanation);
        if (lines.size() > few) lines.resize(few);
        out += list_html(lines);
    }
    if (!found.conflicts.empty()) {
        std::vector<std::string> lines;
        for (const ConflictFinding& conflict : found.conflicts)
            lines.push_back(conflict.conflict->explanation);
        out += "<h3>Different values: settle them first</h3>" + list_html(lines);
    }
    if (!found.words.empty()) {
        std::vector<std::string> lines;
        for (const WordFinding& word : found.words)
            lines.push_back(fmt::format("{}, line {}: {} ({})",
                                        (word.left ? found.pair.left : found.pair.right).attributes.title,
                                        word.found.position.line, word.found.message, word.found.hint));
        out += "<h3>Words to settle</h3>" + list_html(lines);
    }
    if (found.pair.answers.empty()) return out + list_html(found.pair.reasons) + "</article>";
    out += fmt::format("<h3>Build on {}</h3>{}",
                       page_link(found.pair.keep_left ? found.pair.left : found.pair.right),
                       list_html(found.pair.reasons));
    if (const auto parts = found.pair.to_take_over(); !parts.empty())
        out += "<h3>Take over from the other</h3>" + list_html(parts);
    return out + "</article>";
}

}  // namespace

HttpResponse integration_page(Service& service, const HttpRequest&) {
    const Catalogue& catalogue = *service.knowledge.catalogue;
    const auto in_force = service.knowledge.standards_in_force();
    const StandardIndex a = in_force.empty() ? 0 : in_force[0];
    const StandardIndex b = in_force.size() > 1 ? in_force[1] : a;
    std::string body =
        "<h1>Two standards, one system</h1><p class=\"soft\">The three cases of ISO/IEC 27013, and the "
        "change to "
        "another edition.</p>";
    body +=
        "<h2>One standard is in place, another is wanted</h2><p>For each clause: what can be reused, what "
        "must "
        "be extended, what is new, and in which order. Two editions of one standard show the change.</p>";
    body += form_html(catalogue, "/integration/plan", "have", "want", "In place", "Wanted", b, a);
    body +=
        "<h2>Both are implemented together</h2><p>One list of requirements, in which what is shared stands "
        "once.</p>";
    body += form_html(catalogue, "/integration/together", "first", "second", "One", "The other", a, b);
    body +=
        "<h2>Both exist, and become one</h2><p>Pages that answer the same, copies, different values, and "
        "what "
        "to build on.</p>";
    body += form_html(catalogue, "/integration/merge", "first", "second", "One", "The other", a, b);
    return html_page("Integration", body);
}

HttpResponse integration_plan_page(Service& service, const HttpRequest& request) {
    std::vector<StandardIndex> standards;
    if (auto refusal = read_pair(service, request, "have", "want", standards)) return *refusal;
    const auto findings = find_plan(service.store, service.knowledge, standards[0], standards[1]);
    if (!findings) return store_failed(findings.why());
    return html_page("What to do", plan_body(service.knowledge, *findings));
}

HttpResponse integration_together_page(Service& service, const HttpRequest& request) {
    std::vector<StandardIndex> standards;
    if (auto refusal = read_pair(service, request, "first", "second", standards)) return *refusal;
    const auto findings = find_together(service.store, service.knowledge, standards);
    if (!findings) return store_failed(findings.why());
    const Catalogue& catalogue = *service.knowledge.catalogue;
    const auto& all = catalogue.standards();
    std::string body = fmt::format("<h1>{} and {} as one list</h1>", escape(all[standards[0]].name),
                                   escape(all[standards[1]].name));
    body += exports_html(fmt::format("/v1/integration/together?first={}&amp;second={}",
                                     query_value(all[standards[0]].id), query_value(all[standards[1]].id)));
    body += scopes_html(service.knowledge, findings->scopes);
    body += fmt::format("<p>{} requirements, of which {} serve both standards.</p><ul>",
                        findings->requirements.size(), findings->shared);
    for (const auto& [state, count] : findings->counts)
        body += fmt::format("<li>{} {}</li>", count, words_of(state));
    body +=
        "</ul><div class=\"scroll\"><table><thead><tr><th scope=\"col\">No</th><th "
        "scope=\"col\">Requirement</th>"
        "<th scope=\"col\">Serves</th><th scope=\"col\">State</th><th scope=\"col\">Pages and "
        "owners</th></tr>"
        "</thead><tbody>";
    std::optional<std::size_t> phase;
    for (std::size_t i = 0; i < findings->answers.size(); ++i) {
        const std::size_t of = findings->answers[i].requirement->phase;
        if (phase != of && of < findings->order.phases().size())
            body += fmt::format("<tr class=\"group\"><th colspan=\"5\" scope=\"rowgroup\">{}</th></tr>",
                                escape(findings->order.phases()[of].title));
        phase = of;
        body += requirement_html(catalogue, findings->answers[i], i + 1);
    }
    return html_page("One list", body + "</tbody></table></div>");
}

HttpResponse integration_merge_page(Service& service, const HttpRequest& request) {
    std::vector<StandardIndex> standards;
    if (auto refusal = read_pair(service, request, "first", "second", standards)) return *refusal;
    const auto conflicts = service.conflicts->get(service.store, service.knowledge, PagesCompared::counting);
    if (!conflicts) return store_failed(conflicts.why());
    const auto findings =
        find_merge(service.store, service.knowledge, standards[0], standards[1], *conflicts);
    if (!findings) return store_failed(findings.why());
    const auto& all = service.knowledge.catalogue->standards();
    std::string body = fmt::format("<h1>{} and {}: what is written twice</h1>",
                                   escape(all[standards[0]].name), escape(all[standards[1]].name));
    body += exports_html(fmt::format("/v1/integration/merge?first={}&amp;second={}",
                                     query_value(all[standards[0]].id), query_value(all[standards[1]].id)));
    body += scopes_html(service.knowledge, findings->scopes);
    std::size_t weak = 0;
    for (const PairFindings& one : findings->pairs) {
        if (one.pair.substantial)
            body += pair_html(service.knowledge, *findings, one);
        else
            ++weak;
    }
    if (weak > 0)
        body += fmt::format(
            "<p class=\"soft\">{} pairs more meet in one passage only; the exports list them.</p>", weak);
    if (findings->pairs.empty())
        body += "<p>No two pages of the two systems answer the same requirement.</p>";
    if (!findings->copies.empty()) body += "<h2>Copied, without a requirement of both</h2>";
    for (const ClusterFinding& one : findings->copies) {
        std::string pages;
        for (const DuplicateMember& member : one.cluster.members)
            pages += (pages.empty() ? "" : ", ") + page_link(member.document);
        body += fmt::format("<p>{}: <a href=\"/duplicate?id={}\">{} words side by side</a></p>", pages,
                            query_value(one.cluster.id), one.cluster.words);
    }
    std::vector<std::string> lines;
    for (const ConflictFinding& one : findings->conflicts) lines.push_back(one.conflict->explanation);
    if (!lines.empty()) body += "<h2>Different values between the two systems</h2>" + list_html(lines);
    return html_page("What is written twice", body);
}

}  // namespace clausemark
