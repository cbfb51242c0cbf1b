// SPDX-License-Identifier: Apache-2.0
// Rule text as plain types: what the grammar gives and the compiler takes. docs/rules.md is the language for
// its writers; the comments here say how each form is held.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "parser/core/diagnostic.h"
#include "parser/core/span.h"

namespace clausemark {

enum class ExprKind : std::uint8_t {
    words,  ///< one or more adjacent words, compared by stem; text holds them separated by single spaces
    exact,  ///< 'CAB': adjacent words compared letter for letter, case included
    name,   ///< $name: a definition
    token_class,  ///< <name>: a built-in class (number quantity duration frequency date citation) or a
                  ///< `class`
    any_of,       ///< children: alternatives
    sequence,     ///< children: adjacent, in order
    near,         ///< 2 children, any order, at most `distance` tokens between, same sentence
    then,         ///< 2 children, in this order, at most `distance` tokens between, same sentence
    both,         ///< "and": 2 children, same sentence, any distance
    with,         ///< 2 children, same passage; evidence is the left one's
    unless,       ///< 2 children: the left one, where the right one is not in the same sentence
    optional,     ///< x?: only inside a sequence
    capture,      ///< x as name
    heading,      ///< heading(x): x in the nearest heading
    path,         ///< path(x): x in any heading above, or in the title
    title,        ///< title(x): x in the document's title
    section,      ///< section(x): x in any passage under the same heading
};

struct Expr {
    ExprKind kind = ExprKind::words;
    std::string text;            ///< words, exact, name, token_class, capture: the words or the name
    std::uint16_t distance = 0;  ///< near, then
    std::vector<Expr> children;
    Span span;  ///< in the rule file
};

/// `define name = expr`, `class name = expr` (used as <name>), `system name = expr` (words that name one
/// system).
struct Definition {
    enum class Kind : std::uint8_t { pattern, token_class, system } kind = Kind::pattern;
    std::string name;
    Expr expr;
    Span span;  ///< of the name
};

/// Lexicon entries that make numbers, quantities and spellings.
struct NumberWord {  ///< number 12 = twelve | dozen
    double value = 0;
    std::vector<std::string> words;
    Span span;
};
struct Unit {  ///< unit hour of duration = hour | hr : 3600
    std::string name;
    std::string dimension;  ///< "duration" makes a <duration>; all make a <quantity>
    std::vector<std::string> words;
    double factor = 1;  ///< of the dimension's base unit (duration: seconds)
    Span span;
};
struct Period {        ///< period quarterly = quarterly | "once a quarter" : 7776000
    std::string name;  ///< makes a <frequency>
    std::vector<std::string> phrases;
    double seconds = 0;
    Span span;
};
struct Alias {  ///< alias organisation = organization: the right ones read as the left one
    std::string word;
    std::vector<std::string> spellings;
    Span span;
};
struct Setting {  ///< set shown-at = 0.5
    std::string name;
    double value = 0;
    Span span;
};

/// A clause as the writer named it: "iso27001:2022/A.8.13".
struct ClauseName {
    std::string text;
    Span span;
};

struct Match {  ///< match(0.8) expr, or topic(0.3) expr
    Expr expr;
    double weight = 1;  ///< (0, 1]
    Span span;
};

struct Aspect {
    std::string name;
    bool required = true;          ///< required by the clause, or good practice
    std::string words;             ///< what it is, in plain words
    std::string hint;              ///< what a sentence answering it would say
    std::vector<ClauseName> only;  ///< where not empty: the aspect exists in these clauses alone
    std::vector<Match> matches;
    Span span;
};

struct FactPattern {  ///< fact password-length = expr with one "as value" capture
    std::string parameter;
    Expr expr;
    Span span;
};

struct Example {
    bool counter = false;
    std::string aspect;             ///< empty: any aspect
    std::vector<std::string> path;  ///< under "Title" "Heading"
    std::string text;
    Span span;  ///< of the text
};

struct Wordings {  ///< wordings tech-backup "..." "...": how texts put what the rule's clauses ask for
    std::string rule;
    std::vector<std::string> texts;  ///< for likeness alone: they match nothing and test nothing
    Span span;                       ///< of the rule's name
};

struct Subject {  ///< subject meals "soup roast oven" "...": what no clause is about
    std::string name;
    std::vector<std::string> texts;  ///< its words; for likeness alone
    Span span;                       ///< of the name
};

/// reports CM701 once-a-page where ISMS SMS not iso20000-1:2011: the rule tags nothing, its `flag`s are
/// findings.
struct Report {
    struct Named {
        std::string text;
        Span span;
    };
    Named code;                    ///< empty: the rule tags clauses
    bool once_a_page = false;      ///< the first finding of a page is enough
    std::vector<Named> where;      ///< systems and editions that must all hold for the page
    std::vector<Named> where_not;  ///< systems and editions none of which may
    std::string says;              ///< the message, "{}" for the words found
    std::string advice;            ///< the hint
    std::vector<Expr> flags;
    std::vector<Definition> senses;  ///< sense name = expr: where there are some, two must occur on the page
};

struct Related {  ///< related(0.4) clause, ...: ranked below, never shown for this rule's sake
    double factor = 0.5;
    std::vector<ClauseName> clauses;
};

struct Rule {
    std::string name;
    std::string title;
    std::vector<ClauseName> clauses;
    std::vector<Related> related;
    std::vector<Match> topics;
    std::vector<Expr> unless;  ///< where one holds in the passage, the rule is silent there
    std::vector<Aspect> aspects;
    std::vector<FactPattern> facts;
    std::vector<Example> examples;
    Report report;
    Span span;  ///< of the name
};

/// One parsed file. Lists keep the order of the text.
struct RuleFile {
    std::string path;
    std::string source;
    std::vector<Definition> definitions;
    std::vector<NumberWord> numbers;
    std::vector<Unit> units;
    std::vector<Period> periods;
    std::vector<Alias> aliases;
    std::vector<Setting> settings;
    std::vector<Rule> rules;
    std::vector<Wordings> wordings;
    std::vector<Subject> subjects;
};

/// What could be read, and what was wrong. After an error the reader goes on at the next item, so that one
/// run shows every mistake; a file with errors must not be compiled.
struct ParsedRules {
    RuleFile file;
    std::vector<Diagnostic> diagnostics;
};

/// Reads rule text. O(source); bounded by limits::rule_file_bytes and limits::rule_nesting. Never throws.
ParsedRules parse_rules(std::string path, std::string source);

/// The canonical text of an expression: what `rules explain` shows.
std::string to_text(const Expr& expr);

}  // namespace clausemark
