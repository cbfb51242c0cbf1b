// SPDX-License-Identifier: Apache-2.0
// How fast pages are tagged with the shipped rules, in bytes of Markdown a second on one core: parsing alone,
// tokenising alone, everything, everything with fewer rules, and everything on one long page. Pages are the
// real ones of ../shared/realwiki where they are there, else made of the rules' own examples.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

#include "indexer/matcher/analyzer.h"
#include "indexer/matcher/program.h"
#include "parser/formats/formats.h"
#include "parser/text/tokens.h"
#include "tests/source_dir.h"

namespace clausemark {
namespace {

namespace fs = std::filesystem;
const fs::path root = CLAUSEMARK_SOURCE_DIR;

std::string read_file(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<fs::path> files_below(const fs::path& folder, std::string_view extension) {
    std::vector<fs::path> found;
    std::error_code none;
    for (const auto& entry : fs::recursive_directory_iterator(folder, none)) {
        if (entry.path().extension() == extension) found.push_back(entry.path());
    }
    std::sort(found.begin(), found.end());
    return found;
}

std::vector<RuleFile> rule_files() {
    std::vector<RuleFile> files;
    for (const fs::path& path : files_below(root / "corpus/rules", ".rules")) {
        files.push_back(parse_rules(path.string(), read_file(path)).file);
    }
    return files;
}

std::shared_ptr<const Catalogue> catalogue() {
    auto made = std::make_shared<Catalogue>();
    std::vector<Diagnostic> faults;
    for (const fs::path& path : files_below(root / "corpus/standards", ".json")) {
        made->add(path.string(), read_file(path), faults);
    }
    return made;
}

/// The rules with each `of`-th one kept, and its wordings: 1 is all, 2 is half.
std::shared_ptr<const RuleSet> rules(std::size_t of) {
    std::vector<RuleFile> files = rule_files();
    std::size_t number = 0;
    std::set<std::string> kept;
    for (RuleFile& file : files) {
        std::erase_if(file.rules, [&](const Rule&) { return number++ % of != 0; });
        for (const Rule& rule : file.rules) kept.insert(rule.name);
    }
    for (RuleFile& file : files)
        std::erase_if(file.wordings, [&](const Wordings& given) { return !kept.contains(given.rule); });
    std::vector<Diagnostic> faults;
    auto made = RuleSet::compile(std::move(files), catalogue(), faults);
    for (const Diagnostic& fault : faults) std::fputs(render(fault).c_str(), stderr);
    return made;
}

const std::vector<std::string>& pages() {
    static const std::vector<std::string> all = [] {
        std::vector<std::string> found;
        for (const fs::path& path : files_below(root.parent_path() / "shared/realwiki", ".md")) {
            found.push_back(read_file(path));
        }
        if (!found.empty()) return found;
        for (const RuleFile& file : rule_files()) {
            std::string page = "# " + file.path + "\n\n";
            for (const Rule& rule : file.rules) {
                for (const Example& example : rule.examples) page += example.text + "\n\n";
            }
            found.push_back(std::move(page));
        }
        return found;
    }();
    return all;
}

std::int64_t bytes_of(const std::vector<std::string>& all) {
    std::int64_t sum = 0;
    for (const std::string& page : all) sum += static_cast<std::int64_t>(page.size());
    return sum;
}

void parse_alone(benchmark::State& state) {
    for (auto _ : state) {
        for (const std::string& page : pages()) {
            benchmark::DoNotOptimize(read_page(Format::markdown, page).text.data());
        }
    }
    state.SetBytesProcessed(bytes_of(pages()) * static_cast<std::int64_t>(state.iterations()));
}

void tokenise_alone(benchmark::State& state) {
    const auto known = rules(1);
    if (known == nullptr) return state.SkipWithError("the rules do not compile");
    Tokenizer tokenizer(known->program().vocabulary);
    std::vector<Token> tokens;
    for (auto _ : state) {
        for (const std::string& page : pages()) {
            tokens.clear();
            tokenizer.tokenize(page, {0, static_cast<std::uint32_t>(page.size())}, tokens);
            benchmark::DoNotOptimize(tokens.data());
        }
    }
    state.SetBytesProcessed(bytes_of(pages()) * static_cast<std::int64_t>(state.iterations()));
}

void tag_pages(benchmark::State& state, bool parse) {
    const auto known = rules(static_cast<std::size_t>(state.range(0)));
    if (known == nullptr) return state.SkipWithError("the rules do not compile");
    Analyzer analyzer(known);
    std::vector<Document> documents;
    for (const std::string& page : pages()) documents.push_back(read_page(Format::markdown, page));
    for (auto _ : state) {
        for (std::size_t i = 0; i < documents.size(); ++i) {
            const auto found = parse ? analyzer.analyze(read_page(Format::markdown, pages()[i]))
                                     : analyzer.analyze(documents[i]);
            benchmark::DoNotOptimize(found.tags.data());
        }
    }
    state.SetBytesProcessed(bytes_of(pages()) * static_cast<std::int64_t>(state.iterations()));
    state.counters["rules"] = static_cast<double>(known->rules().size());
    state.counters["phrases"] = static_cast<double>(known->phrases().size());
}

void tag_long_page(benchmark::State& state) {
    const auto known = rules(1);
    if (known == nullptr) return state.SkipWithError("the rules do not compile");
    Analyzer analyzer(known);
    std::string source;
    const auto size = static_cast<std::size_t>(state.range(0)) << 20;
    for (std::size_t i = 0; source.size() < size; ++i) source += pages()[i % pages().size()] + "\n\n";
    for (auto _ : state) {
        benchmark::DoNotOptimize(analyzer.analyze(read_page(Format::markdown, source)).tags.data());
    }
    state.SetBytesProcessed(static_cast<std::int64_t>(source.size()) *
                            static_cast<std::int64_t>(state.iterations()));
}

BENCHMARK(parse_alone)->Unit(benchmark::kMillisecond);
BENCHMARK(tokenise_alone)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(tag_pages, analysis_alone, false)->Arg(1)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(tag_pages, from_markdown, true)->Arg(1)->Arg(2)->Arg(4)->Unit(benchmark::kMillisecond);
BENCHMARK(tag_long_page)->Arg(1)->Arg(10)->Arg(50)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace clausemark

BENCHMARK_MAIN();
