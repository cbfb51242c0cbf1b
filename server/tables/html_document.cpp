// SPDX-License-Identifier: Apache-2.0
// See html_document.h.
#include "server/tables/html_document.h"

#include <fmt/format.h>

#include <algorithm>

#include "indexer/coverage/coverage.h"
#include "server/pages/html.h"
#include "server/tables/write_tables.h"

namespace clausemark {
namespace {

constexpr std::string_view style = R"css(
:root { --ink: #1c2430; --soft: #5a6675; --line: #cfd6de; --link: #0b5cad; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 80rem; padding: 1rem; font: 14px/1.4 "DejaVu Sans", Arial, sans-serif; color: var(--ink); }
a { color: var(--link); }
h1 { font-size: 1.5rem; margin: .5rem 0; } h2 { font-size: 1.15rem; margin: 1.6rem 0 .4rem; }
p { margin: .4rem 0; max-width: 60rem; } .soft { color: var(--soft); }
dl.head { display: grid; grid-template-columns: max-content auto; gap: .15rem 1rem; margin: .6rem 0; }
dl.head dt { color: var(--soft); } dl.head dd { margin: 0; font-weight: 600; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; margin: .6rem 0; font-size: .9em; }
th, td { border: 1px solid var(--line); padding: .25rem .4rem; text-align: left; vertical-align: top; overflow-wrap: break-word; }
thead th { background: #e9edf2; } thead tr.every-page td { border: 0; padding: 0 0 .2rem; color: var(--soft); font-size: .85em; }
tr.heading th { background: #f3f5f8; } td.number { text-align: right; font-variant-numeric: tabular-nums; }
.covered, .implemented, .yes { color: #1b6e3c; } .partial { color: #8a5a00; } .mentioned { color: #6b4ea0; } .none { color: #a3262a; }
.covered, .partial, .mentioned, .none, .implemented { font-weight: 600; }
nav { margin-bottom: .5rem; } ol.index li { margin: .3rem 0; }
@media screen { section { overflow-x: auto; } }
@media screen and (max-width: 70rem) { table { font-size: .8em; } th, td { padding: .2rem .25rem; } }
@page { size: A4 landscape; margin: 14mm 12mm 16mm;
  @bottom-left { content: "documents only, not conformity"; font: 8pt sans-serif; color: #5a6675; }
  @bottom-right { content: "page " counter(page) " of " counter(pages); font: 8pt sans-serif; color: #5a6675; } }
@media print {
  body { max-width: none; padding: 0; font-size: 8.5pt; } nav { display: none; } a { color: inherit; text-decoration: none; }
  div.sheet { break-before: page; } thead { display: table-header-group; } tr { break-inside: avoid; } h2 { break-after: avoid; }
  * { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
}
)css";

/// Escaped, with places where a path or another long word may break: the column need not be as wide as it.
std::string breakable(std::string_view text) {
    constexpr std::size_t long_word = 16;
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        const bool long_one = end - at >= long_word;
        for (std::size_t from = at; from < end;) {
            const std::size_t sign = long_one ? std::min(text.find_first_of("/._:", from), end) : end;
            const std::size_t to = std::min(sign + 1, end);
            out += escape(text.substr(from, to - from));
            if (to < end) out += "<wbr>";
            from = to;
        }
        if (end < text.size()) out += ' ';
        at = end + 1;
    }
    return out;
}

std::string cell_html(const Cell& cell) {
    std::string inner = breakable(cell.text);
    const bool local = !cell.link.empty() && cell.link.find(':') == std::string::npos;
    const std::string address = local ? cell.link : safe_address(cell.link);
    if (!address.empty()) inner = fmt::format("<a href=\"{}\">{}</a>", escape(address), inner);
    if (!cell.mark.empty()) inner = fmt::format("<span class=\"{}\">{}</span>", escape(cell.mark), inner);
    return inner;
}

std::string row_html(const TableRow& row, std::size_t columns) {
    if (row.heading) {
        std::string words;
        for (const Cell& cell : row.cells)
            if (!cell.text.empty()) words += (words.empty() ? "" : " ") + escape(cell.text);
        return fmt::format("<tr class=\"heading\"><th colspan=\"{}\" scope=\"colgroup\">{}</th></tr>\n",
                           columns, words);
    }
    std::string out = "<tr>";
    for (std::size_t i = 0; i < columns; ++i) {
        const Cell cell = i < row.cells.size() ? row.cells[i] : Cell();
        out += fmt::format("<{0}{1}>{2}</{3}>", i == 0 ? "th scope=\"row\"" : "td",
                           cell.number ? " class=\"number\"" : "", cell_html(cell), i == 0 ? "th" : "td");
    }
    return out + "</tr>\n";
}

}  // namespace

std::string html_section(const Table& table, int level) {
    std::string out = fmt::format("<section id=\"{0}\">\n<h{1}>{2}</h{1}>\n", escape(table.name), level,
                                  escape(table.title));
    if (!table.head.empty()) {
        out += "<dl class=\"head\">";
        for (const auto& [name, value] : table.head)
            out += fmt::format("<dt>{}</dt><dd>{}</dd>", escape(name), escape(value));
        out += "</dl>\n";
    }
    if (!table.note.empty()) out += fmt::format("<p class=\"soft\">{}</p>\n", escape(table.note));
    if (table.rows.empty()) return out + "<p>Nothing to list.</p>\n</section>\n";
    unsigned all = 0;
    for (const Column& column : table.columns) all += column.width;
    out += "<table>\n<colgroup>";
    for (const Column& column : table.columns)
        out += fmt::format("<col style=\"width: {}%\">", column.width * 100 / std::max(all, 1U));
    out += fmt::format(
        "</colgroup>\n<thead>\n<tr class=\"every-page\"><td colspan=\"{}\">{}: {}</td></tr>\n<tr>",
        table.columns.size(), escape(table.title), documents_only);
    for (const Column& column : table.columns)
        out += fmt::format("<th scope=\"col\">{}</th>", escape(column.title));
    out += "</tr>\n</thead>\n<tbody>\n";
    for (const TableRow& row : table.rows) out += row_html(row, table.columns.size());
    return out + "</tbody>\n</table>\n</section>\n";
}

std::string html_document(std::string_view title, std::string_view body, std::string_view home) {
    return fmt::format(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
        "'unsafe-inline'\">\n<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n{}{}</body>\n</html>\n",
        escape(title), style,
        home.empty() ? std::string() : fmt::format("<nav><a href=\"{}\">Index</a></nav>\n", escape(home)),
        body);
}

std::string write_html(const Table& table) {
    return html_document(table.title, html_section(table, 1));
}

}  // namespace clausemark
