// SPDX-License-Identifier: Apache-2.0
#include "indexer/duplicates/threshold.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <vector>

namespace clausemark {
namespace {

TEST(Thresholds, AreReadAsDecimalNumbers) {
    EXPECT_EQ(Threshold::parse("0.8"), Threshold(4, 5));
    EXPECT_EQ(Threshold::parse(".5"), Threshold(1, 2));
    EXPECT_EQ(Threshold::parse("1"), Threshold(1, 1));
    EXPECT_EQ(Threshold::parse("1.000"), Threshold(1, 1));
    EXPECT_EQ(Threshold::parse("0.123456789"), Threshold(123'456'789, 1'000'000'000));
    for (const char* wrong : {"", ".", "0", "0.0", "1.1", "2", "-0.5", "+1", "0.8x", " 0.8", "0,8", "1e-1",
                              "0.1.2", "nan", "0.1234567891", "18446744073709551616"})
        EXPECT_FALSE(Threshold::parse(wrong)) << wrong;
}

TEST(Thresholds, TakeAPairExactlyAtTheThreshold) {
    const Threshold four_fifths = *Threshold::parse("0.8");
    EXPECT_TRUE(four_fifths.reached(4, 4, 5));      // 4 of 5
    EXPECT_TRUE(four_fifths.reached(8, 9, 9));      // 8 of 10
    EXPECT_FALSE(four_fifths.reached(7, 9, 8));     // 7 of 10
    EXPECT_FALSE(four_fifths.reached(79, 89, 90));  // 79 of 100
    EXPECT_TRUE(four_fifths.reached(80, 90, 90));
    const Threshold third(1, 3);
    EXPECT_TRUE(third.reached(1, 2, 2));
    EXPECT_FALSE(third.reached(33, 67, 66));
    // In doubles 0.1 and 0.3 lie beside the ratios.
    EXPECT_TRUE(Threshold::parse("0.1")->reached(1, 1, 10));
    EXPECT_TRUE(Threshold::parse("0.3")->reached(3, 3, 10));
}

TEST(Thresholds, GiveBoundsThatAreTheTightestOnes) {
    for (const Threshold threshold : {Threshold(1, 2), Threshold(4, 5), Threshold(1, 1), Threshold(1, 3),
                                      Threshold(999, 1000), Threshold(1, 100)}) {
        for (std::uint64_t a = 1; a <= 40; ++a) {
            std::vector<std::uint64_t> partners;
            std::uint64_t longest = 0, longest_of_smaller = 0;
            for (std::uint64_t b = 1; b <= 4100; ++b) {
                const std::uint64_t all = std::min(a, b);
                if (threshold.reached(all, a, b)) {
                    partners.push_back(b);
                    std::uint64_t least = all;
                    while (least > 1 && threshold.reached(least - 1, a, b)) --least;
                    ASSERT_EQ(threshold.least_overlap(a, b), least) << a << ' ' << b;
                    longest = std::max(longest, a - least + 1);
                    if (a <= b) longest_of_smaller = std::max(longest_of_smaller, a - least + 1);
                }
            }
            ASSERT_EQ(threshold.smallest_partner(a), partners.front());
            ASSERT_EQ(threshold.largest_partner(a), partners.back());
            ASSERT_EQ(threshold.prefix(a), longest);
            ASSERT_EQ(threshold.prefix_of_smaller(a), longest_of_smaller);
        }
    }
}

TEST(Thresholds, HoldForTheLargestSizes) {
    const Threshold fine(999'999'999, 1'000'000'000);
    const std::uint64_t size = 0xffffffff;
    EXPECT_TRUE(fine.reached(size, size, size));
    EXPECT_TRUE(fine.reached(size - 2, size, size - 2));
    EXPECT_FALSE(fine.reached(size - 5, size, size - 5));
    EXPECT_EQ(fine.prefix(size), 5u);
}

}  // namespace
}  // namespace clausemark
