// SPDX-License-Identifier: Apache-2.0
// The lexer's tokens inside a line: links, addresses, icons, typography. See dokuwiki_lexer.h. The icons,
// schemes and typographic replacements are those of the wiki's default configuration.
#include <algorithm>
#include <array>
#include <span>

#include "parser/core/ascii.h"
#include "parser/formats/dokuwiki_lexer.h"

namespace clausemark::dokuwiki {
namespace {

constexpr std::size_t npos = std::string_view::npos;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}
bool is_word(char c) {
    return is_digit(c) || is_letter(c) || c == '_';
}
bool is_one_of(char c, std::string_view set) {
    return c != '\0' && set.find(c) != npos;
}

constexpr std::string_view address_punctuation = ".:?-;,";
bool is_host(char c) {
    return is_word(c) || is_one_of(c, address_punctuation);
}
bool is_address(char c) {
    return is_host(c) || is_one_of(c, "/#~+=&%@!-[]");
}

/// White space and brackets after which a double quote opens.
bool opens_quote(char c) {
    return is_one_of(c, " \t\n\v\f\r/#~:+=&%@-()][{}><\"'");
}

constexpr auto schemes = std::to_array<std::string_view>(
    {"http", "https", "telnet", "gopher", "wais", "ftp", "ed2k", "irc", "ldap"});

constexpr auto bare_hosts = std::to_array<std::string_view>({"www", "ww", "ftp", "ft"});

/// True where the list has the word, whose case does not matter.
bool is_one_of(std::string_view word, std::span<const std::string_view> list) {
    return std::any_of(list.begin(), list.end(), [=](std::string_view one) {
        return std::equal(one.begin(), one.end(), word.begin(), word.end(),
                          [](char a, char b) { return a == ascii_lower(b); });
    });
}

constexpr auto smileys = std::to_array<std::string_view>({
    "8-)", "8-O", "8-o", ":-(", ":-)", "=)", ":-/", ":-\\", ":-?", ":-D", ":-P",   ":-o",
    ":-O", ":-x", ":-X", ":-|", ";-)", "m(", "^_^", ":?:",  ":!:", "LOL", "FIXME", "DELETEME",
});

constexpr auto entities = std::to_array<Entity>({
    {"<->", "\u2194"},
    {"->", "\u2192"},
    {"<-", "\u2190"},
    {"<=>", "\u21D4"},
    {"=>", "\u21D2"},
    {"<=", "\u21D0"},
    {">>", "\u00BB"},
    {"<<", "\u00AB"},
    {"---", "\u2014"},
    {"--", "\u2013"},
    {"(c)", "\u00A9"},
    {"(tm)", "\u2122"},
    {"(r)", "\u00AE"},
    {"...", "\u2026"},
});

/// Length of an address from its host on: without the punctuation that ends the sentence, but at least
/// `least`.
std::size_t address_length(std::string_view text, std::size_t least) {
    std::size_t end = 0;
    while (end < text.size() && is_address(text[end])) ++end;
    if (end < least || end == text.size()) return 0;
    std::size_t length = end;
    while (length > least && is_one_of(text[length - 1], address_punctuation)) --length;
    return length;
}

/// www.example.org without a scheme: host, a dot, and at least two bytes more.
std::size_t bare_host_length(std::string_view text) {
    std::size_t dot = 0;
    while (dot < text.size() && is_host(text[dot]) && (dot == 0 || text[dot] != '.')) ++dot;
    if (dot + 1 >= text.size() || text[dot] != '.' || !is_host(text[dot + 1])) return 0;
    return address_length(text, dot + 3);
}

}  // namespace

const Entity& entity_at(std::string_view all, std::size_t at) {
    static constexpr Entity none;
    const std::string_view here = all.substr(at, 4);
    const auto* found = std::find_if(entities.begin(), entities.end(),
                                     [=](const Entity& e) { return here.starts_with(e.written); });
    return found == entities.end() ? none : *found;
}

bool is_mail_char(char c) {
    return is_digit(c) || is_letter(c) || is_one_of(c, "!#$%&'*+/=?^_`{|}~-");
}

std::size_t domain_length(std::string_view text) {
    std::size_t at = 0;
    std::size_t found = 0;
    while (at < text.size() && (is_digit(text[at]) || is_letter(text[at]))) {
        std::size_t letters = at;
        while (letters < text.size() && is_letter(text[letters])) ++letters;
        if (at > 0 && letters - at >= 2) found = std::min(letters, at + 63);
        while (at < text.size() && (is_digit(text[at]) || is_letter(text[at]) || text[at] == '-')) ++at;
        if (at >= text.size() || text[at] != '.') break;
        ++at;
    }
    return found;
}

/// True where no word ends at `at`; nothing is seen before the last token.
bool Lexer::after_boundary(std::size_t at) const {
    return at == floor_ || !is_word(all_[at - 1]);
}

Lexer::Match Lexer::at_word(std::size_t at) {
    const Mode mode = modes_.back();
    const char c = all_[at];
    if (is_one_of(c, "8:;=m^LFD"))
        if (const Match found = smiley(at)) return found;
    if (!is_word(c)) {
        const Entity& entity = entity_at(all_, at);
        if (entity.written.empty()) return {};
        return {entity.written.size(), Token::Kind::special, mode, Special::entity};
    }
    if (!after_boundary(at)) return {};
    if (is_digit(c)) return multiply(at);
    // Words are many and addresses few: the sign behind the word tells them apart.
    std::size_t end = at;
    while (end - at < 7 && (is_letter(peek(end)) || is_digit(peek(end)))) ++end;
    const std::string_view here = all_.substr(at);
    const std::string_view word = all_.substr(at, end - at);
    std::size_t head = 0;
    std::size_t length = 0;
    if (starts(end, "://") && is_one_of(word, schemes)) {
        head = word.size() + 3;
        length = address_length(here.substr(head), 1);
    }
    const bool after_slash = at > floor_ && (all_[at - 1] == '/' || all_[at - 1] == '\\');
    if (length == 0 && peek(end) == '.' && !after_slash && is_one_of(word, bare_hosts)) {
        head = word.size() + 1;
        length = bare_host_length(here.substr(head));
    }
    if (length == 0) return {};
    return {head + length, Token::Kind::special, mode, Special::address};
}

Lexer::Match Lexer::smiley(std::size_t at) const {
    if (!after_boundary(at)) return {};
    const std::string_view here = all_.substr(at, 9);
    for (const std::string_view icon : smileys)
        if (here.starts_with(icon) && !is_word(peek(at + icon.size())))
            return {icon.size(), Token::Kind::special, modes_.back(), Special::hidden};
    return {};
}

/// <name@example.org>
Lexer::Match Lexer::mail(std::size_t at) const {
    std::size_t end = at + 1;
    bool after_dot = true;
    for (; is_mail_char(peek(end)) || (peek(end) == '.' && !after_dot); ++end) after_dot = peek(end) == '.';
    if (after_dot || peek(end) != '@') return {};
    const std::size_t domain = domain_length(all_.substr(end + 1));
    end += 1 + domain;
    if (domain == 0 || peek(end) != '>') return {};
    return {end + 1 - at, Token::Kind::special, modes_.back(), Special::mail};
}

Lexer::Match Lexer::link(std::size_t at) {
    if (!starts(at, "[[")) return {};
    std::size_t end = link_end_.next(all_, at + 2);
    // Of more than two closing brackets the last two end the link.
    while (end != npos && peek(end + 2) == ']') ++end;
    if (end == npos) return {};
    return {end + 2 - at, Token::Kind::special, modes_.back(), Special::link};
}

Lexer::Match Lexer::media(std::size_t at) {
    if (!starts(at, "{{")) return {};
    if (starts(at, "{{rss>")) {
        const std::size_t brace = brace_.next(all_, at + 6);
        if (brace != npos && brace > at + 6 && peek(brace + 1) == '}')
            return {brace + 2 - at, Token::Kind::special, modes_.back(), Special::hidden};
    }
    const std::size_t end = media_end_.next(all_, at + 2);
    if (end == npos || end == at + 2) return {};
    return {end + 2 - at, Token::Kind::special, modes_.back(), Special::media};
}

Lexer::Match Lexer::double_quote(std::size_t at) const {
    const bool may_open = at == floor_ || opens_quote(all_[at - 1]);
    const char next = peek(at + 1);
    const bool before_word = at + 1 < all_.size() && !opens_quote(next) && !is_one_of(next, ";,.?!");
    const Special special = may_open && before_word ? Special::quote_opening : Special::quote_closing;
    return {1, Token::Kind::special, modes_.back(), special};
}

/// 640x480 is shown with a multiplication sign.
Lexer::Match Lexer::multiply(std::size_t at) const {
    std::size_t end = at;
    while (is_digit(peek(end))) ++end;
    if ((end - at == 1 && all_[at] == '0') || ascii_lower(peek(end)) != 'x') return {};
    const std::size_t second = ++end;
    while (is_digit(peek(end))) ++end;
    if (end == second || is_word(peek(end))) return {};
    return {end - at, Token::Kind::special, modes_.back(), Special::multiply};
}

/// \\server\share
Lexer::Match Lexer::share(std::size_t at) const {
    std::size_t end = at + 2;
    while (is_word(peek(end))) ++end;
    if (end == at + 2) return {};
    std::size_t length = 0;
    while (peek(end) == '\\') {
        const std::size_t name = ++end;
        while (is_word(peek(end)) || peek(end) == '-' || peek(end) == '$') ++end;
        if (end == name) break;
        length = end - at;
    }
    if (length == 0) return {};
    return {length, Token::Kind::special, modes_.back(), Special::address};
}

}  // namespace clausemark::dokuwiki
