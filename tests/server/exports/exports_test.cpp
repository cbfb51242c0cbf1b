// SPDX-License-Identifier: Apache-2.0
// The statement, the exports and the audit pack as people make them: by commands, into files.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "indexer/hash/sha256.h"
#include "tests/server/program.h"
#include "tests/source_dir.h"

namespace clausemark {
namespace {

namespace fs = std::filesystem;
using nlohmann::json;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class Exports : public Commands {
  protected:
    void write_sample_config(const std::string& more = "") const {
        write(
            "clausemark.json",
            "{ \"standards\": [\"iso27001:2022\"], \"statement-of-applicability\": { \"file\": \"soa.csv\", "
            "\"version\": \"1.0\", \"approver\": \"SIRO\", \"approved\": \"2026-10-05\" }" +
                more + " }");
    }
    std::map<std::string, std::string> files_below(const std::string& name) const {
        std::map<std::string, std::string> out;
        for (const auto& entry : fs::recursive_directory_iterator(folder.file(name)))
            if (entry.is_regular_file())
                out.emplace(fs::relative(entry.path(), folder.file(name)).generic_string(),
                            read(fs::relative(entry.path(), folder.path()).generic_string()));
        return out;
    }
};

TEST_F(Exports, AStatementIsImportedMergedAndExportedAgain) {
    write_sample_config();
    write("first.csv", "Control;Applies;Justification;Owner\nA.8.13;yes;kept;x\nA.7.4;no;no cameras;x\n");
    Ran r = run("soa import first.csv --dry-run");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_FALSE(fs::exists(folder.file("soa.csv")));
    r = run("soa import first.csv");
    ASSERT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.out, AllOf(HasSubstr("2 added, 0 changed"), HasSubstr("columns not taken: \"Owner\"")));
    EXPECT_THAT(r.err, HasSubstr("CM311"));
    write("second.csv", "Control,Implementation\nA.8.13,done\n");
    EXPECT_EQ(run("soa import second.csv").status, 2) << "no column says whether it applies, or why";
    write("second.csv", "Control,Implementation,Applies\nA.8.13,done,yes\nMV-1,planned,yes\n");
    r = run("soa import second.csv");
    EXPECT_THAT(r.err, HasSubstr("has no title")) << "an own control";
    EXPECT_EQ(r.status, 2);
    write("second.csv", "Control,Implementation,Applies\nA.8.13,done,yes\n");
    r = run("soa import second.csv");
    ASSERT_EQ(r.status, 0) << r.err;
    const std::string merged = read("soa.csv");
    EXPECT_THAT(merged, HasSubstr("A.8.13,Information backup,yes,kept,,implemented"));
    r = run("soa export --declared --format csv");
    EXPECT_EQ(r.out, merged);
    EXPECT_EQ(run("soa import soa.csv").status, 0);
    EXPECT_EQ(read("soa.csv"), merged);
    r = run("soa");
    EXPECT_THAT(r.out, AllOf(HasSubstr("Approved on  2026-10-05"),
                             HasSubstr("1  controls of the standard that apply")));
    EXPECT_THAT(r.err, HasSubstr("CM313"));
}

TEST_F(Exports, AnExclusionInTheFileCountsInCoverageAndOneWithoutAReasonEndsTheRun) {
    write_wiki();
    write_sample_config();
    write("soa.csv", "Control,Applies,Justification\nA.7.4,no,no premises\n");
    ASSERT_EQ(run("scan wiki").status, 0);
    const Ran r = run("coverage iso27001:2022 --format json");
    const json answer = json::parse(r.out);
    for (const json& clause : answer["standards"][0]["clauses"])
        if (clause["number"] == "A.7.4") {
            EXPECT_EQ(clause["state"], "not-applicable");
        }
    write("soa.csv", "Control,Applies,Justification\nA.7.4,no,\n");
    EXPECT_THAT(run("coverage").err,
                HasSubstr("soa.csv:2:1: error: A.7.4 is excluded, and nothing says why [CM307]"));
    write("soa.csv", "Control,Applies,Justification\nA.7.4,no,here\n");
    write_sample_config(
        ", \"applicability\": { \"iso27001:2022/A.7.4\": { \"applicable\": false, \"justification\": "
        "\"there\" } }");
    EXPECT_THAT(run("coverage").err, HasSubstr("CM315"));
}

TEST_F(Exports, AStatementOfAnEarlierEditionIsMappedAndCarriedOverOnlyWhenAsked) {
    write_sample_config();
    const std::string old = " '" CLAUSEMARK_SOURCE_DIR
                            "/corpus/sample/information-security/statement-of-applicability-2013.wiki'";
    Ran r = run("soa import" + old);
    EXPECT_EQ(r.status, 2);
    EXPECT_THAT(r.out, AllOf(HasSubstr("This table is for ISO/IEC 27001:2013"),
                             HasSubstr("is the same as A.8.13 Information backup")));
    EXPECT_THAT(r.err, HasSubstr("CM312"));
    EXPECT_FALSE(fs::exists(folder.file("soa.csv")));
    r = run("soa import --carry-over" + old);
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(read("soa.csv"), HasSubstr("2013 A.5.1.1: Basis of everything"));
}

TEST_F(Exports, CoverageIsAFileOfEachKind) {
    write_wiki();
    ASSERT_EQ(run("scan wiki").status, 0);
    for (const char* format : {"csv", "xlsx", "html", "oscal"}) {
        const std::string command = std::string("coverage --as-of 2026-11-01 --format ") + format;
        const Ran r = run(command + " --output a");
        EXPECT_EQ(r.status, 0) << r.err;
        EXPECT_EQ(run(command + " --output b").status, 0);
        EXPECT_GT(read("a").size(), 1000u) << format;
        EXPECT_TRUE(read("a") == read("b")) << format << ": the same input, other bytes";
    }
    EXPECT_EQ(run("coverage --format oscal").status, 2) << "OSCAL needs a day";
    EXPECT_EQ(run("coverage --format csv --as-of yesterday").status, 2);
    const Ran html = run("coverage --format html");
    EXPECT_THAT(html.out, AllOf(HasSubstr("documents only, not conformity"), Not(HasSubstr("%</"))));
}

TEST_F(Exports, AnAuditPackIsFrozenWholeAndTheSameAgain) {
    write_wiki();
    write("wiki/x.md",
          "---\ntitle: \"<script>alert(1)</script>\"\nowner: \"=cmd|' /C calc'!A0\"\n---\n# "
          "Backup\n\nBackups must be "
          "made every night.\n");
    write_sample_config();
    ASSERT_EQ(run("scan wiki").status, 0);
    ASSERT_EQ(run("audit-pack --as-of 2026-11-01 --output pack").status, 0);
    const auto files = files_below("pack");
    for (const char* name :
         {"index.html", "audit-pack.xlsx", "manifest.json", "SHA256SUMS", "data/scopes.csv",
          "data/documents.json", "data/statement-of-applicability.csv", "data/matrix.csv",
          "data/documented-information.csv", "data/changes.csv", "data/gaps.csv", "data/decisions.csv",
          "data/method.csv", "data/coverage-iso27001-2022.csv", "data/assessment-results.oscal.json"})
        EXPECT_TRUE(files.contains(name)) << name;
    const std::string& index = files.at("index.html");
    EXPECT_EQ(index.find("<script>"), std::string::npos);
    EXPECT_THAT(index, AllOf(HasSubstr("&lt;script&gt;"), HasSubstr("documents only, not conformity")));
    EXPECT_THAT(files.at("data/documents.csv"), AllOf(HasSubstr(",'=cmd"), Not(HasSubstr(",=cmd"))));
    const json manifest = json::parse(files.at("manifest.json"));
    EXPECT_EQ(manifest["files"].size() + 2, files.size());
    for (const json& file : manifest["files"])
        EXPECT_EQ(file["sha256"], sha256(files.at(file["path"]))) << file["path"];

    ASSERT_EQ(run("audit-pack --as-of 2026-11-01 --output again").status, 0);
    EXPECT_TRUE(files == files_below("again"));
    ASSERT_EQ(run("audit-pack --as-of 2026-11-01 --output a.zip").status, 0);
    ASSERT_EQ(run("audit-pack --as-of 2026-11-01 --output b.zip").status, 0);
    EXPECT_TRUE(read("a.zip") == read("b.zip"));
    EXPECT_EQ(run("audit-pack --as-of 2026-11-01 --output pack").status, 2)
        << "a pack is not mixed with another";

    const std::string last = std::to_string(manifest["sequence"].get<int>());
    write("wiki/new.md", "# New\n\nBackups must be tested every month.\n");
    ASSERT_EQ(run("scan wiki").status, 0);
    ASSERT_EQ(run("audit-pack --as-of 2026-11-02 --since " + last + " --output later").status, 0);
    const json changes = json::parse(files_below("later").at("data/changes.json"));
    ASSERT_EQ(changes["rows"].size(), 1u);
    EXPECT_EQ(changes["rows"][0]["Key"], "new.md");

    write("wiki/old.md", "---\napproved: 2025-01-10\n---\n# Old\n\nBackups must be tested every month.\n");
    write("wiki/fresh.md", "---\napproved: 10 October 2026\n---\n# Fresh\n\nAccess must be reviewed.\n");
    ASSERT_EQ(run("scan wiki").status, 0);
    ASSERT_EQ(run("audit-pack --as-of 2026-11-02 --since 2026-01-01 --output by-day").status, 0);
    const json dated = json::parse(files_below("by-day").at("data/changes.json"));
    ASSERT_EQ(dated["rows"].size(), 1u);
    EXPECT_EQ(dated["rows"][0]["Key"], "fresh.md");
    EXPECT_EQ(dated["rows"][0]["Day"], "2026-10-10");
    EXPECT_EQ(run("audit-pack --as-of 2026-11-02 --since 2026-11-03 --output x").status, 2);
    EXPECT_EQ(run("audit-pack --as-of 2026-11-02 --since yesterday --output x").status, 2);
    EXPECT_EQ(run("audit-pack --as-of 2026-02-30 --output x").status, 2);
}

}  // namespace
}  // namespace clausemark
