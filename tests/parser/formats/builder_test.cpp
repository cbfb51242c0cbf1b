// SPDX-License-Identifier: Apache-2.0
// The builder and the walks between text and source, without any markup: each test writes a document by hand.
#include "parser/formats/builder.h"

#include <gtest/gtest.h>

#include "parser/core/limits.h"
#include "tests/parser/formats/invariants.h"

namespace clausemark {
namespace {

/// A builder over `source` that appends the next words found in it.
struct Page : DocumentBuilder {
    explicit Page(std::string source) : DocumentBuilder(Format::plain, std::move(source)) {}

    Span find(std::string_view words) {
        const auto at = static_cast<std::uint32_t>(source().find(words, from_));
        from_ = at + static_cast<std::uint32_t>(words.size());
        return {at, from_};
    }
    void add(std::string_view words) { append_source(find(words)); }

    std::uint32_t from_ = 0;
};

std::vector<std::string> texts(const Document& d) {
    std::vector<std::string> all;
    for (const Passage& p : d.passages) all.emplace_back(d.text_of(p));
    return all;
}

using Texts = std::vector<std::string>;

TEST(Builder, FoldsWhiteSpaceAndKeepsWholeRuns) {
    Page page("  one two\n\t three  ");
    page.append_source({0, 19});
    const Document d = page.finish();
    EXPECT_EQ(d.text, "one two three\n");
    ASSERT_EQ(d.runs.size(), 3u);
    EXPECT_EQ(d.runs[0].source, (Span{2, 9}));
    EXPECT_EQ(d.runs[1].source, (Span{9, 12}));  // the fold stands for all of it
    EXPECT_EQ(d.passages[0].source, (Span{2, 17}));
    EXPECT_EQ(test::broken_invariant(d), "");
}

TEST(Builder, FoldsAcrossCallsAndReplacements) {
    Page page("a &nbsp;  <br> b");
    page.append_source({0, 2});
    page.append_replacement(" ", {2, 8});
    page.append_source({8, 10});
    page.append_replacement(" ", {10, 14});
    page.append_source({14, 16});
    const Document d = page.finish();
    EXPECT_EQ(d.text, "a b\n");
    EXPECT_EQ(to_source(d, {1, 2}), (Span{1, 15}));
    EXPECT_EQ(test::broken_invariant(d), "");
}

TEST(Builder, JoinsNeighbouringBytesToOneRun) {
    Page page("one two");
    page.append_source({0, 3});
    page.append_source({3, 4});
    page.append_source({4, 7});
    EXPECT_EQ(page.finish().runs.size(), 1u);
}

TEST(Builder, DoesNotGrowAFoldedLineEndIntoAnExactRun) {
    Page page("a\nb");
    page.append_source({0, 3});
    const Document d = page.finish();
    EXPECT_EQ(d.text, "a b\n");
    EXPECT_EQ(d.runs.size(), 3u);
    EXPECT_EQ(test::broken_invariant(d), "");
}

TEST(Builder, MapsAnEntityAsAWhole) {
    Page page("x&amp;y");
    page.append_source({0, 1});
    page.append_replacement("&", {1, 6});
    page.append_source({6, 7});
    const Document d = page.finish();
    EXPECT_EQ(d.text, "x&y\n");
    EXPECT_EQ(to_source(d, {1, 2}), (Span{1, 6}));
    EXPECT_EQ(to_source(d, {0, 1}), (Span{0, 1}));
    EXPECT_EQ(to_text(d, {3, 4}), (Span{1, 2}));
    EXPECT_EQ(to_text(d, {6, 7}), (Span{2, 3}));
}

TEST(Builder, GivesNoTextForMarkup) {
    Page page("**a** b");
    page.append_source({2, 3});
    page.append_source({5, 7});
    const Document d = page.finish();
    EXPECT_EQ(to_text(d, {0, 2}), std::nullopt);
    EXPECT_EQ(to_source(d, {0, 3}), (Span{2, 7}));
}

TEST(Builder, KeepsWhiteSpaceInCodeButNotAroundIt) {
    Page page("\n  a\n    b\n\n");
    page.begin_code();
    page.append_source({0, 12});
    page.begin_paragraph();
    const Document d = page.finish();
    EXPECT_EQ(texts(d), Texts{"a\n    b"});
    EXPECT_EQ(d.passages[0].source, (Span{3, 10}));
    EXPECT_EQ(test::broken_invariant(d), "");
}

TEST(Builder, DropsPassagesWithoutText) {
    Page page("   a");
    page.begin_heading(1);
    page.append_source({0, 3});
    page.begin_table();
    page.begin_row(true);
    page.begin_cell();
    page.begin_cell();
    page.end_table();
    page.begin_code();
    page.append_source({0, 3});
    page.begin_paragraph();
    page.append_source({3, 4});
    const Document d = page.finish();
    EXPECT_EQ(texts(d), Texts{"a"});
    EXPECT_EQ(d.passages[0].heading, no_passage);
    EXPECT_TRUE(d.cells.empty());
    EXPECT_EQ(test::broken_invariant(d), "");
}

TEST(Builder, KeepsEmptyCellsInPlace) {
    Page page("a b");
    page.begin_table();
    page.begin_row(false);
    page.begin_cell();
    page.begin_cell();
    page.add("a");
    page.begin_cell();
    page.begin_cell();
    page.add("b");
    page.begin_cell();
    page.end_table();
    const Document d = page.finish();
    ASSERT_EQ(d.cells.size(), 5u);
    Texts cells;
    for (const Span cell : d.cells) cells.emplace_back(cell.of(d.text));
    EXPECT_EQ(cells, (Texts{"", "a", "", "b", ""}));
    EXPECT_EQ(test::broken_invariant(d), "");
}

TEST(Builder, ReadsListsInACellAsItsText) {
    Page page("a b c d");
    page.begin_table();
    page.begin_row(false);
    page.begin_cell();
    page.begin_list();
    page.begin_item(false);
    page.add("a");
    page.begin_item(false);
    page.add("b");
    page.end_list();
    page.begin_cell();
    page.begin_quote();
    page.begin_paragraph();
    page.add("c");
    page.end_quote();
    page.end_table();
    page.begin_list();
    page.begin_item(false);
    page.add("d");
    page.end_list();
    const Document d = page.finish();
    EXPECT_EQ(texts(d), (Texts{"a b\tc", "d"}));
    EXPECT_EQ(d.passages[1].level, 1);
    EXPECT_FALSE(d.passages[1].quoted);
}

TEST(Builder, EndsARowAtAHeadingInACell) {
    Page page("a b c");
    page.begin_table();
    page.begin_row(false);
    page.begin_cell();
    page.begin_heading(2);
    page.add("a");
    page.begin_cell();
    page.add("b");
    page.begin_cell();
    page.add("c");
    page.end_table();
    const Document d = page.finish();
    EXPECT_EQ(texts(d), (Texts{"a", "b", "c"}));
    EXPECT_EQ(d.passages[2].kind, PassageKind::paragraph);
}

TEST(Builder, GivesRowsTheHeaderOfTheirOwnTable) {
    Page page("a b c d");
    page.begin_table();
    page.begin_row(true);
    page.begin_cell();
    page.add("a");
    page.begin_row(false);
    page.begin_cell();
    page.add("b");
    page.begin_table();  // in that cell
    page.begin_row(false);
    page.begin_cell();
    page.add("c");
    page.end_table();
    page.begin_row(false);
    page.begin_cell();
    page.add("d");
    page.end_table();
    const Document d = page.finish();
    ASSERT_EQ(texts(d), (Texts{"a", "b", "c", "d"}));
    EXPECT_EQ(d.passages[1].lead_in, 0u);
    EXPECT_EQ(d.passages[2].lead_in, no_passage);
    EXPECT_EQ(d.passages[3].lead_in, 0u);
}

TEST(Builder, TakesTheParagraphDirectlyBeforeAsLeadIn) {
    Page page("lead item more inner last");
    page.begin_paragraph();
    page.add("lead");
    page.begin_list();
    page.begin_item(true);
    page.add("item");
    page.begin_paragraph();
    page.add("more");
    page.begin_list();
    page.begin_item(false);
    page.add("inner");
    page.end_list();
    page.begin_item(true);
    page.add("last");
    page.end_list();
    const Document d = page.finish();
    ASSERT_EQ(d.passages.size(), 5u);
    EXPECT_EQ(d.passages[1].lead_in, 0u);
    EXPECT_EQ(d.passages[3].lead_in, 2u);
    EXPECT_EQ(d.passages[3].level, 2);
    EXPECT_EQ(d.passages[4].lead_in, 0u);
    EXPECT_TRUE(d.passages[4].ordered);
}

TEST(Builder, FlattensListsBeyondTheNestingLimitAndSaysSo) {
    Page page("a b");
    for (std::size_t i = 0; i < limits::nesting + 5; ++i) page.begin_list();
    page.begin_item(false);
    page.add("a");
    for (std::size_t i = 0; i < limits::nesting + 4; ++i) page.end_list();
    page.begin_item(false);
    page.add("b");
    const Document d = page.finish();
    EXPECT_TRUE(d.depth_limited);
    EXPECT_EQ(d.passages[0].level, limits::nesting);
    EXPECT_EQ(d.passages[1].level, 1);
}

TEST(Builder, KeepsHeadingPathsAcrossSkippedLevels) {
    Page page("a b c d");
    page.begin_heading(1);
    page.add("a");
    page.begin_heading(4);
    page.add("b");
    page.begin_heading(3);
    page.add("c");
    page.begin_paragraph();
    page.add("d");
    const Document d = page.finish();
    EXPECT_EQ(heading_path(d, 3), (std::vector<std::uint32_t>{0, 2}));
    EXPECT_EQ(d.title, "a");
}

TEST(Builder, PlacesLinksAroundTheirWords) {
    Page page("see [the list](x) now");
    page.append_source({0, 4});
    page.begin_link("x", 4);
    page.append_source({5, 13});
    page.end_link(17);
    page.append_source({17, 21});
    const Document d = page.finish();
    EXPECT_EQ(d.text, "see the list now\n");
    EXPECT_EQ(d.links[0].text.of(d.text), "the list");
    EXPECT_EQ(d.links[0].source, (Span{4, 17}));
}

TEST(Builder, KeepsLinksOfVanishedPassagesInBounds) {
    Page page("a");
    page.begin_table();
    page.begin_row(false);
    page.begin_cell();
    page.begin_cell();
    page.begin_link("x", 0);
    page.end_link(1);
    page.end_table();
    page.begin_link("never closed", 0);
    EXPECT_EQ(test::broken_invariant(page.finish()), "");
}

TEST(Builder, BindsDirectivesToTheirPassageOrTheNext) {
    Page page("a b");
    page.add_comment(" clausemark: one ", {0, 0});
    page.add_comment("no directive", {0, 0});
    page.add("a");
    page.add_comment("clausemark:two", {1, 1});
    page.begin_paragraph();
    page.add_comment("clausemark: three", {1, 1});
    page.add(" b");
    page.end_passage();
    page.add_comment("clausemark: last", {3, 3});
    const Document d = page.finish();
    ASSERT_EQ(d.directives.size(), 4u);
    EXPECT_EQ(d.directives[0].text, "one");
    EXPECT_EQ(d.directives[0].passage, 0u);
    EXPECT_EQ(d.directives[1].passage, 0u);
    EXPECT_EQ(d.directives[2].passage, 1u);
    EXPECT_EQ(d.directives[3].passage, no_passage);
}

TEST(Builder, SurvivesEndsWithoutBegins) {
    Page page("a");
    page.end_list();
    page.end_table();
    page.end_quote();
    page.end_link(0);
    page.begin_cell();
    page.add("a");
    const Document d = page.finish();
    EXPECT_EQ(texts(d), Texts{"a"});
    EXPECT_EQ(test::broken_invariant(d), "");
}

TEST(Document, OfAnEmptyPageIsEmpty) {
    const Document d = Page("").finish();
    EXPECT_TRUE(d.passages.empty());
    EXPECT_EQ(to_source(d, {0, 0}), (Span{0, 0}));
    EXPECT_EQ(to_text(d, {0, 0}), std::nullopt);
}

}  // namespace
}  // namespace clausemark
