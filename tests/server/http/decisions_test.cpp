// SPDX-License-Identifier: Apache-2.0
// Confirming and rejecting tags over HTTP, and how that shows in annotations, evidence, coverage and pages.
#include <gmock/gmock.h>

#include "tests/server/http/handlers.h"

namespace clausemark {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string clause = "iso27001:2022/A.8.13";
const std::string backups =
    "Backups of all servers must be made every night and restores are tested monthly.";

class TagDecisions : public Handlers {
  protected:
    void put_page(const std::string& before = "") const {
        put("backup", {{"text", "# Backup\n\n" + before + backups + "\n"}, {"title", "Backup"}});
    }
    HttpResponse decide(Json tag, const std::string& verdict, Json more = Json::object()) const {
        Json body = {{"verdict", verdict}, {"reason", "read it"}, {"who", "<Ada>"}, {"when", "2026-05-31"}};
        tag["wiki"] = "w";
        if (!tag.contains("key")) tag["key"] = "backup";
        body["tag"] = tag;
        body.update(more);
        return ask("POST", "/v1/decisions", {}, body.dump());
    }
    Json annotations() const { return json("/v1/annotations", {{"wiki", "w"}, {"key", "backup"}}); }
    Json coverage() const {
        const Json answer = json("/v1/coverage", {{"standard", "iso27001:2022"}});
        for (const Json& each : answer["clauses"])
            if (each["id"] == clause) return each;
        return {};
    }
    Json annotation_of(const Json& list) const {
        for (const Json& item : list)
            if (item["clausemark"]["clause"] == clause) return item;
        return {};
    }
};

TEST_F(TagDecisions, RejectATagSoThatItIsNoEvidenceAndListedApart) {
    put_page();
    const Json before = annotation_of(annotations()["items"]);
    ASSERT_EQ(before["clausemark"]["decision"], "suggested");
    const std::string state = coverage()["state"];
    EXPECT_EQ(state, "covered");
    const HttpResponse response = decide({{"annotation", before["id"]}}, "rejected");
    ASSERT_EQ(response.status, 200) << response.body;
    EXPECT_TRUE(annotation_of(annotations()["items"]).is_null());
    const Json rejected = annotation_of(annotations()["rejected"]);
    EXPECT_EQ(rejected["id"], before["id"]);
    EXPECT_EQ(rejected["clausemark"]["decision"], "rejected");
    EXPECT_EQ(rejected["clausemark"]["by"], "<Ada>");
    EXPECT_EQ(rejected["clausemark"]["at"], "2026-05-31");
    EXPECT_EQ(rejected["clausemark"]["reason"], "read it");
    EXPECT_EQ(coverage()["state"], "none");
    EXPECT_EQ(coverage()["not_counted"]["rejected"], 1);
    EXPECT_TRUE(json("/v1/evidence", {{"clause", clause}})["evidence"].empty());
    EXPECT_EQ(json("/v1/evidence", {{"clause", clause}, {"rejected", "true"}})["evidence"].size(), 1u);
    const std::string page = get("/evidence", {{"clause", clause}}).body;
    EXPECT_THAT(page, HasSubstr("<h2>Rejected</h2>"));
    EXPECT_THAT(page, HasSubstr("rejected by &lt;Ada&gt;, 2026-05-31: read it"));
    EXPECT_THAT(page, Not(HasSubstr("<Ada>")));

    const std::string key = Json::parse(response.body)["key"];
    ASSERT_EQ(ask("DELETE", "/v1/decisions", {{"key", key}}).status, 200);
    EXPECT_EQ(annotation_of(annotations()["items"])["clausemark"]["decision"], "suggested");
    EXPECT_EQ(coverage()["state"], state);
}

TEST_F(TagDecisions, ConfirmATagThroughEditsAroundItUntilItsWordsChange) {
    put_page();
    ASSERT_EQ(decide({{"clause", clause}, {"words", "made every night"}}, "confirmed").status, 200);
    EXPECT_EQ(annotation_of(annotations()["items"])["clausemark"]["decision"], "confirmed");
    EXPECT_EQ(coverage()["confirmed"], 1);
    EXPECT_THAT(get("/document", {{"wiki", "w"}, {"key", "backup"}}).body,
                HasSubstr("confirmed by &lt;Ada&gt;, 2026-05-31: read it"));
    put_page("A new introduction.\n\n");
    EXPECT_EQ(annotation_of(annotations()["items"])["clausemark"]["decision"], "confirmed");
    EXPECT_EQ(json("/v1/decisions")["decisions"][0]["outcome"], "holds");
    put("backup", {{"text", "# Backup\n\nAll " + backups + "\n"}, {"title", "Backup"}});
    EXPECT_EQ(annotation_of(annotations()["items"])["clausemark"]["decision"], "stale");
    EXPECT_EQ(coverage()["confirmed"], 0);
    EXPECT_EQ(json("/v1/decisions")["decisions"][0]["outcome"], "stale");
}

TEST_F(TagDecisions, OfTheSameTagReplaceEachOther) {
    put_page();
    ASSERT_EQ(decide({{"clause", clause}}, "rejected").status, 200);
    ASSERT_EQ(decide({{"clause", clause}}, "confirmed").status, 200);
    EXPECT_EQ(json("/v1/decisions")["decisions"].size(), 1u);
    EXPECT_EQ(annotation_of(annotations()["items"])["clausemark"]["decision"], "confirmed");
    // A new decision on changed words takes the place of the stale one.
    put("backup", {{"text", "# Backup\n\nAll " + backups + "\n"}, {"title", "Backup"}});
    ASSERT_EQ(decide({{"clause", clause}}, "confirmed").status, 200);
    EXPECT_EQ(json("/v1/decisions")["decisions"].size(), 1u);
    EXPECT_EQ(json("/v1/decisions")["decisions"][0]["outcome"], "holds");
}

TEST_F(TagDecisions, ThatCannotBeMadeSayWhy) {
    put_page();
    EXPECT_EQ(error_of(decide({{"clause", "iso27001:2022/A.8.133"}}, "confirmed")),
              "422 tag.clause: is not known; did you mean iso27001:2022/A.8.13?");
    EXPECT_THAT(error_of(decide({{"clause", clause}}, "perhaps")), HasSubstr("422 verdict: "));
    EXPECT_EQ(error_of(decide({{"clause", clause}}, "rejected", {{"reason", " "}})),
              "422 reason: must not be empty");
    EXPECT_THAT(error_of(decide({{"clause", clause}, {"passag", 1}}, "rejected")),
                HasSubstr("422 tag.passag: "));
    EXPECT_EQ(error_of(decide({{"clause", clause}, {"key", "none"}}, "rejected")), "404");
    EXPECT_EQ(error_of(decide({{"clause", clause}, {"passage", 99}}, "rejected")), "404");
    EXPECT_EQ(error_of(decide({{"clause", clause}, {"content_hash", "of before"}}, "rejected")), "409");
    EXPECT_EQ(error_of(decide({{"clause", clause}, {"words", "no such words"}}, "rejected")), "409");
    EXPECT_EQ(error_of(decide({{"clause", "iso27001:2022/A.5.1"}}, "confirmed")), "409");
    EXPECT_EQ(error_of(decide({{"annotation", "urn:x"}}, "confirmed")), "409");
    put("backup", {{"text", backups + "\n\nThe " + backups + "\n"}});
    const HttpResponse several = decide({{"clause", clause}}, "confirmed");
    EXPECT_EQ(error_of(several), "409");
    EXPECT_THAT(several.body, HasSubstr("say which passage"));
    EXPECT_TRUE(json("/v1/decisions")["decisions"].empty());
}

TEST_F(TagDecisions, StandBesideDirectivesAndDeclarations) {
    put("backup",
        {{"text", "---\nsatisfies: [iso27001:2022/A.8.14]\n---\n# Backup\n\n<!-- clausemark: confirm " +
                      clause + " by Head -->\n" + backups + "\n"}});
    const Json page = annotations();
    EXPECT_EQ(annotation_of(page["items"])["clausemark"]["decided_in"], "page");
    EXPECT_EQ(page["declared"][0]["clause"], "iso27001:2022/A.8.14");
    const Json evidence = json("/v1/evidence", {{"clause", "iso27001:2022/A.8.14"}});
    EXPECT_TRUE(evidence["evidence"].empty());
    EXPECT_EQ(evidence["declared"][0]["document"]["key"], "backup");
    EXPECT_THAT(get("/evidence", {{"clause", "iso27001:2022/A.8.14"}}).body, HasSubstr("<h2>Declared</h2>"));
    ASSERT_EQ(decide({{"clause", clause}}, "rejected").status, 200);
    const Json rejected = annotation_of(annotations()["rejected"])["clausemark"];
    EXPECT_EQ(rejected["decided_in"], "store");
    EXPECT_EQ(rejected["others_said"][0]["verdict"], "confirmed");
    const Json analysed =
        Json::parse(ask("POST", "/v1/analyze", {},
                        Json{{"text", "<!-- clausemark: confirm " + clause + " -->\n" + backups}}.dump())
                        .body);
    EXPECT_EQ(annotation_of(analysed["annotations"])["clausemark"]["decision"], "confirmed");
}

}  // namespace
}  // namespace clausemark
