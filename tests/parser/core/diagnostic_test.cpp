// SPDX-License-Identifier: Apache-2.0
#include "parser/core/diagnostic.h"
#include "tests/source_dir.h"

#include <gtest/gtest.h>

#include <cctype>
#include <filesystem>
#include <fstream>
#include <set>

namespace clausemark {
namespace {

TEST(Registry, IsSortedByCodeAndNamesEachOnce) {
    std::set<std::string_view> names;
    for (std::size_t i = 0; i < all_codes().size(); ++i) {
        if (i > 0) {
            EXPECT_LT(all_codes()[i - 1].code, all_codes()[i].code);
        }
        EXPECT_TRUE(names.insert(all_codes()[i].name).second) << all_codes()[i].name;
        EXPECT_EQ(&info(all_codes()[i].code), &all_codes()[i]);
    }
}

TEST(Registry, HasAPageForEachCodeWithItsTitle) {
    const std::filesystem::path pages = std::filesystem::path(CLAUSEMARK_SOURCE_DIR) / "docs" / "diagnostics";
    for (const CodeInfo& code : all_codes()) {
        std::ifstream page(pages / (code_text(code.code) + ".md"));
        const std::string text{std::istreambuf_iterator<char>(page), {}};
        std::string title(code.title);
        title[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(title[0])));
        EXPECT_NE(text.find("# " + code_text(code.code) + ": " + title + "\n"), std::string::npos)
            << code_text(code.code);
    }
}

TEST(Position, CountsLinesFromOneAndColumnsInCodePoints) {
    EXPECT_EQ(position_of("ab\ncé d", 3), (Position{2, 1}));
    EXPECT_EQ(position_of("ab\ncé d", 7), (Position{2, 4}));
}

TEST(Render, ShowsFilePlaceLineUnderlineAndHint) {
    const std::string source = "one\nrule bakcup {\n";
    const Diagnostic d = diagnose_at(Code::rule_unknown_name, "a.rules", source, {9, 15},
                                     "no rule \"bakcup\"", "did you mean backup?");
    EXPECT_EQ(render(d),
              "a.rules:2:6: error: no rule \"bakcup\" [CM102]\n"
              "    2 | rule bakcup {\n"
              "      |      ^~~~~~\n"
              "  hint: did you mean backup?\n");
}

TEST(Render, ShowsControlCharactersSoThatTheyCannotDriveATerminal) {
    const std::string source = "\x1b[31mred";
    const std::string shown = render(diagnose_at(Code::rule_syntax, "a", source, {5, 8}, "bad \x1b[2J"));
    EXPECT_EQ(shown.find('\x1b'), std::string::npos) << shown;
}

TEST(Render, CutsALineOfMegabytesAroundThePlace) {
    const std::string source = std::string(3'000'000, 'x') + "HERE" + std::string(3'000'000, 'y');
    const std::string shown =
        render(diagnose_at(Code::rule_syntax, "a", source, {3'000'000, 3'000'004}, "bad"));
    EXPECT_LT(shown.size(), 600u);
    const auto caret = shown.find('^');
    const auto here = shown.find("HERE");
    ASSERT_NE(caret, std::string::npos);
    ASSERT_NE(here, std::string::npos);
    const auto column = [&](std::size_t at) { return at - shown.rfind('\n', at); };
    EXPECT_EQ(column(caret), column(here)) << shown;
}

}  // namespace
}  // namespace clausemark
