// SPDX-License-Identifier: Apache-2.0
// Each form of an expression, alone and where it must not match.
#include "tests/indexer/matcher/rules_for_tests.h"

namespace clausemark::test {
namespace {

TEST(MatcherWords, AreComparedByStemAndFoldedCase) {
    EXPECT_EQ(matched("backup", "Two BACKUPS exist."), "BACKUPS");
    EXPECT_EQ(matched("\"restore test\"", "Restoring tests are fun."), "Restoring tests");
    EXPECT_EQ(matched("backup", "Nothing here."), "-");
}

TEST(MatcherWords, TakeAHyphenForASpaceAndLeaveThePossessiveOut) {
    EXPECT_EQ(matched("log-on", "The log on screen"), "log on");
    EXPECT_EQ(matched("\"log on\"", "The Log-on screen"), "Log-on");
    EXPECT_EQ(matched("\"supplier contract\"", "the supplier\xE2\x80\x99s contract"),
              "supplier\xE2\x80\x99s contract");
}

TEST(MatcherWords, ReadAliasesAsTheWordTheyStandFor) {
    EXPECT_EQ(matched("organisation", "The organization decides."), "organization");
    EXPECT_EQ(matched("organization", "The organisation decides."), "organisation");
}

TEST(MatcherWords, DoNotReachAcrossSentences) {
    EXPECT_EQ(matched("\"restore test\"", "We restore. Test it."), "-");
}

TEST(MatcherExact, ComparesLettersAndCase) {
    EXPECT_EQ(matched("'CAB'", "The CAB meets, a cab waits."), "CAB");
    EXPECT_EQ(matched("'CAB'", "A cab waits."), "-");
}

TEST(MatcherAlternatives, AreAllFound) {
    EXPECT_EQ(matched("a1 | \"b1 c1\"", "b1 c1 then a1"), "b1 c1|a1");
}

TEST(MatcherSequence, TakesOptionalPartsOrLeavesThem) {
    EXPECT_EQ(matched("(x1 | y1) z1? w1", "y1 w1. x1 z1 w1."), "y1 w1|x1 z1 w1");
    EXPECT_EQ(matched("z1? w1", "so w1"), "w1");
    EXPECT_EQ(matched("(x1 | y1) w1", "y1 and w1"), "-");
}

TEST(MatcherNear, CountsTheWordsBetweenInAnyOrder) {
    EXPECT_EQ(matched("x1 near/2 y1", "y1 one two x1"), "y1|x1");
    EXPECT_EQ(matched("x1 near/2 y1", "y1 one two three x1"), "-");
    EXPECT_EQ(matched("x1 near/2 y1", "y1 one. Two x1"), "-");
}

TEST(MatcherNear, LetsNoWordServeBothSides) {
    EXPECT_EQ(matched("backup near/3 (backup | copy)", "one backup here"), "-");
    EXPECT_EQ(matched("backup near/3 (backup | copy)", "one backup copy"), "backup copy");
}

TEST(MatcherNear, TakesAWordFromBetweenTheTwoOfAPair) {
    EXPECT_EQ(matched("(x1 near/5 y1) near/1 z1", "x1 z1 and y1"), "x1 z1|y1");
}

TEST(MatcherThen, KeepsTheOrder) {
    EXPECT_EQ(matched("x1 then/3 y1", "x1 and y1"), "x1|y1");
    EXPECT_EQ(matched("x1 then/3 y1", "y1 and x1"), "-");
}

TEST(MatcherAnd, StaysInTheSentence) {
    EXPECT_EQ(matched("x1 and y1", "y1 a b c d e f g h i j x1"), "y1|x1");
    EXPECT_EQ(matched("x1 and y1", "Only x1. Then y1."), "-");
}

TEST(MatcherWith, LooksInThePassageAndGivesTheLeft) {
    EXPECT_EQ(matched("x1 with y1", "Only x1. Then y1."), "x1");
    EXPECT_EQ(matched("x1 with y1", "Only x1.\n\nThen y1."), "-");
}

TEST(MatcherUnless, BarsTheSentenceAlone) {
    EXPECT_EQ(matched("x1 unless y1", "x1 y1. Other x1."), "x1");
    EXPECT_EQ(matched("x1 unless y1", "x1 y1."), "-");
}

TEST(MatcherClasses, ReadNumbersUnitsAndPeriods) {
    EXPECT_EQ(matched("<duration>", "within 24-hour shifts, two days"), "24-hour|two days");
    EXPECT_EQ(matched("<duration>", "about twenty four hours"), "twenty four hours");
    EXPECT_EQ(matched("<quantity>", "at least 12 characters"), "12 characters");
    EXPECT_EQ(matched("<duration>", "at least 12 characters"), "-");
    EXPECT_EQ(matched("<frequency>", "quarterly, or every 2 days, or each day"),
              "quarterly|every 2 days|each day");
    EXPECT_EQ(matched("<number>", "1,000 and 3.5 but 9.2.1"), "1,000|3.5");
    EXPECT_EQ(matched("<date>", "on 2024-05-12, 3 May 2024 and 12/05/24; it may be"),
              "2024-05-12|3 May 2024|12/05/24");
}

TEST(MatcherContext, SeesHeadingsPathAndTitle) {
    const std::string text = "# Alpha\n\n## Beta\n\nSome x1 here.\n";
    const auto found = [&](const std::string& match) { return matched(match, text, {}, Format::markdown); };
    EXPECT_EQ(found("x1 with heading(beta)"), "x1");
    EXPECT_EQ(found("x1 with heading(alpha)"), "-");
    EXPECT_EQ(found("x1 and path(alpha)"), "x1");
    EXPECT_EQ(found("x1 and title(alpha)"), "x1");
    EXPECT_EQ(found("x1 unless path(alpha)"), "-");
    EXPECT_EQ(matched("x1 and title(gamma)", "x1", {.title = "Gamma rays"}), "x1");
    EXPECT_EQ(matched("x1 and heading(gamma)", "x1", {.heading_path = {"Gamma"}}), "x1");
}

TEST(MatcherContext, SeesTheWholeSection) {
    const std::string text = "# One\n\nSome x1.\n\nLater y1.\n\n# Two\n\nOther x1.\n";
    EXPECT_EQ(matched("x1 with section(y1)", text, {}, Format::markdown), "x1");
    EXPECT_EQ(matched("x1 with section(z1)", text, {}, Format::markdown), "-");
}

TEST(MatcherFacts, GiveTheCapturedValueInBaseUnits) {
    const auto rules = compile(rule("backup", "fact retention = backup near/6 (<duration> as value)\n"));
    Analyzer analyzer(rules);
    const Document document = page("Backups are kept for 30 days, logs for 2 hours.");
    const Analysis analysis = analyzer.analyze(document);
    ASSERT_EQ(analysis.facts.size(), 1u);
    EXPECT_EQ(analysis.facts[0].parameter, "retention");
    EXPECT_EQ(analysis.facts[0].measure.value, 30 * 86400);
    EXPECT_EQ(analysis.facts[0].measure.dimension, "duration");
    EXPECT_EQ(analysis.facts[0].span.of(document.text), "30 days");
}

}  // namespace
}  // namespace clausemark::test
