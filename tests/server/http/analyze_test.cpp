// SPDX-License-Identifier: Apache-2.0
// A draft beside the page it would replace and beside the others, and what a page's readers are told of its
// clauses.
#include <gmock/gmock.h>

#include "tests/server/http/handlers.h"

namespace clausemark {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

const std::string clause = "iso27001:2022/A.8.13";
const std::string backups =
    "Backups of all servers must be made every night and restores are tested monthly.";
const std::string leavers =
    "The manager reports each leaver on the last working day. Files of the leaver are kept for 90 days after "
    "the last working day and then deleted. The desk collects the laptop, the pass and the token of the "
    "leaver.";

class Analyses : public Handlers {
  protected:
    void put_page(const std::string& key, const std::string& text, const std::string& space = "it") const {
        put(key, {{"text", text},
                  {"title", "Page " + key},
                  {"space", space},
                  {"permalink", "https://wiki.example/" + key}});
    }
    Json analyse(const std::string& text, const Json& more = Json::object()) const {
        Json body = {{"text", text}};
        body.update(more);
        const HttpResponse response = ask("POST", "/v1/analyze", {}, body.dump());
        EXPECT_EQ(response.status, 200) << response.body;
        return Json::parse(response.body);
    }
    Json difference(const std::string& text, const std::string& key) const {
        return analyse(text, {{"stored", {{"wiki", "w"}, {"key", key}}}})["difference"];
    }
    static std::vector<std::string> ids(const Json& list) {
        std::vector<std::string> found;
        for (const Json& each : list) found.push_back(each["id"]);
        return found;
    }
    static Json of_clause(const Json& list, const std::string& id) {
        for (const Json& each : list)
            if (each["id"] == id) return each;
        return {};
    }
};

TEST_F(Analyses, SayThatADraftDropsTheOnlyEvidenceOfAClause) {
    put_page("backup", "# Backup\n\n" + backups + "\n");
    const Json lost = difference("# Backup\n\nNothing any more.\n", "backup");
    EXPECT_EQ(lost["stored"]["title"], "Page backup");
    const Json gone = of_clause(lost["clauses_lost"], clause);
    EXPECT_EQ(gone["before"], "commitment");
    EXPECT_EQ(gone["after"], "none");
    EXPECT_EQ(gone["number"], "A.8.13");
    EXPECT_EQ(gone["kind"], "control");
    EXPECT_EQ(gone["only_here"], true);
    const Json tag = of_clause(lost["tags_lost"], clause);
    EXPECT_EQ(tag["passage"][0]["exact"], backups);
    EXPECT_TRUE(lost["clauses_gained"].empty());

    put_page("other", "# Restore\n\n" + backups + "\n", "hr");
    const Json kept = of_clause(difference("# Backup\n\nNothing.\n", "backup")["clauses_lost"], clause);
    EXPECT_EQ(kept["only_here"], false);
    EXPECT_EQ(kept["elsewhere"]["documents"], 1);
    EXPECT_EQ(kept["elsewhere"]["first"][0], (Json{{"wiki", "w"},
                                                   {"key", "other"},
                                                   {"title", "Page other"},
                                                   {"permalink", "https://wiki.example/other"},
                                                   {"space", "hr"}}));
}

TEST_F(Analyses, SayWhatADraftGainsAndWhatItStillMisses) {
    const Json gained = difference("# Backup\n\nBackups of all servers must be made every night.\n", "new");
    EXPECT_TRUE(gained["stored"].is_null());
    EXPECT_THAT(ids(gained["clauses_gained"]), Contains(clause));
    EXPECT_EQ(of_clause(gained["tags_gained"], clause)["passage"][0]["exact"],
              "Backups of all servers must be made every night.");
    const Json missing = of_clause(gained["missing"], clause);
    ASSERT_FALSE(missing["parts"].empty());
    EXPECT_FALSE(missing["parts"][0]["words"].get<std::string>().empty());
    const Json whole = difference("# Backup\n\n" + backups + "\n", "new");
    EXPECT_LT(of_clause(whole["missing"], clause)["parts"].size(), missing["parts"].size());
}

TEST_F(Analyses, OfWhatIsStoredDifferInNothing) {
    const std::string text = "# Backup\n\n" + backups + "\n\n" + leavers + "\n";
    put_page("backup", text);
    const Json same = difference(text, "backup");
    for (const char* list :
         {"clauses_lost", "clauses_gained", "tags_lost", "tags_gained", "duplicates", "conflicts"})
        EXPECT_TRUE(same[list].empty()) << list << same[list].dump();
}

TEST_F(Analyses, FindTheSectionThatExistsElsewhereAndTheValueThatContradicts) {
    put_page("leavers", "# Leavers\n\n" + leavers + "\n");
    std::string edited = leavers;
    edited.replace(edited.find("90 days"), 7, "30 days");
    const Json found =
        difference("# My page\n\nAn introduction.\n\n## Who leaves\n\n" + edited + "\n", "new");
    ASSERT_EQ(found["duplicates"].size(), 1u) << found["duplicates"].dump(1);
    const Json copy = found["duplicates"][0];
    EXPECT_GT(copy["similarity"], 0.6);
    EXPECT_EQ(copy["known"], false);
    EXPECT_EQ(copy["pages"][0]["title"], "Page leavers");
    EXPECT_EQ(copy["selector"][0]["exact"], edited);
    EXPECT_EQ(copy["other"]["texts"][0], leavers);
    EXPECT_EQ(copy["heading_path"], (Json{"My page", "Who leaves"}));
}

TEST_F(Analyses, NameTheValuesThatADraftWouldContradict) {
    put_page("passwords", "# Passwords\n\nPasswords must be at least 12 characters long.\n");
    const std::string draft = "# Accounts\n\nPasswords must be at least 8 characters long.\n";
    const Json found = difference(draft, "accounts");
    ASSERT_EQ(found["conflicts"].size(), 1u) << found["conflicts"].dump(1);
    EXPECT_EQ(found["conflicts"][0]["arises"], true);
    EXPECT_THAT(found["conflicts"][0]["here"][0]["selector"][0]["exact"].get<std::string>(),
                HasSubstr("8 characters"));
    put("accounts", {{"text", draft}});
    EXPECT_EQ(difference(draft + "\nMore.\n", "accounts")["conflicts"][0]["arises"], false);
    const std::string key = found["conflicts"][0]["key"];
    EXPECT_TRUE(
        difference("# Accounts\n\nPasswords must be at least 12 characters long.\n", "accounts")["conflicts"]
            .empty());
}

TEST_F(Analyses, KeepToWhatPeopleDecidedOfThePage) {
    put_page("backup", "# Backup\n\n" + backups + "\n");
    ASSERT_EQ(ask("POST", "/v1/decisions", {},
                  Json{{"tag", {{"wiki", "w"}, {"key", "backup"}, {"clause", clause}}},
                       {"verdict", "rejected"},
                       {"reason", "no"},
                       {"who", "Ada"}}
                      .dump())
                  .status,
              200);
    const Json same = difference("# Backup\n\nNew.\n\n" + backups + "\n", "backup");
    EXPECT_THAT(ids(same["clauses_gained"]), Not(Contains(clause)));
    EXPECT_THAT(ids(same["tags_gained"]), Not(Contains(clause)));
}

TEST_F(Analyses, CheckTheDraft) {
    const Json answer = analyse("# Access\n\nSee ISO/IEC 27001:2022 A.12.3.1.\n");
    ASSERT_FALSE(answer["checks"].empty());
    EXPECT_EQ(answer["checks"][0]["code"], "CM204");
    EXPECT_EQ(answer["checks"][0]["at"]["selector"][0]["exact"], "A.12.3.1");
    EXPECT_FALSE(answer.contains("difference"));
}

TEST_F(Analyses, SayWhatIsWrongWithTheQuestion) {
    const auto wrong = [&](const Json& body) {
        return error_of(ask("POST", "/v1/analyze", {}, body.dump()));
    };
    EXPECT_EQ(wrong({{"text", "a"}, {"stored", {{"wiki", "w"}}}}), "422 stored.key: is missing");
    EXPECT_EQ(wrong({{"text", "a"}, {"stored", 1}}),
              "422 stored: must be an object stored.wiki: is missing stored.key: is missing");
    EXPECT_THAT(wrong({{"text", "a"}, {"stored", {{"wiki", "w"}, {"key", "k"}, {"kez", "k"}}}}),
                HasSubstr("422 stored.kez: is not known here"));
    EXPECT_THAT(wrong({{"text", "a"}, {"space", "hr"}}), HasSubstr("422 space: "));
    EXPECT_EQ(analyse("a", {{"space", "hr"}, {"stored", {{"wiki", "w"}, {"key", "k"}}}})["title"], "k");
}

TEST_F(Analyses, AnnotationsTellOfEachClauseWhatIsAnsweredWhatIsMissingAndWhatCorresponds) {
    put_page("backup", "# Backup\n\nBackups of all servers must be made every night.\n");
    put_page("other", "# Restore\n\n" + backups + "\n", "hr");
    const Query page = {{"wiki", "w"}, {"key", "backup"}};
    Json card = of_clause(json("/v1/annotations", page)["clauses"], clause);
    int answered = 0;
    int missing = 0;
    for (const Json& part : card["parts"]) ++(part["answered"].get<bool>() ? answered : missing);
    EXPECT_GT(answered, 0);
    EXPECT_GT(missing, 0);
    for (const Json& other : card["corresponding"]) EXPECT_NE(other["standard"], "iso27001:2022");
    EXPECT_FALSE(card.contains("elsewhere"));
    Query with = page;
    with["elsewhere"] = "true";
    card = of_clause(json("/v1/annotations", with)["clauses"], clause);
    EXPECT_EQ(card["elsewhere"]["documents"], 1);
    EXPECT_EQ(card["elsewhere"]["first"][0]["key"], "other");
    const std::string before = get("/v1/annotations", with).headers.at("ETag");
    const std::string alone = get("/v1/annotations", page).headers.at("ETag");
    ASSERT_EQ(ask("DELETE", "/v1/document", {{"wiki", "w"}, {"key", "other"}}).status, 200);
    EXPECT_NE(get("/v1/annotations", with).headers.at("ETag"), before);
    EXPECT_EQ(get("/v1/annotations", page).headers.at("ETag"), alone);
}

}  // namespace
}  // namespace clausemark
