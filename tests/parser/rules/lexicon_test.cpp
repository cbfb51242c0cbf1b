// SPDX-License-Identifier: Apache-2.0
// The shared vocabulary that is shipped, and the manual's example: both are read without a word.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <set>

#include "parser/rules/rule.h"
#include "tests/source_dir.h"

namespace clausemark {
namespace {

const std::filesystem::path root = CLAUSEMARK_SOURCE_DIR;

std::string content(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

std::string rendered(const ParsedRules& parsed) {
    std::string out;
    for (const Diagnostic& one : parsed.diagnostics) out += render(one);
    return out;
}

std::vector<RuleFile> lexicon() {
    std::vector<RuleFile> files;
    for (const auto& entry : std::filesystem::directory_iterator(root / "corpus/rules/lexicon")) {
        if (entry.path().extension() != ".rules") continue;
        ParsedRules parsed = parse_rules(entry.path().filename().string(), content(entry.path()));
        EXPECT_EQ(rendered(parsed), "");
        files.push_back(std::move(parsed.file));
    }
    return files;
}

TEST(Lexicon, IsReadWithoutADiagnostic) {
    const std::vector<RuleFile> files = lexicon();
    EXPECT_GE(files.size(), 9u);
    for (const RuleFile& file : files) EXPECT_TRUE(file.rules.empty()) << file.path;
}

TEST(Lexicon, HasTheClassesThatDecideStrength) {
    std::set<std::string> classes;
    std::set<std::string> systems;
    for (const RuleFile& file : lexicon()) {
        for (const Definition& one : file.definitions) {
            if (one.kind == Definition::Kind::token_class) classes.insert(one.name);
            if (one.kind == Definition::Kind::system) systems.insert(one.name);
        }
    }
    for (const char* name :
         {"obligation", "prohibition", "recommendation", "permission", "imperative", "statement", "denial",
          "illustration", "procedure-title", "role", "record", "every", "month"}) {
        EXPECT_TRUE(classes.contains(name)) << name;
    }
    EXPECT_EQ(systems, (std::set<std::string>{"ISMS", "SMS"}));
}

TEST(Lexicon, UsesOnlyNamesThatItDefinesOnce) {
    std::set<std::string> patterns;
    const std::vector<RuleFile> files = lexicon();
    for (const RuleFile& file : files) {
        for (const Definition& one : file.definitions) {
            if (one.kind != Definition::Kind::pattern) continue;
            EXPECT_TRUE(patterns.insert(one.name).second) << one.name << " in " << file.path;
        }
    }
    const std::function<void(const Expr&)> check = [&](const Expr& expr) {
        if (expr.kind == ExprKind::name) {
            EXPECT_TRUE(patterns.contains(expr.text)) << expr.text;
        }
        for (const Expr& child : expr.children) check(child);
    };
    for (const RuleFile& file : files) {
        for (const Definition& one : file.definitions) check(one.expr);
    }
}

TEST(Lexicon, GivesAWordOrPhraseOneMeaning) {
    std::map<std::string, std::string> periods;
    std::map<std::string, std::string> units;
    std::map<std::string, double> numbers;
    std::map<std::string, std::string> spellings;
    std::set<std::string> left;
    for (const RuleFile& file : lexicon()) {
        for (const Period& one : file.periods) {
            for (const std::string& phrase : one.phrases) {
                EXPECT_TRUE(periods.emplace(phrase, one.name).second) << phrase << ": " << periods[phrase];
            }
        }
        for (const Unit& one : file.units) {
            for (const std::string& word : one.words) {
                EXPECT_TRUE(units.emplace(word, one.name).second) << word << ": " << units[word];
            }
        }
        for (const NumberWord& one : file.numbers) {
            for (const std::string& word : one.words) {
                EXPECT_TRUE(numbers.emplace(word, one.value).second) << word;
            }
        }
        for (const Alias& one : file.aliases) {
            EXPECT_TRUE(left.insert(one.word).second) << one.word;
            for (const std::string& spelling : one.spellings) {
                EXPECT_TRUE(spellings.emplace(spelling, one.word).second) << spelling;
            }
        }
    }
    // Aliases do not chain.
    for (const auto& [spelling, word] : spellings) {
        EXPECT_FALSE(left.contains(spelling)) << spelling;
        EXPECT_EQ(spelling.find(' '), std::string::npos) << spelling;
    }
}

TEST(Lexicon, CoversTheUsualPeriods) {
    std::map<std::string, double> seconds;
    for (const RuleFile& file : lexicon()) {
        for (const Period& one : file.periods) {
            for (const std::string& phrase : one.phrases) seconds[phrase] = one.seconds;
        }
    }
    constexpr double day = 86400;
    EXPECT_EQ(seconds["hourly"], 3600);
    EXPECT_EQ(seconds["nightly"], day);
    EXPECT_EQ(seconds["weekly"], 7 * day);
    EXPECT_EQ(seconds["once a month"], 30 * day);
    EXPECT_EQ(seconds["quarterly"], 90 * day);
    EXPECT_EQ(seconds["every six months"], 180 * day);
    EXPECT_EQ(seconds["once a year"], 365 * day);
    EXPECT_EQ(seconds["biennially"], 730 * day);
    EXPECT_EQ(seconds.count("ad hoc"), 0u);
}

TEST(Manual, HasAnExampleThatIsRead) {
    const std::string manual = content(root / "docs/rules.md");
    const std::size_t begin = manual.find("```\n") + 4;
    const ParsedRules parsed =
        parse_rules("rules.md", manual.substr(begin, manual.find("```", begin) - begin));
    EXPECT_EQ(rendered(parsed), "");
    ASSERT_EQ(parsed.file.rules.size(), 1u);
    EXPECT_EQ(parsed.file.rules[0].aspects.size(), 3u);
}

}  // namespace
}  // namespace clausemark
