// SPDX-License-Identifier: Apache-2.0
// Kept answers: of one version alone, within their bound, made once for all who ask, and never of a store
// that has changed since.
#include <gmock/gmock.h>

#include <atomic>
#include <stdexcept>
#include <thread>

#include "server/http/answer_cache.h"
#include "tests/server/http/handlers.h"

namespace clausemark {
namespace {

HttpResponse answer_of(const std::string& body) {
    return {200, "application/json", body, {}};
}

/// A cache over a store that the test moves on.
struct Asked {
    explicit Asked(std::size_t bytes) : cache(bytes) {}

    std::string ask(const std::string& key, const std::function<HttpResponse()>& make) {
        return cache
            .get(
                key, [this] { return version.load(); }, make)
            ->text();
    }
    /// Makes, where it must, what says how often that was.
    std::string ask(const std::string& key) {
        return ask(key, [this] { return answer_of(std::to_string(++made)); });
    }
    AnswerCache cache;
    std::atomic<std::int64_t> version = 1;
    std::atomic<int> made = 0;
};

TEST(AnswerCache, GivesAnAnswerOfTheSameVersionAlone) {
    Asked asked(1000);
    EXPECT_EQ(asked.ask("a"), "1");
    EXPECT_EQ(asked.ask("a"), "1");
    EXPECT_EQ(asked.ask("b"), "2");
    asked.version = 2;
    EXPECT_EQ(asked.ask("b"), "3");
    EXPECT_EQ(asked.ask("a"), "4");
    asked.version = -1;
    EXPECT_EQ(asked.ask("a"), "5") << "a store that cannot say where it stands is asked";
}

TEST(AnswerCache, KeepsNoFailureAndNothingThatAChangeOvertook) {
    Asked asked(1000);
    const auto fail = [&] { return HttpResponse{503, "", std::to_string(++asked.made), {}}; };
    EXPECT_EQ(asked.ask("a", fail), "1");
    EXPECT_EQ(asked.ask("a"), "2");
    const auto overtaken = [&] {
        ++asked.version;
        return answer_of("old");
    };
    EXPECT_EQ(asked.ask("b", overtaken), "old");
    EXPECT_EQ(asked.ask("b"), "3");
    const auto broken = []() -> HttpResponse { throw std::runtime_error("broken"); };
    EXPECT_THROW(asked.ask("c", broken), std::runtime_error);
    EXPECT_EQ(asked.ask("c"), "4");
}

TEST(AnswerCache, HoldsNoMoreThanItsBound) {
    Asked asked(1000);
    const std::string large(126, 'x');
    for (int i = 0; i < 2; ++i) asked.ask("large", [&] { return ++asked.made, answer_of(large); });
    EXPECT_EQ(asked.made, 2) << "one answer must not take the room of all others";
    const std::string small(100, 'x');
    const auto ask_all = [&] {
        asked.made = 0;
        for (int i = 0; i < 100; ++i)
            asked.ask(std::to_string(i), [&] { return ++asked.made, answer_of(small); });
        return asked.made.load();
    };
    ask_all();
    EXPECT_GT(ask_all(), 90);
}

TEST(AnswerCache, MakesOnceWhatManyAskAtOnce) {
    Asked asked(1000);
    std::vector<std::thread> askers;
    std::atomic<int> equal = 0;
    askers.reserve(16);
    for (int i = 0; i < 16; ++i)
        askers.emplace_back([&] {
            const std::string got = asked.ask("a", [&] {
                std::this_thread::sleep_for(std::chrono::milliseconds(20));
                return answer_of(std::to_string(++asked.made));
            });
            equal += got == "1" ? 1 : 0;
        });
    for (std::thread& asker : askers) asker.join();
    EXPECT_EQ(equal, 16);
}

TEST(AnswerCache, WhoAsksBehindAChangeIsNotGivenWhatWasBegunBeforeIt) {
    Asked asked(1000);
    std::string late;
    std::thread asker;
    const std::string early = asked.ask("a", [&] {
        asked.version = 2;
        asker = std::thread([&] { late = asked.ask("a", [] { return answer_of("new"); }); });
        std::this_thread::sleep_for(std::chrono::milliseconds(20));  // it waits for this one by now
        return answer_of("old");
    });
    asker.join();
    EXPECT_EQ(early, "old");
    EXPECT_EQ(late, "new");
}

TEST(AnswerCache, WhoWaitedForOneThatFailsMakesHisOwn) {
    Asked asked(1000);
    std::string late;
    std::thread asker;
    const auto broken = [&]() -> HttpResponse {
        asker = std::thread([&] { late = asked.ask("a", [] { return answer_of("own"); }); });
        std::this_thread::sleep_for(std::chrono::milliseconds(20));
        throw std::runtime_error("broken");
    };
    EXPECT_THROW(asked.ask("a", broken), std::runtime_error);
    asker.join();
    EXPECT_EQ(late, "own");
}

TEST(AnswerCache, TellsQuestionsApart) {
    const auto key = [](Query query, std::string accepted = {}, Visible visible = {}) {
        HttpRequest request{"GET", "/v1/documents", std::move(query), {}};
        request.accepted = std::move(accepted);
        request.caller.visible = std::move(visible);
        return AnswerCache::key_of(request);
    };
    EXPECT_EQ(key({{"a", "1"}, {"b", "2"}}), key({{"b", "2"}, {"a", "1"}}));
    EXPECT_NE(key({{"a", "1"}}), key({{"a", "2"}}));
    EXPECT_NE(key({{"a", "1"}}), key({{"a", "1"}}, "text/csv"));
    EXPECT_NE(key({{"a", "11:b1:2"}}), key({{"a", "1"}, {"b", "2"}}));
    EXPECT_NE(key({}), key({}, "", {{{"A"}}}));
    EXPECT_NE(key({}, "", {{{"A"}}}), key({}, "", {{{"B"}}}));
    EXPECT_NE(key({}, "", {{{"A", "B"}}}), key({}, "", {{{"A1:B"}}}));
    EXPECT_NE(key({}, "", {{{""}}}), key({}, "", {{std::set<std::string, std::less<>>()}}));
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
