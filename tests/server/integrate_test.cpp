// SPDX-License-Identifier: Apache-2.0
// The views of ISO/IEC 27013 over the sample wiki, as the command shows them: what its README says was
// planted is found, and wrong use is answered in the user's words.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <numeric>

#include "tests/server/sample_program.h"

namespace clausemark {
namespace {

using nlohmann::json;
using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

class Integrate : public CommandsOnTheSample {
  protected:
    Ran integrate(const std::string& arguments) const { return run("integrate " + arguments + config); }
    json ask(const std::string& arguments) const {
        return CommandsOnTheSample::ask("integrate " + arguments);
    }
    static json of(const json& plan, const std::string& id) {
        for (const json& clause : plan["clauses"])
            if (clause["id"] == id) return clause;
        ADD_FAILURE() << id;
        return {};
    }
    static std::vector<std::string> pages_of(const json& clause) {
        std::vector<std::string> out;
        for (const json& one : clause["evidence"]) out.push_back(one["document"]["key"]);
        return out;
    }
};

TEST_F(Integrate, TellsWhatAnSmsGivesAnIsmsInTheScopeOfTheIsms) {
    const json plan = ask("--have iso20000-1:2018 --want iso27001:2022");
    std::size_t sum = 0;
    for (const auto& [name, count] : plan["counts"].items()) sum += count.get<std::size_t>();
    EXPECT_EQ(sum, plan["clauses"].size());
    EXPECT_EQ(plan["scopes"][0]["system"], "SMS");
    EXPECT_EQ(plan["scopes"][1]["system"], "ISMS");
    EXPECT_GT(plan["pages_in_both_scopes"], 5);

    for (const json& clause : plan["clauses"]) {
        if (clause["disposition"] == "reuse") {
            EXPECT_THAT(pages_of(clause), Not(IsEmpty())) << clause["id"];
            for (const json& one : clause["evidence"]) EXPECT_TRUE(one["in_scope"]) << clause["id"];
        }
        if (clause["disposition"] == "extend" || clause["disposition"] == "new")
            EXPECT_THAT(clause["tasks"], Not(IsEmpty())) << clause["id"];
    }
    EXPECT_EQ(of(plan, "iso27001:2022/A.5.7")["disposition"], "new");
    EXPECT_EQ(of(plan, "iso27001:2022/A.8.17")["disposition"], "new");
    EXPECT_EQ(of(plan, "iso27001:2022/A.8.25")["disposition"], "not-applicable");
    std::size_t drafted = 0;
    for (const json& clause : plan["clauses"]) {
        const bool pending = std::ranges::any_of(
            clause["parts"], [](const json& part) { return part["place"] == "pending" && part["required"]; });
        if (!pending || clause["disposition"] != "extend") continue;
        ++drafted;
        EXPECT_THAT(clause["tasks"].dump(), HasSubstr("approve what is drafted")) << clause["id"];
        EXPECT_TRUE(std::ranges::any_of(clause["evidence"], [](const json& one) {
            return one["tag"]["standing"] == "draft" || one["tag"]["standing"] == "approved-but-edited";
        })) << clause["id"];
    }
    EXPECT_GT(drafted, 0u);
    EXPECT_EQ(plan["note"], "documents only, not conformity");
}

TEST_F(Integrate, BeginsWithWhatTheRestLeansOn) {
    const json plan = ask("--have iso20000-1:2018 --want iso27001:2022");
    std::map<std::string, std::size_t> step;
    for (const json& clause : plan["clauses"])
        if (!clause["step"].is_null()) step[clause["id"]] = clause["step"];
    EXPECT_EQ(step.size(), plan["order"].size());
    std::map<std::string, std::size_t> phase;
    for (const json& one : plan["phases"]) phase.emplace(one["name"], phase.size());
    std::size_t last = 0;
    for (const json& id : plan["order"]) {
        const json clause = of(plan, id);
        EXPECT_GE(phase.at(clause["phase"]), last) << id;
        last = phase.at(clause["phase"]);
        for (const json& other : clause["waits_for"]) EXPECT_LT(step.at(other["clause"]), step.at(id)) << id;
    }
}

TEST_F(Integrate, CarriesEvidenceFromOneEditionToTheNext) {
    const json plan = ask("--have iso27001:2013 --want iso27001:2022");
    EXPECT_TRUE(plan["editions"]);
    EXPECT_EQ(of(plan, "iso27001:2022/A.8.13")["move"], "moved");
    EXPECT_EQ(of(plan, "iso27001:2022/A.8.13")["disposition"], "reuse");
    EXPECT_EQ(of(plan, "iso27001:2022/A.5.14")["move"], "merged");
    EXPECT_EQ(of(plan, "iso27001:2022/9.2.1")["move"], "split");
    std::vector<std::string> added;
    for (const json& clause : plan["clauses"])
        if (clause["move"] == "added" && clause["kind"] == "control") added.push_back(clause["number"]);
    EXPECT_EQ(added.size(), 11u);
    const Ran shown = integrate("--have iso27001:2013 --want iso27001:2022");
    EXPECT_THAT(shown.out, AllOf(HasSubstr("Between the editions"), HasSubstr("new in this edition"),
                                 HasSubstr("several became one")));
    const json service = ask("--have iso20000-1:2011 --want iso20000-1:2018");
    EXPECT_EQ(of(service, "iso20000-1:2018/7.6")["move"], "added");
}

TEST_F(Integrate, ListsSharedRequirementsOnceWithPagesAndOwners) {
    const json list = ask("--together iso27001:2022 iso20000-1:2018");
    std::map<std::string, int> served;
    const json* audit = nullptr;
    for (const json& one : list["requirements"]) {
        for (const json& clause : one["serves"]) ++served[clause["clause"]];
        if (one["lead"] == "iso27001:2022/9.2.2" || one["lead"] == "iso20000-1:2018/9.2.2") audit = &one;
    }
    EXPECT_EQ(served.size(), 123u + 62u);
    for (const auto& [clause, times] : served) EXPECT_EQ(times, 1) << clause;
    ASSERT_NE(audit, nullptr);
    EXPECT_EQ((*audit)["state"], "joint") << "one audit programme serves both systems";
    EXPECT_THAT((*audit)["documents"][0]["document"]["key"], "governance/audit-programme.md");
    EXPECT_THAT((*audit)["owners"], Not(IsEmpty()));
}

TEST_F(Integrate, FindsTheProceduresThatExistForEachSystem) {
    const json found = ask("--merge iso27001:2022 iso20000-1:2018");
    std::vector<std::string> pairs;
    for (const json& pair : found["pairs"])
        if (pair["substantial"])
            pairs.push_back(pair["left"]["key"].get<std::string>() + " + " +
                            pair["right"]["key"].get<std::string>());
    EXPECT_THAT(
        pairs,
        Contains("information-security/supplier-security.md + service-management/supplier-management.md"));
    EXPECT_THAT(pairs, Contains("information-security/security-incident-response.md + "
                                "service-management/incident-management.wiki"))
        << "requirements that have something in common";
    ASSERT_FALSE(found["copies"].empty());
    EXPECT_THAT(found["copies"].dump(),
                AllOf(HasSubstr("user-access-procedure.txt"), HasSubstr("account-management.wiki")))
        << "the procedure that was copied and changed";
}

TEST_F(Integrate, ShowsTheWordsOfBothDocumentsOfAPairThatMeanTwoThings) {
    const json found = ask("--merge iso27001:2022 iso20000-1:2018");
    std::vector<std::string> words;
    for (const json& pair : found["pairs"])
        for (const json& word : pair["words"])
            words.push_back(pair[word["document"].get<std::string>()]["key"].get<std::string>() + ": " +
                            word["code"].get<std::string>());
    EXPECT_THAT(words, Contains("information-security/security-incident-response.md: CM702"));
    EXPECT_THAT(integrate("--merge iso27001:2022 iso20000-1:2018").out,
                HasSubstr("names a grave security incident here"));
}

TEST_F(Integrate, JoinsStandardsThatNoRuleLooksFor) {
    const json plan = ask("--have iso20000-1:2018 --want iso9001:2015");
    EXPECT_GT(plan["counts"]["not-assessed"], 0);
    EXPECT_EQ(plan["counts"]["new"], 0) << "nobody looked, so nothing is called new";
    EXPECT_EQ(plan["counts"]["reuse"], 0);
    for (const json& clause : plan["clauses"]) EXPECT_FALSE(clause["checked"]);
    EXPECT_THAT(integrate("--have iso20000-1:2018 --want iso9001:2015").out, HasSubstr("No rules look for"));
}

TEST_F(Integrate, WritesTablesForSpreadsheetsAndPages) {
    const Ran csv = integrate("--have iso20000-1:2018 --want iso27001:2022 --format csv");
    EXPECT_EQ(csv.status, 0) << csv.err;
    EXPECT_THAT(csv.out, testing::StartsWith("Clause,Kind,Title,To do,State,"));
    EXPECT_EQ(std::ranges::count(csv.out, '\r'), 124) << "a row a clause, each on one line";
    const Ran page = integrate("--merge iso27001:2022 iso20000-1:2018 --format markdown");
    EXPECT_THAT(page.out, AllOf(testing::StartsWith("# "), HasSubstr("documents only, not conformity"),
                                HasSubstr("|---|")));
}

TEST_F(Integrate, KeepsToAHundredColumnsAndSaysWhatItIs) {
    for (const char* view :
         {"--have iso20000-1:2018 --want iso27001:2022", "--together iso27001:2022 iso20000-1:2018",
          "--merge iso27001:2022 iso20000-1:2018", "--have iso27001:2013 --want iso27001:2022"}) {
        const Ran shown = integrate(view);
        EXPECT_EQ(shown.status, 0) << shown.err;
        EXPECT_THAT(shown.out, HasSubstr("documents only, not conformity"));
        EXPECT_THAT(shown.out, Not(HasSubstr("%)")));
        std::istringstream lines(shown.out);
        for (std::string line; std::getline(lines, line);) {
            const auto columns = std::ranges::count_if(line, [](char c) { return (c & 0xC0) != 0x80; });
            EXPECT_LE(columns, 100) << line;
        }
    }
}

TEST_F(Integrate, AnswersWrongUseInTheUsersWords) {
    const auto says = [&](const std::string& arguments) {
        const Ran r = integrate(arguments);
        EXPECT_EQ(r.status, 2) << arguments;
        EXPECT_EQ(r.out, "") << arguments;
        return r.err;
    };
    EXPECT_THAT(says(""), HasSubstr("name one view"));
    EXPECT_THAT(says("--have iso27001:2022"), HasSubstr("--have and --want go together"));
    EXPECT_THAT(says("--have iso27001:2022 --want iso27001:2022"), HasSubstr("name two different standards"));
    EXPECT_THAT(says("--have iso27001:2013 --want iso27001:2023"), HasSubstr("did you mean iso27001:2022?"));
    EXPECT_THAT(says("--have iso20000-1:2011 --want iso27001:2022"),
                AllOf(HasSubstr("nobody has said yet how"), HasSubstr("iso27001:2013")));
    EXPECT_THAT(says("--have iso27001:2013 --want iso27001:2022 --merge iso27001:2013 iso27001:2022"),
                HasSubstr("name one view"));
}

TEST_F(Commands, ExportCorrespondencesAsCsvAndOscal) {
    const Ran csv = run("standards --correspondences iso27001:2022 iso20000-1:2018 --format csv");
    ASSERT_EQ(csv.status, 0) << csv.err;
    EXPECT_THAT(csv.out, HasSubstr("A.8.32,Change management,intersects,8.5.1,Change management,"));
    const std::string oscal = "standards --correspondences iso27001:2013 iso27001:2022 --format oscal";
    EXPECT_THAT(run(oscal).err, HasSubstr("--as-of"));
    const Ran made = run(oscal + " --as-of 2026-11-01");
    ASSERT_EQ(made.status, 0) << made.err;
    EXPECT_EQ(run(oscal + " --as-of 2026-11-01").out, made.out) << "the same, byte for byte";
    const json collection = json::parse(made.out)["mapping-collection"];
    EXPECT_EQ(collection["metadata"]["last-modified"], "2026-11-01T00:00:00Z");
    const json& maps = collection["mappings"][0]["maps"];
    std::set<std::string> uuids;
    for (const json& map : maps) {
        const std::string uuid = map["uuid"];
        EXPECT_TRUE(uuids.insert(uuid).second);
        EXPECT_EQ(uuid[14], '5') << "version 5";
        EXPECT_THAT(map["relationship"],
                    testing::AnyOf("equivalent-to", "subset-of", "superset-of", "intersects-with"));
    }
    EXPECT_EQ(collection["mappings"][0]["target-gap-summary"]["unmapped-controls"][0]["with-ids"].size(),
              12u);
    EXPECT_THAT(run("standards --format oscal").err, HasSubstr("--correspondences"));
}

}  // namespace
}  // namespace clausemark
