// SPDX-License-Identifier: Apache-2.0
// Conflicts among facts written by hand, in any order of the facts, and among very many.
#include "indexer/conflicts/conflicts.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace clausemark {
namespace {

constexpr double tolerance = 0.07;

FactStatement fact(const std::string& page, double length, std::vector<std::string> scope = {},
                   std::vector<std::string> subject = {}, bool labelled = false) {
    FactStatement made;
    made.document = {"wiki", page};
    made.title = "Page " + page;
    made.fact.parameter = "password-minimum-length";
    made.fact.measure = {length, length, Bound::at_least, "length", "character"};
    made.fact.written = std::to_string(static_cast<int>(length)) + " characters";
    made.fact.scope = std::move(scope);
    made.fact.subject = std::move(subject);
    made.fact.labelled = labelled;
    return made;
}

std::vector<std::string> explained(const std::vector<FactStatement>& facts) {
    std::vector<std::string> out;
    for (const Conflict& conflict : find_conflicts(facts, tolerance)) out.push_back(conflict.explanation);
    return out;
}

using Words = std::vector<std::string>;

TEST(Conflicts, AreExplainedInOneSentence) {
    EXPECT_EQ(explained({fact("A", 12), fact("B", 8)}),
              Words{"Password minimum length: 12 characters on Page A, 8 characters on Page B."});
    EXPECT_EQ(
        explained({fact("A", 12), fact("B", 8), fact("C", 12)}),
        Words{"Password minimum length: 12 characters on Page A and 1 more page, 8 characters on Page B."});
    EXPECT_TRUE(explained({fact("A", 12), fact("B", 12)}).empty());
}

TEST(Conflicts, AreFoundInOneDocument) {
    std::vector<FactStatement> facts = {fact("A", 12), fact("A", 8)};
    EXPECT_TRUE(find_conflicts(facts, tolerance).empty());  // one passage
    facts.back().fact.passage = 7;
    const auto found = find_conflicts(facts, tolerance);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_TRUE(found.front().one_document);
}

TEST(Conflicts, AreNoneBetweenCopiesThatStateBothValues) {
    const Words one = {"clip"};
    const Words two = {"clip", "welcome"};
    const std::vector<FactStatement> copies = {fact("A", 48, {}, one), fact("A", 30, {}, one),
                                               fact("B", 48, {}, two), fact("B", 30, {}, two)};
    EXPECT_TRUE(explained(copies).empty());
    std::vector<FactStatement> more = copies;
    more.push_back(fact("C", 60, {}, one));
    EXPECT_EQ(explained(more).size(), 1u) << "a third value is one all the same";
}

TEST(Conflicts, NeedOneScope) {
    const Words admin = {"who:administrator"};
    EXPECT_TRUE(explained({fact("A", 16, admin), fact("B", 12)}).empty());
    EXPECT_TRUE(explained({fact("A", 16, admin), fact("B", 12, {"who:supplier"})}).empty());
    EXPECT_EQ(explained({fact("A", 16, admin), fact("B", 12, admin)}).size(), 1u);
    EXPECT_TRUE(
        explained({fact("A", 16, {"environment:production"}), fact("B", 12, {"environment:test"})}).empty());
    EXPECT_TRUE(
        explained({fact("A", 16, {"severity:1", "who:customer"}), fact("B", 12, {"severity:1"})}).empty());
}

TEST(Conflicts, NeedAWordOfTheLabel) {
    EXPECT_TRUE(
        explained({fact("A", 16, {}, {"laptop"}, true), fact("B", 12, {}, {"server"}, true)}).empty());
    EXPECT_TRUE(explained({fact("A", 16, {}, {"laptop"}, true), fact("B", 12)}).empty());
    EXPECT_EQ(explained({fact("A", 16, {}, {"laptop"}, true), fact("B", 12, {}, {"every", "laptop"})}).size(),
              1u);
}

TEST(Conflicts, AreNoneAmongTheItemsOfOneList) {
    FactStatement daily = fact("A", 1);
    FactStatement weekly = fact("A", 7);
    weekly.fact.passage = 5;
    weekly.fact.place.text = {50, 60};
    EXPECT_EQ(explained({daily, weekly}).size(), 1u);
    daily.list = weekly.list = 2;
    EXPECT_TRUE(explained({daily, weekly}).empty());
    EXPECT_TRUE(explained({daily, weekly, fact("B", 7)}).empty());
    EXPECT_EQ(explained({daily, weekly, fact("B", 30)}).size(), 1u);
}

TEST(Conflicts, AreNoneInOneDocumentThatSpeaksOfDifferentThings) {
    FactStatement hot = fact("A", 1, {}, {"hot", "standby", "active"});
    FactStatement cold = fact("A", 24, {}, {"cold", "standby", "tape"});
    cold.fact.passage = 5;
    EXPECT_TRUE(explained({hot, cold}).empty());
    cold.fact.subject = hot.fact.subject;
    EXPECT_EQ(explained({hot, cold}).size(), 1u);
}

TEST(Conflicts, AreFoundInPlainSentencesOfOneWordUnderOneHeading) {
    FactStatement one = fact("A", 30, {}, {"backup"});
    FactStatement two = fact("A", 90, {}, {"backup"});
    one.section = two.section = 4;
    two.fact.passage = 9;
    EXPECT_EQ(explained({one, two}).size(), 1u);
    two.section = 7;
    EXPECT_TRUE(explained({one, two}).empty()) << "under another heading it may be another thing";
    two.section = 4;
    two.fact.subject = {"log"};
    EXPECT_TRUE(explained({one, two}).empty());
}

TEST(Conflicts, HaveKeysOfWhatIsSaidAndNotOfWhereItStands) {
    const auto stated = [](const std::string& page, double length, std::uint64_t words) {
        FactStatement made = fact(page, length);
        made.words = words;
        return made;
    };
    const auto keys = [](const std::vector<FactStatement>& facts) {
        std::vector<std::uint64_t> out;
        for (const Conflict& conflict : find_conflicts(facts, tolerance)) out.push_back(conflict.key);
        return out;
    };
    const auto before = keys({stated("A", 12, 1), stated("B", 8, 2)});
    ASSERT_EQ(before.size(), 1u);
    EXPECT_EQ(keys({stated("renamed", 12, 1), stated("elsewhere", 8, 2)}), before);
    EXPECT_EQ(keys({stated("A", 12, 1), stated("B", 8, 2), stated("copy of B", 8, 2)}), before);
    EXPECT_NE(keys({stated("A", 12, 1), stated("B", 8, 3)}), before) << "said in other words";
    EXPECT_NE(keys({stated("A", 12, 1), stated("B", 9, 2)}), before) << "another value";
    EXPECT_NE(keys({stated("A", 12, 1), stated("B", 8, 2), stated("C", 8, 4)}), before) << "one page more";
}

TEST(Conflicts, DoNotJoinLabelsThroughWhatSpeaksOfBoth) {
    const FactStatement firewall = fact("A", 30, {}, {"firewall"}, true);
    const FactStatement server = fact("B", 90, {}, {"server"}, true);
    const FactStatement both = fact("C", 365, {}, {"all", "firewall", "server"});
    const auto found = find_conflicts(std::vector<FactStatement>{firewall, server, both}, tolerance);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found.front().values.size(), 2u);
}

TEST(Conflicts, WithMoreInCommonStandFirst) {
    FactStatement a = fact("A", 90, {}, {"mailbox"});
    FactStatement b = fact("B", 30, {}, {"mailbox"});
    a.fact.parameter = b.fact.parameter = "z-mailbox-time";
    const auto found = explained({fact("C", 90, {}, {"one"}), fact("D", 30, {}, {"two"}), a, b});
    ASSERT_EQ(found.size(), 2u);
    EXPECT_TRUE(found.front().starts_with("Z mailbox time"));
}

TEST(Conflicts, DoNotDependOnTheOrderOfFacts) {
    std::mt19937 random(5);
    std::vector<FactStatement> facts;
    for (int i = 0; i < 60; ++i) {
        facts.push_back(fact("P" + std::to_string(random() % 20), 8 + static_cast<double>(random() % 4),
                             random() % 3 == 0 ? Words{"who:administrator"} : Words{},
                             random() % 3 == 0 ? Words{"laptop"} : Words{}, random() % 2 == 0));
        facts.back().fact.place.text = {static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(i + 1)};
        facts.back().fact.parameter += std::to_string(random() % 3);
    }
    const auto first = find_conflicts(facts, tolerance);
    EXPECT_FALSE(first.empty());
    for (int i = 0; i < 10; ++i) {
        std::shuffle(facts.begin(), facts.end(), random);
        const auto again = find_conflicts(facts, tolerance);
        ASSERT_EQ(again.size(), first.size());
        for (std::size_t c = 0; c < first.size(); ++c) {
            EXPECT_EQ(again[c].key, first[c].key);
            EXPECT_EQ(again[c].explanation, first[c].explanation);
        }
    }
}

TEST(Conflicts, AmongVeryManyFactsAreFound) {
    std::vector<FactStatement> facts;
    for (int i = 0; i < 100000; ++i) {
        facts.push_back(fact("P" + std::to_string(i), 1 + i, {}, {"word" + std::to_string(i)}));
    }
    EXPECT_EQ(find_conflicts(facts, tolerance).size(), 1u);
}

}  // namespace
}  // namespace clausemark
