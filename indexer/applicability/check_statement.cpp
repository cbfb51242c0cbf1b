// SPDX-License-Identifier: Apache-2.0
// See check_statement.h.
#include "indexer/applicability/check_statement.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "parser/core/limits_tables.h"
#include "parser/core/statement_codes.h"

namespace clausemark {
namespace {

bool has(const StatementReading& reading, StatementColumn column) {
    return reading.present[static_cast<std::size_t>(column)];
}

template <typename T>
void fill(T& to, const T& from, const T& empty, bool& differ) {
    if (from == empty || to == from) return;
    if (to == empty)
        to = from;
    else
        differ = true;
}

bool says_nothing(const StatementSettings& settings, const std::string& text) {
    std::string word = text;
    for (char& c : word)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    const auto& none = settings.words[static_cast<std::size_t>(StatementWord::none)];
    return word.empty() || std::ranges::find(none, word) != none.end();
}

}  // namespace

std::vector<StatementRow> declared_rows(const Catalogue& catalogue,
                                        const std::map<std::string, Applicability>& applicability,
                                        const std::map<std::string, OwnControl>& own) {
    std::vector<StatementRow> rows;
    for (const auto& [id, said] : applicability) {
        const auto clause = catalogue.find(id);
        if (!clause) continue;
        StatementRow row;
        row.control = id;
        row.clause = *clause;
        row.said = said;
        rows.push_back(std::move(row));
    }
    for (const auto& [id, control] : own) {
        StatementRow row;
        row.control = id;
        row.title = control.title;
        row.maps_to = control.maps_to;
        row.said = control.said;
        rows.push_back(std::move(row));
    }
    sort_rows(rows);
    return rows;
}

std::vector<StatementRow> unite(const Catalogue& catalogue, std::vector<StatementRow> declared,
                                std::vector<StatementRow> filed, const std::string& file,
                                std::vector<Diagnostic>& faults) {
    std::map<std::string, std::size_t> at;
    for (std::size_t i = 0; i < declared.size(); ++i) at.emplace(declared[i].control, i);
    for (StatementRow& row : filed) {
        const auto known = at.find(row.control);
        if (known == at.end()) {
            declared.push_back(std::move(row));
            continue;
        }
        StatementRow& there = declared[known->second];
        bool differ = false;
        if (there.said.decided && row.said.decided)
            differ = there.said.applicable != row.said.applicable;
        else if (row.said.decided)
            there.said.applicable = row.said.applicable;
        there.said.decided = there.said.decided || row.said.decided;
        fill(there.title, row.title, {}, differ);
        fill(there.maps_to, row.maps_to, {}, differ);
        fill(there.said.justification, row.said.justification, {}, differ);
        fill(there.said.because, row.said.because, {}, differ);
        fill(there.said.implementation, row.said.implementation, Implementation::unstated, differ);
        fill(there.said.treatment, row.said.treatment, {}, differ);
        if (differ && faults.size() < limits::statement_findings) {
            const std::string label = row.own() ? row.control : catalogue.clause(row.clause).number;
            faults.push_back(
                at_line(statement_codes::contradicts, file, row.line,
                        fmt::format("of {} this says something else than clausemark.json does", label),
                        "keep it in one place: the file, or \"applicability\" and \"own-controls\" in "
                        "clausemark.json"));
        }
        there.line = row.line;
    }
    sort_rows(declared);
    return declared;
}

void check_statement(const Catalogue& catalogue, const StatementSettings& settings,
                     const Statement& statement, const std::string& file, std::vector<Diagnostic>& faults) {
    const auto report = [&](Code code, std::uint32_t line, std::string message, std::string hint) {
        if (faults.size() < limits::statement_findings)
            faults.push_back(at_line(code, file, line, std::move(message), std::move(hint)));
    };
    std::set<ClauseIndex> decided;
    for (const StatementRow& row : statement.rows) {
        const std::string label = control_label(catalogue, statement.standard, row);
        if (row.own() && row.title.empty())
            report(statement_codes::unreadable, row.line,
                   fmt::format("the organisation's own control \"{}\" has no title", label),
                   "say in its title what it is; if a control of the standard is meant, write its number");
        if (!row.said.decided) continue;
        if (!row.own()) decided.insert(row.clause);
        const bool unexplained = says_nothing(settings, row.said.justification);
        if (!row.said.applicable) {
            if (unexplained)
                report(statement_codes::unjustified_exclusion, row.line,
                       fmt::format("{} is excluded, and nothing says why", label),
                       "ISO/IEC 27001 asks for the justification of each exclusion");
            continue;
        }
        if (unexplained && row.said.because.empty())
            report(statement_codes::unjustified_inclusion, row.line,
                   fmt::format("{} is included, and nothing says why", label),
                   "name the risk, law, contract or business need that makes it necessary");
        if (row.said.implementation == Implementation::unstated)
            report(statement_codes::no_implementation, row.line,
                   fmt::format("{} is included, and nothing says whether it is implemented", label),
                   "what pages say of it is no status: declare one");
    }
    if (!statement.exists) return;
    std::string open;
    std::size_t count = 0;
    for (const ClauseIndex control : controls_of(catalogue, statement.standard)) {
        if (decided.contains(control)) continue;
        if (++count <= 8) open += (open.empty() ? "" : ", ") + catalogue.clause(control).number;
    }
    if (count > 0)
        report(statement_codes::incomplete, 0,
               fmt::format("nothing says of {} control{} of {} whether {}: {}{}", count,
                           count == 1 ? "" : "s", catalogue.standards()[statement.standard].name,
                           count == 1 ? "it applies" : "they apply", open,
                           count > 8 ? fmt::format(" and {} more", count - 8) : ""),
               "clausemark soa export --format csv has a row for each");
}

MergeCounts merge_rows(std::vector<StatementRow>& rows, const StatementReading& reading) {
    MergeCounts counts;
    std::map<std::string, std::size_t> at;
    for (std::size_t i = 0; i < rows.size(); ++i) at.emplace(rows[i].control, i);
    for (StatementRow& row : rows) row.line = 0;
    for (const StatementRow& row : reading.rows) {
        const auto known = at.find(row.control);
        if (known == at.end()) {
            rows.push_back(row);
            ++counts.added;
            continue;
        }
        StatementRow& there = rows[known->second];
        const StatementRow before = there;
        Applicability& said = there.said;
        if (has(reading, StatementColumn::title)) there.title = row.title;
        if (has(reading, StatementColumn::maps_to)) there.maps_to = row.maps_to;
        if (has(reading, StatementColumn::applies)) {
            said.applicable = row.said.applicable;
            said.decided = row.said.decided;
        }
        if (has(reading, StatementColumn::justification) || has(reading, StatementColumn::exclusion))
            said.justification = row.said.justification;
        if (has(reading, StatementColumn::because)) said.because = row.said.because;
        if (has(reading, StatementColumn::implementation)) said.implementation = row.said.implementation;
        if (has(reading, StatementColumn::treatment)) said.treatment = row.said.treatment;
        there.line = row.line;
        ++(there == before ? counts.same : counts.changed);
    }
    sort_rows(rows);
    counts.kept = rows.size() - counts.added - counts.changed - counts.same;
    return counts;
}

}  // namespace clausemark
