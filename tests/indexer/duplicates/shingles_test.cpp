// SPDX-License-Identifier: Apache-2.0
#include "indexer/duplicates/shingles.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <map>
#include <random>
#include <set>
#include <string>

namespace clausemark {
namespace {

TEST(Shingles, AreTheRunsOfFiveWords) {
    EXPECT_EQ(shingles_of("Log the call at once").size(), 1u);
    EXPECT_EQ(shingles_of("Log the call at once, then close it.").size(), 4u);
    EXPECT_EQ(shingles_of("log THE call... at\n\nonce"), shingles_of("Log the call at once"));
    EXPECT_NE(shingles_of("once at call the log"), shingles_of("Log the call at once"));
}

TEST(Shingles, AreNoneBelowFiveWords) {
    EXPECT_TRUE(shingles_of("").empty());
    EXPECT_TRUE(shingles_of("Log the call now").empty());
    EXPECT_TRUE(shingles_of(std::string(10'000'000, 'x')).empty());
}

TEST(Shingles, OfASentenceRepeatedAHundredThousandTimesAreThoseOfTwo) {
    std::string text;
    for (int i = 0; i < 100'000; ++i) text += "Keep a copy of the log for ninety days. ";
    EXPECT_EQ(shingles_of(text).size(), 9u);  // one for each word, since the sentence follows itself
    EXPECT_EQ(shingles_of(text), shingles_of(text.substr(0, 80) + text.substr(0, 40)));
}

TEST(Shingles, OfScriptsWithoutSpacesAreRunsOfFiveStretches) {
    EXPECT_TRUE(shingles_of("备份每天进行一次并且每个月测试一次").empty());
    EXPECT_EQ(shingles_of("备份，每天，进行，一次，并且，测试").size(), 2u);
}

TEST(Shingles, OfRightToLeftTextFollowTheOrderOfReading) {
    EXPECT_EQ(shingles_of("يجب الاحتفاظ بنسخة من السجل يوميا").size(), 2u);
    EXPECT_EQ(shingles_of("\u200fיש לשמור עותק של היומן\u200e").size(), 1u);
}

TEST(Shingles, AreTheSameForever) {
    // Stored values: a change here is a change of the store's schema.
    EXPECT_EQ(shingles_of("Log the call at once"), std::vector<Shingle>{5435739999581119718u});
    EXPECT_EQ(shingles_of("Überprüfung der Sicherheitskopien jeden Monat"),
              std::vector<Shingle>{11002817463159247145u});
}

TEST(Shingles, TellDifferentRunsApartAndSpreadEvenly) {
    // All runs over eight short words: without collisions, and each high bit set in half of them.
    const std::array<std::string, 8> words = {"a", "b", "aa", "ab", "ba", "1", "11", "aaaaaaaaa"};
    std::vector<Shingle> seen;
    for (unsigned run = 0; run < 8 * 8 * 8 * 8 * 8; ++run) {
        std::string text;
        for (unsigned i = 0, rest = run; i < 5; ++i, rest /= 8) text += words[rest % 8] + " ";
        seen.push_back(shingles_of(text).front());
    }
    for (unsigned bit = 0; bit < 64; ++bit) {
        const auto set =
            std::count_if(seen.begin(), seen.end(), [&](Shingle s) { return (s >> bit & 1) != 0; });
        EXPECT_NEAR(static_cast<double>(set) / static_cast<double>(seen.size()), 0.5, 0.015) << bit;
    }
    std::sort(seen.begin(), seen.end());
    EXPECT_EQ(std::adjacent_find(seen.begin(), seen.end()), seen.end());
}

TEST(Overlaps, AreThoseOfTheSets) {
    std::mt19937_64 random(4);
    for (int round = 0; round < 2000; ++round) {
        std::set<Shingle> a, b;
        for (auto n = random() % 30; n-- > 0;) a.insert(random() % 40);
        for (auto n = random() % 30; n-- > 0;) b.insert(random() % 40);
        std::vector<Shingle> both;
        std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
        const std::vector<Shingle> in_a(a.begin(), a.end()), in_b(b.begin(), b.end());
        ASSERT_EQ(overlap_of(in_a, in_b), both.size());
        for (std::size_t least = 0; least < 32; ++least) {
            const std::size_t found = overlap_of(in_a, in_b, least);
            if (both.size() >= least)
                ASSERT_EQ(found, both.size());
            else
                ASSERT_LT(found, least);
        }
    }
}

TEST(ShingleSets, KeepWhatWasAdded) {
    ShingleSets sets;
    std::vector<std::vector<Shingle>> wanted;
    for (std::size_t size : {3u, 0u, 100'000u, 50'000u, 1u, 300'000u, 2u}) {
        wanted.emplace_back(size);
        for (std::size_t i = 0; i < size; ++i) wanted.back()[i] = i * size;
        sets.add(wanted.back());
    }
    ASSERT_EQ(sets.size(), wanted.size());
    for (std::size_t i = 0; i < wanted.size(); ++i) EXPECT_TRUE(std::ranges::equal(sets[i], wanted[i])) << i;
}

}  // namespace
}  // namespace clausemark
