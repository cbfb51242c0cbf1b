// SPDX-License-Identifier: Apache-2.0
// Making findings and rendering them for a terminal. See diagnostic.h.
#include "parser/core/diagnostic.h"

#include <fmt/format.h>

#include <algorithm>

#include "parser/core/printable.h"
#include "parser/core/utf8.h"

namespace clausemark {
namespace {

constexpr std::size_t shown_before = 60;  // bytes of a long line shown left of the place
constexpr std::size_t shown_behind = 60;  // and right of it: what fits a terminal
constexpr std::size_t kept_bytes = 400;   // of the line on each side, for other renderers

std::string_view severity_word(Severity severity) {
    switch (severity) {
        case Severity::error:
            return "error";
        case Severity::warning:
            return "warning";
        case Severity::note:
            return "note";
    }
    return "error";
}

std::string_view severity_colour(Severity severity) {
    switch (severity) {
        case Severity::error:
            return "\x1b[1;31m";
        case Severity::warning:
            return "\x1b[1;35m";
        case Severity::note:
            return "\x1b[1;36m";
    }
    return "";
}

std::size_t boundary(std::string_view text, std::size_t offset) {
    offset = std::min(offset, text.size());
    while (offset > 0 && offset < text.size() && (static_cast<unsigned char>(text[offset]) & 0xC0) == 0x80)
        --offset;
    return offset;
}

std::string shown_line(const Diagnostic& d, bool colour) {
    const std::string_view line = d.line;
    const std::size_t place = boundary(line, d.line_place);
    const std::size_t from = boundary(line, place > shown_before ? place - shown_before : 0);
    const std::size_t to = boundary(line, place + shown_behind);
    const std::size_t end = boundary(line, std::clamp<std::size_t>(place + d.span.size(), place, to));
    const std::string left = printable(line.substr(from, place - from));
    const std::size_t width =
        std::max<std::size_t>(code_points(printable(line.substr(place, end - place))), 1);
    return fmt::format("{:>5} | {}{}\n      | {}{}^{}{}\n", d.position.line, left,
                       printable(line.substr(place, to - place)), std::string(code_points(left), ' '),
                       colour ? severity_colour(d.severity) : "", std::string(width - 1, '~'),
                       colour ? "\x1b[0m" : "");
}

}  // namespace

std::string code_text(Code code) {
    return fmt::format("CM{:03}", static_cast<unsigned>(code));
}

Position position_of(std::string_view source, std::uint32_t offset) {
    const std::string_view before = source.substr(0, std::min<std::size_t>(offset, source.size()));
    const auto line = static_cast<std::uint32_t>(std::count(before.begin(), before.end(), '\n'));
    const std::size_t newline = before.rfind('\n');
    const std::string_view in_line = newline == std::string_view::npos ? before : before.substr(newline + 1);
    return {line + 1, static_cast<std::uint32_t>(code_points(in_line)) + 1};
}

Diagnostic diagnose(Code code, std::string file, std::string message, std::string hint) {
    Diagnostic made{};
    made.code = code;
    made.severity = info(code).severity;
    made.file = std::move(file);
    made.message = std::move(message);
    made.hint = std::move(hint);
    return made;
}

Diagnostic diagnose_at(Code code, std::string file, std::string_view source, Span span, std::string message,
                       std::string hint) {
    Diagnostic made = diagnose(code, std::move(file), std::move(message), std::move(hint));
    made.span = span;
    made.position = position_of(source, span.begin);
    const std::size_t at = std::min<std::size_t>(span.begin, source.size());
    const std::size_t newline = at == 0 ? std::string_view::npos : source.rfind('\n', at - 1);
    const std::size_t begin = newline == std::string_view::npos ? 0 : newline + 1;
    std::size_t end = std::min(source.find('\n', at), source.size());
    // A page may be one line of megabytes: keep what the renderer can show.
    const std::size_t first = boundary(source, std::max(begin, at > kept_bytes ? at - kept_bytes : 0));
    end = boundary(source, std::min(end, at + kept_bytes));
    if (end > first && source[end - 1] == '\r') --end;
    made.line = std::string(source.substr(first, end - first));
    made.line_place = static_cast<std::uint32_t>(std::min(at - first, made.line.size()));
    return made;
}

std::string render(const Diagnostic& d, bool colour) {
    const std::string_view reset = colour ? "\x1b[0m" : "";
    std::string out;
    if (!d.file.empty()) out += printable(d.file) + ":";
    if (d.position.line > 0) out += fmt::format("{}:{}:", d.position.line, d.position.column);
    if (!out.empty()) out += ' ';
    out += fmt::format("{}{}:{} {} [{}]\n", colour ? severity_colour(d.severity) : "",
                       severity_word(d.severity), reset, printable(d.message), code_text(d.code));
    if (!d.line.empty() && d.position.line > 0) {
        out += shown_line(d, colour);
    }
    if (!d.hint.empty()) out += "  hint: " + printable(d.hint) + "\n";
    return out;
}

}  // namespace clausemark
