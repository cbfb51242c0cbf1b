// SPDX-License-Identifier: Apache-2.0
// What the SQLite store says when its file cannot be used, and that nothing stored is lost by it.
#include <gtest/gtest.h>
#include <sqlite3.h>
#include <sys/resource.h>
#include <sys/wait.h>

#include <csignal>
#include <fstream>

#include "indexer/store/store.h"
#include "tests/indexer/store/sample.h"

namespace clausemark {
namespace {

class SqliteFailures : public testing::Test {
  protected:
    std::string path() const { return folder.file("store.sqlite"); }
    Result<std::unique_ptr<Store>> open(bool read_only = false) const {
        return open_sqlite_store(path(), {read_only, std::chrono::milliseconds(50)});
    }
    void fill(int pages) const {
        auto store = open();
        ASSERT_TRUE(store);
        for (int i = 0; i < pages; ++i) {
            const PageRecord page = sample_page(i, 1);
            ASSERT_TRUE((*store)->save({&page, 1}));
        }
    }
    void sql(const std::string& text) const {
        sqlite3* db = nullptr;
        ASSERT_EQ(sqlite3_open(path().c_str(), &db), SQLITE_OK);
        ASSERT_EQ(sqlite3_exec(db, text.c_str(), nullptr, nullptr, nullptr), SQLITE_OK) << sqlite3_errmsg(db);
        sqlite3_close(db);
    }
    void expect_code(const Diagnostic& why, Code code) const {
        EXPECT_EQ(code_text(why.code), code_text(code)) << render(why);
        EXPECT_EQ(why.file, path());
        EXPECT_FALSE(why.hint.empty());
    }
    void expect_pages(int pages) const {
        auto store = open();
        ASSERT_TRUE(store) << render(store.why());
        EXPECT_EQ((*store)->summary()->documents, pages);
        EXPECT_TRUE((*store)->check());
    }

    TemporaryFolder folder;
};

TEST_F(SqliteFailures, AFileThatIsNoDatabaseIsCorruptAndStaysAsItIs) {
    const std::string bytes(5000, 'x');
    std::ofstream(path()) << bytes;
    auto store = open();
    ASSERT_FALSE(store);
    expect_code(store.why(), Code::store_corrupt);
    std::ifstream in(path());
    EXPECT_EQ(std::string(std::istreambuf_iterator<char>(in), {}), bytes);
}

TEST_F(SqliteFailures, ADamagedPageIsCorrupt) {
    fill(200);
    {
        std::fstream file(path(), std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(0, std::ios::end);
        const auto size = static_cast<long>(file.tellp());
        ASSERT_GT(size, 3 * 4096);
        file.seekp(4096);
        file << std::string(static_cast<std::size_t>(size - 4096), '\xA5');
    }
    auto store = open();
    if (!store) {
        expect_code(store.why(), Code::store_corrupt);
        return;
    }
    const auto documents = (*store)->documents({});
    ASSERT_FALSE(documents);
    expect_code(documents.why(), Code::store_corrupt);
    const Status checked = (*store)->check();
    ASSERT_FALSE(checked);
    expect_code(checked.why(), Code::store_corrupt);
}

TEST_F(SqliteFailures, ATruncatedFileIsCorrupt) {
    fill(200);
    std::filesystem::resize_file(path(), 4096 + 100);
    auto store = open();
    const auto why = store ? (*store)->documents({}).why() : store.why();
    expect_code(why, Code::store_corrupt);
}

TEST_F(SqliteFailures, AnotherProgramsDatabaseIsRefusedUntouched) {
    sql("CREATE TABLE theirs (x)");
    auto store = open();
    ASSERT_FALSE(store);
    expect_code(store.why(), Code::store_corrupt);
    sql("INSERT INTO theirs VALUES (1)");
}

TEST_F(SqliteFailures, ANewerSchemaIsRefusedAndKept) {
    fill(1);
    sql("PRAGMA user_version = 1000");
    for (const bool read_only : {false, true}) {
        auto store = open(read_only);
        ASSERT_FALSE(store);
        expect_code(store.why(), Code::store_newer);
    }
}

TEST_F(SqliteFailures, AWriterElsewhereIsWaitedForAndThenReported) {
    fill(1);
    sqlite3* other = nullptr;
    ASSERT_EQ(sqlite3_open(path().c_str(), &other), SQLITE_OK);
    ASSERT_EQ(sqlite3_exec(other, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr), SQLITE_OK);
    auto store = open();
    ASSERT_TRUE(store) << render(store.why());
    const PageRecord page = sample_page(7, 1);
    const auto refused = (*store)->save({&page, 1});
    ASSERT_FALSE(refused);
    expect_code(refused.why(), Code::store_locked);
    EXPECT_EQ((*store)->summary()->documents, 1) << "readers are not held up";
    sqlite3_exec(other, "ROLLBACK", nullptr, nullptr, nullptr);
    sqlite3_close(other);
    EXPECT_TRUE((*store)->save({&page, 1}));
}

TEST_F(SqliteFailures, AFullDatabaseKeepsWhatItHoldsAndGoesOnWhenThereIsRoom) {
    auto store = open();
    ASSERT_TRUE(store);
    const PageRecord small = sample_page(1, 1);
    ASSERT_TRUE((*store)->save({&small, 1}));
    // The file system limit reaches the write-ahead log first; the kernel gives EFBIG where the signal is
    // ignored.
    PageRecord large = sample_page(2, 1);
    large.source.assign(8 << 20, 'x');
    struct rlimit before {};
    ASSERT_EQ(getrlimit(RLIMIT_FSIZE, &before), 0);
    const auto handler = std::signal(SIGXFSZ, SIG_IGN);
    struct rlimit tight = before;
    tight.rlim_cur = 2 << 20;
    ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &tight), 0);
    const auto refused = (*store)->save({&large, 1});
    ASSERT_EQ(setrlimit(RLIMIT_FSIZE, &before), 0);
    std::signal(SIGXFSZ, handler);
    ASSERT_FALSE(refused);
    expect_code(refused.why(), Code::store_full);
    EXPECT_TRUE((*store)->save({&large, 1}));
    store->reset();
    expect_pages(2);
}

TEST_F(SqliteFailures, TheDatabasesOwnPageLimitIsReportedAsFull) {
    auto limited = open_sqlite_store(path(), {false, std::chrono::milliseconds(50), 64});
    ASSERT_TRUE(limited) << render(limited.why());
    int stored = 0;
    for (int i = 0; i < 1000; ++i, ++stored) {
        PageRecord page = sample_page(i, 1);
        page.source.assign(10000, static_cast<char>('a' + i % 26));
        const auto saved = (*limited)->save({&page, 1});
        if (saved) continue;
        expect_code(saved.why(), Code::store_full);
        break;
    }
    ASSERT_GT(stored, 0);
    ASSERT_LT(stored, 1000);
    EXPECT_EQ((*limited)->summary()->documents, stored);
    limited->reset();
    expect_pages(stored);
}

TEST_F(SqliteFailures, AFileWithoutWritePermissionIsReadOnlyButCanBeRead) {
    fill(1);
    std::filesystem::permissions(path(), std::filesystem::perms{0444});
    std::filesystem::permissions(folder.path(), std::filesystem::perms{0555});
    // Permissions do not bind root: look as nobody, in a process of its own.
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        if (geteuid() == 0 && seteuid(65534) != 0) _exit(77);
        auto writer = open();
        if (writer) {
            const PageRecord page = sample_page(2, 1);
            const auto saved = (*writer)->save({&page, 1});
            if (saved || saved.why().code != Code::store_read_only) _exit(1);
        } else if (writer.why().code != Code::store_read_only) {
            _exit(2);
        }
        auto reader = open(true);
        if (!reader) _exit(3);
        const auto documents = (*reader)->documents({});
        _exit(documents && documents->size() == 1 ? 0 : 4);
    }
    int status = 0;
    waitpid(child, &status, 0);
    std::filesystem::permissions(folder.path(), std::filesystem::perms{0755});
    ASSERT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST_F(SqliteFailures, AMissingStoreIsNotMadeByAReader) {
    auto store = open(true);
    ASSERT_FALSE(store);
    EXPECT_EQ(store.why().code, Code::store_failed);
    EXPECT_FALSE(std::filesystem::exists(path()));
}

TEST_F(SqliteFailures, AFolderInPlaceOfTheFileIsReported) {
    std::filesystem::create_directory(path());
    auto store = open();
    ASSERT_FALSE(store);
    expect_code(store.why(), Code::store_failed);
}

}  // namespace
}  // namespace clausemark
