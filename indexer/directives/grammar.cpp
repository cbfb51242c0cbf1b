// SPDX-License-Identifier: Apache-2.0
// A reader of words and quoted texts, one look ahead. See grammar.h.
#include "indexer/directives/grammar.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "parser/core/edit_distance.h"
#include "parser/core/limits.h"

namespace clausemark {
namespace {

constexpr std::string_view blanks = " \t\r\n\f";

struct Quotes {
    std::string_view open;
    std::string_view close;
};
/// Word processors and wikis turn straight quotes into these.
constexpr auto quotes = std::to_array<Quotes>({{"\"", "\""},
                                               {"'", "'"},
                                               {"\u201c", "\u201d"},
                                               {"\u201e", "\u201c"},
                                               {"\u201d", "\u201d"},
                                               {"\u2018", "\u2019"},
                                               {"\u00ab", "\u00bb"}});

struct Token {
    enum class Kind : std::uint8_t { end, word, comma, quoted, unclosed } kind = Kind::end;
    std::string text;
    Span span;
};

class Words {
  public:
    explicit Words(std::string_view text) : text_(text) { take(); }
    const Token& peek() const { return next_; }
    Token take() {
        Token taken = std::move(next_);
        next_ = read();
        return taken;
    }

  private:
    Span from(std::size_t begin) const {
        return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at_)};
    }
    Token read() {
        at_ = std::min(text_.find_first_not_of(blanks, at_), text_.size());
        const std::size_t begin = at_;
        if (at_ == text_.size()) return {Token::Kind::end, "", from(begin)};
        if (text_[at_] == ',') {
            ++at_;
            return {Token::Kind::comma, ",", from(begin)};
        }
        for (const Quotes& pair : quotes)
            if (text_.substr(at_).starts_with(pair.open)) return quoted(begin, pair);
        at_ = std::min(text_.find_first_of(" \t\r\n\f,\"", at_), text_.size());
        return {Token::Kind::word, std::string(text_.substr(begin, at_ - begin)), from(begin)};
    }
    Token quoted(std::size_t begin, const Quotes& pair) {
        std::string value;
        for (at_ += pair.open.size(); at_ < text_.size(); ++at_) {
            if (text_.substr(at_).starts_with(pair.close)) {
                at_ += pair.close.size();
                return {Token::Kind::quoted, value, from(begin)};
            }
            if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
            const bool blank = blanks.find(text_[at_]) != std::string_view::npos;
            if (!blank || (!value.empty() && value.back() != ' ')) value += blank ? ' ' : text_[at_];
        }
        return {Token::Kind::unclosed, value, from(begin)};
    }

    std::string_view text_;
    std::size_t at_ = 0;
    Token next_;
};

constexpr auto verbs = std::to_array<std::string_view>({"confirm", "reject", "off", "off-next", "on"});
constexpr auto options = std::to_array<std::string_view>({"in", "by", "at", "reason", "words"});
constexpr auto scopes = std::to_array<std::string_view>({"passage", "section", "page"});

/// Of a few letters anything may be meant.
template <typename Names>
std::string did_you_mean(std::string_view word, const Names& names) {
    if (word.size() < 4) return {};
    const std::string_view nearest = nearest_name(word, names, misspelling(word));
    return nearest.empty() ? "" : fmt::format("did you mean {}?", nearest);
}

bool is_date(std::string_view text) {
    if (text.size() < 10) return false;
    for (std::size_t i = 0; i < 10; ++i)
        if (i == 4 || i == 7 ? text[i] != '-' : text[i] < '0' || text[i] > '9') return false;
    return text.size() == 10 || text[10] == 'T';
}

bool is_words_hash(std::string_view text) {
    return text.size() == 8 && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

class Parser {
  public:
    explicit Parser(std::string_view text) : words_(text) {}

    std::variant<ParsedDirective, DirectiveFault> parse() {
        if (auto fault = verb()) return *fault;
        if (auto fault = subjects()) return *fault;
        while (words_.peek().kind != Token::Kind::end)
            if (auto fault = option()) return *fault;
        return std::move(made_);
    }

  private:
    using Fault = std::optional<DirectiveFault>;

    bool about_tags() const {
        return made_.verb == DirectiveVerb::confirm || made_.verb == DirectiveVerb::reject;
    }

    Fault verb() {
        const Token word = words_.take();
        const auto* found = std::ranges::find(verbs, word.text);
        if (word.kind != Token::Kind::word || found == verbs.end())
            return DirectiveFault{word.span, "a directive begins with confirm, reject, off, off-next or on",
                                  did_you_mean(word.text, verbs)};
        verb_ = *found;
        made_.verb = verb_ == "confirm"  ? DirectiveVerb::confirm
                     : verb_ == "reject" ? DirectiveVerb::reject
                     : verb_ == "on"     ? DirectiveVerb::on
                                         : DirectiveVerb::off;
        made_.scope = verb_ == "off" || verb_ == "on" ? DirectiveScope::onward : DirectiveScope::passage;
        return std::nullopt;
    }

    Fault subjects() {
        const std::string_view wanted =
            about_tags() ? "a clause such as iso27001:2022/A.8.13" : "a code such as CM204";
        do {
            const Token word = words_.take();
            const bool option_word = std::ranges::find(options, word.text) != options.end();
            if (word.kind != Token::Kind::word || option_word)
                return DirectiveFault{word.span, fmt::format("{} expects {} here", verb_, wanted), ""};
            if (word.text == "all" && made_.verb == DirectiveVerb::confirm)
                return DirectiveFault{word.span, "confirm names the clauses that it confirms", ""};
            if (made_.subjects.size() == limits::directive_subjects)
                return DirectiveFault{word.span,
                                      fmt::format("a directive names {} at most", limits::directive_subjects),
                                      "write another one"};
            made_.subjects.push_back({word.text == "all" ? "" : word.text, word.span});
        } while (take_comma());
        return std::nullopt;
    }

    bool take_comma() {
        if (words_.peek().kind != Token::Kind::comma) return false;
        words_.take();
        return true;
    }

    Fault option() {
        const Token name = words_.take();
        const auto* found = std::ranges::find(options, name.text);
        const bool allowed =
            made_.verb != DirectiveVerb::on && (about_tags() || (name.text != "at" && name.text != "words"));
        if (name.kind == Token::Kind::unclosed) return unclosed(name);
        if (name.kind != Token::Kind::word || found == options.end() || !allowed) {
            if (made_.verb == DirectiveVerb::on)
                return DirectiveFault{name.span, "nothing stands behind the codes of \"on\"",
                                      "divide codes by commas"};
            return DirectiveFault{
                name.span,
                about_tags() ? "expected in, by, at, reason or words here" : "expected in, by or reason here",
                name.kind == Token::Kind::word && !did_you_mean(name.text, options).empty()
                    ? did_you_mean(name.text, options)
                    : "divide clauses and codes by commas; put a reason or a name of several words in "
                      "quotes"};
        }
        const Token value = words_.take();
        if (value.kind == Token::Kind::unclosed) return unclosed(value);
        if (value.kind != Token::Kind::word && value.kind != Token::Kind::quoted)
            return DirectiveFault{value.span, fmt::format("{} expects something behind it", name.text), ""};
        return set(name, value);
    }

    static DirectiveFault unclosed(const Token& token) {
        return {{token.span.begin, token.span.begin + 1}, "this quotation mark is not closed", ""};
    }

    Fault set(const Token& name, const Token& value) {
        if (name.text == "in") return set_scope(value);
        std::string& to = name.text == "by"       ? made_.who
                          : name.text == "at"     ? made_.when
                          : name.text == "reason" ? made_.reason
                                                  : made_.words;
        if (!to.empty()) return DirectiveFault{name.span, fmt::format("{} is given twice", name.text), ""};
        if (name.text == "at" && !is_date(value.text))
            return DirectiveFault{value.span, "a date is written 2026-05-31", ""};
        if (name.text == "words" && !is_words_hash(value.text))
            return DirectiveFault{value.span, "words expects eight hexadecimal digits",
                                  "clausemark decisions confirm --directive writes them"};
        to = value.text;
        return std::nullopt;
    }

    Fault set_scope(const Token& value) {
        const auto* found = std::ranges::find(scopes, value.text);
        if (found == scopes.end() || verb_ == "off-next")
            return DirectiveFault{value.span,
                                  verb_ == "off-next" ? "off-next speaks of the next passage alone"
                                                      : "in expects passage, section or page",
                                  verb_ == "off-next" ? "" : did_you_mean(value.text, scopes)};
        made_.scope = static_cast<DirectiveScope>(1 + (found - scopes.begin()));
        return std::nullopt;
    }

    Words words_;
    std::string_view verb_;
    ParsedDirective made_;
};

}  // namespace

std::variant<ParsedDirective, DirectiveFault> parse_directive(std::string_view text) {
    return Parser(text).parse();
}

}  // namespace clausemark
