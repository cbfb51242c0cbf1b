// SPDX-License-Identifier: Apache-2.0
// Time and memory of finding near-duplicates. Makes passages out of real text ("make": words of the pages on
// standard input, mutated with a fixed seed), or reads them and finds what is alike ("join"), timing each
// step. bench.py runs it beside others on the same passages.
//
//     duplicates_bench make COUNT <pages >passages
//     duplicates_bench join MIN_SIMILARITY pairs|clusters <passages
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iostream>
#include <random>
#include <string>
#include <string_view>

#include "indexer/duplicates/join.h"

namespace {

using namespace clausemark;
/// Processor time of this process, which other work on the machine leaves alone.
double seconds() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

/// Most memory of this program so far, in bytes. (getrusage would count what forked it as well.)
double peak_bytes() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:")) return 1024.0 * std::stod(line.substr(6));
    return 0;
}

/// One passage a line. Three of ten are copies of one before, with one word in thirty replaced, left out or
/// added, and one in twenty is an exact copy. The others are 8 to 55 running words of a page, one in four
/// replaced by a word from elsewhere: real words, real sentences in part, and real frequencies.
class Maker {
  public:
    explicit Maker(const std::string& pages) {
        std::vector<Word> words;
        append_words(pages, words);
        for (const Word& word : words) words_.push_back(word.span.of(pages));
    }

    void make(std::size_t count) {
        std::vector<std::vector<std::string_view>> made;  // those that are copied from: the last ones
        constexpr std::size_t kept = 100'000;
        for (std::size_t i = 0; i < count; ++i) {
            const std::size_t kind = below(20);
            std::vector<std::string_view> passage;
            if (kind < 7 && !made.empty()) {
                passage = made[below(made.size())];
                if (kind < 6) mutate(passage, 30);
            } else {
                const std::size_t size = 8 + below(48), begin = below(words_.size() - size);
                passage.assign(words_.begin() + static_cast<std::ptrdiff_t>(begin),
                               words_.begin() + static_cast<std::ptrdiff_t>(begin + size));
                mutate(passage, 4);
            }
            line_.clear();
            for (const std::string_view word : passage) (line_ += line_.empty() ? "" : " ") += word;
            std::puts(line_.c_str());
            if (made.size() < kept) made.emplace_back();
            made[i % kept] = std::move(passage);
        }
    }

    std::size_t words() const { return words_.size(); }

  private:
    std::size_t below(std::size_t end) { return random_() % end; }

    void mutate(std::vector<std::string_view>& passage, std::size_t one_in) {
        for (std::size_t i = 0; i < passage.size(); ++i) {
            if (below(one_in) != 0) continue;
            const auto at = passage.begin() + static_cast<std::ptrdiff_t>(i);
            switch (below(4)) {
                case 0:
                    passage.erase(at);
                    break;
                case 1:
                    passage.insert(at, words_[below(words_.size())]);
                    break;
                default:
                    *at = words_[below(words_.size())];
            }
        }
    }

    std::vector<std::string_view> words_;
    std::mt19937_64 random_{20000};
    std::string line_;
};

int make(std::size_t count) {
    const std::string pages{std::istreambuf_iterator<char>(std::cin), {}};
    Maker maker(pages);
    if (maker.words() < 1000) return std::fputs("there is too little text to make passages of\n", stderr), 2;
    maker.make(count);
    return std::fflush(stdout) == 0 ? 0 : 2;
}

int join_passages(Threshold threshold, bool pairs) {
    ShingleSets sets;
    std::vector<Word> words;
    std::vector<Shingle> shingles;
    std::size_t bytes = 0, all = 0;
    for (std::string line; std::getline(std::cin, line);) {
        words.clear();
        append_words(line, words);
        make_shingles(words, shingles);
        sets.add(shingles);
        bytes += line.size() + 1;
        all += shingles.size();
    }
    const double prepared = seconds();
    std::size_t found = 0;
    JoinEnd end = JoinEnd::complete;
    if (pairs) {
        end = join(sets, threshold, [&](const SetPair&) { return ++found != 0; });
    } else {
        const Clusters of = clusters(sets, threshold);
        end = of.end;
        std::vector<std::uint32_t> members(of.first.size(), 0);
        for (const std::uint32_t first : of.first) ++members[first];
        for (const std::uint32_t count : members) found += count > 1;
    }
    std::printf(
        "{\"passages\": %zu, \"megabytes\": %.1f, \"shingles\": %zu, \"found\": %zu, \"complete\": %s, "
        "\"prepare\": %.3f, \"total\": %.3f, \"bytes\": %.0f}\n",
        sets.size(), static_cast<double>(bytes) / (1 << 20), all, found,
        end == JoinEnd::complete ? "true" : "false", prepared, seconds(), peak_bytes());
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    std::ios::sync_with_stdio(false);
    if (argc == 3 && std::string_view(argv[1]) == "make") return make(std::stoul(argv[2]));
    const auto threshold = argc == 4 ? clausemark::Threshold::parse(argv[2]) : std::nullopt;
    if (threshold && std::string_view(argv[1]) == "join")
        return join_passages(*threshold, std::string_view(argv[3]) == "pairs");
    std::fputs("usage: duplicates_bench make COUNT | join MIN_SIMILARITY pairs|clusters\n", stderr);
    return 2;
}
