// SPDX-License-Identifier: Apache-2.0
// One statement of rule text behind its keyword, as the grammar reads it: what reader.cpp gathers into rules.
// Internal to parser/rules. Ranges of numbers, duplicates and what belongs where are left to the reader.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parser/core/diagnostic.h"
#include "parser/core/span.h"
#include "parser/rules/rule.h"

namespace clausemark::rule_text {

/// Why a statement could not be read.
struct Mistake {
    Code code = Code::rule_syntax;
    Span span;
    std::string message;
    std::string hint;
    bool in_parentheses = false;  ///< the lines below may still belong to the statement
};

/// A name, a clause or a string, with its place.
struct Text {
    std::string text;
    Span span;
};

/// A number; an empty span says that none was given.
struct Number {
    double value = 0;
    Span span;
};

struct NamedExpr {  ///< define, class, system, fact: NAME = EXPR
    Text name;
    Expr expr;
};
struct WeightedExpr {  ///< match, topic: (WEIGHT) EXPR
    Number weight;
    Expr expr;
};
struct NumberRow {  ///< number: VALUE = WORDS | ...
    Number value;
    std::vector<std::string> words;
};
struct UnitRow {  ///< unit: NAME of DIMENSION = WORDS | ... : FACTOR
    Text name;
    Text dimension;
    std::vector<std::string> words;
    Number factor;
};
struct PeriodRow {  ///< period: NAME = WORDS | ... : SECONDS
    Text name;
    std::vector<std::string> phrases;
    Number seconds;
};
struct AliasRow {  ///< alias: WORD = WORDS | ...
    Text word;
    std::vector<std::string> spellings;
};
struct SettingRow {  ///< set: NAME = VALUE
    Text name;
    Number value;
};
struct RelatedRow {  ///< related: (FACTOR) CLAUSES
    Number factor;
    std::vector<ClauseName> clauses;
};
struct AspectHead {  ///< aspect: NAME required|practice "WORDS", before its {
    Text name;
    bool required = true;
    Text words;
};
struct ReportRow {  ///< reports: CODE [once-a-page] [where NAMES] [not NAMES]
    Text code;
    bool once_a_page = false;
    std::vector<Text> where;
    std::vector<Text> where_not;
};
struct NamedTexts {  ///< wordings, subject: NAME "..." "..." ...
    Text name;
    std::vector<Text> strings;
};
struct ExampleRow {  ///< example: [ASPECT] [under] "..." ...
    Text aspect;
    bool under = false;
    std::vector<Text> strings;
};

/// Each reads what stands behind a keyword at `at` and, where all is well, moves `at` to the statement's end
/// (the end of its line, or a brace). At a mistake `at` stays. O(length of the statement), plus O(source) at
/// a mistake.
std::optional<Mistake> read(std::string_view source, std::uint32_t& at, NamedExpr& out);
std::optional<Mistake> read(std::string_view source, std::uint32_t& at, WeightedExpr& out);
std::optional<Mistake> read(std::string_view source, std::uint32_t& at, Expr& out);
std::optional<Mistake> read(std::string_view source, std::uint32_t& at, NumberRow& out);
std::optional<Mistake> read(std::string_view source, std::uint32_t& at, UnitRow& out);
std::optional<Mistake> read(std::string_view source, std::uint32_t& at, PeriodRow& out);
std::optional<Mistake> read(std::string_view source, std::uint32_t& at, AliasRow& out);
std::optional<Mistake> read(std::string_view source, std::uint32_t& at, SettingRow& out);
std::optional<Mistake> read(std::string_view source, std::uint32_t& at, RelatedRow& out);
std::optional<Mistake> read(std::string_view source, std::uint32_t& at, std::vector<ClauseName>& out);
std::optional<Mistake> read(std::string_view source, std::uint32_t& at, AspectHead& out);
std::optional<Mistake> read(std::string_view source, std::uint32_t& at, NamedTexts& out);
std::optional<Mistake> read(std::string_view source, std::uint32_t& at, ReportRow& out);
std::optional<Mistake> read(std::string_view source, std::uint32_t& at, ExampleRow& out);
std::optional<Mistake> read_string(std::string_view source, std::uint32_t& at, Text& out);
std::optional<Mistake> read_name(std::string_view source, std::uint32_t& at, Text& out);

/// The first byte at or behind `at` that is no space, comment or, with `over_lines`, line end.
std::uint32_t skip_space(std::string_view source, std::uint32_t at, bool over_lines);

/// True where a line's first word is a statement's keyword (the reader's table). O(1).
bool begins_statement(std::string_view source, std::uint32_t at);

/// What stands at `at`, for "expected ..., found ...".
std::string found_at(std::string_view source, std::uint32_t at);

/// True for the characters of a bare word.
bool is_word_character(char c);

/// The words of a phrase as `words` holds them: split at white space and hyphens, ASCII in lower case unless
/// `exact`, joined by single spaces.
std::string normal_words(std::string_view text, bool exact);

/// True where a bare word would be read as an operator.
bool is_reserved(std::string_view word);
/// The kind behind heading, path, title, section.
std::optional<ExprKind> context_kind(std::string_view word);

}  // namespace clausemark::rule_text
