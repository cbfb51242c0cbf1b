// SPDX-License-Identifier: Apache-2.0
// See strength.h.
#include "indexer/matcher/strength.h"

#include <algorithm>

namespace clausemark {
namespace {

constexpr unsigned bit(StrengthClass strength) {
    return 1u << static_cast<unsigned>(strength);
}

constexpr unsigned question_bit = 1u << strength_classes;
constexpr unsigned mention_bits =
    bit(StrengthClass::denial) | bit(StrengthClass::illustration) | question_bit;
constexpr unsigned commitment_bits =
    bit(StrengthClass::obligation) | bit(StrengthClass::prohibition) | bit(StrengthClass::imperative);
constexpr unsigned description_bits =
    bit(StrengthClass::recommendation) | bit(StrengthClass::permission) | bit(StrengthClass::statement);

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

void SentenceStrength::read(Evaluator& evaluator, const View& view) {
    known_ = true;
    classes_.assign(view.sentences.empty() ? 0 : view.sentences.back() + 1, 0);
    for (std::size_t i = 0; i < strength_classes; ++i) {
        if (program_.strength[i] == no_node) continue;
        const Found found = evaluator.find(program_.strength[i]);
        const auto strength = static_cast<StrengthClass>(i);
        for (std::uint32_t k = found.first; k < found.first + found.count; ++k) {
            const std::uint32_t token = evaluator.occurrence(k).begin;
            if (strength == StrengthClass::imperative && !opens(view, token)) continue;
            const auto mark = static_cast<std::uint16_t>(bit(strength));
            if (view.tokens[token].is(Token::borrowed)) {
                for (auto& classes : classes_)
                    classes |= mark;  // a lead-in speaks for every sentence of its item
            } else {
                classes_[view.sentences[token]] |= mark;
            }
        }
    }
    for (std::size_t i = 0; i < view.tokens.size(); ++i) {
        if (view.tokens[i].is(Token::question) && !view.tokens[i].is(Token::borrowed)) {
            classes_[view.sentences[i]] |= static_cast<std::uint16_t>(question_bit);
        }
    }
}

Strength SentenceStrength::of(Evaluator& evaluator, const View& view, std::uint32_t token) {
    if (mention_only_) return Strength::mention;
    if (!known_) read(evaluator, view);
    const unsigned classes = classes_[view.sentences[token]];
    if ((classes & mention_bits) != 0) return Strength::mention;
    if ((classes & commitment_bits) != 0) return Strength::commitment;
    if ((classes & description_bits) == 0) return Strength::mention;
    const bool stated = (classes & bit(StrengthClass::statement)) != 0;
    return stated && procedure_ ? Strength::commitment : Strength::description;
}

}  // namespace clausemark
