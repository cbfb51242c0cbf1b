// SPDX-License-Identifier: Apache-2.0
// How fast pages are read, in bytes a second: every format on the same small policy page (tests/bench/pages)
// repeated to 1, 10 and 100 MB (limits::page_bytes does not hold here), Markdown beside md4c alone with empty
// callbacks.
#include <benchmark/benchmark.h>
#include <md4c.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "parser/formats/formats.h"
#include "tests/source_dir.h"

namespace clausemark {
namespace {

namespace fs = std::filesystem;

std::string read_file(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// One small page in markup of about the density of real pages (text alone would flatter the readers).
std::string text_of(Format format) {
    const auto ending = [&] {
        switch (format) {
            case Format::plain:
                return "txt";
            case Format::markdown:
                return "md";
            case Format::mediawiki:
                return "wiki";
            case Format::dokuwiki:
                return "dokuwiki";
            case Format::html:
                return "html";
        }
        return "";
    };
    const fs::path folder = CLAUSEMARK_SOURCE_DIR "/tests/bench/pages";
    return read_file(folder / (std::string("access-control.") + ending()));
}

std::string page(std::string_view text, std::size_t bytes) {
    std::string all;
    while (all.size() < bytes) all += text;
    return all;
}

void read_pages(benchmark::State& state, Format format) {
    const std::string source = page(text_of(format), static_cast<std::size_t>(state.range(0)) << 20);
    for (auto _ : state) {
        Document document = read_page(format, source);
        benchmark::DoNotOptimize(document.text.data());
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(source.size()) *
                            static_cast<std::int64_t>(state.iterations()));
}

void md4c_alone(std::string_view source) {
    MD_PARSER parser{};
    parser.flags = MD_DIALECT_GITHUB;
    parser.enter_block = parser.leave_block = [](MD_BLOCKTYPE, void*, void*) { return 0; };
    parser.enter_span = parser.leave_span = [](MD_SPANTYPE, void*, void*) { return 0; };
    parser.text = [](MD_TEXTTYPE, const MD_CHAR*, MD_SIZE, void*) { return 0; };
    md_parse(source.data(), static_cast<MD_SIZE>(source.size()), &parser, nullptr);
}

void md4c(benchmark::State& state) {
    const std::string source =
        page(text_of(Format::markdown), static_cast<std::size_t>(state.range(0)) << 20);
    for (auto _ : state) md4c_alone(source);
    state.SetBytesProcessed(static_cast<std::int64_t>(source.size()) *
                            static_cast<std::int64_t>(state.iterations()));
}

/// Real pages, where ../shared/realwiki is there: how pages of a few kilobytes go.
std::vector<std::string> real_pages() {
    std::vector<std::string> pages;
    std::error_code none;
    for (const auto& entry : fs::recursive_directory_iterator(
             fs::path(CLAUSEMARK_SOURCE_DIR).parent_path() / "shared/realwiki", none)) {
        if (entry.path().extension() != ".md") continue;
        pages.push_back(read_file(entry.path()));
    }
    return pages;
}

void real(benchmark::State& state, bool alone) {
    const auto pages = real_pages();
    std::int64_t bytes = 0;
    for (auto _ : state)
        for (const std::string& source : pages) {
            bytes += static_cast<std::int64_t>(source.size());
            if (alone)
                md4c_alone(source);
            else
                benchmark::DoNotOptimize(read_page(Format::markdown, source).text.data());
        }
    state.SetBytesProcessed(bytes);
}

}  // namespace
}  // namespace clausemark

int main(int argc, char** argv) {
    using namespace clausemark;
    for (const FormatInfo& format : all_formats())
        benchmark::RegisterBenchmark(std::string(format.name).c_str(), read_pages, format.format)
            ->Arg(1)
            ->Arg(10)
            ->Arg(100)
            ->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark("md4c alone", md4c)
        ->Arg(1)
        ->Arg(10)
        ->Arg(100)
        ->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark("real pages, markdown", real, false)->Unit(benchmark::kMillisecond);
    benchmark::RegisterBenchmark("real pages, md4c alone", real, true)->Unit(benchmark::kMillisecond);
    benchmark::Initialize(&argc, argv);
    benchmark::RunSpecifiedBenchmarks();
}
