// SPDX-License-Identifier: Apache-2.0
// See terms.h.
#include "indexer/matcher/terms.h"

#include <algorithm>
#include <optional>

#include "indexer/matcher/program.h"

namespace clausemark {
namespace {

/// Terms of one family do not stand inside each other: the longer one is meant.
int family(TermKind kind) {
    using enum TermKind;
    switch (kind) {
        case role:
        case everybody:
            return 1;
        case obligation:
        case prohibition:
        case recommendation:
        case permission:
            return 2;
        case negation:
            return 3;
        default:
            return 0;
    }
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_year(std::string_view text) {
    return text.size() == 4 && (text.starts_with("19") || text.starts_with("20")) &&
           std::all_of(text.begin(), text.end(), is_digit);
}
bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// What a word with digits in it names by its form: section numbers of two points and more ("9.2.1"),
/// numbers joined to letters before them ("A.8.1", "v1.2", "CVE-2021-44228"), editions ("27001:2022"),
/// numbers of tickets and pages ("#117", "0240", "0240_Passwords.md"), addresses.
bool is_name(std::string_view word) {
    if (word.find("://") != std::string_view::npos || word.find('@') != std::string_view::npos ||
        word.starts_with("www."))
        return true;
    if (word.starts_with('#')) return true;
    const auto first = std::find_if(word.begin(), word.end(), is_digit);
    const std::string_view before = word.substr(0, static_cast<std::size_t>(first - word.begin()));
    const std::string_view rest = word.substr(before.size());
    if (!before.empty()) {
        const bool joined = std::all_of(before.begin(), before.end(), [](char c) {
            return is_letter(c) || c == '.' || c == '-' || c == '_' || c == '/';
        });
        if (joined && is_letter(before.front())) return true;
    }
    const std::size_t colon = rest.find(':');
    const bool edition =
        colon != std::string_view::npos && rest.size() - colon > 4 && is_digit(rest[colon + 1]);
    const bool section =
        std::all_of(rest.begin(), rest.end(), [](char c) { return c == '.' || is_digit(c); }) &&
        std::count(rest.begin(), rest.end(), '.') >= 2;
    const bool numbered =
        rest.size() > 2 && rest.front() == '0' && std::all_of(rest.begin(), rest.end(), is_digit);
    return edition || section || numbered || rest.find('_') != std::string_view::npos;
}

/// The bytes around a token up to white space, without the punctuation around them.
Span word_around(std::string_view text, Span token) {
    constexpr std::uint32_t most = 200;  // longer runs are no text
    constexpr std::string_view punctuation = "()[]{}<>\"'.,;:!?*|`=~";
    const auto ends = [&](std::uint32_t at) {
        return text[at] == ' ' || text[at] == '\t' || text[at] == '\n';
    };
    Span word = token;
    while (word.begin > 0 && token.begin - word.begin < most && !ends(word.begin - 1)) --word.begin;
    while (word.end < text.size() && word.end - token.end < most && !ends(word.end)) ++word.end;
    while (word.begin < token.begin && punctuation.find(text[word.begin]) != std::string_view::npos)
        ++word.begin;
    while (word.end > token.end && punctuation.find(text[word.end - 1]) != std::string_view::npos) --word.end;
    return word;
}

/// The time of day that begins here: "9:30", "22:00", "22:00:15".
std::optional<std::pair<Span, double>> time_of_day(std::string_view text, std::uint32_t begin) {
    if (begin > 0 && (is_digit(text[begin - 1]) || text[begin - 1] == ':' || text[begin - 1] == '.'))
        return std::nullopt;
    std::uint32_t at = begin;
    const auto number = [&](std::uint32_t least, int below) -> std::optional<int> {
        int value = 0;
        std::uint32_t digits = 0;
        for (; at < text.size() && is_digit(text[at]) && digits < 3; ++at, ++digits)
            value = 10 * value + (text[at] - '0');
        return digits >= least && digits <= 2 && value < below ? std::optional(value) : std::nullopt;
    };
    const auto colon = [&] { return at < text.size() && text[at] == ':' && ++at > 0; };
    const auto hour = number(1, 25);
    if (!hour || !colon()) return std::nullopt;
    const auto minute = number(2, 60);
    if (!minute) return std::nullopt;
    double seconds = 3600.0 * *hour + 60.0 * *minute;
    const bool more = at + 1 < text.size() && text[at] == ':' && is_digit(text[at + 1]);
    if (more) {
        ++at;
        const auto second = number(2, 60);
        if (!second || (at < text.size() && text[at] == ':')) return std::nullopt;
        seconds += *second;
    }
    return std::pair(Span{begin, at}, seconds);
}

}  // namespace

TermFinder::TermFinder(std::shared_ptr<const RuleSet> rules)
    : rules_(std::move(rules)),
      program_(rules_->program()),
      contexts_(program_.contexts.size(), program_.sections.size()),
      evaluator_(program_, contexts_) {}

void TermFinder::find(std::string_view text, std::span<const Token> tokens, std::vector<Term>& terms) {
    view_.clear();
    view_.text = text;
    view_.append(tokens, false, false);
    evaluator_.load(view_);
    const std::size_t first = terms.size();
    add_values(terms);
    const auto strength = [&](StrengthClass c) { return program_.strength[static_cast<std::size_t>(c)]; };
    const auto term = [&](TermClass c) { return program_.terms[static_cast<std::size_t>(c)]; };
    add_class(TermKind::everybody, term(TermClass::everybody), terms);
    add_class(TermKind::role, term(TermClass::role), terms);
    add_class(TermKind::obligation, strength(StrengthClass::obligation), terms);
    add_class(TermKind::prohibition, strength(StrengthClass::prohibition), terms);
    add_class(TermKind::recommendation, strength(StrengthClass::recommendation), terms);
    add_class(TermKind::permission, strength(StrengthClass::permission), terms);
    add_class(TermKind::negation, term(TermClass::negation), terms);
    add_class(TermKind::reference, term(TermClass::reference), terms);
    drop_idioms(term(TermClass::no_term), first, terms);

    const auto begin = terms.begin() + static_cast<std::ptrdiff_t>(first);
    std::stable_sort(begin, terms.end(), [](const Term& a, const Term& b) {
        return a.span.begin != b.span.begin ? a.span.begin < b.span.begin : a.span.end > b.span.end;
    });
    std::uint32_t behind[4] = {0, 0, 0, 0};
    std::uint32_t reference = 0;  // "SOC" of "SOC 2" is nobody
    terms.erase(std::remove_if(begin, terms.end(),
                               [&](const Term& t) {
                                   std::uint32_t& end = behind[family(t.kind)];
                                   const bool bare = family(t.kind) >= 2;
                                   const bool named = family(t.kind) == 1 && t.span.end <= reference;
                                   const bool inside =
                                       t.span.end <= end || named || (bare && t.span.end <= behind[0]);
                                   if (t.kind == TermKind::reference) reference = t.span.end;
                                   end = std::max(end, t.span.end);
                                   return inside;
                               }),
                terms.end());
    // "Annex A" and "A.8.1" of "Annex A.8.1" are one.
    std::size_t kept = first;
    for (std::size_t i = first; i < terms.size(); ++i) {
        if (kept > first && terms[i].kind == TermKind::reference &&
            terms[kept - 1].kind == TermKind::reference && terms[i].span.begin < terms[kept - 1].span.end) {
            terms[kept - 1].span = cover(terms[kept - 1].span, terms[i].span);
        } else {
            if (kept < i) terms[kept] = std::move(terms[i]);
            ++kept;
        }
    }
    terms.resize(kept);
    // "Clauses 7.2, 7.3", "AC-2 (4)": what goes on is of the same kind.
    for (std::size_t i = first + 1; i < terms.size(); ++i) {
        const Term& before = terms[i - 1];
        if (terms[i].kind != TermKind::number || before.kind != TermKind::reference ||
            terms[i].span.begin < before.span.end)
            continue;
        const std::string_view gap = Span{before.span.end, terms[i].span.begin}.of(text);
        if (gap.size() <= 3 && gap.find_first_not_of(" ,-/&(") == std::string_view::npos)
            terms[i].kind = TermKind::reference;
    }
    std::size_t token = 0;
    for (auto made = terms.begin() + static_cast<std::ptrdiff_t>(first); made != terms.end(); ++made) {
        while (token < tokens.size() && tokens[token].span.end <= made->span.begin) ++token;
        std::uint64_t hash = 0xCBF29CE484222325u;
        for (std::size_t i = token; i < tokens.size() && tokens[i].span.begin < made->span.end; ++i) {
            // Words that no rule looks for have no number: their letters tell them apart.
            const TermId known = tokens[i].term < program_.term_count ? tokens[i].term : unknown_term;
            const std::string_view letters =
                known == unknown_term ? tokens[i].span.of(text) : std::string_view();
            for (const char c : letters) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
            hash = (hash ^ known) * 0x100000001B3u;
        }
        made->identity = hash;
    }
}

void TermFinder::add_class(TermKind kind, NodeId node, std::vector<Term>& terms) {
    if (node == no_node) return;
    const Found found = evaluator_.find(node);
    for (std::uint32_t i = found.first; i < found.first + found.count; ++i) {
        const Occurrence& o = evaluator_.occurrence(i);
        Term& made = terms.emplace_back();
        made.kind = kind;
        made.span = {view_.tokens[o.begin].span.begin, view_.tokens[o.end - 1].span.end};
    }
}

/// Takes out the terms that lie in words which only look like them: "including but not limited to".
void TermFinder::drop_idioms(NodeId node, std::size_t first, std::vector<Term>& terms) {
    if (node == no_node) return;
    const Found found = evaluator_.find(node);
    if (found.count == 0) return;
    std::vector<Span> idioms;
    idioms.reserve(found.count);
    for (std::uint32_t i = found.first; i < found.first + found.count; ++i) {
        const Occurrence& o = evaluator_.occurrence(i);
        idioms.push_back({view_.tokens[o.begin].span.begin, view_.tokens[o.end - 1].span.end});
    }
    std::ranges::sort(idioms, {}, &Span::begin);
    const auto in_idiom = [&](const Term& t) {
        const auto behind = std::ranges::upper_bound(idioms, t.span.begin, {}, &Span::begin);
        return behind != idioms.begin() && std::prev(behind)->contains(t.span);
    };
    terms.erase(std::remove_if(terms.begin() + static_cast<std::ptrdiff_t>(first), terms.end(), in_idiom),
                terms.end());
}

void TermFinder::add_values(std::vector<Term>& terms) {
    const std::size_t first = terms.size();
    for (const Token& token : view_.tokens) {
        if (!token.is(Token::number) && token.span.size() < 3) continue;
        if (!is_digit(view_.text[token.span.begin])) continue;
        if (const auto time = time_of_day(view_.text, token.span.begin)) {
            Term& made = terms.emplace_back();
            made.kind = TermKind::quantity;
            made.span = time->first;
            made.measure = {time->second, time->second, Bound::exactly, "time-of-day", ""};
            continue;
        }
        const Span word = word_around(view_.text, token.span);
        if (!is_name(word.of(view_.text)) || (terms.size() > first && terms.back().span.overlaps(word)))
            continue;
        Term& made = terms.emplace_back();
        made.kind = TermKind::reference;
        made.span = word;
    }
    const std::size_t names = terms.size();
    std::size_t name = first;
    for (const Value& value : evaluator_.values().all()) {
        const Span number = view_.tokens[value.begin].span;
        while (name < names && terms[name].span.end <= number.begin) ++name;
        const bool named = name < names && terms[name].span.overlaps(number);
        if (named && value.kind != ValueKind::date) continue;
        Term made;
        switch (value.kind) {
            case ValueKind::number:
                made.kind = is_year(number.of(view_.text)) ? TermKind::date : TermKind::number;
                break;
            case ValueKind::quantity:
                made.kind = value.dimension == "duration" ? TermKind::duration : TermKind::quantity;
                break;
            case ValueKind::deadline:
                made.kind = TermKind::deadline;
                break;
            case ValueKind::frequency:
                made.kind = TermKind::frequency;
                break;
            case ValueKind::date:
                made.kind = TermKind::date;
                break;
            case ValueKind::duration:
            case ValueKind::citation:
                continue;
        }
        made.measure = value.measure();
        made.known = value.known && made.kind != TermKind::date;
        made.span = {std::min(view_.tokens[value.written_begin].span.begin, number.begin - value.sign_bytes),
                     view_.tokens[value.written_end - 1].span.end};
        terms.push_back(std::move(made));
    }
}

}  // namespace clausemark
