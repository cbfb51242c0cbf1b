// SPDX-License-Identifier: Apache-2.0
// Tokens and elements of citations. See citation_tokens.h.
#include "indexer/standards/citation_tokens.h"

#include <algorithm>
#include <cstring>

#include "parser/core/utf8.h"

namespace clausemark::citations {
namespace {

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}

std::string fold(std::string_view text) {
    std::string out(text);
    for (char& c : out) {
        if (is_upper(c)) c = static_cast<char>(c - 'A' + 'a');
    }
    return out;
}

bool is_space(char32_t c) {
    return c <= 0x20 || c == 0xA0 || (c >= 0x2000 && c <= 0x200B) || c == 0x202F || c == 0x3000;
}
bool is_dash(char32_t c) {
    return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2212;
}

std::uint32_t at32(std::size_t offset) {
    return static_cast<std::uint32_t>(offset);
}

/// 1 to 4 parts of 1 or 2 digits: what a clause's number can be, and no date, amount or version of software
/// is.
bool clause_like(std::string_view digits) {
    std::size_t parts = 1, length = 0;
    for (const char c : digits) {
        if (c == '.') {
            ++parts;
            length = 0;
        } else if (++length > 2 || (length == 1 && c == '0')) {
            return false;
        }
    }
    return parts <= 4;
}

bool is_year(std::string_view digits) {
    return digits.size() == 4 && digits.find('.') == std::string_view::npos &&
           (digits[0] == '1' || digits[0] == '2');
}

}  // namespace

void tokenize(std::string_view text, std::vector<Token>& out) {
    bool glued = false, new_line = true;
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const char32_t c = next_code_point(text, at);
        if (is_space(c)) {
            glued = false;
            new_line = new_line || c == '\n';
            continue;
        }
        Token token;
        token.glued = glued;
        token.new_line = new_line;
        if (c < 0x80 && is_digit(static_cast<char>(c))) {
            token.kind = Token::Kind::number;
            while (at < text.size() && (is_digit(text[at]) || (text[at] == '.' && at + 1 < text.size() &&
                                                               is_digit(text[at + 1])))) {
                ++at;
            }
        } else if (c < 0x80 && is_letter(static_cast<char>(c))) {
            token.kind = Token::Kind::word;
            while (at < text.size() && is_letter(text[at])) ++at;
        }
        token.text = is_dash(c) ? "-" : c == 0x2019 ? "'" : text.substr(begin, at - begin);
        token.span = {at32(begin), at32(at)};
        out.push_back(token);
        glued = true;
        new_line = false;
    }
}

Phrases::Phrases(const Catalogue& catalogue, const CitationWords& words) : catalogue_(catalogue) {
    const auto add_all = [&](const std::vector<std::string>& phrases, std::uint16_t role) {
        for (const std::string& phrase : phrases) {
            Element element;
            element.kind = Kind::phrase;
            element.roles = role;
            add(phrase, element);
        }
    };
    add_all(words.clause, clause_word);
    add_all(words.control, control_word);
    add_all(words.section, section_word);
    add_all(words.range, range_word);
    add_all(words.conjunction, and_word);
    add_all(words.of, of_word);
    add_all(words.in, in_word);
    add_all(words.between, between_word);
    for (const Clause& clause : catalogue.clauses()) {
        const std::string prefix = clause.number.substr(0, clause.number.find('.'));
        const bool letters = !prefix.empty() && std::ranges::all_of(prefix, is_letter);
        if (letters && std::ranges::find(prefixes_, prefix) == prefixes_.end()) prefixes_.push_back(prefix);
    }
    for (const CitationWords::Annex& annex : words.annexes) {
        const auto prefix = std::ranges::find(prefixes_, annex.prefix);
        if (prefix == prefixes_.end()) continue;  // no standard has such an annex
        Element element;
        element.kind = Kind::annex;
        element.prefix = *prefix;
        add(annex.phrase, element);
        annex_words_.push_back(fold(annex.phrase.substr(0, annex.phrase.find(' '))));
    }
    for (std::size_t i = 0; i < catalogue.standards().size(); ++i) {
        for (const std::string& name : catalogue.standards()[i].citations) {
            std::vector<Token> tokens;
            tokenize(name, tokens);
            const auto number = std::ranges::find(tokens, Token::Kind::number, &Token::kind);
            if (number == tokens.end()) continue;
            if (std::ranges::find(name_digits_, number->text) == name_digits_.end())
                name_digits_.emplace_back(number->text);
            Element element;
            element.kind = Kind::standard;
            element.standard = static_cast<StandardIndex>(i);
            add(name, element);
        }
    }
}

std::vector<std::uint32_t> Phrases::name_places(std::string_view text) const {
    std::vector<std::uint32_t> out;
    for (const std::string& digits : name_digits_) {
        for (std::size_t at = 0; at < text.size(); ++at) {
            const void* found = memmem(text.data() + at, text.size() - at, digits.data(), digits.size());
            if (found == nullptr) break;
            at = static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
            out.push_back(at32(at));
        }
    }
    std::ranges::sort(out);
    return out;
}

bool Phrases::may_cite_annex(std::string_view text) const {
    constexpr std::size_t window = 48;  // "Annex A, control objectives 8.13"
    for (std::size_t i = 1; i < text.size(); ++i) {
        if (!is_digit(text[i]) || is_digit(text[i - 1])) continue;
        std::size_t end = i;
        while (end > 0 && (text[end - 1] == '.' || text[end - 1] == ' ') && i - end < 2) --end;
        const std::string_view before = text.substr(0, end);
        for (const std::string& prefix : prefixes_) {
            if (before.ends_with(prefix)) return true;
        }
        if (text.substr(i, 3).find('.') == std::string_view::npos) continue;  // such numbers have two parts
        const std::string near = fold(text.substr(i - std::min(i, window), std::min(i, window)));
        for (const std::string& word : annex_words_) {
            if (near.find(word) != std::string::npos) return true;
        }
    }
    return false;
}

void Phrases::add(std::string_view phrase, Element element) {
    std::vector<Token> tokens;
    tokenize(phrase, tokens);
    if (tokens.empty()) return;
    Entry entry;
    entry.element = element;
    entry.weak = element.kind == Kind::standard;
    for (const Token& token : tokens) {
        entry.tokens.push_back(fold(token.text));
        if (token.kind == Token::Kind::word) entry.weak = false;
    }
    std::vector<Entry>& entries = by_first_[entry.tokens.front()];
    for (Entry& known : entries) {
        if (known.tokens == entry.tokens) {  // another role of the phrase, another edition of the standard
            known.element.roles |= element.roles;
            return;
        }
    }
    const auto longer = [&](const Entry& other) { return other.tokens.size() >= entry.tokens.size(); };
    entries.insert(std::ranges::find_if_not(entries, longer), std::move(entry));
}

const Phrases::Entry* Phrases::match(const std::vector<Token>& tokens, std::size_t at) const {
    const auto found = by_first_.find(fold(tokens[at].text));
    if (found == by_first_.end()) return nullptr;
    for (const Entry& entry : found->second) {
        bool same = at + entry.tokens.size() <= tokens.size();
        for (std::size_t i = 1; same && i < entry.tokens.size(); ++i)
            same = fold(tokens[at + i].text) == entry.tokens[i];
        if (same) return &entry;
    }
    return nullptr;
}

/// ":2013", "-2013", "(2013)" or " 2013" behind a name. Gives the tokens taken; an unknown edition, another
/// part
/// ("-2") or another standard ("270012") makes `standard` something else.
std::size_t Phrases::read_edition(const std::vector<Token>& tokens, std::size_t at, Element& standard) const {
    const auto token = [&](std::size_t i) { return i < tokens.size() ? tokens[i] : Token{}; };
    const std::string_view mark = token(at).text;
    const bool marked = mark == ":" || mark == "-" || mark == "(";
    const Token year = token(at + (marked ? 1 : 0));
    if (marked && mark == "-" && token(at).glued && year.glued && year.kind == Token::Kind::number &&
        !is_year(year.text)) {
        standard.kind = Kind::other;
        return 0;
    }
    if (year.kind != Token::Kind::number || !is_year(year.text)) return 0;
    const std::string& family = catalogue_.standards()[standard.standard].family;
    for (std::size_t i = 0; i < catalogue_.standards().size(); ++i) {
        const Standard& edition = catalogue_.standards()[i];
        if (edition.family != family || edition.edition != year.text) continue;
        standard.standard = static_cast<StandardIndex>(i);
        standard.edition_given = true;
        standard.span.end = year.span.end;
        const bool closes = mark == "(" && token(at + 2).text == ")";
        return (marked ? 2 : 1) + (closes ? 1 : 0);
    }
    if (marked && mark != "(") standard.kind = Kind::other;  // an edition that is not in the catalogue
    return 0;
}

/// "8.13", "A.8.13", "A8.13"; "A 8.13" behind a standard, an annex or a word such as "control".
std::size_t Phrases::read_number(const std::vector<Token>& tokens, std::size_t at,
                                 const std::vector<Element>& before, Element& out) const {
    std::size_t i = at;
    out.span = tokens[at].span;
    if (const auto prefix = std::ranges::find(prefixes_, tokens[i].text); prefix != prefixes_.end()) {
        out.prefix = *prefix;
        if (++i >= tokens.size()) return 0;
        const bool dotted = tokens[i].text == "." && tokens[i].glued;
        if (dotted && ++i >= tokens.size()) return 0;
        const bool expected =
            !before.empty() && (before.back().kind == Kind::standard || before.back().kind == Kind::annex ||
                                (before.back().roles & unit_roles) != 0);
        if (!tokens[i].glued && !expected) return 0;
    }
    const Token& number = tokens[i];
    if (number.kind != Token::Kind::number || !clause_like(number.text)) return 0;
    // What it is glued to on the left: nothing that could make it part of a name, a version or an address.
    if (tokens[at].glued && at > 0) {
        const Token& left = tokens[at - 1];
        const bool after_annex = left.text == "." && !before.empty() && before.back().kind == Kind::annex;
        const bool after_number =
            left.text == "-" && before.size() > 1 && before[before.size() - 2].kind == Kind::number;
        const bool after_name =
            left.text == "-" && before.size() > 1 && before[before.size() - 2].kind == Kind::standard;
        if (left.kind != Token::Kind::mark) return 0;
        if ((left.text == "." && !after_annex) || (left.text == "-" && !after_number && !after_name))
            return 0;
        if (std::string_view("@#=_\\$~").find(left.text.front()) != std::string_view::npos) return 0;
    }
    // On the right: one small letter of a list ("6.1.3d") at most, and no unit or sign.
    std::size_t taken = i + 1 - at;
    if (i + 1 < tokens.size() && tokens[i + 1].glued) {
        const Token& right = tokens[i + 1];
        if (right.kind == Token::Kind::word) {
            if (right.text.size() != 1 || is_upper(right.text.front())) return 0;
            ++taken;
        } else if (right.kind == Token::Kind::number ||
                   std::string_view("%@_$=°").find(right.text) != std::string_view::npos) {
            return 0;
        }
    }
    out.kind = Kind::number;
    out.digits = number.text;
    out.span.end = number.span.end;
    return taken;
}

void Phrases::read(std::string_view text, std::vector<Element>& out) const {
    std::vector<Token> tokens;
    tokenize(text, tokens);
    for (std::size_t at = 0; at < tokens.size();) {
        const Token& token = tokens[at];
        Element element;
        element.span = token.span;
        element.glued = token.glued;
        std::size_t taken = 0;
        const Entry* entry = match(tokens, at);
        const bool joined = token.glued && at > 0 && tokens[at - 1].kind != Token::Kind::mark;
        if (entry != nullptr && !(joined && token.kind != Token::Kind::mark)) {
            const bool glued_name =
                entry->weak && token.glued && tokens[at - 1].text != "(" && tokens[at - 1].text != "/";
            const std::size_t behind = at + entry->tokens.size();
            // A name ends where its last token ends: "27001" is not found in "27001x".
            const bool runs_on =
                behind < tokens.size() && tokens[behind].glued && token.kind != Token::Kind::mark &&
                tokens[behind].kind != Token::Kind::mark && tokens[behind - 1].kind != Token::Kind::mark;
            if (!glued_name && !runs_on) {
                element.kind = entry->element.kind;
                element.roles = entry->element.roles;
                element.standard = entry->element.standard;
                element.prefix = entry->element.prefix;
                element.span.end = tokens[behind - 1].span.end;
                taken = entry->tokens.size();
            }
        }
        if (element.kind == Kind::standard) {
            taken += read_edition(tokens, at + taken, element);
            const auto next = [&](std::size_t i) {
                return i < tokens.size() ? tokens[i].text : std::string_view{};
            };
            if (entry->weak && !element.edition_given) {  // "27001" alone may be any number
                Element number;
                const Entry* follows = at + taken < tokens.size() ? match(tokens, at + taken) : nullptr;
                const bool prefixed = std::ranges::find(prefixes_, next(at + taken)) != prefixes_.end() &&
                                      read_number(tokens, at + taken, {element}, number) > 0;
                const bool word =
                    follows != nullptr && (follows->element.kind == Kind::annex ||
                                           (follows->element.roles & (clause_word | control_word)) != 0);
                if (!prefixed && !word) element.kind = Kind::other;
            }
        } else if (taken == 0 || element.kind == Kind::phrase) {
            Element number;
            if (const std::size_t length = read_number(tokens, at, out, number)) {
                number.glued = token.glued;
                element = number;
                taken = length;
            }
        }
        if (taken == 0) taken = 1;
        const bool ends =
            (token.text == "." || token.text == "!" || token.text == "?") &&
            (at + 1 == tokens.size() || (!tokens[at + 1].glued && is_upper(tokens[at + 1].text.front()))) &&
            (at == 0 || (tokens[at - 1].text.size() > 2 || tokens[at - 1].kind != Token::Kind::word));
        if (ends) element.kind = Kind::sentence_end;
        const bool after_annex =
            !ends && token.text == "." && token.glued && !out.empty() && out.back().kind == Kind::annex;
        if (!after_annex) out.push_back(element);
        at += taken;
    }
}

}  // namespace clausemark::citations
