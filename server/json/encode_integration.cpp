// SPDX-License-Identifier: Apache-2.0
// JSON forms of the integration views. See encode_integration.h.
#include "server/json/encode_integration.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "server/app/integration_tables.h"
#include "server/json/encode.h"
#include "server/json/encode_duplicates.h"

namespace clausemark {
namespace {

Json row_json(const Catalogue& catalogue, const Correspondence& row) {
    return {{"from", catalogue.clause(row.from).id},
            {"to", catalogue.clause(row.to).id},
            {"relation", name_of(row.relation)},
            {"reason", row.reason},
            {"source", row.source}};
}

Json ids_json(const Catalogue& catalogue, const std::vector<ClauseIndex>& clauses) {
    Json out = Json::array();
    for (const ClauseIndex clause : clauses) out.push_back(catalogue.clause(clause).id);
    return out;
}

Json scopes_json(const Knowledge& known, const std::vector<SystemScope>& scopes) {
    Json out = Json::array();
    for (const SystemScope& scope : scopes) {
        Json statements = Json::array();
        for (const EvidenceRecord& one : scope.statements) statements.push_back(to_json(one));
        out.push_back({{"standard", known.catalogue->standards()[scope.standard].id},
                       {"system", scope.system},
                       {"words", scope_words(scope)},
                       {"pages", scope.pages.size()},
                       {"statements", statements}});
    }
    return out;
}

Json phases_json(const WorkOrder& order) {
    Json out = Json::array();
    for (const Phase& phase : order.phases())
        out.push_back({{"name", phase.name}, {"title", phase.title}, {"reason", phase.reason}});
    return out;
}

Json phase_json(const WorkOrder& order, std::size_t phase) {
    const auto& phases = order.phases();
    return phase < phases.size() ? Json(phases[phase].name) : Json();
}

Json plan_json(const Knowledge& known, const PlanFindings& findings, std::size_t index, std::size_t step) {
    const Catalogue& catalogue = *known.catalogue;
    const ClausePlan& plan = findings.plan.clauses[index];
    Json made = to_json(catalogue, plan.clause);
    made["disposition"] = name_of(plan.disposition);
    made["words"] = words_of(plan.disposition);
    made["state"] = name_of(plan.state);
    made["state_words"] = words_of(plan.state);
    made["checked"] = plan.checked;
    made["phase"] = phase_json(findings.order, plan.phase);
    made["step"] = step > 0 ? Json(step) : Json();
    made["quick"] = plan.quick;
    made["tasks"] = tasks_of(catalogue, plan);
    made["reasons"] = reasons_of(catalogue, plan);
    made["parts"] = Json::array();
    for (const PlannedPart& part : plan.parts)
        made["parts"].push_back({{"part", part.part->key},
                                 {"words", part.part->words},
                                 {"hint", part.part->hint},
                                 {"required", part.part->required},
                                 {"place", name_of(part.place)}});
    made["counterparts"] = Json::array();
    for (const Counterpart& one : plan.counterparts) {
        Json row = row_json(catalogue, one.row);
        row["state"] = name_of(one.state);
        row["title"] = catalogue.clause(one.row.to).title;
        made["counterparts"].push_back(std::move(row));
    }
    made["alone"] = plan.alone;
    made["leaned_on_by"] = plan.carries;
    made["waits_for"] = Json::array();
    for (const Dependency& one : plan.waits_for)
        made["waits_for"].push_back({{"clause", catalogue.clause(one.on).id}, {"reason", one.reason}});
    if (findings.plan.editions) {
        made["move"] = name_of(plan.move);
        made["move_words"] = words_of(plan.move);
    }
    if (const Declaration* d = plan.declaration)
        made["declared"] = {{"justification", d->justification},
                            {"pointer", d->pointer},
                            {"holder", d->holder},
                            {"checked", d->checked}};
    made["evidence"] = Json::array();
    if (const auto found = findings.evidence.find(index); found != findings.evidence.end())
        for (const EvidenceRecord& record : found->second) {
            Json one = to_json(record);
            one["in_scope"] = !findings.outside.contains(record.document.id);
            made["evidence"].push_back(std::move(one));
        }
    return made;
}

Json conflicts_json(const MergeFindings& findings, const std::vector<ConflictFinding>& conflicts) {
    Json out = Json::array();
    for (const ConflictFinding& one : conflicts) out.push_back(to_json(*findings.values, one));
    return out;
}

Json clusters_json(const std::vector<ClusterFinding>& clusters) {
    Json out = Json::array();
    for (const ClusterFinding& one : clusters) out.push_back(to_json(one));
    return out;
}

}  // namespace

Json to_json(const Knowledge& known, const PlanFindings& findings) {
    const Catalogue& catalogue = *known.catalogue;
    const ImplementationPlan& plan = findings.plan;
    Json made = {{"have", to_json(catalogue.standards()[plan.have])},
                 {"want", to_json(catalogue.standards()[plan.want])},
                 {"editions", plan.editions},
                 {"scopes", scopes_json(known, findings.scopes)},
                 {"pages_in_both_scopes", findings.pages_in_both},
                 {"phases", phases_json(findings.order)},
                 {"counts", Json::object()},
                 {"clauses", Json::array()},
                 {"order", Json::array()},
                 {"dropped", Json::array()},
                 {"note", documents_only}};
    for (std::size_t i = 0; i < plan.counts.size(); ++i)
        made["counts"][std::string(name_of(static_cast<Disposition>(i)))] = plan.counts[i];
    std::vector<std::size_t> step(plan.clauses.size(), 0);
    for (std::size_t i = 0; i < plan.order.size(); ++i) {
        step[plan.order[i]] = i + 1;
        made["order"].push_back(catalogue.clause(plan.clauses[plan.order[i]].clause).id);
    }
    for (std::size_t i = 0; i < plan.clauses.size(); ++i)
        made["clauses"].push_back(plan_json(known, findings, i, step[i]));
    for (const auto& [clause, reason] : plan.dropped)
        made["dropped"].push_back({{"clause", catalogue.clause(clause).id}, {"reason", reason}});
    return made;
}

Json to_json(const Knowledge& known, const TogetherFindings& findings) {
    const Catalogue& catalogue = *known.catalogue;
    Json made = {{"standards", Json::array()},
                 {"scopes", scopes_json(known, findings.scopes)},
                 {"phases", phases_json(findings.order)},
                 {"shared", findings.shared},
                 {"counts", Json::object()},
                 {"requirements", Json::array()},
                 {"note", documents_only}};
    for (const StandardIndex standard : findings.standards)
        made["standards"].push_back(to_json(catalogue.standards()[standard]));
    for (const auto& [state, count] : findings.counts) made["counts"][std::string(name_of(state))] = count;
    for (std::size_t i = 0; i < findings.answers.size(); ++i) {
        const RequirementAnswer& answer = findings.answers[i];
        const SharedRequirement& about = *answer.requirement;
        Json one = {{"number", i + 1},
                    {"title", title_of(catalogue, about.lead)},
                    {"lead", catalogue.clause(about.lead).id},
                    {"phase", phase_json(findings.order, about.phase)},
                    {"state", name_of(answer.state)},
                    {"words", words_of(answer.state)},
                    {"clauses", ids_json(catalogue, about.clauses)},
                    {"serves", Json::array()},
                    {"rows", Json::array()},
                    {"near", Json::array()},
                    {"documents", Json::array()},
                    {"owners", answer.owners}};
        for (std::size_t j = 0; j < about.leaves.size(); ++j)
            one["serves"].push_back({{"clause", catalogue.clause(about.leaves[j]).id},
                                     {"state", name_of(answer.states[j])},
                                     {"words", words_of(answer.states[j])}});
        for (const Correspondence& row : about.rows) one["rows"].push_back(row_json(catalogue, row));
        for (const Correspondence& row : about.near) one["near"].push_back(row_json(catalogue, row));
        for (const DocumentAnswer& document : answer.documents)
            one["documents"].push_back({{"document", to_json(document.document)},
                                        {"clauses", ids_json(catalogue, document.clauses)},
                                        {"commitments", document.commitments},
                                        {"descriptions", document.descriptions},
                                        {"parts", document.parts}});
        made["requirements"].push_back(std::move(one));
    }
    return made;
}

Json to_json(const Knowledge& known, const MergeFindings& findings) {
    const Catalogue& catalogue = *known.catalogue;
    Json made = {{"first", to_json(catalogue.standards()[findings.scopes[0].standard])},
                 {"second", to_json(catalogue.standards()[findings.scopes[1].standard])},
                 {"scopes", scopes_json(known, findings.scopes)},
                 {"pairs", Json::array()},
                 {"copies", clusters_json(findings.copies)},
                 {"conflicts", conflicts_json(findings, findings.conflicts)},
                 {"note", documents_only}};
    for (const PairFindings& found : findings.pairs) {
        Json one = {{"left", to_json(found.pair.left)},
                    {"right", to_json(found.pair.right)},
                    {"substantial", found.pair.substantial},
                    {"keep", found.pair.keep_left ? "left" : "right"},
                    {"reasons", found.pair.reasons},
                    {"take_over", found.pair.to_take_over()},
                    {"requirements", Json::array()},
                    {"near", Json::array()},
                    {"copies", clusters_json(found.duplicates)},
                    {"conflicts", conflicts_json(findings, found.conflicts)},
                    {"words", Json::array()}};
        for (const WordFinding& word : found.words)
            one["words"].push_back({{"document", word.left ? "left" : "right"},
                                    {"code", code_text(word.found.code)},
                                    {"message", word.found.message},
                                    {"hint", word.found.hint},
                                    {"line", word.found.position.line},
                                    {"column", word.found.position.column}});
        for (const SharedAnswer& answer : found.pair.answers) {
            const SharedRequirement& about = *findings.answers[answer.requirement].requirement;
            one["requirements"].push_back({{"number", answer.requirement + 1},
                                           {"title", title_of(catalogue, about.lead)},
                                           {"clauses", ids_json(catalogue, about.clauses)},
                                           {"both", answer.both},
                                           {"only_left", answer.only_left},
                                           {"only_right", answer.only_right},
                                           {"passages_left", answer.passages_left},
                                           {"passages_right", answer.passages_right}});
        }
        for (const NearAnswer& near : found.pair.near)
            one["near"].push_back(
                {{"left", near.left + 1}, {"right", near.right + 1}, {"reason", near.reason}});
        made["pairs"].push_back(std::move(one));
    }
    return made;
}

}  // namespace clausemark
