// SPDX-License-Identifier: Apache-2.0
// See placeholders.h.
#include "indexer/matcher/placeholders.h"

#include <algorithm>

#include "parser/core/limits.h"

namespace clausemark {
namespace {

/// The end of what opens at `at` and is closed by `close`; at where it is not closed nearby.
std::size_t closed(std::string_view text, std::size_t at, std::string_view close) {
    const std::size_t found = text.substr(at, limits::placeholder_bytes).find(close);
    return found == std::string_view::npos ? at : at + found + close.size();
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// The first word, in small letters.
std::string first_word(std::string_view text) {
    const auto begin = std::find_if(text.begin(), text.end(), [](char c) { return c != ' '; });
    std::string word(begin, std::find_if_not(begin, text.end(), is_letter));
    for (char& c : word) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return word;
}

/// A bracket that holds nothing but a word or two in capitals ("[NAME]", "[DOCUMENT OWNER]").
bool in_capitals(std::string_view bracket) {
    constexpr std::size_t least = 4;
    return bracket.size() >= least && std::all_of(bracket.begin(), bracket.end(), [](char c) {
               return (c >= 'A' && c <= 'Z') || c == ' ' || c == '_';
           });
}

/// True for the inside of a bracket that waits to be filled in.
bool is_open(std::string_view bracket, const std::vector<std::string>& words) {
    return in_capitals(bracket) || std::binary_search(words.begin(), words.end(), first_word(bracket));
}

}  // namespace

std::vector<Placeholder> find_placeholders(std::string_view text, const std::vector<std::string>& words) {
    std::vector<Placeholder> found;
    for (std::size_t at = text.find_first_of("{[$"); at != std::string_view::npos;
         at = text.find_first_of("{[$", at)) {
        const std::string_view rest = text.substr(at);
        std::size_t end = at;
        auto form = Placeholder::Form::variable;
        if (rest.starts_with("{{")) {
            end = closed(text, at, "}}");
            const char first = rest.size() > 2 ? rest[2] : ' ';
            if (first == '#' || first == '/' || first == '^') form = Placeholder::Form::control;
        } else if (rest.starts_with("{%")) {
            end = closed(text, at, "%}");
            form = Placeholder::Form::control;
        } else if (rest.starts_with("${")) {
            end = closed(text, at, "}");
        } else if (rest.starts_with("[")) {
            end = closed(text, at, "]");
            form = Placeholder::Form::bracket;
            if (end > at + 1 && !is_open(text.substr(at + 1, end - at - 2), words)) end = at;
        }
        if (end > at)
            found.push_back({{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)}, form});
        at = std::max(end, at + 1);
    }
    return found;
}

}  // namespace clausemark
