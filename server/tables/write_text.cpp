// SPDX-License-Identifier: Apache-2.0
// CSV, pages of wikis, JSON, and the list of formats. See write_tables.h.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "server/tables/write_tables.h"

namespace clausemark {
namespace {

constexpr std::string_view formula_begins = "=+-@\t\r";

/// Where a text begins behind its quotes, and whether a spreadsheet would take that for a formula.
bool formula_behind_quotes(std::string_view text) {
    const std::size_t begin = text.find_first_not_of('\'');
    return begin != std::string_view::npos && formula_begins.find(text[begin]) != std::string_view::npos;
}

std::string csv_cell(const Cell& cell) {
    std::string text = cell.number ? cell.text : guarded(cell.text);
    if (text.find_first_of("\",\r\n;") == std::string::npos) return text;
    std::string out = "\"";
    for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + "\"";
}

bool letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           static_cast<unsigned char>(c) >= 0x80;
}

/// A character as a reference, which means nothing to a wiki but itself.
std::string reference(char c) {
    return fmt::format("&#{};", static_cast<int>(c));
}

/// What begins a link by itself, inside a cell: the ':' of "://", the '.' of "www.".
bool begins_a_link(std::string_view text, std::size_t at) {
    if (text[at] == ':') return text.substr(at, 3) == "://";
    return text[at] == '.' && at >= 3 && (text.substr(at - 3, 3) == "www" || text.substr(at - 3, 3) == "WWW");
}

std::string markdown_text(std::string_view text) {
    constexpr std::string_view special = "\\`*_[]<>&|~@^$";
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i)
        out += special.find(text[i]) != std::string_view::npos || begins_a_link(text, i)
                   ? reference(text[i])
                   : std::string(1, text[i]);
    return out;
}

std::string mediawiki_text(std::string_view text) {
    constexpr std::string_view special = "&<>[]{}|~";
    constexpr std::string_view special_twice = "'_!-";
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool twice =
            (i > 0 && text[i - 1] == text[i]) || (i + 1 < text.size() && text[i + 1] == text[i]);
        const bool means = special.find(text[i]) != std::string_view::npos ||
                           (twice && special_twice.find(text[i]) != std::string_view::npos) ||
                           begins_a_link(text, i);
        out += means ? reference(text[i]) : std::string(1, text[i]);
    }
    return out;
}

/// Between %% nothing means anything; short of that, letters, digits and single dots and commas do not.
std::string dokuwiki_text(std::string_view text) {
    bool plain = text.find("..") == std::string_view::npos;
    for (std::size_t i = 0; i < text.size(); ++i) {
        plain = plain && (letter_or_digit(text[i]) || text[i] == ' ' || text[i] == '.' || text[i] == ',');
        const bool times = text[i] == 'x' && i > 0 && i + 1 < text.size() && text[i - 1] >= '0' &&
                           text[i - 1] <= '9' && text[i + 1] >= '0' && text[i + 1] <= '9';
        plain = plain && !times;  // 640x480 is shown with a cross
    }
    if (plain) return std::string(text);
    std::string out;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find("%%"), text.size());
        if (end > 0) out += fmt::format("%%{}%%", text.substr(0, end));
        if (end < text.size()) out += "<nowiki>%%</nowiki>";
        text.remove_prefix(std::min(end + 2, text.size()));
    }
    return out;
}

using Escape = std::string (*)(std::string_view);

std::string head_lines(const Table& table, Escape escape, std::string_view item) {
    std::string out;
    for (const auto& [name, value] : table.head)
        out += fmt::format("{}{}: {}\n", item, escape(name), escape(value));
    if (!table.note.empty()) out += fmt::format("\n{}\n", escape(table.note));
    return out + "\n";
}

/// Rows between bars: of Markdown and DokuWiki.
std::string bar_row(const TableRow& row, std::size_t columns, Escape escape) {
    std::string out = "|";
    for (std::size_t i = 0; i < columns; ++i)
        out += fmt::format(" {} |", i < row.cells.size() ? escape(row.cells[i].text) : "");
    return out + "\n";
}

}  // namespace

std::string guarded(std::string text) {
    return formula_behind_quotes(text) ? "'" + std::move(text) : std::move(text);
}

std::string unguarded(std::string text) {
    if (text.starts_with('\'') && formula_behind_quotes(text)) text.erase(0, 1);
    return text;
}

std::string write_csv(const Table& table) {
    std::string out = "\xef\xbb\xbf";
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        out += (i > 0 ? "," : "") + csv_cell(table.columns[i].title);
    out += "\r\n";
    for (const TableRow& row : table.rows) {
        for (std::size_t i = 0; i < table.columns.size(); ++i)
            out += (i > 0 ? "," : "") + (i < row.cells.size() ? csv_cell(row.cells[i]) : "");
        out += "\r\n";
    }
    return out;
}

std::string write_markdown(const Table& table) {
    std::string out =
        fmt::format("# {}\n\n{}", markdown_text(table.title), head_lines(table, markdown_text, "- "));
    out += "|";
    for (const Column& column : table.columns) out += fmt::format(" {} |", markdown_text(column.title));
    out += "\n|";
    for (std::size_t i = 0; i < table.columns.size(); ++i) out += "---|";
    out += "\n";
    for (const TableRow& row : table.rows) out += bar_row(row, table.columns.size(), markdown_text);
    return out;
}

std::string write_mediawiki(const Table& table) {
    std::string out =
        fmt::format("= {} =\n{}", mediawiki_text(table.title), head_lines(table, mediawiki_text, "* "));
    out += "{| class=\"wikitable sortable\"\n";
    for (std::size_t i = 0; i < table.columns.size(); ++i)
        out += (i > 0 ? " !! " : "! ") + mediawiki_text(table.columns[i].title);
    out += "\n";
    for (const TableRow& row : table.rows) {
        out += "|-\n";
        for (std::size_t i = 0; i < table.columns.size(); ++i)
            out += (i > 0 ? " || " : "| ") +
                   (i < row.cells.size() ? mediawiki_text(row.cells[i].text) : std::string());
        out += "\n";
    }
    return out + "|}\n";
}

std::string write_dokuwiki(const Table& table) {
    std::string out =
        fmt::format("====== {} ======\n\n{}", table.title, head_lines(table, dokuwiki_text, "  * "));
    out += "^";
    for (const Column& column : table.columns) out += fmt::format(" {} ^", dokuwiki_text(column.title));
    out += "\n";
    for (const TableRow& row : table.rows) out += bar_row(row, table.columns.size(), dokuwiki_text);
    return out;
}

Json table_json(const Table& table) {
    Json columns = Json::array();
    for (const Column& column : table.columns) columns.push_back(column.title);
    Json rows = Json::array();
    for (const TableRow& row : table.rows) {
        Json made = Json::object();
        for (std::size_t i = 0; i < table.columns.size() && i < row.cells.size(); ++i) {
            const Cell& cell = row.cells[i];
            made[table.columns[i].title] = cell.number ? Json(std::stoll(cell.text)) : Json(cell.text);
        }
        rows.push_back(std::move(made));
    }
    Json head = Json::object();
    for (const auto& [name, value] : table.head) head[name] = value;
    return {{"name", table.name}, {"title", table.title}, {"head", head},
            {"note", table.note}, {"columns", columns},   {"rows", rows}};
}

std::span<const TableFormat> table_formats() {
    static constexpr TableFormat formats[] = {
        {"csv", "csv", "text/csv; charset=utf-8",
         [](const Table& table, std::string_view) { return write_csv(table); }},
        {"xlsx", "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
         [](const Table& table, std::string_view day) { return write_xlsx(std::span(&table, 1), day); }},
        {"html", "html", "text/html; charset=utf-8",
         [](const Table& table, std::string_view) { return write_html(table); }},
        {"json", "json", "application/json",
         [](const Table& table, std::string_view) { return write_json_indented(table_json(table)) + "\n"; }},
        {"markdown", "md", "text/markdown; charset=utf-8",
         [](const Table& table, std::string_view) { return write_markdown(table); }},
        {"mediawiki", "wiki", "text/plain; charset=utf-8",
         [](const Table& table, std::string_view) { return write_mediawiki(table); }},
        {"dokuwiki", "txt", "text/plain; charset=utf-8",
         [](const Table& table, std::string_view) { return write_dokuwiki(table); }},
    };
    return formats;
}

const TableFormat* table_format(std::string_view name) {
    const auto found = std::ranges::find(table_formats(), name, &TableFormat::name);
    return found == table_formats().end() ? nullptr : &*found;
}

}  // namespace clausemark
