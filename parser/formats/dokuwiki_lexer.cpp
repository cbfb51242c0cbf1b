// SPDX-License-Identifier: Apache-2.0
// The modes' tokens, by their first byte and in the wiki's order of precedence. See dokuwiki_lexer.h; links,
// mail addresses, icons and typography are in dokuwiki_inline.cpp.
#include "parser/formats/dokuwiki_lexer.h"

#include <algorithm>

namespace clausemark::dokuwiki {
namespace {

constexpr std::size_t npos = std::string_view::npos;

bool is_blank(char c) {
    return c == ' ' || c == '\t';
}
bool is_leaf(Mode mode) {
    return mode >= Mode::preformatted;
}
bool is_container(Mode mode) {
    return mode == Mode::base || mode == Mode::footnote;
}
bool is_formatting(Mode mode) {
    return mode >= Mode::strong && mode <= Mode::deleted;
}

std::string_view leaf_end(Mode mode) {
    switch (mode) {
        case Mode::nowiki:
            return "</nowiki>";
        case Mode::percent:
            return "%%";
        case Mode::php:
            return "</php>";
        case Mode::php_block:
            return "</PHP>";
        case Mode::html:
            return "</html>";
        case Mode::html_block:
            return "</HTML>";
        case Mode::code:
            return "</code>";
        case Mode::file:
            return "</file>";
        default:
            return "\n";
    }
}

/// Bytes at which a token can begin.
constexpr std::array<bool, 256> token_bytes = [] {
    std::array<bool, 256> table{};
    for (const char c : std::string_view("\n \t*/_'<(\\)%~=:;^|-.\">[{m0123456789hHtTgGwWfFeEiIlLD"))
        table[static_cast<unsigned char>(c)] = true;
    return table;
}();

}  // namespace

Lexer::Lexer(std::string_view page) : all_(page) {}

std::size_t Lexer::Finder::next(std::string_view all, std::size_t from) {
    if (!searched || (place != npos && place < from)) {
        place = all.find(needle, from);
        searched = true;
    }
    return place;
}

bool Lexer::next(Token& token) {
    if (has_waiting_) {
        token = waiting_;
        has_waiting_ = false;
        return true;
    }
    if (done_) return false;
    const Mode mode = modes_.back();
    std::size_t at = floor_;
    Match match;
    if (is_leaf(mode)) {
        match = match_leaf(at);
    } else {
        for (; at < all_.size(); ++at) {
            if (!token_bytes[static_cast<unsigned char>(all_[at])]) continue;
            match = match_inline(at);
            if (match) break;
        }
    }
    const auto begin = static_cast<std::uint32_t>(floor_);
    const auto place = static_cast<std::uint32_t>(at);
    const Token text{Token::Kind::text, mode, Special::none, {begin, place}};
    if (!match) {
        done_ = true;
        token = text;
        return !text.span.empty();
    }
    const Mode token_mode = match.kind == Token::Kind::enter ? match.mode : mode;
    const Token found{
        match.kind, token_mode, match.special, {place, place + static_cast<std::uint32_t>(match.length)}};
    if (match.kind == Token::Kind::enter) modes_.push_back(match.mode);
    if (match.kind == Token::Kind::exit) modes_.pop_back();
    floor_ = at + match.length;
    if (text.span.empty()) {
        token = found;
    } else {
        token = text;
        waiting_ = found;
        has_waiting_ = true;
    }
    return true;
}

/// The end of a mode in which nothing else is markup; moves `at` there.
Lexer::Match Lexer::match_leaf(std::size_t& at) const {
    const Mode mode = modes_.back();
    const std::string_view end = leaf_end(mode);
    const std::size_t found = all_.find(end, at);
    at = std::min(found, all_.size());
    if (found == npos) return {};
    if (mode == Mode::preformatted) {
        if (starts(at, "\n  ")) return {3, Token::Kind::inside};
        if (starts(at, "\n\t")) return {2, Token::Kind::inside};
    }
    return {end.size(), Token::Kind::exit};
}

Lexer::Match Lexer::match_inline(std::size_t at) {
    const Mode mode = modes_.back();
    switch (all_[at]) {
        case '\n':
            return at_line_feed(at);
        case ' ':
        case '\t':
            return at_blank(at);
        case '*':
            return pair(at, "**", "**", Mode::strong);
        case '/':
            if (const Match found = directive(at, "/*", comment_end_)) return found;
            if (!starts(at, "//")) return {};
            if (mode == Mode::emphasis) return {2, Token::Kind::exit};
            return {2, Token::Kind::enter, Mode::emphasis};
        case '_':
            return pair(at, "__", "__", Mode::underline);
        case '\'':
            return pair(at, "''", "''", Mode::monospace);
        case '<':
            return at_angle(at);
        case '(':
            if (mode != Mode::footnote)
                if (const Match found = pair(at, "((", "))", Mode::footnote)) return found;
            break;
        case ')':
            if (mode == Mode::footnote && starts(at, "))")) return {2, Token::Kind::exit};
            return {};
        case '\\':
            if (!starts(at, "\\\\")) return {};
            if (is_blank(peek(at + 2))) return {3, Token::Kind::special, mode, Special::line_break};
            if (peek(at + 2) == '\n') return {2, Token::Kind::special, mode, Special::line_break};
            return share(at);
        case '%':
            return pair(at, "%%", "%%", Mode::percent);
        case '~':
            if (const Match found = directive(at, "~~", macro_end_)) return found;
            if (starts(at, "~~NOTOC~~")) return {9, Token::Kind::special, mode, Special::hidden};
            if (starts(at, "~~NOCACHE~~")) return {11, Token::Kind::special, mode, Special::hidden};
            return {};
        case '=':
            if (const Match found = header(at, at)) return found;
            break;
        case '^':
        case '|':
            if (mode == Mode::table) return {1, Token::Kind::inside};
            break;
        case ':':
            if (mode == Mode::table && starts(at, ":::")) {
                const std::size_t end = blank_end(at + 3);
                if (peek(end) == '|' || peek(end) == '^') return {end - at, Token::Kind::inside};
            }
            break;
        case '"':
            return double_quote(at);
        case '[':
            return link(at);
        case '{':
            return media(at);
        default:
            break;
    }
    return at_word(at);
}

/// What a line feed can begin or end, in the wiki's order: lists, indented code, tables, rules, quotes, the
/// line.
Lexer::Match Lexer::at_line_feed(std::size_t at) {
    const Mode mode = modes_.back();
    if (is_formatting(mode)) return {};
    const bool container = is_container(mode);
    if (container || mode == Mode::list) {
        const std::size_t length = list_mark(at);
        if (mode == Mode::list)
            return length > 0 ? Match{length, Token::Kind::inside} : Match{1, Token::Kind::exit};
        if (length > 0) return {length, Token::Kind::enter, Mode::list};
    }
    const std::size_t indent = starts(at, "\n  ") ? 3 : starts(at, "\n\t") ? 2 : 0;
    if (indent > 0 && peek(at + indent) != '*' && peek(at + indent) != '-')
        return {indent, Token::Kind::enter, Mode::preformatted};
    const char after = peek(at + 1);
    if (mode == Mode::table) {
        if (after == '^' || after == '|') return {2, Token::Kind::inside};
        return {1, Token::Kind::exit};
    }
    if (container && (after == '^' || after == '|')) return {2, Token::Kind::enter, Mode::table};
    if (container) {
        if (mode == Mode::base && after == '-')
            if (const Match found = data_block(at)) return found;
        std::size_t end = at + 1;
        while (is_blank(peek(end))) ++end;
        const std::size_t dashes = end;
        while (peek(end) == '-') ++end;
        const bool enough = end - dashes >= 4;
        while (enough && is_blank(peek(end))) ++end;
        if (enough && peek(end) == '\n') return {end - at, Token::Kind::special, mode, Special::rule};
    }
    if (after == '>' && (container || mode == Mode::quote)) {
        std::size_t end = at + 1;
        while (peek(end) == '>') ++end;
        if (mode == Mode::quote) return {end - at, Token::Kind::inside};
        return {end - at, Token::Kind::enter, Mode::quote};
    }
    if (mode == Mode::quote) return {1, Token::Kind::exit};
    if (mode == Mode::base) return {1, Token::Kind::special, mode, Special::eol};
    return {};
}

/// Blanks belong to what the next line begins, to a heading, to a cell, or to an empty line.
Lexer::Match Lexer::at_blank(std::size_t at) {
    const Mode mode = modes_.back();
    if (!is_container(mode) && mode != Mode::table) return {};
    const std::size_t end = blank_end(at);
    const char next = peek(end);
    if (mode == Mode::table) {
        if (starts(end, ":::")) {
            const std::size_t close = blank_end(end + 3);
            if (peek(close) == '|' || peek(close) == '^') return {close - at, Token::Kind::inside};
        }
        return {end - at, Token::Kind::inside};
    }
    if (next == '\n') {
        if (const std::size_t length = list_mark(end))
            return {end - at + length, Token::Kind::enter, Mode::list};
        const char after = peek(end + 1);
        if (after == '^' || after == '|') return {end - at + 2, Token::Kind::enter, Mode::table};
        const bool line_begin = at == floor_ || all_[at - 1] == '\n';
        if (mode == Mode::base && line_begin) return {end - at + 1, Token::Kind::special, mode, Special::eol};
    }
    if (next == '=') return header(at, end);
    return {};
}

Lexer::Match Lexer::at_angle(std::size_t at) {
    const Mode mode = modes_.back();
    if (const Match found = directive(at, "<!--", html_comment_end_)) return found;
    if (peek(at + 1) == '/') {
        if (mode == Mode::subscript && starts(at, "</sub>")) return {6, Token::Kind::exit};
        if (mode == Mode::superscript && starts(at, "</sup>")) return {6, Token::Kind::exit};
        if (mode == Mode::deleted && starts(at, "</del>")) return {6, Token::Kind::exit};
        return {};
    }
    if (const Match found = tag(at, "<sub>", "</sub>", Mode::subscript)) return found;
    if (const Match found = tag(at, "<sup>", "</sup>", Mode::superscript)) return found;
    if (const Match found = tag(at, "<del>", "</del>", Mode::deleted)) return found;
    if (const Match found = tag(at, "<nowiki>", "</nowiki>", Mode::nowiki)) return found;
    if (!is_formatting(mode)) {
        if (const Match found = tag(at, "<php>", "</php>", Mode::php)) return found;
        if (const Match found = tag(at, "<PHP>", "</PHP>", Mode::php_block)) return found;
        if (const Match found = tag(at, "<html>", "</html>", Mode::html)) return found;
        if (const Match found = tag(at, "<HTML>", "</HTML>", Mode::html_block)) return found;
        const auto word = [](char c) {
            return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_';
        };
        if (!word(peek(at + 5))) {
            if (const Match found = tag(at, "<code", "</code>", Mode::code)) return found;
            if (const Match found = tag(at, "<file", "</file>", Mode::file)) return found;
        }
    }
    if (const Entity& entity = entity_at(all_, at); !entity.written.empty())
        return {entity.written.size(), Token::Kind::special, mode, Special::entity};
    return mail(at);
}

/// A heading may begin anywhere in its line; it needs two equals signs, something, two more, and the line's
/// end.
Lexer::Match Lexer::header(std::size_t at, std::size_t equals) {
    if (modes_.back() != Mode::base || !starts(equals, "==")) return {};
    if (line_end_ <= equals || line_begin_ > equals) {
        line_begin_ = equals;
        line_end_ = std::min(all_.find('\n', equals), all_.size());
        line_text_end_ = line_end_;
        while (line_text_end_ > equals && is_blank(all_[line_text_end_ - 1])) --line_text_end_;
    }
    const std::size_t end = line_text_end_;
    if (line_end_ == all_.size() || end < equals + 5 || all_[end - 1] != '=' || all_[end - 2] != '=')
        return {};
    return {line_end_ - at, Token::Kind::special, Mode::base, Special::header};
}

/// A mark that opens where it also stands later on the page, and closes the mode it opened.
Lexer::Match Lexer::pair(std::size_t at, std::string_view mark, std::string_view end, Mode mode) {
    if (!starts(at, mark)) return {};
    if (modes_.back() == mode && mark == end) return {mark.size(), Token::Kind::exit};
    if (!later(end, at + mark.size())) return {};
    return {mark.size(), Token::Kind::enter, mode};
}

Lexer::Match Lexer::tag(std::size_t at, std::string_view open, std::string_view close, Mode mode) {
    if (modes_.back() == mode || !starts(at, open) || !later(close, at + open.size())) return {};
    return {open.size(), Token::Kind::enter, mode};
}

/// `<!-- clausemark: ... -->` and its two other spellings; other comments are text, as in the wiki.
Lexer::Match Lexer::directive(std::size_t at, std::string_view open, Finder& close) {
    if (!starts(at, open)) return {};
    std::size_t body = at + open.size();
    for (int blanks = 0; is_blank(peek(body)) && blanks < 8; ++blanks) ++body;
    if (!starts(body, "clausemark:") && !starts(body, "clausemark ")) return {};
    const std::size_t end = close.next(all_, body);
    if (end == npos) return {};
    return {end + close.needle.size() - at, Token::Kind::special, modes_.back(), Special::directive};
}

/// A block of the data plugin: a line of dashes that names it, its values, a line of dashes.
Lexer::Match Lexer::data_block(std::size_t at) {
    std::size_t place = at + 1;
    while (peek(place) == '-') ++place;
    if (place - at < 5) return {};
    while (is_blank(peek(place))) ++place;
    if (!starts(place, "dataentry")) return {};
    const std::size_t line_end = std::min(all_.find('\n', place), all_.size());
    std::size_t text_end = line_end;
    while (is_blank(all_[text_end - 1])) --text_end;
    if (!all_.substr(place, text_end - place).ends_with("----")) return {};
    const std::size_t close = rule_line_.next(all_, line_end);
    if (close == npos) return {};
    const std::size_t end = std::min(all_.find('\n', close + 1), all_.size());
    return {end - at, Token::Kind::special, Mode::base, Special::data};
}

/// Length of the line feed, indentation and bullet that begin a list item; 0 for none.
std::size_t Lexer::list_mark(std::size_t line_feed) {
    if (list_at_ == line_feed && line_feed > 0) return list_length_;
    std::size_t end = line_feed + 1;
    const char indent = peek(end);
    if (is_blank(indent))
        while (peek(end) == indent) ++end;
    const std::size_t depth = end - line_feed - 1;
    const bool deep_enough = indent == '\t' ? depth >= 1 : depth >= 2;
    const bool found = is_blank(indent) && deep_enough && (peek(end) == '*' || peek(end) == '-');
    list_at_ = line_feed;
    list_length_ = found ? end + 1 - line_feed : 0;
    return list_length_;
}

std::size_t Lexer::blank_end(std::size_t at) {
    const auto place = static_cast<std::uint32_t>(at);
    if (blank_.contains(place)) return blank_.end;
    std::size_t end = at;
    while (is_blank(peek(end))) ++end;
    blank_ = {place, static_cast<std::uint32_t>(end)};
    return end;
}

/// True where `needle` stands at or after `from`: its last place on the page is looked up once.
bool Lexer::later(std::string_view needle, std::size_t from) {
    auto known = std::find_if(last_places_.begin(), last_places_.end(),
                              [=](const Last& l) { return l.needle == needle; });
    if (known == last_places_.end()) known = last_places_.insert(known, {needle, all_.rfind(needle)});
    return known->place != npos && known->place >= from;
}

}  // namespace clausemark::dokuwiki
