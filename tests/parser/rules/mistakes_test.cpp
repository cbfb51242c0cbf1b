// SPDX-License-Identifier: Apache-2.0
// Every kind of mistake a rule writer can make, with what is said of it.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "parser/core/limits.h"
#include "parser/rules/rule.h"

namespace clausemark {
namespace {

std::string rendered(std::string text) {
    std::string out;
    for (const Diagnostic& one : parse_rules("t.rules", std::move(text)).diagnostics) out += render(one);
    return out;
}

/// A line a mistake: "line:column message (hint)".
std::string mistakes(std::string text) {
    std::string out;
    for (const Diagnostic& one : parse_rules("t.rules", std::move(text)).diagnostics) {
        out += fmt::format("{}:{} {}", one.position.line, one.position.column, one.message);
        out += one.hint.empty() ? "\n" : " (" + one.hint + ")\n";
    }
    return out;
}

/// In an aspect of a rule that is otherwise whole; line 5.
std::string in_aspect(const std::string& line) {
    return "rule r {\n title \"t\"\n clauses s:1/2\n aspect a required \"w\" {\n" + line +
           "\n match fine\n }\n}\n";
}

/// In such a rule; line 5.
std::string in_rule(const std::string& lines) {
    return "rule r {\n title \"t\"\n clauses s:1/2\n aspect a required \"w\" { match fine }\n" + lines +
           "\n}\n";
}

struct Case {
    std::string text;
    std::string said;
};

TEST(Mistakes, AreShownAtTheirPlaceInTheirLine) {
    EXPECT_EQ(rendered("define x =\n  a near/5 }\n"),
              "t.rules:2:12: error: expected a word, a phrase in double quotes, $name, <class> or (, found } "
              "[CM101]\n"
              "    2 |   a near/5 }\n"
              "      |            ^\n");
    EXPECT_EQ(rendered("define \xC3\xBC = \xC3\xBC or x\n"),
              "t.rules:1:8: error: expected a name, found \xC3\xBC [CM101]\n"
              "    1 | define \xC3\xBC = \xC3\xBC or x\n"
              "      |        ^\n");
}

TEST(Mistakes, InExpressionsAreToldInTheWritersWords) {
    const std::string operand = "expected a word, a phrase in double quotes, $name, <class> or (, found ";
    const std::string quote_hint = " (to match the word itself, put it in double quotes)";
    const Case cases[] = {
        {"x near 5 y", "1:18 near needs a distance: near/5"},
        {"x near /5 y", "1:18 near needs a distance: near/5"},
        {"x near/ y", "1:18 near needs a distance: near/5"},
        {"x near/5y z", "1:18 near needs a distance: near/5"},
        {"x then y", "1:18 then needs a distance: then/5"},
        {"x near/500 y", "1:19 a distance is at most 200 words"},
        {"x near/5", "1:20 " + operand + "the end of the line"},
        {"| x", "1:12 " + operand + "|"},
        {"x | | y", "1:16 " + operand + "|"},
        {"and x", "1:12 " + operand + "and"},
        {"x and", "1:17 " + operand + "the end of the line"},
        {"x or y", "1:14 or is written |" + quote_hint},
        {"", "1:12 " + operand + "the end of the line"},
        {"()", "1:13 " + operand + ")"},
        {"(x | y", "1:18 expected an operator or ) for the ( at column 12, found the end of the line"},
        {"(x = y)", "1:15 expected an operator or ) for the ( at column 12, found ="},
        {"(x\n  | y", "1:12 this ( is not closed: expected ) at 2:6, found the end of the line"},
        {"heading(x", "1:21 expected an operator or ) for the ( at column 19, found the end of the line"},
        {"x) y", "1:13 this ) closes nothing"},
        {"heading (x)", "1:12 write heading( without a space" + quote_hint},
        {"\"open", "1:12 this string is not closed on its line"},
        {"'open", "1:12 this ' is not closed on its line"},
        {"\"\"", "1:12 there is no word in these quotes"},
        {"' - '", "1:12 there is no word in these quotes"},
        {"\"a\\tb\"", "1:14 unknown escape (\\\", \\\\ and \\n (a line break) are the escapes)"},
        {"1.2", "1:13 expected an operator or the end of the line, found ."},
        {"x; y", "1:13 expected an operator or the end of the line, found ;"},
        {"$ x", "1:13 expected a name right behind $, found a space"},
        {"< x>", "1:13 expected the name of a class, found a space"},
        {"<number x", "1:19 expected > behind the name of the class"},
        {"x as", "1:16 expected a name, as in: as value, found the end of the line"},
        {"x?",
         "1:12 everything here is optional, so it would match anywhere (? belongs beside something that "
         "must be there)"},
        {"a (x? y?)",
         "1:15 everything here is optional, so it would match anywhere (? belongs beside something that "
         "must be there)"},
        {"a x??", "1:16 expected an operator or the end of the line, found ?"},
    };
    for (const Case& one : cases) {
        EXPECT_EQ(mistakes("define x = " + one.text + "\ndefine y = fine\n"), one.said + "\n") << one.text;
    }
}

TEST(Mistakes, InTheLexiconAreToldInTheWritersWords) {
    const Case cases[] = {
        {"define x y", "1:10 expected =, found y"},
        {"define = y", "1:8 expected a name, found ="},
        {"define 9 = y", "1:8 expected a name, found 9"},
        {"defin t = x", "1:1 defin is no statement of a file (did you mean define?)"},
        {"= x", "1:1 expected a statement, found ="},
        {"number twelve = x", "1:8 expected a number, found twelve"},
        {"number 1.2.3 = x", "1:8 expected a number, found 1"},
        {"number 12 = x |", "1:16 expected a word or a phrase in double quotes, found the end of the line"},
        {"number 12 x", "1:11 expected =, found x"},
        {"number 12 = \"-\"", "1:13 there is no word in these quotes"},
        {"unit hour duration = x : 3",
         "1:11 expected of and a dimension, such as: of duration, found duration"},
        {"unit hour of = x : 3", "1:14 expected the name of a dimension, found ="},
        {"unit hour of duration = x", "1:26 expected | or :, found the end of the line"},
        {"unit hour of duration = x : 0", "1:29 the factor of a unit is above 0"},
        {"unit hour of duration = x : 3x", "1:29 expected a number, found 3x"},
        {"period p = x : y", "1:16 expected a number of seconds, found y"},
        {"period p = x : 0", "1:16 a period is longer than 0 seconds"},
        {"alias = x", "1:7 expected a word or a phrase in double quotes, found ="},
        {"set x = -1", "1:9 expected a number, found -1"},
        {"set x 1", "1:7 expected =, found 1"},
        {"set x = 1 2", "1:11 expected the end of the line, found 2"},
        {"set x = 1" + std::string(400, '0'), "1:9 a number too large to hold"},
        {"match x", "1:1 match belongs in an aspect"},
        {"title \"x\"", "1:1 title belongs in a rule"},
        {"define x = a\n  unless b",
         "2:3 unless belongs in a rule (to go on with the expression above, end its line with this word)"},
        {"}", "1:1 this } closes nothing"},
        {"zzz q",
         "1:1 zzz is no statement of a file (statements here are define, class, system, number, unit, "
         "period, alias, set, wordings, subject, rule)"},
        {"wordings \"x\"", "1:10 expected a name, found \""},
        {"wordings backup x", "1:17 expected a text in double quotes, found x"},
        {"subject \"x\"", "1:9 expected a name, found \""},
        {"subject meals x", "1:15 expected a text in double quotes, found x"},
        {"subject meals = \"x\"", "1:15 expected a text in double quotes, found ="},
    };
    for (const Case& one : cases) {
        EXPECT_EQ(mistakes(one.text + "\ndefine y = fine\n"), one.said + "\n") << one.text;
    }
}

TEST(Mistakes, InRulesAreToldInTheWritersWords) {
    const Case cases[] = {
        {"title \"second\"", "5:1 a second title in one block"},
        {"clauses s:1/3", "5:1 a second clauses in one block"},
        {"topic(2) x", "5:7 a weight is above 0 and at most 1"},
        {"topic(0) x", "5:7 a weight is above 0 and at most 1"},
        {"related(1.1) s:1/3", "5:9 a weight is above 0 and at most 1"},
        {"topic(a) x",
         "5:7 expected a weight, as in (0.8), right behind the keyword; put a space before ( to "
         "begin a group"},
        {"related(x) s:1/2", "5:9 expected a factor, as in related(0.4)"},
        {"related x", "5:9 expected a clause, as standard:edition/number, found x"},
        {"related s:1/2,", "6:1 expected a clause, as standard:edition/number, found }"},
        {"topc x", "5:1 topc is no statement of a rule (did you mean topic?)"},
        {"match x", "5:1 match belongs in an aspect"},
        {"fact f = x",
         "5:6 fact f captures no value; it needs one \"as value\" (write for example (<duration> "
         "as value))"},
        {"fact f = (a as value) (b as value)",
         "5:6 fact f captures 2 values; it needs one \"as value\" (write for example (<duration> as value))"},
        {"example x", "6:1 expected a text in double quotes, found }"},
        {"example b \"x\"", "5:11 r has no aspect b (did you mean a?)"},
        {"example \"x\" \"y\"", "5:13 expected one text; headings stand behind under"},
        {"example under \"x\"", "5:1 expected a title, perhaps headings, and the text behind under"},
        {"counterexample a \"x\"", "5:16 a counterexample names no aspect: it shows no tag at all"},
        {"aspect b requred \"w\" { match x }", "5:10 expected required or practice, found requred"},
        {"aspect b \"w\" {\n match x\n}", "5:10 expected required or practice, found \""},
        {"aspect b required {\n match x\n}", "5:19 expected what the aspect is, in double quotes, found {"},
        {"aspect b required \"w\n match x\n}", "5:19 this string is not closed on its line"},
        {"aspect b required \"w\"\n match x\n}", "6:2 expected {, found match"},
        {"aspect b required \"w\" {\n hint \"h\"\n}", "5:8 aspect b has no match"},
        {"aspect a required \"w\" { match x }", "5:8 r has the aspect a twice"},
        {"aspect b required \"w\" {\n only s:1/3\n match x\n}", "6:7 s:1/3 is not among the clauses of r"},
        {"aspekt b required \"w\" {\n match x\n}",
         "5:1 aspekt is no statement of a rule (did you mean aspect?)"},
        {" aspect b required \"w\" {\n match x\n aspect c required \"v\" { match x }",
         "5:24 this { is not closed: expected } at 7:2, found aspect"},
    };
    for (const Case& one : cases) {
        EXPECT_EQ(mistakes(in_rule(one.text)), one.said + "\n") << one.text;
    }
}

TEST(Mistakes, InAspectsAreToldInTheWritersWords) {
    const Case cases[] = {
        {"match(1.5) x", "5:7 a weight is above 0 and at most 1"},
        {"match(a | b) near/5 c",
         "5:7 expected a weight, as in (0.8), right behind the keyword; put a space "
         "before ( to begin a group"},
        {"hint \"x", "5:6 this string is not closed on its line"},
        {"hint \"x\"\nhint \"y\"", "6:1 a second hint in one block"},
        {"hint x", "5:6 expected a text in double quotes, found x"},
        {"only s:1/2\nonly s:1/2", "6:1 a second only in one block"},
        {"mach x", "5:1 mach is no statement of an aspect (did you mean match?)"},
        {"  topic x", "5:3 topic belongs in a rule"},
        {"match a and (",
         "5:14 expected a word, a phrase in double quotes, $name, <class> or (, found the end "
         "of the line"},
    };
    for (const Case& one : cases) {
        EXPECT_EQ(mistakes(in_aspect(one.text)), one.said + "\n") << one.text;
    }
}

TEST(Mistakes, InWhatARuleLacks) {
    EXPECT_EQ(mistakes("rule r {\n clauses s:1/2\n}"), "1:6 rule r has no title\n");
    EXPECT_EQ(mistakes("rule r {\n title \"t\"\n}"),
              "1:6 rule r names no clauses (say which it answers: clauses standard:edition/number, ...)\n");
    EXPECT_EQ(mistakes("rule r {\n title \"t\"\n clauses s:1/2, s:1/2\n}"), "3:17 s:1/2 stands here twice\n");
    EXPECT_EQ(mistakes("rule {\n title \"t\"\n clauses s:1/2\n}"), "1:6 expected a name, found {\n");
    EXPECT_EQ(mistakes("rule r {\n title \"t\"\n clauses s:1/2\n"),
              "1:8 this { is not closed: expected }, found the end of the file\n");
    EXPECT_EQ(mistakes("rule r {\n title \"t\"\nrule s {\n title \"t\"\n clauses s:1/2\n}"),
              "1:8 this { is not closed: expected } at 3:1, found rule\n");
}

TEST(Mistakes, InRulesThatReport) {
    const auto reporting = [](const std::string& lines) {
        return "rule r {\n title \"t\"\n" + lines + "\n}\n";
    };
    EXPECT_EQ(mistakes(reporting(" reports CM701\n says \"x\"\n flag a1")), "");
    EXPECT_EQ(mistakes(reporting(" reports\n says \"x\"\n flag a1")),
              "3:9 expected a code, such as CM701, found the end of the line\n");
    EXPECT_EQ(
        mistakes(reporting(" reports CM701 where\n says \"x\"\n flag a1")),
        "3:21 expected a system, such as ISMS or in-force:ISMS, or an edition, such as iso27001:2022, found "
        "the end of the line\n");
    EXPECT_EQ(mistakes(reporting(" reports CM701 twice\n says \"x\"\n flag a1")),
              "3:16 expected the end of the line, found twice\n");
    EXPECT_EQ(mistakes(reporting(" reports CM701\n says \"x\"")),
              "1:6 rule r flags no words (say which it reports: flag expression)\n");
    EXPECT_EQ(mistakes(reporting(" reports CM701\n flag a1")),
              "1:6 rule r has no message (say what is wrong: says \"...\")\n");
    EXPECT_EQ(mistakes(reporting(" says \"x\"\n flag a1")),
              "1:6 rule r flags words and reports no code (say which: reports CM701)\n");
    EXPECT_EQ(mistakes(reporting(" reports CM701\n says \"x\"\n flag a1\n sense s = b1")),
              "1:6 rule r has one sense (two of them must occur on a page: name another)\n");
    EXPECT_EQ(mistakes(reporting(" reports CM701\n says \"x\"\n flag a1\n topic b1")),
              "1:6 rule r reports a code and has statements of rules that tag clauses (make it two rules)\n");
    EXPECT_EQ(mistakes(reporting(" reports CM701\n reports CM702\n says \"x\"\n flag a1")),
              "4:2 a second reports in one block\n");
}

TEST(Mistakes, DoNotHideThoseBehindThem) {
    EXPECT_EQ(
        mistakes(in_rule("topic (a | b\n  | c near d)\ntopic x)\nexample \"x\nexample zzz \"y\"\ntopic(3) "
                         "y\naspect b requird \"w\" {\n match\n hint \"h\n match x y z ;\n}\nfact f = 7")),
        "6:11 near needs a distance: near/5\n"
        "7:8 this ) closes nothing\n"
        "8:9 this string is not closed on its line\n"
        "10:7 a weight is above 0 and at most 1\n"
        "11:10 expected required or practice, found requird\n"
        "12:7 expected a word, a phrase in double quotes, $name, <class> or (, found the end of the line\n"
        "13:7 this string is not closed on its line\n"
        "14:14 expected an operator or the end of the line, found ;\n"
        "16:6 fact f captures no value; it needs one \"as value\" (write for example (<duration> as "
        "value))\n");
}

TEST(Mistakes, LeaveTheRestOfTheFileRead) {
    const ParsedRules parsed =
        parse_rules("t.rules", "define a = (x\ndefine b = y\nrule r {\n title \"t\n}\nset c = 1\n");
    EXPECT_EQ(parsed.diagnostics.size(), 2u);
    ASSERT_EQ(parsed.file.definitions.size(), 1u);
    EXPECT_EQ(parsed.file.definitions[0].name, "b");
    EXPECT_EQ(parsed.file.settings.size(), 1u);
}

TEST(Mistakes, OfABraceTooManyAreReportedOnce) {
    EXPECT_EQ(mistakes(in_rule("}\ntopic x\nexample \"y\"\ncounterexample \"z\"") + "define ok = x\n"),
              "6:1 topic belongs in a rule\n");
}

TEST(Mistakes, StopAtALimitThatIsTold) {
    std::string text;
    for (std::size_t i = 0; i < 2 * limits::rule_mistakes; ++i) text += "define x = )\n";
    const ParsedRules parsed = parse_rules("t.rules", text);
    ASSERT_EQ(parsed.diagnostics.size(), limits::rule_mistakes + 1);
    EXPECT_EQ(render(parsed.diagnostics.back()),
              "t.rules: error: reading stopped after 100 mistakes [CM110]\n");
}

}  // namespace
}  // namespace clausemark
