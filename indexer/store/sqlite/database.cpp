// SPDX-License-Identifier: Apache-2.0
// Connection, statements, transactions, and the words for SQLite's failures. See database.h.
#include "indexer/store/sqlite/database.h"

#include <fmt/format.h>

namespace clausemark::sqlite {
namespace {

[[noreturn]] void fail(sqlite3* handle) {
    throw SqliteFailure{sqlite3_extended_errcode(handle), sqlite3_errmsg(handle)};
}

std::string unchanging_uri(const std::string& path) {
    std::string uri = "file:";
    for (const char c : path)
        uri += c == '%' || c == '?' || c == '#' ? fmt::format("%{:02x}", static_cast<unsigned char>(c))
                                                : std::string(1, c);
    return uri + "?immutable=1";
}

void check(sqlite3* handle, int result) {
    if (result != SQLITE_OK) fail(handle);
}

}  // namespace

Diagnostic explain(const SqliteFailure& failure, const std::string& path) {
    switch (failure.code & 0xff) {
        case SQLITE_BUSY:
        case SQLITE_LOCKED:
            return diagnose(
                Code::store_locked, path, "the store is held by another program",
                "wait until the other scan or server has ended, or give another file with --store");
        case SQLITE_FULL:
            return diagnose(
                Code::store_full, path, "there is no room left to write the store",
                "free space on its disk, or give a file on another one with --store; what was stored "
                "before is unharmed");
        case SQLITE_READONLY:
        case SQLITE_PERM:
        case SQLITE_AUTH:
            return diagnose(
                Code::store_read_only, path, "the store cannot be written",
                "allow this user to write the file and its folder, or give another file with --store");
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
            return diagnose(Code::store_corrupt, path,
                            fmt::format("the file is damaged or no database ({})", failure.message),
                            "move it away and scan again, or restore it from a backup");
        case SQLITE_CANTOPEN:
            return diagnose(
                Code::store_failed, path, "the store cannot be opened",
                "check that the path names a file, and that its folder exists and can be entered");
        case SQLITE_IOERR:
            // What a limit on file sizes or a quota gives: the write failed, the transaction was rolled back.
            if (failure.code == SQLITE_IOERR_WRITE || failure.code == SQLITE_IOERR_TRUNCATE ||
                failure.code == SQLITE_IOERR_FSYNC || failure.code == SQLITE_IOERR_SHMSIZE)
                return diagnose(
                    Code::store_full, path, "the store could not be written to its disk",
                    "check the space, quota and file size limit there; what was stored before is unharmed");
            [[fallthrough]];
        default:
            return diagnose(Code::store_failed, path, fmt::format("the store failed: {}", failure.message),
                            "check the disk the file lies on");
    }
}

Statement::~Statement() {
    if (statement_ == nullptr) return;
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
}

Statement& Statement::text(std::string_view value) {
    // A null pointer would bind NULL: an empty text is not that.
    const char* data = value.data() == nullptr ? "" : value.data();
    check(sqlite3_db_handle(statement_),
          sqlite3_bind_text64(statement_, next_++, data, value.size(), SQLITE_STATIC, SQLITE_UTF8));
    return *this;
}

Statement& Statement::blob(std::string_view value) {
    const char* data = value.data() == nullptr ? "" : value.data();
    check(sqlite3_db_handle(statement_),
          sqlite3_bind_blob64(statement_, next_++, data, value.size(), SQLITE_STATIC));
    return *this;
}

Statement& Statement::integer(std::int64_t value) {
    check(sqlite3_db_handle(statement_), sqlite3_bind_int64(statement_, next_++, value));
    return *this;
}

Statement& Statement::real(double value) {
    check(sqlite3_db_handle(statement_), sqlite3_bind_double(statement_, next_++, value));
    return *this;
}

bool Statement::step() {
    const int result = sqlite3_step(statement_);
    if (result == SQLITE_ROW) return true;
    if (result != SQLITE_DONE) fail(sqlite3_db_handle(statement_));
    return false;
}

void Statement::run() {
    step();
    sqlite3_reset(statement_);
    next_ = 1;
}

std::string_view Statement::view_at(int column) const {
    const void* data = sqlite3_column_blob(statement_, column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_, column));
    return data == nullptr ? std::string_view() : std::string_view(static_cast<const char*>(data), size);
}

Database::Database(const std::string& path, Access access, std::chrono::milliseconds patience) {
    const int flags =
        SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
        (access == Access::write ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY) |
        (access == Access::unchanging ? SQLITE_OPEN_URI : 0);
    const std::string name = access == Access::unchanging ? unchanging_uri(path) : path;
    sqlite3* handle = nullptr;
    const int result = sqlite3_open_v2(name.c_str(), &handle, flags, nullptr);
    handle_.reset(handle);
    if (result != SQLITE_OK) {
        if (handle == nullptr) throw SqliteFailure{result, "out of memory"};
        fail(handle);
    }
    sqlite3_busy_timeout(handle, static_cast<int>(patience.count()));
}

Statement Database::prepare(const std::string& sql) {
    auto& kept = statements_[sql];
    if (!kept) {
        sqlite3_stmt* made = nullptr;
        check(handle_.get(), sqlite3_prepare_v3(handle_.get(), sql.data(), static_cast<int>(sql.size()),
                                                SQLITE_PREPARE_PERSISTENT, &made, nullptr));
        kept.reset(made);
    }
    return Statement(kept.get());
}

void Database::execute(const std::string& sql) {
    check(handle_.get(), sqlite3_exec(handle_.get(), sql.c_str(), nullptr, nullptr, nullptr));
}

std::int64_t Database::pragma(const std::string& name) {
    sqlite3_stmt* made = nullptr;
    check(handle_.get(), sqlite3_prepare_v2(handle_.get(), ("PRAGMA " + name).c_str(), -1, &made, nullptr));
    const std::unique_ptr<sqlite3_stmt, Finalize> owner(made);
    Statement statement(made);
    return statement.step() ? statement.integer_at(0) : 0;
}

Transaction::Transaction(Database& database, Kind kind) : database_(database) {
    database_.prepare(kind == Kind::write ? "BEGIN IMMEDIATE" : "BEGIN").run();
}

Transaction::~Transaction() {
    // SQLite may have rolled back by itself (disk full); asking again then fails, which is no news.
    if (open_) sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
}

void Transaction::commit() {
    database_.prepare("COMMIT").run();
    open_ = false;
}

}  // namespace clausemark::sqlite
