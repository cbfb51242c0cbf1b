// SPDX-License-Identifier: Apache-2.0
// JSON forms of documents, passages, tags and findings. See encode.h.
#include "server/json/encode.h"

#include <nlohmann/json.hpp>

#include "parser/core/check_codes.h"
#include "parser/core/terminology_codes.h"
#include "parser/formats/formats.h"

namespace clausemark {
namespace {

Json span_json(Span span) {
    return Json::array({span.begin, span.end});
}

Json place_json(const Place& place) {
    return {{"span", span_json(place.text)}, {"source", span_json(place.source)}};
}

}  // namespace

Json to_json(const DocumentRecord& document) {
    const Attributes& a = document.attributes;
    return {{"wiki", document.id.wiki},
            {"key", document.id.key},
            {"title", a.title},
            {"space", a.space},
            {"format", info(a.format).name},
            {"status", name_of(a.status)},
            {"system", a.system},
            {"owner", a.owner},
            {"approver", a.approver},
            {"version", a.version},
            {"review_date", a.review_date},
            {"type", a.type},
            {"language", a.language},
            {"permalink", a.permalink},
            {"revision", a.revision},
            {"revision_order", a.revision_order},
            {"content_hash", a.content_hash},
            {"rules_hash", a.rules_hash},
            {"sequence", document.sequence}};
}

Json to_json(const PassageRecord& passage) {
    return {{"kind", name_of(passage.kind)},
            {"level", passage.level},
            {"text", passage.text},
            {"heading_path", passage.heading_path},
            {"span", span_json(passage.span)},
            {"source", span_json(passage.source)}};
}

Json to_json(const TagRecord& tag) {
    Json evidence = Json::array();
    for (const Place& place : tag.evidence) evidence.push_back(place_json(place));
    Json made = {{"clause", tag.clause},   {"rule", tag.rule},    {"strength", name_of(tag.strength)},
                 {"score", tag.score},     {"shown", tag.shown},  {"standing", name_of(tag.standing)},
                 {"aspects", tag.aspects}, {"evidence", evidence}};
    add_decision(made, tag);
    return made;
}

void add_decision(Json& made, const TagRecord& tag) {
    made["decision"] = name_of(tag.state);
    if (tag.said.empty()) return;
    const Said& holds = tag.said.front();
    made["by"] = holds.who;
    made["at"] = holds.when;
    made["reason"] = holds.reason;
    made["decided_in"] = holds.in_page ? "page" : "store";
    if (!holds.key.empty()) made["decision_key"] = holds.key;
    if (tag.said.size() == 1) return;
    made["others_said"] = Json::array();
    for (std::size_t i = 1; i < tag.said.size(); ++i) {
        const Said& other = tag.said[i];
        made["others_said"].push_back({{"verdict", name_of(other.verdict)},
                                       {"stale", other.stale},
                                       {"by", other.who},
                                       {"at", other.when},
                                       {"reason", other.reason},
                                       {"decided_in", other.in_page ? "page" : "store"}});
    }
}

Json to_json(const DeclaredClause& declared) {
    return {{"clause", declared.clause},
            {"property", declared.property},
            {"written", declared.written},
            {"standing", name_of(declared.standing)},
            {"source", span_json(declared.source)}};
}

Json to_json(const FactRecord& fact) {
    return {{"passage", fact.passage},
            {"rule", fact.rule},
            {"parameter", fact.parameter},
            {"value", fact.measure.value},
            {"range_end", fact.measure.range_end},
            {"bound", name_of(fact.measure.bound)},
            {"dimension", fact.measure.dimension},
            {"unit", fact.measure.unit},
            {"written", fact.written},
            {"scope", fact.scope},
            {"subject", fact.subject},
            {"place", place_json(fact.place)}};
}

Json to_json(const CitationRecord& citation) {
    return {{"passage", citation.passage},
            {"standard", citation.standard},
            {"clause", citation.clause.empty() ? Json() : Json(citation.clause)},
            {"number", citation.number},
            {"edition_given", citation.edition_given},
            {"place", place_json(citation.place)}};
}

Json to_json(const Diagnostic& d) {
    static constexpr const char* severities[] = {"error", "warning", "note"};
    Json made = {{"code", code_text(d.code)},
                 {"name", info(d.code).name},
                 {"severity", severities[static_cast<int>(d.severity)]},
                 {"file", d.file},
                 {"message", d.message},
                 {"hint", d.hint},
                 {"source", span_json(d.span)}};
    if (d.position.line > 0) made["position"] = {{"line", d.position.line}, {"column", d.position.column}};
    return made;
}

Json to_json(const Change& change) {
    return {{"sequence", change.sequence},
            {"kind", name_of(change.kind)},
            {"wiki", change.id.wiki},
            {"key", change.id.key},
            {"title", change.title},
            {"revision", change.revision},
            {"content_hash", change.content_hash},
            {"rules_hash", change.rules_hash}};
}

Json to_json(const PageRecord& page) {
    Json passages = Json::array();
    for (const PassageRecord& passage : page.passages) {
        Json made = to_json(passage);
        made["number"] = passages.size();
        made["tags"] = Json::array();
        passages.push_back(std::move(made));
    }
    for (const TagRecord& tag : page.tags)
        if (tag.passage < passages.size()) passages[tag.passage]["tags"].push_back(to_json(tag));
    Json made = {
        {"document", to_json(page.document)}, {"passages", passages},         {"facts", Json::array()},
        {"citations", Json::array()},         {"diagnostics", Json::array()}, {"suppressed", Json::array()},
        {"declared", Json::array()}};
    for (const FactRecord& fact : page.facts) made["facts"].push_back(to_json(fact));
    for (const CitationRecord& citation : page.citations) made["citations"].push_back(to_json(citation));
    for (const Diagnostic& diagnostic : page.diagnostics) {
        // Words of style are off until the settings ask for them: `check` knows the settings.
        if (is_terminology(diagnostic.code) && !check_code(diagnostic.code)->on) continue;
        made["diagnostics"].push_back(to_json(diagnostic));
    }
    for (const SuppressedDiagnostic& suppressed : page.suppressed) {
        Json finding = to_json(suppressed.diagnostic);
        if (suppressed.suppression < page.suppressions.size()) {
            const PageSuppression& by = page.suppressions[suppressed.suppression];
            finding["suppression"] = {
                {"reason", by.reason},
                {"by", by.who},
                {"source", span_json(by.source)},
                {"position", {{"line", by.position.line}, {"column", by.position.column}}}};
        }
        made["suppressed"].push_back(std::move(finding));
    }
    for (const DeclaredClause& declared : page.declared) made["declared"].push_back(to_json(declared));
    return made;
}

Json to_json(const EvidenceRecord& evidence) {
    Json quotes = Json::array();
    const std::string& text = evidence.passage.text;
    for (const Place& place : evidence.tag.evidence) {
        const Span inside{place.text.begin - evidence.passage.span.begin,
                          place.text.end - evidence.passage.span.begin};
        quotes.push_back(inside.of(text));
    }
    Json tag = to_json(evidence.tag);
    tag["quotes"] = std::move(quotes);
    return {{"document", to_json(evidence.document)},
            {"passage", to_json(evidence.passage)},
            {"tag", std::move(tag)}};
}

}  // namespace clausemark
