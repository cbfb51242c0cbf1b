// SPDX-License-Identifier: Apache-2.0
// JSON forms of standards, clauses and their coverage. See encode.h.
#include <nlohmann/json.hpp>

#include "server/json/encode.h"

namespace clausemark {
namespace {

std::string_view kind_of(ClauseKind kind) {
    switch (kind) {
        case ClauseKind::clause:
            return "clause";
        case ClauseKind::control:
            return "control";
        case ClauseKind::group:
            return "group";
    }
    return "clause";
}

Json counts_json(const std::array<std::int64_t, coverage_states>& counts) {
    Json made = Json::object();
    for (std::size_t i = 0; i < counts.size(); ++i)
        made[std::string(name_of(static_cast<CoverageState>(i)))] = counts[i];
    return made;
}

Json part_json(const PartFound& found) {
    return {{"part", found.part->key},          {"words", found.part->words}, {"hint", found.part->hint},
            {"required", found.part->required}, {"found", found.found()},     {"passages", found.passages}};
}

}  // namespace

Json to_json(const Standard& standard) {
    return {{"id", standard.id},
            {"name", standard.name},
            {"title", standard.title},
            {"family", standard.family},
            {"edition", standard.edition},
            {"system", standard.system},
            {"amendments", standard.amendments},
            {"clauses", standard.clauses.size()}};
}

Json to_json(const Catalogue& catalogue, ClauseIndex index) {
    const Clause& clause = catalogue.clause(index);
    Json children = Json::array();
    for (const ClauseIndex child : clause.children) children.push_back(catalogue.clause(child).id);
    return {{"id", clause.id},
            {"standard", catalogue.standard_of(index).id},
            {"number", clause.number},
            {"kind", kind_of(clause.kind)},
            {"title", clause.title},
            {"description", clause.description},
            {"parent", clause.parent == no_clause ? Json() : Json(catalogue.clause(clause.parent).id)},
            {"children", children}};
}

Json to_json(const Catalogue& catalogue, const Correspondences& correspondences, ClauseIndex clause) {
    Json out = {{"related", Json::array()}, {"alone", Json::array()}};
    for (const StandardIndex other : correspondences.related_to(catalogue.clause(clause).standard)) {
        for (const Correspondence& row : correspondences.of(clause, other))
            out["related"].push_back({{"clause", catalogue.clause(row.to).id},
                                      {"relation", name_of(row.relation)},
                                      {"reason", row.reason},
                                      {"source", row.source}});
        if (const std::string* why = correspondences.alone(catalogue, clause, other))
            out["alone"].push_back({{"standard", catalogue.standards()[other].id}, {"reason", *why}});
    }
    return out;
}

Json to_json(const Catalogue& catalogue, const ClauseCoverage& clause) {
    Json made = to_json(catalogue, clause.clause);
    made["state"] = name_of(clause.state);
    made["words"] = words_of(clause.state);
    made["passages"] = {{"commitment", clause.commitments},
                        {"description", clause.descriptions},
                        {"mention", clause.mentions}};
    made["confirmed"] = clause.confirmed;
    made["declared_by_pages"] = clause.declaring;
    made["parts"] = Json::array();
    for (const PartFound& part : clause.parts) made["parts"].push_back(part_json(part));
    made["not_counted"] = Json::object();
    for (const SetAside& aside : clause.aside)
        made["not_counted"][std::string(name_of(aside.standing))] = aside.passages;
    if (!catalogue.clause(clause.clause).leaf()) made["below"] = counts_json(clause.below);
    if (const Declaration* d = clause.declaration)
        made["declared"] = {{"justification", d->justification},
                            {"pointer", d->pointer},
                            {"holder", d->holder},
                            {"checked", d->checked}};
    return made;
}

Json to_json(const Catalogue& catalogue, const StandardCoverage& coverage, bool clauses) {
    Json made = {{"standard", to_json(catalogue.standards()[coverage.standard])},
                 {"counts", counts_json(coverage.counts)},
                 {"note", documents_only}};
    if (!clauses) return made;
    made["clauses"] = Json::array();
    for (const ClauseCoverage& clause : coverage.clauses)
        made["clauses"].push_back(to_json(catalogue, clause));
    return made;
}

}  // namespace clausemark
