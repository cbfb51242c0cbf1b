// SPDX-License-Identifier: Apache-2.0
// What corpus/sample's README says was planted (a procedure written twice that drifted, pages that contradict
// each other) is found by the program, ranked first and explained.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "tests/server/sample_program.h"

namespace clausemark {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using SampleFindings = CommandsOnTheSample;

TEST_F(SampleFindings, RankTheProcedureThatDriftedFirstAndExplainEachPlantedDifference) {
    const json cluster = ask("duplicates")["duplicates"][0];
    std::vector<std::string> pages;
    for (const json& member : cluster["members"]) pages.push_back(member["document"]["key"]);
    EXPECT_THAT(pages, testing::UnorderedElementsAre("service-management/account-management.wiki",
                                                     "information-security/user-access-procedure.txt"));
    ASSERT_EQ(cluster["regions"].size(), 1u);
    const json& differences = cluster["regions"][0]["differences"];
    std::vector<std::string> first;
    std::vector<std::string> all;
    for (const json& d : differences) {
        all.push_back(d["kind"].get<std::string>() + ": " + d["explanation"].get<std::string>());
        if (first.size() < 3) first.push_back(d["explanation"]);
    }
    for (const std::string& explanation : first)
        EXPECT_THAT(explanation, AllOf(HasSubstr("90 days"), HasSubstr("30 days"))) << "times matter most";
    for (const char* planted : {"service desk team leader", "service owner", "Head of Digital Services",
                                "Service Delivery Manager", "SIRO", "Information Security Manager",
                                "information asset owner", "first password", "Grants and Licensing"})
        EXPECT_THAT(all, Contains(HasSubstr(planted)));
}

TEST_F(SampleFindings, ExplainThePlantedContradictionsAndReportNoOthers) {
    const json found = ask("conflicts");
    std::vector<std::string> all;
    for (const json& conflict : found["conflicts"]) all.push_back(conflict["explanation"]);
    EXPECT_EQ(all.size(), 6u) << testing::PrintToString(all);
    EXPECT_THAT(all, Contains(AllOf(HasSubstr("Password change"), HasSubstr("not changed routinely on"),
                                    HasSubstr("every 60 days on"))));
    EXPECT_THAT(
        all, Contains(AllOf(HasSubstr("at least 12 characters on"), HasSubstr("at least 8 characters on"))));
    EXPECT_THAT(all,
                Contains(AllOf(HasSubstr("Backup retention"), HasSubstr("30 days"), HasSubstr("14 days"))));
    EXPECT_THAT(all, Contains(AllOf(HasSubstr("Restore test"), HasSubstr("quarter"), HasSubstr("year"))));
    EXPECT_THAT(all,
                Contains(AllOf(HasSubstr("Ticket retention"), HasSubstr("two years"), HasSubstr("3 years"))));
    EXPECT_THAT(
        all, Contains(AllOf(HasSubstr("Access review"), HasSubstr("every quarter"), HasSubstr("30 days"))));
}

}  // namespace
}  // namespace clausemark
