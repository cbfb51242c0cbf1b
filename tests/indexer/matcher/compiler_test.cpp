// SPDX-License-Identifier: Apache-2.0
// Faults that only all rule files together show: each is positioned and says what to do.
#include "tests/indexer/matcher/rules_for_tests.h"

namespace clausemark::test {
namespace {

std::string faults_of(const std::vector<std::string>& texts) {
    std::vector<Diagnostic> faults;
    EXPECT_EQ(compile(texts, faults), nullptr);
    return rendered(faults);
}

std::string faults_of_match(const std::string& match) {
    return faults_of(std::vector<std::string>{rule(match)});
}

TEST(RuleCompiler, NamesUnknownNamesAndTheNearestOne) {
    EXPECT_THAT(faults_of_match("<obligatoin>"),
                testing::AllOf(testing::HasSubstr("CM102"), testing::HasSubstr("did you mean obligation?")));
    EXPECT_THAT(faults_of_match("<duratoin>"), testing::HasSubstr("did you mean duration?"));
    EXPECT_THAT(faults_of({"define backup = a\n" + rule("$bakup")}),
                testing::HasSubstr("did you mean backup?"));
}

TEST(RuleCompiler, FindsNamesGivenTwiceAcrossFiles) {
    EXPECT_THAT(faults_of({"define a1 = x\n", "\ndefine a1 = y\n"}),
                testing::AllOf(testing::HasSubstr("f1.rules:2:"), testing::HasSubstr("CM103"),
                               testing::HasSubstr("f0.rules:1")));
    EXPECT_THAT(faults_of({rule("x"), "rule r { title \"R\" clauses iso27001:2022/A.8.13 }"}),
                testing::HasSubstr("CM103"));
    EXPECT_THAT(faults_of({"class number = x\n"}), testing::HasSubstr("built in"));
}

TEST(RuleCompiler, NamesUnknownClausesAndTheNearestOne) {
    EXPECT_THAT(faults_of({"rule r { title \"R\"\n clauses iso27001:2022/A.8.113 }"}),
                testing::AllOf(testing::HasSubstr("f0.rules:2:"), testing::HasSubstr("CM104"),
                               testing::HasSubstr("did you mean iso27001:2022/A.8.1")));
}

TEST(RuleCompiler, NamesTheRuleThatWordingsDoNotFind) {
    EXPECT_THAT(faults_of({rule("x") + "\nwordings rr \"a b\"\n"}),
                testing::AllOf(testing::HasSubstr("CM102"), testing::HasSubstr("there is no rule rr"),
                               testing::HasSubstr("did you mean r?")));
}

TEST(RuleCompiler, NamesTheSubjectThatHoldsNoWord) {
    EXPECT_THAT(faults_of({rule("x"), "\nsubject meals \"3, 4 -\" \"5\"\n"}),
                testing::AllOf(testing::HasSubstr("f1.rules:2:9"), testing::HasSubstr("CM106"),
                               testing::HasSubstr("subject meals holds no word")));
}

TEST(RuleCompiler, FindsPatternsDefinedByThemselves) {
    EXPECT_THAT(faults_of({"define a1 = $b1\ndefine b1 = x $a1\n" + rule("$a1")}),
                testing::HasSubstr("CM105"));
}

TEST(RuleCompiler, FindsWhatMatchesNothingOrEverything) {
    EXPECT_THAT(faults_of_match("heading(x)"), testing::HasSubstr("CM106"));
    EXPECT_THAT(faults_of_match("x | heading(y)"), testing::HasSubstr("CM106"));
    EXPECT_THAT(faults_of_match("x with heading(title(y))"), testing::HasSubstr("CM106"));
}

TEST(RuleCompiler, FindsUnknownSettingsAndSystems) {
    EXPECT_THAT(faults_of({"set shown-att = 0.5\n"}),
                testing::AllOf(testing::HasSubstr("CM112"), testing::HasSubstr("did you mean shown-at?")));
    EXPECT_THAT(faults_of({"system ISMSS = x\n"}), testing::HasSubstr("did you mean ISMS?"));
}

TEST(RuleCompiler, RefusesSettingsOutsideTheirRange) {
    EXPECT_THAT(faults_of({"\nset doubt-of-commitment = 11\n"}),
                testing::AllOf(testing::HasSubstr("f0.rules:2:"),
                               testing::HasSubstr("doubt-of-commitment is between 0 and 10")));
    EXPECT_THAT(faults_of({"set doubt-of-unnamed = 10.5\n"}), testing::HasSubstr("f0.rules:1:"));
    EXPECT_THAT(faults_of({"set doubt-of-descriptions = 0.2\n"}),
                testing::HasSubstr("did you mean doubt-of-description?"));
    EXPECT_THAT(faults_of({"set shown-at = 1.5\n"}), testing::HasSubstr("shown-at is between 0 and 1"));
}

TEST(RuleCompiler, RefusesDefinitionsThatNestTooDeep) {
    std::string text = "define d0 = x\n";
    for (int i = 1; i < 1000; ++i) {
        text += "define d" + std::to_string(i) + " = $d" + std::to_string(i - 1) + " near/2 y" +
                std::to_string(i) + "\n";
    }
    EXPECT_THAT(faults_of({text + rule("$d999")}), testing::HasSubstr("CM110"));
}

TEST(RuleCompiler, RefusesPhrasesLongerThanASentence) {
    std::string phrase;
    for (int i = 0; i <= 1000; ++i) phrase += "x ";
    EXPECT_THAT(faults_of_match("\"" + phrase + "\""),
                testing::AllOf(testing::HasSubstr("CM110"), testing::HasSubstr("more than 1000 words")));
}

TEST(RuleCompiler, SharesEqualExpressions) {
    const auto one = compile(rule("x near/3 (y | z)"));
    const auto two = compile(rule("x near/3 (y | z)", "aspect b required \"b\" { match x near/3 (z | y) }"));
    EXPECT_EQ(one->program().nodes.size(), two->program().nodes.size());
}

TEST(RuleCompiler, HashesTheTextOfTheRules) {
    EXPECT_EQ(compile(rule("x"))->hash(), compile(rule("x"))->hash());
    EXPECT_NE(compile(rule("x"))->hash(), compile(rule("y"))->hash());
}

TEST(RuleCompiler, ListsItsPhrases) {
    const auto rules = compile(
        "rule r {\ntitle \"R\"\nclauses iso27001:2022/A.8.13\naspect a required \"a\" {\nmatch \"Two Words\" "
        "| one\n}\n}\n");
    EXPECT_THAT(rules->phrases(), testing::ElementsAre("one", "two words"));
}

}  // namespace
}  // namespace clausemark::test
