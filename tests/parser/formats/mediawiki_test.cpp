// SPDX-License-Identifier: Apache-2.0
// Wikitext built to hurt: whatever nests ten thousand deep or never closes is read in linear time and on a
// small stack, and says nothing it should not. What pages become is in tests/spec/mediawiki.
#include <gtest/gtest.h>

#include <string>

#include "parser/formats/readers.h"
#include "tests/parser/formats/invariants.h"
#include "tests/work.h"

namespace clausemark {
namespace {

std::string times(std::string_view text, std::size_t n) {
    std::string all;
    for (std::size_t i = 0; i < n; ++i) all += text;
    return all;
}

std::string nested(std::string_view open, std::string_view close, std::size_t n = 10'000) {
    return times(open, n) + "core" + times(close, n);
}

Document read(const std::string& page) {
    Document document = read_mediawiki(page);
    EXPECT_EQ(test::broken_invariant(document), "") << page.substr(0, 60);
    return document;
}

TEST(WikitextHostile, KeepsItsCoreHoweverDeepItNests) {
    for (const auto& [open, close] :
         {std::pair("[[File:a|thumb|", "]]"), std::pair("<div>", "</div>"), std::pair("<ul><li>", "</ul>"),
          std::pair("{|\n|\n", "\n|}\n"), std::pair("<table><tr><td>", "</td></tr></table>"),
          std::pair("<blockquote>", "</blockquote>"), std::pair("{{{a|", "}}}"), std::pair("[http://x ", "]"),
          std::pair("<span>", "</span>"), std::pair("''", "''")}) {
        const Document document = read(nested(open, close));
        EXPECT_NE(document.text.find("core"), std::string::npos) << open;
    }
}

TEST(WikitextHostile, GivesTheArgumentsOfNestedCalls) {
    const Document document = read(nested("{{a|", "}}"));
    ASSERT_EQ(document.passages.size(), 1u);
    EXPECT_EQ(document.passages[0].kind, PassageKind::argument);
    EXPECT_EQ(document.text_of(document.passages[0]), "core");
}

TEST(WikitextHostile, GivesTheCoreOfDeepLists) {
    const Document document = read(times("*", 10'000) + "core\n" + times("#", 10'000) + "next\n");
    ASSERT_EQ(document.passages.size(), 2u);
    EXPECT_EQ(document.text_of(document.passages[1]), "next");
    EXPECT_TRUE(document.depth_limited);
}

TEST(WikitextHostile, TakesUnclosedMarkupForTextOrClosesItAtTheEnd) {
    for (const char* unit : {"{{",
                             "{{a|",
                             "{{{",
                             "[[",
                             "[[a|",
                             "[[File:a|",
                             "[[File:a|[[b]]",
                             "<ref>",
                             "<nowiki>",
                             "<!--",
                             "<div>",
                             "<b",
                             "<",
                             "'''",
                             "''",
                             "{|\n",
                             "{|\n|",
                             "|-\n",
                             "!",
                             "||",
                             "== a",
                             "\n==",
                             "[http://a ",
                             "[http://a",
                             "&",
                             "&#",
                             "__",
                             "<pre>",
                             "<gallery>",
                             "<poem>",
                             "<ref name=",
                             "{{#if:",
                             "{{{{{",
                             "}}",
                             "]]",
                             "-{",
                             ";a",
                             ":",
                             "\n*",
                             "\n;a:b",
                             "-----",
                             "mailto:a",
                             "http://",
                             "<includeonly>",
                             "[[a\n",
                             "\n{|\n|[[a|\n"}) {
        const Document document = read(times(unit, 10'000));
        EXPECT_LE(document.passages.size(), 30'001u) << unit;
    }
}

TEST(WikitextHostile, NeedsWorkInProportionToThePage) {
    for (const char* unit : {"{{a|",
                             "[[a|",
                             "[[File:a|[[b]] ",
                             "[[File:a|[[b]]\n",
                             "<ref>x",
                             "<!-- ",
                             "[http://a ",
                             "''a'''b",
                             "\n* a [[b",
                             "mailto:a:",
                             "{|\n|",
                             "{{{a|",
                             "<b ",
                             "&a",
                             "\n!",
                             "{{a|b=c}}",
                             "<ref>a</ref>",
                             "\n;a [[b|",
                             "<nowiki>a</nowiki",
                             "\n==a"}) {
        EXPECT_TRUE(test::grows_linearly(
            [&](int size) { read_mediawiki(times(unit, static_cast<std::size_t>(size))); }, 20'000))
            << unit;
    }
}

TEST(WikitextHostile, ReadsNothingAsNothing) {
    for (const char* page : {"", "\n", " ", "\n\n\n", "<!---->", "{{a}}", "__NOTOC__", "[[Category:a]]",
                             "<nowiki/>", "{|\n|}", "*", "==", "\r\n"})
        EXPECT_LE(read(page).passages.size(), 1u) << page;
    EXPECT_TRUE(read("{{a}}__NOTOC__[[Category:a]]").text.empty());
}

}  // namespace
}  // namespace clausemark
