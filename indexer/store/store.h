// SPDX-License-Identifier: Apache-2.0
// The store: the truth about all pages, and the index over them. Calls are set-based (a page's worth, a
// query's worth), because a round trip to a server costs more than the rows do. Every implementation passes
// one test suite (tests/indexer/store). Order is bytewise everywhere. Failures are diagnostics CM401 to CM406
// that name the store.
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "indexer/duplicates/upkeep.h"
#include "indexer/store/decisions.h"
#include "indexer/store/duplicates.h"
#include "indexer/store/expected.h"
#include "indexer/store/record.h"
#include "indexer/store/tokens.h"
#include "indexer/store/visible.h"
#include "parser/core/result.h"

namespace clausemark {

enum class ChangeKind : std::uint8_t {
    created,
    edited,      ///< the source changed
    reanalysed,  ///< the rules, standards or settings changed, the source did not
    described,   ///< only attributes changed: a new title, owner, status ...
    deleted,
    decided,  ///< a person confirmed or rejected a tag, or took that back
};
std::string_view name_of(ChangeKind kind);

/// One line of history. Sequence numbers grow in the order of commits, without promise of being dense.
struct Change {
    std::int64_t sequence = 0;
    ChangeKind kind = ChangeKind::created;
    DocumentKey id;
    std::string title;
    std::string revision;
    std::string content_hash;
    std::string rules_hash;
};

enum class SaveOutcome : std::uint8_t {
    saved,
    unchanged,   ///< the store held exactly this; nothing was written
    stale,       ///< the store holds a later revision; nothing was written
    unexpected,  ///< what stands is not what was expected; nothing was written
    hidden       ///< the page is, or would be, in a space that the writer does not see; nothing was written
};
struct Saved {
    SaveOutcome outcome = SaveOutcome::saved;
    std::int64_t sequence = 0;  ///< of the change, or of the document as it stands; 0: there is none
    std::string revision = {};  ///< of the document as it stands, where it refused this one
};

enum class RemoveOutcome : std::uint8_t { removed, absent, unexpected };
struct Removed {
    RemoveOutcome outcome = RemoveOutcome::removed;
    Change change = {};  ///< where it was removed; else its sequence and revision are what stands
};

struct Decided {
    bool done = true;          ///< false: what stands is not what was expected; nothing was written
    std::string version = {};  ///< of the decision that stands; empty: there is none
};

/// Fields that are set must hold, and `visible` in every query. Answers come in order of (wiki, key).
struct DocumentQuery {
    Visible visible = {};
    std::optional<std::string> wiki;
    std::optional<std::string> key;
    std::optional<std::string> space;
    std::optional<std::string> owner;
    std::optional<std::string> title;
    std::optional<DocumentKey> after;  ///< go on behind this one
    std::size_t limit = 1000;
};

/// A tag with what is needed to show it: the page, the passage, the words.
struct EvidenceRecord {
    DocumentRecord document;
    PassageRecord passage;
    TagRecord tag;
};

/// Answers come in order: counted ones first, then by strength and score (high first), wiki, key, passage,
/// clause.
struct EvidenceQuery {
    Visible visible = {};
    std::optional<std::string> clause;
    std::optional<DocumentKey> document;
    std::optional<std::string> space;
    bool candidates = false;              ///< tags that are not shown as well
    bool rejected = false;                ///< those alone that people rejected
    std::optional<EvidenceRecord> after;  ///< go on behind this one (its tag's and document's order matter)
    std::size_t limit = 100;
};

/// Sums of CoverageRow over documents.
struct CoverageSum {
    CoverageRow row;
    std::int64_t documents = 0;
};
struct CoverageQuery {
    Visible visible = {};
    std::optional<std::string> standard;  ///< "iso27001:2022"
    std::optional<DocumentKey> document;
    std::optional<std::string> space;
    std::optional<std::string> owner;
};

/// Fields that are set must hold. Answers come in order of clause, wiki, key.
struct DeclaredQuery {
    Visible visible = {};
    std::optional<std::string> clause;
    std::optional<std::string> space;
    std::size_t limit = 100;
};
struct DeclaredRecord {
    DocumentRecord document;
    DeclaredClause declared;
};

struct StoreSummary {
    std::int64_t documents = 0;
    std::int64_t passages = 0;
    std::int64_t tags = 0;      ///< shown ones
    std::int64_t sequence = 0;  ///< of the last change that may be seen; any answer holds until it moves
    std::int64_t schema = 0;
};

/// Which parts of a page a reader wants; the document itself always comes.
struct Parts {
    bool source = false;
    bool passages = false;
    bool tags = false;        ///< that are shown, and those that people rejected
    bool candidates = false;  ///< with tags: all others too
    bool facts = false;
    bool citations = false;
    bool diagnostics = false;  ///< and those that the page's directives switch off
    bool said = false;         ///< what directives and front matter say
    static constexpr Parts all() { return {true, true, true, true, true, true, true, true}; }
};

/// Safe to use from many threads at once. Every answer is made of the pages that `visible` shows alone, and
/// no write touches another (restricted.h holds an asker to that): but which passages are left out as forms
/// is decided over all pages, and sequence numbers are shared by all.
class Store {
  public:
    Store() = default;
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;
    virtual ~Store() = default;

    /// What whoever asks through this object sees: all, or a RestrictedStore's part.
    virtual Visible visible() const { return {}; }

    /// Writes all pages or none, in one transaction; when it returns, they survive the end of the process and
    /// of the machine. One answer a page, in order. A page that is held already (`unchanged`) is no surprise,
    /// unless nothing was expected: who repeats a save whose answer was lost is told so. `expected`: one a
    /// page, or none at all. O(rows written).
    virtual Result<std::vector<Saved>> save(std::span<const PageRecord> pages,
                                            std::span<const Expected> expected,
                                            const Visible& visible = {}) = 0;
    Result<std::vector<Saved>> save(std::span<const PageRecord> pages) { return save(pages, {}); }

    /// Removes pages; their history and sources stay. One transaction, one answer a key. `expected`: one a
    /// key, or none at all.
    virtual Result<std::vector<Removed>> remove(std::span<const DocumentKey> keys,
                                                std::span<const Expected> expected,
                                                const Visible& visible = {}) = 0;
    /// The same; gives the changes. Unknown keys are ignored.
    Result<std::vector<Change>> remove(std::span<const DocumentKey> keys);

    virtual Result<std::vector<DocumentRecord>> documents(const DocumentQuery& query) = 0;

    /// Whole pages, those that exist, in the order of `keys`. `coverage` is not filled.
    virtual Result<std::vector<PageRecord>> pages(std::span<const DocumentKey> keys, Parts parts,
                                                  const Visible& visible = {}) = 0;

    virtual Result<std::vector<EvidenceRecord>> evidence(const EvidenceQuery& query) = 0;

    /// By clause, aspect, standing, strength. Without document, space and owner, and where all is visible,
    /// it reads kept counters: O(answer).
    virtual Result<std::vector<CoverageSum>> coverage(const CoverageQuery& query) = 0;

    /// History behind a sequence number, oldest first. A page that moves between spaces is deleted to who
    /// sees the first alone, and created to who sees the second alone.
    virtual Result<std::vector<Change>> changes(std::int64_t after, std::size_t limit,
                                                const Visible& visible = {}) = 0;

    /// The source with this content hash, of whatever page and time; nothing where there is none.
    virtual Result<std::optional<std::string>> source(const std::string& content_hash,
                                                      const Visible& visible = {}) = 0;

    /// Clusters of copied text: gravest differences first, then by words, then by id. Each save keeps what
    /// they are made of; the first query after a change puts them together anew: O(regions), about 1 us each.
    /// Then O(clusters) for the filters and O(answer).
    virtual Result<std::vector<DuplicateCluster>> duplicates(const DuplicateQuery& query) = 0;

    /// What is left out: passages that stand on more pages than BoilerplateSettings::pages, and passages of
    /// which so many variants exist that they are not compared. Most pages first. O(postings).
    virtual Result<std::vector<FormPassage>> forms(std::size_t limit, const Visible& visible = {}) = 0;

    /// Facts of all documents, or those of one parameter. O(answer).
    virtual Result<StatedFacts> facts(const std::optional<std::string>& parameter,
                                      const Visible& visible = {}) = 0;

    /// Marks something as intended, confirms or rejects a tag, or changes what was said of it. About a tag it
    /// is a change of its page, whose tags and counters follow in the same transaction, now and whenever the
    /// page is saved again; else no change of any page. The page need not exist.
    virtual Result<Decided> decide(const Decision& decision, const Expected& expected,
                                   const Visible& visible = {}) = 0;
    Status decide(const Decision& decision);
    /// Takes a decision back; unknown keys are ignored, and those about tags of pages out of sight.
    virtual Result<Decided> undecide(const std::string& key, const Expected& expected,
                                     const Visible& visible = {}) = 0;
    Status undecide(const std::string& key);
    /// By key, with what has become of those about tags. Those about tags are of visible pages; whether the
    /// subject of another is visible is for the asker to find out.
    virtual Result<std::vector<Decision>> decisions(const Visible& visible = {}) = 0;

    /// Clauses that pages declare to satisfy. O(answer).
    virtual Result<std::vector<DeclaredRecord>> declared(const DeclaredQuery& query) = 0;

    /// O(1); O(visible pages) where not all is visible.
    virtual Result<StoreSummary> summary(const Visible& visible = {}) = 0;

    /// StoreSummary::sequence alone: O(spaces).
    virtual Result<std::int64_t> sequence(const Visible& visible = {}) = 0;

    /// Adds a token. False: one that is not revoked has this name.
    virtual Result<bool> add_token(const AccessToken& token) = 0;
    /// Refuses the token of this name from this day on; false: there is none. It stays listed.
    virtual Result<bool> revoke_token(const std::string& name, const std::string& day) = 0;
    /// Forgets all tokens, as if there had never been one.
    virtual Status forget_tokens() = 0;
    /// By name, then by day.
    virtual Result<std::vector<AccessToken>> tokens() = 0;
    virtual Result<TokenLookup> token(const std::string& hash) = 0;

    /// Reads the whole store and says what is wrong with it. O(store).
    virtual Status check() = 0;
};

/// A passage as far as differences depend on it.
struct RegionPassage {
    std::string text;
    PassageKind kind = PassageKind::paragraph;
    std::uint32_t lead_in = no_passage;
    bool left_out = false;  ///< as PassagePrint::left_out
};

/// Says in short what differs in a region between two pages, given all their passages. Called while a page is
/// saved, never by two threads at once; must depend on the texts alone, or on what is part of the pages'
/// rules_hash.
using RegionSummariser = std::function<DriftSummary(
    const std::vector<RegionPassage>& a, const std::vector<RegionPassage>& b, const Region& region)>;

struct StoreOptions {
    bool read_only = false;                    ///< the store must exist, and is not written
    std::chrono::milliseconds patience{5000};  ///< how long to wait for another writer before CM401
    std::int64_t page_limit = 0;  ///< database pages (4 KiB each) it may grow to; 0: as the disk allows
    /// What counts as a duplicate. The first save with others than the store was made with compares all anew.
    DuplicateSettings duplicates = {};
    RegionSummariser drift = {};  ///< empty: differences are not summarised
    /// Told how long each transaction took, on the thread that asked for it.
    std::function<void(bool writes, std::chrono::nanoseconds took)> timed = {};
};

/// Opens or makes an SQLite store. Its folder is made where it is missing (not with read_only).
Result<std::unique_ptr<Store>> open_sqlite_store(const std::string& path, const StoreOptions& options = {});

}  // namespace clausemark
