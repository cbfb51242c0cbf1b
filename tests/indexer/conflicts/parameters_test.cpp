// SPDX-License-Identifier: Apache-2.0
// Every parameter of tests/spec/facts/parameters.txt is captured from each of the wordings there, with its
// bound and range, by the shipped rules.
#include <gtest/gtest.h>

#include <fstream>
#include <set>
#include <string>

#include "indexer/matcher/analyzer.h"
#include "parser/formats/formats.h"
#include "tests/indexer/drift/shipped_rules.h"
#include "tests/source_dir.h"

namespace clausemark {
namespace {

std::string unescaped(std::string text) {
    for (auto at = text.find("\\n"); at != std::string::npos; at = text.find("\\n", at))
        text.replace(at, 2, "\n");
    return text;
}

/// "password-history = ten; ..." of one text, in the order of the page.
std::set<std::string> facts_of(const std::string& text) {
    static Analyzer analyzer(test::shipped_rules());
    const Document document = read_page(Format::markdown, text + "\n");
    std::set<std::string> found;
    for (const Fact& fact : analyzer.analyze(document).facts)
        found.insert(fact.parameter + " = " + fact.written);
    return found;
}

TEST(Parameters, AreCapturedFromEachWording) {
    std::ifstream in(CLAUSEMARK_SOURCE_DIR "/tests/spec/facts/parameters.txt");
    std::set<std::string> parameters;
    std::string parameter;
    for (std::string line; std::getline(in, line);) {
        if (line.empty() || line.starts_with('#')) continue;
        if (line.starts_with("== ")) {
            parameter = line.substr(3);
            parameters.insert(parameter);
            continue;
        }
        const auto bar = line.find(" | ");
        ASSERT_NE(bar, std::string::npos) << line;
        const std::string text = unescaped(line.substr(bar + 3));
        const auto found = facts_of(text);
        EXPECT_TRUE(found.contains(parameter + " = " + line.substr(0, bar)))
            << text << "\nsays: " << testing::PrintToString(found);
    }
    EXPECT_GE(parameters.size(), 70u);
}

TEST(Parameters, AreNotCapturedFromOtherMatters) {
    for (const char* text :
         {"The canteen is open 12 hours.",
          "The password of the day has 12 letters of the alphabet in its song.",
          "A password that is changed must differ from the old password in at least 6 characters.",
          "Each {{ supplier }} is reviewed every year.", "Backups of the band play for 30 minutes.",
          "The low shelf is empty for six months."}) {
        EXPECT_TRUE(facts_of(text).empty()) << text << testing::PrintToString(facts_of(text));
    }
}

}  // namespace
}  // namespace clausemark
