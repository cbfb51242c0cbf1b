// SPDX-License-Identifier: Apache-2.0
// JSON forms of duplicates and conflicts. See encode_duplicates.h.
#include "server/json/encode_duplicates.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "server/json/encode.h"

namespace clausemark {
namespace {

Json line_json(const DriftLine& line) {
    return {
        {"kind", line.kind}, {"weight", line.weight}, {"key", line.key}, {"explanation", line.explanation}};
}

Json lines_json(const std::vector<DriftLine>& lines) {
    Json made = Json::array();
    for (const DriftLine& line : lines) made.push_back(line_json(line));
    return made;
}

Json member_json(const DuplicateMember& member) {
    return {{"document", to_json(member.document)},
            {"heading_path", member.heading_path},
            {"begin", member.begin},
            {"end", member.end},
            {"copy", member.copy},
            {"archived", member.marks.archived},
            {"translation", member.marks.translation},
            {"in_scope", member.marks.in_scope},
            {"links", member.links}};
}

Json text_json(const std::optional<AlignedText>& text) {
    if (!text) return Json();
    Json pieces = Json::array();
    for (const AlignedText::Piece& piece : text->pieces)
        pieces.push_back({{"text", piece.text}, {"changed", piece.changed}});
    return {{"passage", text->passage},
            {"kind", name_of(text->kind)},
            {"lead_in", text->lead_in},
            {"pieces", std::move(pieces)}};
}

/// A long passage is cut at a character: the page has the rest.
std::string cut(const std::string& text) {
    if (text.size() <= listed_text_bytes) return text;
    std::size_t end = listed_text_bytes;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) --end;
    return text.substr(0, end) + "\u2026";
}

Json statement_json(const ConflictStatement& stated) {
    return {{"document", to_json(stated.document->document)},
            {"heading_path", stated.stated->heading_path},
            {"text", cut(stated.stated->text)},
            {"fact", to_json(stated.stated->fact)},
            {"apart", reason_apart(*stated.document)}};
}

Json decision_json(const std::optional<Decision>& decision) {
    return decision ? to_json(*decision) : Json();
}

}  // namespace

Json to_json(const Decision& decision) {
    Json made = {{"key", decision.key},
                 {"reason", decision.reason},
                 {"who", decision.who},
                 {"when", decision.when},
                 {"version", version_of(decision)}};
    if (!decision.tag) return made;
    const TagSubject& tag = *decision.tag;
    made["verdict"] = name_of(tag.verdict);
    made["outcome"] = name_of(tag.outcome);
    made["tag"] = {{"wiki", tag.document.wiki},
                   {"key", tag.document.key},
                   {"clause", tag.clause},
                   {"passage", tag.passage == no_passage ? Json() : Json(tag.passage)},
                   {"words", tag.words}};
    return made;
}

Json to_json(const Decision& decision, const std::optional<DecisionSubject>& subject) {
    Json made = to_json(decision);
    made["subject"] = subject ? Json{{"kind", subject->kind}, {"text", subject->text}} : Json();
    return made;
}

Json to_json(const ClusterFinding& finding) {
    const DuplicateCluster& cluster = finding.cluster;
    Json members = Json::array();
    for (const DuplicateMember& member : cluster.members) members.push_back(member_json(member));
    Json regions = Json::array();
    for (std::size_t i = 0; i < finding.regions.size(); ++i) {
        const DuplicateRegion& region = cluster.regions[i];
        const RegionFinding& found = finding.regions[i];
        regions.push_back({{"key", region.key},
                           {"left", found.left},
                           {"right", found.right},
                           {"similarity", region.similarity()},
                           {"containment", region.containment()},
                           {"left_passages", {region.region.a_begin, region.region.a_end}},
                           {"right_passages", {region.region.b_begin, region.region.b_end}},
                           {"differences", lines_json(found.differences)},
                           {"intended", found.intended}});
    }
    return {{"id", cluster.id},
            {"kind", name_of(cluster.kind)},
            {"words", cluster.words},
            {"similarity", cluster.similarity},
            {"least_similarity", cluster.least_similarity},
            {"containment", cluster.containment},
            {"weight", cluster.weight},
            {"documents", cluster.documents},
            {"members", std::move(members)},
            {"keep",
             {{"member", finding.keep.member},
              {"reason", finding.keep.reason},
              {"may_be_intended", finding.keep.may_be_intended}}},
            {"regions", std::move(regions)},
            {"decision", decision_json(cluster.decision)}};
}

Json to_json(const ClusterFinding& finding, const AlignedRegion& aligned) {
    Json rows = Json::array();
    for (const AlignedRow& row : aligned.rows)
        rows.push_back({{"left", text_json(row.left)},
                        {"right", text_json(row.right)},
                        {"moved", row.moved},
                        {"differences", row.differences}});
    const auto& regions = finding.cluster.regions;
    return {{"region", regions.empty() ? Json() : Json(regions[aligned.region].key)},
            {"left", aligned.left},
            {"right", aligned.right},
            {"differences", lines_json(aligned.differences)},
            {"rows", std::move(rows)}};
}

std::string reason_of(const FormPassage& form) {
    if (form.variants > 1)
        return fmt::format("{} passages are variants of one text, too many to compare with each other",
                           form.variants);
    return fmt::format("the same words stand on {} pages{}", form.pages,
                       form.in_one_place ? ", under one heading or at their edge" : "");
}

Json to_json(const FormPassage& form) {
    return {{"text", form.text},
            {"pages", form.pages},
            {"variants", form.variants},
            {"reason", reason_of(form)},
            {"document", to_json(form.document)},
            {"passage", form.passage}};
}

Json to_json(const ConflictFindings& findings, std::uint32_t fact, std::size_t value) {
    Json made = statement_json(findings.statement(fact));
    made["value"] = value;
    return made;
}

Json to_json(const ConflictFindings& findings, const ConflictFinding& finding) {
    const Conflict& conflict = *finding.conflict;
    Json values = Json::array();
    for (std::size_t v = 0; v < std::min(conflict.values.size(), listed_values); ++v) {
        const ConflictValue& value = conflict.values[v];
        Json statements = Json::array();
        for (std::size_t i = 0; i < std::min(value.facts.size(), listed_statements); ++i)
            statements.push_back(statement_json(findings.statement(value.facts[i])));
        values.push_back({{"written", value.written},
                          {"all", value.facts.size()},
                          {"documents", findings.documents_of(value)},
                          {"statements", std::move(statements)}});
    }
    return {{"key", key_text(conflict.key)},
            {"parameter", conflict.parameter},
            {"dimension", conflict.dimension},
            {"weight", conflict.weight},
            {"one_document", conflict.one_document},
            {"explanation", conflict.explanation},
            {"values", std::move(values)},
            {"all_values", conflict.values.size()},
            {"decision", decision_json(finding.decision)}};
}

std::string pages_compared(const ConflictFindings& findings, PagesCompared pages) {
    const std::int64_t all = findings.counting + findings.apart;
    if (pages == PagesCompared::all)
        return fmt::format(
            "All {} pages that state values are compared; {} of them do not count and are marked", all,
            findings.apart);
    return fmt::format(
        "{} pages that state values count: approved, in scope and current; {} others are left apart",
        findings.counting, findings.apart);
}

}  // namespace clausemark
