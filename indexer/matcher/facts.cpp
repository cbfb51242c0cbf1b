// SPDX-License-Identifier: Apache-2.0
// Facts: the values that rules captured, with what they are said of: scope terms of the sentence, of the
// headings or of the title (the nearest level that names a dimension decides), and the words of the label or
// of the sentence. Part of Analyzer. Whether facts contradict each other is found in indexer/conflicts.
#include <algorithm>
#include <map>

#include "indexer/matcher/analyzer.h"
#include "indexer/matcher/placeholders.h"
#include "parser/core/limits.h"

namespace clausemark {
namespace {

/// "severity:p1" is of the dimension severity.
std::string_view dimension_of(std::string_view scope) {
    return scope.substr(0, scope.find(':'));
}

struct ScopeTerm {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::string_view name;
    std::uint32_t distance = 0;
};

/// Of the terms of one dimension, none that lies inside another ("critical" in "non critical").
void drop_contained(std::vector<ScopeTerm>& terms) {
    const auto contained = [&](const ScopeTerm& t) {
        return std::any_of(terms.begin(), terms.end(), [&](const ScopeTerm& other) {
            return other.begin <= t.begin && t.end <= other.end &&
                   other.end - other.begin > t.end - t.begin &&
                   dimension_of(other.name) == dimension_of(t.name);
        });
    };
    std::vector<ScopeTerm> kept;
    for (const ScopeTerm& t : terms) {
        if (!contained(t)) kept.push_back(t);
    }
    terms = std::move(kept);
}

void sort_once(std::vector<std::string>& words) {
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
}

}  // namespace

void Analyzer::add_facts(const Root& root, std::uint32_t passage, std::vector<Fact>& facts) {
    const Found found = evaluator_.find(root.node);
    for (std::uint32_t i = found.first; i < found.first + found.count; ++i) {
        const Occurrence occurrence = evaluator_.occurrence(i);
        if (occurrence.captured == Occurrence::none || !touches(i)) continue;
        ranges_.clear();
        evaluator_.leaves(occurrence.captured, ranges_);
        for (const Value& value : evaluator_.values().all()) {
            // No time at all is a name ("zero-day"), and what somebody has still to fill in is not stated.
            const bool stated = value.known && value.kind != ValueKind::citation &&
                                !(value.dimension == "duration" && value.range_end <= 0);
            const bool meant = stated && std::find(ranges_.begin(), ranges_.end(),
                                                   Span{value.begin, value.end}) != ranges_.end();
            if (!meant || in_placeholder(view_.tokens[value.begin])) continue;
            Fact fact;
            fact.passage = passage;
            fact.rule = root.rule;
            fact.parameter = program_.parameters[root.index];
            fact.measure = value.measure();
            fact.span = {view_.tokens[value.begin].span.begin, view_.tokens[value.end - 1].span.end};
            const auto other = std::find_if(facts.rbegin(), facts.rend(), [&](const Fact& f) {
                return f.passage != passage ||
                       (f.rule == fact.rule && f.span == fact.span && f.parameter == fact.parameter);
            });
            const bool known = other != facts.rend() && other->passage == passage;
            if (known) break;
            fact.written = words_of(value);
            read_scope(value, fact);
            ranges_.clear();
            evaluator_.leaves(i, ranges_);
            // The name of a variable ("{{ provider }}") says nothing of what will stand there.
            const bool open = std::any_of(ranges_.begin(), ranges_.end(), [&](const Span words) {
                return in_placeholder(view_.tokens[words.begin]);
            });
            if (open) break;
            read_subject(value, passage, fact);
            facts.push_back(std::move(fact));
            break;
        }
    }
}

/// Looks at the text around alone: a placeholder is at most limits::placeholder_bytes long.
bool Analyzer::in_placeholder(const Token& token) const {
    const std::uint32_t reach = limits::placeholder_bytes;
    const std::uint32_t from = token.span.begin - std::min(token.span.begin, reach);
    const std::string_view around = view_.text.substr(from, token.span.end + reach - from);
    const Span word{token.span.begin - from, token.span.end - from};
    const std::vector<Placeholder> placeholders = find_placeholders(around, program_.placeholder_words);
    return std::any_of(placeholders.begin(), placeholders.end(),
                       [&](const Placeholder& p) { return p.span.contains(word); });
}

/// The value with the words of its bound, as far as they stand in one piece with it.
std::string Analyzer::words_of(const Value& value) const {
    const bool borrowed = view_.tokens[value.begin].is(Token::borrowed);
    std::uint32_t begin = value.begin;
    std::uint32_t end = value.end;
    while (begin > value.written_begin && view_.tokens[begin - 1].is(Token::borrowed) == borrowed) --begin;
    while (end < value.written_end && view_.tokens[end].is(Token::borrowed) == borrowed) ++end;
    const std::uint32_t sign = view_.tokens[value.begin].span.begin - value.sign_bytes;
    const Span words{std::min(view_.tokens[begin].span.begin, sign), view_.tokens[end - 1].span.end};
    std::string_view text = words.of(view_.text);
    if (text.size() > limits::fact_words_bytes) {
        std::size_t cut = limits::fact_words_bytes;
        while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) --cut;
        text = text.substr(0, cut);
    }
    return std::string(text);
}

/// The nearest term of each dimension in the value's sentence; of two as near, the one before it.
void Analyzer::read_scope(const Value& value, Fact& fact) {
    std::vector<ScopeTerm> terms;
    for (const ProgramScope& scope : program_.scopes) {
        const Found found = evaluator_.find(scope.node);
        for (std::uint32_t i = found.first; i < found.first + found.count; ++i) {
            const Occurrence& o = evaluator_.occurrence(i);
            if (view_.sentences[o.begin] != view_.sentences[value.begin]) continue;
            if (o.begin < value.end && value.begin < o.end) continue;
            const std::uint32_t distance =
                o.end <= value.begin ? 2 * (value.begin - o.end) : 2 * (o.begin - value.end) + 1;
            terms.push_back({o.begin, o.end, scope.name, distance});
        }
    }
    drop_contained(terms);
    std::stable_sort(terms.begin(), terms.end(),
                     [](const ScopeTerm& a, const ScopeTerm& b) { return a.distance < b.distance; });
    for (const ScopeTerm& term : terms) {
        const bool nearer = std::any_of(fact.scope.begin(), fact.scope.end(), [&](const std::string& s) {
            return dimension_of(s) == dimension_of(term.name);
        });
        if (!nearer) fact.scope.emplace_back(term.name);
    }
    std::sort(fact.scope.begin(), fact.scope.end());
}

/// The bytes that may label the value, the best first: the cells of a row before it, or what stands before a
/// colon in its sentence.
std::vector<Span> Analyzer::labels_of(const Value& value, std::uint32_t passage) const {
    const Passage& known = document_->passages[passage];
    const Span at = view_.tokens[value.begin].span;
    std::vector<Span> labels;
    if (known.cells_begin < known.cells_end) {
        constexpr std::uint32_t most = 3;
        for (std::uint32_t i = known.cells_begin; i < std::min(known.cells_end, known.cells_begin + most);
             ++i) {
            if (document_->cells[i].end <= at.begin) labels.push_back(document_->cells[i]);
        }
        return labels;
    }
    if (view_.tokens[value.begin].is(Token::borrowed)) return labels;
    std::uint32_t first = value.begin;
    while (first > 0 && view_.sentences[first - 1] == view_.sentences[value.begin] &&
           !view_.tokens[first - 1].is(Token::borrowed))
        --first;
    const std::uint32_t begin = view_.tokens[first].span.begin;
    const std::size_t colon = view_.text.substr(begin, at.begin - begin).rfind(": ");
    if (colon != std::string_view::npos) labels.push_back({begin, begin + static_cast<std::uint32_t>(colon)});
    return labels;
}

/// What a word counts as in a subject; empty: it says nothing (a function word, a number, "R04").
std::string Analyzer::subject_word(const Token& token) {
    if (token.span.empty() || token.span.size() > limits::word_bytes) return {};
    const std::string folded = tokenizer_.fold(token.span.of(view_.text));
    const auto& skipped = program_.function_words;
    if (folded.find_first_of("0123456789") != std::string::npos ||
        std::binary_search(skipped.begin(), skipped.end(), folded))
        return {};
    return std::string(stemmer_.stem(folded));
}

/// The words of the first label that has any, without those that the rule looked for (in ranges_); else the
/// words of the sentence.
void Analyzer::read_subject(const Value& value, std::uint32_t passage, Fact& fact) {
    std::vector<std::string> looked_for;
    for (const Span range : ranges_) {
        for (std::uint32_t token = range.begin; token < range.end; ++token)
            looked_for.push_back(subject_word(view_.tokens[token]));
    }
    sort_once(looked_for);
    const auto read = [&](auto in) {
        for (std::uint32_t i = 0; i < view_.tokens.size(); ++i) {
            if (!in(i) || (i >= value.written_begin && i < value.written_end)) continue;
            std::string word = subject_word(view_.tokens[i]);
            if (!word.empty()) fact.subject.push_back(std::move(word));
            if (fact.subject.size() == limits::fact_subject_words) break;
        }
        sort_once(fact.subject);
    };
    for (const Span label : labels_of(value, passage)) {
        read([&](std::uint32_t i) { return label.contains(view_.tokens[i].span); });
        std::erase_if(fact.subject, [&](const std::string& word) {
            return std::binary_search(looked_for.begin(), looked_for.end(), word);
        });
        fact.labelled = !fact.subject.empty();
        if (fact.labelled) return;
    }
    read([&](std::uint32_t i) { return view_.sentences[i] == view_.sentences[value.begin]; });
}

std::vector<std::string> Analyzer::scopes_in_view() {
    std::vector<ScopeTerm> terms;
    for (const ProgramScope& scope : program_.scopes) {
        const Found found = evaluator_.find(scope.node);
        for (std::uint32_t i = found.first; i < found.first + found.count; ++i) {
            const Occurrence& o = evaluator_.occurrence(i);
            terms.push_back({o.begin, o.end, scope.name, 0});
        }
    }
    drop_contained(terms);
    std::vector<std::string> names;
    names.reserve(terms.size());
    for (const ScopeTerm& term : terms) names.emplace_back(term.name);
    sort_once(names);
    return names;
}

/// Dimensions that the sentence does not name are those of the nearest heading that does, else of the title.
/// O(facts * depth), and once each heading above a fact.
void Analyzer::complete_scopes(std::vector<Fact>& facts) {
    if (facts.empty() || program_.scopes.empty()) return;
    std::map<std::uint32_t, std::vector<std::string>> by_heading;
    const auto scopes_of = [&](std::uint32_t heading) -> const std::vector<std::string>& {
        const auto [entry, fresh] = by_heading.try_emplace(heading);
        if (fresh) {
            if (heading != no_passage) {
                passages_.view(heading, view_);
            } else {
                passages_.view(context_->title.empty() ? std::string_view(document_->title) : context_->title,
                               view_);
            }
            evaluator_.load(view_);
            entry->second = scopes_in_view();
        }
        return entry->second;
    };
    const auto add = [](const std::vector<std::string>& more, std::vector<std::string>& scope) {
        const std::size_t known = scope.size();
        for (const std::string& name : more) {
            const bool nearer =
                std::any_of(scope.begin(), scope.begin() + static_cast<std::ptrdiff_t>(known),
                            [&](const std::string& s) { return dimension_of(s) == dimension_of(name); });
            if (!nearer) scope.push_back(name);
        }
    };
    for (Fact& fact : facts) {
        std::uint32_t at = document_->passages[fact.passage].heading;
        for (; at != no_passage; at = document_->passages[at].heading) add(scopes_of(at), fact.scope);
        add(scopes_of(no_passage), fact.scope);
        std::sort(fact.scope.begin(), fact.scope.end());
    }
}

}  // namespace clausemark
