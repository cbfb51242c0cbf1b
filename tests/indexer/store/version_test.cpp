// SPDX-License-Identifier: Apache-2.0
// The version of a store, by which answers are kept: it moves with every write, whoever made it.
#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <thread>

#include "indexer/store/inquiries.h"
#include "parser/core/limits_server.h"
#include "tests/indexer/store/sample.h"

namespace clausemark {
namespace {

void write_something(Store& store, int number) {
    AccessToken token;
    token.name = token.hash = std::to_string(number);
    ASSERT_TRUE(*store.add_token(token));
}

class Version : public testing::Test {
  protected:
    void SetUp() override {
        one = std::move(*open_sqlite_store(folder.file("store.sqlite")));
        two = std::move(*open_sqlite_store(folder.file("store.sqlite")));
    }
    static std::int64_t of(Store& store) { return *inquiries_of(store).version(); }

    TemporaryFolder folder;
    std::unique_ptr<Store> one;
    std::unique_ptr<Store> two;
};

TEST_F(Version, MovesAtOnceWithWhatIsWrittenHere) {
    for (int i = 0; i < 100; ++i) {
        const std::int64_t before = of(*one);
        write_something(*one, i);
        EXPECT_GT(of(*one), before) << i;
    }
}

TEST_F(Version, MovesSoonWithWhatOthersWrite) {
    for (int i = 0; i < 20; ++i) {
        const std::int64_t before = of(*one);
        write_something(*two, i);
        std::this_thread::sleep_for(limits::version_patience);
        EXPECT_GT(of(*one), before) << i;
    }
}

TEST_F(Version, StandsStillWhileNobodyWrites) {
    write_something(*one, 0);
    const std::int64_t before = of(*one);
    for (int i = 0; i < 5; ++i) {
        std::this_thread::sleep_for(limits::version_patience);
        EXPECT_EQ(of(*one), before);
    }
}

TEST_F(Version, IsNeverOlderThanAWriteThatAnotherThreadHasSeen) {
    std::thread writer([&] {
        for (int i = 0; i < 200; ++i) write_something(*one, i);
    });
    std::size_t seen = 0;
    std::int64_t version = of(*one);
    while (seen < 200) {
        const std::size_t now = one->tokens()->size();
        const std::int64_t asked = of(*one);
        if (now > seen) EXPECT_GT(asked, version) << now;
        // Another write may have come between the two questions: the next comparison counts from before it.
        if (one->tokens()->size() == now) {
            seen = now;
            version = asked;
        }
    }
    writer.join();
}

}  // namespace
}  // namespace clausemark
