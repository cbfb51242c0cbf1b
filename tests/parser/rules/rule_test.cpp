// SPDX-License-Identifier: Apache-2.0
// Every form of the rule language, and the way back from trees to text.
#include "parser/rules/rule.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

namespace clausemark {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string rendered(const ParsedRules& parsed) {
    std::string out;
    for (const Diagnostic& one : parsed.diagnostics) out += render(one);
    return out;
}

RuleFile read(std::string text) {
    ParsedRules parsed = parse_rules("t.rules", std::move(text));
    EXPECT_EQ(rendered(parsed), "");
    return std::move(parsed.file);
}

Expr expression(const std::string& text) {
    RuleFile file = read("define x = " + text);
    return file.definitions.size() == 1 ? std::move(file.definitions[0].expr) : Expr{};
}

/// Kinds, words and distances, without the places.
std::string shape(const Expr& expr) {
    static constexpr const char* names[] = {"words",   "exact",   "name", "class", "any_of", "sequence",
                                            "near",    "then",    "both", "with",  "unless", "optional",
                                            "capture", "heading", "path", "title", "section"};
    std::string out = names[static_cast<int>(expr.kind)];
    if (expr.distance > 0) out += "/" + std::to_string(expr.distance);
    if (!expr.text.empty()) out += ":" + expr.text;
    if (expr.children.empty()) return out;
    out += "(";
    for (const Expr& child : expr.children)
        out += (&child == expr.children.data() ? "" : ", ") + shape(child);
    return out + ")";
}

std::string shape_of(const std::string& text) {
    return shape(expression(text));
}

TEST(Expressions, HoldWordsInLowerCaseSplitAtSpacesAndHyphens) {
    EXPECT_EQ(shape_of("Backup"), "words:backup");
    EXPECT_EQ(shape_of("log-on"), "words:log on");
    EXPECT_EQ(shape_of("\"Back  up  Copies\""), "words:back up copies");
    EXPECT_EQ(shape_of("\"a \\\"b\\\" c\\\\d\""), "words:a \"b\" c\\d");
    EXPECT_EQ(shape_of("Überprüfung"), "words:Überprüfung");
}

TEST(Expressions, JoinNeighbouringWords) {
    EXPECT_EQ(shape_of("data copy"), "words:data copy");
    EXPECT_EQ(shape_of("data \"back up\" copy"), "words:data back up copy");
    EXPECT_EQ(shape_of("(data copy) of it"), "words:data copy of it");
    EXPECT_EQ(shape_of("the $system is down"), "sequence(words:the, name:system, words:is down)");
}

TEST(Expressions, CompareExactWordsLetterForLetter) {
    EXPECT_EQ(shape_of("'CAB'"), "exact:CAB");
    EXPECT_EQ(shape_of("'Owner\\'s Guide'"), "exact:Owner's Guide");
    EXPECT_EQ(shape_of("'CAB' meeting"), "sequence(exact:CAB, words:meeting)");
}

TEST(Expressions, NameDefinitionsAndClasses) {
    EXPECT_EQ(shape_of("$data-copy"), "name:data-copy");
    EXPECT_EQ(shape_of("<duration>"), "class:duration");
}

TEST(Expressions, KeepAlternativesFlat) {
    EXPECT_EQ(shape_of("a | b | c"), "any_of(words:a, words:b, words:c)");
    EXPECT_EQ(shape_of("(a | b) | (c | d)"), "any_of(words:a, words:b, words:c, words:d)");
}

TEST(Expressions, KeepSequencesFlat) {
    EXPECT_EQ(shape_of("a $b ($c d) e"), "sequence(words:a, name:b, name:c, words:d e)");
}

TEST(Expressions, BindAsTheManualSays) {
    EXPECT_EQ(shape_of("a | b unless c"), "any_of(words:a, unless(words:b, words:c))");
    EXPECT_EQ(shape_of("a unless b with c"), "unless(words:a, with(words:b, words:c))");
    EXPECT_EQ(shape_of("a with b and c"), "with(words:a, both(words:b, words:c))");
    EXPECT_EQ(shape_of("a and b near/5 c"), "both(words:a, near/5(words:b, words:c))");
    EXPECT_EQ(shape_of("a near/5 b c"), "near/5(words:a, words:b c)");
    EXPECT_EQ(shape_of("(a | b) near/5 c"), "near/5(any_of(words:a, words:b), words:c)");
}

TEST(Expressions, AssociateToTheLeft) {
    EXPECT_EQ(shape_of("a near/5 b then/3 c"), "then/3(near/5(words:a, words:b), words:c)");
    EXPECT_EQ(shape_of("a near/5 (b then/3 c)"), "near/5(words:a, then/3(words:b, words:c))");
    EXPECT_EQ(shape_of("a unless b unless c"), "unless(unless(words:a, words:b), words:c)");
}

TEST(Expressions, HaveOptionalPartsBesideOthers) {
    EXPECT_EQ(shape_of("the? backup"), "sequence(optional(words:the), words:backup)");
    EXPECT_EQ(shape_of("a (b | c)? d"), "sequence(words:a, optional(any_of(words:b, words:c)), words:d)");
}

TEST(Expressions, CaptureWhatStandsBefore) {
    EXPECT_EQ(shape_of("at least <number> as value characters"),
              "sequence(words:at least, capture:value(class:number), words:characters)");
    EXPECT_EQ(shape_of("a (b as n)? "), "sequence(words:a, optional(capture:n(words:b)))");
    EXPECT_EQ(shape_of("a b as n?"), "sequence(words:a, optional(capture:n(words:b)))");
}

TEST(Expressions, LookAtTheContext) {
    EXPECT_EQ(shape_of("heading(a | b)"), "heading(any_of(words:a, words:b))");
    EXPECT_EQ(shape_of("path(a) and title(b) and section(c)"),
              "both(both(path(words:a), title(words:b)), section(words:c))");
    EXPECT_EQ(shape_of("heading and title"), "both(words:heading, words:title)");
}

TEST(Expressions, GoOnOverLinesInParenthesesAndAroundOperators) {
    EXPECT_EQ(shape_of("(a\n b # a comment\n c)"), "words:a b c");
    EXPECT_EQ(shape_of("a |\n b\n\n # comment\n | c"), "any_of(words:a, words:b, words:c)");
    EXPECT_EQ(shape_of("a\n  near/5 b\n  and\n c"), "both(near/5(words:a, words:b), words:c)");
    EXPECT_EQ(shape_of("a unless\n b"), "unless(words:a, words:b)");
    EXPECT_EQ(shape_of("a\r\n | b\r\n"), "any_of(words:a, words:b)");
}

TEST(Expressions, TakeReservedWordsInQuotes) {
    EXPECT_EQ(shape_of("\"and\" \"heading\""), "words:and heading");
}

TEST(Expressions, KnowTheirPlaces) {
    const Expr expr = expression("ab near/2 (c | d)");
    EXPECT_EQ(expr.span, (Span{11, 27}));
    EXPECT_EQ(expr.children[0].span, (Span{11, 13}));
    EXPECT_EQ(expr.children[1].children[1].span, (Span{26, 27}));
}

TEST(Lexicon, ReadsEveryStatement) {
    const RuleFile file = read(
        "\xEF\xBB\xBF# comment first\n"
        "define backup = backup | \"back up\"\n"
        "class obligation = shall | must\n"
        "system ISMS = 'ISMS'\n"
        "number 12 = twelve | dozen\n"
        "number 0.5 = half\n"
        "unit hour of duration = hour | hr : 3600\n"
        "unit working-day of duration = working day | \"business day\" :\n  86400\n"
        "period quarterly = quarterly | \"once a quarter\" : 7776000\n"
        "alias organisation = organization\n   | organizations\n"
        "set shown-at = 0.5\n"
        "wordings tech-backup \"Copies are kept.\"\n  \"Snapshots of disks\"\n"
        "subject meals \"soup roast\"\n  \"oven\"\n");
    ASSERT_EQ(file.definitions.size(), 3u);
    EXPECT_EQ(file.definitions[0].name, "backup");
    EXPECT_EQ(file.definitions[0].kind, Definition::Kind::pattern);
    EXPECT_EQ(file.definitions[1].kind, Definition::Kind::token_class);
    EXPECT_EQ(file.definitions[2].kind, Definition::Kind::system);
    EXPECT_EQ(file.definitions[2].name, "ISMS");
    EXPECT_EQ(file.definitions[0].span.of(file.source), "backup");
    ASSERT_EQ(file.numbers.size(), 2u);
    EXPECT_EQ(file.numbers[0].value, 12);
    EXPECT_THAT(file.numbers[0].words, ElementsAre("twelve", "dozen"));
    EXPECT_EQ(file.numbers[1].value, 0.5);
    ASSERT_EQ(file.units.size(), 2u);
    EXPECT_EQ(file.units[0].dimension, "duration");
    EXPECT_EQ(file.units[0].factor, 3600);
    EXPECT_THAT(file.units[1].words, ElementsAre("working day", "business day"));
    ASSERT_EQ(file.periods.size(), 1u);
    EXPECT_THAT(file.periods[0].phrases, ElementsAre("quarterly", "once a quarter"));
    EXPECT_EQ(file.periods[0].seconds, 7776000);
    ASSERT_EQ(file.aliases.size(), 1u);
    EXPECT_EQ(file.aliases[0].word, "organisation");
    EXPECT_THAT(file.aliases[0].spellings, ElementsAre("organization", "organizations"));
    ASSERT_EQ(file.settings.size(), 1u);
    EXPECT_EQ(file.settings[0].name, "shown-at");
    EXPECT_EQ(file.settings[0].value, 0.5);
    ASSERT_EQ(file.wordings.size(), 1u);
    EXPECT_EQ(file.wordings[0].rule, "tech-backup");
    EXPECT_EQ(file.wordings[0].span.of(file.source), "tech-backup");
    EXPECT_THAT(file.wordings[0].texts, ElementsAre("Copies are kept.", "Snapshots of disks"));
    ASSERT_EQ(file.subjects.size(), 1u);
    EXPECT_EQ(file.subjects[0].name, "meals");
    EXPECT_EQ(file.subjects[0].span.of(file.source), "meals");
    EXPECT_THAT(file.subjects[0].texts, ElementsAre("soup roast", "oven"));
}

TEST(Rules, ReadEveryStatement) {
    const RuleFile file = read(R"(rule backup {
  title    "Backup of information"
  clauses  std:1/A.1, std:2/B.2,
           std:3/C.3
  related(0.4) std:1/A.5
  related  std:1/A.6
  topic    $backup | "restore point"
  topic(0.2) (copy)
  unless   "backup contact"
  aspect copies required "copies are made" {
    hint "Say what."
    match $backup near/6 (make | take)
    match(0.6) $backup and retain
  }
  aspect elsewhere practice "elsewhere" { match (off site) }
  aspect added required "added"
  {
    only std:2/B.2
    match added
  }
  fact frequency = $backup near/8 (<frequency> as value)
  example copies "Databases are backed up.\n- each night"
  example under "Backup procedure" "Tests" "They are restored."
  example added under "T" "added"
  counterexample "Jane is the backup contact."
  counterexample under "Staff" "Jane is a backup."
}
)");
    ASSERT_EQ(file.rules.size(), 1u);
    const Rule& rule = file.rules[0];
    EXPECT_EQ(rule.name, "backup");
    EXPECT_EQ(rule.title, "Backup of information");
    ASSERT_EQ(rule.clauses.size(), 3u);
    EXPECT_EQ(rule.clauses[2].text, "std:3/C.3");
    EXPECT_EQ(rule.clauses[2].span.of(file.source), "std:3/C.3");
    ASSERT_EQ(rule.related.size(), 2u);
    EXPECT_EQ(rule.related[0].factor, 0.4);
    EXPECT_EQ(rule.related[1].factor, 0.5);
    ASSERT_EQ(rule.topics.size(), 2u);
    EXPECT_EQ(rule.topics[0].weight, 0.3);
    EXPECT_EQ(rule.topics[1].weight, 0.2);
    EXPECT_EQ(rule.unless.size(), 1u);
    ASSERT_EQ(rule.aspects.size(), 3u);
    EXPECT_EQ(rule.aspects[0].name, "copies");
    EXPECT_TRUE(rule.aspects[0].required);
    EXPECT_EQ(rule.aspects[0].words, "copies are made");
    EXPECT_EQ(rule.aspects[0].hint, "Say what.");
    ASSERT_EQ(rule.aspects[0].matches.size(), 2u);
    EXPECT_EQ(rule.aspects[0].matches[0].weight, 1);
    EXPECT_EQ(rule.aspects[0].matches[1].weight, 0.6);
    EXPECT_FALSE(rule.aspects[1].required);
    EXPECT_EQ(shape(rule.aspects[1].matches[0].expr), "words:off site");
    EXPECT_EQ(rule.aspects[2].only[0].text, "std:2/B.2");
    ASSERT_EQ(rule.facts.size(), 1u);
    EXPECT_EQ(rule.facts[0].parameter, "frequency");
    ASSERT_EQ(rule.examples.size(), 5u);
    EXPECT_EQ(rule.examples[0].aspect, "copies");
    EXPECT_EQ(rule.examples[0].text, "Databases are backed up.\n- each night");
    EXPECT_THAT(rule.examples[0].path, IsEmpty());
    EXPECT_EQ(rule.examples[1].aspect, "");
    EXPECT_THAT(rule.examples[1].path, ElementsAre("Backup procedure", "Tests"));
    EXPECT_EQ(rule.examples[1].text, "They are restored.");
    EXPECT_EQ(rule.examples[2].aspect, "added");
    EXPECT_FALSE(rule.examples[2].counter);
    EXPECT_TRUE(rule.examples[3].counter);
    EXPECT_THAT(rule.examples[4].path, ElementsAre("Staff"));
}

/// Random trees in the form the reader gives: flat alternatives and sequences, no neighbouring words.
class Trees {
  public:
    explicit Trees(unsigned seed) : random_(seed) {}

    Expr any(int depth) {
        if (depth == 0) return leaf();
        switch (below(9)) {
            case 0:
                return many(ExprKind::any_of, depth);
            case 1:
                return sequence(depth);
            case 2:
                return pair(ExprKind::near, depth);
            case 3:
                return pair(ExprKind::then, depth);
            case 4:
                return pair(ExprKind::both, depth);
            case 5:
                return pair(ExprKind::with, depth);
            case 6:
                return pair(ExprKind::unless, depth);
            case 7: {
                Expr expr =
                    over(static_cast<ExprKind>(static_cast<int>(ExprKind::heading) + below(4)), depth);
                return expr;
            }
            default:
                return leaf();
        }
    }

  private:
    int below(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n)); }

    Expr leaf() {
        static constexpr const char* words[] = {"backup", "log on", "and",  "heading", "a \"b\" c", "24",
                                                "c\\d",   "über",   "near", "50%",     "or",        "title"};
        Expr expr;
        expr.kind = static_cast<ExprKind>(below(4));
        expr.text = expr.kind == ExprKind::words   ? words[below(12)]
                    : expr.kind == ExprKind::exact ? (below(2) ? "CAB" : "it's A\\B")
                                                   : (below(2) ? "log-on" : "x");
        return expr;
    }
    Expr over(ExprKind kind, int depth) {
        Expr expr;
        expr.kind = kind;
        expr.children.push_back(any(depth - 1));
        return expr;
    }
    Expr pair(ExprKind kind, int depth) {
        Expr expr = over(kind, depth);
        expr.children.push_back(any(depth - 1));
        const bool counts = kind == ExprKind::near || kind == ExprKind::then;
        expr.distance = counts ? static_cast<std::uint16_t>(1 + below(20)) : std::uint16_t{0};
        return expr;
    }
    Expr many(ExprKind kind, int depth) {
        Expr expr;
        expr.kind = kind;
        for (int parts = 2 + below(3); parts > 0; --parts) {
            Expr part = any(depth - 1);
            while (part.kind == kind) part = any(depth - 1);
            expr.children.push_back(std::move(part));
        }
        return expr;
    }
    Expr sequence(int depth) {
        Expr expr = many(ExprKind::sequence, depth);
        for (std::size_t i = 0; i < expr.children.size(); ++i) {
            Expr& part = expr.children[i];
            const bool after_words = i > 0 && expr.children[i - 1].kind == ExprKind::words;
            if (after_words && part.kind == ExprKind::words) part.kind = ExprKind::exact;
            if (below(4) == 0) part = wrapped(ExprKind::capture, "value", std::move(part));
            if (i > 0 && below(4) == 0) part = wrapped(ExprKind::optional, "", std::move(part));
        }
        return expr;
    }
    static Expr wrapped(ExprKind kind, std::string text, Expr inner) {
        Expr expr;
        expr.kind = kind;
        expr.text = std::move(text);
        expr.children.push_back(std::move(inner));
        return expr;
    }

    std::mt19937 random_;
};

TEST(ToText, GivesTheTreeBackWhenRead) {
    for (unsigned seed = 0; seed < 3000; ++seed) {
        const Expr tree = Trees(seed).any(static_cast<int>(seed % 5));
        const std::string text = to_text(tree);
        ASSERT_EQ(shape_of(text), shape(tree)) << seed << ": " << text;
        ASSERT_EQ(to_text(expression(text)), text);
    }
}

TEST(ToText, NeedsFewParentheses) {
    EXPECT_EQ(to_text(expression("((a) | ((b near/5 c)))")), "a | b near/5 c");
    EXPECT_EQ(to_text(expression("a near/5 (b near/5 c)")), "a near/5 (b near/5 c)");
    EXPECT_EQ(to_text(expression("(a | b)? \"C-D\" as v")), "(a | b)? \"c d\" as v");
}

TEST(Rules, ThatReportHoldTheirConditionsWordsAndSenses) {
    const RuleFile file = read(
        "rule r {\n title \"t\"\n reports CM701 once-a-page where ISMS in-force:SMS not iso20000-1:2011\n"
        " says \"{} is two things\"\n advice \"say which\"\n flag a1\n flag b1 | c1\n sense one = d1\n"
        " sense two = e1\n unless f1\n example \"a1\"\n counterexample \"g1\"\n}\n");
    ASSERT_EQ(file.rules.size(), 1U);
    const Report& report = file.rules[0].report;
    EXPECT_EQ(report.code.text, "CM701");
    EXPECT_TRUE(report.once_a_page);
    const auto names = [](const std::vector<Report::Named>& list) {
        std::vector<std::string> out;
        for (const Report::Named& one : list) out.push_back(one.text);
        return out;
    };
    EXPECT_THAT(names(report.where), ElementsAre("ISMS", "in-force:SMS"));
    EXPECT_THAT(names(report.where_not), ElementsAre("iso20000-1:2011"));
    EXPECT_EQ(report.says, "{} is two things");
    EXPECT_EQ(report.advice, "say which");
    EXPECT_EQ(report.flags.size(), 2U);
    ASSERT_EQ(report.senses.size(), 2U);
    EXPECT_EQ(report.senses[1].name, "two");
    EXPECT_EQ(file.rules[0].examples.size(), 2U);
}

}  // namespace
}  // namespace clausemark
