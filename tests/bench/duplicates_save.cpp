// SPDX-License-Identifier: Apache-2.0
// How long it takes to save one page into a store of many passages, duplicates included: fills a store with
// pages of real text under seeded mutations, then edits single pages and prints percentiles.
// duplicates_save FOLDER [PASSAGES [SAVES]]: pages are the Markdown files below the folder.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <sstream>

#include "indexer/store/store.h"
#include "parser/formats/formats.h"

namespace clausemark {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

struct Text {
    std::vector<std::string> passages;
    std::vector<std::uint32_t> headings;
};

double milliseconds(Clock::time_point since) {
    return std::chrono::duration<double, std::milli>(Clock::now() - since).count();
}

std::vector<Text> read_folder(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.path().extension() == ".md") files.push_back(entry.path());
    std::ranges::sort(files);
    std::vector<Text> texts;
    for (const fs::path& file : files) {
        std::ifstream in(file, std::ios::binary);
        const Document document = read_page(
            Format::markdown, {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()});
        Text text;
        for (const Passage& passage : document.passages) {
            text.passages.emplace_back(document.text_of(passage));
            text.headings.push_back(passage.heading);
        }
        texts.push_back(std::move(text));
    }
    return texts;
}

/// One word in `every` replaced by another.
std::string with_other_words(const std::string& text, unsigned every, std::mt19937& random) {
    std::istringstream in(text);
    std::string out;
    for (std::string word; in >> word;) {
        if (random() % every == 0) word = fmt::format("w{}", random() % 50'000);
        out += word + ' ';
    }
    return out;
}

/// A tenth of the passages as they are, half with few words changed, the others made new.
Text mutated(const Text& text, std::mt19937& random) {
    Text out = text;
    for (std::string& passage : out.passages) {
        const auto dice = static_cast<unsigned>(random() % 10);
        if (dice > 0) passage = with_other_words(passage, dice <= 5 ? 20 : 1, random);
    }
    return out;
}

PageRecord record(const Text& text, int number, std::int64_t revision) {
    PageRecord page;
    page.document.id = {"bench", fmt::format("{:07}", number)};
    page.document.attributes.revision_order = revision;
    std::string content;
    std::uint32_t at = 0;
    for (std::size_t i = 0; i < text.passages.size(); ++i) {
        PassageRecord passage;
        passage.text = text.passages[i];
        passage.heading = text.headings[i];
        passage.span = {at, at + static_cast<std::uint32_t>(passage.text.size())};
        at = passage.span.end + 1;
        page.print.add(passage.text, false);
        content += passage.text + '\n';
        page.passages.push_back(std::move(passage));
    }
    page.print.finish(text.headings, content);
    page.document.attributes.content_hash = fmt::format("{}-{}", number, revision);
    page.source = std::move(content);
    return page;
}

int run(const fs::path& folder, std::size_t passages, int saves) {
    const std::vector<Text> texts = read_folder(folder);
    if (texts.empty()) return 2;
    const fs::path path =
        fs::temp_directory_path() / fmt::format("clausemark-bench-{}.sqlite", std::random_device()());
    auto store = open_sqlite_store(path.string());
    if (!store) return 2;
    std::mt19937 random(1);
    std::vector<Text> pages;
    std::size_t stored = 0;
    const auto start = Clock::now();
    std::vector<PageRecord> batch;
    while (stored < passages) {
        const Text& text = texts[pages.size() % texts.size()];
        pages.push_back(pages.size() < texts.size() ? text : mutated(text, random));
        stored += text.passages.size();
        batch.push_back(record(pages.back(), static_cast<int>(pages.size()) - 1, 1));
        if (batch.size() < 64 && stored < passages) continue;
        if (!(*store)->save(batch)) return 2;
        batch.clear();
    }
    fmt::print("{} passages, {} pages saved in {:.1f} s, {} MB\n", stored, pages.size(),
               milliseconds(start) / 1000, fs::file_size(path) >> 20);
    std::vector<double> took;
    std::vector<double> processor;  // other programs do not count
    for (int i = 0; i < saves; ++i) {
        const std::size_t number = random() % pages.size();
        Text& text = pages[number];
        for (int edits = 0; edits < 3; ++edits) {
            std::string& passage = text.passages[random() % text.passages.size()];
            passage = with_other_words(passage, 5, random);
        }
        const PageRecord page = record(text, static_cast<int>(number), i + 2);
        const auto before = Clock::now();
        const std::clock_t used = std::clock();
        if (!(*store)->save({&page, 1})) return 2;
        took.push_back(milliseconds(before));
        processor.push_back(1000.0 * static_cast<double>(std::clock() - used) / CLOCKS_PER_SEC);
    }
    std::ranges::sort(took);
    std::ranges::sort(processor);
    const auto show = [&](const char* what, const std::vector<double>& sorted) {
        const auto percentile = [&](std::size_t p) { return sorted[(sorted.size() - 1) * p / 100]; };
        fmt::print("{} saves of one page, {}: p50 {:.2f} ms, p99 {:.2f} ms, max {:.2f} ms\n", saves, what,
                   percentile(50), percentile(99), sorted.back());
    };
    show("time", took);
    show("processor time", processor);
    const auto asked = Clock::now();
    const auto found = (*store)->duplicates({});
    fmt::print("clusters: first query {:.0f} ms, {} shown\n", milliseconds(asked), found ? found->size() : 0);
    store->reset();
    for (const char* ending : {"", "-wal", "-shm"}) fs::remove(path.string() + ending);
    return 0;
}

}  // namespace
}  // namespace clausemark

int main(int count, char** values) {
    if (count < 2) {
        std::fputs("usage: duplicates_save FOLDER [PASSAGES [SAVES]]\n", stderr);
        return 2;
    }
    const std::size_t passages = count > 2 ? std::strtoul(values[2], nullptr, 10) : 1'000'000;
    return clausemark::run(values[1], passages, count > 3 ? std::atoi(values[3]) : 1000);
}
