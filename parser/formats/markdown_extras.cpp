// SPDX-License-Identifier: Apache-2.0
// Recognising additions to Markdown. See markdown_extras.h. A form is hidden only where it can mean nothing
// else; all else stays visible text.
#include "parser/formats/markdown_extras.h"

#include <algorithm>
#include <array>

namespace clausemark {
namespace {

constexpr std::size_t longest_label = 80;
constexpr std::size_t longest_attributes = 200;

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_blank(char c) {
    return c == ' ' || c == '\t';
}
bool is_line_end(char c) {
    return c == '\n' || c == '\r';
}

std::size_t line_end(std::string_view page, std::size_t at) {
    return std::min(page.find_first_of("\r\n", at), page.size());
}

std::size_t skip_blanks(std::string_view page, std::size_t at) {
    while (at < page.size() && is_blank(page[at])) ++at;
    return at;
}

/// The length of "[^label]" at `at`, or 0.
std::size_t footnote_length(std::string_view page, std::size_t at) {
    if (!page.substr(at).starts_with("[^")) return 0;
    for (std::size_t i = at + 2; i < std::min(page.size(), at + longest_label); ++i) {
        if (page[i] == ']') return i > at + 2 ? i + 1 - at : 0;
        if (is_blank(page[i]) || is_line_end(page[i]) || page[i] == '[') return 0;
    }
    return 0;
}

/// "!!! note", "???+ tip", '=== "Tab"' whose next line is not blank and indented by four more.
bool admonition_at(std::string_view page, std::size_t at, std::size_t indent) {
    const std::string_view rest = page.substr(at);
    std::size_t name = 3;
    if (rest.starts_with("???+"))
        name = 4;
    else if (!rest.starts_with("!!!") && !rest.starts_with("???") && !rest.starts_with("==="))
        return false;
    if (name >= rest.size() || rest[name] != ' ') return false;
    name = skip_blanks(rest, name);
    if (name >= rest.size() || !(rest[0] == '=' ? rest[name] == '"' : is_letter(rest[name]))) return false;
    std::size_t next = page.find('\n', at);
    if (next == std::string_view::npos) return false;
    const std::size_t text = skip_blanks(page, ++next);
    return text < page.size() && !is_line_end(page[text]) && text - next >= indent + 4;
}

/// "{...}" on one line, or 0.
std::size_t braces_length(std::string_view page, std::size_t at) {
    const std::size_t end = std::min(page.size(), at + longest_attributes);
    for (std::size_t i = at + 1; i < end && !is_line_end(page[i]) && page[i] != '{'; ++i)
        if (page[i] == '}') return i + 1 - at;
    return 0;
}

/// GitHub and md4c fill rows up to the table's columns: rows times columns, for a page of few bytes a row. A
/// table of more columns than any person reads is left a paragraph, as later versions of md4c do.
constexpr std::size_t most_columns = 128;

/// md4c looks for a bracket's line from the beginning of its paragraph: lines times brackets. Behind this
/// many lines of one block that is no table, brackets are read as text.
constexpr std::size_t most_lines = 1000;

bool is_ruler(std::string_view line) {
    return line.find_first_not_of("|-: \t\r>") == std::string_view::npos &&
           line.find('|') != std::string_view::npos;
}

/// md4c wants three bytes below each column of a table, GitHub one: notes where dashes lack in the line [at,
/// end).
void widen_columns(std::string_view page, std::size_t at, std::size_t end, std::vector<Inserted>& inserted) {
    const std::string_view line = page.substr(at, end - at);
    for (std::size_t i = 0; i < line.size();) {
        const std::size_t begin = i;
        while (i < line.size() && (line[i] == '-' || line[i] == ':')) ++i;
        const std::size_t dash = line.substr(begin, i - begin).find('-');
        if (i > begin && i - begin < 3 && dash != std::string_view::npos) {
            const std::size_t before = inserted.empty() ? 0 : inserted.back().total;
            inserted.push_back({at + begin + dash, before + 3 - (i - begin)});
        }
        if (i == begin) ++i;
    }
}

/// The masked page with the dashes that `inserted` tells of.
std::string with_dashes(std::string_view page, const std::vector<Inserted>& inserted) {
    std::string wide;
    wide.reserve(page.size() + inserted.back().total);
    std::size_t at = 0;
    std::size_t total = 0;
    for (const Inserted& gap : inserted) {
        wide += page.substr(at, gap.at - at);
        wide.append(gap.total - total, '-');
        at = gap.at;
        total = gap.total;
    }
    wide += page.substr(at);
    return wide;
}

}  // namespace

MarkdownExtras find_markdown_extras(std::string_view page, std::size_t body) {
    MarkdownExtras extras;
    std::size_t at = body;
    std::size_t lines = 0;
    bool in_table = false;
    while (at < page.size()) {
        const std::size_t begin = at;
        const std::size_t text = skip_blanks(page, begin);
        const std::size_t newline = std::min(page.find('\n', text), page.size());
        if (text < page.size() && page[text] == '[' && text - begin <= 3) {
            const std::size_t label = footnote_length(page, text);
            if (label > 0 && text + label < page.size() && page[text + label] == ':') {
                if (extras.masked.empty()) extras.masked = page;
                extras.masked[text + label] = ';';  // else md4c may take it for a link definition
                extras.footnotes.emplace_back(page.substr(text + 2, label - 3));
            }
        } else if (text < page.size() && (page[text] == '!' || page[text] == '?' || page[text] == '=') &&
                   admonition_at(page, text, text - begin)) {
            if (extras.masked.empty()) extras.masked = page;
            extras.masked[text] = '-';
            extras.masked[text + 1] = extras.masked[text + 2] = ' ';
            if (extras.masked[text + 3] == '+') extras.masked[text + 3] = ' ';
            extras.admonitions.push_back(text);
        }
        const std::string_view line = page.substr(begin, newline - begin);
        const char opens = text < page.size() ? page[text] : '\n';
        const bool ruler = (opens == '|' || opens == '-' || opens == ':' || opens == '>') && is_ruler(line);
        if (ruler && static_cast<std::size_t>(std::count(line.begin(), line.end(), '|')) > most_columns) {
            if (extras.masked.empty()) extras.masked = page;
            extras.masked[text] = 'x';
        } else if (ruler) {
            widen_columns(page, text, newline, extras.inserted);
        }
        // Lines since a paragraph may have begun.
        const bool begins = (opens == '-' || opens == '*' || opens == '+' || opens == '#') &&
                            text + 1 < page.size() && page[text + 1] == ' ';
        if (text >= newline || is_line_end(page[text]) || begins) {
            lines = 0;
            in_table = false;
        }
        in_table = in_table || ruler;
        if (++lines > most_lines && !in_table && line.find('[') != std::string_view::npos) {
            if (extras.masked.empty()) extras.masked = page;
            std::replace(extras.masked.begin() + static_cast<std::ptrdiff_t>(begin),
                         extras.masked.begin() + static_cast<std::ptrdiff_t>(newline), '[', 'x');
        }
        at = newline + 1;
    }
    if (!extras.inserted.empty())
        extras.masked =
            with_dashes(extras.masked.empty() ? page : std::string_view(extras.masked), extras.inserted);
    std::sort(extras.footnotes.begin(), extras.footnotes.end());
    extras.has_marks = !extras.footnotes.empty() || page.find('{', body) != std::string_view::npos;
    return extras;
}

std::size_t hidden_length(std::string_view page, std::size_t at, const MarkdownExtras& extras, bool heading) {
    if (page[at] == '[') {
        const std::size_t length = footnote_length(page, at);
        if (length == 0) return 0;
        const auto label = page.substr(at + 2, length - 3);
        return std::binary_search(extras.footnotes.begin(), extras.footnotes.end(), label) ? length : 0;
    }
    if (page[at] != '{' || at + 1 >= page.size()) return 0;
    const char next = page[at + 1];
    if (next != ':' && next != '%' && !(heading && (next == '#' || next == '.'))) return 0;
    const std::size_t length = braces_length(page, at);
    if (length == 0) return 0;
    if (next == '%') return length >= 4 && page[at + length - 2] == '%' ? length : 0;
    if (next == ':') return length;
    const std::size_t behind = skip_blanks(page, at + length);
    return behind == page.size() || is_line_end(page[behind]) || page[behind] == '#' ? length : 0;
}

LineMark line_mark(std::string_view page, std::size_t at, const MarkdownExtras& extras) {
    if (page[at] == '[') {
        const std::size_t label = footnote_length(page, at);
        if (label > 0 && at + label < page.size() && page[at + label] == ':' &&
            hidden_length(page, at, extras, false) > 0)
            return {LineMark::Kind::footnote, label + 1};
        constexpr auto contents = std::to_array<std::string_view>({"[TOC]", "[toc]", "[[TOC]]", "[[_TOC_]]"});
        for (const std::string_view mark : contents) {
            if (!page.substr(at).starts_with(mark)) continue;
            const std::size_t behind = skip_blanks(page, at + mark.size());
            if (behind == page.size() || is_line_end(page[behind]))
                return {LineMark::Kind::hidden, mark.size()};
        }
    } else if (page.substr(at).starts_with(":::")) {
        std::size_t end = std::min(page.find_first_not_of(':', at), page.size());
        end = skip_blanks(page, end);
        if (end < page.size() && page[end] == '{') {
            end += braces_length(page, end);
        } else {
            while (end < page.size() && (is_letter(page[end]) || page[end] == '-' || page[end] == '_')) ++end;
        }
        return {LineMark::Kind::block, end - at};
    }
    return {};
}

AdmonitionTitle admonition_title(std::string_view page, std::size_t at) {
    AdmonitionTitle title;
    title.line_end = line_end(page, at);
    const std::string_view line = page.substr(0, title.line_end);
    const std::size_t open = std::min(line.find('"', at), line.size());
    title.begin = std::min(open + 1, line.size());
    title.end = std::min(line.find('"', title.begin), line.size());
    return title;
}

}  // namespace clausemark
