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
    for (const char* command :
         {"scan", "serve", "tag", "duplicates", "conflicts", "decisions", "decisions add", "coverage",
          "evidence", "rules check", "rules test", "rules explain", "standards"}) {
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

TEST_F(Commands, DuplicateLinesGivePairsAndGoOnPastBadOnes) {
    const std::string text = "Log the call at once, name its owner, and close it within 30 days.";
    const nlohmann::json plain = {{"id", "b"}, {"format", "text"}, {"text", text}};
    const nlohmann::json marked = {{"id", 7},
                                   {"text",
                                    "# Calls\n\n* **Log** the call at once,\n* name its owner,\n"
                                    "* and [close it](x.md) within 60 days.\n"}};
    const nlohmann::json short_one = {{"id", "s"}, {"format", "text"}, {"text", "Log the call now"}};
    const std::string input = plain.dump() + "\nno json\n" + marked.dump() + "\n" + short_one.dump() +
                              "\n\n" + R"({"id": "f", "text": 1})" + "\n" + plain.dump() + "\n" +
                              short_one.dump() + "\n";
    Ran r = run("duplicates --jsonl", input);
    EXPECT_EQ(r.status, 1);
    std::vector<nlohmann::json> lines;
    std::istringstream out(r.out);
    for (std::string line; std::getline(out, line);) lines.push_back(nlohmann::json::parse(line));
    ASSERT_EQ(lines.size(), 5u) << r.out;
    EXPECT_EQ(lines[0]["line"], 2);
    EXPECT_EQ(lines[1]["id"], "f");
    EXPECT_EQ(lines[1]["line"], 6);
    // 14 words against 15, the heading being one: 10 runs against 11, 8 shared.
    EXPECT_EQ(lines[2],
              nlohmann::json({{"a", "b"}, {"b", 7}, {"similarity", 8.0 / 13}, {"containment", 0.8}}));
    EXPECT_EQ(lines[3], nlohmann::json({{"a", "b"}, {"b", "b"}, {"similarity", 1.0}, {"containment", 1.0}}));
    EXPECT_EQ(lines[4]["a"], 7);

    r = run("duplicates --jsonl --min-similarity 0.8 --max-pairs 1",
            plain.dump() + "\n" + plain.dump() + "\n");
    EXPECT_EQ(r.status, 0) << r.err;
    for (const char* wrong : {"0", "1.01", "-1", "x", ""}) {
        r = run(std::string("duplicates --jsonl --min-similarity '") + wrong + "'");
        EXPECT_EQ(r.status, 2) << wrong;
    }
    EXPECT_EQ(run("duplicates").status, 2);
}

TEST_F(Commands, DuplicateLinesAreAnErrorInPlaceOfAFlood) {
    std::string input;
    for (int copy = 0; copy < 2000; ++copy)
        input += R"({"id": )" + std::to_string(copy) + R"(, "text": "This page is empty for now."})" + "\n";
    const Ran r = run("duplicates --jsonl", input);
    EXPECT_EQ(r.status, 2);
    EXPECT_EQ(r.out, "");
    EXPECT_THAT(r.err, HasSubstr("more than 1000000 pairs"));
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

TEST_F(Commands, ShowWhatCorrespondsToAClauseInOtherStandards) {
    EXPECT_THAT(run("standards iso27001:2022/A.8.13").out,
                HasSubstr("is the same as ISO/IEC 27001:2013 control A.12.3.1"));
    EXPECT_THAT(run("standards iso20000-1:2011/8.2 --format json").out,
                HasSubstr("\"iso20000-1:2018/8.6.3\""));
}

}  // namespace
}  // namespace clausemark
