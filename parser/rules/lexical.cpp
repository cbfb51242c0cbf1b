// SPDX-License-Identifier: Apache-2.0
// The characters and words of rule text, below the grammar: spaces and comments, what a bare word is made of,
// and how a phrase is held. See grammar.h.
#include <algorithm>
#include <array>

#include "parser/core/utf8.h"
#include "parser/rules/grammar.h"

namespace clausemark::rule_text {
namespace {

constexpr auto reserved =
    std::to_array<std::string_view>({"and", "as", "near", "or", "then", "unless", "with"});

constexpr std::size_t shown_word = 40;  // bytes of a found word that a message repeats

bool is_blank(char c) {
    return c == ' ' || c == '\t' || c == '\r';
}

}  // namespace

bool is_word_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           static_cast<unsigned char>(c) >= 0x80;
}

bool is_reserved(std::string_view word) {
    return std::find(reserved.begin(), reserved.end(), word) != reserved.end();
}

std::optional<ExprKind> context_kind(std::string_view word) {
    if (word == "heading") return ExprKind::heading;
    if (word == "path") return ExprKind::path;
    if (word == "title") return ExprKind::title;
    if (word == "section") return ExprKind::section;
    return std::nullopt;
}

std::uint32_t skip_space(std::string_view source, std::uint32_t at, bool over_lines) {
    std::size_t place = at;
    while (place < source.size()) {
        const char c = source[place];
        if (is_blank(c) || (over_lines && c == '\n')) {
            ++place;
        } else if (c == '#') {
            place = std::min(source.find('\n', place), source.size());
        } else {
            break;
        }
    }
    return static_cast<std::uint32_t>(place);
}

std::string found_at(std::string_view source, std::uint32_t at) {
    if (at >= source.size()) return "the end of the file";
    if (source[at] == '\n') return "the end of the line";
    if (is_blank(source[at])) return "a space";
    std::size_t end = at;
    while (end < source.size() && end - at < shown_word && is_word_character(source[end])) ++end;
    if (end == at) return std::string(1, source[at]);
    while (end < source.size() && (static_cast<unsigned char>(source[end]) & 0xC0) == 0x80) ++end;
    return std::string(source.substr(at, end - at));
}

std::string normal_words(std::string_view text, bool exact) {
    std::string out;
    bool gap = false;
    for (const char c : text) {
        if (is_blank(c) || c == '\n' || c == '-') {
            gap = true;
            continue;
        }
        if (gap && !out.empty()) out += ' ';
        gap = false;
        out += !exact && c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    return out;
}

}  // namespace clausemark::rule_text
