// SPDX-License-Identifier: Apache-2.0
// Building the trees of expressions. See tree.h.
#include "parser/rules/tree.h"

#include <fmt/format.h>

#include <algorithm>

#include "parser/core/limits.h"

namespace clausemark::rule_text {
namespace {

void bound_height(const State& state, const Node& node) {
    if (node.height <= limits::rule_nesting) return;
    fail(state, node.expr.span, fmt::format("more than {} operators inside each other", limits::rule_nesting),
         "name parts of it with define", Code::rule_too_large);
}

void join_words(Expr& left, const Expr& right) {
    left.text += ' ' + right.text;
    left.span = cover(left.span, right.span);
}

/// Adds `right` to an any_of or a sequence; a part of the same kind gives its children, so that chains stay
/// flat.
void extend(const State& state, ExprKind kind, Node& left, Node right) {
    if (left.expr.kind != kind) left = wrap(state, kind, std::move(left));
    left.expr.span = cover(left.expr.span, right.expr.span);
    left.height = std::max(left.height, right.height + (right.expr.kind == kind ? 0 : 1));
    bound_height(state, left);
    std::vector<Expr>& parts = left.expr.children;
    const auto add = [&](Expr&& part) {
        if (kind == ExprKind::sequence && part.kind == ExprKind::words &&
            parts.back().kind == ExprKind::words) {
            join_words(parts.back(), part);
        } else {
            parts.push_back(std::move(part));
        }
    };
    if (right.expr.kind == kind) {
        for (Expr& part : right.expr.children) add(std::move(part));
    } else {
        add(std::move(right.expr));
    }
}

}  // namespace

void fail(const State& state, Span span, std::string message, std::string hint, Code code) {
    throw Mistake{code, span, std::move(message), std::move(hint), !state.open.empty()};
}

Span token_at(const State& state, Place place) {
    const Place end = state.source.data() + state.source.size();
    Place last = place;
    while (last != end && is_word_character(*last)) ++last;
    if (last == place && place != end && *place != '\n') ++last;
    return state.span(place, last);
}

std::string unescape(const State& state, Place begin, Place end) {
    std::string out;
    for (Place at = begin + 1; at != end - 1; ++at) {
        if (*at != '\\') {
            out += *at;
            continue;
        }
        ++at;
        if (*at != 'n' && *at != '\\' && *at != *begin) {
            fail(state, state.span(at - 1, at + 1), "unknown escape",
                 fmt::format("\\{}, \\\\ and \\n (a line break) are the escapes", *begin));
        }
        out += *at == 'n' ? '\n' : *at;
    }
    return out;
}

Node leaf(const State& state, ExprKind kind, const Text& text) {
    Node node;
    node.expr.kind = kind;
    node.expr.span = text.span;
    const bool is_phrase = kind == ExprKind::words || kind == ExprKind::exact;
    node.expr.text = is_phrase ? normal_words(text.text, kind == ExprKind::exact) : text.text;
    if (node.expr.text.empty()) fail(state, text.span, "there is no word in these quotes");
    return node;
}

void check_bare_word(const State& state, const Text& text) {
    if (text.text == "or") {
        fail(state, text.span, "or is written |", "to match the word itself, put it in double quotes");
    }
    const std::uint32_t next = skip_space(state.source, text.span.end, false);
    if (context_kind(text.text) && next < state.source.size() && state.source[next] == '(') {
        fail(state, text.span, fmt::format("write {}( without a space", text.text),
             "to match the word itself, put it in double quotes");
    }
}

Node wrap(const State& state, ExprKind kind, Node inner) {
    Node node;
    node.expr.kind = kind;
    node.expr.span = inner.expr.span;
    node.height = inner.height + 1;
    node.expr.children.push_back(std::move(inner.expr));
    bound_height(state, node);
    return node;
}

void combine(const State& state, Operator op, Node& left, Node right) {
    if (op.kind == ExprKind::any_of) return extend(state, op.kind, left, std::move(right));
    left = wrap(state, op.kind, std::move(left));
    left.height = std::max(left.height, right.height + 1);
    left.expr.distance = op.distance;
    left.expr.span = cover(left.expr.span, right.expr.span);
    left.expr.children.push_back(std::move(right.expr));
    bound_height(state, left);
}

void append(const State& state, Node& left, Node right) {
    if (left.expr.kind == ExprKind::words && right.expr.kind == ExprKind::words) {
        join_words(left.expr, right.expr);
    } else {
        extend(state, ExprKind::sequence, left, std::move(right));
    }
}

void check_optional(const State& state, const Expr& expr) {
    const auto is_optional = [](const Expr& part) { return part.kind == ExprKind::optional; };
    const bool all = expr.kind == ExprKind::sequence &&
                     std::all_of(expr.children.begin(), expr.children.end(), is_optional);
    if (all || is_optional(expr)) {
        fail(state, expr.span, "everything here is optional, so it would match anywhere",
             "? belongs beside something that must be there", Code::rule_never_matches);
    }
}

}  // namespace clausemark::rule_text
