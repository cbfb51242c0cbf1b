// SPDX-License-Identifier: Apache-2.0
// Looking up character references. See entities.h.
#include "parser/formats/entities.h"

#include <algorithm>
#include <array>
#include <cstdint>

#include "parser/core/utf8.h"

namespace clausemark {
namespace {

struct Entity {
    std::string_view name;
    std::string_view text;
};

constexpr auto entities = std::to_array<Entity>({
#include "parser/formats/entities.inc"
});

static_assert(std::is_sorted(entities.begin(), entities.end(),
                             [](const Entity& a, const Entity& b) { return a.name < b.name; }));

/// Names that HTML also knows without their semicolon.
constexpr auto bare_names = std::to_array<std::string_view>({
    "AElig",  "AMP",    "Aacute", "Acirc",  "Agrave", "Aring",  "Atilde", "Auml",  "COPY",   "Ccedil",
    "ETH",    "Eacute", "Ecirc",  "Egrave", "Euml",   "GT",     "Iacute", "Icirc", "Igrave", "Iuml",
    "LT",     "Ntilde", "Oacute", "Ocirc",  "Ograve", "Oslash", "Otilde", "Ouml",  "QUOT",   "REG",
    "THORN",  "Uacute", "Ucirc",  "Ugrave", "Uuml",   "Yacute", "aacute", "acirc", "acute",  "aelig",
    "agrave", "amp",    "aring",  "atilde", "auml",   "brvbar", "ccedil", "cedil", "cent",   "copy",
    "curren", "deg",    "divide", "eacute", "ecirc",  "egrave", "eth",    "euml",  "frac12", "frac14",
    "frac34", "gt",     "iacute", "icirc",  "iexcl",  "igrave", "iquest", "iuml",  "laquo",  "lt",
    "macr",   "micro",  "middot", "nbsp",   "not",    "ntilde", "oacute", "ocirc", "ograve", "ordf",
    "ordm",   "oslash", "otilde", "ouml",   "para",   "plusmn", "pound",  "quot",  "raquo",  "reg",
    "sect",   "shy",    "sup1",   "sup2",   "sup3",   "szlig",  "thorn",  "times", "uacute", "ucirc",
    "ugrave", "uml",    "uuml",   "yacute", "yen",    "yuml",
});

/// What 0x80..0x9F mean: pages written on Windows use these numbers for quotes and dashes.
constexpr std::array<char32_t, 32> windows_1252 = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

constexpr std::size_t longest_reference = 40;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_hex(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
bool is_alnum(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

std::string decode_number(std::string_view digits, std::uint32_t base) {
    std::uint32_t value = 0;
    for (const char c : digits) {
        const int digit = is_digit(c) ? c - '0' : (c | 0x20) - 'a' + 10;
        value = std::min<std::uint32_t>(value * base + static_cast<std::uint32_t>(digit), 0x110000);
    }
    char32_t code_point = value;
    if (value >= 0x80 && value <= 0x9F) code_point = windows_1252[value - 0x80];
    if (value == 0 || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) code_point = 0xFFFD;
    std::string text;
    append_utf8(text, code_point);
    return text;
}

}  // namespace

std::optional<std::string> decode_entity(std::string_view reference) {
    if (entity_length(reference) != reference.size() || reference.empty()) return std::nullopt;
    const std::string_view name = reference.substr(1, reference.size() - 2);
    if (name.front() == '#') {
        const bool hex = name[1] == 'x' || name[1] == 'X';
        return decode_number(name.substr(hex ? 2 : 1), hex ? 16 : 10);
    }
    const auto* found =
        std::lower_bound(entities.begin(), entities.end(), name,
                         [](const Entity& entity, std::string_view n) { return entity.name < n; });
    if (found == entities.end() || found->name != name) return std::nullopt;
    return std::string(found->text);
}

std::size_t entity_length(std::string_view text) {
    if (text.size() < 3 || text[0] != '&') return 0;
    const bool number = text[1] == '#';
    const bool hex = number && (text[2] == 'x' || text[2] == 'X');
    const std::size_t begin = hex ? 3 : number ? 2 : 1;
    std::size_t at = begin;
    const std::size_t end = std::min(text.size(), longest_reference);
    while (at < end && (hex ? is_hex(text[at]) : number ? is_digit(text[at]) : is_alnum(text[at]))) ++at;
    return at > begin && at < end && text[at] == ';' ? at + 1 : 0;
}

Reference html_reference(std::string_view text) {
    const std::string_view whole = text.substr(0, entity_length(text));
    if (auto decoded = decode_entity(whole)) return {std::move(*decoded), whole.size()};
    if (text.size() < 3 || text[0] != '&') return {};
    if (text[1] == '#') {
        const bool hex = text[2] == 'x' || text[2] == 'X';
        const std::size_t begin = hex ? 3 : 2;
        std::size_t at = begin;
        while (at < text.size() && (hex ? is_hex(text[at]) : is_digit(text[at]))) ++at;
        if (at == begin) return {};
        std::string decoded = decode_number(text.substr(begin, at - begin), hex ? 16 : 10);
        return {std::move(decoded), at < text.size() && text[at] == ';' ? at + 1 : at};
    }
    constexpr std::size_t longest_bare = 6;
    for (std::size_t length = std::min(longest_bare, text.size() - 1); length >= 2; --length) {
        const std::string_view name = text.substr(1, length);
        if (!std::binary_search(bare_names.begin(), bare_names.end(), name)) continue;
        const auto decoded = decode_entity("&" + std::string(name) + ";");
        return {decoded.value_or(""), length + 1};
    }
    return {};
}

std::string decode_entities(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t sign = std::min(text.find('&', at), text.size());
        out += text.substr(at, sign - at);
        at = sign;
        if (at == text.size()) break;
        const std::string_view reference = text.substr(at, entity_length(text.substr(at)));
        const auto decoded = decode_entity(reference);
        out += decoded ? *decoded : "&";
        at += decoded ? reference.size() : 1;
    }
    return out;
}

}  // namespace clausemark
