// SPDX-License-Identifier: Apache-2.0
// How long it takes to save one page into a store of many passages, with its tags, facts, duplicates and
// drift: fills a store with the pages of a world (save_worlds.h) as a scan would, then edits single pages and
// prints percentiles. Analysing a page is not part of saving it and is left out of the percentiles.
// duplicates_save FOLDER [WORLD [PASSAGES [SAVES]]]: real pages are the Markdown files below the folder.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <fstream>

#include "indexer/pages/print_page.h"
#include "indexer/store/store.h"
#include "server/app/knowledge.h"
#include "server/app/region_drift.h"
#include "tests/bench/save_worlds.h"

namespace clausemark {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

double milliseconds(Clock::time_point since) {
    return std::chrono::duration<double, std::milli>(Clock::now() - since).count();
}

/// Most memory of this program so far, in MB.
long peak_memory() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:")) return std::stol(line.substr(6)) / 1024;
    return 0;
}

PageRecord record(PageIndexer& indexer, const Text& text, std::size_t number, std::int64_t revision) {
    PageInput input;
    input.id = {"bench", fmt::format("page-{:07}.md", number)};
    input.source = source_of(text);
    input.given.format = Format::markdown;
    input.given.revision_order = revision;
    return indexer.index(std::move(input));
}

void show(const char* what, std::vector<double>& times) {
    std::ranges::sort(times);
    const auto percentile = [&](std::size_t p) { return times[(times.size() - 1) * p / 100]; };
    fmt::print("  saves of one page, {}: p50 {:.2f} ms, p99 {:.2f} ms, max {:.2f} ms\n", what, percentile(50),
               percentile(99), times.back());
}

struct Sizes {
    std::size_t passages = 0;
    std::size_t saves = 0;
};

bool fill(World& world, Store& store, PageIndexer& indexer, std::size_t passages, std::vector<Text>& pages) {
    std::size_t stored = 0;
    std::size_t compared = 0;  // passages of five words and more
    double saving = 0;
    std::vector<PageRecord> batch;
    const auto start = Clock::now();
    while (stored < passages) {
        pages.push_back(world.page());
        batch.push_back(record(indexer, pages.back(), pages.size() - 1, 1));
        stored += batch.back().passages.size();
        for (const PassagePrint& passage : batch.back().print.passages)
            compared += passage.begin < passage.end;
        if (batch.size() < 64 && stored < passages) continue;
        const auto before = Clock::now();
        if (!store.save(batch)) return false;
        saving += milliseconds(before);
        batch.clear();
    }
    fmt::print("  {} passages ({} of five words and more) on {} pages in {:.0f} s, {:.0f} s of them saving\n",
               stored, compared, pages.size(), milliseconds(start) / 1000, saving / 1000);
    return true;
}

bool edit(World& world, Store& store, PageIndexer& indexer, std::size_t saves, std::vector<Text>& pages) {
    std::vector<double> took;
    std::vector<double> processor;  // other programs do not count
    std::mt19937_64 random(1);
    for (std::size_t i = 0; i < saves; ++i) {
        const std::size_t number = random() % pages.size();
        world.edit(pages[number]);
        const PageRecord page = record(indexer, pages[number], number, static_cast<std::int64_t>(i) + 2);
        const auto before = Clock::now();
        const std::clock_t used = std::clock();
        if (!store.save({&page, 1})) return false;
        took.push_back(milliseconds(before));
        processor.push_back(1000.0 * static_cast<double>(std::clock() - used) / CLOCKS_PER_SEC);
    }
    show("time", took);
    show("processor time", processor);
    return true;
}

int run(const fs::path& folder, const std::string& name, Sizes sizes) {
    const std::vector<Text> texts = read_texts(folder);
    if (texts.empty()) return std::fputs("no Markdown pages there\n", stderr), 2;
    const auto world = make_world(name, texts);
    if (!world) return std::fputs("worlds: believable, heavy, hostile\n", stderr), 2;
    std::vector<Diagnostic> faults;
    const auto known = load_knowledge({}, faults);
    if (!known) return std::fputs("the rules cannot be read\n", stderr), 2;
    PageIndexer indexer(known->indexer_parts());
    const fs::path path =
        fs::temp_directory_path() / fmt::format("clausemark-bench-{}.sqlite", std::random_device()());
    StoreOptions options;
    options.duplicates = duplicate_settings(*known->config);
    options.drift = region_summariser(*known);
    auto store = open_sqlite_store(path.string(), options);
    if (!store) return 2;
    fmt::print("{} world\n", name);
    std::vector<Text> pages;
    if (!fill(*world, **store, indexer, sizes.passages, pages)) return 2;
    if (!edit(*world, **store, indexer, sizes.saves, pages)) return 2;
    const auto asked = Clock::now();
    const auto found = (*store)->duplicates({});
    fmt::print("  clusters: first query {:.0f} ms, {} shown; store {} MB, peak memory {} MB\n",
               milliseconds(asked), found ? found->size() : 0, fs::file_size(path) >> 20, peak_memory());
    store->reset();
    for (const char* ending : {"", "-wal", "-shm"}) fs::remove(path.string() + ending);
    return 0;
}

}  // namespace
}  // namespace clausemark

int main(int count, char** values) {
    if (count < 2) {
        std::fputs("usage: duplicates_save FOLDER [WORLD [PASSAGES [SAVES]]]\n", stderr);
        return 2;
    }
    const clausemark::Sizes sizes{count > 3 ? std::strtoul(values[3], nullptr, 10) : 1'000'000,
                                  count > 4 ? std::strtoul(values[4], nullptr, 10) : 1000};
    return clausemark::run(values[1], count > 2 ? values[2] : "believable", sizes);
}
