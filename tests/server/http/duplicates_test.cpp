// SPDX-License-Identifier: Apache-2.0
// The routes of duplicates, conflicts and decisions, as JSON and as pages.
#include <gmock/gmock.h>

#include <set>

#include "tests/server/http/handlers.h"

namespace clausemark {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

const std::string leavers_90 =
    "# Leavers\n\nThe line manager reports each leaver to the service desk on the last working day. "
    "Mailbox and files of the leaver are kept for 90 days after the last working day and then deleted. "
    "The service desk collects the laptop, the pass and the token of the leaver.\n";
const std::string leavers_30 =
    "# Leavers\n\nThe line manager reports each leaver to the service desk on the last working day. "
    "Mailbox and files of the leaver are kept for 30 days after the last working day and then deleted. "
    "The service desk collects the laptop, the pass and the token of the leaver.\n";

class Duplicates : public Handlers {
  protected:
    void put_copies() const {
        put("old", {{"text", leavers_90}, {"title", "<Old> procedure"}, {"space", "IT"}, {"owner", "Ada"}});
        put("new", {{"text", leavers_30}, {"title", "New procedure"}, {"space", "HR"}, {"status", "draft"}});
    }
    void put_conflict() const {
        put("policy", {{"text", "# Passwords\n\nPasswords must be at least 12 characters long.\n"},
                       {"title", "Password policy"}});
        put("article", {{"text", "# Help\n\nPasswords must be at least 8 characters long.\n"},
                        {"title", "Help on passwords"}});
    }
    Json first(const Query& query = {}) const {
        const Json list = json("/v1/duplicates", query)["duplicates"];
        return list.empty() ? Json() : list[0];
    }
    HttpResponse decide(const std::string& key) const {
        return ask("POST", "/v1/decisions", {},
                   Json{{"key", key}, {"reason", "on purpose"}, {"who", "Ada"}}.dump());
    }
};

TEST_F(Duplicates, AreClustersWithTheCopyToKeepAndWhatDiffers) {
    put_copies();
    const Json cluster = first();
    EXPECT_EQ(cluster["kind"], "page");
    EXPECT_EQ(cluster["members"].size(), 2u);
    EXPECT_EQ(cluster["members"][cluster["keep"]["member"].get<int>()]["document"]["key"], "old");
    EXPECT_THAT(cluster["keep"]["reason"].get<std::string>(), HasSubstr("approved"));
    const Json difference = cluster["regions"][0]["differences"][0];
    EXPECT_EQ(difference["kind"], "duration");
    EXPECT_THAT(difference["explanation"].get<std::string>(), HasSubstr("90 days"));
}

TEST_F(Duplicates, AreFilteredByPageSpaceOwnerAndKindOfDifference) {
    put_copies();
    for (const Query& query : {Query{{"wiki", "w"}, {"key", "old"}}, Query{{"space", "HR"}},
                               Query{{"owner", "Ada"}}, Query{{"kind", "duration"}}, Query{{"form", "page"}}})
        EXPECT_FALSE(first(query).is_null()) << query.begin()->first;
    for (const Query& query :
         {Query{{"wiki", "w"}, {"key", "none"}}, Query{{"space", "x"}}, Query{{"owner", "Bob"}},
          Query{{"kind", "role"}}, Query{{"form", "identical"}}, Query{{"min_similarity", "0.99"}}})
        EXPECT_TRUE(first(query).is_null()) << query.begin()->first;
    EXPECT_EQ(error_of(get("/v1/duplicates", {{"kind", "x"}})), "400 kind: is no kind of difference");
    EXPECT_EQ(get("/v1/duplicates", {{"min_similarity", "nan"}}).status, 400);
    EXPECT_EQ(get("/v1/duplicates", {{"cursor", "x"}}).status, 400);
    EXPECT_EQ(get("/v1/duplicates", {{"key", "old"}}).status, 400);
}

TEST_F(Duplicates, GoOnBehindACursor) {
    put_copies();
    put("c", {{"text",
               "# C\n\nEvery visitor signs the book at the door, wears a badge all day long and is met "
               "by the host, who brings the visitor back to the door at the end.\n"}});
    put("d", {{"text",
               "# D\n\nEvery visitor signs the book at the door, wears a badge all day long and is met "
               "by the host, who brings the visitor back to the door at the end.\n"}});
    const Json one = json("/v1/duplicates", {{"limit", "1"}});
    ASSERT_TRUE(one.contains("next"));
    const Json two = json("/v1/duplicates", {{"limit", "1"}, {"cursor", one["next"].get<std::string>()}});
    ASSERT_EQ(two["duplicates"].size(), 1u);
    EXPECT_NE(one["duplicates"][0]["id"], two["duplicates"][0]["id"]);
}

TEST_F(Duplicates, ShowTheirTwoSidesInPiecesThatDiffer) {
    put_copies();
    const std::string id = first()["id"];
    const Json sides = json("/v1/duplicate", {{"id", id}})["sides"];
    std::vector<std::string> changed;
    for (const Json& row : sides["rows"])
        for (const char* side : {"left", "right"})
            for (const Json& piece : row[side]["pieces"])
                if (piece["changed"] == true) changed.push_back(piece["text"]);
    EXPECT_THAT(changed, testing::UnorderedElementsAre("90", "30"));
    EXPECT_EQ(get("/v1/duplicate", {{"id", "0000000000000000"}}).status, 404);
    EXPECT_EQ(get("/v1/duplicate", {{"id", id}, {"region", "0000000000000000"}}).status, 404);
    EXPECT_EQ(get("/v1/duplicate").status, 400);
}

TEST_F(Duplicates, StayQuietOnceDecidedUntilTheTextChanges) {
    put_copies();
    const Json cluster = first();
    const std::string difference = cluster["regions"][0]["differences"][0]["key"];
    const std::string tag = get("/v1/duplicates").headers.at("ETag");
    EXPECT_EQ(decide(difference).status, 200);
    EXPECT_NE(get("/v1/duplicates").headers.at("ETag"), tag);
    EXPECT_TRUE(first()["regions"][0]["differences"].empty());
    EXPECT_EQ(first()["regions"][0]["intended"], 1);
    EXPECT_EQ(first()["weight"], 0);
    EXPECT_EQ(first({{"decided", "true"}})["regions"][0]["differences"].size(), 1u);

    EXPECT_EQ(decide(cluster["id"]).status, 200);
    EXPECT_TRUE(first().is_null());
    EXPECT_EQ(first({{"decided", "true"}})["decision"]["reason"], "on purpose");
    EXPECT_EQ(json("/v1/decisions")["decisions"].size(), 2u);

    std::string sixty = leavers_30;
    sixty.replace(sixty.find("30"), 2, "60");
    put("new", {{"text", sixty}});
    EXPECT_FALSE(first().is_null());
    EXPECT_EQ(first()["regions"][0]["differences"].size(), 1u);
}

TEST_F(Duplicates, DecisionsNeedAReasonANameAndASubject) {
    put_copies();
    EXPECT_EQ(decide("0123456789abcdef").status, 404);
    const std::string id = first()["id"];
    const auto post = [&](const Json& body) { return ask("POST", "/v1/decisions", {}, body.dump()); };
    EXPECT_EQ(error_of(post({{"key", id}, {"reason", " "}})),
              "422 reason: must not be empty who: is missing");
    EXPECT_EQ(post({{"key", id}, {"reason", "r"}, {"who", "w"}, {"whom", "x"}}).status, 422);
    EXPECT_EQ(ask("POST", "/v1/decisions", {}, "{").status, 400);
    EXPECT_EQ(ask("DELETE", "/v1/decisions", {{"key", id}}).status, 404);
    EXPECT_EQ(decide(id).status, 200);
    EXPECT_EQ(ask("DELETE", "/v1/decisions", {{"key", id}}).status, 200);
    EXPECT_FALSE(first().is_null());
}

TEST_F(Duplicates, ConflictsCountApprovedPagesAloneAndDraftsOnRequest) {
    put_conflict();
    Json body = json("/v1/conflicts");
    ASSERT_EQ(body["conflicts"].size(), 1u);
    EXPECT_THAT(body["conflicts"][0]["explanation"].get<std::string>(),
                HasSubstr("12 characters on Password policy"));
    EXPECT_EQ(body["conflicts"][0]["values"].size(), 2u);
    put("article",
        {{"text", "# Help\n\nPasswords must be at least 8 characters long.\n"}, {"status", "draft"}});
    body = json("/v1/conflicts");
    EXPECT_TRUE(body["conflicts"].empty());
    EXPECT_THAT(body["pages"].get<std::string>(), HasSubstr("1 others are left apart"));
    body = json("/v1/conflicts", {{"drafts", "true"}});
    ASSERT_EQ(body["conflicts"].size(), 1u);
    EXPECT_THAT(body.dump(), HasSubstr("\"apart\":\"draft\""));
    EXPECT_EQ(json("/v1/conflicts", {{"drafts", "true"}, {"space", "x"}})["conflicts"].size(), 0u);
    EXPECT_EQ(get("/v1/conflicts", {{"drafts", "yes"}}).status, 400);
    EXPECT_EQ(get("/v1/conflicts", {{"cursor", "x"}}).status, 400);
}

TEST_F(Duplicates, ConflictsStayQuietOnceDecided) {
    put_conflict();
    EXPECT_EQ(decide(json("/v1/conflicts")["conflicts"][0]["key"]).status, 200);
    EXPECT_TRUE(json("/v1/conflicts")["conflicts"].empty());
    EXPECT_EQ(json("/v1/conflicts", {{"decided", "true"}})["conflicts"][0]["decision"]["who"], "Ada");
}

TEST_F(Duplicates, ConflictsAreDecidedUnderTheIdThatIsShownWhateverDraftsSay) {
    put_conflict();
    put("draft",
        {{"text", "# Draft\n\nPasswords must be at least 10 characters long.\n"}, {"status", "draft"}});
    const std::string counting = json("/v1/conflicts")["conflicts"][0]["key"];
    const std::string all = json("/v1/conflicts", {{"drafts", "true"}})["conflicts"][0]["key"];
    EXPECT_NE(counting, all);
    EXPECT_EQ(decide(counting).status, 200);
    EXPECT_TRUE(json("/v1/conflicts")["conflicts"].empty());
    EXPECT_EQ(json("/v1/conflicts", {{"drafts", "true"}})["conflicts"].size(), 1u);
    EXPECT_EQ(decide(all).status, 200);
    EXPECT_TRUE(json("/v1/conflicts", {{"drafts", "true"}})["conflicts"].empty());
}

TEST_F(Duplicates, ADecisionOnAConflictSurvivesTheRenameOfAPage) {
    put_conflict();
    EXPECT_EQ(decide(json("/v1/conflicts")["conflicts"][0]["key"]).status, 200);
    EXPECT_EQ(ask("DELETE", "/v1/document", {{"wiki", "w"}, {"key", "article"}}).status, 200);
    put("renamed",
        {{"text", "# Help\n\nPasswords must be at least 8 characters long.\n"}, {"title", "Help"}});
    EXPECT_TRUE(json("/v1/conflicts")["conflicts"].empty());
    EXPECT_EQ(json("/v1/conflicts", {{"decided", "true"}})["conflicts"].size(), 1u);
    put("renamed", {{"text", "# Help\n\nAll passwords must be at least 8 characters long.\n"}});
    EXPECT_EQ(json("/v1/conflicts")["conflicts"].size(), 1u) << "said in other words";
}

TEST_F(Duplicates, ConflictsListAFewStatementsWithCountsAndPageThroughAll) {
    put_conflict();
    for (int i = 0; i < 30; ++i)
        put("p" + std::to_string(i),
            {{"text", "Passwords must be at least 8 characters long.\n"}, {"title", "P"}});
    const Json conflict = json("/v1/conflicts")["conflicts"][0];
    ASSERT_EQ(conflict["values"].size(), 2u);
    EXPECT_EQ(conflict["all_values"], 2);
    EXPECT_EQ(conflict["values"][0]["all"], 31);
    EXPECT_EQ(conflict["values"][0]["documents"], 31);
    EXPECT_EQ(conflict["values"][0]["statements"].size(), 10u);
    Query query = {{"id", conflict["key"]}, {"limit", "10"}};
    std::set<std::string> pages;
    for (Json body = json("/v1/conflict", query);; body = json("/v1/conflict", query)) {
        EXPECT_EQ(body["all"], 32);
        EXPECT_LE(body["statements"].size(), 10u);
        for (const Json& statement : body["statements"]) pages.insert(statement["document"]["key"]);
        if (!body.contains("next")) break;
        query["cursor"] = body["next"];
    }
    EXPECT_EQ(pages.size(), 32u);
    EXPECT_EQ(get("/v1/conflict", {{"id", "0123456789abcdef"}}).status, 404);
    EXPECT_EQ(get("/v1/conflict", {{"id", conflict["key"]}, {"cursor", "x"}}).status, 400);
}

TEST_F(Duplicates, PagesMarkWhatDiffersWithElementsAndEscapeTitles) {
    put_copies();
    const HttpResponse list = get("/duplicates");
    EXPECT_THAT(list.body, HasSubstr("&lt;Old&gt; procedure"));
    EXPECT_THAT(list.body, Not(HasSubstr("<Old>")));
    EXPECT_THAT(list.body, HasSubstr("90 days"));
    const HttpResponse sides = get("/duplicate", {{"id", first()["id"]}});
    EXPECT_THAT(sides.body, testing::AnyOf(HasSubstr("<del>90</del>"), HasSubstr("<ins>90</ins>")));
    EXPECT_THAT(sides.body, Not(HasSubstr("<Old>")));
    EXPECT_EQ(get("/duplicate", {{"id", "x"}}).status, 404);
    put_conflict();
    EXPECT_THAT(get("/conflicts").body, HasSubstr("<mark>at least 8 characters</mark>"));
}

TEST_F(Duplicates, BoilerplateIsListedOnceAndLeftOut) {
    for (int i = 0; i < 15; ++i)
        put("p" + std::to_string(i),
            {{"text",
              "# Page " + std::to_string(i) +
                  "\n\nThis document is uncontrolled when printed, and the version on the intranet is the "
                  "only one that is in force at any time for staff and visitors.\n\nWord" +
                  std::to_string(i) + " stands alone.\n"}});
    EXPECT_TRUE(json("/v1/duplicates")["duplicates"].empty());
    const Json forms = json("/v1/boilerplate")["boilerplate"];
    ASSERT_EQ(forms.size(), 1u);
    EXPECT_EQ(forms[0]["pages"], 15);
}

}  // namespace
}  // namespace clausemark
