// SPDX-License-Identifier: Apache-2.0
// The list of what is written twice, and two copies side by side.
#include <fmt/format.h>

#include <algorithm>

#include "server/http/cursor.h"
#include "server/http/service.h"
#include "server/pages/html.h"

namespace clausemark {
namespace {

constexpr std::size_t shown_clusters = 30;
constexpr std::size_t shown_members = 8;
constexpr std::size_t shown_lines = 6;
constexpr std::size_t context_rows = 2;  ///< equal sentences shown around those that differ

/// Three steps for the eye; the words beside it say which kind it is.
std::string kind_label(const DriftLine& line) {
    const char* grave = line.weight >= 0.7 ? "grave" : line.weight >= 0.4 ? "middle" : "slight";
    return fmt::format("<span class=\"label {}\">{}</span>", grave, escape(line.kind));
}

std::string heading_of(const ClusterFinding& finding) {
    const DuplicateMember& keep = finding.cluster.members[finding.keep.member];
    const std::string& title = keep.document.attributes.title;
    if (finding.cluster.kind == DuplicateKind::page || keep.heading_path.empty()) return escape(title);
    return escape(keep.heading_path.back());
}

std::string figures(const ClusterFinding& finding) {
    const DuplicateCluster& c = finding.cluster;
    const char* kind = c.kind == DuplicateKind::page        ? "whole pages"
                       : c.kind == DuplicateKind::identical ? "the same words"
                                                            : "parts of pages";
    return fmt::format("{} pages, {}, {} words, similarity {:.2f}, containment {:.2f}", c.documents, kind,
                       c.words, c.similarity, c.containment);
}

std::string member_item(const ClusterFinding& finding, std::size_t index) {
    const DuplicateMember& m = finding.cluster.members[index];
    const bool keep = index == finding.keep.member;
    const bool whole = finding.cluster.kind == DuplicateKind::page;
    std::string out = fmt::format("<li><span class=\"label{}\">{}</span> {}{} <span class=\"path\">{}</span>",
                                  keep ? " keep" : "", keep ? "keep" : "copy", page_link(m.document),
                                  wiki_link(m.document), whole ? "" : path_html(m.heading_path));
    out += fmt::format(
        "<br><span class=\"soft\">{} &rsaquo; {}{}{}{}</span>", escape(m.document.id.wiki),
        escape(m.document.id.key),
        m.document.attributes.owner.empty() ? "" : ", owner " + escape(m.document.attributes.owner),
        m.marks.archived ? ", archived" : "", m.marks.translation ? ", translation" : "");
    if (keep)
        out += fmt::format("<br><span class=\"soft\">Suggested because {}{}.</span>",
                           escape(finding.keep.reason),
                           finding.keep.may_be_intended ? "; a page may restate another on purpose" : "");
    return out + "</li>";
}

std::string members_list(const ClusterFinding& finding) {
    std::string out = "<ul class=\"copies\">" + member_item(finding, finding.keep.member);
    std::size_t shown = 1;
    for (std::size_t i = 0; i < finding.cluster.members.size() && shown < shown_members; ++i) {
        if (i == finding.keep.member) continue;
        out += member_item(finding, i);
        ++shown;
    }
    if (finding.cluster.documents > shown)
        out += fmt::format("<li class=\"soft\">and {} more</li>", finding.cluster.documents - shown);
    return out + "</ul>";
}

std::string sides_address(const ClusterFinding& finding, const std::string& key) {
    return fmt::format("/duplicate?id={}{}", query_value(finding.cluster.id),
                       key.empty() ? "" : "&amp;region=" + query_value(key));
}

std::string lines_list(const ClusterFinding& finding) {
    const auto lines = finding.lines();
    if (lines.empty()) return "<p class=\"soft\">Nothing differs.</p>";
    const auto title = [&](std::size_t member) {
        return escape(finding.cluster.members[member].document.attributes.title);
    };
    std::string out;
    std::size_t region = finding.regions.size();
    for (const std::size_t i : by_copies(lines, shown_lines)) {
        const auto& [of, line] = lines[i];
        if (of != region) {
            region = of;
            out += fmt::format("{}<p class=\"soft\">Here is {}, there is {}.</p><ul class=\"drift\">",
                               out.empty() ? "" : "</ul>", title(finding.regions[of].left),
                               title(finding.regions[of].right));
        }
        out += fmt::format("<li>{} <a href=\"{}#d-{}\">{}</a></li>", kind_label(*line),
                           sides_address(finding, line->key), escape(line->key), escape(line->explanation));
    }
    out += "</ul>";
    if (lines.size() > shown_lines)
        out += fmt::format("<p><a href=\"{}\">All {} differences</a></p>", sides_address(finding, ""),
                           lines.size());
    return out;
}

std::string decision_note(const std::optional<Decision>& decision) {
    if (!decision) return {};
    return fmt::format("<p class=\"soft\">Marked as intended: {} ({}, {})</p>", escape(decision->reason),
                       escape(decision->who), escape(decision->when));
}

std::string filter_form(const HttpRequest& request) {
    std::string out =
        "<form class=\"filter\" method=\"get\" action=\"/duplicates\"><p><label for=\"kind\">With a "
        "difference in</label>"
        "<select id=\"kind\" name=\"kind\"><option value=\"\">anything, or nothing</option>";
    for (const std::string& kind : drift_kinds())
        out +=
            fmt::format("<option{}>{}</option>", request.parameter("kind") == kind ? " selected" : "", kind);
    out += fmt::format(
        "</select></p><p><label for=\"space\">In the space</label><input id=\"space\" name=\"space\" "
        "value=\"{}\"></p>",
        escape(request.parameter("space")));
    const auto box = [&](const char* name, const char* words) {
        out += fmt::format("<p><label><input type=\"checkbox\" name=\"{}\" value=\"true\"{}> {}</label></p>",
                           name, request.parameter(name) == "true" ? " checked" : "", words);
    };
    box("decided", "what was marked as intended too");
    box("archived", "archived versions and translations too");
    return out + "<p><button>Show</button></p></form>";
}

std::string next_link(const HttpRequest& request, const std::string& cursor) {
    std::string address = "/duplicates?cursor=" + query_value(cursor);
    for (const char* name : {"space", "kind", "form", "decided", "archived"})
        if (const std::string& value = request.parameter(name); !value.empty())
            address += fmt::format("&amp;{}={}", name, query_value(value));
    return fmt::format("<p><a href=\"{}\">More</a></p>", address);
}

std::string side_cell(const std::optional<AlignedText>& text, bool alone, const char* element) {
    if (!text) return "<td class=\"soft\">(not on this side)</td>";
    std::string out = text->kind == PassageKind::heading ? "<td class=\"heading\">" : "<td>";
    if (text->kind == PassageKind::list_item && !text->lead_in) out += "&bull; ";
    for (const AlignedText::Piece& piece : text->pieces)
        out += piece.changed || alone ? fmt::format("<{0}>{1}</{0}>", element, escape(piece.text))
                                      : escape(piece.text);
    return out + "</td>";
}

std::string row_html(const AlignedRegion& sides, const AlignedRow& row) {
    std::string out;
    for (const std::size_t index : row.differences) {
        const DriftLine& line = sides.differences[index];
        out += fmt::format("<tr class=\"why\" id=\"d-{}\"><td colspan=\"2\">{} {}</td></tr>",
                           escape(line.key), kind_label(line), escape(line.explanation));
    }
    const bool alone = !row.left || !row.right;
    return out + fmt::format("<tr{}>{}{}</tr>", row.differs() ? "" : " class=\"same\"",
                             side_cell(row.left, alone, "del"), side_cell(row.right, alone, "ins"));
}

/// All rows, or those that differ with a few around them.
std::string rows_html(const AlignedRegion& sides, bool all) {
    const std::size_t count = sides.rows.size();
    std::vector<bool> shown(count, all);
    for (std::size_t i = 0; i < count && !all; ++i) {
        if (!sides.rows[i].differs()) continue;
        for (std::size_t k = i - std::min(i, context_rows); k < std::min(count, i + context_rows + 1); ++k)
            shown[k] = true;
    }
    std::string out;
    for (std::size_t i = 0; i < count;) {
        if (shown[i]) {
            out += row_html(sides, sides.rows[i++]);
            continue;
        }
        std::size_t end = i;
        while (end < count && !shown[end]) ++end;
        out += fmt::format("<tr class=\"fold\"><td colspan=\"2\">{} the same on both sides</td></tr>",
                           end - i == 1 ? "1 sentence is" : fmt::format("{} sentences are", end - i));
        i = end;
    }
    return out;
}

std::string side_head(const DuplicateMember& member, const char* label) {
    return fmt::format("<th scope=\"col\">{}: {}{}<br><span class=\"path\">{}</span></th>", label,
                       page_link(member.document), wiki_link(member.document),
                       path_html(member.heading_path));
}

std::string sides_table(const ClusterFinding& finding, const AlignedRegion& sides, bool all) {
    const auto& members = finding.cluster.members;
    return "<div class=\"scroll\"><table class=\"sides\"><thead><tr>" +
           side_head(members[sides.left], "Here") + side_head(members[sides.right], "There") +
           "</tr></thead><tbody>" + rows_html(sides, all) + "</tbody></table></div>";
}

/// Links to the other pairs of copies of a cluster.
std::string other_pairs(const ClusterFinding& finding, const AlignedRegion& sides) {
    if (finding.regions.size() < 2) return {};
    std::string out = "<h2>Other copies side by side</h2><ul>";
    for (std::size_t i = 0; i < finding.regions.size(); ++i) {
        if (i == sides.region) continue;
        const auto title = [&](std::size_t member) {
            return escape(finding.cluster.members[member].document.attributes.title);
        };
        const std::size_t count = finding.regions[i].differences.size();
        out += fmt::format("<li><a href=\"{}\">{} and {}</a>, {} {}</li>",
                           sides_address(finding, finding.cluster.regions[i].key),
                           title(finding.regions[i].left), title(finding.regions[i].right), count,
                           count == 1 ? "difference" : "differences");
    }
    return out + "</ul>";
}

}  // namespace

HttpResponse duplicates_page(Service& service, const HttpRequest& request) {
    DuplicateQuery query;
    if (const auto refusal = read_duplicate_query(service, request, query)) return *refusal;
    query.limit = shown_clusters;
    query.members = 20;
    if (const std::string& cursor = request.parameter("cursor"); !cursor.empty()) {
        query.after = cluster_at(cursor);
        if (!query.after) return wrong_parameter("cursor", "is not one of ours");
    }
    const auto found = find_duplicates(service.store, query);
    if (!found) return store_failed(found.why());
    std::string body =
        "<h1>Written twice</h1><p class=\"soft\">Texts that several pages have, those first whose copies "
        "differ in "
        "what matters.</p>" +
        filter_form(request);
    for (const ClusterFinding& finding : *found)
        body += fmt::format(
            "<article class=\"card\"><h2><a href=\"{}\">{}</a></h2><p class=\"soft\">{}</p>{}{}{}</article>",
            sides_address(finding, ""), heading_of(finding), figures(finding),
            decision_note(finding.cluster.decision), members_list(finding), lines_list(finding));
    if (found->empty()) body += "<p>Nothing is written twice in the pages asked for.</p>";
    if (found->size() == shown_clusters) body += next_link(request, cursor_behind(found->back().cluster));
    return html_page("Written twice", body);
}

HttpResponse duplicate_page(Service& service, const HttpRequest& request) {
    DuplicateQuery query;
    if (const auto refusal = read_duplicate_query(service, request, query)) return *refusal;
    const auto finding = cluster_of(service, query, request.parameter("id"));
    if (!finding) return store_failed(finding.why());
    if (!*finding)
        return html_page("Not found",
                         "<h1>These copies are no more</h1><p>Their text has changed, or is gone.</p>", 404);
    RegionDrift drift(service.knowledge);
    const auto sides = align(service.store, drift, **finding, request.parameter("region"));
    if (!sides) return store_failed(sides.why());
    if (!*sides) return html_page("Not found", "<h1>There are no such two copies</h1>", 404);
    const bool all = request.parameter("all") == "true";
    std::string body = fmt::format(
        "<h1>{}</h1><p class=\"soft\">{}</p>{}{}<p class=\"soft\">Words that differ are "
        "<del>struck through</del> here and <ins>underlined</ins> there. {}</p>{}{}",
        heading_of(**finding), figures(**finding), decision_note((*finding)->cluster.decision),
        members_list(**finding),
        all ? ""
            : fmt::format("<a href=\"{}&amp;all=true\">Show all sentences</a>",
                          sides_address(**finding, request.parameter("region"))),
        sides_table(**finding, **sides, all), other_pairs(**finding, **sides));
    body += fmt::format(
        "<h2>Is this intended?</h2><p>Then it can be marked so, until its text changes: <code>clausemark "
        "decisions add "
        "{} --reason TEXT --by NAME</code>. A single difference is marked by its own id, the end of its link "
        "in the "
        "list.</p>",
        escape((*finding)->cluster.id));
    return html_page("Side by side", body);
}

}  // namespace clausemark
