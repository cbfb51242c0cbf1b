// SPDX-License-Identifier: Apache-2.0
// See pack_tables.h.
#include "server/exports/pack_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "parser/core/limits_tables.h"
#include "server/app/conflict_findings.h"
#include "server/app/decisions.h"
#include "server/app/tag_decisions.h"
#include "server/exports/table_rows.h"

namespace clausemark {
namespace {

Table made(const char* name, const char* title, const char* note, std::vector<Column> columns) {
    Table table = new_table(name, title, std::move(columns));
    table.note = note;
    return table;
}

Cell state_cell(CoverageState state) {
    return Cell::marked(std::string(words_of(state)), std::string(name_of(state)));
}

/// Of a clause and all below it, each document once, the best first.
std::vector<std::size_t> documents_below(const PackInput& input, ClauseIndex clause) {
    std::vector<AnsweringDocument> all;
    std::vector<ClauseIndex> open{clause};
    while (!open.empty()) {
        const ClauseIndex next = open.back();
        open.pop_back();
        for (const AnsweringDocument& each : input.found.of(next))
            if (each.standing == Standing::counted && each.strength >= Strength::description)
                all.push_back(each);
        const auto& children = input.known.catalogue->clause(next).children;
        open.insert(open.end(), children.rbegin(), children.rend());
    }
    std::ranges::stable_sort(all, [](const AnsweringDocument& a, const AnsweringDocument& b) {
        return a.strength != b.strength ? a.strength > b.strength : a.passages > b.passages;
    });
    std::vector<std::size_t> out;
    for (const AnsweringDocument& each : all)
        if (std::ranges::find(out, each.document) == out.end()) out.push_back(each.document);
    return out;
}

std::string titles(const PackInput& input, const std::vector<std::size_t>& documents) {
    std::vector<std::string> out;
    for (const std::size_t document : documents) {
        if (out.size() == limits::documents_in_a_row) break;
        out.push_back(title_of(input.found.documents[document]));
    }
    if (documents.size() > out.size())
        out.push_back(fmt::format("and {} more", documents.size() - out.size()));
    return joined(out);
}

std::string held_text(const PackInput& input, ClauseIndex clause) {
    const auto declared = input.known.declarations.find(clause);
    if (declared == input.known.declarations.end() ||
        declared->second.kind != Declaration::Kind::held_elsewhere)
        return {};
    const Declaration& d = declared->second;
    return fmt::format("{} ({}, seen {})", d.pointer, d.holder, d.checked);
}

bool shown(const Catalogue& catalogue, const ClauseCoverage& clause) {
    return catalogue.clause(clause.clause).leaf() || !clause.parts.empty();
}

}  // namespace

Table scopes_table(const PackInput& input) {
    Table table =
        made("scopes", "Management systems and scopes",
             "As clausemark.json declares them; a system without a scope has all pages.",
             {{"System", 10}, {"Standards", 20}, {"Pages", 40}, {"Spaces", 20}, {"Properties", 30}});
    for (const ManagementSystem& system : input.known.config->systems) {
        std::vector<std::string> standards;
        for (const std::string& id : system.standards)
            if (const auto index = input.known.catalogue->find_standard(id))
                standards.push_back(input.known.catalogue->standards()[*index].name);
        std::vector<std::string> properties;
        for (const auto& [name, values] : system.scope.properties)
            properties.push_back(name + ": " + joined(values, ", "));
        add(table, {system.name, joined(standards), joined(system.scope.pages), joined(system.scope.spaces),
                    joined(properties)});
    }
    return table;
}

Table register_table(const PackInput& input) {
    Table table = made("documents", "Register of documents", "What each page says of itself.",
                       {{"Title", 26},
                        {"Key", 28},
                        {"Type", 10},
                        {"System", 7},
                        {"Status", 10},
                        {"Version", 7},
                        {"Owner", 16},
                        {"Approver", 14},
                        {"Review due", 10},
                        {"Revision", 9},
                        {"Content", 13}});
    std::int64_t overdue = 0;
    for (const DocumentRecord& document : input.found.documents) {
        const Attributes& a = document.attributes;
        const bool late = !a.review_date.empty() && a.review_date < input.arguments.day &&
                          a.status != DocumentStatus::withdrawn;
        overdue += late ? 1 : 0;
        Cell review = late ? Cell::marked(a.review_date + " overdue", "none") : Cell(a.review_date);
        add(table, {Cell(title_of(document), a.permalink), document.id.key, a.type, a.system,
                    std::string(name_of(a.status)), a.version, a.owner, a.approver, std::move(review),
                    a.revision, a.content_hash.substr(0, 12)});
    }
    table.head = {{"Documents", std::to_string(input.found.documents.size())},
                  {"Review overdue on " + input.arguments.day, std::to_string(overdue)}};
    return table;
}

Table matrix_table(const PackInput& input) {
    const Catalogue& catalogue = *input.known.catalogue;
    Table table = made("matrix", "Clauses of all standards and the documents that answer them",
                       "Clauses that correspond stand in one row; relations and their sources: clausemark "
                       "standards CLAUSE.",
                       {});
    for (const StandardCoverage& coverage : input.coverages)
        table.columns.push_back({catalogue.standards()[coverage.standard].name, 18});
    table.columns.push_back({"Title", 30});
    table.columns.push_back({"State", 16});
    table.columns.push_back({"Documents", 44});
    std::set<ClauseIndex> placed;
    for (std::size_t own = 0; own < input.coverages.size(); ++own) {
        if (own > 0)
            add_heading(table, fmt::format("{}: what corresponds to nothing above",
                                           catalogue.standards()[input.coverages[own].standard].name));
        for (const ClauseCoverage& clause : input.coverages[own].clauses) {
            if (!shown(catalogue, clause) || placed.contains(clause.clause)) continue;
            std::vector<Cell> cells(table.columns.size());
            std::vector<std::size_t> documents = documents_below(input, clause.clause);
            cells[own] = catalogue.clause(clause.clause).number;
            for (std::size_t other = own + 1; other < input.coverages.size(); ++other) {
                std::vector<std::string> numbers;
                for (const Correspondence& each :
                     input.known.correspondences->of(clause.clause, input.coverages[other].standard)) {
                    numbers.push_back(catalogue.clause(each.to).number);
                    placed.insert(each.to);
                    for (const std::size_t document : documents_below(input, each.to))
                        if (std::ranges::find(documents, document) == documents.end())
                            documents.push_back(document);
                }
                cells[other] = joined(numbers, ", ");
            }
            cells[input.coverages.size()] = catalogue.clause(clause.clause).title;
            cells[input.coverages.size() + 1] = state_cell(clause.state);
            cells[input.coverages.size() + 2] = titles(input, documents);
            add(table, std::move(cells));
        }
    }
    return table;
}

Table documented_table(const PackInput& input) {
    const Catalogue& catalogue = *input.known.catalogue;
    Table table =
        made("documented-information", "Documented information that the standards ask for",
             "To maintain: a document that is kept current. To retain: a record that shows what was done. "
             "The words are ours.",
             {{"Clause", 9},
              {"What", 36},
              {"Kind", 9},
              {"In documents", 18},
              {"Where", 40},
              {"Kept elsewhere", 24}});
    for (const StandardCoverage& coverage : input.coverages) {
        add_heading(table, catalogue.standards()[coverage.standard].name);
        std::map<ClauseIndex, CoverageState> states;
        for (const ClauseCoverage& clause : coverage.clauses) states.emplace(clause.clause, clause.state);
        for (const DocumentedItem& item : input.known.documented->of(catalogue, coverage.standard)) {
            const Clause& clause = catalogue.clause(item.clause);
            add(table, {clause.number, item.what, item.record ? "retain" : "maintain",
                        clause.leaf() ? state_cell(states.at(item.clause)) : Cell("see its parts"),
                        titles(input, documents_below(input, item.clause)), held_text(input, item.clause)});
        }
    }
    return table;
}

Table gaps_table(const PackInput& input) {
    const Catalogue& catalogue = *input.known.catalogue;
    Table table = made(
        "gaps", "Gaps by owner",
        "Clauses and controls without all required parts, below the owner of the page that comes nearest.",
        {{"Standard", 16},
         {"Clause", 9},
         {"Title", 30},
         {"State", 16},
         {"Not found", 44},
         {"Nearest page", 26}});
    std::map<std::string, std::vector<std::vector<Cell>>> by_owner;
    for (const StandardCoverage& coverage : input.coverages)
        for (const ClauseCoverage& clause : coverage.clauses) {
            const bool open = clause.state == CoverageState::partial ||
                              clause.state == CoverageState::mentioned || clause.state == CoverageState::none;
            if (!open || !shown(catalogue, clause)) continue;
            const Clause& c = catalogue.clause(clause.clause);
            const auto& answers = input.found.of(clause.clause);
            const DocumentRecord* nearest =
                answers.empty() ? nullptr : &input.found.documents[answers.front().document];
            std::vector<std::string> missing;
            for (const PartFound& part : clause.parts)
                if (!part.found() && part.part->required) missing.push_back(part.part->words);
            std::string page;
            if (nearest != nullptr)
                page = title_of(*nearest) + (answers.front().standing == Standing::counted
                                                 ? ""
                                                 : fmt::format(" ({})", name_of(answers.front().standing)));
            const std::string owner = nearest == nullptr ? "" : nearest->attributes.owner;
            by_owner[owner].push_back({catalogue.standards()[coverage.standard].name, c.number, c.title,
                                       state_cell(clause.state), joined(missing), page});
        }
    for (auto& [owner, rows] : by_owner) {
        add_heading(table, owner.empty() ? "No owner: no page names it, or the page names none" : owner);
        for (auto& cells : rows) add(table, std::move(cells));
    }
    return table;
}

Table changes_table(const PackInput& input, const std::vector<Change>& changes) {
    Table table =
        made("changes", "Changes since the last audit", "",
             {{"Number", 8}, {"What", 12}, {"Title", 34}, {"Key", 34}, {"Revision", 12}, {"Content", 13}});
    table.note =
        input.arguments.since
            ? fmt::format(
                  "In the order of the store, behind number {}. \"reanalysed\": the rules or settings "
                  "changed, the page did not.",
                  *input.arguments.since)
            : "All that the store remembers: no earlier pack was named with --since.";
    for (const Change& change : changes)
        add(table, {Cell::of_number(change.sequence), std::string(name_of(change.kind)), change.title,
                    change.id.key, change.revision, change.content_hash.substr(0, 12)});
    return table;
}

Result<Table> decisions_table(Store& store, const PackInput& input) {
    Table table = made("decisions", "What people decided of tags, copies and differences",
                       "What people decided; a decision ends when the words it speaks of change.",
                       {{"About", 44}, {"Reason", 40}, {"Who", 18}, {"When", 20}, {"Key", 18}});
    const auto decisions = store.decisions();
    if (!decisions) return decisions.why();
    if (decisions->empty()) return table;
    const auto conflicts = all_conflicts_of(store, input.known);
    if (!conflicts) return conflicts.why();
    for (const Decision& decision : *decisions) {
        std::string about;
        if (decision.tag) {
            about = describe(decision);
        } else {
            const auto subject = subject_of(store, *conflicts, decision.key);
            if (!subject) return subject.why();
            about = *subject ? (*subject)->kind + ": " + (*subject)->text
                             : "a text that has changed since, or is gone";
        }
        add(table, {about, decision.reason, decision.who, decision.when, decision.key});
    }
    return table;
}

Table method_table(const PackInput& input, const StoreSummary& summary) {
    Table table =
        made("method", "How this was found, and what it does not say", "", {{"What", 30}, {"Value", 90}});
    const auto row = [&](std::string what, std::string value) {
        add(table, {std::move(what), std::move(value)});
    };
    row("Program", input.arguments.program);
    row("Rules, standards and settings (SHA-256)", input.known.hash);
    row("Statement of Applicability (SHA-256)", input.known.statement->hash);
    row("Number of the store's last change",
        fmt::format("{} (name it with --since for the next audit)", summary.sequence));
    row("Pages, passages, tags",
        fmt::format("{}, {}, {}", summary.documents, summary.passages, summary.tags));
    row("How",
        "Rules find passages that answer clauses; each tag names its rule and its words. The same pages, "
        "rules and settings give the same answer.");
    row("What it does not say",
        "Nobody assessed whether what documents say is done. Documented is not implemented, "
        "and nothing here says that anybody conforms.");
    row("What it can miss",
        "Passages in words that no rule knows, in languages without rules, in pages that were not "
        "scanned, and records kept elsewhere that nobody declared.");
    row("Implementation", "The status of controls is what the organisation declares in its statement.");
    return table;
}

}  // namespace clausemark
