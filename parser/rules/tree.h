// SPDX-License-Identifier: Apache-2.0
// The trees of expressions while they are read: what the grammar's actions do, in plain types. Chains of |
// and of neighbours stay flat, and the height of a tree is bounded by limits::rule_nesting. Internal to
// parser/rules.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "parser/rules/grammar.h"

namespace clausemark::rule_text {

using Place = const char*;

/// What the parsers share while one statement is read.
struct State {
    std::string_view source;
    std::vector<Place> open;  ///< parentheses not yet closed

    std::uint32_t offset(Place place) const { return static_cast<std::uint32_t>(place - source.data()); }
    Span span(Place begin, Place end) const { return {offset(begin), offset(end)}; }
    Place place(std::uint32_t offset) const { return source.data() + offset; }
};

/// An expression on its way up, with the height of its tree.
struct Node {
    Expr expr;
    std::size_t height = 1;
};

/// What stands between two expressions.
struct Operator {
    ExprKind kind = ExprKind::any_of;
    std::uint16_t distance = 0;
};

/// Ends the reading of a statement: throws a Mistake, which the entry to the grammar turns into a value.
[[noreturn]] void fail(const State& state, Span span, std::string message, std::string hint = {},
                       Code code = Code::rule_syntax);
/// The word or character at a place, for underlining.
Span token_at(const State& state, Place place);
/// What stands inside "..." or '...', its escapes resolved.
std::string unescape(const State& state, Place begin, Place end);

/// A leaf; fails where a phrase holds no word.
Node leaf(const State& state, ExprKind kind, const Text& text);
/// Fails at words that were meant as something else ("or", a context's name before a parenthesis).
void check_bare_word(const State& state, const Text& text);
/// A tree above one other.
Node wrap(const State& state, ExprKind kind, Node inner);
/// left OPERATOR right.
void combine(const State& state, Operator op, Node& left, Node right);
/// left right: a sequence; neighbouring words become one leaf.
void append(const State& state, Node& left, Node right);
/// Fails where nothing of an expression must be there.
void check_optional(const State& state, const Expr& expr);

}  // namespace clausemark::rule_text
