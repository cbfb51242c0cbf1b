// SPDX-License-Identifier: Apache-2.0
// What holds for any two texts, on random ones, and how comparing behaves on hostile ones.
#include <gtest/gtest.h>

#include <algorithm>
#include <random>

#include "indexer/drift/drift.h"
#include "parser/core/limits.h"
#include "tests/indexer/drift/shipped_rules.h"

namespace clausemark {
namespace {

std::vector<DriftPassage> passages(const std::vector<std::string>& texts,
                                   PassageKind kind = PassageKind::list_item) {
    std::vector<DriftPassage> out;
    for (const std::string& text : texts) out.push_back({text, kind, {}});
    return out;
}

Drift compare(const std::vector<std::string>& left, const std::vector<std::string>& right) {
    static DriftFinder finder(test::shipped_rules());
    return finder.compare(passages(left), passages(right));
}

std::vector<std::string> random_text(std::mt19937& random) {
    static const std::vector<std::string> words = {
        "the",      "service", "owner",     "must",       "should",   "not",    "review",  "rights",
        "every",    "90",      "30",        "days",       "within",   "4",      "24",      "hours",
        "one",      "day",     "SIRO",      "all",        "at least", "staff.", "section", "12",
        "характер", "é\u0301", "passwords", "quarterly.", "<",        "and",    "a"};
    std::vector<std::string> out(random() % 6);
    for (std::string& text : out) {
        for (std::size_t n = random() % 12; n > 0; --n) text += words[random() % words.size()] + " ";
    }
    return out;
}

DriftKind exchanged(DriftKind kind) {
    if (kind == DriftKind::missing) return DriftKind::added;
    return kind == DriftKind::added ? DriftKind::missing : kind;
}

TEST(DriftProperties, ATextDoesNotDriftFromItself) {
    std::mt19937 random(1);
    for (int i = 0; i < 300; ++i) {
        const auto text = random_text(random);
        const Drift drift = compare(text, text);
        EXPECT_TRUE(drift.differences.empty());
        for (const DriftPair& pair : drift.pairs) EXPECT_FALSE(pair.moved);
    }
}

TEST(DriftProperties, ExchangingTheSidesExchangesTheResult) {
    std::mt19937 random(2);
    for (int i = 0; i < 500; ++i) {
        const auto a = random_text(random);
        const auto b = random_text(random);
        const Drift one = compare(a, b);
        const Drift two = compare(b, a);
        EXPECT_EQ(one.left, two.right);
        EXPECT_EQ(one.right, two.left);
        ASSERT_EQ(one.differences.size(), two.differences.size());
        for (std::size_t d = 0; d < one.differences.size(); ++d) {
            const Difference& x = one.differences[d];
            const Difference& y = two.differences[d];
            EXPECT_EQ(x.kind, exchanged(y.kind));
            EXPECT_EQ(x.weight, y.weight);
            EXPECT_EQ(x.left_words, y.right_words);
            EXPECT_EQ(x.right_words, y.left_words);
            EXPECT_EQ(x.key, y.key);
            EXPECT_EQ(one.pairs[x.pair].left, two.pairs[y.pair].right);
        }
    }
}

TEST(DriftProperties, EverySentenceStandsInOnePairAndSpansLieInIt) {
    std::mt19937 random(3);
    for (int i = 0; i < 300; ++i) {
        const auto a = random_text(random);
        const auto b = random_text(random);
        const Drift drift = compare(a, b);
        std::vector<int> left(drift.left.size(), 0);
        std::vector<int> right(drift.right.size(), 0);
        std::uint32_t last = 0;
        for (const DriftPair& pair : drift.pairs) {
            if (pair.left != no_sentence) {
                ++left[pair.left];
                EXPECT_GE(pair.left, last);
                last = pair.left;
                for (const Span span : pair.left_words)
                    EXPECT_TRUE(drift.left[pair.left].span.contains(span));
            }
            if (pair.right != no_sentence) ++right[pair.right];
        }
        EXPECT_EQ(std::count(left.begin(), left.end(), 1), static_cast<std::ptrdiff_t>(left.size()));
        EXPECT_EQ(std::count(right.begin(), right.end(), 1), static_cast<std::ptrdiff_t>(right.size()));
        for (const Difference& d : drift.differences) {
            EXPECT_GT(d.weight, 0);
            EXPECT_LE(d.weight, 1);
            EXPECT_FALSE(d.left_words.empty() && d.right_words.empty());
        }
    }
}

// What is quadratic takes hours here, and ends by the time limit of every test.

TEST(DriftOfHostileText, TakesAHundredThousandEqualSentencesOnBothSides) {
    std::vector<std::string> left(100000, "Passwords must be changed every 90 days by the owner.");
    std::vector<std::string> right = left;
    right.emplace_back("Passwords must be changed every 90 days by the owner.");
    Drift drift = compare(left, right);
    EXPECT_EQ(drift.differences.size(), 1u);
    right.assign(100000, "Passwords must be changed every 30 days by the owner.");
    drift = compare(left, right);
    EXPECT_EQ(drift.differences.size(), limits::drift_differences);
    EXPECT_EQ(drift.differences.front().kind, DriftKind::frequency);
}

TEST(DriftOfHostileText, TakesOneSentenceOfAMegabyte) {
    std::mt19937 random(4);
    std::string left;
    std::string right;
    while (left.size() < (1u << 20)) {
        const std::string word = "word" + std::to_string(random() % 5000) + " within 90 days ";
        left += word;
        right += random() % 10 == 0 ? "within 30 days must not " : word;
    }
    Drift drift = compare({left}, {right});
    EXPECT_FALSE(drift.differences.empty());
    for (const Difference& d : drift.differences) EXPECT_LT(d.explanation.size(), 1000u);
}

TEST(DriftOfHostileText, TakesManySentencesThatAreAllAlike) {
    std::vector<std::string> left;
    std::vector<std::string> right;
    for (int i = 0; i < 20000; ++i) {
        left.push_back("The owner of item " + std::to_string(i) + " keeps it for 90 days.");
        right.push_back("The owner of item " + std::to_string(i + 7) + " keeps it for 30 days.");
    }
    Drift drift = compare(left, right);
    EXPECT_EQ(drift.differences.front().kind, DriftKind::duration);
}

TEST(DriftOfHostileText, TakesEmptySidesAndSigns) {
    EXPECT_TRUE(compare({}, {}).differences.empty());
    EXPECT_TRUE(compare({"", "—", "..."}, {"\u200F"}).differences.empty());
    EXPECT_EQ(compare({"A step."}, {}).differences.size(), 1u);
}

}  // namespace
}  // namespace clausemark
