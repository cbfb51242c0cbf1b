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
    for (std::uint32_t k = found.first; k < found.first + found.count; ++k) {
        const std::uint32_t token = evaluator.occurrence(k).begin;
        const bool borrowed = view.tokens[token].is(Token::borrowed);
        if (strength == listing && !borrowed) continue;
        if (strength == imperative && !opens(view, token)) continue;
        // A lead-in speaks for every sentence of its item.
        if (borrowed) {
            mark_all();
        } else {
            classes_[view.sentences[token]] |= mark;
        }
    }
}

void SentenceStrength::read_questions(const View& view) {
    known_ |= question_bit;
    classes_.assign(view.sentences.empty() ? 0 : view.sentences.back() + 1, 0);
    for (std::size_t i = 0; i < view.tokens.size(); ++i) {
        if (view.tokens[i].is(Token::question) && !view.tokens[i].is(Token::borrowed)) {
            classes_[view.sentences[i]] |= static_cast<std::uint16_t>(question_bit);
        }
    }
}

Strength SentenceStrength::of(Evaluator& evaluator, const View& view, Span tokens) {
    using enum StrengthClass;
    if (mention_only_) return Strength::mention;
    if (known_ == 0) read_questions(view);
    const auto holds = [&](unsigned mark) {
        for (std::uint32_t sentence = view.sentences[tokens.begin];
             sentence <= view.sentences[tokens.end - 1]; ++sentence) {
            if ((classes_[sentence] & mark) != 0) return true;
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
