// SPDX-License-Identifier: Apache-2.0
// See classify.h. Terms of one family that say the same on both sides cancel each other; what is left is
// paired in order, and what has no partner stands on one side alone.
#include "indexer/drift/classify.h"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "indexer/matcher/program.h"
#include "parser/core/limits.h"

namespace clausemark::drift {
namespace {

bool is_value(TermKind kind) {
    return kind <= TermKind::date;
}
bool is_role(TermKind kind) {
    return kind == TermKind::role || kind == TermKind::everybody;
}
bool is_modal(TermKind kind) {
    return kind >= TermKind::obligation && kind <= TermKind::permission;
}

int family(TermKind kind) {
    return is_value(kind) ? 0 : is_role(kind) ? 1 : is_modal(kind) ? 2 : static_cast<int>(kind);
}

DriftKind kind_of(TermKind kind) {
    switch (kind) {
        case TermKind::duration:
            return DriftKind::duration;
        case TermKind::deadline:
            return DriftKind::deadline;
        case TermKind::frequency:
            return DriftKind::frequency;
        case TermKind::date:
            return DriftKind::date;
        default:
            return DriftKind::quantity;
    }
}

/// The words of a sentence by place: which of them differ, and with which of the other side the others agree.
struct WordMap {
    static constexpr std::uint32_t differs = 0xffffffff;
    static constexpr std::uint32_t filled = 0xfffffffe;  ///< a placeholder's or what fills it
    std::vector<std::uint32_t> partner;                  ///< of each word: the equal one of the other side
};

WordMap map_words(std::size_t words, const std::vector<Hunk>& hunks, bool left) {
    WordMap map;
    map.partner.resize(words);
    std::uint32_t i = 0;
    std::uint32_t j = 0;
    for (const Hunk& hunk : hunks) {
        const std::uint32_t begin = left ? hunk.left_begin : hunk.right_begin;
        const std::uint32_t end = left ? hunk.left_end : hunk.right_end;
        for (; i < begin; ++i) map.partner[i] = j++;
        for (; i < end; ++i) map.partner[i] = hunk.filled ? WordMap::filled : WordMap::differs;
        j = left ? hunk.right_end : hunk.left_end;
    }
    for (; i < words; ++i) map.partner[i] = j++;
    return map;
}

/// The words [first, last) that a span covers.
std::pair<std::uint32_t, std::uint32_t> words_in(std::span<const Word> words, Span span) {
    const auto first = std::partition_point(words.begin(), words.end(),
                                            [&](const Word& w) { return w.span.end <= span.begin; });
    const auto last =
        std::partition_point(first, words.end(), [&](const Word& w) { return w.span.begin < span.end; });
    return {static_cast<std::uint32_t>(first - words.begin()),
            static_cast<std::uint32_t>(last - words.begin())};
}

/// The other side's words where a term was replaced as a whole by a few; empty: it was not.
Span replaced_by(Span term, std::span<const Word> words, std::span<const Word> others,
                 std::span<const WordForm> other_forms, const std::vector<Hunk>& hunks, bool left) {
    constexpr std::uint32_t few = 6;
    const auto [first, last] = words_in(words, term);
    for (const Hunk& hunk : hunks) {
        const std::uint32_t begin = left ? hunk.left_begin : hunk.right_begin;
        const std::uint32_t end = left ? hunk.left_end : hunk.right_end;
        const std::uint32_t there = left ? hunk.right_begin : hunk.left_begin;
        const std::uint32_t there_end = left ? hunk.right_end : hunk.left_end;
        if (hunk.filled || begin > first || end < last || end - begin > last - first + 2) continue;
        if (there == there_end || there_end - there > few) return {};
        const bool open = std::any_of(other_forms.begin() + there, other_forms.begin() + there_end,
                                      [](WordForm form) { return form != WordForm::plain; });
        if (open) return {};
        return cover(others[there].span, others[there_end - 1].span);
    }
    return {};
}

/// Takes in the words that stand beside `role` and are equal to words of `other` ("Operational" of
/// "Operational Security Team", where only the longer title is known as a role; "not" of "should not" beside
/// "must not").
void widen(Span& role, std::span<const Word> words, Span other, std::span<const Word> other_words,
           const WordMap& other_map) {
    auto [first, last] = words_in(words, role);
    const auto [begin, end] = words_in(other_words, other);
    for (std::uint32_t w = end; w-- > begin;) {
        if (first > 0 && other_map.partner[w] == first - 1) --first;
    }
    for (std::uint32_t w = begin; w < end; ++w) {
        if (last < words.size() && other_map.partner[w] == last) ++last;
    }
    if (std::pair(first, last) != words_in(words, role))
        role = cover(role, cover(words[first].span, words[last - 1].span));
}

/// Roles that touch in one cell are one ("service desk" "team leader").
void join_neighbours(std::string_view text, std::vector<Term>& terms) {
    std::vector<Term> joined;
    std::size_t last_role = static_cast<std::size_t>(-1);
    for (const Term& t : terms) {
        if (is_role(t.kind)) {
            const std::uint32_t end = last_role < joined.size() ? joined[last_role].span.end : 0;
            const bool touches = t.span.begin < end || (t.span.begin == end + 1 && text[end] == ' ');
            if (end > 0 && touches) {
                Term& known = joined[last_role];
                known.span = cover(known.span, t.span);
                known.identity = mix(known.identity, t.identity);
                known.kind = TermKind::role;
                continue;
            }
            last_role = joined.size();
        }
        joined.push_back(t);
    }
    terms = std::move(joined);
}

/// Marks the terms that differ, and the terms of the same family on the other side that share their words
/// ("for 90 days", "for up to 90 days").
void mark(std::span<const Word> words, const WordMap& map, const std::vector<Term>& terms,
          std::vector<bool>& marked, std::span<const Word> other_words, const std::vector<Term>& other_terms,
          std::vector<bool>& other_marked) {
    for (std::size_t t = 0; t < terms.size(); ++t) {
        const auto [first, last] = words_in(words, terms[t].span);
        for (std::uint32_t w = first; w < last; ++w) {
            if (map.partner[w] == WordMap::differs) marked[t] = true;
        }
        if (!marked[t]) continue;
        for (std::uint32_t w = first; w < last; ++w) {
            if (map.partner[w] >= WordMap::filled) continue;
            const Span there = other_words[map.partner[w]].span;
            auto other = std::partition_point(other_terms.begin(), other_terms.end(),
                                              [&](const Term& o) { return o.span.begin < there.begin; });
            constexpr int near = 8;  // terms begin in order; those that cover a word begin shortly before it
            if (other != other_terms.end() && other->span.begin == there.begin) ++other;
            for (int n = 0; n < near && other != other_terms.begin(); ++n) {
                --other;
                if (other->span.overlaps(there) && family(other->kind) == family(terms[t].kind))
                    other_marked[static_cast<std::size_t>(other - other_terms.begin())] = true;
            }
        }
    }
}

/// Pairs what `same` joins, first come, first served, and marks it used.
template <typename Touched, typename Same, typename Use>
void join(std::vector<Touched>& left, std::vector<Touched>& right, Same same, Use use) {
    for (Touched& a : left) {
        if (a.used) continue;
        for (Touched& b : right) {
            if (b.used || !same(a, b)) continue;
            a.used = b.used = true;
            use(a.term, b.term);
            break;
        }
    }
}

template <typename Touched, typename Use>
void rest(std::vector<Touched>& terms, Use use) {
    for (Touched& t : terms) {
        if (!t.used) use(t.term);
        t.used = true;
    }
}

constexpr auto nothing = [](const Term&, const Term&) {};

/// From 0 (nearly the same) to 1 (of another order of magnitude).
double distance(const Measure& a, const Measure& b) {
    const double high = std::max(std::abs(a.value), std::abs(b.value));
    const double low = std::min(std::abs(a.value), std::abs(b.value));
    return a.dimension != b.dimension || high <= 0 ? 1 : 1 - low / high;
}

}  // namespace

double weight_of(DriftKind kind) {
    switch (kind) {
        case DriftKind::negation:
            return 0.95;
        case DriftKind::duration:
        case DriftKind::deadline:
        case DriftKind::frequency:
        case DriftKind::quantity:
            return 0.9;
        case DriftKind::role:
            return 0.8;
        case DriftKind::missing:
        case DriftKind::added:
            return 0.75;
        case DriftKind::modality:
            return 0.7;
        case DriftKind::date:
            return 0.5;
        case DriftKind::reference:
            return 0.4;
        case DriftKind::moved:
            return 0.2;
        case DriftKind::wording:
            return 0.1;
        case DriftKind::placeholder:
            return 0.02;
    }
    return 0;
}

bool Classifier::says_something(std::string_view words) const {
    const std::vector<std::string>& function_words = rules().program().function_words;
    std::string word;
    for (std::size_t i = 0; i <= words.size(); ++i) {
        const char c = i < words.size() ? words[i] : ' ';
        if (c != ' ') {
            word += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        } else if (!word.empty()) {
            if (!std::ranges::binary_search(function_words, word)) return true;
            word.clear();
        }
    }
    return false;
}

Classifier::Classifier(const std::shared_ptr<const RuleSet>& rules)
    : finder_(rules),
      tokenizer_(rules->program().vocabulary),
      tolerance_(rules->scoring().calendar_tolerance) {}

std::vector<Term> Classifier::terms_of(const Side& side, const Sentence& sentence) {
    read_tokens(side, sentence, tokenizer_, tokens_);
    std::vector<Term> terms;
    finder_.find(side.text_of(sentence), tokens_, terms);
    // A number that opens a sentence counts sentences ("3.1 Passwords ...").
    std::erase_if(terms, [&](const Term& t) {
        return t.span.begin == sentence.place.span.begin &&
               (t.kind == TermKind::number || t.kind == TermKind::reference) &&
               side.text_of(sentence).substr(t.span.begin, 1).find_first_of("0123456789") == 0;
    });
    join_neighbours(side.text_of(sentence), terms);
    return terms;
}

double Classifier::substance(const Side& side, const Sentence& sentence) {
    constexpr double of_a_statement = 0.95;
    constexpr double of_a_pointer = 0.5;
    const std::vector<Term> terms = terms_of(side, sentence);
    const bool states = std::any_of(terms.begin(), terms.end(), [](const Term& t) {
        return (is_value(t.kind) && t.kind != TermKind::number && t.kind != TermKind::date) ||
               t.kind == TermKind::obligation || t.kind == TermKind::prohibition;
    });
    if (states) return 1;
    const bool points =
        std::any_of(terms.begin(), terms.end(), [](const Term& t) { return t.kind == TermKind::reference; });
    return points ? of_a_pointer : of_a_statement;
}

std::vector<Finding> Classifier::compare(const Side& left_side, const Sentence& left, const Side& right_side,
                                         const Sentence& right, const std::vector<Hunk>& hunks,
                                         double similarity) {
    findings_.clear();
    const auto left_words = left_side.words_of(left);
    const auto right_words = right_side.words_of(right);
    const std::vector<Term> left_terms = terms_of(left_side, left);
    const std::vector<Term> right_terms = terms_of(right_side, right);
    const WordMap left_map = map_words(left_words.size(), hunks, true);
    const WordMap right_map = map_words(right_words.size(), hunks, false);
    std::vector<bool> left_marked(left_terms.size(), false);
    std::vector<bool> right_marked(right_terms.size(), false);
    // Twice: what the right side marks on the left may touch more on the right.
    for (int pass = 0; pass < 2; ++pass) {
        mark(left_words, left_map, left_terms, left_marked, right_words, right_terms, right_marked);
        mark(right_words, right_map, right_terms, right_marked, left_words, left_terms, left_marked);
    }

    const auto touched = [&](const std::vector<Term>& terms, const std::vector<bool>& marked, auto is) {
        const bool here = &terms == &left_terms;
        std::vector<Touched> out;
        for (std::size_t i = 0; i < terms.size(); ++i) {
            if (!marked[i] || !is(terms[i].kind) || out.size() == limits::drift_terms) continue;
            const Span instead = here ? replaced_by(terms[i].span, left_words, right_words,
                                                    right_side.forms_of(right), hunks, true)
                                      : replaced_by(terms[i].span, right_words, left_words,
                                                    left_side.forms_of(left), hunks, false);
            const std::string_view other = here ? right_side.text_of(right) : left_side.text_of(left);
            out.push_back({terms[i], says_something(instead.of(other)) ? instead : Span{}});
        }
        return out;
    };
    const auto each = [&](auto is, auto adder) {
        auto a = touched(left_terms, left_marked, is);
        auto b = touched(right_terms, right_marked, is);
        if (!a.empty() || !b.empty()) (this->*adder)(a, b);
    };
    each(is_value, &Classifier::add_values);
    each([](TermKind kind) { return kind == TermKind::negation; }, &Classifier::add_negations);
    each(is_role, &Classifier::add_roles);
    each(is_modal, &Classifier::add_modality);
    for (Finding& finding : findings_) {
        const bool widens = finding.kind == DriftKind::role || finding.kind == DriftKind::modality;
        if (!widens || finding.left_words.empty() || finding.right_words.empty()) continue;
        const Span here = finding.left_words.front();
        widen(finding.right_words.front(), right_words, here, left_words, left_map);
        widen(finding.left_words.front(), left_words, finding.right_words.front(), right_words, right_map);
    }
    each([](TermKind kind) { return kind == TermKind::reference; }, &Classifier::add_references);

    // The less two sentences resemble each other, the less a difference between them says.
    const double confidence = 0.6 + 0.4 * similarity;
    for (Finding& finding : findings_) finding.weight *= confidence;
    if (findings_.empty() && !hunks.empty()) {
        Finding wording;
        std::size_t changed = 0;
        for (const Hunk& hunk : hunks) {
            if (hunk.filled) continue;
            changed += (hunk.left_end - hunk.left_begin) + (hunk.right_end - hunk.right_begin);
            if (hunk.left_begin < hunk.left_end)
                wording.left_words.push_back(
                    cover(left_words[hunk.left_begin].span, left_words[hunk.left_end - 1].span));
            if (hunk.right_begin < hunk.right_end)
                wording.right_words.push_back(
                    cover(right_words[hunk.right_begin].span, right_words[hunk.right_end - 1].span));
        }
        const auto all = static_cast<double>(left_words.size() + right_words.size());
        wording.weight = weight_of(DriftKind::wording) * (0.5 + 0.5 * static_cast<double>(changed) / all);
        findings_.push_back(std::move(wording));
    }
    return findings_;
}

void Classifier::add(DriftKind kind, const Term* left, const Term* right, double factor) {
    Finding& made = findings_.emplace_back();
    made.kind = kind;
    made.weight = weight_of(kind) * factor;
    if (left != nullptr) made.left_words.push_back(left->span);
    if (right != nullptr) made.right_words.push_back(right->span);
}

void Classifier::add_values(std::vector<Touched>& left, std::vector<Touched>& right) {
    const auto found = [&](const Term& a, const Term& b) {
        const bool either_deadline = a.kind == TermKind::deadline || b.kind == TermKind::deadline;
        const TermKind kind = either_deadline ? TermKind::deadline : std::min(a.kind, b.kind);
        const TermKind better = kind == TermKind::number ? std::max(a.kind, b.kind) : kind;
        const double factor = better == TermKind::number ? 0.6 : 0.95;
        add(kind_of(better), &a, &b, factor + 0.05 * distance(a.measure, b.measure));
    };
    join(
        left, right,
        [&](const Touched& one, const Touched& two) {
            const Term& a = one.term;
            const Term& b = two.term;
            if (!a.known || !b.known || a.kind == TermKind::date) return a.identity == b.identity;
            return same_value(a.measure, b.measure, tolerance_);
        },
        nothing);
    const auto of_one_dimension = [](const Touched& a, const Touched& b) {
        return a.term.measure.dimension == b.term.measure.dimension;
    };
    join(
        left, right,
        [&](const Touched& a, const Touched& b) {
            return a.term.kind == b.term.kind && of_one_dimension(a, b);
        },
        found);
    join(
        left, right,
        [&](const Touched& a, const Touched& b) {
            return of_one_dimension(a, b) && a.term.kind != TermKind::date && b.term.kind != TermKind::date;
        },
        found);
    // Values of different things are one change only where the one was written in the place of the other.
    join(
        left, right,
        [](const Touched& a, const Touched& b) {
            return a.term.kind != TermKind::date && b.term.kind != TermKind::date &&
                   (a.instead.overlaps(b.term.span) || b.instead.overlaps(a.term.span));
        },
        found);
    // A value that only one side states is less sure to be a change of the procedure.
    const auto lone = [](const Term& t) { return t.kind == TermKind::number ? 0.3 : 0.8; };
    rest(left, [&](const Term& t) { add(kind_of(t.kind), &t, nullptr, lone(t)); });
    rest(right, [&](const Term& t) { add(kind_of(t.kind), nullptr, &t, lone(t)); });
}

void Classifier::add_roles(std::vector<Touched>& left, std::vector<Touched>& right) {
    join(
        left, right,
        [](const Touched& a, const Touched& b) {
            const bool all = a.term.kind == TermKind::everybody && b.term.kind == TermKind::everybody;
            return all || a.term.identity == b.term.identity;
        },
        nothing);
    join(
        left, right, [](const Touched&, const Touched&) { return true; },
        [&](const Term& a, const Term& b) { add(DriftKind::role, &a, &b); });
    const auto lone = [&](Touched& t, bool here) {
        if (t.used || t.term.kind == TermKind::everybody) return;
        add(DriftKind::role, here ? &t.term : nullptr, here ? nullptr : &t.term,
            t.instead.empty() ? 0.5 : 0.9);
        if (!t.instead.empty())
            (here ? findings_.back().right_words : findings_.back().left_words).push_back(t.instead);
    };
    for (Touched& t : left) lone(t, true);
    for (Touched& t : right) lone(t, false);
}

void Classifier::add_negations(std::vector<Touched>& left, std::vector<Touched>& right) {
    join(
        left, right, [](const Touched&, const Touched&) { return true; }, nothing);
    rest(left, [&](const Term& t) { add(DriftKind::negation, &t, nullptr); });
    rest(right, [&](const Term& t) { add(DriftKind::negation, nullptr, &t); });
}

void Classifier::add_modality(std::vector<Touched>& left, std::vector<Touched>& right) {
    join(
        left, right, [](const Touched& a, const Touched& b) { return a.term.kind == b.term.kind; }, nothing);
    // "must not" against "must" is told as the negation.
    const auto negated = [&](const Term& t, bool here) {
        return std::any_of(findings_.begin(), findings_.end(), [&](const Finding& f) {
            const auto& words = here ? f.left_words : f.right_words;
            return f.kind == DriftKind::negation && !words.empty() && words.front().overlaps(t.span);
        });
    };
    const auto drop = [&](std::vector<Touched>& terms, std::vector<Touched>& others, bool here) {
        for (Touched& t : terms) {
            if (t.used || !negated(t.term, here)) continue;
            t.used = true;
            const auto other =
                std::find_if(others.begin(), others.end(), [](const Touched& o) { return !o.used; });
            if (other != others.end()) other->used = true;
        }
    };
    drop(left, right, true);
    drop(right, left, false);
    join(
        left, right, [](const Touched&, const Touched&) { return true; },
        [&](const Term& a, const Term& b) { add(DriftKind::modality, &a, &b); });
    rest(left, [&](const Term& t) { add(DriftKind::modality, &t, nullptr, 0.6); });
    rest(right, [&](const Term& t) { add(DriftKind::modality, nullptr, &t, 0.6); });
}

void Classifier::add_references(std::vector<Touched>& left, std::vector<Touched>& right) {
    join(
        left, right, [](const Touched& a, const Touched& b) { return a.term.identity == b.term.identity; },
        nothing);
    join(
        left, right, [](const Touched&, const Touched&) { return true; },
        [&](const Term& a, const Term& b) { add(DriftKind::reference, &a, &b); });
    rest(left, [&](const Term& t) { add(DriftKind::reference, &t, nullptr, 0.6); });
    rest(right, [&](const Term& t) { add(DriftKind::reference, nullptr, &t, 0.6); });
}

}  // namespace clausemark::drift
