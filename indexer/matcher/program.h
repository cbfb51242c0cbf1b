// SPDX-License-Identifier: Apache-2.0
// What rules compile to: one automaton for all literal phrases, one table of expression nodes in which equal
// expressions are one node, and roots (matches, topics, facts ...) each waiting for the rarest group of
// phrases it cannot hold without. Plain data; compiler.cpp writes it, evaluator.cpp runs it.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "indexer/matcher/automaton.h"
#include "parser/text/vocabulary.h"

namespace clausemark {

using NodeId = std::uint32_t;
inline constexpr NodeId no_node = 0xffffffff;
inline constexpr char any_letters = 0;
inline constexpr std::uint16_t not_frequent = 0xffff;

enum class Op : std::uint8_t {
    phrase,      ///< first: pattern
    phrase_set,  ///< list: patterns, sorted; alternatives. first: their group
    value,       ///< first: ValueKind
    any,         ///< list: nodes
    sequence,    ///< list: nodes, with optional_bit
    near,        ///< first, second, distance
    then,
    both,
    with,
    unless,
    capture,  ///< first
    heading,  ///< first: index of a context
    path,
    title,
    section,
};

/// In a sequence's list: this child may be absent.
inline constexpr std::uint32_t optional_bit = 0x80000000;

struct Node {
    Op op = Op::phrase;
    bool second_first = false;  ///< the second operand is rarer: evaluate it first
    std::uint16_t distance = 0;
    std::uint32_t first = 0;
    std::uint32_t second = 0;
    std::uint32_t list_begin = 0;  ///< in Program::lists
    std::uint32_t list_end = 0;
};

enum class ValueKind : std::uint8_t { number, quantity, duration, deadline, frequency, date, citation };
inline constexpr std::size_t value_kinds = 7;

/// What the scan needs of a phrase, in one place that is small: most of what a scan waits for is this table.
struct PatternInfo {
    std::uint16_t size = 0;                 ///< tokens; limits::rule_phrase_words at most
    std::uint16_t frequent = not_frequent;  ///< its bit in rows of frequent patterns
    // Of a phrase whose letters must agree (Program::surfaces); most that do not agree differ in these:
    // "Management" from "management", "secure" from "security".
    char exact = any_letters;     ///< the first byte of its first word
    std::uint8_t exact_size = 0;  ///< the bytes of its first word; of a long one: longest_exact
    bool has_role = false;
};
inline constexpr std::uint8_t longest_exact = 255;

/// A set of the patterns that occur most often, a bit each.
inline constexpr std::size_t frequent_patterns = 256;
using FrequentRow = std::array<std::uint64_t, frequent_patterns / 64>;

/// What the lexicon says of a phrase.
struct PatternRole {
    static constexpr std::uint32_t none = 0xffffffff;
    std::uint32_t number = none;  ///< index in Program::numbers
    std::uint32_t unit = none;    ///< index in Program::units
    std::uint32_t period = none;  ///< index in Program::periods
    bool every = false;           ///< of class every: before a duration it makes a frequency
    bool within = false;          ///< of class within: before a duration it makes a deadline
    bool at_least = false;        ///< of class at-least: beside a value it bounds it
    bool at_most = false;         ///< of class at-most
    bool month = false;           ///< of class month: beside a number it makes a date
    bool value() const { return number != none || unit != none || period != none || every || month; }
    bool bound() const { return within || at_least || at_most; }
};

struct ProgramUnit {
    std::string name;
    std::string dimension;
    double factor = 1;
};
struct ProgramPeriod {
    std::string name;
    double seconds = 0;
};

/// Classes that terms.h finds beside those of strength. A class that no file defines never holds.
enum class TermClass : std::uint8_t { role, everybody, negation, reference, no_term };
inline constexpr std::size_t term_classes = 5;

/// What a fact may be said of: `class scope-severity-p1 = ...` is the term p1 of the dimension severity.
struct ProgramScope {
    std::string name;  ///< "severity:p1"
    NodeId node = no_node;
};

enum class RootKind : std::uint8_t { topic, match, fact, unless, system, flag, sense };

struct Root {
    RootKind kind = RootKind::match;
    NodeId node = no_node;
    std::uint32_t rule = 0;   ///< of topics, matches, facts
    std::uint32_t index = 0;  ///< topic, match: in RuleSet::matches(); fact: in Program::parameters; system,
                              ///< sense: its number
    std::uint32_t context = 0;  ///< topic, system: the same expression as a context
    bool by_context = false;    ///< topic that looks at headings and titles alone; no gate wakes it
};

/// Classes that decide the strength of a sentence. A class that no file defines never holds.
enum class StrengthClass : std::uint8_t {
    obligation,
    prohibition,
    imperative,
    recommendation,
    permission,
    statement,
    denial,
    illustration,
    pointer,
    about_document,
    listing,
};
inline constexpr std::size_t strength_classes = 11;

/// For each gate the things that it wakes, as one flat table.
struct Triggers {
    std::vector<std::uint32_t> begin;  ///< gates + 1
    std::vector<std::uint32_t> items;
    std::vector<NodeId> nodes;  ///< of each item: what it evaluates
};

struct Program {
    std::shared_ptr<const Vocabulary> vocabulary;
    TermId term_count = 0;  ///< ids from here on are of words that only likeness looks for (word_profiles.h)
    Automaton automaton;
    std::size_t patterns = 0;
    std::vector<PatternInfo> infos;  ///< of each pattern; what often occurs has a low number
    std::vector<PatternRole> roles;

    // A group is a set of gates (patterns, or behind them ValueKinds), one of which must occur before a node
    // can hold. What lacks one is not evaluated: evaluation was most of the cost of a passage. A rare gate
    // marks its groups where it occurs; the few frequent ones are in a hundred groups each, which know them
    // by a row.
    std::vector<std::uint32_t> groups_begin;  ///< gates + 1: the groups that each gate marks; frequent: none
    std::vector<std::uint32_t> groups;
    std::size_t group_count = 0;
    std::vector<FrequentRow>
        group_rows;  ///< of the first groups: the frequent patterns in each; the rest has none
    std::vector<std::uint32_t> frequent;     ///< of each bit of a row: the pattern
    std::vector<std::uint32_t> needs_begin;  ///< nodes + 1: the needs of each node
    std::vector<std::uint32_t> needs;        ///< groups that must all occur, the rarest first

    std::vector<Node> nodes;  ///< operands come before their node
    std::vector<std::uint32_t> lists;
    /// By pattern: the words of an exact one, letter for letter; of another: none.
    std::vector<std::vector<std::string>> surfaces;

    std::vector<double> numbers;
    std::vector<ProgramUnit> units;
    std::vector<ProgramPeriod> periods;
    std::vector<TermId> range_words;             ///< of class range: "6 to 12"; sorted
    std::vector<TermId> between_words;           ///< of class between: "between 6 and 12"; sorted
    std::vector<std::string> function_words;     ///< of class function-word, folded; sorted
    std::vector<std::string> placeholder_words;  ///< of class placeholder, folded; sorted

    std::vector<Root> roots;  ///< by rule, in the order of its text
    Triggers root_triggers;
    std::vector<std::uint32_t> rule_unless_begin;  ///< rules + 1
    std::vector<NodeId> rule_unless;
    std::vector<std::uint32_t> rule_topics_begin;  ///< rules + 1: roots
    std::vector<std::uint32_t> rule_topics;
    std::vector<std::string> parameters;

    std::vector<NodeId> contexts;  ///< looked for in headings and titles
    Triggers context_triggers;
    std::vector<NodeId> sections;  ///< looked for in all passages of a section
    Triggers section_triggers;
    /// By term: a passage in which a section expression holds has one of them. Empty: it may have none.
    std::vector<std::uint8_t> section_terms;

    std::array<NodeId, strength_classes> strength{};
    std::array<NodeId, term_classes> terms{};
    std::vector<ProgramScope> scopes;  ///< sorted by name
    NodeId procedure_title = no_node;
    std::vector<std::string> systems;            ///< names, in the order of their definition
    std::vector<std::uint32_t> system_contexts;  ///< of each system
};

}  // namespace clausemark
