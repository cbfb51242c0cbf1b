// SPDX-License-Identifier: Apache-2.0
// Scanning: one thread hands out files, workers read and analyse them, the caller's thread writes batches in
// the order of the files. See scan.h.
#include "indexer/scan/scan.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <set>
#include <thread>
#include <unordered_map>

#include "indexer/hash/sha256.h"
#include "indexer/scan/export_pages.h"
#include "indexer/scan/file_page.h"
#include "indexer/scan/pipeline.h"
#include "indexer/scan/walk.h"
#include "parser/core/limits_server.h"
#include "parser/core/terminology_codes.h"

namespace clausemark {
namespace {

constexpr std::size_t batch_pages = 64;             // one transaction's flush serves so many pages
constexpr std::size_t batch_bytes = 4u << 20;       // but no more memory than this
constexpr std::size_t under_way_bytes = 16u << 20;  // of sources read or analysed, not yet written
constexpr std::size_t documents_a_query = 5000;

struct Known {
    std::string title;
    std::string revision;
    std::string content_hash;
    std::string rules_hash;
    bool seen = false;
};
using KnownPages = std::unordered_map<std::string, Known>;  ///< by key, of one wiki

/// A file to be read, or a page that an export gave.
struct Job {
    const FoundFile* file = nullptr;
    std::optional<PageInput> page;
};

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
            known.emplace(d.id.key, Known{d.attributes.title, d.attributes.revision,
                                          d.attributes.content_hash, d.attributes.rules_hash, false});
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
            if (Status done = scan_path(path); !done) return done.why();
        return report_;
    }

  private:
    Status scan_path(const std::string& path) {
        const std::string wiki = wiki_of(options_, *parts_.config, path);
        Walk walked = walk(path);
        std::vector<FoundFile> pages;
        std::vector<FoundFile> exports;
        for (FoundFile& file : walked.files) {
            if (is_page_name(file.key, *parts_.config))
                pages.push_back(std::move(file));
            else if (parts_.config->pages.takes(file.key) && is_export(file.path, walked.diagnostics))
                exports.push_back(std::move(file));
            else
                ++report_.others;
        }
        for (const Diagnostic& diagnostic : walked.diagnostics) events_.found(diagnostic);
        if (pages.empty() && exports.empty()) {
            events_.found(
                diagnose(Code::no_pages, path, "no pages were found here",
                         "pages are files such as .md, .txt, .wiki, .html; stored pages were kept"));
            report_.incomplete = true;
            return Done{};
        }
        if (!pages.empty())
            if (Status done = scan_files(pages, walked, wiki); !done) return done;
        for (const FoundFile& file : exports)
            if (Status done = scan_export(file, exports.size() == 1); !done) return done;
        return Done{};
    }

    Status scan_files(const std::vector<FoundFile>& files, const Walk& walked, const std::string& wiki) {
        auto known = known_pages(store_, wiki);
        if (!known) return known.why();
        std::size_t next = 0;
        const auto produce = [&]() -> std::optional<Job> {
            return next < files.size() ? std::optional(Job{&files[next++], std::nullopt}) : std::nullopt;
        };
        if (Status done = analyse(produce, static_cast<std::int64_t>(files.size()), wiki, *known); !done)
            return done;
        return remove_gone(wiki, *known, [&](const std::string& key) {
            return !is_page_id(key) && saw_folder_of(walked, key);
        });
    }

    /// Its pages are gone where it lacks them only if it is whole, left none out, and is the wiki's only one
    /// here.
    Status scan_export(const FoundFile& file, bool only_one) {
        const std::string name = std::filesystem::path(file.path).stem().string();
        const std::string wiki = !options_.wiki.empty()         ? options_.wiki
                                 : !parts_.config->wiki.empty() ? parts_.config->wiki
                                                                : name;
        auto known = known_pages(store_, wiki);
        if (!known) return known.why();
        ExportPages pages(file.path, wiki);
        const auto produce = [&]() -> std::optional<Job> {
            auto page = pages.next();
            return page ? std::optional(Job{nullptr, std::move(page)}) : std::nullopt;
        };
        if (Status done = analyse(produce, 0, wiki, *known); !done) return done;
        for (const Diagnostic& diagnostic : pages.diagnostics()) events_.found(diagnostic);
        if (!pages.whole()) {
            report_.incomplete = true;
            return Done{};
        }
        if (pages.given() == 0) {
            events_.found(diagnose(Code::no_pages, file.path, "this export has no pages of content",
                                   "stored pages were kept; remove the file if it is not needed"));
            report_.incomplete = true;
            return Done{};
        }
        if (!only_one || !pages.diagnostics().empty()) return Done{};
        return remove_gone(wiki, *known, is_page_id);
    }

    Status analyse(const std::function<std::optional<Job>()>& produce, std::int64_t all,
                   const std::string& wiki, KnownPages& known) {
        const unsigned machine = std::max(1u, std::thread::hardware_concurrency());
        const unsigned wanted = options_.threads > 0 ? options_.threads : parts_.config->threads;
        const std::size_t workers = wanted > 0 ? wanted : machine;
        const KnownPages stored = known;  // `seen` changes while workers look things up
        Pipeline<Job, Outcome> pipeline(
            produce,
            [](const Job& job) {
                return job.page ? job.page->source.size() : static_cast<std::size_t>(job.file->bytes);
            },
            [&] {
                auto indexer = std::make_shared<PageIndexer>(parts_);
                return [this, &wiki, &stored, indexer](Job&& job) {
                    return take(std::move(job), wiki, stored, *indexer);
                };
            },
            workers, {4 * workers, under_way_bytes});
        std::int64_t done = 0;
        while (auto outcome = pipeline.next()) {
            if (Status kept = keep(*outcome, known); !kept) return kept;
            if (events_.progress) events_.progress(++done, all);
        }
        return flush();
    }

    /// On a worker's thread.
    Outcome take(Job&& job, const std::string& wiki, const KnownPages& known, PageIndexer& indexer) const {
        Outcome outcome;
        outcome.key = job.page ? job.page->id.key : job.file->key;
        const std::string name = job.page ? job.page->name : job.file->path;
        if (outcome.key.size() > limits::document_name_bytes) {
            outcome.diagnostics.push_back(
                diagnose(Code::unreadable_file, name,
                         fmt::format("its name has {} bytes, folders and all; the server takes {}",
                                     outcome.key.size(), limits::document_name_bytes),
                         "give it a shorter name, or scan a folder nearer to it"));
            return outcome;
        }
        try {
            auto input = job.page ? std::move(job.page)
                                  : read_file_page(*job.file, wiki, *parts_.config, outcome.diagnostics);
            if (!input) return outcome;
            outcome.bytes = static_cast<std::int64_t>(input->source.size());
            const auto stored = known.find(outcome.key);
            outcome.unchanged = stored != known.end() && same(stored->second, *input);
            if (outcome.unchanged) return outcome;
            const auto reported = static_cast<std::ptrdiff_t>(input->diagnostics.size());
            outcome.record = indexer.index(std::move(*input));
            const auto& found = outcome.record->diagnostics;
            // Words are for `check` to report: the settings may have them off.
            std::copy_if(found.begin() + reported, found.end(), std::back_inserter(outcome.diagnostics),
                         [](const Diagnostic& diagnostic) { return !is_terminology(diagnostic.code); });
        } catch (const std::exception& failure) {
            outcome.diagnostics.push_back(diagnose(Code::unreadable_file, name,
                                                   std::string("it could not be analysed: ") + failure.what(),
                                                   "the scan goes on without it"));
        }
        return outcome;
    }

    bool same(const Known& stored, const PageInput& input) const {
        return stored.rules_hash == parts_.rules_hash && stored.revision == input.given.revision &&
               (input.given.title.empty() || stored.title == input.given.title) &&
               stored.content_hash == sha256(input.source);
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

    Status remove_gone(const std::string& wiki, const KnownPages& known,
                       const std::function<bool(const std::string&)>& was_looked_for) {
        std::vector<DocumentKey> gone;
        for (const auto& [key, page] : known)
            if (!page.seen && was_looked_for(key)) gone.push_back({wiki, key});
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

std::string wiki_of(const ScanOptions& options, const Config& config, const std::string& path) {
    if (!options.wiki.empty()) return options.wiki;
    return config.wiki.empty() ? folder_name(path) : config.wiki;
}

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
