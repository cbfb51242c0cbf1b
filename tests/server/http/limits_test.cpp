// SPDX-License-Identifier: Apache-2.0
// What one token may ask, what is counted of it, and what is logged.
#include <gmock/gmock.h>

#include <atomic>
#include <thread>

#include "server/http/access_log.h"
#include "server/http/limiter.h"
#include "server/http/metrics.h"
#include "server/http/worker_pool.h"

namespace clausemark {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using testing::HasSubstr;

TEST(Limits, NobodyIsRefusedWhileWorkersAreIdle) {
    constexpr std::size_t workers = 8;
    constexpr std::size_t queue = 2;
    WorkerPool pool(workers, queue, nullptr);
    std::atomic<std::size_t> served = 0;
    std::atomic<std::size_t> refused = 0;
    std::atomic<bool> go = false;
    // All come at once, before a thread has woken.
    for (std::size_t i = 0; i < workers + queue; ++i)
        pool.enqueue([&] {
            (WorkerPool::refusing() ? refused : served)++;
            go.wait(false);
        });
    pool.enqueue([&] { (WorkerPool::refusing() ? refused : served)++; });
    while (refused + served < workers + 1) std::this_thread::yield();
    EXPECT_EQ(refused, 1U) << "the one beyond workers and queue";
    go = true;
    go.notify_all();
    pool.shutdown();
    EXPECT_EQ(served, workers + queue);
}

TEST(Limits, ABucketRefillsAsTimePasses) {
    Limiter limiter({2, 3, 0});
    const Limiter::Clock::time_point start{seconds(1000)};
    for (int i = 0; i < 3; ++i) EXPECT_EQ(limiter.wait("a", start), 0);
    EXPECT_EQ(limiter.wait("a", start), 1);
    EXPECT_EQ(limiter.wait("b", start), 0) << "each token has its own";
    EXPECT_EQ(limiter.wait("", start), 0) << "without a token there is no limit";
    EXPECT_EQ(limiter.wait("a", start + milliseconds(400)), 1);
    EXPECT_EQ(limiter.wait("a", start + milliseconds(500)), 0);
    for (int i = 0; i < 3; ++i) EXPECT_EQ(limiter.wait("a", start + seconds(60)), 0);
    EXPECT_EQ(limiter.wait("a", start + seconds(60)), 1) << "and never holds more than the burst";
    EXPECT_EQ(Limiter({0, 1, 0}).wait("a", start), 0);
    Limiter slow({0.1, 1, 0});
    EXPECT_EQ(slow.wait("a", start), 0);
    EXPECT_EQ(slow.wait("a", start), 10);
}

TEST(Limits, PlacesAreGivenBack) {
    Limiter limiter({0, 1, 1});
    {
        const Limiter::Place one(limiter, "a");
        EXPECT_TRUE(one.taken());
        EXPECT_FALSE(Limiter::Place(limiter, "a").taken());
        EXPECT_FALSE(Limiter::Place(limiter, "a").taken()) << "who was refused gave nothing back";
        EXPECT_TRUE(Limiter::Place(limiter, "b").taken());
        EXPECT_TRUE(Limiter::Place(limiter, "").taken());
    }
    EXPECT_TRUE(Limiter::Place(limiter, "a").taken());
}

TEST(Counted, RequestsAreTextThatPrometheusReads) {
    Metrics metrics;
    metrics.count_request("/v1/document", "GET", 200, milliseconds(3));
    metrics.count_request("/v1/document", "GET", 200, seconds(20));
    metrics.count_request("other", "GET", 404, milliseconds(1));
    metrics.count_store(true, milliseconds(7));
    const std::string text = metrics.text();
    for (const char* line :
         {"# TYPE clausemark_requests_total counter\n",
          "clausemark_requests_total{route=\"/v1/document\",method=\"GET\",status=\"200\"} 2\n",
          "clausemark_requests_total{route=\"other\",method=\"GET\",status=\"404\"} 1\n",
          "clausemark_request_seconds_bucket{route=\"/v1/document\",le=\"0.0025\"} 0\n",
          "clausemark_request_seconds_bucket{route=\"/v1/document\",le=\"0.005\"} 1\n",
          "clausemark_request_seconds_bucket{route=\"/v1/document\",le=\"+Inf\"} 2\n",
          "clausemark_request_seconds_count{route=\"/v1/document\"} 2\n",
          "clausemark_request_seconds_sum{route=\"/v1/document\"} 20.003\n",
          "clausemark_store_seconds_count{kind=\"write\"} 1\n",
          "clausemark_store_seconds_count{kind=\"read\"} 0\n", "clausemark_connections_waiting 0\n"})
        EXPECT_THAT(text, HasSubstr(line));
    EXPECT_EQ(label("a", "b\"\\\n"), "a=\"b\\\"\\\\\\n\"");
}

TEST(Logged, ALineIsOneObjectOrOneLineForPeople) {
    const AnsweredRequest request = {"id-1",           "GET",       "/v1/document", 200, 17,
                                     milliseconds(12), "a \"b\"\n", "127.0.0.1"};
    EXPECT_EQ(log_line(LogForm::json, request, "2026-11-01T12:00:00Z"),
              "{\"bytes\":17,\"id\":\"id-1\",\"method\":\"GET\",\"ms\":12.0,\"peer\":\"127.0.0.1\","
              "\"route\":\"/v1/document\",\"status\":200,\"time\":\"2026-11-01T12:00:00Z\","
              "\"token\":\"a \\\"b\\\"\\n\"}\n");
    const std::string text = log_line(LogForm::text, request, "2026-11-01T12:00:00Z");
    EXPECT_THAT(text, HasSubstr("GET /v1/document 200 12 ms 17 bytes id-1\n"));
    EXPECT_EQ(text.find('\n'), text.size() - 1);
}

}  // namespace
}  // namespace clausemark
