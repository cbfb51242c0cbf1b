// SPDX-License-Identifier: Apache-2.0
// What the checks find, over HTTP and on the page.
#include <gmock/gmock.h>

#include <atomic>
#include <thread>

#include "server/app/checking.h"
#include "server/http/diagnostics.h"
#include "server/http/routes.h"
#include "tests/server/http/handlers.h"

namespace clausemark {
namespace {

using testing::HasSubstr;
using testing::Not;

class DiagnosticsOverHttp : public Handlers {
  protected:
    void put_wrong(const std::string& key, const std::string& space, const std::string& before = "") const {
        put(key, {{"text", "# Access <b>\n\n" + before + "See **ISO/IEC** 27001:2022 A.12.3.1 & backups.\n"},
                  {"title", key},
                  {"space", space},
                  {"owner", "Ada of " + space},
                  {"permalink", "https://wiki.example/" + key},
                  {"revision", "7"}});
    }
    Json diagnostics(Query query = {}) const {
        query.emplace("as_of", "2026-11-30");
        return json("/v1/diagnostics", query);
    }
};

TEST_F(DiagnosticsOverHttp, NameThePageThePlaceInTheSourceAndTheQuoteThatAReaderSees) {
    put_wrong("access", "hr");
    const Json answer = diagnostics({{"code", "CM204"}});
    ASSERT_EQ(answer["diagnostics"].size(), 1u) << answer.dump(1);
    const Json finding = answer["diagnostics"][0];
    EXPECT_EQ(finding["severity"], "warning");
    EXPECT_EQ(finding["message"], "ISO/IEC 27001:2022 has no A.12.3.1");
    EXPECT_EQ(finding["help"], "/explain?code=CM204");
    EXPECT_EQ(finding["document"]["space"], "hr");
    EXPECT_EQ(finding["document"]["permalink"], "https://wiki.example/access");
    EXPECT_EQ(finding["document"]["revision"], "7");
    EXPECT_EQ(finding["at"]["words"], "A.12.3.1");
    const Json quote = finding["at"]["selector"][0];
    EXPECT_EQ(quote["exact"], "A.12.3.1");
    EXPECT_THAT(quote["prefix"].get<std::string>(), HasSubstr("See ISO/IEC 27001:2022 "));
    EXPECT_THAT(quote["suffix"].get<std::string>(), testing::StartsWith(" & backups."));
    EXPECT_EQ(answer["codes"]["CM204"], 1);
    EXPECT_THAT(get("/explain", {{"code", "CM204"}}).body, HasSubstr("CM204"));
    EXPECT_EQ(get("/explain", {{"code", "CM999"}}).status, 404);
}

TEST_F(DiagnosticsOverHttp, AreThoseOfTheCheckCommand) {
    put_wrong("access", "hr");
    put_wrong("guests", "it", "Read the [way in](missing.md).\n\n");
    const auto report = run_checks(*store, check_context(*known, CheckSettings(), *day_named("2026-11-30")));
    ASSERT_TRUE(report);
    const Json answer = diagnostics({{"suppressed", "true"}, {"limit", "500"}});
    ASSERT_EQ(answer["diagnostics"].size(), report->findings.size());
    for (std::size_t i = 0; i < report->findings.size(); ++i) {
        EXPECT_EQ(answer["diagnostics"][i]["fingerprint"], report->findings[i].fingerprint);
        EXPECT_EQ(answer["diagnostics"][i]["message"], report->findings[i].message);
    }
    EXPECT_EQ(answer["pages"], 2);
}

TEST_F(DiagnosticsOverHttp, JudgeLinksOfDokuWikisFilesAndNotOfARunningOne) {
    const auto save = [&](const std::string& key) {
        put(key, {{"text", "See [[absent]].\n"}, {"title", key}, {"format", "dokuwiki"}});
    };
    save("board/vault.txt");
    EXPECT_EQ(diagnostics({{"code", "CM623"}})["all"], 1);
    save("board:vault");
    EXPECT_EQ(diagnostics({{"code", "CM623"}})["all"], 1) << "the wiki need not send all its pages";
}

TEST_F(DiagnosticsOverHttp, AreChosenByPageSpaceOwnerCodeAndSeverity) {
    put_wrong("access", "hr");
    put_wrong("guests", "it");
    const auto count = [&](const Query& query) { return diagnostics(query)["all"].get<int>(); };
    const int all = count({});
    EXPECT_EQ(count({{"code", "unknown-citation"}}), 2);
    EXPECT_EQ(count({{"code", "CM204"}, {"space", "it"}}), 1);
    EXPECT_EQ(count({{"code", "CM204"}, {"owner", "Ada of hr"}}), 1);
    EXPECT_EQ(count({{"code", "CM204"}, {"wiki", "w"}, {"key", "guests"}}), 1);
    EXPECT_EQ(count({{"code", "CM204"}, {"severity", "error"}}), 0);
    EXPECT_EQ(
        count({{"severity", "error"}}) + count({{"severity", "warning"}}) + count({{"severity", "note"}}),
        all);
    EXPECT_EQ(count({{"space", "none"}}), 0);
}

TEST_F(DiagnosticsOverHttp, ComeInPagesOfAnswersThatMissNothing) {
    for (const char* key : {"a", "b", "c", "d"}) put_wrong(key, "hr", "See ISO/IEC 27001:2022 A.12.3.1.\n\n");
    const Json all = diagnostics({{"limit", "500"}});
    Json met = Json::array();
    Query query = {{"limit", "3"}};
    for (;;) {
        const Json answer = diagnostics(query);
        for (const Json& finding : answer["diagnostics"]) met.push_back(finding);
        if (!answer.contains("next")) break;
        query["cursor"] = answer["next"];
    }
    EXPECT_EQ(met, all["diagnostics"]);
}

TEST_F(DiagnosticsOverHttp, FollowTheStore) {
    put_wrong("access", "hr");
    EXPECT_EQ(diagnostics({{"code", "CM204"}})["all"], 1);
    const std::string before = get("/v1/diagnostics").headers.at("ETag");
    EXPECT_EQ(get("/v1/diagnostics").headers.at("ETag"), before);
    put("access", {{"text", "# Access\n\nNothing is cited.\n"}});
    EXPECT_NE(get("/v1/diagnostics").headers.at("ETag"), before);
    EXPECT_EQ(diagnostics({{"code", "CM204"}})["all"], 0);
    put_wrong("guests", "it");
    EXPECT_EQ(diagnostics({{"code", "CM204"}})["all"], 1);
    ASSERT_EQ(ask("DELETE", "/v1/document", {{"wiki", "w"}, {"key", "guests"}}).status, 200);
    EXPECT_EQ(diagnostics({{"code", "CM204"}})["all"], 0);
}

TEST_F(DiagnosticsOverHttp, AreAskedForAgainWhereAFirstRunTakesLong) {
    put_wrong("access", "hr");
    Checking crowded;
    crowded.cache = std::make_shared<DiagnosticsCache>(0, std::chrono::milliseconds(1));
    router = make_router(*service, crowded);
    for (const char* path : {"/v1/diagnostics", "/diagnostics"}) {
        const HttpResponse answer = get(path);
        EXPECT_EQ(answer.status, 503) << answer.body;
        EXPECT_EQ(answer.headers.at("Retry-After"), "1");
    }
}

TEST_F(DiagnosticsOverHttp, OfSeveralDaysWaitForEachOther) {
    put_wrong("access", "hr");
    Checking narrow;
    narrow.cache = std::make_shared<DiagnosticsCache>(1, std::chrono::minutes(5));
    router = make_router(*service, narrow);
    std::vector<std::thread> askers;
    std::atomic<int> found = 0;
    askers.reserve(4);
    for (const char* day : {"2026-11-27", "2026-11-28", "2026-11-29", "2026-11-29"})
        askers.emplace_back([&, day] {
            const HttpResponse answer = get("/v1/diagnostics", {{"as_of", day}, {"code", "CM204"}});
            found += answer.status == 200 && Json::parse(answer.body)["as_of"] == day ? 1 : 0;
        });
    for (std::thread& asker : askers) asker.join();
    EXPECT_EQ(found, 4);
}

TEST_F(DiagnosticsOverHttp, SayWhatIsWrongWithAQuestion) {
    EXPECT_THAT(error_of(get("/v1/diagnostics", {{"code", "CM402"}})),
                HasSubstr("400 code: is no check's code"));
    EXPECT_EQ(error_of(get("/v1/diagnostics", {{"severity", "x"}})),
              "400 severity: must be one of: error, warning, note");
    EXPECT_EQ(error_of(get("/v1/diagnostics", {{"as_of", "2026-02-30"}})),
              "400 as_of: must be a day that exists, written YYYY-MM-DD");
    EXPECT_EQ(error_of(get("/v1/diagnostics", {{"wiki", "w"}})), "400 key: wiki and key go together");
    EXPECT_EQ(error_of(get("/v1/diagnostics", {{"cursor", "x"}})), "400 cursor: is not one of ours");
}

TEST_F(DiagnosticsOverHttp, StandOnAPageWithoutMarkupOfTheWikis) {
    put_wrong("<i>access</i>", "hr");
    const std::string page = get("/diagnostics", {{"code", "CM204"}}).body;
    EXPECT_THAT(page, HasSubstr("&lt;i&gt;access&lt;/i&gt;"));
    EXPECT_THAT(page, HasSubstr("has no A.12.3.1"));
    EXPECT_THAT(page, Not(HasSubstr("<i>")));
    EXPECT_THAT(get("/diagnostics").body, HasSubstr("href=\"/diagnostics?code=CM204\""));
}

}  // namespace
}  // namespace clausemark
