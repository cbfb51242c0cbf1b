// SPDX-License-Identifier: Apache-2.0
#include "indexer/checks/date_words.h"

#include <gtest/gtest.h>

#include "indexer/checks/control_settings.h"

namespace clausemark {
namespace {

std::string day(std::chrono::sys_days days) {
    const std::chrono::year_month_day date(days);
    return std::to_string(static_cast<int>(date.year())) + "-" +
           std::to_string(static_cast<unsigned>(date.month())) + "-" +
           std::to_string(static_cast<unsigned>(date.day()));
}

std::string read(std::string_view text) {
    const auto date = read_date(text, ControlSettings::shipped().months);
    if (!date) return "none";
    return date->earliest == date->latest ? day(date->earliest)
                                          : day(date->earliest) + " to " + day(date->latest);
}

TEST(DateWords, ReadDaysInTheFormsThatPeopleWrite) {
    for (const char* text : {"2026-09-30", "2026/09/30", "30.09.2026", "30/09/2026", "09/30/2026",
                             "30 September 2026", "30th September 2026", "September 30, 2026", "30-Sep-2026",
                             "2026-09-30T10:15:00Z", "2026-09-30 10:15", "30. SEPT 2026"})
        EXPECT_EQ(read(text), "2026-9-30") << text;
}

TEST(DateWords, KeepBothReadingsWhereDayAndMonthCouldChangePlaces) {
    EXPECT_EQ(read("03/04/2026"), "2026-3-4 to 2026-4-3");
    EXPECT_EQ(read("03.04.2026"), "2026-4-3");
}

TEST(DateWords, CountMonthsQuartersAndYearsToTheirEnds) {
    EXPECT_EQ(read("February 2028"), "2028-2-1 to 2028-2-29");
    EXPECT_EQ(read("2026-09"), "2026-9-1 to 2026-9-30");
    EXPECT_EQ(read("09/2026"), "2026-9-1 to 2026-9-30");
    EXPECT_EQ(read("Q3 2026"), "2026-7-1 to 2026-9-30");
    EXPECT_EQ(read("2026"), "2026-1-1 to 2026-12-31");
}

TEST(DateWords, AreNothingWhereNoSuchDayExistsOrTheTextSaysMore) {
    for (const char* text :
         {"", "31.09.2026", "2026-13-01", "annually", "12 months", "version 2", "1.4", "30 September",
          "2026-09-30 by the board", "99999999999999999999", "12/2/26", "Q5 2026", "1/2/3/4/5/6/7/8/9/10"})
        EXPECT_EQ(read(text), "none") << text;
}

}  // namespace
}  // namespace clausemark
