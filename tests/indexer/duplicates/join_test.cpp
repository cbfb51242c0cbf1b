// SPDX-License-Identifier: Apache-2.0
// The join against brute force, and on what somebody might feed it to bring it down.
#include "indexer/duplicates/join.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>
#include <random>
#include <string>

namespace clausemark {
namespace {

using Sets = std::vector<std::vector<Shingle>>;

ShingleSets pack(const Sets& sets) {
    ShingleSets packed;
    for (const auto& set : sets) packed.add(set);
    return packed;
}

ShingleSets of_texts(const std::vector<std::string>& texts) {
    ShingleSets packed;
    for (const std::string& text : texts) packed.add(shingles_of(text));
    return packed;
}

bool before(const SetPair& a, const SetPair& b) {
    return std::pair(a.first, a.second) < std::pair(b.first, b.second);
}

std::vector<SetPair> joined(const ShingleSets& sets, Threshold threshold) {
    std::vector<SetPair> pairs;
    EXPECT_EQ(join(sets, threshold,
                   [&](const SetPair& pair) {
                       pairs.push_back(pair);
                       return true;
                   }),
              JoinEnd::complete);
    std::sort(pairs.begin(), pairs.end(), before);
    return pairs;
}

std::vector<SetPair> brute_force(const Sets& sets, std::uint64_t numerator, std::uint64_t denominator) {
    std::vector<SetPair> pairs;
    for (std::uint32_t a = 0; a < sets.size(); ++a) {
        for (std::uint32_t b = a + 1; b < sets.size(); ++b) {
            std::vector<Shingle> both;
            std::set_intersection(sets[a].begin(), sets[a].end(), sets[b].begin(), sets[b].end(),
                                  std::back_inserter(both));
            const std::size_t all = sets[a].size() + sets[b].size() - both.size();
            if (!both.empty() && both.size() * denominator >= numerator * all)
                pairs.push_back({a, b, static_cast<std::uint32_t>(both.size())});
        }
    }
    return pairs;
}

std::vector<std::uint32_t> components(std::size_t sets, const std::vector<SetPair>& pairs) {
    std::vector<std::uint32_t> first(sets);
    std::iota(first.begin(), first.end(), 0);
    for (bool changed = true; changed;) {
        changed = false;
        for (const SetPair& pair : pairs) {
            const std::uint32_t least = std::min(first[pair.first], first[pair.second]);
            changed = changed || first[pair.first] != least || first[pair.second] != least;
            first[pair.first] = first[pair.second] = least;
        }
    }
    return first;
}

/// Sets in which everything happens: copies, near copies, subsets, strangers, empty ones; values are spread
/// by a multiplication or left small, so that they share counters and lists in the join.
Sets random_sets(std::mt19937_64& random) {
    const std::uint64_t universe = 4 + random() % (random() % 2 ? 12 : 300);
    const std::uint64_t spread = random() % 2 ? 0x9e3779b97f4a7c15 : 1;
    const std::size_t largest = 1 + random() % 40;
    Sets sets;
    for (std::size_t count = 2 + random() % 120; sets.size() < count;) {
        std::vector<Shingle> set;
        if (!sets.empty() && random() % 2) set = sets[random() % sets.size()];
        for (auto changes = random() % (set.empty() ? largest : 4); changes-- > 0;) {
            if (!set.empty() && random() % 2 && sets.size() % 3)
                set.erase(set.begin() + random() % set.size());
            set.push_back(random() % universe * spread);
        }
        std::sort(set.begin(), set.end());
        set.erase(std::unique(set.begin(), set.end()), set.end());
        sets.push_back(std::move(set));
    }
    return sets;
}

TEST(Join, FindsThePairsOfBruteForceAndNoOthers) {
    std::size_t found = 0;
    for (std::uint64_t seed = 0; seed < 600; ++seed) {
        std::mt19937_64 random(seed);
        const Sets sets = random_sets(random);
        const ShingleSets packed = pack(sets);
        for (const auto& [numerator, denominator] :
             {std::pair{1u, 2u}, {4u, 5u}, {1u, 1u}, {1u, 3u}, {2u, 3u}, {9u, 10u}, {1u, 50u}}) {
            const auto wanted = brute_force(sets, numerator, denominator);
            ASSERT_EQ(joined(packed, Threshold(numerator, denominator)), wanted)
                << "seed " << seed << " at " << numerator << "/" << denominator;
            found += wanted.size();
        }
    }
    EXPECT_GT(found, 100'000u);
}

TEST(Join, FindsThePairsOfTextsOverFewWords) {
    for (std::uint64_t seed = 0; seed < 30; ++seed) {
        std::mt19937_64 random(seed);
        std::vector<std::string> texts;
        Sets sets;
        for (int i = 0; i < 150; ++i) {
            std::string text;
            for (auto words = random() % 25; words-- > 0;) text += random() % 3 ? "log " : "the ";
            texts.push_back(text);
            sets.push_back(shingles_of(text));
        }
        for (const auto& [numerator, denominator] : {std::pair{1u, 2u}, {4u, 5u}, {1u, 3u}})
            ASSERT_EQ(joined(of_texts(texts), Threshold(numerator, denominator)),
                      brute_force(sets, numerator, denominator));
    }
}

TEST(Join, TakesAPairExactlyAtTheThreshold) {
    const Sets sets = {{1, 2, 3, 4}, {1, 2, 3, 4, 5}, {1, 2, 3, 4, 6, 7}};
    EXPECT_THAT(joined(pack(sets), Threshold(4, 5)), testing::ElementsAre(SetPair{0, 1, 4}));
    EXPECT_THAT(joined(pack(sets), *Threshold::parse("0.800000001")), testing::IsEmpty());
}

TEST(Join, LooksFurtherWhereTwoShinglesShareAListByChance) {
    // Values that differ in bits which neither the list nor the check of a posting looks at.
    std::mt19937_64 random(7);
    for (int round = 0; round < 300; ++round) {
        Sets sets(20);
        for (auto& set : sets) {
            for (int i = 0; i < 12; ++i) set.push_back(random() % 16 << 40);
            std::sort(set.begin(), set.end());
            set.erase(std::unique(set.begin(), set.end()), set.end());
        }
        ASSERT_EQ(joined(pack(sets), Threshold(1, 2)), brute_force(sets, 1, 2));
        ASSERT_EQ(clusters(pack(sets), Threshold(4, 5)).first, components(20, brute_force(sets, 4, 5)));
    }
}

TEST(Join, StopsWhereTheSinkSaysSo) {
    const Sets sets(50, {1, 2, 3});
    int taken = 0;
    EXPECT_EQ(join(pack(sets), Threshold(1, 2), [&](const SetPair&) { return ++taken < 7; }),
              JoinEnd::stopped);
    EXPECT_EQ(taken, 7);
}

TEST(Join, OfNothingIsNothing) {
    EXPECT_THAT(joined({}, Threshold(1, 2)), testing::IsEmpty());
    EXPECT_THAT(joined(pack({{}, {}, {5}}), Threshold(1, 2)), testing::IsEmpty());
    EXPECT_THAT(clusters({}, Threshold(1, 2)).first, testing::IsEmpty());
}

TEST(Clusters, AreTheComponentsOfThePairsOfBruteForce) {
    for (std::uint64_t seed = 0; seed < 600; ++seed) {
        std::mt19937_64 random(seed);
        const Sets sets = random_sets(random);
        const ShingleSets packed = pack(sets);
        for (const auto& [numerator, denominator] :
             {std::pair{1u, 2u}, {4u, 5u}, {1u, 1u}, {1u, 3u}, {9u, 10u}}) {
            const Clusters found = clusters(packed, Threshold(numerator, denominator));
            ASSERT_EQ(found.end, JoinEnd::complete);
            ASSERT_EQ(found.first, components(sets.size(), brute_force(sets, numerator, denominator)))
                << "seed " << seed << " at " << numerator << "/" << denominator;
        }
    }
}

TEST(Clusters, OfAHundredThousandCopiesOfOnePageAreOne) {
    std::string page;
    for (int i = 0; i < 300; ++i) page += "step " + std::to_string(i) + " of this procedure ";
    const std::vector<Shingle> set = shingles_of(page);
    ShingleSets sets;
    for (int i = 0; i < 100'000; ++i) sets.add(std::span(set).first(100));
    const Clusters found = clusters(sets, Threshold(4, 5));
    EXPECT_EQ(found.end, JoinEnd::complete);
    EXPECT_THAT(found.first, testing::Each(0u));
}

TEST(Clusters, OfManySetsThatDifferInATailAreOneStepEach) {
    // "Page 17. This copy is not controlled when printed": all pairs are alike, all sets are different. The
    // steps allowed are a few for each set; going through pairs would take 20,000 times as many.
    std::vector<std::string> texts;
    for (int i = 0; i < 20'000; ++i)
        texts.push_back("This printed copy is not a controlled copy of page " + std::to_string(i));
    const Clusters found = clusters(of_texts(texts), Threshold(1, 2), 100 * texts.size());
    EXPECT_EQ(found.end, JoinEnd::complete);
    EXPECT_THAT(found.first, testing::Each(0u));
}

TEST(Join, PassesOverShinglesThatAllSetsHold) {
    // One sentence in common and a longer one of its own: no pair, and no comparison of all with all.
    std::vector<std::string> texts;
    for (int i = 0; i < 20'000; ++i) {
        std::string text = "All staff must read this page";
        for (int word = 0; word < 8; ++word) text += " word" + std::to_string(i * 8 + word);
        texts.push_back(text);
    }
    std::size_t pairs = 0;
    const auto count = [&](const SetPair&) { return ++pairs > 0; };
    EXPECT_EQ(join(of_texts(texts), Threshold(1, 2), count, 100 * texts.size()), JoinEnd::complete);
    EXPECT_EQ(pairs, 0u);
}

TEST(Join, SaysSoWhereSetsAreTooDenseToBeCompared) {
    std::mt19937_64 random(1);
    Sets sets(3000);
    for (auto& set : sets)
        for (Shingle shingle = 0; shingle < 40; ++shingle)
            if (random() % 2) set.push_back(shingle);
    const auto sink = [](const SetPair&) { return true; };
    EXPECT_EQ(join(pack(sets), Threshold(4, 5), sink, 100'000), JoinEnd::too_dense);
    EXPECT_EQ(clusters(pack(sets), Threshold(4, 5), 100'000).end, JoinEnd::too_dense);
}

}  // namespace
}  // namespace clausemark
