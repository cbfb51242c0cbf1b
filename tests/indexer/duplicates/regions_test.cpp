// SPDX-License-Identifier: Apache-2.0
// What two pages have in common.
#include "indexer/duplicates/regions.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "tests/indexer/duplicates/pages.h"
#include "tests/work.h"

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
    found = regions(steps(0, 8), steps(100, 105) + steps(0, 8));
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].b_begin, 5u) << "five steps before it are another text";
}

TEST(Regions, SpanCopiesOfAWholePageSoThatNothingThatDiffersLiesOutside) {
    auto found = regions(steps(0, 60), steps(0, 25) + steps(500, 505) + steps(30, 55) + steps(600, 605));
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].a_end, 60u);
    EXPECT_EQ(found[0].b_end, 60u);
    EXPECT_LT(found[0].shared, found[0].a_size);
    // Rows of under five words cost little to step over, and hold values.
    std::vector<std::string> rows;
    for (int i = 0; i < 30; ++i) rows.push_back("Row " + std::to_string(i) + " 30 days");
    auto edited = rows;
    edited[3] = "Row 3 90 days";
    found = regions(steps(0, 20) + rows, steps(0, 20) + edited);
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].a_end, 50u) << "a row that differs, and all behind it, belong to the text";
    EXPECT_EQ(found[0].b_end, 50u);
}

TEST(Regions, TakeALongListInAnyOrderForOneText) {
    for (const std::size_t size : {60u, 100u, 400u}) {
        const auto list = steps(0, static_cast<int>(size));
        auto shuffled = list;
        unsigned seed = 7;
        for (std::size_t i = size; i > 1; --i)
            std::swap(shuffled[i - 1], shuffled[(seed = seed * 1103515245u + 12345u) / 65536u % i]);
        const auto found = regions(steps(1000, 1400) + list, shuffled + steps(2000, 2400));
        ASSERT_THAT(found, SizeIs(1)) << size << " items";
        EXPECT_THAT(found[0].pairs, SizeIs(size));
        EXPECT_EQ(found[0].shared, found[0].a_size);
        EXPECT_EQ(found[0].shared, found[0].b_size);
    }
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
    using Texts = std::vector<std::string>;
    const Texts a = {"Other", "Steps", words_of(1, 30), "Done", "More"};
    const Texts b = {"Title", "steps", words_of(1, 30), "Done!", "Less"};
    const auto found = regions(steps(10, 15) + a + steps(20, 25), steps(30, 35) + b + steps(40, 45));
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].a_begin, 6u);
    EXPECT_EQ(found[0].a_end, 9u);
    EXPECT_THAT(found[0].pairs,
                ElementsAre(AlignedPassages{6, 6}, AlignedPassages{7, 7}, AlignedPassages{8, 8}));
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

TEST(Regions, AreNoneWhereMostItemsOfShortListsDiffer) {
    const auto list = [](const std::string& name) {
        std::vector<std::string> items = {words_of(1, 10)};
        for (int i = 0; i < 12; ++i) items.push_back(name + " " + std::to_string(i));
        items.push_back(words_of(2, 10));
        for (int i = 12; i < 24; ++i) items.push_back(name + " " + std::to_string(i));
        items.push_back(words_of(3, 6));
        return items;
    };
    EXPECT_THAT(regions(steps(10, 20) + list("patch"), steps(30, 40) + list("log")), IsEmpty());
    EXPECT_THAT(regions(steps(10, 20) + list("patch"), steps(30, 40) + list("patch")), SizeIs(1));
}

std::string paragraph_of(const std::vector<std::string>& steps) {
    std::string text;
    for (const std::string& step : steps) text += step + ". ";
    return text;
}

TEST(Regions, FindAListThatIsOneParagraphOnTheOtherPage) {
    const auto list = steps(0, 5);
    for (const bool turned : {false, true}) {
        std::vector<std::string> a = steps(100, 104) + list + steps(110, 114);
        std::vector<std::string> b = steps(200, 203);
        b.push_back(paragraph_of(steps(0, 5) + steps(300, 306)));  // more than the list
        const auto more = steps(210, 215);
        b.insert(b.end(), more.begin(), more.end());
        if (turned) std::swap(a, b);
        const auto found = regions(a, b);
        ASSERT_THAT(found, SizeIs(1));
        const Region& r = found[0];
        EXPECT_EQ(turned ? r.b_begin : r.a_begin, 4u);
        EXPECT_EQ(turned ? r.b_end : r.a_end, 9u);
        EXPECT_EQ(turned ? r.a_begin : r.b_begin, 3u);
        EXPECT_EQ(turned ? r.a_end : r.b_end, 4u);
        EXPECT_THAT(r.pairs, SizeIs(5));
        EXPECT_EQ(containment(r.shared, r.a_size, r.b_size), 1.0);
    }
    EXPECT_THAT(regions(steps(0, 1), {paragraph_of(steps(0, 1) + steps(50, 60))}), IsEmpty())
        << "one sentence is no procedure";
}

TEST(Regions, FindTwoSentencesThatStandWordForWordInOtherParagraphs) {
    const auto page = [](int own, int sentences) {
        return steps(own, own + 5) +
               std::vector<std::string>{words_of(own + 8, 10) + ". " + paragraph_of(steps(0, sentences)) +
                                        words_of(own + 9, 10)} +
               steps(own + 10, own + 15);
    };
    const auto found = regions(page(100, 2), page(200, 2));
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].a_begin, 5u);
    EXPECT_EQ(found[0].a_end, 6u);
    EXPECT_THAT(regions(page(100, 1), page(200, 1)), IsEmpty()) << "one sentence is no text twice";
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
    EXPECT_TRUE(test::grows_linearly(
        [](int size) {
            const std::vector<std::string> page(static_cast<std::size_t>(size), words_of(1, 12));
            const PagePrint print = print_of(page);
            const auto found = find_regions(compared(print), compared(print));
            ASSERT_THAT(found, SizeIs(1));
            EXPECT_EQ(found[0].a_size, 8u);
        },
        10'000));
}

TEST(Regions, AreLinearInVariantsOfOneSentence) {
    // Rows that differ in their last word, against as many others.
    const auto rows = [](const char* name, int size) {
        PagePrint print;
        for (int i = 0; i < size; ++i) print.add(words_of(1, 20) + name + std::to_string(i), false);
        return print;
    };
    EXPECT_TRUE(test::grows_linearly(
        [&](int size) {
            const PagePrint left = rows("a", size);
            const PagePrint right = rows("b", size);
            find_regions(compared(left), compared(right));
        },
        2'000));
}

TEST(Regions, AreLinearInAPageInAnyOrder) {
    EXPECT_TRUE(test::grows_linearly(
        [](int size) {
            const auto all = steps(0, size);
            auto shuffled = all;
            unsigned seed = 1;
            for (std::size_t i = shuffled.size(); i > 1; --i)
                std::swap(shuffled[i - 1], shuffled[(seed = seed * 1103515245u + 12345u) / 65536u % i]);
            regions(all, shuffled);
        },
        2'000));
}

TEST(Regions, AreLinearInParagraphsThatHoldTheItemsOfLongLists) {
    EXPECT_TRUE(test::grows_linearly(
        [](int size) {
            std::vector<std::string> paragraphs;
            for (int i = 0; i < size; i += 100) paragraphs.push_back(paragraph_of(steps(i, i + 100)));
            const auto found = regions(steps(0, size), paragraphs);
            ASSERT_THAT(found, SizeIs(1));
            EXPECT_THAT(found[0].pairs, SizeIs(static_cast<std::size_t>(size)));
        },
        1'000));
}

}  // namespace
}  // namespace clausemark
