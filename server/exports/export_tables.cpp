// SPDX-License-Identifier: Apache-2.0
// See export_tables.h.
#include "server/exports/export_tables.h"

#include <fmt/format.h>

#include <array>
#include <map>

#include "indexer/applicability/statement_table.h"

namespace clausemark {
namespace {

std::string parts_text(const ClauseCoverage& coverage, bool found) {
    std::string out;
    for (const PartFound& part : coverage.parts)
        if (part.found() == found && (found || part.part->required))
            out += (out.empty() ? "" : "; ") + part.part->words;
    return out;
}

std::string aside_text(const ClauseCoverage& coverage) {
    std::string out;
    for (const SetAside& aside : coverage.aside)
        out += fmt::format("{}{} {}", out.empty() ? "" : "; ", aside.passages, name_of(aside.standing));
    return out;
}

std::string declared_text(const ClauseCoverage& coverage) {
    if (coverage.declaration == nullptr) return {};
    const Declaration& d = *coverage.declaration;
    std::string out = d.justification;
    for (const std::string& part : {d.pointer, d.holder})
        if (!part.empty()) out += (out.empty() ? "" : ", ") + part;
    if (!d.checked.empty()) out += ", seen " + d.checked;
    return out;
}

Cell state_cell(CoverageState state) {
    return Cell::marked(std::string(words_of(state)), std::string(name_of(state)));
}

}  // namespace

Result<StandardCoverage> coverage_in(Store& store, const Knowledge& known, StandardIndex standard,
                                     CoverageQuery query) {
    query.standard = known.catalogue->standards()[standard].id;
    const auto sums = store.coverage(query);
    if (!sums) return sums.why();
    return assess(*known.catalogue, standard, known.parts, known.declarations, *sums);
}

Table coverage_table(const Knowledge& known, const StandardCoverage& coverage, const ClauseDocuments& found,
                     bool headings) {
    const Catalogue& catalogue = *known.catalogue;
    const Standard& standard = catalogue.standards()[coverage.standard];
    Table table;
    table.name = "coverage-" + standard.family + "-" + standard.edition;
    table.title = "Coverage of " + standard.name;
    for (std::size_t i = 0; i < coverage_states; ++i)
        if (coverage.counts[i] > 0)
            table.head.emplace_back(words_of(static_cast<CoverageState>(i)),
                                    std::to_string(coverage.counts[i]));
    table.note =
        "What rules found in the pages scanned, for each clause and control. It says nothing of what is "
        "done.";
    table.columns = {{"Clause", 8},       {"Title", 24},      {"State", 14},       {"Found", 28},
                     {"Not found", 28},   {"Commitments", 7}, {"Descriptions", 7}, {"Mentions", 7},
                     {"Not counted", 12}, {"Documents", 28},  {"Declared", 16}};
    for (const ClauseCoverage& clause : coverage.clauses) {
        const Clause& c = catalogue.clause(clause.clause);
        TableRow row;
        if (!c.leaf() && clause.parts.empty()) {
            if (!headings) continue;
            row.heading = true;
            row.cells = {c.number, c.title};
            row.cells.resize(table.columns.size());
        } else {
            row.cells = {c.number,
                         c.title,
                         state_cell(clause.state),
                         parts_text(clause, true),
                         parts_text(clause, false),
                         Cell::of_number(clause.commitments),
                         Cell::of_number(clause.descriptions),
                         Cell::of_number(clause.mentions),
                         aside_text(clause),
                         documents_text(found, clause.clause),
                         declared_text(clause)};
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

Table statement_export(const Knowledge& known, bool headings, const StandardCoverage* coverage,
                       const ClauseDocuments* found) {
    const Statement& statement = known.statement->statement;
    if (coverage == nullptr || found == nullptr)
        return statement_table(*known.catalogue, statement, headings);
    std::map<ClauseIndex, const ClauseCoverage*> by_clause;
    for (const ClauseCoverage& clause : coverage->clauses) by_clause.emplace(clause.clause, &clause);
    StatementExtras extras;
    extras.columns = {{"In documents", 16}, {"Documents", 26}};
    extras.cells = [&](const StatementRow& row) -> std::vector<Cell> {
        const auto clause = row.own() ? by_clause.end() : by_clause.find(row.clause);
        if (clause == by_clause.end()) return {Cell(), Cell()};
        const bool excluded = row.said.decided && !row.said.applicable;
        return {excluded ? Cell() : state_cell(clause->second->state), documents_text(*found, row.clause)};
    };
    return statement_table(*known.catalogue, statement, headings, extras);
}

Table statement_summary(const Knowledge& known) {
    const Statement& statement = known.statement->statement;
    std::map<ClauseIndex, const StatementRow*> by_clause;
    std::int64_t own = 0;
    std::array<std::int64_t, implementation_names.size()> states{};
    std::int64_t applies = 0, excluded = 0;
    for (const StatementRow& row : statement.rows) {
        if (!row.own() && known.catalogue->clause(row.clause).standard != statement.standard) continue;
        own += row.own() ? 1 : 0;
        if (!row.said.decided) continue;
        if (!row.said.applicable) {
            ++excluded;
            continue;
        }
        applies += row.own() ? 0 : 1;
        ++states[static_cast<std::size_t>(row.said.implementation)];
    }
    const auto all = static_cast<std::int64_t>(controls_of(*known.catalogue, statement.standard).size());
    Table table;
    table.name = "statement-summary";
    table.title = "Statement of Applicability in figures";
    table.columns = {{"What", 40}, {"Controls", 10}};
    const auto add = [&](std::string what, std::int64_t count) {
        TableRow row;
        row.cells = {std::move(what), Cell::of_number(count)};
        table.rows.push_back(std::move(row));
    };
    add("controls of the standard that apply", applies);
    add("controls of the standard that do not apply", excluded);
    add("controls of the standard nobody decided on", all - applies - excluded);
    add("controls of the organisation's own", own);
    for (std::size_t i = states.size(); i-- > 0;) {
        const auto status = static_cast<Implementation>(i);
        add(status == Implementation::unstated ? "necessary, without a word on implementation"
                                               : fmt::format("necessary, declared {}", words_of(status)),
            states[i]);
    }
    return table;
}

}  // namespace clausemark
