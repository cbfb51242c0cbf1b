// SPDX-License-Identifier: Apache-2.0
// What all answers have in common: the form by what the client takes, tags and what is expected of them, the
// name of a request, pages of other origins. Headers in, answers out, without a socket.
#include <gmock/gmock.h>

#include "server/http/finish.h"
#include "server/http/negotiation.h"
#include "server/http/origins.h"
#include "server/http/preconditions.h"
#include "tests/server/http/handlers.h"

namespace clausemark {
namespace {

using testing::AnyOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const std::vector<std::string> json_or_csv = {"application/json", "text/csv"};

TEST(Negotiation, TakesWhatTheClientLikesBest) {
    const std::pair<const char*, const char*> rows[] = {
        {"", "application/json"},
        {"*/*", "application/json"},
        {"text/csv", "text/csv"},
        {"TEXT/CSV; header=present", "text/csv"},
        {"text/*", "text/csv"},
        {"application/json;q=0.5, text/csv", "text/csv"},
        {"text/csv;q=0.5, */*;q=0.1", "text/csv"},
        {"text/csv;q=0, */*", "application/json"},
        {"text/html, application/xhtml+xml, */*;q=0.8", "application/json"},
        {"text/csv; q=2, application/json", "application/json"},
        {"application/xml", ""},
        {"application/json;q=0, text/csv;q=0.000", ""},
        {",, ;q=1", "application/json"},
    };
    for (const auto& [accept, type] : rows) EXPECT_EQ(best_type(accept, json_or_csv), type) << accept;
}

TEST(Negotiation, CompressesForThoseWhoSaySo) {
    for (const char* takes : {"gzip", "deflate, gzip;q=0.5", "*", "GZIP", "x-gzip"})
        EXPECT_TRUE(takes_gzip(takes)) << takes;
    for (const char* refuses : {"", "identity", "gzip;q=0", "gzip;q=0.0, *", "*;q=0", "br"})
        EXPECT_FALSE(takes_gzip(refuses)) << refuses;
    for (const char* type : {"application/json", "application/ld+json; profile=\"x\"", "text/html"})
        EXPECT_TRUE(is_compressible(type)) << type;
    EXPECT_FALSE(is_compressible("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"));
    const std::string text(100000, 'x');
    EXPECT_LT(gzip(text).size(), text.size() / 50);
    EXPECT_EQ(gzip(text), gzip(text));
}

TEST(Tags, EachFormHasItsOwn) {
    EXPECT_EQ(tag_of_form("\"42-ab\"", "csv"), "\"42-ab-csv\"");
    EXPECT_EQ(tag_of_form("\"42\"", ""), "\"42\"");
    for (const char* names : {"*", "\"a\"", "\"b\", \"a\"", "W/\"a\"", "\"b\",W/\"a\" "})
        EXPECT_TRUE(names_tag(names, "\"a\"")) << names;
    for (const char* other : {"", "a", "\"aa\"", "\"a", "\"b\" \"a\"", "x\"a\"", "\"A\""})
        EXPECT_FALSE(names_tag(other, "\"a\"")) << other;
}

TEST(Tags, WritesSayWhatMustStand) {
    const auto expected_of = [](const char* name, const char* value) {
        HttpRequest request{"PUT", "/", {}, {}};
        request.headers[name] = value;
        Expected expected;
        EXPECT_FALSE(read_expected(request, expected)) << value;
        return expected;
    };
    EXPECT_EQ(expected_of("x", "").what, Expected::What::anything);
    EXPECT_EQ(expected_of("if-none-match", "*").what, Expected::What::nothing);
    EXPECT_EQ(expected_of("if-match", "*").what, Expected::What::something);
    EXPECT_THAT(expected_of("if-match", "\"42-ab-gzip\", W/\"43\"").versions, ElementsAre("42", "43"));
    for (const auto& [name, value] : {std::pair("if-match", "42"),
                                      {"if-match", "\"42"},
                                      {"if-match", ","},
                                      {"if-none-match", "\"42\""}}) {
        HttpRequest request{"PUT", "/", {}, {}};
        request.headers[name] = value;
        Expected expected;
        const auto refusal = read_expected(request, expected);
        ASSERT_TRUE(refusal) << value;
        EXPECT_EQ(refusal->status, 400);
    }
}

TEST(Finish, NamesEachRequest) {
    EXPECT_EQ(request_id("my-Request_1.2"), "my-Request_1.2");
    for (const std::string& bad :
         {std::string(), std::string("a b"), std::string("a\nb"), std::string(65, 'a')}) {
        EXPECT_THAT(request_id(bad), testing::MatchesRegex("[0-9a-f]{24}|[0-9a-f]+")) << bad;
        EXPECT_NE(request_id(bad), request_id(bad));
    }
}

TEST(Finish, ATagIsOfTheFormThatIsSentAndHalvesNothing) {
    HttpRequest request{"GET", "/", {}, {}};
    HttpResponse response = {200, "application/json", std::string(5000, 'x'), {{"ETag", "\"7\""}}};
    const HttpResponse made = response;
    finish(request, response);
    EXPECT_EQ(response.headers.at("ETag"), "\"7\"");
    EXPECT_EQ(response.headers.at("Vary"), "Accept-Encoding");
    EXPECT_EQ(response.headers.count("Content-Encoding"), 0u);
    request.headers["accept-encoding"] = "gzip";
    response = made;
    finish(request, response);
    EXPECT_EQ(response.headers.at("ETag"), "\"7-gzip\"");
    EXPECT_EQ(response.headers.at("Content-Encoding"), "gzip");
    EXPECT_LT(response.body.size(), 100u);
    request.headers["if-none-match"] = "\"7-gzip\"";
    response = made;
    finish(request, response);
    EXPECT_EQ(response.status, 304);
    EXPECT_EQ(response.body, "");
    EXPECT_EQ(response.headers.count("Content-Encoding"), 0u);
    request.headers["if-none-match"] = "\"7\"";
    response = made;
    finish(request, response);
    EXPECT_EQ(response.status, 200) << "the other form is not what the client has";
    response = {200, "application/json", "short", {}};
    finish(request, response);
    EXPECT_EQ(response.headers.count("Content-Encoding"), 0u);
}

TEST(Origins, AreSchemeHostAndPortAlone) {
    for (const char* fine : {"https://wiki.example", "http://127.0.0.1:8081", "http://[::1]:80"})
        EXPECT_EQ(wrong_origin(fine), "") << fine;
    for (const char* wrong : {"", "*", "null", "wiki.example", "https://", "https://wiki.example/",
                              "https://wiki.example:", "https://Wiki.example", "https://a b", "https://a,b"})
        EXPECT_NE(wrong_origin(wrong), "") << wrong;
}

TEST(Origins, AllowedPagesAreToldSoAndOthersAreNot) {
    const std::vector<std::string> allowed = {"https://wiki.example"};
    HttpRequest request{"OPTIONS", "/", {}, {}};
    request.headers = {{"origin", "https://wiki.example"}, {"access-control-request-method", "PUT"}};
    HttpResponse response = options_response(allowed, request, "GET, PUT, OPTIONS");
    allow_origin(allowed, request, response);
    EXPECT_EQ(response.headers.at("Access-Control-Allow-Origin"), "https://wiki.example");
    EXPECT_THAT(response.headers.at("Access-Control-Allow-Methods"), HasSubstr("PUT"));
    EXPECT_THAT(response.headers.at("Access-Control-Allow-Headers"), HasSubstr("If-Match"));
    EXPECT_THAT(response.headers.at("Vary"), HasSubstr("Origin"));
    request.headers["origin"] = "https://other.example";
    response = options_response(allowed, request, "GET, PUT, OPTIONS");
    allow_origin(allowed, request, response);
    EXPECT_EQ(response.headers.count("Access-Control-Allow-Origin"), 0u);
    EXPECT_EQ(response.headers.count("Access-Control-Allow-Methods"), 0u);
    EXPECT_EQ(response.headers.at("Allow"), "GET, PUT, OPTIONS");
    EXPECT_THAT(response.headers.at("Vary"), HasSubstr("Origin")) << "a cache must not mix the two";
}

class Conventions : public Handlers {
  protected:
    HttpResponse send(const std::string& method, const std::string& path, const Query& query,
                      const std::map<std::string, std::string>& headers, const std::string& body = {}) const {
        HttpResponse refusal;
        const Route* route = router.find(method, path, refusal);
        if (route == nullptr) return refusal;
        HttpRequest request{method, path, query, body};
        request.headers = headers;
        return unshared(Router::run(*route, request));
    }
    const Query key = {{"wiki", "w"}, {"key", "a"}};
    const std::string page = R"({"text": "Backups must be made every night.", "revision": "r1"})";
};

TEST_F(Conventions, ADocumentIsOverwrittenOnlyByWhoSawIt) {
    const HttpResponse made = send("PUT", "/v1/document", key, {{"if-none-match", "*"}}, page);
    ASSERT_EQ(made.status, 200) << made.body;
    EXPECT_EQ(made.headers.at("ETag"), get("/v1/document", key).headers.at("ETag"));
    const HttpResponse again = send("PUT", "/v1/document", key, {{"if-none-match", "*"}}, page);
    ASSERT_EQ(again.status, 412);
    const Json stands = Json::parse(again.body);
    EXPECT_EQ(stands["current"]["revision"], "r1");
    EXPECT_THAT(stands["detail"].get<std::string>(), HasSubstr("revision r1"));
    put("a", {{"text", "changed by another"}});
    const auto late =
        send("PUT", "/v1/document", key, {{"if-match", made.headers.at("ETag")}}, R"({"text": "late"})");
    EXPECT_EQ(late.status, 412);
    EXPECT_EQ(send("DELETE", "/v1/document", key, {{"if-match", made.headers.at("ETag")}}).status, 412);
    const std::string version = Json::parse(late.body)["current"]["version"];
    EXPECT_EQ(send("DELETE", "/v1/document", key, {{"if-match", "\"" + version + "\""}}).status, 200);
    EXPECT_EQ(send("DELETE", "/v1/document", key, {{"if-match", "*"}}).status, 412);
    EXPECT_EQ(send("DELETE", "/v1/document", key, {}).status, 404);
    EXPECT_EQ(send("PUT", "/v1/document", key, {{"if-match", "42"}}, page).status, 400);
}

TEST_F(Conventions, ADecisionIsOverwrittenOnlyByWhoSawIt) {
    put("a", {{"text", "Backups of all servers must be made every night."}});
    const Json body = {{"tag", {{"wiki", "w"}, {"key", "a"}, {"clause", "iso27001:2022/A.8.13"}}},
                       {"verdict", "confirmed"},
                       {"reason", "read"},
                       {"who", "Ada"},
                       {"when", "2026-01-01"}};
    const auto made = send("POST", "/v1/decisions", {}, {{"if-none-match", "*"}}, body.dump());
    ASSERT_EQ(made.status, 200) << made.body;
    EXPECT_EQ(send("POST", "/v1/decisions", {}, {{"if-none-match", "*"}}, body.dump()).status, 412);
    const Json listed = json("/v1/decisions")["decisions"][0];
    const std::string tag = "\"" + listed["version"].get<std::string>() + "\"";
    EXPECT_EQ(made.headers.at("ETag"), tag);
    Json other = body;
    other["reason"] = "read again";
    const auto changed = send("POST", "/v1/decisions", {}, {{"if-match", tag}}, other.dump());
    ASSERT_EQ(changed.status, 200) << changed.body;
    const Query decision = {{"key", listed["key"].get<std::string>()}};
    EXPECT_EQ(send("DELETE", "/v1/decisions", decision, {{"if-match", tag}}).status, 412);
    EXPECT_EQ(send("DELETE", "/v1/decisions", decision, {{"if-match", changed.headers.at("ETag")}}).status,
              200);
    EXPECT_EQ(send("DELETE", "/v1/decisions", decision, {{"if-match", "*"}}).status, 412);
}

TEST_F(Conventions, ListsAreTablesForThoseWhoAskForCsv) {
    put("a", {{"text", "Passwords must be at least 12 characters long.\n\nBackups must be made every night."},
              {"title", "=cmd|' /C calc'!A0"}});
    put("b", {{"text", "Passwords must be at least 8 characters long."}, {"title", "Second, with a comma"}});
    const std::pair<std::string, Query> lists[] = {
        {"/v1/documents", {}},
        {"/v1/coverage", {}},
        {"/v1/coverage", {{"standard", "iso27001:2022"}, {"wiki", "w"}, {"key", "a"}}},
        {"/v1/evidence", {{"clause", "iso27001:2022/A.8.13"}}},
        {"/v1/clauses", {{"standard", "iso27001:2022"}}},
        {"/v1/conflicts", {}},
        {"/v1/duplicates", {}},
        {"/v1/changes", {}},
    };
    for (const auto& [path, query] : lists) {
        const HttpResponse table = send("GET", path, query, {{"accept", "text/csv"}});
        EXPECT_EQ(table.status, 200) << path;
        EXPECT_THAT(table.type, StartsWith("text/csv")) << path;
        EXPECT_THAT(table.headers.at("Vary"), HasSubstr("Accept")) << path;
        EXPECT_TRUE(table.headers.count("ETag")) << path;
        EXPECT_THAT(table.body, Not(HasSubstr(",=cmd"))) << path;
        if (path != "/v1/duplicates") {
            EXPECT_GT(std::count(table.body.begin(), table.body.end(), '\n'), 1) << path;
        }
    }
    EXPECT_THAT(send("GET", "/v1/documents", {}, {{"accept", "text/csv"}}).body,
                HasSubstr("'=cmd|' /C calc'!A0,"));
    EXPECT_THAT(send("GET", "/v1/documents", {}, {{"accept", "text/csv"}}).body,
                HasSubstr("\"Second, with a comma\""));
    const HttpResponse refused = send("GET", "/v1/decisions", {}, {{"accept", "text/csv"}});
    EXPECT_EQ(refused.status, 406);
    EXPECT_EQ(Json::parse(refused.body)["errors"][0]["allowed"], Json::array({"application/json"}));
}

TEST_F(Conventions, ListsLinkToWhatFollows) {
    for (const char* each : {"a", "b", "c"}) put(each, {{"text", "x"}, {"space", "A & B"}});
    const HttpResponse first = get("/v1/documents", {{"limit", "2"}, {"space", "A & B"}});
    const std::string next = Json::parse(first.body)["next"];
    EXPECT_EQ(first.headers.at("Link"),
              "</v1/documents?limit=2&space=A%20%26%20B&cursor=" + next + ">; rel=\"next\"");
    EXPECT_EQ(get("/v1/documents", {{"cursor", next}}).headers.count("Link"), 0u);
    EXPECT_EQ(get("/v1/changes", {{"limit", "2"}}).headers.at("Link"),
              "</v1/changes?limit=2&after=2>; rel=\"next\"");
}

TEST_F(Conventions, EveryReadOfTheStoreHasATagThatMovesWithIt) {
    put("a", {{"text", "Backups must be made every night."}});
    const std::pair<std::string, Query> reads[] = {
        {"/v1/document", key}, {"/v1/annotations", key}, {"/v1/documents", {}},  {"/v1/changes", {}},
        {"/v1/coverage", {}},  {"/v1/evidence", {}},     {"/v1/duplicates", {}}, {"/v1/conflicts", {}},
        {"/v1/decisions", {}}, {"/v1/boilerplate", {}},
    };
    std::map<std::string, std::string> tags;
    for (const auto& [path, query] : reads) tags[path] = get(path, query).headers.at("ETag");
    put("a", {{"text", "Backups must be made every day."}});
    for (const auto& [path, query] : reads)
        EXPECT_NE(tags[path], get(path, query).headers.at("ETag")) << path;
    EXPECT_TRUE(get("/v1/standards").headers.count("ETag"));
    EXPECT_TRUE(get("/v1/clauses", {{"standard", "iso27001:2022"}}).headers.count("ETag"));
}

TEST_F(Conventions, RefusalsNameTheFieldAndWhatIsAllowed) {
    const auto allowed = [&](const std::string& path, const Query& query) {
        return Json::parse(get(path, query).body)["errors"][0]["allowed"].dump();
    };
    EXPECT_EQ(allowed("/v1/documents", {{"limit", "0"}}), "[\"1..1000\"]");
    EXPECT_EQ(allowed("/v1/evidence", {{"rejected", "1"}}), "[\"true\",\"false\"]");
    EXPECT_EQ(allowed("/v1/duplicates", {{"form", "x"}}), "[\"page\",\"identical\",\"edited\"]");
    EXPECT_THAT(allowed("/v1/clauses", {{"standard", "x"}}), HasSubstr("iso27001:2022"));
    EXPECT_THAT(allowed("/v1/document", {{"wiki", "w"}, {"key", "k"}, {"sorce", "1"}}), HasSubstr("source"));
    const auto body = ask("PUT", "/v1/document", key, R"({"text": "a", "status": "x", "titel": "y"})").body;
    EXPECT_THAT(Json::parse(body)["errors"][0]["allowed"].dump(), HasSubstr("approved-but-edited"));
    EXPECT_THAT(Json::parse(body)["errors"][1]["allowed"].dump(), HasSubstr("title"));
}

}  // namespace
}  // namespace clausemark
