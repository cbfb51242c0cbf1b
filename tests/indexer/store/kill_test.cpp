// SPDX-License-Identifier: Apache-2.0
// A writer is killed at random moments. What it had acknowledged must be there, whole, and nothing may be
// half there.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>

#include <random>
#include <thread>

#include "indexer/store/store.h"
#include "tests/indexer/store/sample.h"

namespace clausemark {
namespace {

struct Acknowledged {
    int number;
    int version;
};

/// Saves pages until it dies, and tells each acknowledged one through the pipe.
[[noreturn]] void write_for_ever(const std::string& path, int pipe, int first_version) {
    auto store = open_sqlite_store(path);
    if (!store) _exit(3);
    for (int version = first_version;; ++version)
        for (int number = 0; number < 8; ++number) {
            const PageRecord page = sample_page(number, version, 1 + (number + version) % 7);
            if (!(*store)->save({&page, 1})) _exit(4);
            const Acknowledged done{number, version};
            if (write(pipe, &done, sizeof done) != sizeof done) _exit(5);
        }
}

TEST(SqliteKill, LosesNothingThatWasAcknowledged) {
    TemporaryFolder folder;
    const std::string path = folder.file("store.sqlite");
    std::map<int, int> acknowledged;
    for (unsigned seed = 1; seed <= 12; ++seed) {
        int ends[2];
        ASSERT_EQ(pipe(ends), 0);
        const pid_t child = fork();
        ASSERT_GE(child, 0);
        if (child == 0) {
            close(ends[0]);
            write_for_ever(path, ends[1], static_cast<int>(seed) * 100000);
        }
        close(ends[1]);
        std::mt19937 random(seed);
        Acknowledged done{};
        // Every other one is killed behind its first acknowledgement, however slow the machine is.
        if (seed % 2 == 0 && read(ends[0], &done, sizeof done) == sizeof done)
            acknowledged[done.number] = done.version;
        std::this_thread::sleep_for(std::chrono::microseconds(2000 + random() % 60000));
        kill(child, SIGKILL);
        while (read(ends[0], &done, sizeof done) == sizeof done) acknowledged[done.number] = done.version;
        close(ends[0]);
        int status = 0;
        waitpid(child, &status, 0);
        ASSERT_TRUE(WIFSIGNALED(status)) << "seed " << seed << ", exit " << WEXITSTATUS(status);

        auto store = open_sqlite_store(path);
        ASSERT_TRUE(store) << "seed " << seed << ": " << render(store.why());
        const Status sound = (*store)->check();
        ASSERT_TRUE(sound) << "seed " << seed << ": " << render(sound.why());
        for (const auto& [number, version] : acknowledged) {
            const DocumentKey key = sample_key(number);
            const auto pages = (*store)->pages({&key, 1}, Parts::all());
            ASSERT_TRUE(pages && pages->size() == 1) << "seed " << seed << ", page " << number;
            const int held = static_cast<int>(pages->front().document.attributes.revision_order);
            EXPECT_GE(held, version) << "seed " << seed << ", page " << number;
            const PageRecord expected = sample_page(number, held, 1 + (number + held) % 7);
            EXPECT_EQ(pages->front().passages, expected.passages);
            EXPECT_EQ(pages->front().tags, expected.tags);
            EXPECT_EQ(pages->front().source, expected.source);
        }
    }
    EXPECT_FALSE(acknowledged.empty());
}

}  // namespace
}  // namespace clausemark
