// SPDX-License-Identifier: Apache-2.0
// What two pages have in common.
#include "indexer/duplicates/regions.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <chrono>

#include "tests/indexer/duplicates/pages.h"

namespace clausemark {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

std::vector<Region> regions(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    const PagePrint left = print_of(a);
    const PagePrint right = print_of(b);
    return find_regions(compared(left), compared(right));
}

std::vector<std::string> steps(int from, int to) {
    std::vector<std::string> out;
    for (int i = from; i < to; ++i) out.push_back(words_of(i, 12));
    return out;
}

std::vector<std::string> operator+(std::vector<std::string> a, const std::vector<std::string>& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

double seconds(const std::function<void()>& work) {
    const auto start = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

TEST(Regions, TakeEightCopiedStepsForOneFinding) {
    const auto found = regions(steps(0, 8), steps(100, 103) + steps(0, 8) + steps(200, 205));
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].a_begin, 0u);
    EXPECT_EQ(found[0].a_end, 8u);
    EXPECT_EQ(found[0].b_begin, 3u);
    EXPECT_EQ(found[0].b_end, 11u);
    EXPECT_EQ(found[0].shared, 8u * 8u);
    EXPECT_EQ(found[0].a_size, 8u * 8u);
    EXPECT_EQ(found[0].a_words, 96u);
    EXPECT_THAT(found[0].pairs, SizeIs(8));
}

TEST(Regions, StayTogetherOverEditedDroppedAndAddedSteps) {
    auto edited = steps(0, 8);
    edited[2] = words_of(50, 12);                               // written anew
    edited[4] = words_of(4, 5) + "other " + words_of(4, 6, 6);  // one word changed
    edited.erase(edited.begin() + 5);
    edited.insert(edited.begin() + 1, words_of(60, 12));
    const auto found = regions(steps(0, 8), edited);
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].a_end - found[0].a_begin, 8u);
    EXPECT_EQ(found[0].b_end - found[0].b_begin, 8u);
    EXPECT_THAT(found[0].pairs, testing::Contains(AlignedPassages{4, 5}));
}

TEST(Regions, KeepTheStepsThatOneCopyGainedOrRewroteAtItsEdge) {
    auto longer = steps(0, 8);
    longer.push_back(words_of(60, 12));
    auto found = regions(steps(0, 8), longer);
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].a_end, 8u);
    EXPECT_EQ(found[0].b_end, 9u) << "the ninth step is a difference, not another text";
    EXPECT_LT(found[0].a_size, found[0].b_size);
    auto rewritten = steps(0, 8);
    rewritten.front() = words_of(70, 12);
    rewritten.back() = words_of(71, 12);
    found = regions(steps(0, 8), rewritten);
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].b_begin, 0u);
    EXPECT_EQ(found[0].b_end, 8u);
    EXPECT_THAT(found[0].pairs, SizeIs(6));
    found = regions(steps(0, 8), steps(100, 103) + steps(0, 8));
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].b_begin, 3u) << "three steps before it are another text";
}

TEST(Regions, AlignReorderedStepsInsideOneRegion) {
    auto reordered = steps(0, 8);
    std::rotate(reordered.begin(), reordered.begin() + 1, reordered.end());  // the first step comes last
    std::swap(reordered[2], reordered[3]);
    const auto found = regions(steps(0, 8), reordered);
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_THAT(found[0].pairs, SizeIs(8));
    EXPECT_EQ(found[0].pairs[0], (AlignedPassages{0, 7}));
    EXPECT_EQ(found[0].shared, found[0].a_size);
}

TEST(Regions, DivideWhatStandsFarApart) {
    const auto found = regions(steps(0, 4) + steps(10, 14), steps(0, 4) + steps(100, 120) + steps(10, 14));
    ASSERT_THAT(found, SizeIs(2));
    EXPECT_EQ(found[1].a_begin, 4u);
    EXPECT_EQ(found[1].b_begin, 24u);
}

TEST(Regions, FindAShortProcedureInsideALongPageByContainment) {
    const auto found = regions(steps(0, 3), steps(100, 200) + steps(0, 3) + steps(200, 300));
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(containment(found[0].shared, found[0].a_size, found[0].b_size), 1.0);
}

TEST(Regions, GrowOverShortPassagesOfTheSameWordsOnly) {
    const std::vector<std::string> a = {"Other", "Steps", words_of(1, 30), "Done", "More"};
    const std::vector<std::string> b = {"Title", "steps", words_of(1, 30), "Done!", "Less"};
    const auto found = regions(a, b);
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].a_begin, 1u);
    EXPECT_EQ(found[0].a_end, 4u);
    EXPECT_THAT(found[0].pairs,
                ElementsAre(AlignedPassages{1, 1}, AlignedPassages{2, 2}, AlignedPassages{3, 3}));
    EXPECT_THAT(regions({"one two", "three four"}, {"one two", "three four"}), IsEmpty());
}

TEST(Regions, ReachOverLongListsOfTheSameShortItems) {
    std::vector<std::string> items;
    for (int i = 0; i < 60; ++i) items.push_back("Item " + std::to_string(i));
    const auto page = steps(0, 3) + items + steps(3, 6);
    const auto found = regions(page, steps(50, 70) + page);
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].a_end, 66u);
    EXPECT_THAT(found[0].pairs, SizeIs(66));
}

TEST(Regions, StepOverBoilerplate) {
    const PagePrint left = print_of(steps(0, 5));
    const PagePrint right = print_of(steps(0, 5));
    auto a = compared(left);
    auto b = compared(right);
    for (auto* page : {&a, &b}) {
        (*page)[2].counts = false;
        (*page)[2].set = {};
    }
    const auto found = find_regions(a, b);
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].a_size, 4u * 8u);
    EXPECT_EQ(found[0].a_words, 48u);
}

TEST(Regions, PairRepeatedPassagesWithTheNearestOne) {
    const std::string again = words_of(99, 12);
    const auto page = [&](int first) {
        std::vector<std::string> out;
        for (int i = 0; i < 3; ++i) {
            out.push_back(words_of(first + i, 12));
            out.push_back(again);
        }
        return out;
    };
    const auto found = regions(page(0), steps(500, 501) + page(0));
    ASSERT_THAT(found, SizeIs(1));
    for (const AlignedPassages& pair : found[0].pairs) EXPECT_EQ(pair.b, pair.a + 1);
}

TEST(Regions, AreLinearInOneSentenceAHundredThousandTimes) {
    const std::vector<std::string> page(100'000, words_of(1, 12));
    const PagePrint print = print_of(page);
    EXPECT_LT(seconds([&] {
                  const auto found = find_regions(compared(print), compared(print));
                  ASSERT_THAT(found, SizeIs(1));
                  EXPECT_EQ(found[0].a_size, 8u);
              }),
              10);
}

TEST(Regions, AreLinearInVariantsOfOneSentence) {
    // 20,000 rows that differ in their last word, against as many others.
    const auto rows = [](const char* name) {
        PagePrint print;
        for (int i = 0; i < 20'000; ++i) print.add(words_of(1, 20) + name + std::to_string(i), false);
        return print;
    };
    const PagePrint left = rows("a");
    const PagePrint right = rows("b");
    EXPECT_LT(seconds([&] { find_regions(compared(left), compared(right)); }), 10);
}

TEST(Regions, AreLinearInAPageInAnyOrder) {
    const auto all = steps(0, 20'000);
    auto shuffled = all;
    unsigned seed = 1;
    for (std::size_t i = shuffled.size(); i > 1; --i)
        std::swap(shuffled[i - 1], shuffled[(seed = seed * 1103515245u + 12345u) / 65536u % i]);
    EXPECT_LT(seconds([&] { regions(all, shuffled); }), 10);
}

}  // namespace
}  // namespace clausemark
