// SPDX-License-Identifier: Apache-2.0
// What a page says of itself for the search for duplicates.
#include "indexer/pages/print_page.h"

#include <gmock/gmock.h>

#include "parser/formats/formats.h"

namespace clausemark {
namespace {

PassageRecord passage(std::string text, std::vector<std::string> path = {}) {
    PassageRecord made;
    made.text = std::move(text);
    made.heading_path = std::move(path);
    return made;
}

TEST(PrintOfAPage, LeavesOutWhatTheSettingsNameAndArgumentsOfTemplates) {
    Config config;
    config.boilerplate_headings = {"Document control"};
    config.boilerplate_texts = {"this page is uncontrolled when it is printed"};
    std::vector<PassageRecord> passages = {
        passage("one two three four five six"),
        passage("one two three four five six", {"Page", "document control"}),
        passage("This page is uncontrolled when it is printed"), passage("one two three four five six")};
    passages[3].kind = PassageKind::argument;
    const PagePrint print = print_page(passages, config);
    EXPECT_EQ(print.set(0).size(), 2u);
    for (std::size_t i = 1; i < 4; ++i) {
        EXPECT_TRUE(print.passages[i].left_out);
        EXPECT_TRUE(print.set(i).empty());
    }
}

TEST(PrintOfAPage, IsNamedByItsTextsAndTheirKinds) {
    std::vector<PassageRecord> passages = {passage("Keep backups for 90 days.")};
    const std::string name = print_page(passages, {}).name;
    EXPECT_EQ(print_page(passages, {}).name, name);
    passages[0].kind = PassageKind::list_item;
    EXPECT_NE(print_page(passages, {}).name, name);
    passages[0].kind = PassageKind::paragraph;
    passages[0].text = "Keep backups for 90 days!";
    EXPECT_NE(print_page(passages, {}).name, name);
    EXPECT_EQ(print_page({}, {}).name, "");
}

TEST(MarksOfAPage, ComeFromStatusPatternsAndWords) {
    Config config;
    config.archived_copies = {"archive/**"};
    config.translated_copies = {"**/de/**"};
    config.hierarchy = {{"policy"}, {"procedure", "process"}};
    Attributes attributes;
    EXPECT_EQ(marks_of({"w", "a/b.md"}, attributes, {}, config), DuplicateMarks{});
    EXPECT_TRUE(marks_of({"w", "archive/b.md"}, attributes, {}, config).archived);
    EXPECT_TRUE(marks_of({"w", "x/de/b.md"}, attributes, {}, config).translation);
    EXPECT_EQ(marks_of({"w", "policy/0120_Process_Access.md"}, attributes, {}, config).rank, 1);
    attributes.type = "Policy";
    attributes.status = DocumentStatus::withdrawn;
    EXPECT_EQ(marks_of({"w", "0120_Process_Access.md"}, attributes, {}, config).rank, 0);
    EXPECT_TRUE(marks_of({"w", "b.md"}, attributes, {}, config).archived);
    const std::vector<Standing> outside = {Standing::out_of_scope, Standing::out_of_scope};
    EXPECT_FALSE(marks_of({"w", "b.md"}, attributes, outside, config).in_scope);
}

TEST(LinksOfAPage, AreKeysAndTitlesInTheSameWiki) {
    const Document markdown = read_page(
        Format::markdown, "[a](../x/y.md#part) [b](https://example.org/) [c](z.md) [d](../../../out.md)");
    EXPECT_THAT(links_of({"w", "f/g/page.md"}, markdown),
                testing::IsSupersetOf({std::string("f/x/y.md"), std::string("f/g/z.md")}));
    EXPECT_THAT(links_of({"w", "f/g/page.md"}, markdown),
                testing::Not(testing::Contains(testing::HasSubstr("example"))));
    const Document wikitext = read_page(Format::mediawiki, "See [[Access_control policy|it]].");
    EXPECT_THAT(links_of({"w", "12"}, wikitext), testing::Contains("Access control policy"));
}

}  // namespace
}  // namespace clausemark
