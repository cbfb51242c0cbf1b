// SPDX-License-Identifier: Apache-2.0
// When two values say the same, and when they contradict each other.
#include "indexer/matcher/measure.h"

#include <gtest/gtest.h>

namespace clausemark {
namespace {

constexpr double tolerance = 0.07;
constexpr double day = 86400;

Measure time(double value, const std::string& unit, Bound bound = Bound::exactly) {
    return {value, value, bound, "duration", unit};
}
Measure period(double value, const std::string& unit, Bound bound = Bound::exactly) {
    return {value, value, bound, "frequency", unit};
}
Measure length(double value, Bound bound = Bound::exactly) {
    return {value, value, bound, "length", "character"};
}

bool against(const Measure& a, const Measure& b) {
    EXPECT_EQ(contradict(a, b, tolerance), contradict(b, a, tolerance));
    EXPECT_EQ(same_value(a, b, tolerance), same_value(b, a, tolerance));
    EXPECT_FALSE(same_value(a, b, tolerance) && contradict(a, b, tolerance));
    return contradict(a, b, tolerance);
}

TEST(Measures, OfEqualTimesInOtherUnitsAreTheSame) {
    EXPECT_TRUE(same_value(time(24 * 3600, "hour"), time(day, "day"), tolerance));
    EXPECT_TRUE(same_value(period(90 * day, "day"), period(90 * day, "quarterly"), tolerance));
    EXPECT_TRUE(same_value(period(91 * day, "day"), period(90 * day, "quarterly"), tolerance));
    EXPECT_TRUE(same_value(time(360 * day, "month"), time(365 * day, "year"), tolerance));
    EXPECT_TRUE(same_value(time(28 * day, "week"), time(30 * day, "month"), tolerance));
}

TEST(Measures, OfOneUnitDifferByTheirNumber) {
    EXPECT_TRUE(against(time(90 * day, "day"), time(91 * day, "day")));
    EXPECT_TRUE(against(time(90 * day, "day"), time(30 * day, "day")));
    EXPECT_TRUE(against(length(12), length(8)));
}

TEST(Measures, OfDifferingDimensionsNeverContradict) {
    EXPECT_FALSE(against(length(12), {12, 12, Bound::exactly, "percentage", "percent"}));
    EXPECT_FALSE(against(time(day, "day"), period(90 * day, "quarterly")));
}

TEST(Measures, WithBoundsContradictWhereNothingSatisfiesBoth) {
    EXPECT_TRUE(against(length(12, Bound::at_least), length(8)));
    EXPECT_FALSE(against(length(12, Bound::at_least), length(16)));
    EXPECT_TRUE(against(length(12, Bound::at_least), length(8, Bound::at_least)));
    EXPECT_FALSE(against(length(8, Bound::at_least), length(64, Bound::at_most)));
    EXPECT_TRUE(against(length(64, Bound::at_least), length(8, Bound::at_most)));
    EXPECT_TRUE(against(time(4 * 3600, "hour", Bound::at_most), time(day, "day", Bound::at_most)));
}

TEST(Measures, OfPeriodsAreBoundByHowOften) {
    const double year = 365 * day;
    EXPECT_FALSE(against(period(year, "annually", Bound::at_least), period(90 * day, "quarterly")));
    EXPECT_TRUE(against(period(90 * day, "quarterly", Bound::at_least), period(year, "annually")));
}

TEST(Measures, OfRangesContradictWhereTheyAreApart) {
    const Measure range{180 * day, 360 * day, Bound::exactly, "duration", "month"};
    EXPECT_FALSE(against(range, time(270 * day, "month")));
    EXPECT_TRUE(against(range, time(720 * day, "month")));
    EXPECT_TRUE(against(range, time(90 * day, "day")));
}

}  // namespace
}  // namespace clausemark
