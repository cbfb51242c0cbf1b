// SPDX-License-Identifier: Apache-2.0
// Views as tables, tables as text. See integration_tables.h.
#include "server/app/integration_tables.h"

#include <fmt/format.h>

#include <algorithm>

namespace clausemark {
namespace {

std::string joined(const std::vector<std::string>& parts, const char* between = "; ") {
    std::string out;
    for (const std::string& part : parts) out += (out.empty() ? "" : between) + part;
    return out;
}

std::string parts_text(const std::vector<const ClausePart*>& parts) {
    std::string out;
    for (const ClausePart* part : parts) out += (out.empty() ? "" : "; ") + part->words;
    return out;
}

std::string phase_title(const WorkOrder& order, std::size_t phase) {
    const auto& phases = order.phases();
    return phase < phases.size() ? phases[phase].title : "";
}

void add_once(std::vector<std::string>& list, const std::string& text) {
    if (!text.empty() && std::ranges::find(list, text) == list.end()) list.push_back(text);
}

std::vector<std::string> notes_of(const Knowledge& known, const std::vector<SystemScope>& scopes) {
    std::vector<std::string> notes;
    notes.reserve(scopes.size() + 1);
    for (const SystemScope& scope : scopes)
        notes.push_back(fmt::format("{}: {}, {} pages: {}", known.catalogue->standards()[scope.standard].name,
                                    scope.system, scope.pages.size(), scope_words(scope)));
    notes.push_back(fmt::format("{}", documents_only));
    return notes;
}

/// A cell that begins like a formula would be run by a spreadsheet.
std::string csv_cell(std::string text) {
    if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos)
        text.insert(text.begin(), '\'');
    if (text.find_first_of("\",\r\n") == std::string::npos) return text;
    std::string out = "\"";
    for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + "\"";
}

/// One line, with what Markdown would read as its own kept from it.
std::string markdown_cell(const std::string& text) {
    std::string out;
    for (const char c : text) {
        if (std::string_view("\\|`*_<[]").find(c) != std::string_view::npos) out += '\\';
        out += c == '\n' || c == '\r' || c == '\t' ? ' ' : c;
    }
    return out;
}

}  // namespace

std::string document_text(const DocumentRecord& document) {
    const std::string& title = document.attributes.title;
    return title.empty() || title == document.id.key ? document.id.key
                                                     : fmt::format("{} ({})", title, document.id.key);
}

std::string clause_text(const Catalogue& catalogue, ClauseIndex clause) {
    return catalogue.standard_of(clause).name + " " + clause_label(catalogue.clause(clause));
}

std::string clauses_text(const Catalogue& catalogue, const std::vector<ClauseIndex>& clauses) {
    std::string out;
    std::optional<StandardIndex> last;
    for (const ClauseIndex clause : clauses) {
        const StandardIndex standard = catalogue.clause(clause).standard;
        if (last == standard)
            out += ", ";
        else
            out += (out.empty() ? "" : "; ") + catalogue.standards()[standard].name + " ";
        out += catalogue.clause(clause).number;
        last = standard;
    }
    return out;
}

std::string title_of(const Catalogue& catalogue, ClauseIndex clause) {
    const Clause& found = catalogue.clause(clause);
    if (!found.titled) return found.title + ": " + found.description;
    // "General" stands in many places: the clause above says of what.
    const auto& clauses = catalogue.standard_of(clause).clauses;
    const auto alike = std::ranges::count_if(clauses, [&](ClauseIndex other) {
        return catalogue.clause(other).titled && catalogue.clause(other).title == found.title;
    });
    if (alike < 2 || found.parent == no_clause) return found.title;
    return catalogue.clause(found.parent).title + ": " + found.title;
}

TextTable plan_table(const Knowledge& known, const PlanFindings& findings) {
    const Catalogue& catalogue = *known.catalogue;
    const ImplementationPlan& plan = findings.plan;
    const auto& standards = catalogue.standards();
    TextTable table;
    table.title =
        plan.editions
            ? fmt::format("From {} to {}", standards[plan.have].name, standards[plan.want].name)
            : fmt::format("{} where {} is in place", standards[plan.want].name, standards[plan.have].name);
    table.notes = notes_of(known, findings.scopes);
    table.columns = {"Clause",
                     "Kind",
                     "Title",
                     "To do",
                     "State",
                     "Phase",
                     "Step",
                     "Corresponds to",
                     "Missing",
                     "Outside the scope",
                     "Waits for approval",
                     "What to do",
                     "Why now",
                     "Pages",
                     "Owners"};
    if (plan.editions) table.columns.insert(table.columns.begin() + 4, "Between the editions");
    std::vector<std::size_t> step(plan.clauses.size(), 0);
    for (std::size_t i = 0; i < plan.order.size(); ++i) step[plan.order[i]] = i + 1;
    for (std::size_t i = 0; i < plan.clauses.size(); ++i) {
        const ClausePlan& one = plan.clauses[i];
        const Clause& clause = catalogue.clause(one.clause);
        std::vector<std::string> corresponds;
        for (const Counterpart& other : one.counterparts)
            corresponds.push_back(fmt::format("{} {}", catalogue.clause(other.row.to).number,
                                              words_of(inverse(other.row.relation))));
        std::vector<std::string> pages;
        std::vector<std::string> owners;
        if (const auto found = findings.evidence.find(i); found != findings.evidence.end())
            for (const EvidenceRecord& record : found->second) {
                add_once(pages, document_text(record.document));
                add_once(owners, record.document.attributes.owner);
            }
        std::vector<std::string> row = {clause.number,
                                        clause.kind == ClauseKind::control ? "control" : "clause",
                                        clause.title,
                                        std::string(words_of(one.disposition)),
                                        std::string(words_of(one.state)),
                                        phase_title(findings.order, one.phase),
                                        step[i] > 0 ? std::to_string(step[i]) : "",
                                        joined(corresponds),
                                        parts_text(one.required_at(PartPlace::missing)),
                                        parts_text(one.required_at(PartPlace::outside_scope)),
                                        parts_text(one.required_at(PartPlace::pending)),
                                        joined(tasks_of(catalogue, one)),
                                        joined(reasons_of(catalogue, one)),
                                        joined(pages),
                                        joined(owners)};
        if (plan.editions) row.insert(row.begin() + 4, std::string(words_of(one.move)));
        table.rows.push_back(std::move(row));
    }
    return table;
}

TextTable together_table(const Knowledge& known, const TogetherFindings& findings) {
    const Catalogue& catalogue = *known.catalogue;
    TextTable table;
    std::vector<std::string> names;
    for (const StandardIndex standard : findings.standards)
        names.push_back(catalogue.standards()[standard].name);
    table.title = joined(names, " and ") + " as one list of requirements";
    table.notes = notes_of(known, findings.scopes);
    table.columns = {"Number", "Phase", "Requirement"};
    for (const std::string& name : names) table.columns.push_back(name);
    for (const std::string& name : names) table.columns.push_back("State for " + name);
    for (const char* column : {"State", "Why together", "Pages", "Owners"})
        table.columns.emplace_back(column);
    for (std::size_t i = 0; i < findings.answers.size(); ++i) {
        const RequirementAnswer& answer = findings.answers[i];
        const SharedRequirement& one = *answer.requirement;
        std::vector<std::string> row = {std::to_string(i + 1), phase_title(findings.order, one.phase),
                                        title_of(catalogue, one.lead)};
        for (const StandardIndex standard : findings.standards) {
            std::vector<std::string> numbers;
            for (const ClauseIndex leaf : one.leaves_in(catalogue, standard))
                numbers.push_back(catalogue.clause(leaf).number);
            row.push_back(joined(numbers, " "));
        }
        for (const StandardIndex standard : findings.standards) {
            std::vector<std::string> states;
            for (std::size_t j = 0; j < one.leaves.size(); ++j)
                if (catalogue.clause(one.leaves[j]).standard == standard)
                    add_once(states, std::string(words_of(answer.states[j])));
            row.push_back(joined(states, ", "));
        }
        std::vector<std::string> why;
        for (const Correspondence& bound : one.rows) add_once(why, bound.reason);
        std::vector<std::string> pages;
        for (const DocumentAnswer& document : answer.documents)
            pages.push_back(document_text(document.document));
        for (std::string cell :
             {std::string(words_of(answer.state)), joined(why), joined(pages), joined(answer.owners)})
            row.push_back(std::move(cell));
        table.rows.push_back(std::move(row));
    }
    return table;
}

TextTable merge_table(const Knowledge& known, const MergeFindings& findings) {
    const Catalogue& catalogue = *known.catalogue;
    TextTable table;
    table.title = fmt::format("Documents of {} and {} that answer the same",
                              catalogue.standards()[findings.scopes[0].standard].name,
                              catalogue.standards()[findings.scopes[1].standard].name);
    table.notes = notes_of(known, findings.scopes);
    table.columns = {findings.scopes[0].system,
                     findings.scopes[1].system,
                     "Requirements",
                     "Both say",
                     "Build on",
                     "Because",
                     "Take over from the other",
                     "Copied",
                     "Different values",
                     "Words to settle"};
    for (const PairFindings& one : findings.pairs) {
        std::vector<std::string> requirements;
        std::vector<std::string> both;
        for (const SharedAnswer& answer : one.pair.answers) {
            const SharedRequirement& about = *findings.answers[answer.requirement].requirement;
            requirements.push_back(title_of(catalogue, about.lead) + " (" +
                                   clauses_text(catalogue, about.clauses) + ")");
            for (const std::string& words : answer.both) add_once(both, words);
        }
        for (const NearAnswer& near : one.pair.near)
            add_once(requirements, title_of(catalogue, findings.answers[near.left].requirement->lead) +
                                       " near " +
                                       title_of(catalogue, findings.answers[near.right].requirement->lead) +
                                       ": " + near.reason);
        std::vector<std::string> copied;
        for (const ClusterFinding& cluster : one.duplicates)
            copied.push_back(fmt::format("{} words", cluster.cluster.words));
        std::vector<std::string> values;
        for (const ConflictFinding& conflict : one.conflicts)
            values.push_back(conflict.conflict->explanation);
        for (const ClusterFinding& cluster : one.duplicates)
            for (const ClusterFinding::Line& line : cluster.lines()) values.push_back(line.line->explanation);
        std::vector<std::string> words;
        for (const WordFinding& word : one.words)
            add_once(words, fmt::format("{}: {}", code_text(word.found.code), word.found.message));
        table.rows.push_back(
            {document_text(one.pair.left), document_text(one.pair.right), joined(requirements), joined(both),
             document_text(one.pair.keep_left ? one.pair.left : one.pair.right), joined(one.pair.reasons),
             joined(one.pair.to_take_over()), joined(copied), joined(values), joined(words)});
    }
    return table;
}

std::string write_csv(const TextTable& table) {
    std::string out;
    const auto line = [&](const std::vector<std::string>& cells) {
        for (std::size_t i = 0; i < cells.size(); ++i) out += (i > 0 ? "," : "") + csv_cell(cells[i]);
        out += "\r\n";
    };
    line(table.columns);
    for (const auto& row : table.rows) line(row);
    return out;
}

std::string write_markdown(const TextTable& table) {
    std::string out = "# " + markdown_cell(table.title) + "\n\n";
    for (const std::string& note : table.notes) out += "- " + markdown_cell(note) + "\n";
    out += "\n";
    const auto line = [&](const std::vector<std::string>& cells) {
        out += "|";
        for (const std::string& cell : cells) out += " " + markdown_cell(cell) + " |";
        out += "\n";
    };
    line(table.columns);
    out += "|";
    for (std::size_t i = 0; i < table.columns.size(); ++i) out += "---|";
    out += "\n";
    for (const auto& row : table.rows) line(row);
    return out;
}

}  // namespace clausemark
