// SPDX-License-Identifier: Apache-2.0
// The DokuWiki reader on hostile pages, and how such pages are known by their look. What ordinary pages are
// read into is in tests/spec/dokuwiki; the comparison with the wiki itself in dokuwiki_wiki_test.cpp.
#include <gtest/gtest.h>

#include "parser/formats/formats.h"
#include "parser/formats/readers.h"
#include "tests/parser/formats/invariants.h"
#include "tests/work.h"

namespace clausemark {
namespace {

std::string repeat(std::string_view part, std::size_t times) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) out += part;
    return out;
}

TEST(DokuWikiHostilePages, AreReadWithWorkLinearInTheirSize) {
    for (const char* const part : {"**",
                                   "//",
                                   "((",
                                   "[[",
                                   "{{",
                                   "{{rss>",
                                   "<code",
                                   "<nowiki>",
                                   "%%",
                                   "\"",
                                   "==",
                                   "= ",
                                   " ",
                                   "\n ",
                                   "\n  ",
                                   "\n> ",
                                   "\n|",
                                   "|",
                                   "^",
                                   ":::",
                                   "  \n",
                                   "\\\\a",
                                   "www.a",
                                   "http://",
                                   "a@b",
                                   "<a@b.c",
                                   "<!-- clausemark:",
                                   "/* clausemark: ",
                                   "~~clausemark:",
                                   "**//__''<sub><sup><del>",
                                   "[[a|{{",
                                   "\n---- dataentry ----",
                                   "((//",
                                   "((\n|a",
                                   "1x",
                                   "--",
                                   "(",
                                   "''**",
                                   "<sub><del>",
                                   "\t",
                                   "\n\t*",
                                   "\n  * ((",
                                   "\r",
                                   "\r\n",
                                   "]]]",
                                   "}}}",
                                   "[[a]]]",
                                   "]]"}) {
        EXPECT_TRUE(test::grows_linearly(
            [&](int size) {
                const Document document = read_dokuwiki(repeat(part, static_cast<std::size_t>(size)));
                EXPECT_EQ(test::broken_invariant(document), "");
            },
            20'000))
            << part;
    }
}

TEST(DokuWikiHostilePages, MayNestListsTenThousandDeep) {
    std::string page;
    for (std::size_t depth = 1; depth <= 10'000; ++depth) page += std::string(2 * depth, ' ') + "* item\n";
    const Document document = read_dokuwiki(page);
    EXPECT_EQ(test::broken_invariant(document), "");
    EXPECT_EQ(document.passages.size(), 10'000u);
    EXPECT_TRUE(document.depth_limited);
}

TEST(DokuWikiHostilePages, MayNestQuotesTenThousandDeep) {
    const Document document = read_dokuwiki(std::string(10'000, '>') + " deep\n> shallow\nplain");
    EXPECT_EQ(test::broken_invariant(document), "");
    ASSERT_EQ(document.passages.size(), 3u);
    EXPECT_TRUE(document.passages[1].quoted);
    EXPECT_FALSE(document.passages[2].quoted);
}

TEST(DokuWikiHostilePages, MayLeaveEverythingOpen) {
    const Document document = read_dokuwiki(
        "** __ '' (( [[ {{ <sub> <del> <code> <nowiki> %% \" // end\n  * item **\n^ head ^\n> quote ((");
    EXPECT_EQ(test::broken_invariant(document), "");
    EXPECT_NE(document.text.find("end"), std::string::npos);
    EXPECT_NE(document.text.find("quote (("), std::string::npos);
}

TEST(DokuWikiHostilePages, MayHoldNulBytesAndNothingElse) {
    EXPECT_EQ(test::broken_invariant(read_dokuwiki(std::string("a\0**b**\0\n\0", 10))), "");
    EXPECT_TRUE(read_dokuwiki("").passages.empty());
    EXPECT_TRUE(read_dokuwiki("\n \n\t\n").passages.empty());
}

TEST(DokuWikiLinks, ToThePageItselfShowNothingWithoutALabel) {
    EXPECT_EQ(read_dokuwiki("a [[]] b").text, "a b\n");
    EXPECT_EQ(read_dokuwiki("a [[|here]] b").text, "a here b\n");
}

TEST(DokuWikiPages, AreKnownByHeadingsTablesOrLists) {
    EXPECT_EQ(format_of("a.txt", "====== Title ======\n"), Format::dokuwiki);
    EXPECT_EQ(format_of("a.txt", "Intro\n\n  * item\n"), Format::dokuwiki);
    EXPECT_EQ(format_of("a.txt", "^ Name ^ Role ^\n| a | b |\n"), Format::dokuwiki);
    EXPECT_EQ(format_of("a.txt", "Just words\n==========\n * star\n"), Format::plain);
    EXPECT_EQ(format_of("a.dokuwiki", "Just words"), Format::dokuwiki);
}

}  // namespace
}  // namespace clausemark
