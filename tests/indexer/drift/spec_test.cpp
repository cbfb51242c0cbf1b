// SPDX-License-Identifier: Apache-2.0
// Runs tests/spec/drift: pairs of texts with the differences that must be found.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "indexer/drift/drift.h"
#include "tests/indexer/drift/shipped_rules.h"
#include "tests/source_dir.h"

namespace clausemark {
namespace {

struct Case {
    std::string name;
    std::vector<std::string> parts;  ///< left, right, differences
};

std::vector<Case> read_cases(const std::filesystem::path& path) {
    std::ifstream in(path);
    std::vector<Case> cases;
    for (std::string line; std::getline(in, line);) {
        if (line.starts_with("==== ")) {
            cases.push_back({line.substr(5), {""}});
        } else if (line == "----") {
            if (!cases.empty()) cases.back().parts.emplace_back();
        } else if (!cases.empty() && !line.empty()) {
            cases.back().parts.back() += line + '\n';
        }
    }
    return cases;
}

/// Texts with tabs for the cell marks; they stay with the caller.
std::vector<std::pair<std::string, PassageKind>> read_passages(const std::string& part) {
    std::vector<std::pair<std::string, PassageKind>> out;
    for (std::size_t at = 0; at < part.size();) {
        const std::size_t end = part.find('\n', at);
        std::string line = part.substr(at, end - at);
        at = end + 1;
        PassageKind kind = PassageKind::paragraph;
        if (line.starts_with("* ")) kind = PassageKind::list_item;
        if (line.starts_with("| ")) kind = PassageKind::table_row;
        if (line.starts_with("# ")) kind = PassageKind::heading;
        if (line.starts_with("` ")) kind = PassageKind::code;
        if (kind != PassageKind::paragraph) line.erase(0, 2);
        for (std::size_t bar = line.find(" | "); bar != std::string::npos; bar = line.find(" | "))
            line.replace(bar, 3, "\t");
        if (kind == PassageKind::code && !out.empty() && out.back().second == kind)
            out.back().first += '\n' + line;
        else
            out.emplace_back(std::move(line), kind);
    }
    return out;
}

TEST(DriftSpec, FindsWhatTheCasesSay) {
    DriftFinder finder(test::shipped_rules());
    std::size_t count = 0;
    for (const auto& entry : std::filesystem::directory_iterator(CLAUSEMARK_SOURCE_DIR "/tests/spec/drift")) {
        if (entry.path().extension() != ".drift") continue;
        for (const Case& test : read_cases(entry.path())) {
            ASSERT_EQ(test.parts.size(), 3u) << test.name;
            const auto left = read_passages(test.parts[0]);
            const auto right = read_passages(test.parts[1]);
            const auto side = [](const auto& texts) {
                std::vector<DriftPassage> out;
                for (const auto& [text, kind] : texts) out.push_back({text, kind, {}});
                return out;
            };
            std::string found;
            for (const Difference& d : finder.compare(side(left), side(right)).differences)
                found += fmt::format("{}: {}\n", name_of(d.kind), d.explanation);
            EXPECT_EQ(found, test.parts[2]) << entry.path().filename() << ": " << test.name;
            ++count;
        }
    }
    EXPECT_GE(count, 25u);
}

}  // namespace
}  // namespace clausemark
