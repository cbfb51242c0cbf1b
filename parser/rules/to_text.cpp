// SPDX-License-Identifier: Apache-2.0
// Expressions back to text: the shortest form the grammar reads as the same tree, with parentheses only where
// the binding of operators needs them. See rule.h.
#include <fmt/format.h>

#include <algorithm>

#include "parser/rules/grammar.h"

namespace clausemark {
namespace {

/// How tightly a form binds, loosest first: docs/rules.md's table.
enum class Binding : std::uint8_t { any_of, unless, with, both, near, sequence, capture, optional, whole };

Binding binding(ExprKind kind) {
    switch (kind) {
        case ExprKind::any_of:
            return Binding::any_of;
        case ExprKind::unless:
            return Binding::unless;
        case ExprKind::with:
            return Binding::with;
        case ExprKind::both:
            return Binding::both;
        case ExprKind::near:
        case ExprKind::then:
            return Binding::near;
        case ExprKind::sequence:
            return Binding::sequence;
        case ExprKind::capture:
            return Binding::capture;
        case ExprKind::optional:
            return Binding::optional;
        default:
            return Binding::whole;
    }
}

Binding tighter(Binding than) {
    return static_cast<Binding>(static_cast<int>(than) + 1);
}

void write_quoted(std::string& out, std::string_view text, char quote) {
    out += quote;
    for (const char c : text) {
        if (c == quote || c == '\\') out += '\\';
        out += c;
    }
    out += quote;
}

void write_words(std::string& out, std::string_view text) {
    const bool bare = std::all_of(text.begin(), text.end(), rule_text::is_word_character) &&
                      !rule_text::is_reserved(text) && !rule_text::context_kind(text);
    if (bare) {
        out += text;
    } else {
        write_quoted(out, text, '"');
    }
}

void write(std::string& out, const Expr& expr, Binding at_least);

void write_joined(std::string& out, const Expr& expr, std::string_view joint, Binding parts) {
    for (std::size_t i = 0; i < expr.children.size(); ++i) {
        if (i > 0) out += joint;
        write(out, expr.children[i], parts);
    }
}

void write_pair(std::string& out, const Expr& expr, std::string_view joint) {
    write(out, expr.children[0], binding(expr.kind));
    out += joint;
    write(out, expr.children[1], tighter(binding(expr.kind)));
}

void write_context(std::string& out, const Expr& expr, std::string_view context) {
    out += context;
    out += '(';
    write(out, expr.children[0], Binding::any_of);
    out += ')';
}

void write_form(std::string& out, const Expr& expr) {
    switch (expr.kind) {
        case ExprKind::words:
            return write_words(out, expr.text);
        case ExprKind::exact:
            return write_quoted(out, expr.text, '\'');
        case ExprKind::name:
            out += '$' + expr.text;
            return;
        case ExprKind::token_class:
            out += '<' + expr.text + '>';
            return;
        case ExprKind::any_of:
            return write_joined(out, expr, " | ", Binding::unless);
        case ExprKind::sequence:
            return write_joined(out, expr, " ", Binding::capture);
        case ExprKind::near:
            return write_pair(out, expr, fmt::format(" near/{} ", expr.distance));
        case ExprKind::then:
            return write_pair(out, expr, fmt::format(" then/{} ", expr.distance));
        case ExprKind::both:
            return write_pair(out, expr, " and ");
        case ExprKind::with:
            return write_pair(out, expr, " with ");
        case ExprKind::unless:
            return write_pair(out, expr, " unless ");
        case ExprKind::optional:
            write(out, expr.children[0], Binding::capture);
            out += '?';
            return;
        case ExprKind::capture:
            write(out, expr.children[0], Binding::whole);
            out += " as " + expr.text;
            return;
        case ExprKind::heading:
            return write_context(out, expr, "heading");
        case ExprKind::path:
            return write_context(out, expr, "path");
        case ExprKind::title:
            return write_context(out, expr, "title");
        case ExprKind::section:
            return write_context(out, expr, "section");
    }
}

/// Recursion is bounded by limits::rule_nesting, the height of a tree that was read.
void write(std::string& out, const Expr& expr, Binding at_least) {
    const bool parentheses = binding(expr.kind) < at_least;
    if (parentheses) out += '(';
    write_form(out, expr);
    if (parentheses) out += ')';
}

}  // namespace

std::string to_text(const Expr& expr) {
    std::string out;
    write(out, expr, Binding::any_of);
    return out;
}

}  // namespace clausemark
