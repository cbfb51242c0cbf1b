// SPDX-License-Identifier: Apache-2.0
// Standards, their coverage and the evidence for it, over HTTP. See service.h.
#include <charconv>
#include <nlohmann/json.hpp>

#include "server/exports/list_tables.h"
#include "server/http/cursor.h"
#include "server/http/service.h"
#include "server/json/encode.h"

namespace clausemark {
namespace {

std::string number_text(double value) {
    return Json(value).dump();
}

/// Of an evidence list: the values it is ordered by.
std::string cursor_behind(const EvidenceRecord& last) {
    return write_cursor({std::to_string(static_cast<int>(last.tag.standing)),
                         std::to_string(static_cast<int>(last.tag.strength)), number_text(last.tag.score),
                         last.document.id.wiki, last.document.id.key, std::to_string(last.tag.passage),
                         last.tag.clause});
}

template <typename Number>
bool read_number(const std::string& text, Number& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size();
}

std::optional<EvidenceRecord> evidence_at(const std::string& cursor) {
    const auto fields = read_cursor(cursor, 7);
    if (!fields) return std::nullopt;
    EvidenceRecord at;
    unsigned standing = 0;
    unsigned strength = 0;
    if (!read_number((*fields)[0], standing) || !read_number((*fields)[1], strength) ||
        !read_number((*fields)[2], at.tag.score) || !read_number((*fields)[5], at.tag.passage))
        return std::nullopt;
    if (standing > static_cast<unsigned>(Standing::other_language) ||
        strength > static_cast<unsigned>(Strength::commitment))
        return std::nullopt;
    at.tag.standing = static_cast<Standing>(standing);
    at.tag.strength = static_cast<Strength>(strength);
    at.document.id = {(*fields)[3], (*fields)[4]};
    at.tag.clause = (*fields)[6];
    return at;
}

}  // namespace

Result<StandardCoverage> coverage_of(Service& service, StandardIndex standard, const CoverageQuery& query) {
    const Knowledge& known = service.knowledge;
    CoverageQuery asked = query;
    asked.standard = known.catalogue->standards()[standard].id;
    const auto sums = service.store.coverage(asked);
    if (!sums) return sums.why();
    return assess(*known.catalogue, standard, known.parts, known.declarations, *sums);
}

HttpResponse get_coverage(Service& service, const HttpRequest& request) {
    const Catalogue& catalogue = *service.knowledge.catalogue;
    CoverageQuery query;
    if (!request.parameter("space").empty()) query.space = request.parameter("space");
    if (!request.parameter("owner").empty()) query.owner = request.parameter("owner");
    if (request.parameter("wiki").empty() != request.parameter("key").empty()) return half_a_key(request);
    if (!request.parameter("wiki").empty())
        query.document = DocumentKey{request.parameter("wiki"), request.parameter("key")};
    const auto tag = store_tag(service);
    if (const std::string& name = request.parameter("standard"); !name.empty()) {
        const auto standard = catalogue.find_standard(name);
        if (!standard) return unknown_standard(catalogue, "standard", name);
        const auto coverage = coverage_of(service, *standard, query);
        if (!coverage) return problem(coverage.why());
        if (wants_csv(request))
            return tagged(csv_response(coverage_list(service.knowledge, {*coverage})), tag);
        return tagged(json_response(to_json(catalogue, *coverage, true)), tag);
    }
    Json body = {{"standards", Json::array()}, {"note", documents_only}};
    std::vector<StandardCoverage> coverages;
    for (const StandardIndex standard : service.knowledge.standards_in_force()) {
        auto coverage = coverage_of(service, standard, query);
        if (!coverage) return problem(coverage.why());
        body["standards"].push_back(to_json(catalogue, *coverage, false));
        coverages.push_back(std::move(*coverage));
    }
    if (wants_csv(request)) return tagged(csv_response(coverage_list(service.knowledge, coverages)), tag);
    return tagged(json_response(body), tag);
}

HttpResponse get_evidence(Service& service, const HttpRequest& request) {
    const Catalogue& catalogue = *service.knowledge.catalogue;
    EvidenceQuery query;
    const auto limit = limit_of(request, 50, 500);
    if (!limit) return wrong_limit(500);
    query.limit = *limit;
    if (const std::string& clause = request.parameter("clause"); !clause.empty()) {
        if (!catalogue.find(clause)) return unknown_clause(catalogue, clause);
        query.clause = clause;
    }
    if (request.parameter("wiki").empty() != request.parameter("key").empty()) return half_a_key(request);
    if (!request.parameter("wiki").empty())
        query.document = DocumentKey{request.parameter("wiki"), request.parameter("key")};
    if (!request.parameter("space").empty()) query.space = request.parameter("space");
    const auto candidates = flag_of(request, "candidates");
    if (!candidates) return wrong_flag("candidates");
    query.candidates = *candidates;
    const auto rejected = flag_of(request, "rejected");
    if (!rejected) return wrong_flag("rejected");
    query.rejected = *rejected;
    if (const std::string& cursor = request.parameter("cursor"); !cursor.empty()) {
        query.after = evidence_at(cursor);
        if (!query.after) return wrong_parameter("cursor", "is not one of ours");
    }
    const auto tag = store_tag(service);
    const auto evidence = service.store.evidence(query);
    if (!evidence) return problem(evidence.why());
    Json body = {{"evidence", Json::array()}, {"note", documents_only}};
    for (const EvidenceRecord& record : *evidence) body["evidence"].push_back(to_json(record));
    if (query.clause && !query.document && !query.after && !query.rejected) {
        const auto declared = service.store.declared({.clause = query.clause, .space = query.space});
        if (!declared) return problem(declared.why());
        body["declared"] = Json::array();
        for (const DeclaredRecord& d : *declared)
            body["declared"].push_back(
                {{"document", to_json(d.document)}, {"declared", to_json(d.declared)}});
    }
    const std::string next = evidence->size() == query.limit ? cursor_behind(evidence->back()) : "";
    return tagged(list_response(request, std::move(body), next, [&] { return evidence_table(*evidence); }),
                  tag);
}

HttpResponse get_standards(Service& service, const HttpRequest&) {
    Json body = {{"standards", Json::array()}};
    for (const Standard& standard : service.knowledge.catalogue->standards())
        body["standards"].push_back(to_json(standard));
    return tagged(json_response(body), knowledge_tag(service));
}

HttpResponse get_clauses(Service& service, const HttpRequest& request) {
    const Catalogue& catalogue = *service.knowledge.catalogue;
    const auto standard = catalogue.find_standard(request.parameter("standard"));
    if (!standard) return unknown_standard(catalogue, "standard", request.parameter("standard"));
    Json body = {{"clauses", Json::array()}};
    for (const ClauseIndex clause : catalogue.standards()[*standard].clauses)
        body["clauses"].push_back(to_json(catalogue, clause));
    return tagged(
        list_response(request, std::move(body), "", [&] { return clauses_table(catalogue, *standard); }),
        knowledge_tag(service));
}

}  // namespace clausemark
