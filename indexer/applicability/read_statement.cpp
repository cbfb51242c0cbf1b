// SPDX-License-Identifier: Apache-2.0
// Tables to rows of a statement. See read_statement.h.
#include "indexer/applicability/read_statement.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "parser/core/edit_distance.h"
#include "parser/core/limits_tables.h"
#include "parser/core/statement_codes.h"

namespace clausemark {
namespace {

using Places = std::array<std::size_t, statement_columns.size()>;
constexpr std::size_t nowhere = static_cast<std::size_t>(-1);

std::string folded(std::string_view text) {
    std::string out = cell_text(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

/// Names match whole; or, where no column does, at the beginning: "State in 2014".
Places places_in(const StatementSettings& settings, const TableRow& row) {
    Places places;
    places.fill(nowhere);
    std::vector<std::string> names;
    for (const Cell& cell : row.cells) names.push_back(folded(cell.text));
    std::vector<bool> taken(names.size(), false);
    for (const bool whole : {true, false})
        for (std::size_t column = 0; column < places.size(); ++column)
            for (const std::string& known : settings.columns[column]) {
                if (places[column] != nowhere) break;
                for (std::size_t i = 0; i < names.size(); ++i) {
                    const bool same = whole ? names[i] == known : names[i].starts_with(known + " ");
                    if (!same || taken[i]) continue;
                    places[column] = i;
                    taken[i] = true;
                    break;
                }
            }
    return places;
}

std::size_t& at(Places& places, StatementColumn column) {
    return places[static_cast<std::size_t>(column)];
}

bool usable(Places places) {
    return at(places, StatementColumn::control) != nowhere &&
           (at(places, StatementColumn::applies) != nowhere ||
            at(places, StatementColumn::justification) != nowhere);
}

bool digit(char c) {
    return c >= '0' && c <= '9';
}

/// What is written of a control: the letter of its annex, if any, and the dotted number.
struct Written {
    char annex = 0;
    std::string number;
};

/// "A.8.13", "A8.13", "8.13", "Annex A 8.13", "control 8.13", "5.1 Policies": the first dotted number, with a
/// single letter before it. Nothing where the text names something else ("MV-1").
std::optional<Written> written_control(std::string_view text) {
    std::size_t begin = 0;
    while (begin < text.size() && !digit(text[begin])) ++begin;
    std::size_t end = begin;
    while (end < text.size() && (digit(text[end]) || (text[end] == '.' && end + 1 < text.size() &&
                                                      digit(text[end + 1]) && end > begin)))
        ++end;
    if (end == begin || (end < text.size() && text[end] != ' ' && text[end] != '.')) return std::nullopt;
    Written out;
    out.number = text.substr(begin, end - begin);
    std::string_view before = text.substr(0, begin);
    while (!before.empty() && (before.back() == ' ' || before.back() == '.')) before.remove_suffix(1);
    if (before.empty()) return out.number.find('.') == std::string::npos ? std::nullopt : std::optional(out);
    const std::size_t word = before.find_last_of(" .") + 1;  // npos + 1 is 0
    const std::string_view last = before.substr(word);
    const bool letter = last.size() == 1 && ((last[0] >= 'A' && last[0] <= 'Z') || last[0] == 'a');
    const bool words = before.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz .") ==
                       std::string_view::npos;
    if (!words) return std::nullopt;
    if (letter)
        out.annex = last[0] == 'a' ? 'A' : last[0];
    else if (out.number.find('.') == std::string::npos)
        return std::nullopt;  // "Measure 7"
    return out;
}

class Reader {
  public:
    Reader(const Catalogue& catalogue, const StatementSettings& settings, const std::string& file,
           std::vector<Diagnostic>& faults)
        : catalogue_(catalogue), settings_(settings), file_(file), faults_(faults) {}

    StatementReading run(StandardIndex wanted, bool other_editions, const std::vector<Table>& tables) {
        StatementReading out;
        out.standard = wanted;
        const Table* table = nullptr;
        std::size_t header = 0;
        for (const Table& each : tables) {
            for (header = 0; header < std::min(each.rows.size(), limits::table_preamble); ++header) {
                places_ = places_in(settings_, each.rows[header]);
                if (usable(places_)) break;
            }
            if (header < std::min(each.rows.size(), limits::table_preamble)) {
                table = &each;
                break;
            }
        }
        if (table == nullptr) {
            report(statement_codes::unreadable, 0,
                   "no table here has columns for controls and for what applies" + names_in(tables),
                   "name the columns Control, Applies and Justification, or say in clausemark.json under "
                   "\"statement-of-applicability\", \"columns\", what they are called");
            return out;
        }
        out.found = true;
        const TableRow& names = table->rows[header];
        for (std::size_t i = 0; i < places_.size(); ++i) out.present[i] = places_[i] != nowhere;
        for (std::size_t i = 0; i < names.cells.size(); ++i)
            if (std::ranges::find(places_, i) == places_.end() && !cell_text(names.cells[i].text).empty())
                out.unused.push_back(cell_text(names.cells[i].text));
        const std::vector<TableRow> rows(table->rows.begin() + static_cast<std::ptrdiff_t>(header) + 1,
                                         table->rows.end());
        out.standard = edition_of(rows, wanted);
        if (out.standard != wanted && !other_editions) {
            report(
                statement_codes::other_edition, names.line,
                fmt::format("the controls of this table are those of {}, and a statement for {} is wanted",
                            catalogue_.standards()[out.standard].name, catalogue_.standards()[wanted].name),
                "clausemark soa import --carry-over shows where each went, and makes a draft of it");
            return out;
        }
        standard_ = out.standard;
        for (const TableRow& row : rows)
            if (has_its_cells(row, names)) read_row(row, out);
        return out;
    }

  private:
    /// What the first row of the first table has in place of such names: "; the first has Ref, Name".
    static std::string names_in(const std::vector<Table>& tables) {
        constexpr std::size_t most_bytes = 200;
        std::string names;
        for (const Table& table : tables) {
            if (table.rows.empty()) continue;
            for (const Cell& cell : table.rows.front().cells)
                if (const std::string name = cell_text(cell.text); !name.empty())
                    names += (names.empty() ? "\"" : "\", \"") + name;
            if (!names.empty()) break;
        }
        if (names.empty() || names.size() > most_bytes) return {};
        return "; the first has " + names + "\"";
    }

    void report(Code code, std::uint32_t line, std::string message, std::string hint = {}) {
        if (faults_.size() < limits::statement_findings)
            faults_.push_back(at_line(code, file_, line, std::move(message), std::move(hint)));
    }

    std::string text_at(const TableRow& row, StatementColumn column) {
        const std::size_t place = at(places_, column);
        return place < row.cells.size() ? cell_text(row.cells[place].text) : std::string();
    }

    /// The clause that is meant in a standard; controls before clauses, because the table is one of controls.
    std::optional<ClauseIndex> find(const std::string& text, StandardIndex standard) const {
        if (const auto clause = catalogue_.find(text)) return clause;
        const auto written = written_control(text);
        if (!written) return std::nullopt;
        const std::string id = catalogue_.standards()[standard].id + "/";
        if (written->annex != 0) return catalogue_.find(id + written->annex + "." + written->number);
        if (const auto control = catalogue_.find(id + annex_of(standard) + written->number)) return control;
        return catalogue_.find(id + written->number);
    }

    /// What the numbers of its controls begin with: "A.".
    std::string annex_of(StandardIndex standard) const {
        const auto controls = controls_of(catalogue_, standard);
        if (controls.empty()) return {};
        const std::string& number = catalogue_.clause(controls.front()).number;
        return number.substr(0, number.find_first_of("0123456789"));
    }

    /// Cells beyond the names are nothing where they are empty; a row that is short, or says something there,
    /// was cut wrongly, and its cells may stand below the wrong names.
    bool has_its_cells(const TableRow& row, const TableRow& names) {
        std::size_t size = row.cells.size();
        while (size > names.cells.size() && cell_text(row.cells[size - 1].text).empty()) --size;
        const bool empty = size == 1 && cell_text(row.cells[0].text).empty();
        if (size == names.cells.size() || size == 0 || empty) return true;
        report(statement_codes::unreadable, row.line,
               fmt::format("this row has {} cell{}, and {} columns have names", size, size == 1 ? "" : "s",
                           names.cells.size()),
               "a text with a separator in it stands between quotes");
        return false;
    }

    StandardIndex edition_of(const std::vector<TableRow>& rows, StandardIndex wanted) {
        const auto count = [&](StandardIndex standard) {
            std::size_t found = 0;
            for (const TableRow& row : rows) {
                const auto clause = find(text_at(row, StatementColumn::control), standard);
                if (clause && catalogue_.clause(*clause).standard == standard &&
                    catalogue_.clause(*clause).kind == ClauseKind::control)
                    ++found;
            }
            return found;
        };
        StandardIndex best = wanted;
        std::size_t most = count(wanted);
        for (std::size_t i = 0; i < catalogue_.standards().size(); ++i) {
            const auto standard = static_cast<StandardIndex>(i);
            if (standard == wanted ||
                catalogue_.standards()[i].family != catalogue_.standards()[wanted].family)
                continue;
            if (const std::size_t found = count(standard); found > most) {
                most = found;
                best = standard;
            }
        }
        return best;
    }

    bool means(const std::string& word, StatementWord meaning) const {
        const auto& words = settings_.words[static_cast<std::size_t>(meaning)];
        return std::ranges::find(words, word) != words.end();
    }

    /// The meaning among those that a column may have; nothing after a report.
    std::optional<StatementWord> word_in(const std::string& cell, StatementColumn column, std::uint32_t line,
                                         std::initializer_list<StatementWord> meanings) {
        const std::string word = folded(cell);
        for (const StatementWord meaning : meanings)
            if (means(word, meaning)) return meaning;
        std::vector<std::string_view> known;
        for (const StatementWord meaning : meanings)
            for (const std::string& each : settings_.words[static_cast<std::size_t>(meaning)])
                known.push_back(each);
        const std::string_view nearest = nearest_name(word, known, misspelling(word));
        std::string may;
        for (const StatementWord meaning : meanings)
            may +=
                (may.empty() ? "" : ", ") + std::string(statement_words[static_cast<std::size_t>(meaning)]);
        report(statement_codes::unknown_word, line,
               fmt::format("\"{}\" means nothing in the column {}", cell,
                           statement_columns[static_cast<std::size_t>(column)]),
               nearest.empty() ? "it may be " + may : fmt::format("did you mean \"{}\"?", nearest));
        return std::nullopt;
    }

    void read_row(const TableRow& row, StatementReading& out) {
        const std::string text = text_at(row, StatementColumn::control);
        const bool empty =
            std::ranges::all_of(row.cells, [](const Cell& c) { return cell_text(c.text).empty(); });
        if (empty) return;
        StatementRow made;
        made.line = row.line;
        if (text.empty()) {
            // A title between rows, and notes below the table, are no controls.
            if (!text_at(row, StatementColumn::applies).empty())
                report(statement_codes::unknown_control, row.line, "this row names no control");
            return;
        }
        read_values(row, made);
        const auto clause = find(text, standard_);
        if (clause && catalogue_.clause(*clause).kind != ClauseKind::control) {
            heading_or_clause(*clause, made);
            return;
        }
        if (clause && catalogue_.clause(*clause).standard != standard_) {
            report(statement_codes::unknown_control, row.line,
                   fmt::format("\"{}\" is no control of {}", text, catalogue_.standards()[standard_].name));
            return;
        }
        if (!clause && !may_be_own_control(text)) {
            unknown(text, row.line);
            return;
        }
        if (clause) {
            made.clause = *clause;
            made.control = catalogue_.clause(*clause).id;
        } else {
            made.control = text;
            made.title = text_at(row, StatementColumn::title);
            read_maps_to(text_at(row, StatementColumn::maps_to), made);
        }
        const auto [first, added] = seen_.emplace(made.control, row.line);
        if (!added) {
            report(statement_codes::repeated_control, row.line,
                   fmt::format("\"{}\" has a row already, in line {}", text, first->second),
                   written_control(text) && written_control(text)->annex == 0
                       ? "keep one of them; a spreadsheet turns 5.10 into 5.1 where the column is of numbers"
                       : "keep one of them");
            return;
        }
        out.rows.push_back(std::move(made));
    }

    void heading_or_clause(ClauseIndex index, const StatementRow& made) {
        const Clause& clause = catalogue_.clause(index);
        if (made.said.applicable || !made.said.decided) return;  // a title row, or "clause 4: yes"
        if (clause.kind == ClauseKind::clause)
            report(Code::config_excluded_requirement, made.line,
                   fmt::format("clause {} is one of the {}, and clauses of a management system cannot be "
                               "excluded",
                               clause.number, catalogue_.standard_of(index).system),
                   "remove it; where its evidence is kept outside the wiki, use \"held-elsewhere\"");
        else
            report(statement_codes::unknown_control, made.line,
                   fmt::format("{} is a heading above controls", clause.number),
                   "exclude each of its controls: each needs a justification of its own");
    }

    void unknown(const std::string& text, std::uint32_t line) {
        const auto written = written_control(text);
        const std::string& id = catalogue_.standards()[standard_].id;
        std::vector<std::string> numbers;
        for (const ClauseIndex control : controls_of(catalogue_, standard_))
            numbers.push_back(catalogue_.clause(control).number);
        std::string number = text.substr(text.find('/') + 1);
        if (written)
            number = (written->annex != 0 ? std::string{written->annex, '.'} : annex_of(standard_)) +
                     written->number;
        std::string hint = other_edition_hint(number);
        if (const std::string_view nearest = nearest_name(number, numbers, 3);
            hint.empty() && !nearest.empty())
            hint = fmt::format("did you mean {} ({})?", nearest,
                               catalogue_.clause(*catalogue_.find(fmt::format("{}/{}", id, nearest))).title);
        report(statement_codes::unknown_control, line,
               fmt::format("{} has no control \"{}\"", catalogue_.standards()[standard_].name, text), hint);
    }

    /// Of a number that another edition has: a row that was left behind.
    std::string other_edition_hint(const std::string& number) const {
        const Standard& wanted = catalogue_.standards()[standard_];
        for (const Standard& other : catalogue_.standards()) {
            const auto clause = catalogue_.find(other.id + "/" + number);
            if (other.family == wanted.family && clause && catalogue_.clause(*clause).leaf())
                return fmt::format("{} has it ({}); clausemark standards {} shows where it went", other.name,
                                   catalogue_.clause(*clause).title, catalogue_.clause(*clause).id);
        }
        return {};
    }

    void read_values(const TableRow& row, StatementRow& made) {
        using enum StatementWord;
        Applicability& said = made.said;
        const std::string applies = text_at(row, StatementColumn::applies);
        said.decided = false;
        if (at(places_, StatementColumn::applies) == nowhere) {
            said.decided = true;  // a table of the necessary controls alone
        } else if (!applies.empty()) {
            const auto word = word_in(applies, StatementColumn::applies, row.line, {yes, no, none});
            said.decided = word && word != none;
            said.applicable = word != no;
        }
        said.justification = text_at(row, StatementColumn::justification);
        if (const std::string why = text_at(row, StatementColumn::exclusion);
            !why.empty() && said.decided && !said.applicable)
            said.justification = why;
        said.treatment = text_at(row, StatementColumn::treatment);
        if (const std::string cell = text_at(row, StatementColumn::implementation); !cell.empty())
            if (const auto word = word_in(cell, StatementColumn::implementation, row.line,
                                          {implemented, partly, planned, not_started, none}))
                said.implementation = word == implemented   ? Implementation::implemented
                                      : word == partly      ? Implementation::partly
                                      : word == planned     ? Implementation::planned
                                      : word == not_started ? Implementation::not_started
                                                            : Implementation::unstated;
        // What does not apply has no state, whatever its cell says.
        if (said.decided && !said.applicable) said.implementation = Implementation::unstated;
        read_reasons(text_at(row, StatementColumn::because), row.line, said);
    }

    void read_reasons(const std::string& cell, std::uint32_t line, Applicability& said) {
        using enum StatementWord;
        std::set<InclusionReason> reasons;
        for (const std::string& part : parts_of(cell, ",;+&")) {
            const auto word =
                word_in(part, StatementColumn::because, line, {risk, law, contract, business, none});
            if (word && word != none)
                reasons.insert(
                    static_cast<InclusionReason>(static_cast<int>(*word) - static_cast<int>(risk)));
        }
        said.because.assign(reasons.begin(), reasons.end());
    }

    void read_maps_to(const std::string& cell, StatementRow& made) {
        for (const std::string& part : parts_of(cell, ",;")) {
            if (const auto clause = find(part, standard_)) {
                const std::string& id = catalogue_.clause(*clause).id;
                if (std::ranges::find(made.maps_to, id) == made.maps_to.end()) made.maps_to.push_back(id);
            } else {
                unknown(part, made.line);
            }
        }
    }

    static std::vector<std::string> parts_of(std::string_view cell, std::string_view separators) {
        std::vector<std::string> out;
        while (!cell.empty()) {
            const std::size_t end = std::min(cell.find_first_of(separators), cell.size());
            if (std::string part = cell_text(cell.substr(0, end)); !part.empty())
                out.push_back(std::move(part));
            cell.remove_prefix(std::min(end + 1, cell.size()));
        }
        return out;
    }

    const Catalogue& catalogue_;
    const StatementSettings& settings_;
    const std::string& file_;
    std::vector<Diagnostic>& faults_;
    Places places_{};
    StandardIndex standard_ = 0;
    std::map<std::string, std::uint32_t> seen_;
};

}  // namespace

Diagnostic at_line(Code code, const std::string& file, std::uint32_t line, std::string message,
                   std::string hint) {
    Diagnostic out = diagnose(code, file, std::move(message), std::move(hint));
    if (line > 0) out.position = {line, 1};
    return out;
}

bool may_be_own_control(std::string_view id) {
    return !id.empty() && cell_text(id) == id && !written_control(id) &&
           id.find('/') == std::string_view::npos;
}

std::string control_label(const Catalogue& catalogue, StandardIndex standard, const StatementRow& row) {
    if (row.own()) return row.control;
    const Clause& clause = catalogue.clause(row.clause);
    return clause.standard == standard ? clause.number : clause.id;
}

StatementReading read_statement(const Catalogue& catalogue, StandardIndex wanted, bool other_editions,
                                const StatementSettings& settings, const std::vector<Table>& tables,
                                const std::string& file, std::vector<Diagnostic>& faults) {
    return Reader(catalogue, settings, file, faults).run(wanted, other_editions, tables);
}

}  // namespace clausemark
