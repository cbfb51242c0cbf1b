// SPDX-License-Identifier: Apache-2.0
// Scanning: one thread hands out files, workers read and analyse them, the caller's thread writes batches in
// the order of the files. See scan.h.
#include "indexer/scan/scan.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <thread>
#include <unordered_map>

#include "indexer/hash/sha256.h"
#include "indexer/scan/file_page.h"
#include "indexer/scan/pipeline.h"
#include "indexer/scan/walk.h"

namespace clausemark {
namespace {

constexpr std::size_t batch_pages = 64;        // one transaction's flush serves so many pages
constexpr std::size_t batch_bytes = 4u << 20;  // but no more memory than this
constexpr std::size_t documents_a_query = 5000;

struct Known {
    std::string content_hash;
    std::string rules_hash;
    bool seen = false;
};
using KnownPages = std::unordered_map<std::string, Known>;  ///< by key, of one wiki

struct Outcome {
    std::string key;
    std::optional<PageRecord> record;  ///< to be saved
    bool unchanged = false;
    std::int64_t bytes = 0;
    std::vector<Diagnostic> diagnostics;
};

Result<KnownPages> known_pages(Store& store, const std::string& wiki) {
    KnownPages known;
    DocumentQuery query;
    query.wiki = wiki;
    query.limit = documents_a_query;
    for (;;) {
        auto documents = store.documents(query);
        if (!documents) return documents.why();
        for (const DocumentRecord& d : *documents)
            known.emplace(d.id.key, Known{d.attributes.content_hash, d.attributes.rules_hash, false});
        if (documents->size() < query.limit) return known;
        query.after = documents->back().id;
    }
}

std::string folder_name(const std::string& path) {
    std::error_code error;
    std::filesystem::path whole = std::filesystem::weakly_canonical(path, error);
    if (error) whole = path;
    const bool file = std::filesystem::is_regular_file(whole, error);
    const std::string name = (file ? whole.parent_path() : whole).filename().string();
    return name.empty() ? "wiki" : name;
}

class Scan {
  public:
    Scan(Store& store, const IndexerParts& parts, const ScanOptions& options, const ScanEvents& events)
        : store_(store), parts_(parts), options_(options), events_(events) {}

    Result<ScanReport> run() {
        for (const std::string& path : options_.paths)
            if (const Status done = scan_path(path); !done) return done.why();
        return report_;
    }

  private:
    Status scan_path(const std::string& path) {
        const std::string wiki = !options_.wiki.empty()         ? options_.wiki
                                 : !parts_.config->wiki.empty() ? parts_.config->wiki
                                                                : folder_name(path);
        Walk walked = walk(path);
        for (const Diagnostic& diagnostic : walked.diagnostics) events_.found(diagnostic);
        const auto others =
            std::partition(walked.files.begin(), walked.files.end(),
                           [&](const FoundFile& file) { return is_page_name(file.key, *parts_.config); });
        report_.others += walked.files.end() - others;
        walked.files.erase(others, walked.files.end());
        std::sort(walked.files.begin(), walked.files.end(),
                  [](const FoundFile& a, const FoundFile& b) { return a.key < b.key; });
        if (walked.files.empty()) {
            events_.found(
                diagnose(Code::no_pages, path, "no pages were found here",
                         "pages are files such as .md, .txt, .wiki, .html; stored pages were kept"));
            report_.incomplete = true;
            return Done{};
        }
        auto known = known_pages(store_, wiki);
        if (!known) return known.why();
        if (const Status done = analyse(walked, wiki, *known); !done) return done;
        return remove_gone(walked, wiki, *known);
    }

    Status analyse(const Walk& walked, const std::string& wiki, KnownPages& known) {
        const unsigned machine = std::max(1u, std::thread::hardware_concurrency());
        const unsigned wanted = options_.threads > 0 ? options_.threads : parts_.config->threads;
        const std::size_t workers = wanted > 0 ? wanted : machine;
        std::size_t next = 0;
        const KnownPages& stored = known;
        Pipeline<const FoundFile*, Outcome> pipeline(
            [&]() -> std::optional<const FoundFile*> {
                return next < walked.files.size() ? std::optional(&walked.files[next++]) : std::nullopt;
            },
            [&] {
                auto indexer = std::make_shared<PageIndexer>(parts_);
                return [this, &wiki, &stored, indexer](const FoundFile*&& file) {
                    return take(*file, wiki, stored, *indexer);
                };
            },
            workers, 4 * workers);
        const auto all = static_cast<std::int64_t>(walked.files.size());
        std::int64_t done = 0;
        while (auto outcome = pipeline.next()) {
            if (const Status stored_now = keep(*outcome, known); !stored_now) return stored_now;
            if (events_.progress) events_.progress(++done, all);
        }
        return flush();
    }

    /// On a worker's thread.
    Outcome take(const FoundFile& file, const std::string& wiki, const KnownPages& known,
                 PageIndexer& indexer) const {
        Outcome outcome;
        outcome.key = file.key;
        try {
            auto input = read_file_page(file, wiki, *parts_.config, outcome.diagnostics);
            if (!input) return outcome;
            outcome.bytes = static_cast<std::int64_t>(input->source.size());
            const auto stored = known.find(file.key);
            outcome.unchanged = stored != known.end() && stored->second.rules_hash == parts_.rules_hash &&
                                stored->second.content_hash == sha256(input->source);
            if (!outcome.unchanged) outcome.record = indexer.index(std::move(*input));
        } catch (const std::exception& failure) {
            outcome.diagnostics.push_back(diagnose(Code::unreadable_file, file.path,
                                                   std::string("it could not be analysed: ") + failure.what(),
                                                   "the scan goes on without it"));
        }
        return outcome;
    }

    Status keep(Outcome& outcome, KnownPages& known) {
        for (const Diagnostic& diagnostic : outcome.diagnostics) events_.found(diagnostic);
        if (const auto stored = known.find(outcome.key); stored != known.end()) stored->second.seen = true;
        if (!outcome.unchanged && !outcome.record) {
            ++report_.failed;
            return Done{};
        }
        ++report_.pages;
        report_.bytes += outcome.bytes;
        if (outcome.unchanged) {
            ++report_.unchanged;
            return Done{};
        }
        ++report_.analysed;
        batch_size_ += static_cast<std::size_t>(outcome.bytes);
        batch_.push_back(std::move(*outcome.record));
        return batch_.size() >= batch_pages || batch_size_ >= batch_bytes ? flush() : Status(Done{});
    }

    Status flush() {
        if (batch_.empty()) return Done{};
        const auto saved = store_.save(batch_);
        batch_.clear();
        batch_size_ = 0;
        return saved ? Status(Done{}) : Status(saved.why());
    }

    Status remove_gone(const Walk& walked, const std::string& wiki, const KnownPages& known) {
        std::vector<DocumentKey> gone;
        for (const auto& [key, page] : known)
            if (!page.seen && saw_folder_of(walked, key)) gone.push_back({wiki, key});
        if (gone.empty()) return Done{};
        std::sort(gone.begin(), gone.end());
        const auto removed = store_.remove(gone);
        if (!removed) return removed.why();
        report_.removed += static_cast<std::int64_t>(removed->size());
        return Done{};
    }

    Store& store_;
    const IndexerParts& parts_;
    const ScanOptions& options_;
    const ScanEvents& events_;
    ScanReport report_;
    std::vector<PageRecord> batch_;
    std::size_t batch_size_ = 0;
};

}  // namespace

Result<ScanReport> scan(Store& store, const IndexerParts& parts, const ScanOptions& options,
                        const ScanEvents& events) {
    // Two folders of one name would take each other's pages for gone.
    std::set<std::string> names;
    if (options.paths.size() > 1 && (!options.wiki.empty() || !parts.config->wiki.empty()))
        return diagnose(Code::config_bad_value, options.wiki.empty() ? parts.config->wiki : options.wiki,
                        "several folders cannot share one wiki's name",
                        "scan them one by one, each with its --wiki");
    for (const std::string& path : options.paths)
        if (!names.insert(folder_name(path)).second)
            return diagnose(Code::config_bad_value, path, "two of the folders have the same name",
                            "scan them one by one, each with its --wiki");
    return Scan(store, parts, options, events).run();
}

}  // namespace clausemark
