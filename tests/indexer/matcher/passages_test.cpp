// SPDX-License-Identifier: Apache-2.0
// How passages are read together with what stands around them, how strongly they speak, and what is shown.
#include <cmath>

#include "indexer/matcher/score.h"
#include "tests/indexer/matcher/rules_for_tests.h"

namespace clausemark::test {
namespace {

std::string on_page(const std::string& match, const std::string& text) {
    return matched(match, text, {}, Format::markdown);
}

TEST(MatcherLeadIns, JoinTheItemIntoOneSentence) {
    EXPECT_EQ(on_page("staff then/3 lock", "Staff must:\n\n- lock screens\n- go home\n"), "Staff|lock");
    EXPECT_EQ(on_page("\"must lock\"", "Staff must:\n\n- lock screens\n"), "must|lock");
    EXPECT_EQ(on_page("staff", "Staff must:\n\n- lock screens\n"), "Staff")
        << "the lead-in itself, not its item";
}

TEST(MatcherLeadIns, GoUpThroughNestedItems) {
    EXPECT_EQ(on_page("staff and screens", "Staff must:\n\n- lock\n  - screens\n"), "Staff|screens");
}

TEST(MatcherLeadIns, AreTheLastSentenceOfTheirParagraph) {
    EXPECT_EQ(on_page("hello and screens", "Hello all. Staff lock:\n\n- screens\n"), "-");
}

TEST(MatcherTables, PairEachCellWithItsColumn) {
    const std::string table = "| Data | Kept for |\n|---|---|\n| payroll | 7 days |\n";
    EXPECT_EQ(on_page("kept then/1 <duration>", table), "Kept|7 days");
    EXPECT_EQ(on_page("payroll and <duration>", table), "payroll|7 days");
    EXPECT_EQ(on_page("\"payroll kept\"", table), "-") << "cells do not touch";
}

TEST(MatcherPassages, NeverReadCode) {
    EXPECT_EQ(on_page("backup", "```\nbackup\n```\n"), "-");
}

TEST(MatcherStrength, ComesFromTheSentence) {
    EXPECT_EQ(strength("x1", "You must x1."), Strength::commitment);
    EXPECT_EQ(strength("x1", "You must not x1."), Strength::commitment);
    EXPECT_EQ(strength("x1", "Log the x1."), Strength::commitment);
    EXPECT_EQ(strength("x1", "1. Log the x1."), Strength::commitment);
    EXPECT_EQ(strength("x1", "The log of x1."), Strength::mention);
    EXPECT_EQ(strength("x1", "You should x1."), Strength::description);
    EXPECT_EQ(strength("x1", "The x1 is reviewed."), Strength::description);
    EXPECT_EQ(strength("x1", "The x1 is reviewed.", {.title = "Change procedure"}), Strength::commitment);
    EXPECT_EQ(strength("x1", "The x1 is reviewed.", {.type = "procedure"}), Strength::commitment);
    EXPECT_EQ(strength("x1", "The x1."), Strength::mention);
}

TEST(MatcherStrength, IsAMentionInDenialsQuestionsAndExamples) {
    EXPECT_EQ(strength("x1", "x1 is not what you must do."), Strength::mention);
    EXPECT_EQ(strength("x1", "Must we x1? Yes."), Strength::mention);
    EXPECT_EQ(strength("x1", "You must, for example, x1."), Strength::mention);
    EXPECT_EQ(strength("x1", "You must x1. There is no rain."), Strength::commitment);
}

TEST(MatcherStrength, ComesFromTheLeadInToo) {
    EXPECT_EQ(strength("x1", "Staff must:\n\n- go. Then x1.\n"), Strength::commitment);
    EXPECT_EQ(strength("x1", "What must we do?\n\n- x1 is reviewed\n"), Strength::commitment);
}

TEST(MatcherStrength, IsAMentionInQuotationsAndListsOfLinks) {
    EXPECT_EQ(strength("x1", "> You must x1.\n"), Strength::mention);
    EXPECT_EQ(strength("x1", "- [You must x1](y.md)\n"), Strength::mention);
    EXPECT_EQ(strength("x1", "- [You must x1](y.md) every day, without fail\n"), Strength::commitment);
}

Analysis analyze(const std::string& rules, const std::string& text, const PageContext& context = {}) {
    Analyzer analyzer(compile(rules));
    return analyzer.analyze(page(text), context);
}

TEST(MatcherScore, CombinesMatchesByStrengthAndTopics) {
    const auto found = analyze(rule("(0.5) x1", "topic(0.2) y1\n"), "You must x1 the y1.");
    ASSERT_EQ(found.hits.size(), 1u);
    EXPECT_DOUBLE_EQ(found.hits[0].score, score_of(0.5 + 0.2));
    ASSERT_EQ(found.tags.size(), 1u);
    EXPECT_TRUE(found.tags[0].shown);
    EXPECT_THAT(found.tags[0].aspects, testing::ElementsAre(0));
}

TEST(MatcherScore, CountsATopicInAHeadingByItsFactor) {
    const auto found = analyze(rule("(0.5) x1", "topic(0.2) y1\n") + "set heading-topic = 0.5\n",
                               "# On y1\n\nYou must x1.\n");
    ASSERT_EQ(found.hits.size(), 2u);
    EXPECT_DOUBLE_EQ(found.hits[0].score, score_of(0.2 * 0.5));
    EXPECT_DOUBLE_EQ(found.hits[1].score, score_of(0.5 + 0.2 * 0.5));
    EXPECT_FALSE(found.tags[0].shown) << "a heading is no evidence";
    EXPECT_TRUE(found.tags[1].shown);
}

TEST(MatcherScore, NeverShowsATopicAHeadingOrAMention) {
    EXPECT_FALSE(analyze(rule("x1", "topic(1) y1\n"), "You must y1.").tags.at(0).shown);
    EXPECT_FALSE(analyze(rule("x1"), "# You must x1\n").tags.at(0).shown);
    EXPECT_FALSE(analyze(rule("x1"), "The x1.").tags.at(0).shown);
}

TEST(MatcherRules, AreSilentWhereUnlessHolds) {
    EXPECT_TRUE(analyze(rule("x1", "unless y1\n"), "You must x1. Also y1.").hits.empty());
    EXPECT_EQ(analyze(rule("x1", "unless y1\n"), "You must x1.\n\nAlso y1.").hits.size(), 1u);
}

TEST(MatcherRules, RankRelatedClausesAndNeverShowThem) {
    const auto found = analyze(rule("x1", "related(0.9) iso27001:2022/A.5.30\n"), "You must x1.");
    ASSERT_EQ(found.tags.size(), 2u);
    EXPECT_FALSE(found.tags[0].shown);
    EXPECT_DOUBLE_EQ(found.tags[0].score, score_of(0.9));
    EXPECT_TRUE(found.tags[1].shown);
}

TEST(MatcherRules, KeepAnAspectToTheClausesItBelongsTo) {
    const auto found = analyze(lexicon + R"(rule r { title "R"
        clauses iso27001:2022/A.8.13, iso27001:2013/A.12.3.1
        aspect a required "a" { only iso27001:2022/A.8.13
          match x1 } })",
                               "You must x1.");
    ASSERT_EQ(found.tags.size(), 2u);
    int shown = 0;
    for (const Tag& tag : found.tags) {
        if (!tag.shown) continue;
        ++shown;
        EXPECT_EQ(catalogue()->clause(tag.clause).id, "iso27001:2022/A.8.13");
    }
    EXPECT_EQ(shown, 1);
}

const std::string systems = lexicon + R"(
system ISMS = isms | "information security management system"
system SMS = "service management system"
rule r { title "R"
  clauses iso27001:2022/9.2.1, iso20000-1:2018/9.2
  aspect a required "a" { match audit } })";

std::string shown_systems(const std::string& text, const PageContext& context = {}) {
    std::string out;
    for (const Tag& tag : analyze(systems, text, context).tags) {
        if (tag.shown) out += catalogue()->standard_of(tag.clause).system + " ";
    }
    return out;
}

TEST(MatcherSystems, AreDecidedByTheNearestLevelThatNamesOne) {
    EXPECT_EQ(shown_systems("We must audit."), "ISMS SMS ");
    EXPECT_EQ(shown_systems("We must audit the ISMS."), "ISMS ");
    EXPECT_EQ(shown_systems("We must audit the ISMS and the service management system."), "ISMS SMS ");
    EXPECT_EQ(shown_systems("# ISMS\n\nWe must audit.\n"), "ISMS ");
    EXPECT_EQ(shown_systems("# ISMS\n\nWe must audit the service management system.\n"), "SMS ");
    EXPECT_EQ(shown_systems("We must audit.", {.title = "ISMS audit"}), "ISMS ");
    EXPECT_EQ(shown_systems("We must audit.", {.system = "SMS"}), "SMS ");
    EXPECT_EQ(shown_systems("We must audit.", {.title = "ISMS audit", .system = "SMS"}), "ISMS ");
}

std::vector<ClauseScore> ranked(const std::shared_ptr<const RuleSet>& rules, const std::string& text,
                                const PageContext& context = {}) {
    const Document document = page(text);
    return Ranker(rules).rank(document, context, Analyzer(rules).analyze(document, context));
}

/// Two rules with words of their own that match nothing below.
std::shared_ptr<const RuleSet> worded_rules(const std::string& more = "") {
    return compile(lexicon + more + R"(
rule copies {
 title "Copies of data"
 clauses iso27001:2022/A.8.13
 aspect a required "copies" { match x1 }
 example "Tapes are kept in a vault."
}
rule desks {
 title "Desks"
 clauses iso27001:2022/A.7.7, iso20000-1:2018/8.1
 aspect a required "desks" { match y1 near/3 paper }
 example "Drawers are locked."
}
)");
}

TEST(MatcherRanking, SumsOverThePassagesWhichCountLessTheLaterTheyStand) {
    const auto found =
        ranked(compile(rule("x1")), "You must x1.\n\nAgain you must x1.\n\nStill you must x1.\n");
    ASSERT_EQ(found.size(), 1u);
    const double sum = 1 + 1 / std::sqrt(2) + 1 / std::sqrt(3);
    EXPECT_DOUBLE_EQ(found[0].weight, sum);
    EXPECT_EQ(found[0].likeness, 1)
        << "the only clause with words is the likest, and gets half as much again";
    EXPECT_DOUBLE_EQ(found[0].score, score_of(sum * 1.5));
    EXPECT_EQ(found[0].evidence.size(), 3u);
    EXPECT_TRUE(found[0].shown);
}

TEST(MatcherRanking, TakesTheLeadingClauseToHaveTwoSureMatchesWhereItHasLess) {
    const auto found = ranked(compile(rule("(0.5) x1")), "You must x1.");
    ASSERT_EQ(found.size(), 1u);
    EXPECT_DOUBLE_EQ(found[0].weight, 0.5);
    EXPECT_DOUBLE_EQ(found[0].score, score_of(0.5 + 0.5 * 2));
}

TEST(MatcherRanking, PutsFirstWhatATextSaysFirst) {
    const auto rules = worded_rules();
    const auto first = [&](const std::string& text) {
        return rules->catalogue().clause(ranked(rules, text).front().clause).number;
    };
    EXPECT_EQ(first("You must x1.\n\nYou must y1 paper.\n\nNothing.\n"), "A.8.13");
    EXPECT_EQ(first("You must y1 paper.\n\nYou must x1.\n\nNothing.\n"), "A.7.7");
}

TEST(MatcherRanking, CountsTwiceTheTitleThatComesFromOutside) {
    const auto found =
        ranked(compile(rule("x1", "topic(0.5) backup\n")), "Nothing.", {.title = "Backup policy"});
    ASSERT_EQ(found.size(), 1u);
    EXPECT_FALSE(found[0].shown);
    EXPECT_DOUBLE_EQ(found[0].weight, 2 * 0.8 * 0.5);
}

TEST(MatcherRanking, PutsTheClauseFirstWhoseRulesSpeakInTheWordsOfTheText) {
    const auto found = ranked(worded_rules(), "a tape in the vault");
    ASSERT_FALSE(found.empty());
    EXPECT_EQ(catalogue()->clause(found[0].clause).id, "iso27001:2022/A.8.13");
    EXPECT_EQ(found[0].likeness, 1);
    EXPECT_FALSE(found[0].shown);
    EXPECT_TRUE(found[0].rules.empty());
    EXPECT_TRUE(found[0].evidence.empty());
}

TEST(MatcherRanking, KnowsNoSubjects) {
    const std::string text = "Tapes and roast soups. A drawer for the soup.";
    const auto without = ranked(worded_rules(), text);
    const auto with = ranked(worded_rules("subject meals \"soup roast tape\"\n"), text);
    ASSERT_EQ(with.size(), without.size());
    for (std::size_t i = 0; i < with.size(); ++i) {
        EXPECT_EQ(with[i].clause, without[i].clause);
        EXPECT_EQ(with[i].score, without[i].score);
    }
}

TEST(MatcherRanking, MeasuresLikenessWithinEachStandard) {
    const auto found = ranked(worded_rules(), "tapes, vaults and a drawer");
    const auto likeness = [&](std::string_view id) {
        for (const ClauseScore& score : found) {
            if (catalogue()->clause(score.clause).id == id) return score.likeness;
        }
        return -1.0;
    };
    EXPECT_EQ(likeness("iso27001:2022/A.8.13"), 1);
    EXPECT_LT(likeness("iso27001:2022/A.7.7"), 1);
    EXPECT_EQ(likeness("iso20000-1:2018/8.1"), 1);
}

TEST(MatcherRanking, GivesLikenessLessThanWhatARuleFinds) {
    const auto found = ranked(worded_rules(), "You must y1 paper. Tapes, tapes in vaults.");
    ASSERT_GE(found.size(), 2u);
    EXPECT_EQ(catalogue()->clause(found.back().clause).id, "iso27001:2022/A.8.13")
        << "the likest clause of its standard, behind the one that a rule found";
}

/// Whether the backup clause is shown, and why not.
Withheld withheld(const std::shared_ptr<const RuleSet>& rules, const std::string& text) {
    const Analysis analysis = Analyzer(rules).analyze(page(text));
    for (const Tag& tag : analysis.tags) {
        if (catalogue()->clause(tag.clause).id == "iso27001:2022/A.8.13") return tag.withheld;
    }
    return Withheld::topic;
}

TEST(MatcherShare, WithholdsATagOnAPageAboutOtherThings) {
    const auto rules = compile(lexicon + R"(
set page-share = 0.25
set stands-alone = 0.7
rule copies {
 title "Copies"
 clauses iso27001:2022/A.8.13
 aspect a required "copies" {
  match x1
  match(0.5) x2
 }
}
rule desks {
 title "Desks"
 clauses iso27001:2022/A.7.7
 aspect a required "desks" { match y1 }
}
)");
    std::string desks;
    for (int i = 0; i < 5; ++i) desks += "\n\nStaff must y1.";
    EXPECT_EQ(withheld(rules, "You must x1."), Withheld::no) << "alone on its page";
    EXPECT_EQ(withheld(rules, "You must x1." + desks), Withheld::elsewhere) << "a fifth of what leads";
    EXPECT_EQ(withheld(rules, "You must x1.\n\nWe must x1." + desks), Withheld::no) << "two fifths";
    EXPECT_EQ(withheld(rules, "You must x1 and x2." + desks), Withheld::no) << "stands alone";
}

TEST(MatcherTables, ReadARowAsOneSentence) {
    const auto table = [](const std::string& head, const std::string& row) {
        return "| " + head + " |\n|---|---|\n| " + row + " |\n";
    };
    EXPECT_EQ(strength("x1", table("Rule | Note", "Staff must x1 | none")), Strength::commitment);
    EXPECT_EQ(strength("x1", table("Thing | Note", "x1 | staff must rest")), Strength::commitment);
    EXPECT_EQ(strength("x1", table("Thing | Staff must", "y1 | x1")), Strength::commitment);
    EXPECT_EQ(strength("x1", table("Thing | Note", "x1 | y1")), Strength::mention);
}

TEST(MatcherExplain, NamesRuleAspectExpressionAndWords) {
    const auto rules = compile(rule("x1 near/3 y1"));
    Analyzer analyzer(rules);
    const Document document = page("You must x1 the y1.");
    const auto why = explain(*rules, document, analyzer.analyze(document));
    ASSERT_EQ(why.size(), 1u);
    EXPECT_EQ(why[0].rule, "r");
    EXPECT_EQ(why[0].aspect, "a");
    EXPECT_EQ(why[0].expression, "x1 near/3 y1");
    EXPECT_THAT(why[0].words, testing::ElementsAre("x1", "y1"));
}

}  // namespace
}  // namespace clausemark::test
