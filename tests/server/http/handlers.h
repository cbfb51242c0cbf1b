// SPDX-License-Identifier: Apache-2.0
// Asks the routes over a real store and the shipped rules, without a socket.
#pragma once

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "server/http/service.h"
#include "tests/indexer/store/sample.h"

namespace clausemark {

using Query = std::map<std::string, std::string>;

class Handlers : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        std::vector<Diagnostic> faults;
        auto loaded = load_knowledge({}, faults);
        for (const Diagnostic& fault : faults) ADD_FAILURE() << render(fault);
        ASSERT_TRUE(loaded);
        known = std::make_unique<Knowledge>(std::move(*loaded));
        indexers = std::make_unique<IndexerPool>(known->indexer_parts());
    }
    static void TearDownTestSuite() {
        indexers.reset();
        known.reset();
    }
    void SetUp() override {
        StoreOptions options;
        options.drift = region_summariser(*known);
        auto opened = open_sqlite_store(folder.file("store.sqlite"), options);
        ASSERT_TRUE(opened);
        store = std::move(*opened);
        service = std::make_unique<Service>(Service{*store, *known, *indexers});
        router = make_router(*service);
    }

    HttpResponse ask(const std::string& method, const std::string& path, const Query& query = {},
                     const std::string& body = {}) const {
        HttpResponse refusal;
        const Route* route = router.find(method, path, refusal);
        HttpRequest request{method, path, query, body};
        return route == nullptr ? refusal : unshared(Router::run(*route, request));
    }
    /// The body where tests look for it, kept or not.
    static HttpResponse unshared(HttpResponse response) {
        if (response.kept) response.body = response.text();
        response.kept.reset();
        return response;
    }
    HttpResponse get(const std::string& path, const Query& query = {}) const {
        return ask("GET", path, query);
    }
    Json json(const std::string& path, const Query& query = {}) const {
        const HttpResponse response = get(path, query);
        EXPECT_EQ(response.status, 200) << path << " " << response.body;
        return Json::parse(response.body);
    }
    void put(const std::string& key, const Json& page) const {
        const HttpResponse response = ask("PUT", "/v1/document", {{"wiki", "w"}, {"key", key}}, page.dump());
        ASSERT_EQ(response.status, 200) << response.body;
    }
    static std::string error_of(const HttpResponse& response) {
        const Json body = Json::parse(response.body);
        EXPECT_EQ(response.type, "application/problem+json");
        EXPECT_EQ(body["status"], response.status);
        std::string out = std::to_string(response.status);
        for (const Json& error : body.value("errors", Json::array()))
            out += " " + error["field"].get<std::string>() + ": " + error["message"].get<std::string>();
        return out;
    }

    static inline std::unique_ptr<Knowledge> known;
    static inline std::unique_ptr<IndexerPool> indexers;
    TemporaryFolder folder;
    std::unique_ptr<Store> store;
    std::unique_ptr<Service> service;
    Router router;
};

}  // namespace clausemark
