// SPDX-License-Identifier: Apache-2.0
// What was: changes as they come, revisions of a page under all its keys, coverage then and now; and words
// that are searched for.
#include <gmock/gmock.h>

#include <thread>

#include "tests/server/http/handlers.h"

namespace clausemark {
namespace {

using testing::HasSubstr;

const std::string clause = "iso27001:2022/A.8.13";
const std::string backups =
    "Backups of all servers must be made every night and restores are tested monthly.";

class History : public Handlers {
  protected:
    void put_page(const std::string& key, const std::string& text, int revision = 1,
                  const std::string& space = "it") const {
        put(key, {{"text", text},
                  {"title", "Page " + key},
                  {"space", space},
                  {"author", "Ada"},
                  {"revision", "r" + std::to_string(revision)},
                  {"revision_order", revision}});
    }
    HttpResponse rename(const std::string& key, const Json& body) const {
        return ask("POST", "/v1/document/rename", {{"wiki", "w"}, {"key", key}}, body.dump());
    }
    Json history(const std::string& key) const {
        return json("/v1/history/document", {{"wiki", "w"}, {"key", key}})["changes"];
    }
    std::int64_t now() const { return json("/v1/changes", {{"limit", "1000"}})["next"]; }
    Json coverage(Query query = {}) const {
        query["standard"] = "iso27001:2022";
        return json("/v1/history/coverage", query);
    }
    static Json of_clause(const Json& list, const std::string& id) {
        for (const Json& each : list)
            if (each["id"] == id) return each;
        return {};
    }
};

TEST_F(History, OfAPageSaysWhoWroteWhatWhen) {
    put_page("a", "One.", 1);
    put_page("a", "Two.", 2);
    ASSERT_EQ(ask("DELETE", "/v1/document", {{"wiki", "w"}, {"key", "a"}}).status, 200);
    const Json changes = history("a");
    ASSERT_EQ(changes.size(), 3u);
    EXPECT_EQ(changes[0]["kind"], "created");
    EXPECT_EQ(changes[1]["kind"], "edited");
    EXPECT_EQ(changes[1]["revision"], "r2");
    EXPECT_EQ(changes[1]["revision_order"], 2);
    EXPECT_EQ(changes[1]["author"], "Ada");
    EXPECT_THAT(changes[1]["at"].get<std::string>(), testing::MatchesRegex("20..-..-..T..:..:..Z"));
    EXPECT_EQ(changes[2]["kind"], "deleted");
    EXPECT_EQ(get("/v1/history/document", {{"wiki", "w"}, {"key", "none"}}).status, 404);
    const Json first = json("/v1/history/document", {{"wiki", "w"}, {"key", "a"}, {"limit", "2"}});
    const Json rest = json("/v1/history/document",
                           {{"wiki", "w"}, {"key", "a"}, {"limit", "2"}, {"cursor", first["next"]}});
    EXPECT_EQ(first["changes"].size(), 2u);
    EXPECT_EQ(rest["changes"][0]["kind"], "deleted");
}

TEST_F(History, GoesWithAPageThatIsRenamedAndSoDoDecisions) {
    put_page("old", "# Backup\n\n" + backups + "\n");
    ASSERT_EQ(ask("POST", "/v1/decisions", {},
                  Json{{"tag", {{"wiki", "w"}, {"key", "old"}, {"clause", clause}}},
                       {"verdict", "confirmed"},
                       {"reason", "read"},
                       {"who", "Ada"}}
                      .dump())
                  .status,
              200);
    const HttpResponse renamed = rename("old", {{"key", "new"}, {"title", "New title"}, {"author", "Bo"}});
    ASSERT_EQ(renamed.status, 200) << renamed.body;
    EXPECT_EQ(Json::parse(renamed.body)["was"], "old");
    EXPECT_EQ(get("/v1/document", {{"wiki", "w"}, {"key", "old"}}).status, 404);
    const Json page = json("/v1/annotations", {{"wiki", "w"}, {"key", "new"}});
    EXPECT_EQ(page["document"]["title"], "New title");
    EXPECT_EQ(page["document"]["revision"], "r1");
    bool confirmed = false;
    for (const Json& item : page["items"])
        confirmed = confirmed ||
                    (item["clausemark"]["clause"] == clause && item["clausemark"]["decision"] == "confirmed");
    EXPECT_TRUE(confirmed);
    EXPECT_EQ(json("/v1/decisions")["decisions"][0]["outcome"], "holds");
    EXPECT_EQ(json("/v1/decisions")["decisions"][0]["tag"]["key"], "new");
    put_page("old", "Another page takes the key.");
    const Json changes = history("new");
    std::vector<std::string> kinds;
    for (const Json& change : changes) kinds.push_back(change["kind"]);
    ASSERT_GE(kinds.size(), 3u);
    EXPECT_EQ(kinds[0], "created");
    EXPECT_EQ(kinds[1], "decided");
    EXPECT_EQ(changes[2]["was"], "old");
    EXPECT_EQ(changes[2]["author"], "Bo");
    EXPECT_EQ(history("old").back()["title"], "Page old");
    put_page("new", "# Backup\n\nMore. " + backups + "\n", 2);
    EXPECT_EQ(history("new").back()["kind"], "edited");
}

TEST_F(History, ARenameThatCannotBeMadeSaysWhy) {
    put_page("a", "One.", 5);
    put_page("b", "Two.");
    EXPECT_EQ(error_of(rename("none", {{"title", "x"}})), "404");
    EXPECT_EQ(error_of(rename("a", {{"key", "b"}})), "409 key: is taken");
    EXPECT_THAT(error_of(rename("a", {{"title", "x"}, {"revision_order", 4}})),
                HasSubstr("409 revision_order"));
    EXPECT_EQ(error_of(rename("a", Json::object())), "422 : must have one of: key, title, space, permalink");
    EXPECT_EQ(error_of(rename("a", {{"key", ""}})), "422 key: must not be empty");
    EXPECT_EQ(history("a").size(), 1u);
}

TEST_F(History, OfCoverageTellsWhatAnEditLostAndARestoreBroughtBack) {
    put_page("backup", "# Backup\n\n" + backups + "\n", 1);
    const std::int64_t first = now();
    put_page("backup", "# Backup\n\nBackups of all servers must be made every night.\n", 2);
    const std::int64_t second = now();
    put_page("backup", "# Backup\n\nNothing.\n", 3);
    const std::int64_t third = now();
    put_page("backup", "# Backup\n\n" + backups + "\n", 4);

    const auto between = [&](std::int64_t from, std::int64_t to) {
        return coverage({{"from", std::to_string(from)}, {"to", std::to_string(to)}});
    };
    Json change = of_clause(between(0, first)["clauses"], clause);
    EXPECT_EQ(change["before"], "none");
    EXPECT_EQ(change["after"], "covered");
    change = of_clause(between(first, second)["clauses"], clause);
    EXPECT_EQ(change["before"], "covered");
    EXPECT_EQ(change["after"], "partial");
    EXPECT_FALSE(change["parts_lost"].empty());
    EXPECT_TRUE(change["parts_gained"].empty());
    EXPECT_EQ(of_clause(between(second, third)["clauses"], clause)["after"], "none");
    EXPECT_TRUE(between(first, now())["clauses"].empty());
    EXPECT_EQ(coverage()["before"]["covered"], 0);
    EXPECT_EQ(coverage()["exact"], true);
    EXPECT_EQ(of_clause(coverage({{"from", "2000-01-01"}, {"to", "2999-01-01"}})["clauses"], clause)["after"],
              "covered");
    ASSERT_EQ(ask("DELETE", "/v1/document", {{"wiki", "w"}, {"key", "backup"}}).status, 200);
    EXPECT_EQ(of_clause(between(third + 1, now())["clauses"], clause)["after"], "none");
    EXPECT_TRUE(coverage()["clauses"].empty());
}

TEST_F(History, OfCoverageRefusesWhatIsNoTime) {
    EXPECT_THAT(error_of(get("/v1/history/coverage", {{"standard", "iso27001:2022"}, {"from", "x"}})),
                HasSubstr("400 from: "));
    EXPECT_THAT(
        error_of(get("/v1/history/coverage", {{"standard", "iso27001:2022"}, {"from", "9"}, {"to", "3"}})),
        HasSubstr("400 to: "));
    EXPECT_THAT(error_of(get("/v1/history/coverage", {{"standard", "iso27001:2023"}})),
                HasSubstr("404 standard: "));
}

TEST_F(History, OfChangesMayBeWaitedFor) {
    put_page("a", "One.");
    const std::int64_t last = now();
    std::thread writer([&] {
        std::this_thread::sleep_for(std::chrono::milliseconds(100));
        put_page("b", "Two.");
    });
    const Json answer = json("/v1/changes", {{"after", std::to_string(last)}, {"wait", "30"}});
    writer.join();
    ASSERT_EQ(answer["changes"].size(), 1u);
    EXPECT_EQ(answer["changes"][0]["key"], "b");
    EXPECT_TRUE(json("/v1/changes", {{"after", answer["next"].dump()}, {"wait", "1"}})["changes"].empty());
    EXPECT_THAT(error_of(get("/v1/changes", {{"wait", "31"}})), HasSubstr("400 wait: "));
}

class Words : public History {
  protected:
    std::vector<std::string> found(Query query) const {
        std::vector<std::string> keys;
        const Json answer = json("/v1/search", query);
        for (const Json& passage : answer["passages"])
            keys.push_back(passage["document"]["key"].get<std::string>() + ":" +
                           std::to_string(passage["number"].get<int>()));
        return keys;
    }
    using Found = std::vector<std::string>;
};

TEST_F(Words, AreFoundInAnyFormInOnePassage) {
    put_page("a", "# Backup\n\n" + backups + "\n\nNothing else.\n");
    put_page("b", "Restores happen.\n\nTests happen.\n");
    EXPECT_EQ(found({{"words", "restore test"}}), (Found{"a:1"}));
    EXPECT_EQ(found({{"words", "RESTORES"}}), (Found{"a:1", "b:0"}));
    EXPECT_EQ(found({{"words", "backup"}}), (Found{"a:0", "a:1"}));
    EXPECT_EQ(found({{"words", "\"made every night\""}}), (Found{"a:1"}));
    EXPECT_EQ(found({{"words", "\"every made night\""}}), (Found{}));
    EXPECT_EQ(found({{"words", "backup nothing"}}), (Found{}));
    EXPECT_EQ(found({{"words", "made \"every night"}}), (Found{"a:1"})) << "a quote that is not closed";
}

TEST_F(Words, AreFoundOnPagesOfASpaceAnOwnerAndAClause) {
    put_page("a", "# Backup\n\n" + backups + "\n", 1, "it");
    put_page("b", "# Backup\n\n" + backups + "\n", 1, "hr");
    EXPECT_EQ(found({{"words", "night"}, {"space", "hr"}}), (Found{"b:1"}));
    EXPECT_EQ(found({{"words", "night"}, {"owner", "Ada"}}), (Found{}));
    EXPECT_EQ(found({{"words", "backup"}, {"clause", clause}}), (Found{"a:1", "b:1"}));
    EXPECT_EQ(found({{"words", "backup"}, {"clause", "iso27001:2022/A.5.1"}}), (Found{}));
}

TEST_F(Words, FollowWhatAPageSaysNow) {
    put_page("a", "Alpha.");
    EXPECT_EQ(found({{"words", "alpha"}}), (Found{"a:0"}));
    put_page("a", "Beta.", 2);
    EXPECT_EQ(found({{"words", "alpha"}}), (Found{}));
    EXPECT_EQ(found({{"words", "beta"}}), (Found{"a:0"}));
    ASSERT_EQ(ask("DELETE", "/v1/document", {{"wiki", "w"}, {"key", "a"}}).status, 200);
    EXPECT_EQ(found({{"words", "beta"}}), (Found{}));
}

TEST_F(Words, ComeInPagesOfAnswers) {
    for (const char* key : {"a", "b"}) put_page(key, "Word one.\n\nWord two.\n\nWord three.\n");
    Found met;
    Query query = {{"words", "word"}, {"limit", "2"}};
    for (;;) {
        const Json answer = json("/v1/search", query);
        for (const Json& passage : answer["passages"])
            met.push_back(passage["document"]["key"].get<std::string>() + ":" +
                          std::to_string(passage["number"].get<int>()));
        if (!answer.contains("next")) break;
        query["cursor"] = answer["next"];
    }
    EXPECT_EQ(met, (Found{"a:0", "a:1", "a:2", "b:0", "b:1", "b:2"}));
}

TEST_F(Words, ThatAreNoneAreRefused) {
    EXPECT_THAT(error_of(get("/v1/search", {{"words", "  "}})), HasSubstr("400 words: "));
    EXPECT_THAT(error_of(get("/v1/search", {{"words", std::string(501, 'a')}})), HasSubstr("400 words: "));
    EXPECT_THAT(error_of(get("/v1/search", {{"words", "a"}, {"cursor", "x"}})), HasSubstr("400 cursor: "));
    EXPECT_THAT(error_of(get("/v1/search", {{"words", "a"}, {"clause", "x"}})), HasSubstr("404 clause: "));
    EXPECT_EQ(found({{"words", "..."}}), (Found{}));
}

}  // namespace
}  // namespace clausemark
