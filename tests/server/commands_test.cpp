// SPDX-License-Identifier: Apache-2.0
// The program as people and scripts run it: a process with arguments, input, output and an exit status.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "tests/server/program.h"

namespace clausemark {
namespace {

using testing::HasSubstr;

TEST_F(Commands, SuggestTheNearestNameForAWrongOne) {
    Ran r = run("covrage");
    EXPECT_EQ(r.status, 2);
    EXPECT_THAT(r.err, HasSubstr("did you mean coverage?"));
    r = run("scan --stor x y");
    EXPECT_EQ(r.status, 2);
    EXPECT_THAT(r.err, HasSubstr("did you mean --store?"));
    r = run("evidence iso27001:2022/A.8.14x");
    EXPECT_EQ(r.status, 2);
    EXPECT_THAT(r.err, HasSubstr("did you mean iso27001:2022/A.8.14?"));
    EXPECT_EQ(run("").status, 2);
}

TEST_F(Commands, EachHaveHelpWithAnExample) {
    EXPECT_EQ(run("--help").status, 0);
    for (const char* command : {"scan", "serve", "tag", "coverage", "evidence", "rules check", "rules test",
                                "rules explain", "standards"}) {
        const Ran r = run(std::string(command) + " --help");
        EXPECT_EQ(r.status, 0) << command;
        EXPECT_THAT(r.out, HasSubstr("Example")) << command;
    }
}

TEST_F(Commands, TagLinesInOrderAndGoOnPastBadOnes) {
    const Ran r = run("tag --jsonl",
                      "{\"id\":\"a\",\"text\":\"Backups must be tested every month.\"}\n"
                      "no json\n"
                      "{\"id\":\"b\"}\n"
                      "{\"id\":\"c\",\"text\":\"\\ud83d\\ude80\",\"title\":\"T\",\"heading_path\":[\"H\"]}\n"
                      "{\"id\":\"d\",\"id\":\"e\",\"text\":\"\"}\n" +
                          std::string(200, '[') + "\n");
    EXPECT_EQ(r.status, 1);
    std::vector<nlohmann::json> lines;
    std::istringstream out(r.out);
    for (std::string line; std::getline(out, line);) lines.push_back(nlohmann::json::parse(line));
    ASSERT_EQ(lines.size(), 6u);
    EXPECT_EQ(lines[0]["id"], "a");
    ASSERT_FALSE(lines[0]["clauses"].empty());
    for (const char* key : {"standard", "clause", "score", "tagged", "strength", "rules", "evidence"})
        EXPECT_TRUE(lines[0]["clauses"][0].contains(key)) << key;
    EXPECT_EQ(lines[1]["line"], 2);
    EXPECT_EQ(lines[2]["id"], "b");
    EXPECT_THAT(lines[2]["error"].get<std::string>(), HasSubstr("text"));
    EXPECT_TRUE(lines[3].contains("clauses"));
    EXPECT_TRUE(lines[4].contains("error"));
    EXPECT_TRUE(lines[5].contains("error"));
}

TEST_F(Commands, ScanThenShowCoverageAndEvidence) {
    write_wiki();
    Ran r = run("scan wiki --format json");
    ASSERT_EQ(r.status, 0) << r.err;
    EXPECT_EQ(nlohmann::json::parse(r.out)["analysed"], 2);
    r = run("scan wiki --format json");
    EXPECT_EQ(nlohmann::json::parse(r.out)["unchanged"], 2);
    r = run("coverage");
    EXPECT_EQ(r.status, 0);
    EXPECT_THAT(r.out, HasSubstr("documents only, not conformity"));
    EXPECT_EQ(r.out.find('%'), std::string::npos);
    r = run("evidence iso27001:2022/A.8.13 --format json");
    const auto evidence = nlohmann::json::parse(r.out)["evidence"];
    ASSERT_GE(evidence.size(), 2u);
    EXPECT_EQ(evidence[0]["tag"]["standing"], "counted");
    EXPECT_EQ(evidence.back()["tag"]["standing"], "draft");
}

TEST_F(Commands, ReportAStoreThatIsNone) {
    write_wiki();
    write("bad.sqlite", std::string(5000, 'x'));
    Ran r = run("scan wiki --store bad.sqlite");
    EXPECT_EQ(r.status, 2);
    EXPECT_THAT(r.err, HasSubstr("CM404"));
    EXPECT_EQ(read("bad.sqlite"), std::string(5000, 'x'));
    r = run("coverage --store none.sqlite");
    EXPECT_EQ(r.status, 2);
    EXPECT_THAT(r.err, HasSubstr("clausemark scan"));
}

TEST_F(Commands, RulesCheckPositionsEveryMistake) {
    write("a.rules",
          "rule x {\n  title \"X\"\n  clauses iso27001:2022/A.8.1333\n  aspect a required \"a\" { match "
          "$nowhere }\n}\n");
    const Ran r = run("rules check a.rules");
    EXPECT_EQ(r.status, 1);
    EXPECT_THAT(r.err, HasSubstr("a.rules:3:11: error:"));
    EXPECT_THAT(r.err, HasSubstr("CM104"));
    EXPECT_EQ(run("rules check nowhere.rules").status, 2);
}

TEST_F(Commands, AWrongSettingIsNamedAndEndsTheRun) {
    write_wiki();
    write("clausemark.json", "{ \"standrads\": [] }");
    const Ran r = run("scan wiki");
    EXPECT_EQ(r.status, 2);
    EXPECT_THAT(r.err, HasSubstr("CM302"));
}

TEST_F(Commands, ShowStandardsAndClauses) {
    EXPECT_THAT(run("standards").out, HasSubstr("iso20000-1:2018"));
    EXPECT_THAT(run("standards iso27001:2022/A.8.13").out, HasSubstr("control A.8.13"));
    EXPECT_THAT(run("standards --search backup").out, HasSubstr("iso27001:2022/A.8.13"));
}

}  // namespace
}  // namespace clausemark
