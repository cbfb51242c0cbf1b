// SPDX-License-Identifier: Apache-2.0
// See statement_table.h.
#include "indexer/applicability/statement_table.h"

#include <fmt/format.h>

#include <algorithm>

#include "indexer/applicability/read_statement.h"

namespace clausemark {
namespace {

std::string maps_to_text(const Catalogue& catalogue, StandardIndex standard, const StatementRow& row) {
    std::string out;
    for (const std::string& id : row.maps_to) {
        const auto clause = catalogue.find(id);
        const bool here = clause && catalogue.clause(*clause).standard == standard;
        out += (out.empty() ? "" : ", ") + (here ? catalogue.clause(*clause).number : id);
    }
    return out;
}

std::vector<Cell> declared_cells(const Catalogue& catalogue, StandardIndex standard,
                                 const StatementRow& row) {
    const Applicability& said = row.said;
    const std::string title = row.own() ? row.title : catalogue.clause(row.clause).title;
    return {
        control_label(catalogue, standard, row),
        title,
        said.decided ? Cell::marked(said.applicable ? "yes" : "no", said.applicable ? "" : "soft") : Cell(),
        said.justification,
        reasons_text(said.because),
        std::string(words_of(said.implementation)),
        said.treatment,
        maps_to_text(catalogue, standard, row)};
}

}  // namespace

std::string reasons_text(const std::vector<InclusionReason>& because) {
    std::string out;
    for (const InclusionReason reason : because) {
        if (!out.empty()) out += ", ";
        out += name_of(reason);
    }
    return out;
}

Table statement_table(const Catalogue& catalogue, const Statement& statement, bool headings,
                      const StatementExtras& extras) {
    const StatementHead& said = statement.head;
    Table table;
    table.name = "statement-of-applicability";
    table.title = said.title.empty() ? "Statement of Applicability" : said.title;
    table.head = {{"Standard", catalogue.standards()[statement.standard].name},
                  {"Scope", said.scope},
                  {"Version", said.version},
                  {"Approved by", said.approved.empty() ? "" : said.approver},
                  {"Approved on", said.approved.empty() ? "not approved" : said.approved}};
    std::erase_if(table.head, [](const auto& entry) { return entry.second.empty(); });
    table.note =
        "Whether a control applies, why, and how far it is implemented is declared by the organisation. What "
        "was "
        "found in documents stands apart: documented is not implemented.";
    table.columns = {{"Control", 9},         {"Title", 26},      {"Applies", 8},
                     {"Justification", 38},  {"Because of", 12}, {"Implementation", 14},
                     {"Risk treatment", 14}, {"Maps to", 12}};
    table.columns.insert(table.columns.end(), extras.columns.begin(), extras.columns.end());
    const auto add = [&](const StatementRow& row) {
        TableRow made;
        made.cells = declared_cells(catalogue, statement.standard, row);
        if (extras.cells)
            for (Cell& cell : extras.cells(row)) made.cells.push_back(std::move(cell));
        table.rows.push_back(std::move(made));
    };
    const auto heading = [&](std::string words, std::string title) {
        TableRow made;
        made.heading = true;
        made.cells = {std::move(words), std::move(title)};
        made.cells.resize(table.columns.size());
        table.rows.push_back(std::move(made));
    };
    std::map<ClauseIndex, const StatementRow*> by_clause;
    for (const StatementRow& row : statement.rows)
        if (!row.own()) by_clause.emplace(row.clause, &row);
    ClauseIndex above = no_clause;
    for (const ClauseIndex index : controls_of(catalogue, statement.standard)) {
        const Clause& clause = catalogue.clause(index);
        if (headings && clause.parent != above && clause.parent != no_clause)
            heading(catalogue.clause(clause.parent).number, catalogue.clause(clause.parent).title);
        above = clause.parent;
        if (const auto row = by_clause.find(index); row != by_clause.end()) {
            add(*row->second);
        } else {
            StatementRow undecided;
            undecided.control = clause.id;
            undecided.clause = index;
            undecided.said.decided = false;
            add(undecided);
        }
    }
    bool first = true;
    for (const StatementRow& row : statement.rows) {
        if (!row.own()) continue;
        if (headings && first) heading("Own", "Controls of the organisation's own");
        first = false;
        add(row);
    }
    return table;
}

}  // namespace clausemark
