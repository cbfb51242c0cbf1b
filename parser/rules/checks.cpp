// SPDX-License-Identifier: Apache-2.0
// The checks that need one rule file alone. See checks.h.
#include "parser/rules/checks.h"

#include <fmt/format.h>

#include <set>
#include <string_view>
#include <vector>

#include "parser/core/edit_distance.h"
#include "parser/core/limits.h"

namespace clausemark::rule_text {
namespace {

std::size_t values_in(const Expr& expr) {
    std::size_t count = expr.kind == ExprKind::capture && expr.text == "value" ? 1 : 0;
    for (const Expr& child : expr.children) count += values_in(child);
    return count;
}

std::set<std::string_view> check_clauses(Faults& faults, const Rule& rule) {
    std::set<std::string_view> named;
    for (const ClauseName& clause : rule.clauses) {
        if (!named.insert(clause.text).second) {
            faults.add(Code::rule_duplicate_name, clause.span,
                       fmt::format("{} stands here twice", clause.text));
        }
    }
    return named;
}

void check_aspects(Faults& faults, const Rule& rule, const std::set<std::string_view>& clauses) {
    std::set<std::string_view> names;
    for (const Aspect& aspect : rule.aspects) {
        if (!names.insert(aspect.name).second) {
            faults.add(Code::rule_duplicate_name, aspect.span,
                       fmt::format("{} has the aspect {} twice", rule.name, aspect.name));
        }
        for (const ClauseName& clause : aspect.only) {
            if (clauses.contains(clause.text)) continue;
            faults.add(Code::rule_unknown_clause, clause.span,
                       fmt::format("{} is not among the clauses of {}", clause.text, rule.name));
        }
    }
    for (const Example& example : rule.examples) {
        if (example.aspect.empty() || names.contains(example.aspect)) continue;
        const std::string_view near = nearest_name(example.aspect, names, misspelling(example.aspect));
        faults.add(Code::rule_unknown_name, example.span,
                   fmt::format("{} has no aspect {}", rule.name, example.aspect),
                   near.empty() ? "" : fmt::format("did you mean {}?", near));
    }
}

/// A rule tags clauses or reports words, and says all that its kind needs.
void check_kind(Faults& faults, const Rule& rule) {
    const Report& report = rule.report;
    const auto lacks = [&](std::string_view what, std::string hint = {}) {
        faults.add(Code::rule_syntax, rule.span, fmt::format("rule {} {}", rule.name, what), std::move(hint));
    };
    if (rule.title.empty()) lacks("has no title");
    const bool reports = !report.flags.empty() || !report.senses.empty() || !report.says.empty();
    if (report.code.text.empty()) {
        if (reports) return lacks("flags words and reports no code", "say which: reports CM701");
        if (rule.clauses.empty())
            lacks("names no clauses", "say which it answers: clauses standard:edition/number, ...");
        return;
    }
    const bool tags = !rule.clauses.empty() || !rule.related.empty() || !rule.topics.empty() ||
                      !rule.aspects.empty() || !rule.facts.empty();
    if (tags) lacks("reports a code and has statements of rules that tag clauses", "make it two rules");
    if (report.flags.empty()) lacks("flags no words", "say which it reports: flag expression");
    if (report.says.empty()) lacks("has no message", "say what is wrong: says \"...\"");
    if (report.senses.size() == 1) lacks("has one sense", "two of them must occur on a page: name another");
}

}  // namespace

void Faults::add(Code code, Span span, std::string message, std::string hint) {
    if (full()) return;
    const bool follows = count() > 0 && out_.diagnostics.back().span.begin == span.begin;
    if (follows) return;  // one place, one mistake: the second comes of the first
    out_.diagnostics.push_back(
        diagnose_at(code, out_.file.path, out_.file.source, span, std::move(message), std::move(hint)));
}

bool Faults::full() const {
    return out_.diagnostics.size() >= limits::rule_mistakes;
}

void check_weight(Faults& faults, double weight, Span span) {
    if (weight > 0 && weight <= 1) return;
    faults.add(Code::rule_bad_number, span, "a weight is above 0 and at most 1");
}

void check_fact(Faults& faults, const FactPattern& fact) {
    const std::size_t values = values_in(fact.expr);
    if (values == 1) return;
    faults.add(Code::rule_syntax, fact.span,
               fmt::format("fact {} captures {}; it needs one \"as value\"", fact.parameter,
                           values == 0 ? "no value" : fmt::format("{} values", values)),
               "write for example (<duration> as value)");
}

void check_rule(Faults& faults, const Rule& rule, bool complete) {
    const std::set<std::string_view> clauses = check_clauses(faults, rule);
    if (!complete) return;
    check_aspects(faults, rule, clauses);
    check_kind(faults, rule);
}

}  // namespace clausemark::rule_text
