// SPDX-License-Identifier: Apache-2.0
// See citation_titles.h.
#include "indexer/standards/citation_titles.h"

#include <algorithm>
#include <array>
#include <span>

#include "parser/text/stemmer.h"

namespace clausemark::citations {
namespace {

constexpr std::size_t longest_title = 160;  // bytes; the longest of the standards' has about 90

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 0x80;
}
bool is_upper(char c) {
    return c >= 'A' && c <= 'Z';
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// The length of a dash at `at`, or 0.
std::size_t dash_at(std::string_view text, std::size_t at) {
    for (const std::string_view dash : {"-", "\u2013", "\u2014"}) {
        if (text.substr(at).starts_with(dash)) return dash.size();
    }
    return 0;
}

/// Where a stretch that may be a title ends: at a mark that divides, or at a dash between spaces.
bool divides(std::string_view text, std::size_t at) {
    if (std::string_view("\t\n.:;?!()[]|").find(text[at]) != std::string_view::npos) return true;
    const std::size_t dash = dash_at(text, at);
    return dash != 0 && at > 0 && text[at - 1] == ' ' && text.substr(at + dash).starts_with(' ');
}

/// Words of ASCII letters in lower case, and of other letters as they are.
std::vector<std::string> words_of(std::string_view text) {
    std::vector<std::string> out;
    bool inside = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (dash_at(text, i) > 1) {
            i += dash_at(text, i) - 1;
            inside = false;
            continue;
        }
        const bool letter = is_letter(text[i]);
        if (letter && !inside) out.emplace_back();
        if (letter) out.back() += is_upper(text[i]) ? static_cast<char>(text[i] - 'A' + 'a') : text[i];
        inside = letter;
    }
    return out;
}

std::string joined(std::string_view text) {
    std::string out;
    for (const std::string& word : words_of(text)) out += (out.empty() ? "" : " ") + word;
    return out;
}

bool share(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    return std::ranges::any_of(a,
                               [&](const std::string& word) { return std::ranges::binary_search(b, word); });
}

void sort_once(std::vector<std::string>& words) {
    std::ranges::sort(words);
    words.erase(std::unique(words.begin(), words.end()), words.end());
}

std::size_t skip(std::string_view text, std::size_t at, std::string_view marks) {
    while (at < text.size() && marks.find(text[at]) != std::string_view::npos) ++at;
    return at;
}

}  // namespace

Titles::Titles(const Catalogue& catalogue, const CitationWords& words) {
    Stemmer stemmer;
    for (const auto& [from, to] : words.spellings) spellings_.emplace(from, to);
    filler_.insert(words.filler.begin(), words.filler.end());
    sentence_.insert(words.sentence.begin(), words.sentence.end());
    for (const std::string& word : words.common) common_.emplace(stemmer.stem(word));
    for (const std::string& state : words.states) states_.insert(joined(state));
    for (const std::string& state : words.excluded) excluded_.insert(joined(state));
    clauses_.reserve(catalogue.clauses().size());
    for (const Clause& clause : catalogue.clauses()) {
        TitleWords& made = clauses_.emplace_back(read(clause.title).words);
        known_.insert(made.telling.begin(), made.telling.end());
        known_.insert(made.common.begin(), made.common.end());
        if (made.telling.empty()) continue;
        const auto add = [&](std::string_view text) {
            const TitleWords more = read(text).words;
            made.telling.insert(made.telling.end(), more.telling.begin(), more.telling.end());
        };
        if (clause.leaf()) add(clause.description);
        if (clause.kind == ClauseKind::clause && clause.parent != no_clause)
            add(catalogue.clause(clause.parent).title);
        sort_once(made.telling);
    }
}

BesideNumber Titles::read(std::string_view text) const {
    BesideNumber out;
    if (text.size() > longest_title) return out;
    Stemmer stemmer;
    bool is_sentence = false;
    bool speaks_of_clauses = false;
    for (const std::string& word : words_of(text)) {
        if (filler_.contains(word)) continue;
        is_sentence |= sentence_.contains(word);
        const auto spelling = spellings_.find(word);
        std::string stem(stemmer.stem(spelling == spellings_.end() ? word : spelling->second));
        speaks_of_clauses |= known_.contains(stem);
        (common_.contains(stem) ? out.words.common : out.words.telling).push_back(std::move(stem));
    }
    sort_once(out.words.telling);
    sort_once(out.words.common);
    const std::size_t first = skip(text, 0, " *_\"'");
    const bool is_name = text.find_first_of("_/\\") != std::string_view::npos;  // of a file
    out.is_title = speaks_of_clauses && !is_sentence && !is_name && first < text.size() &&
                   is_upper(text[first]) && !states_.contains(joined(text)) && !excludes(text);
    return out;
}

BesideNumber Titles::after(std::string_view text, std::size_t end, Opens opens) const {
    std::size_t at = end;
    if (text.substr(at, 1) != "\t") at = skip(text, at, ")] ");
    if (text.substr(at, 1) == "\t") {
        if (opens != Opens::passage) return {};
        at = skip(text, at, "\t ");
    } else {
        if (text.substr(at, 1) == ":" || text.substr(at, 1) == "(") {
            ++at;
        } else if (const std::size_t dash = dash_at(text, at); dash != 0) {
            at += dash;
        } else if (opens == Opens::nothing || at == end) {
            return {};
        }
    }
    at = skip(text, at, " ");
    std::size_t stop = at;
    while (stop < text.size() && stop - at <= longest_title && !divides(text, stop)) ++stop;
    if (std::any_of(text.begin() + static_cast<std::ptrdiff_t>(at),
                    text.begin() + static_cast<std::ptrdiff_t>(stop), is_digit)) {
        return {};  // the next number, an amendment, a date
    }
    return read(text.substr(at, stop - at));
}

BesideNumber Titles::before(std::string_view text, std::size_t begin) const {
    std::size_t end = begin;
    bool divided = false;
    while (end > 0) {
        const char c = text[end - 1];
        if (c == ' ') {
            --end;
            continue;
        }
        const bool mark = c == '\t' || c == '(' || c == '[' || c == ':' || c == '-';
        if (divided || !mark) break;
        divided = true;
        --end;
    }
    if (!divided) return {};
    std::size_t first = end;
    while (first > 0 && end - first <= longest_title && !divides(text, first - 1)) --first;
    BesideNumber out = read(text.substr(first, end - first));
    out.is_title = false;
    return out;
}

bool Titles::agrees(const TitleWords& words, ClauseIndex clause) const {
    const TitleWords& title = clauses_[clause];
    if (!words.telling.empty() && !title.telling.empty()) return share(words.telling, title.telling);
    const auto includes = [](const TitleWords& a, const TitleWords& b) {
        return std::ranges::includes(a.telling, b.telling) && std::ranges::includes(a.common, b.common);
    };
    return includes(words, title) || includes(title, words);
}

bool Titles::excludes(std::string_view cell) const {
    return excluded_.contains(joined(cell));
}

}  // namespace clausemark::citations
