// SPDX-License-Identifier: Apache-2.0
// Every route over a real store and the shipped rules, without a socket: what it answers, what it refuses,
// and that words of pages stay words in HTML. Sockets and headers are http_test's matter.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "parser/core/utf8.h"
#include "tests/server/http/handlers.h"

namespace clausemark {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

constexpr const char* backup = "# Backup\n\nBackups of all servers must be made every night.\n";
constexpr const char* clause = "iso27001:2022/A.8.13";

TEST_F(Handlers, PutGetListAndDeleteADocument) {
    put("a", {{"text", backup}, {"title", "Backup policy"}, {"space", "IT"}, {"status", "approved"}});
    const Json page = json("/v1/document", {{"wiki", "w"}, {"key", "a"}});
    EXPECT_EQ(page["document"]["title"], "Backup policy");
    ASSERT_EQ(page["passages"].size(), 2u);
    EXPECT_EQ(page["passages"][1]["tags"][0]["clause"].get<std::string>().substr(0, 9), "iso27001:");
    EXPECT_FALSE(page.contains("source"));
    EXPECT_EQ(json("/v1/document", {{"wiki", "w"}, {"key", "a"}, {"source", "true"}})["source"], backup);
    EXPECT_EQ(json("/v1/documents", {{"space", "IT"}})["documents"].size(), 1u);
    EXPECT_EQ(json("/v1/documents", {{"space", "HR"}})["documents"].size(), 0u);
    EXPECT_EQ(ask("DELETE", "/v1/document", {{"wiki", "w"}, {"key", "a"}}).status, 200);
    EXPECT_EQ(ask("DELETE", "/v1/document", {{"wiki", "w"}, {"key", "a"}}).status, 404);
    EXPECT_EQ(get("/v1/document", {{"wiki", "w"}, {"key", "a"}}).status, 404);
    EXPECT_EQ(get("/v1/annotations", {{"wiki", "w"}, {"key", "a"}}).status, 404);
}

TEST_F(Handlers, TheSamePageAgainChangesNothingAndAnOlderOneIsRefused) {
    const Query key = {{"wiki", "w"}, {"key", "a"}};
    const Json second = {{"text", backup}, {"revision", "2"}, {"revision_order", 2}};
    put("a", second);
    const auto tag = get("/v1/document", key).headers.at("ETag");
    EXPECT_EQ(Json::parse(ask("PUT", "/v1/document", key, second.dump()).body)["changed"], false);
    EXPECT_EQ(get("/v1/document", key).headers.at("ETag"), tag);
    const Json first = {{"text", "old"}, {"revision", "1"}, {"revision_order", 1}};
    EXPECT_EQ(ask("PUT", "/v1/document", key, first.dump()).status, 409);
    put("a", {{"text", "new"}, {"revision", "3"}, {"revision_order", 3}});
    EXPECT_NE(get("/v1/document", key).headers.at("ETag"), tag);
}

TEST_F(Handlers, NameEachWrongFieldOfABody) {
    const std::pair<std::string, std::string> rows[] = {
        {"", "400 : this is no valid JSON from byte 1 on"},
        {"[]", "422 : must be an object text: is missing"},
        {"{}", "422 text: is missing"},
        {R"({"text": 1})", "422 text: must be a string"},
        {R"({"text": "a", "text": "b"})", "400 text: is given twice"},
        {R"({"text": "a", "titel": "b"})", "422 titel: is not known here; did you mean title?"},
        {R"({"text": "a", "format": "rtf"})",
         "422 format: must be one of: text, markdown, mediawiki, dokuwiki, html"},
        {R"({"text": "a", "status": "final"})",
         "422 status: must be one of: unstated, draft, approved, approved-but-edited, withdrawn"},
        {R"({"text": "a", "revision_order": -1})",
         "422 revision_order: must be a whole number from 0 to 9223372036854775807"},
        {R"({"text": "a", "revision_order": 1.5})",
         "422 revision_order: must be a whole number from 0 to 9223372036854775807"},
        {"{\"text\": \"\xFF\"}", "400 : this is no valid JSON from byte 11 on"},
        {R"({"text": "\ud800"})", "400 : this is no valid JSON from byte 17 on"},
        {std::string(1000, '['), "400 : this is nested deeper than 64 levels"},
    };
    for (const auto& [body, error] : rows)
        EXPECT_EQ(error_of(ask("PUT", "/v1/document", {{"wiki", "w"}, {"key", "a"}}, body)), error) << body;
    EXPECT_EQ(error_of(ask("PUT", "/v1/document", {{"wiki", "w"}, {"key", "\xFF"}}, R"({"text": "a"})")),
              "400 key: must be UTF-8");
    EXPECT_EQ(json("/v1/documents")["documents"].size(), 0u);
}

TEST_F(Handlers, NameEachWrongParameter) {
    const struct {
        const char* path;
        Query query;
        const char* error;
    } rows[] = {
        {"/v1/documents", {{"limit", "0"}}, "400 limit: must be from 1 to 1000"},
        {"/v1/documents", {{"limit", "1e3"}}, "400 limit: must be from 1 to 1000"},
        {"/v1/documents", {{"cursor", "zz"}}, "400 cursor: is not one of ours"},
        {"/v1/evidence", {{"limit", "501"}}, "400 limit: must be from 1 to 500"},
        {"/v1/evidence",
         {{"clause", "iso27001:2022/A.8.134"}},
         "404 clause: is not known; did you mean iso27001:2022/A.8.14?"},
        {"/v1/evidence", {{"wiki", "w"}}, "400 key: wiki and key go together"},
        {"/v1/evidence", {{"candidates", "yes"}}, "400 candidates: must be true or false"},
        {"/v1/evidence", {{"cursor", "61.62."}}, "400 cursor: is not one of ours"},
        {"/v1/coverage",
         {{"standard", "iso27001:2021"}},
         "404 standard: is not known; did you mean iso27001:2022?"},
        {"/v1/coverage", {{"key", "k"}}, "400 wiki: wiki and key go together"},
        {"/v1/clauses", {{"standard", "x"}}, "404 standard: is not known"},
        {"/v1/changes", {{"after", "-1"}}, "400 after: must be a sequence number"},
        {"/v1/changes", {{"limit", "x"}}, "400 limit: must be from 1 to 1000"},
        {"/v1/document", {{"wiki", "w"}, {"key", "k"}, {"source", "1"}}, "400 source: must be true or false"},
    };
    for (const auto& row : rows) {
        const std::string error = error_of(get(row.path, row.query));
        EXPECT_THAT(error, HasSubstr(std::string(row.error).substr(0, 24))) << row.path;
    }
}

TEST_F(Handlers, AnnotationsQuoteTheVisibleTextInCodePoints) {
    put("a", {{"text", "Grüße 👍 an **alle**.\n\nBackups 👍 of *all* servers must be tested every month.\n"}});
    const Json page = json("/v1/document", {{"wiki", "w"}, {"key", "a"}});
    std::string visible;
    for (const Json& passage : page["passages"]) visible += passage["text"].get<std::string>() + "\n";
    std::u32string points;
    for (std::size_t at = 0; at < visible.size();) points += next_code_point(visible, at);
    const Json annotations = json("/v1/annotations", {{"wiki", "w"}, {"key", "a"}});
    ASSERT_FALSE(annotations["items"].empty());
    for (const Json& item : annotations["items"]) {
        ASSERT_FALSE(item["target"].empty());
        for (const Json& target : item["target"]) {
            const Json& quote = target["selector"][0];
            const Json& position = target["selector"][1];
            const auto begin = position["start"].get<std::size_t>();
            std::string there;
            for (std::size_t i = begin; i < position["end"].get<std::size_t>(); ++i)
                append_utf8(there, points[i]);
            EXPECT_EQ(quote["exact"], there);
            EXPECT_TRUE(visible.find(quote["prefix"].get<std::string>() + there +
                                     quote["suffix"].get<std::string>()) != std::string::npos);
        }
    }
}

TEST_F(Handlers, AnalyzeAnswersAndStoresNothing) {
    const HttpResponse response = ask("POST", "/v1/analyze", {}, Json{{"text", backup}}.dump());
    ASSERT_EQ(response.status, 200);
    const Json body = Json::parse(response.body);
    EXPECT_EQ(body["title"], "Backup");
    EXPECT_FALSE(body["annotations"].empty());
    EXPECT_EQ(store->summary()->documents, 0);
    EXPECT_EQ(ask("POST", "/v1/analyze", {}, R"({"text": "a", "owner": "x"})").status, 422);
}

TEST_F(Handlers, ListsGiveEachItemOnceThroughTheirCursors) {
    for (const char* key : {"a", "b", "c", "d", "e"}) put(key, {{"text", backup}, {"title", key}});
    const auto walk = [&](const std::string& path, const std::string& list, Query query) {
        std::vector<std::string> found;
        for (int pages = 0; pages < 10; ++pages) {
            const Json body = json(path, query);
            for (const Json& item : body[list])
                found.push_back((item.contains("document") ? item["document"] : item)["key"]);
            if (!body.contains("next")) break;
            query["cursor"] = body["next"];
        }
        return found;
    };
    EXPECT_THAT(walk("/v1/documents", "documents", {{"limit", "2"}}), ElementsAre("a", "b", "c", "d", "e"));
    EXPECT_THAT(walk("/v1/evidence", "evidence", {{"limit", "2"}, {"clause", clause}}),
                ElementsAre("a", "b", "c", "d", "e"));
    std::vector<std::string> changed;
    for (Json body = json("/v1/changes", {{"limit", "2"}}); !body["changes"].empty();
         body = json("/v1/changes", {{"limit", "2"}, {"after", body["next"].dump()}}))
        for (const Json& change : body["changes"]) changed.push_back(change["key"]);
    EXPECT_THAT(changed, ElementsAre("a", "b", "c", "d", "e"));
}

TEST_F(Handlers, CoverageAndEvidenceMoveTheirTagWithTheStore) {
    const HttpResponse before = get("/v1/coverage", {{"standard", "iso27001:2022"}});
    put("a", {{"text", backup}});
    const HttpResponse after = get("/v1/coverage", {{"standard", "iso27001:2022"}});
    EXPECT_NE(before.headers.at("ETag"), after.headers.at("ETag"));
    EXPECT_NE(before.body, after.body);
    EXPECT_EQ(after.body, get("/v1/coverage", {{"standard", "iso27001:2022"}}).body);
    EXPECT_EQ(json("/v1/coverage")["note"], "documents only, not conformity");
    const Json evidence = json("/v1/evidence", {{"clause", clause}, {"wiki", "w"}, {"key", "a"}});
    ASSERT_EQ(evidence["evidence"].size(), 1u);
    EXPECT_FALSE(evidence["evidence"][0]["tag"]["quotes"].empty());
}

TEST_F(Handlers, StandardsAndTheirClausesAreListed) {
    EXPECT_GE(json("/v1/standards")["standards"].size(), 4u);
    const Json clauses = json("/v1/clauses", {{"standard", "iso27001:2022"}})["clauses"];
    EXPECT_GT(clauses.size(), 93u);
}

TEST_F(Handlers, HealthAndReadinessAnswer) {
    EXPECT_EQ(get("/healthz").body, "alive\n");
    EXPECT_EQ(json("/readyz")["ready"], true);
}

TEST_F(Handlers, WordsOfPagesStayWordsInHtml) {
    const std::string bad = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)> \u202Egpj\u200B\u2066";
    const std::string text = "# `" + bad + "`\n\nBackups of `" + bad + "` must be tested every month.\n";
    const Query key = {{"wiki", bad}, {"key", bad}};
    const Json page = {{"text", text},   {"title", bad},       {"owner", bad},
                       {"version", bad}, {"review_date", bad}, {"permalink", "javascript:alert(1)"}};
    ASSERT_EQ(ask("PUT", "/v1/document", key, page.dump()).status, 200);
    const std::pair<std::string, Query> pages[] = {
        {"/", {}},          {"/coverage", {{"standard", "iso27001:2022"}}},
        {"/documents", {}}, {"/evidence", {{"clause", clause}}},
        {"/document", key},
    };
    for (const auto& [path, query] : pages) {
        const HttpResponse response = get(path, query);
        EXPECT_EQ(response.status, 200) << path;
        EXPECT_EQ(response.type, "text/html; charset=utf-8") << path;
        EXPECT_THAT(response.headers.at("Content-Security-Policy"), HasSubstr("default-src 'none'"));
        for (const char* never : {"<script", "<img", "\"'>", "javascript:", "\u202E", "\u200B", "\u2066"})
            EXPECT_THAT(response.body, Not(HasSubstr(never))) << path;
    }
    EXPECT_THAT(get("/document", key).body, HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt;"));
    EXPECT_THAT(get("/document", key).body, HasSubstr("[U+202E]gpj[U+200B][U+2066]"));
    EXPECT_EQ(get("/style.css").status, 200);
}

TEST_F(Handlers, PagesForPeopleSayWhatIsMissing) {
    EXPECT_EQ(get("/document", {{"wiki", "w"}, {"key", "<b>"}}).status, 404);
    EXPECT_EQ(get("/evidence", {{"clause", "<b>"}}).status, 404);
    EXPECT_EQ(get("/coverage", {{"standard", "<b>"}}).status, 404);
    EXPECT_THAT(get("/evidence", {{"clause", clause}}).body, HasSubstr("Nothing was found"));
}

TEST_F(Handlers, WrongMethodsNameTheRightOnes) {
    const HttpResponse response = ask("POST", "/v1/document");
    EXPECT_EQ(response.status, 405);
    EXPECT_THAT(response.headers.at("Allow"), HasSubstr("PUT"));
    EXPECT_EQ(ask("PUT", "/").status, 405);
    EXPECT_EQ(get("/v2/document").status, 404);
}

TEST_F(Handlers, EveryRouteIsTriedWithoutParametersAndNoneFails) {
    for (const Route& route : router.routes()) {
        const int status = ask(route.method, route.path).status;
        EXPECT_LT(status, 500) << route.method << " " << route.path;
    }
}

}  // namespace
}  // namespace clausemark
