// SPDX-License-Identifier: Apache-2.0
// The statements of rule text: the table of keywords, and what each leaves in the rule file. See reader.h.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "parser/rules/reader.h"

namespace clausemark::rule_text {
namespace {

constexpr double default_match_weight = 1;
constexpr double default_topic_weight = 0.3;

}  // namespace

std::span<const Reader::Statement> Reader::all() {
    static constexpr std::array<Statement, 28> statements{{
        {"define", Block::file, &Reader::read_definition<Definition::Kind::pattern>},
        {"class", Block::file, &Reader::read_definition<Definition::Kind::token_class>},
        {"system", Block::file, &Reader::read_definition<Definition::Kind::system>},
        {"number", Block::file, &Reader::read_number},
        {"unit", Block::file, &Reader::read_unit},
        {"period", Block::file, &Reader::read_period},
        {"alias", Block::file, &Reader::read_alias},
        {"set", Block::file, &Reader::read_setting},
        {"wordings", Block::file, &Reader::read_wordings},
        {"subject", Block::file, &Reader::read_subject},
        {"rule", Block::file, &Reader::read_rule},
        {"title", Block::rule, &Reader::read_title},
        {"clauses", Block::rule, &Reader::read_clauses},
        {"related", Block::rule, &Reader::read_related},
        {"topic", Block::rule, &Reader::read_topic},
        {"unless", Block::rule, &Reader::read_unless},
        {"aspect", Block::rule, &Reader::read_aspect},
        {"fact", Block::rule, &Reader::read_fact},
        {"example", Block::rule, &Reader::read_example<false>},
        {"counterexample", Block::rule, &Reader::read_example<true>},
        {"reports", Block::rule, &Reader::read_reports},
        {"says", Block::rule, &Reader::read_report_text<&Report::says>},
        {"advice", Block::rule, &Reader::read_report_text<&Report::advice>},
        {"flag", Block::rule, &Reader::read_flag},
        {"sense", Block::rule, &Reader::read_sense},
        {"match", Block::aspect, &Reader::read_match},
        {"hint", Block::aspect, &Reader::read_hint},
        {"only", Block::aspect, &Reader::read_only},
    }};

    return statements;
}

const Reader::Statement* Reader::find(std::string_view word) {
    const auto statements = all();
    const auto found = std::find_if(statements.begin(), statements.end(),
                                    [&](const Statement& one) { return one.keyword == word; });
    return found == statements.end() ? nullptr : &*found;
}

/// Reports a statement that may stand once, where it was there before.
void Reader::once(bool given) {
    if (given) {
        faults_.add(Code::rule_duplicate_name, keyword_.span,
                    fmt::format("a second {} in one block", keyword_.text));
    }
}

// ---- Statements of a file

template <Definition::Kind kind>
void Reader::read_definition() {
    NamedExpr row;
    if (take(row)) file_.definitions.push_back({kind, row.name.text, std::move(row.expr), row.name.span});
}

void Reader::read_number() {
    NumberRow row;
    const Span span = keyword_.span;
    if (take(row)) file_.numbers.push_back({row.value.value, std::move(row.words), span});
}

void Reader::read_unit() {
    UnitRow row;
    if (!take(row)) return;
    if (row.factor.value <= 0) {
        faults_.add(Code::rule_bad_number, row.factor.span, "the factor of a unit is above 0");
    }
    file_.units.push_back(
        {row.name.text, row.dimension.text, std::move(row.words), row.factor.value, row.name.span});
}

void Reader::read_period() {
    PeriodRow row;
    if (!take(row)) return;
    if (row.seconds.value <= 0) {
        faults_.add(Code::rule_bad_number, row.seconds.span, "a period is longer than 0 seconds");
    }
    file_.periods.push_back({row.name.text, std::move(row.phrases), row.seconds.value, row.name.span});
}

void Reader::read_alias() {
    AliasRow row;
    if (take(row)) file_.aliases.push_back({row.word.text, std::move(row.spellings), row.word.span});
}

void Reader::read_setting() {
    SettingRow row;
    if (take(row)) file_.settings.push_back({row.name.text, row.value.value, row.name.span});
}

void Reader::read_wordings() {
    NamedTexts row;
    if (!take(row)) return;
    Wordings wordings{row.name.text, {}, row.name.span};
    for (Text& text : row.strings) wordings.texts.push_back(std::move(text.text));
    file_.wordings.push_back(std::move(wordings));
}

void Reader::read_subject() {
    NamedTexts row;
    if (!take(row)) return;
    Subject subject{row.name.text, {}, row.name.span};
    for (Text& text : row.strings) subject.texts.push_back(std::move(text.text));
    file_.subjects.push_back(std::move(subject));
}

void Reader::read_rule() {
    const std::size_t before = faults_.count();
    Text name{{}, keyword_.span};
    const bool named = !failed(read_name(source_, at_, name));
    file_.rules.emplace_back();
    rule().name = name.text;
    rule().span = name.span;
    read_block(Block::rule, named);
    check_rule(faults_, rule(), faults_.count() == before);
}

// ---- Statements of a rule

void Reader::read_title() {
    Text text;
    once(!rule().title.empty());
    if (take_string(text)) rule().title = text.text;
}

void Reader::read_clauses() {
    once(!rule().clauses.empty());
    std::vector<ClauseName> clauses;
    if (take(clauses)) rule().clauses = std::move(clauses);
}

void Reader::read_related() {
    RelatedRow row;
    if (!take(row)) return;
    Related related;
    if (!row.factor.span.empty()) {
        related.factor = row.factor.value;
        check_weight(faults_, row.factor.value, row.factor.span);
    }
    related.clauses = std::move(row.clauses);
    rule().related.push_back(std::move(related));
}

bool Reader::read_weighted(Match& match, double weight) {
    WeightedExpr row;
    const Span keyword = keyword_.span;
    if (!take(row)) return false;
    match.weight = weight;
    if (!row.weight.span.empty()) {
        match.weight = row.weight.value;
        check_weight(faults_, row.weight.value, row.weight.span);
    }
    match.span = cover(keyword, row.expr.span);
    match.expr = std::move(row.expr);
    return true;
}

void Reader::read_topic() {
    Match match;
    if (read_weighted(match, default_topic_weight)) rule().topics.push_back(std::move(match));
}

void Reader::read_unless() {
    Expr expr;
    if (take(expr)) rule().unless.push_back(std::move(expr));
}

void Reader::read_fact() {
    NamedExpr row;
    if (!take(row)) return;
    rule().facts.push_back({row.name.text, std::move(row.expr), row.name.span});
    check_fact(faults_, rule().facts.back());
}

template <bool counter>
void Reader::read_example() {
    ExampleRow row;
    const Span keyword = keyword_.span;
    if (!take(row)) return;
    if (counter && !row.aspect.text.empty()) {
        faults_.add(Code::rule_syntax, row.aspect.span,
                    "a counterexample names no aspect: it shows no tag at all");
    }
    if (row.under && row.strings.size() < 2) {
        faults_.add(Code::rule_syntax, keyword,
                    "expected a title, perhaps headings, and the text behind under");
    }
    if (!row.under && row.strings.size() > 1) {
        faults_.add(Code::rule_syntax, row.strings[1].span, "expected one text; headings stand behind under");
    }
    Example example;
    example.counter = counter;
    example.aspect = row.aspect.text;
    example.text = row.strings.back().text;
    example.span = row.strings.back().span;
    row.strings.pop_back();
    for (Text& heading : row.strings) example.path.push_back(std::move(heading.text));
    rule().examples.push_back(std::move(example));
}

// ---- Statements of a rule that reports

void Reader::read_reports() {
    ReportRow row;
    once(!rule().report.code.text.empty());
    if (!take(row)) return;
    Report& report = rule().report;
    const auto named = [](const Text& text) { return Report::Named{text.text, text.span}; };
    report.code = named(row.code);
    report.once_a_page = row.once_a_page;
    std::ranges::transform(row.where, std::back_inserter(report.where), named);
    std::ranges::transform(row.where_not, std::back_inserter(report.where_not), named);
}

template <std::string Report::*text>
void Reader::read_report_text() {
    Text read;
    once(!(rule().report.*text).empty());
    if (take_string(read)) rule().report.*text = read.text;
}

void Reader::read_flag() {
    Expr expr;
    if (take(expr)) rule().report.flags.push_back(std::move(expr));
}

void Reader::read_sense() {
    NamedExpr row;
    if (!take(row)) return;
    rule().report.senses.push_back(
        {Definition::Kind::pattern, row.name.text, std::move(row.expr), row.name.span});
}

// ---- Statements of an aspect

void Reader::read_aspect() {
    const std::size_t before = faults_.count();
    AspectHead head{{{}, keyword_.span}, true, {}};
    const bool read = take(head);
    Aspect made;
    made.name = head.name.text;
    made.required = head.required;
    made.words = head.words.text;
    made.span = head.name.span;
    rule().aspects.push_back(std::move(made));
    read_block(Block::aspect, read);
    if (faults_.count() == before && aspect().matches.empty()) {
        faults_.add(Code::rule_syntax, aspect().span, fmt::format("aspect {} has no match", aspect().name));
    }
}

void Reader::read_match() {
    Match match;
    if (read_weighted(match, default_match_weight)) aspect().matches.push_back(std::move(match));
}

void Reader::read_hint() {
    Text text;
    once(!aspect().hint.empty());
    if (take_string(text)) aspect().hint = text.text;
}

void Reader::read_only() {
    once(!aspect().only.empty());
    std::vector<ClauseName> clauses;
    if (take(clauses)) aspect().only = std::move(clauses);
}

}  // namespace clausemark::rule_text
