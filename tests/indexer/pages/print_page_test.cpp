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

TEST(PrintOfAPage, LeavesOutTheTitleThatItOpensWith) {
    std::vector<PassageRecord> passages = {passage("How access to systems is granted"),
                                           passage("Access to systems is granted by owners"),
                                           passage("Access to systems is granted by owners")};
    passages[0].kind = passages[2].kind = PassageKind::heading;
    const PagePrint print = print_page(passages, {});
    EXPECT_TRUE(print.passages[0].left_out);
    EXPECT_FALSE(print.passages[1].left_out);
    EXPECT_FALSE(print.passages[2].left_out) << "headings below it are part of the text";
}

TEST(PrintOfAPage, TakesAVariableForOneWordWhateverItsName) {
    const std::vector<PassageRecord> passages = {
        passage("Lead: {{ meta-organisation.role_ciso.name }} ({{ meta-organisation.role_ciso.email }})"),
        passage("Questions go to {{ owner.of.page }} or ${deputy} by letter"),
        passage("Questions go to {{ CISO }} or ${ticket.system} by letter"),
        passage("An {{ open mark stays as it is")};
    const PagePrint print = print_page(passages, {});
    EXPECT_TRUE(print.set(0).empty()) << "three words";
    EXPECT_EQ(print.set(1).size(), 4u);
    EXPECT_THAT(print.set(2), testing::ElementsAreArray(print.set(1)));
    EXPECT_NE(print.passages[2].words_hash, print.passages[1].words_hash) << "they differ all the same";
    EXPECT_EQ(print.set(3).size(), 3u);
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
