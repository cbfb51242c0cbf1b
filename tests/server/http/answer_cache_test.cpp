// SPDX-License-Identifier: Apache-2.0
// Kept answers: of one state alone, within their bound, and never of a store that has changed since.
#include <gmock/gmock.h>

#include "server/http/answer_cache.h"
#include "tests/server/http/handlers.h"

namespace clausemark {
namespace {

HttpResponse answer_of(std::size_t bytes) {
    return {200, "application/json", std::string(bytes, 'x'), {}};
}

TEST(AnswerCache, GivesAnAnswerOfTheSameStateAlone) {
    AnswerCache cache(1000);
    cache.keep("a", "1", answer_of(10));
    ASSERT_TRUE(cache.find("a", "1"));
    EXPECT_EQ(cache.find("a", "1")->body, "xxxxxxxxxx");
    EXPECT_FALSE(cache.find("a", "2"));
    EXPECT_FALSE(cache.find("b", "1"));
    cache.keep("b", "2", answer_of(10));
    EXPECT_FALSE(cache.find("a", "1"));
    EXPECT_FALSE(cache.find("a", "2"));
}

TEST(AnswerCache, HoldsNoMoreThanItsBound) {
    AnswerCache cache(1000);
    cache.keep("large", "1", answer_of(126));
    EXPECT_FALSE(cache.find("large", "1")) << "one answer must not take the room of all others";
    int held = 0;
    for (int i = 0; i < 100; ++i) cache.keep(std::to_string(i), "1", answer_of(100));
    for (int i = 0; i < 100; ++i) held += cache.find(std::to_string(i), "1") ? 1 : 0;
    EXPECT_GT(held, 0);
    EXPECT_LT(held, 10);
}

TEST(AnswerCache, TellsQuestionsApart) {
    const auto key = [](Query query, std::string accepted = {}) {
        HttpRequest request{"GET", "/v1/documents", std::move(query), {}};
        request.accepted = std::move(accepted);
        return AnswerCache::key_of(request);
    };
    EXPECT_EQ(key({{"a", "1"}, {"b", "2"}}), key({{"b", "2"}, {"a", "1"}}));
    EXPECT_NE(key({{"a", "1"}}), key({{"a", "2"}}));
    EXPECT_NE(key({{"a", "1"}}), key({{"a", "1"}}, "text/csv"));
    EXPECT_NE(key({{"a", std::string("1\0b\0"
                                     "1:2",
                                     7)}}),
              key({{"a", "1"}, {"b", "2"}}));
}

TEST_F(Handlers, AKeptAnswerNeverOutlivesAChange) {
    const Query key = {{"wiki", "w"}, {"key", "a"}};
    put("a", {{"text", "Passwords must be at least 12 characters long."}});
    put("b", {{"text", "Passwords must be at least 8 characters long."}});
    const auto twice = [&](const std::string& path, const Query& query = {}) {
        const std::string first = get(path, query).body;
        EXPECT_EQ(get(path, query).body, first) << path;
        return first;
    };
    const std::string page = twice("/v1/document", key);
    const std::string conflicts = twice("/v1/conflicts");
    const std::string conflict = Json::parse(conflicts)["conflicts"][0]["key"];
    EXPECT_EQ(get("/v1/document", {{"wiki", "w"}, {"key", "b"}}).body.find("at least 12"), std::string::npos);
    const Json body = {{"key", conflict}, {"reason", "on purpose"}, {"who", "Ada"}};
    ASSERT_EQ(ask("POST", "/v1/decisions", {}, body.dump()).status, 200);
    EXPECT_NE(twice("/v1/conflicts"), conflicts);
    ASSERT_EQ(ask("DELETE", "/v1/decisions", {{"key", conflict}}).status, 200);
    EXPECT_EQ(twice("/v1/conflicts"), conflicts);
    put("a", {{"text", "Passwords must be at least 16 characters long."}});
    EXPECT_NE(twice("/v1/document", key), page);
    EXPECT_NE(twice("/v1/conflicts"), conflicts);
}

}  // namespace
}  // namespace clausemark
