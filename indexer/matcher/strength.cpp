// SPDX-License-Identifier: Apache-2.0
// See strength.h.
#include "indexer/matcher/strength.h"

#include <initializer_list>

namespace clausemark {
namespace {

constexpr unsigned bit(StrengthClass strength) {
    return 1u << static_cast<unsigned>(strength);
}

constexpr unsigned question_bit = 1u << strength_classes;

/// In a table, fewer words are a name ("Test plan"), not a step.
constexpr std::size_t words_of_a_step = 3;

/// True where an imperative may stand: first in its sentence, item or cell, a leading number aside.
bool opens(const View& view, std::uint32_t token) {
    while (token > 0) {
        const Token& before = view.tokens[token - 1];
        const bool first = view.sentences[token - 1] != view.sentences[token] ||
                           (before.is(Token::borrowed) && !view.tokens[token].is(Token::borrowed));
        if (first) return true;
        if (!before.is(Token::number)) return false;
        --token;
    }
    return true;
}

}  // namespace

/// Marks the sentences in which the class occurs; each class once a passage.
void SentenceStrength::read(StrengthClass strength, Evaluator& evaluator, const View& view) {
    using enum StrengthClass;
    const auto mark = static_cast<std::uint16_t>(bit(strength));
    if ((known_ & mark) != 0) return;
    known_ |= mark;
    const NodeId node = program_.strength[static_cast<std::size_t>(strength)];
    if (node == no_node) return;
    const Found found = evaluator.find(node);
    const auto mark_all = [&] {
        for (auto& classes : classes_) classes |= mark;
    };
    if (found.context) mark_all();
    const bool of_page = strength == pointer || strength == about_document || strength == listing;
    for (std::uint32_t k = found.first; k < found.first + found.count; ++k) {
        const std::uint32_t token = evaluator.occurrence(k).begin;
        const bool borrowed = view.tokens[token].is(Token::borrowed);
        if (strength == listing && !borrowed) continue;
        if (strength == imperative && !is_step(view, token)) continue;
        const bool says = strength == statement || strength == permission || strength == recommendation;
        if (row_ && borrowed && says) continue;  // "review was due" above a column says nothing of its cells
        // A lead-in speaks for every sentence of its item, a column's header for its own cell.
        if (borrowed && (!row_ || of_page)) {
            mark_all();
        } else {
            classes_[units_[token]] |= mark;
        }
    }
}

bool SentenceStrength::is_step(const View& view, std::uint32_t token) const {
    if (!opens(view, token)) return false;
    if (!row_) return true;
    if (view.tokens[token].is(Token::borrowed)) return false;
    std::size_t end = token;
    while (end < view.tokens.size() && units_[end] == units_[token]) ++end;
    return end - token >= words_of_a_step;
}

void SentenceStrength::divide(const View& view) {
    known_ |= question_bit;
    units_.clear();
    std::uint32_t unit = 0;
    for (std::size_t i = 0; i < view.tokens.size(); ++i) {
        const bool gap = row_ && view.tokens[i].span.empty();
        if (i > 0 && (gap || view.sentences[i] != view.sentences[i - 1])) ++unit;
        units_.push_back(unit);
    }
    classes_.assign(units_.empty() ? 0 : unit + 1, 0);
    for (std::size_t i = 0; i < view.tokens.size(); ++i) {
        if (view.tokens[i].is(Token::question) && !view.tokens[i].is(Token::borrowed)) {
            classes_[units_[i]] |= static_cast<std::uint16_t>(question_bit);
        }
    }
}

Strength SentenceStrength::of(Evaluator& evaluator, const View& view, Span tokens) {
    using enum StrengthClass;
    if (mention_only_) return Strength::mention;
    if (known_ == 0) divide(view);
    const auto holds = [&](unsigned mark) {
        for (std::uint32_t unit = units_[tokens.begin]; unit <= units_[tokens.end - 1]; ++unit) {
            if ((classes_[unit] & mark) != 0) return true;
        }
        return false;
    };
    // The classes that decide first are read first, and what they decide is not asked again.
    const auto any_of = [&](std::initializer_list<StrengthClass> group) {
        for (const StrengthClass strength : group) {
            read(strength, evaluator, view);
            if (holds(bit(strength))) return true;
        }
        return false;
    };
    if (holds(question_bit) || any_of({denial, illustration})) return Strength::mention;
    Strength found = Strength::mention;
    if (any_of({obligation, prohibition, imperative}) || (procedure_ && any_of({statement}))) {
        found = Strength::commitment;
    } else if (any_of({recommendation, permission, statement})) {
        found = Strength::description;
    }
    if (found != Strength::mention && any_of({pointer, about_document, listing})) return Strength::mention;
    return found;
}

}  // namespace clausemark
