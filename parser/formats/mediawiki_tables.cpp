// SPDX-License-Identifier: Apache-2.0
// The table lines of wikitext: {| |+ |- | ! |}. A line that begins like one belongs to the innermost open
// table; all other lines inside of a cell are blocks as anywhere. See mediawiki_blocks.cpp.
#include <algorithm>

#include "parser/formats/mediawiki_reader.h"

namespace clausemark::mediawiki {
namespace {

/// What a cell shows: behind its attributes, if it has any. A link before the bar means there are none.
Span cell_content(std::string_view text, Span cell) {
    const std::string_view all = cell.of(text);
    const std::size_t bar = all.find('|');
    const std::string_view before = all.substr(0, bar);
    if (bar != std::string_view::npos && before.find("[[") == std::string_view::npos &&
        before.find("-{") == std::string_view::npos)
        cell.begin += static_cast<std::uint32_t>(bar) + 1;
    while (!cell.empty() && is_space(text[cell.begin])) ++cell.begin;
    while (!cell.empty() && is_space(text[cell.end - 1])) --cell.end;
    return cell;
}

}  // namespace

bool Reader::table_line(Flow& flow, std::uint32_t begin, std::uint32_t end) {
    while (begin < end && is_space(flow.text[begin])) ++begin;
    const std::uint32_t line = begin;
    while (begin < end && flow.text[begin] == ':') ++begin;
    while (begin > line && begin < end && is_space(flow.text[begin])) ++begin;
    if (flow.text.substr(begin, end - begin).starts_with("{|")) {
        close_lists(flow, 0);
        end_paragraph(flow);
        if (!flow.tables.empty()) flow.tables.back().interrupted = flow.tables.back().cell;
        flow.tables.push_back({});
        writer_.begin_table();
        flow.suppressed = true;
        return true;
    }
    if (flow.tables.empty() || line == end) return false;
    begin = line;
    const char first = flow.text[begin];
    const char second = begin + 1 < end ? flow.text[begin + 1] : '\0';
    if (first != '|' && first != '!') return false;

    close_lists(flow, 0);
    end_paragraph(flow);
    Flow::Table& table = flow.tables.back();
    if (first == '|' && second == '}') {
        close_table(flow);
        read_inline(flow, begin + 2, end);
        flow.suppressed = false;
    } else if (first == '|' && second == '-') {
        writer_.end_row();
        settle();
        table = {};
        flow.suppressed = true;
    } else if (first == '|' && second == '+') {
        writer_.end_row();
        settle();
        writer_.paragraph();
        table_cells(flow, begin + 2, end, '+', false);
        flow.suppressed = true;
    } else {
        table_cells(flow, begin + 1, end, first, !table.row && header_row(flow, begin));
        flow.suppressed = false;
    }
    return true;
}

void Reader::table_cells(Flow& flow, std::uint32_t begin, std::uint32_t end, char kind, bool header) {
    while (true) {
        std::uint32_t stop = begin;
        const auto divides = [&](std::uint32_t at) {
            const std::string_view two = flow.text.substr(at, 2);
            return two == "||" || (kind == '!' && two == "!!");
        };
        while (stop < end && !(stop + 1 < end && divides(stop))) ++stop;
        if (kind != '+') {
            Flow::Table& table = flow.tables.back();
            if (!table.row) {
                settle();
                writer_.row(header);
            }
            table = {true, true, false};
            writer_.cell();
        } else {
            writer_.line_break();
        }
        const Span content = cell_content(flow.text, {begin, stop});
        read_inline(flow, content.begin, content.end);
        if (stop >= end) return;
        begin = stop + 2;
    }
}

/// True where every cell of the row that begins with this line is a header. Looks no further than the row.
bool Reader::header_row(const Flow& flow, std::uint32_t line) const {
    while (line < flow.text.size()) {
        const std::size_t end = std::min(flow.text.find('\n', line), flow.text.size());
        const std::string_view trimmed = trim(flow.text.substr(line, end - line));
        if (trimmed.starts_with('|'))
            return trimmed.size() > 1 && (trimmed[1] == '-' || trimmed[1] == '}' || trimmed[1] == '+');
        if (trimmed.starts_with("{|")) return true;
        line = static_cast<std::uint32_t>(end) + 1;
    }
    return true;
}

void Reader::close_table(Flow& flow) {
    writer_.end_row();
    writer_.end_table();
    flow.tables.pop_back();
    settle();
}

/// Behind a table inside of a cell, the row around it goes on.
void Reader::resume_row(Flow& flow) {
    if (flow.tables.empty() || !flow.tables.back().interrupted) return;
    flow.tables.back().interrupted = false;
    writer_.row(false);
    writer_.cell();
}

}  // namespace clausemark::mediawiki
