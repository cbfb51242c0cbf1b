// SPDX-License-Identifier: Apache-2.0
// A thin hold on SQLite: connection, cached statements, transactions. Inside sqlite/ a failure is thrown as
// SqliteFailure, so that transactions unwind; SqliteStore catches it at its edge and gives a Diagnostic.
#pragma once

#include <sqlite3.h>

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>

#include "parser/core/diagnostic.h"

namespace clausemark::sqlite {

struct SqliteFailure {
    int code = SQLITE_ERROR;  ///< extended result code
    std::string message;
};

/// The diagnostic for a failure: locked, full, read-only, corrupt, else failed, with what to do about it.
Diagnostic explain(const SqliteFailure& failure, const std::string& path);

/// A prepared statement while it runs. Parameters are bound from 1 in order of the calls; it resets at the
/// end.
class Statement {
  public:
    explicit Statement(sqlite3_stmt* statement) : statement_(statement) {}
    Statement(Statement&& other) noexcept
        : statement_(std::exchange(other.statement_, nullptr)), next_(other.next_) {}
    Statement(const Statement&) = delete;
    Statement& operator=(const Statement&) = delete;
    Statement& operator=(Statement&&) = delete;
    ~Statement();

    /// Text and blobs must stay alive until the statement ends.
    Statement& text(std::string_view value);
    Statement& blob(std::string_view value);
    Statement& integer(std::int64_t value);
    Statement& real(double value);

    bool step();  ///< true: a row is there
    void run();   ///< for statements without rows; ready for new parameters afterwards

    std::int64_t integer_at(int column) const { return sqlite3_column_int64(statement_, column); }
    double real_at(int column) const { return sqlite3_column_double(statement_, column); }
    std::string text_at(int column) const { return std::string(view_at(column)); }
    std::string_view view_at(int column) const;  ///< until the next step

  private:
    sqlite3_stmt* statement_;
    int next_ = 1;
};

enum class Access : std::uint8_t {
    write,  ///< made where it is missing
    read,
    unchanging,  ///< read, and nobody writes: for a file in a folder where no lock can be kept
};

class Database {
  public:
    Database(const std::string& path, Access access, std::chrono::milliseconds patience);

    /// Compiled once a connection and kept. The texts come from the code, so there are few of them.
    Statement prepare(const std::string& sql);
    /// For SQL that is put together: not kept.
    void execute(const std::string& sql);
    std::int64_t pragma(const std::string& name);
    std::int64_t changed_rows() const { return sqlite3_changes64(handle_.get()); }
    std::int64_t last_row() const { return sqlite3_last_insert_rowid(handle_.get()); }
    sqlite3* handle() const { return handle_.get(); }

  private:
    struct Close {
        void operator()(sqlite3* handle) const { sqlite3_close_v2(handle); }
    };
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
    };
    std::unique_ptr<sqlite3, Close> handle_;
    std::unordered_map<std::string, std::unique_ptr<sqlite3_stmt, Finalize>> statements_;
};

/// Begins at once; rolls back unless committed.
class Transaction {
  public:
    enum class Kind { read, write };
    Transaction(Database& database, Kind kind);
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;
    ~Transaction();
    void commit();

  private:
    Database& database_;
    bool open_ = true;
};

}  // namespace clausemark::sqlite
