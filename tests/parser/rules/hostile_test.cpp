// SPDX-License-Identifier: Apache-2.0
// Input that no person writes: reading it ends soon, says why, and never overflows the stack.
#include <gtest/gtest.h>

#include <random>

#include "parser/core/limits.h"
#include "parser/rules/rule.h"

namespace clausemark {
namespace {

std::string repeated(std::string_view text, std::size_t times) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) out += text;
    return out;
}

ParsedRules read(const std::string& expression) {
    return parse_rules("t.rules", "define x = " + expression + "\ndefine y = fine\n");
}

std::string first_message(const ParsedRules& parsed) {
    return parsed.diagnostics.empty() ? "" : parsed.diagnostics[0].message;
}

TEST(HostileRules, NestParenthesesAMillionDeep) {
    for (const char* open : {"(", "heading(", "a near/1 (", "a? (", "(a | ", "(a b (c | "}) {
        const ParsedRules parsed = read(repeated(open, 1'000'000 / std::string_view(open).size()));
        EXPECT_EQ(first_message(parsed), "more than 100 parentheses inside each other") << open;
        ASSERT_EQ(parsed.file.definitions.size(), 1u);
        EXPECT_EQ(parsed.file.definitions[0].name, "y");
    }
}

TEST(HostileRules, NestParenthesesUpToTheLimit) {
    const std::size_t most = limits::rule_nesting;
    EXPECT_EQ(first_message(read(repeated("(", most) + "a" + repeated(")", most))), "");
    EXPECT_EQ(
        first_message(read(repeated("(a | b) near/5 (", most / 2 - 1) + "a" + repeated(")", most / 2 - 1))),
        "");
}

TEST(HostileRules, ChainAlternativesAndNeighboursAsLongAsTheyLike) {
    const ParsedRules alternatives = read(repeated("a | ", 100'000) + "a");
    EXPECT_EQ(first_message(alternatives), "");
    EXPECT_EQ(alternatives.file.definitions[0].expr.children.size(), 100'001u);
    const ParsedRules neighbours = read(repeated("$a ", 100'000) + "a");
    EXPECT_EQ(first_message(neighbours), "");
    EXPECT_EQ(neighbours.file.definitions[0].expr.children.size(), 100'001u);
    const ParsedRules words = read(repeated("a ", 100'000) + "a");
    EXPECT_EQ(words.file.definitions[0].expr.text.size(), 200'001u);
    EXPECT_EQ(first_message(read(repeated("a b? c as d ", 100'000))), "");
}

TEST(HostileRules, ChainOperatorsBeyondTheLimit) {
    for (const char* link : {"a near/5 ", "a then/5 ", "a and ", "a with ", "a unless "}) {
        EXPECT_EQ(first_message(read(repeated(link, 100'000) + "a")),
                  "more than 100 operators inside each other");
        EXPECT_EQ(first_message(read(repeated(link, limits::rule_nesting - 1) + "a")), "");
    }
    EXPECT_NE(first_message(read("a" + repeated(" as b", 100'000))), "");
    EXPECT_NE(first_message(read("a b" + repeated("?", 100'000))), "");
}

TEST(HostileRules, KeepTreesBelowTheLimitWhateverTheMixture) {
    std::mt19937 random(7);
    static constexpr const char* pieces[] = {
        "a ",  "(",    ")",    "| ", "near/3 ",  "then/2 ", "and ", "with ", "unless ", "? ", "as v ",
        "$n ", "<c> ", "'X' ", "\n", "\"q r\" ", "path(",   "}",    "{",     "#",       "\\"};
    const auto height = [](const auto& self, const Expr& expr) -> std::size_t {
        std::size_t most = 0;
        for (const Expr& child : expr.children) most = std::max(most, self(self, child));
        return most + 1;
    };
    for (int run = 0; run < 3000; ++run) {
        std::string text;
        for (int i = 0; i < 300; ++i) text += pieces[random() % (run % 2 == 0 ? 14 : std::size(pieces))];
        const ParsedRules parsed = read(text);
        for (const Definition& one : parsed.file.definitions) {
            ASSERT_LE(height(height, one.expr), limits::rule_nesting);
            ASSERT_LE(one.expr.span.end, parsed.file.source.size());
        }
    }
}

TEST(HostileRules, MixStatementsAtRandom) {
    std::mt19937 random(11);
    static constexpr const char* pieces[] = {"rule r {",
                                             "}\n",
                                             "aspect a required \"w\" {",
                                             "match x\n",
                                             "title \"t\"\n",
                                             "clauses s:1/2\n",
                                             "{",
                                             "define d =",
                                             "x",
                                             "\n",
                                             "\"",
                                             "(",
                                             "example \"e\"\n",
                                             "under \"u\" ",
                                             "fact f = ",
                                             "<n> as value\n",
                                             "unit u of d = x : 3\n",
                                             "set s = 1\n",
                                             "'",
                                             "\\",
                                             "#",
                                             ",",
                                             "hint \"h\"\n",
                                             "only s:1/2\n",
                                             "unless x\n"};
    for (int run = 0; run < 3000; ++run) {
        std::string text;
        for (int i = 0; i < 100; ++i) text += pieces[random() % std::size(pieces)];
        const ParsedRules parsed = parse_rules("t.rules", text);
        ASSERT_LE(parsed.diagnostics.size(), limits::rule_mistakes + 1);
        for (const Diagnostic& one : parsed.diagnostics) ASSERT_FALSE(render(one).empty());
    }
}

TEST(HostileRules, AreRefusedWhereTheyAreNoText) {
    const std::string nul("define a = b\ndefine c = d\0e", 27);
    EXPECT_EQ(render(parse_rules("t.rules", nul).diagnostics.at(0)),
              "t.rules:2:13: error: a NUL byte: this is no rule text [CM101]\n"
              "    2 | define c = d\\x00e\n"
              "      |             ^~~~\n");
    const ParsedRules bad = parse_rules("t.rules", "define a = \"\xC3\x28\"");
    ASSERT_EQ(bad.diagnostics.size(), 1u);
    EXPECT_EQ(bad.diagnostics[0].message, "rule files are UTF-8; this byte is not");
    EXPECT_EQ(bad.diagnostics[0].position, (Position{1, 13}));
    EXPECT_TRUE(bad.file.definitions.empty());
}

TEST(HostileRules, AreRefusedWhereTheyAreTooLarge) {
    const ParsedRules parsed = parse_rules("t.rules", std::string(5u << 20, 'a'));
    ASSERT_EQ(parsed.diagnostics.size(), 1u);
    EXPECT_EQ(parsed.diagnostics[0].message, "a rule file is at most 4 MiB; this one has 5242880 bytes");
}

TEST(HostileRules, OfTheLargestSizeAreReadInOnePass) {
    const auto filled = [](std::string_view line) {
        return repeated(line, (limits::rule_file_bytes - 100) / line.size());
    };
    EXPECT_EQ(
        parse_rules("t.rules", filled("define a = b near/3 (c | \"d e\") # comment\n")).diagnostics.size(),
        0u);
    EXPECT_EQ(parse_rules("t.rules", "define a = b\n" + filled("\n")).diagnostics.size(), 0u);
    EXPECT_EQ(parse_rules("t.rules", "define a = b\n" + filled("# c\n")).diagnostics.size(), 0u);
    EXPECT_EQ(parse_rules("t.rules", "define a = b\n" + filled("|\n")).diagnostics.size(), 1u);
    EXPECT_EQ(parse_rules("t.rules", "define a = " + filled("x")).diagnostics.size(), 0u);
    EXPECT_EQ(parse_rules("t.rules", "define a = \"" + filled("x") + "\"").diagnostics.size(), 0u);
    EXPECT_EQ(parse_rules("t.rules", "define a = (" + filled("x\n")).diagnostics.size(), 1u);
    EXPECT_EQ(parse_rules("t.rules", filled("define a = (\n")).diagnostics.size(), limits::rule_mistakes + 1);
    EXPECT_EQ(parse_rules("t.rules", filled("}")).diagnostics.size(), limits::rule_mistakes + 1);
    EXPECT_EQ(parse_rules("t.rules", filled("rule r {\n")).diagnostics.size(), limits::rule_mistakes + 1);
    EXPECT_GT(parse_rules("t.rules", filled("rule r { aspect a required \"w\" { ")).diagnostics.size(), 0u);
    EXPECT_GT(parse_rules("t.rules", "set a = " + filled("9")).diagnostics.size(), 0u);
}

}  // namespace
}  // namespace clausemark
