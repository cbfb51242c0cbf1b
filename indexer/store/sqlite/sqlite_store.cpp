// SPDX-License-Identifier: Apache-2.0
// The store in one SQLite file in WAL mode: one connection writes, a few read beside it, each query on one
// consistent snapshot. A transaction is on disk when it is acknowledged (synchronous = FULL). Failures of the
// database become diagnostics here; a half-done transaction has been rolled back by then.
#include <atomic>
#include <chrono>
#include <deque>
#include <filesystem>
#include <mutex>

#include "indexer/store/inquiries.h"
#include "indexer/store/sqlite/database.h"
#include "indexer/store/sqlite/duplicate_tables.h"
#include "indexer/store/sqlite/read.h"
#include "indexer/store/sqlite/read_answers.h"
#include "indexer/store/sqlite/read_history.h"
#include "indexer/store/sqlite/said_tables.h"
#include "indexer/store/sqlite/schema.h"
#include "indexer/store/sqlite/token_table.h"
#include "indexer/store/sqlite/words.h"
#include "indexer/store/sqlite/write.h"
#include "parser/core/limits_server.h"

namespace clausemark {
namespace {

using sqlite::Access;
using sqlite::Database;
using sqlite::SqliteFailure;
using sqlite::Transaction;

/// The upkeep of duplicates in one transaction. A store whose rows were made with other settings has all its
/// pages compared anew.
struct DuplicateKeeping {
    DuplicateKeeping(Database& database, const StoreOptions& options)
        : tables(database, options.drift), upkeep(tables, options.duplicates) {
        const std::string settings = describe(options.duplicates);
        if (sqlite::setting(database, "duplicates") == settings) return;
        upkeep.compare_again(sqlite::all_prints(database));
        sqlite::set_setting(database, "duplicates", settings);
    }
    void finish() { upkeep.finish(); }

    sqlite::SqliteDuplicateTables tables;
    DuplicateUpkeep upkeep;
};

/// What queries share until something changes.
struct KnownClusters {
    bool archived = false;
    Visible visible;
    std::int64_t sequence = 0;
    double min_similarity = 0;
    double min_containment = 0;
    std::set<std::string> decided;
    std::vector<RegionLink> regions;
    std::vector<RegionCluster> clusters;
};

Expected expected_at(std::span<const Expected> expected, std::size_t index) {
    return index < expected.size() ? expected[index] : Expected{};
}

/// Tells at its end how long it lived.
class Stopwatch {
  public:
    Stopwatch(const StoreOptions& options, bool writes) : options_(options), writes_(writes) {}
    Stopwatch(const Stopwatch&) = delete;
    Stopwatch& operator=(const Stopwatch&) = delete;
    ~Stopwatch() {
        if (options_.timed) options_.timed(writes_, std::chrono::steady_clock::now() - begin_);
    }

  private:
    const StoreOptions& options_;
    const bool writes_;
    const std::chrono::steady_clock::time_point begin_ = std::chrono::steady_clock::now();
};

class SqliteStore final : public Store, public Inquiries {
  public:
    SqliteStore(std::string path, const StoreOptions& options) : path_(std::move(path)), options_(options) {}

    /// Throws SqliteFailure.
    std::optional<Diagnostic> open() { return options_.read_only ? open_to_read() : open_to_write(); }

    Result<std::vector<Saved>> save(std::span<const PageRecord> pages, std::span<const Expected> expected,
                                    const Visible& visible) override {
        return save_by(pages, expected, {}, visible);
    }

    Result<std::vector<Removed>> remove(std::span<const DocumentKey> keys, std::span<const Expected> expected,
                                        const Visible& visible) override {
        return writing([&](Database& db) {
            std::vector<Removed> removed;
            removed.reserve(keys.size());
            DuplicateKeeping keeping(db, options_);
            for (std::size_t i = 0; i < keys.size(); ++i)
                removed.push_back(
                    sqlite::remove_page(db, keys[i], expected_at(expected, i), keeping.upkeep, visible));
            keeping.finish();
            return removed;
        });
    }

    Result<std::vector<DocumentRecord>> documents(const DocumentQuery& query) override {
        return reading([&](Database& db) { return sqlite::read_documents(db, query); });
    }
    Result<std::vector<PageRecord>> pages(std::span<const DocumentKey> keys, Parts parts,
                                          const Visible& visible) override {
        return reading([&](Database& db) { return sqlite::read_pages(db, keys, parts, visible); });
    }
    Result<std::vector<EvidenceRecord>> evidence(const EvidenceQuery& query) override {
        return reading([&](Database& db) { return sqlite::read_evidence(db, query); });
    }
    Result<std::vector<CoverageSum>> coverage(const CoverageQuery& query) override {
        return reading([&](Database& db) { return sqlite::read_coverage(db, query); });
    }
    Result<std::vector<Change>> changes(std::int64_t after, std::size_t limit,
                                        const Visible& visible) override {
        return reading([&](Database& db) { return sqlite::read_changes(db, after, limit, visible); });
    }
    Result<std::optional<std::string>> source(const std::string& content_hash,
                                              const Visible& visible) override {
        return reading([&](Database& db) { return sqlite::read_source(db, content_hash, visible); });
    }
    Result<std::vector<DuplicateCluster>> duplicates(const DuplicateQuery& query) override {
        return reading([&](Database& db) {
            const auto known = clusters(db, query);
            return sqlite::read_duplicates(db, query, options_.duplicates.boilerplate.pages, known->clusters,
                                           known->regions);
        });
    }
    Result<std::vector<FormPassage>> forms(std::size_t limit, const Visible& visible) override {
        return reading([&](Database& db) {
            return sqlite::read_forms(db, limit, options_.duplicates.boilerplate, visible);
        });
    }
    Result<StatedFacts> facts(const std::optional<std::string>& parameter, const Visible& visible) override {
        std::optional<std::set<std::string>> wanted;
        if (parameter) wanted = {*parameter};
        return reading([&](Database& db) { return sqlite::read_stated_facts(db, wanted, visible); });
    }
    Result<Decided> decide(const Decision& decision, const Expected& expected,
                           const Visible& visible) override {
        return writing([&](Database& db) { return sqlite::write_decision(db, decision, expected, visible); });
    }
    Result<Decided> undecide(const std::string& key, const Expected& expected,
                             const Visible& visible) override {
        return writing([&](Database& db) { return sqlite::remove_decision(db, key, expected, visible); });
    }
    Result<std::vector<Decision>> decisions(const Visible& visible) override {
        return reading([&](Database& db) { return sqlite::read_decisions(db, visible); });
    }
    Result<std::vector<DeclaredRecord>> declared(const DeclaredQuery& query) override {
        return reading([&](Database& db) { return sqlite::read_declared(db, query); });
    }
    Result<std::vector<Saved>> save_by(std::span<const PageRecord> pages, std::span<const Expected> expected,
                                       std::span<const Hand> hands, const Visible& visible) override {
        return writing([&](Database& db) {
            std::vector<Saved> saved;
            saved.reserve(pages.size());
            DuplicateKeeping keeping(db, options_);
            for (std::size_t i = 0; i < pages.size(); ++i)
                saved.push_back(sqlite::save_page(db, pages[i], expected_at(expected, i), keeping.upkeep,
                                                  visible, i < hands.size() ? hands[i] : Hand()));
            keeping.finish();
            return saved;
        });
    }
    Result<Renamed> rename(const DocumentKey& from, const PageRecord& page, const Expected& expected,
                           const Hand& hand, const Visible& visible) override {
        return writing([&](Database& db) {
            DuplicateKeeping keeping(db, options_);
            Renamed renamed = sqlite::rename_page(db, from, page, expected, keeping.upkeep, visible, hand);
            keeping.finish();
            return renamed;
        });
    }
    Result<std::vector<DocumentChange>> changes_by(std::int64_t after, std::size_t limit,
                                                   const Visible& visible) override {
        return reading([&](Database& db) { return sqlite::read_changes_by(db, after, limit, visible); });
    }
    Result<std::vector<DocumentChange>> history(const HistoryQuery& query) override {
        return reading([&](Database& db) { return sqlite::read_history(db, query); });
    }
    Result<CoverageSince> coverage_since(std::int64_t sequence, const std::string& standard) override {
        return reading([&](Database& db) { return sqlite::read_coverage_since(db, sequence, standard); });
    }
    Result<std::int64_t> sequence_at(const std::string& when) override {
        return reading([&](Database& db) { return sqlite::read_sequence_at(db, when); });
    }
    Result<std::vector<FoundPassage>> search(const WordsQuery& query) override {
        return reading([&](Database& db) { return sqlite::search_words(db, query); });
    }
    Result<std::vector<AnsweringPages>> answering(const AnsweringQuery& query) override {
        return reading([&](Database& db) { return sqlite::read_answering(db, query); });
    }
    Result<std::vector<DraftCopy>> draft_copies(const DocumentKey& id, const PagePrint& print,
                                                const DraftQuery& query) override {
        return reading([&](Database& db) {
            return sqlite::read_draft_copies(db, id, print, query, options_.duplicates);
        });
    }
    Result<StatedFacts> facts_about(const std::set<std::string>& parameters,
                                    const Visible& visible) override {
        return reading([&](Database& db) { return sqlite::read_stated_facts(db, parameters, visible); });
    }
    /// SQLite counts, for each connection, the commits of all others. One connection asks, and does nothing
    /// else. That takes three system calls: it is asked anew when something was written here since, or when
    /// others may have for a while.
    Result<std::int64_t> version() override {
        const auto now = std::chrono::steady_clock::now();
        if (known_until_.load() > now && writing_ == 0 && written_ == written_then_) return version_.load();
        const std::lock_guard<std::mutex> held(watch_mutex_);
        const std::int64_t written = written_;
        try {
            if (!watcher_) watcher_ = std::make_unique<Database>(path_, access_, options_.patience);
            sqlite::Statement row = watcher_->prepare("PRAGMA data_version");
            if (row.step()) version_ = versions_before_ + row.integer_at(0);
            written_then_ = written;
            known_until_ = now + limits::version_patience;
            return version_.load();
        } catch (const SqliteFailure& failure) {
            watcher_.reset();
            versions_before_ = version_ + 1;
            known_until_ = std::chrono::steady_clock::time_point();
            return sqlite::explain(failure, path_);
        }
    }
    Result<StoreSummary> summary(const Visible& visible) override {
        return reading([&](Database& db) { return sqlite::read_summary(db, visible); });
    }

    Result<std::int64_t> sequence(const Visible& visible) override {
        return reading([&](Database& db) { return sqlite::read_sequence(db, visible); });
    }

    Result<bool> add_token(const AccessToken& token) override {
        return writing([&](Database& db) { return sqlite::write_token(db, token); });
    }
    Result<bool> revoke_token(const std::string& name, const std::string& day) override {
        return writing([&](Database& db) { return sqlite::revoke_token(db, name, day); });
    }
    Status forget_tokens() override {
        return writing([](Database& db) {
            sqlite::forget_tokens(db);
            return Done{};
        });
    }
    Result<std::vector<AccessToken>> tokens() override {
        return reading([](Database& db) { return sqlite::read_tokens(db); });
    }
    Result<TokenLookup> token(const std::string& hash) override {
        return reading([&](Database& db) { return sqlite::look_up_token(db, hash); });
    }

    Status check() override {
        return reading([&](Database& db) {
            std::string said;
            {
                sqlite::Statement row = db.prepare("PRAGMA integrity_check");
                if (row.step()) said = row.text_at(0);
            }
            if (said != "ok") throw SqliteFailure{SQLITE_CORRUPT, said};
            return Done{};
        });
    }

  private:
    std::optional<Diagnostic> open_to_write() {
        auto writer = std::make_unique<Database>(path_, Access::write, options_.patience);
        // Before WAL is asked for: another program's database must not be changed at all.
        if (auto refused = sqlite::migrate(*writer, path_, false)) return refused;
        // 64 MB of the file in memory: postings are looked up all over it.
        writer->execute("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -64000");
        if (options_.page_limit > 0)
            writer->execute("PRAGMA max_page_count = " + std::to_string(options_.page_limit));
        writer_ = std::move(writer);
        return std::nullopt;
    }

    std::optional<Diagnostic> open_to_read() {
        try {
            auto reader = std::make_unique<Database>(path_, Access::read, options_.patience);
            if (auto refused = sqlite::migrate(*reader, path_, true)) return refused;
            readers_.push_back(std::move(reader));
        } catch (const SqliteFailure& failure) {
            // WAL keeps its locks in a file beside the database. Where the folder cannot be written and no
            // log is waiting there, nobody can be writing either.
            std::error_code error;
            const int kind = failure.code & 0xff;
            if ((kind != SQLITE_CANTOPEN && kind != SQLITE_READONLY) ||
                std::filesystem::exists(path_ + "-wal", error))
                throw;
            access_ = Access::unchanging;
            auto reader = std::make_unique<Database>(path_, access_, options_.patience);
            if (auto refused = sqlite::migrate(*reader, path_, true)) return refused;
            readers_.push_back(std::move(reader));
        }
        return std::nullopt;
    }

    /// Around a write: from before it can be seen until it counts, version() looks for itself.
    class Written {
      public:
        explicit Written(SqliteStore& store) : store_(store) { ++store_.writing_; }
        Written(const Written&) = delete;
        Written& operator=(const Written&) = delete;
        ~Written() {
            ++store_.written_;
            --store_.writing_;
        }

      private:
        SqliteStore& store_;
    };

    template <typename Work>
    auto writing(Work work) -> Result<decltype(work(std::declval<Database&>()))> {
        const Stopwatch watch(options_, true);
        const std::lock_guard<std::mutex> held(write_mutex_);
        if (!writer_) return sqlite::explain({SQLITE_READONLY, ""}, path_);
        const Written counted(*this);
        try {
            Transaction transaction(*writer_, Transaction::Kind::write);
            auto result = work(*writer_);
            transaction.commit();
            return result;
        } catch (const SqliteFailure& failure) {
            return sqlite::explain(failure, path_);
        }
    }

    template <typename Work>
    auto reading(Work work) -> Result<decltype(work(std::declval<Database&>()))> {
        const Stopwatch watch(options_, false);
        try {
            std::unique_ptr<Database> reader = take_reader();
            Transaction transaction(*reader, Transaction::Kind::read);
            auto result = work(*reader);
            transaction.commit();
            const std::lock_guard<std::mutex> held(readers_mutex_);
            readers_.push_back(std::move(reader));
            return result;
        } catch (const SqliteFailure& failure) {
            return sqlite::explain(failure, path_);  // and the reader is closed
        }
    }

    /// Those of the state that the reader sees: made by the first query after a change.
    std::shared_ptr<const KnownClusters> clusters(Database& db, const DuplicateQuery& query) {
        const std::int64_t sequence = sqlite::read_summary(db).sequence;
        std::set<std::string> decided;
        for (const Decision& decision : sqlite::read_decisions(db)) decided.insert(decision.key);
        {
            const std::lock_guard<std::mutex> held(clusters_mutex_);
            for (const auto& kept : clusters_)
                if (kept->sequence == sequence && of_query(*kept, query) && kept->decided == decided)
                    return kept;
        }
        auto made = std::make_shared<KnownClusters>();
        made->archived = query.archived;
        made->visible = query.visible;
        made->sequence = sequence;
        made->min_similarity = query.min_similarity;
        made->min_containment = query.min_containment;
        made->clusters =
            sqlite::read_clusters(db, query.min_similarity, query.min_containment, query.archived,
                                  query.visible, options_.duplicates.regions.words, decided, made->regions);
        made->decided = std::move(decided);
        const std::lock_guard<std::mutex> held(clusters_mutex_);
        std::erase_if(clusters_, [&](const auto& kept) {
            return kept->archived == query.archived && kept->visible == query.visible;
        });
        if (clusters_.size() >= kept_clusters) clusters_.pop_front();
        clusters_.push_back(made);
        return made;
    }
    static bool of_query(const KnownClusters& kept, const DuplicateQuery& query) {
        return kept.archived == query.archived && kept.visible == query.visible &&
               kept.min_similarity == query.min_similarity && kept.min_containment == query.min_containment;
    }

    /// As many connections as there are readers at once, kept for the next.
    std::unique_ptr<Database> take_reader() {
        {
            const std::lock_guard<std::mutex> held(readers_mutex_);
            if (!readers_.empty()) {
                auto reader = std::move(readers_.back());
                readers_.pop_back();
                return reader;
            }
        }
        return std::make_unique<Database>(path_, access_, options_.patience);
    }

    const std::string path_;
    const StoreOptions options_;
    Access access_ = Access::read;  ///< of readers
    std::mutex write_mutex_;
    std::unique_ptr<Database> writer_;
    std::mutex readers_mutex_;
    std::vector<std::unique_ptr<Database>> readers_;
    std::mutex watch_mutex_;
    std::unique_ptr<Database> watcher_;
    std::atomic<std::int64_t> version_ = 0;
    std::atomic<std::int64_t> written_ = 0;       ///< writes of this object that have ended
    std::atomic<int> writing_ = 0;                ///< and those under way
    std::atomic<std::int64_t> written_then_ = 0;  ///< written_ when version_ was looked for
    std::atomic<std::chrono::steady_clock::time_point> known_until_{};
    std::int64_t versions_before_ = 0;  ///< of watchers that failed: each counts anew
    std::mutex clusters_mutex_;
    /// Without archived copies and with them, by who asks.
    static constexpr std::size_t kept_clusters = 8;
    std::deque<std::shared_ptr<const KnownClusters>> clusters_;
};

std::optional<Diagnostic> make_folder(const std::string& path) {
    const std::filesystem::path folder = std::filesystem::path(path).parent_path();
    std::error_code error;
    if (folder.empty() || std::filesystem::is_directory(folder, error)) return std::nullopt;
    std::filesystem::create_directories(folder, error);
    if (!error) return std::nullopt;
    return diagnose(Code::store_failed, path, "the folder of the store cannot be made: " + error.message(),
                    "make it, or give another file with --store");
}

}  // namespace

Result<std::unique_ptr<Store>> open_sqlite_store(const std::string& path, const StoreOptions& options) {
    if (!options.read_only) {
        if (auto failed = make_folder(path)) return *failed;
    } else if (std::error_code error; !std::filesystem::exists(path, error)) {
        return diagnose(Code::store_failed, path, "there is no store here",
                        "run clausemark scan first, or name the store with --store");
    }
    try {
        auto store = std::make_unique<SqliteStore>(path, options);
        if (auto refused = store->open()) return *refused;
        return std::unique_ptr<Store>(std::move(store));
    } catch (const SqliteFailure& failure) {
        return sqlite::explain(failure, path);
    }
}

}  // namespace clausemark
