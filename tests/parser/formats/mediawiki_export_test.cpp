// SPDX-License-Identifier: Apache-2.0
// The streamed reader of MediaWiki's XML exports: what it gives of whole, broken, hostile and very large
// ones.
#include "parser/formats/mediawiki_export.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include "parser/core/limits.h"

namespace clausemark {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

struct Read {
    std::vector<ExportPage> pages;
    std::vector<Diagnostic> found;
    ExportSite site;
    bool whole = false;
};

Read read(std::string_view xml, std::size_t chunk = 1u << 20, bool all_revisions = false) {
    Read result;
    MediaWikiExport reader(
        {"dump.xml", all_revisions}, [&](ExportPage page) { result.pages.push_back(std::move(page)); },
        [&](Diagnostic found) { result.found.push_back(std::move(found)); });
    for (std::size_t at = 0; at < xml.size(); at += chunk) reader.feed(xml.substr(at, chunk));
    result.whole = reader.finish();
    result.site = reader.site();
    return result;
}

std::string revision(std::string_view id, std::string_view time, std::string_view text) {
    return "<revision><id>" + std::string(id) + "</id><timestamp>" + std::string(time) +
           "</timestamp><contributor><username>Ann &amp; Bob</username><id>7</id></contributor>"
           "<comment>why</comment><model>wikitext</model><format>text/x-wiki</format><text bytes=\"9\" "
           "xml:space=\"preserve\">" +
           std::string(text) + "</text><sha1>x</sha1></revision>";
}

std::string page(std::string_view title, std::string_view body) {
    return "<page><title>" + std::string(title) + "</title><ns>4</ns><id>12</id>" + std::string(body) +
           "</page>\n";
}

const std::string head =
    "<mediawiki xmlns=\"http://www.mediawiki.org/xml/export-0.10/\" version=\"0.10\" xml:lang=\"en-GB\">\n"
    "<siteinfo><sitename>Policy wiki</sitename><base>http://wiki.example/Main</base><namespaces>"
    "<namespace key=\"0\" case=\"first-letter\" /><namespace key=\"4\" "
    "case=\"first-letter\">Project</namespace>"
    "</namespaces></siteinfo>\n";

TEST(MediaWikiExport, GivesEveryFieldOfAPage) {
    const Read got =
        read(head +
             page("Project:Backup", "<redirect title=\"Other\" />" +
                                        revision("34", "2024-05-01T10:00:00Z", "a &lt;b&gt;\n'''c''' é")) +
             "</mediawiki>");
    EXPECT_TRUE(got.whole);
    EXPECT_TRUE(got.found.empty());
    ASSERT_EQ(got.pages.size(), 1u);
    const ExportPage& p = got.pages[0];
    EXPECT_EQ(p.title, "Project:Backup");
    EXPECT_EQ(p.name_space, 4);
    EXPECT_EQ(p.page_id, "12");
    EXPECT_EQ(p.revision_id, "34");
    EXPECT_EQ(p.timestamp, "2024-05-01T10:00:00Z");
    EXPECT_EQ(p.contributor, "Ann & Bob");
    EXPECT_EQ(p.model, "wikitext");
    EXPECT_EQ(p.format, "text/x-wiki");
    EXPECT_EQ(p.redirect, "Other");
    EXPECT_EQ(p.text, "a <b>\n'''c''' é");
    EXPECT_TRUE(p.has_text);
    EXPECT_EQ(got.site.name, "Policy wiki");
    EXPECT_EQ(got.site.language, "en-GB");
    EXPECT_EQ(got.site.base, "http://wiki.example/Main");
    ASSERT_EQ(got.site.name_spaces.size(), 2u);
    EXPECT_EQ(got.site.name_spaces[1].name, "Project");
}

TEST(MediaWikiExport, ReadsTheSameInChunksOfAnySize) {
    const std::string xml =
        head + page("Ä", revision("1", "2024-01-01T00:00:00Z", "&#228; &amp; ü <![CDATA[<x>]]>")) +
        page("B", revision("2", "2024-01-01T00:00:00Z", "")) + "</mediawiki>";
    for (const std::size_t chunk : {1u, 2u, 3u, 7u, 64u, 1000u}) {
        const Read got = read(xml, chunk);
        ASSERT_EQ(got.pages.size(), 2u) << chunk;
        EXPECT_EQ(got.pages[0].title, "Ä");
        EXPECT_EQ(got.pages[0].text, "ä & ü <x>");
        EXPECT_EQ(got.pages[1].text, "");
        EXPECT_TRUE(got.whole);
    }
}

TEST(MediaWikiExport, GivesTheLatestRevisionWhateverTheOrder) {
    const std::string xml = head +
                            page("A", revision("9", "2024-01-01T00:00:00Z", "old") +
                                          revision("10", "2024-03-01T00:00:00Z", "new") +
                                          revision("11", "2024-02-01T00:00:00Z", "between")) +
                            "</mediawiki>";
    const Read latest = read(xml);
    ASSERT_EQ(latest.pages.size(), 1u);
    EXPECT_EQ(latest.pages[0].text, "new");
    EXPECT_EQ(latest.pages[0].revision_id, "10");
    const Read all = read(xml, 100, true);
    ASSERT_EQ(all.pages.size(), 3u);
    EXPECT_EQ(all.pages[2].text, "between");
    EXPECT_EQ(all.pages[2].title, "A");
}

TEST(MediaWikiExport, SaysWhereARevisionHasNoText) {
    const Read got = read(head +
                          page("Hidden",
                               "<revision><id>1</id><contributor deleted=\"deleted\" /><text "
                               "deleted=\"deleted\" /></revision>") +
                          page("Stub",
                               "<revision><id>2</id><contributor><ip>10.0.0.1</ip></contributor><text "
                               "id=\"5\" bytes=\"3\" /></revision>") +
                          page("Slots",
                               "<revision><id>3</id><text>main</text><content><role>other</role><text>{}</"
                               "text></content></revision>") +
                          "</mediawiki>");
    ASSERT_EQ(got.pages.size(), 3u);
    EXPECT_FALSE(got.pages[0].has_text);
    EXPECT_EQ(got.pages[0].contributor, "");
    EXPECT_FALSE(got.pages[1].has_text);
    EXPECT_EQ(got.pages[1].contributor, "10.0.0.1");
    EXPECT_EQ(got.pages[2].text, "main");
}

TEST(MediaWikiExport, KeepsThePagesBeforeATruncation) {
    const std::string xml = head + page("One", revision("1", "2024-01-01T00:00:00Z", "text")) +
                            page("Two", revision("2", "2024-01-01T00:00:00Z", "more text"));
    const Read got = read(xml.substr(0, xml.find("more text") + 4));
    EXPECT_FALSE(got.whole);
    ASSERT_EQ(got.pages.size(), 1u);
    ASSERT_EQ(got.found.size(), 1u);
    EXPECT_EQ(got.found[0].code, Code::truncated_export);
    EXPECT_EQ(got.found[0].position.line, 4u);
    EXPECT_THAT(got.found[0].message, HasSubstr("inside page \"Two\" (byte "));
    EXPECT_EQ(got.found[0].file, "dump.xml");
    for (std::size_t length = 0; length < xml.size(); ++length)
        EXPECT_FALSE(read(xml.substr(0, length)).whole) << length;
}

TEST(MediaWikiExport, KeepsThePagesBeforeAFault) {
    const Read got =
        read(head + page("One", revision("1", "2024-01-01T00:00:00Z", "text")) + "<page><title>Two</page>\n" +
             page("Three", revision("3", "2024-01-01T00:00:00Z", "text")) + "</mediawiki>");
    EXPECT_FALSE(got.whole);
    EXPECT_EQ(got.pages.size(), 1u);
    ASSERT_EQ(got.found.size(), 1u);
    EXPECT_EQ(got.found[0].code, Code::malformed_export);
    EXPECT_EQ(got.found[0].position.line, 4u);
    EXPECT_THAT(got.found[0].message, HasSubstr("(byte "));
}

TEST(MediaWikiExport, RefusesDocumentTypesAndTheirEntities) {
    const Read got = read(
        "<!DOCTYPE mediawiki [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;\">"
        "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;\">]>" +
        head + page("&c;", revision("1", "2024-01-01T00:00:00Z", "&c;")) + "</mediawiki>");
    EXPECT_TRUE(got.pages.empty());
    ASSERT_EQ(got.found.size(), 1u);
    EXPECT_EQ(got.found[0].code, Code::malformed_export);
    EXPECT_THAT(got.found[0].message, HasSubstr("document type"));
}

TEST(MediaWikiExport, RefusesWhatIsNoExport) {
    for (const char* xml : {"<html><body>x</body></html>", "<html/>", "plain text", "<a", "\xFF\xFE",
                            "<mediawiki></mediawiki><x/>"}) {
        const Read got = read(xml);
        EXPECT_FALSE(got.whole) << xml;
        EXPECT_EQ(got.found.size(), 1u) << xml;
    }
    EXPECT_THAT(read("").found.at(0).message, HasSubstr("empty"));
    EXPECT_TRUE(looks_like_mediawiki_export("<?xml version=\"1.0\"?>\n<!-- x -->\n<mediawiki xmlns=\"\">"));
    EXPECT_FALSE(looks_like_mediawiki_export("<html>"));
    EXPECT_FALSE(looks_like_mediawiki_export("text"));
}

TEST(MediaWikiExport, LeavesOutAPageBeyondTheLimitAndGoesOn) {
    std::vector<std::string> titles;
    std::vector<Diagnostic> found;
    MediaWikiExport reader(
        {"dump.xml", false}, [&](ExportPage p) { titles.push_back(p.title); },
        [&](Diagnostic d) { found.push_back(std::move(d)); });
    reader.feed(head + "<page><title>Huge</title><revision><id>1</id><text>");
    const std::string block(1u << 20, 'x');
    for (std::size_t fed = 0; fed <= limits::page_bytes; fed += block.size()) reader.feed(block);
    reader.feed("</text></revision></page>" + page("Next", revision("2", "2024-01-01T00:00:00Z", "x")) +
                "</mediawiki>");
    EXPECT_TRUE(reader.finish());
    EXPECT_THAT(titles, ElementsAre("Next"));
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].code, Code::page_too_large);
    EXPECT_THAT(found[0].message, HasSubstr("\"Huge\""));
}

TEST(MediaWikiExport, BoundsTagsCommentsFieldsAndNesting) {
    const std::string long_tag = head + "<page a=\"" + std::string(limits::export_tag_bytes * 2, 'x') + "\">";
    EXPECT_THAT(read(long_tag).found.at(0).message, HasSubstr("longer than any export"));
    std::string deep = head;
    for (int i = 0; i < 10'000; ++i) deep += "<a>";
    EXPECT_THAT(read(deep).found.at(0).message, HasSubstr("too deep"));
    const Read long_title = read(
        head +
        page(std::string(limits::export_field_bytes + 1, 't'), revision("1", "2024-01-01T00:00:00Z", "x")) +
        page("Next", revision("2", "2024-01-01T00:00:00Z", "x")) + "</mediawiki>");
    ASSERT_EQ(long_title.pages.size(), 1u);
    EXPECT_EQ(long_title.pages[0].title, "Next");
    EXPECT_EQ(long_title.found.at(0).code, Code::page_too_large);
}

long peak_kilobytes() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    return usage.ru_maxrss;
}

TEST(MediaWikiExport, ReadsAStreamFarLargerThanItsMemory) {
    std::size_t pages = 0;
    std::size_t bytes = 0;
    MediaWikiExport reader(
        {"dump.xml", false},
        [&](const ExportPage& p) {
            ++pages;
            bytes += p.text.size();
        },
        [](const Diagnostic& found) { ADD_FAILURE() << found.message; });
    const std::string text(20'000, 'x');
    const std::string one = page("Some page", revision("1", "2024-01-01T00:00:00Z", text) +
                                                  revision("2", "2024-01-02T00:00:00Z", text));
    reader.feed(head);
    const long before = peak_kilobytes();
    constexpr std::size_t total = 300u << 20;
    std::size_t fed = 0;
    for (; fed < total; fed += one.size()) ASSERT_TRUE(reader.feed(one));
    reader.feed("</mediawiki>");
    EXPECT_TRUE(reader.finish());
    EXPECT_EQ(bytes, pages * text.size());
    EXPECT_EQ(pages, fed / one.size());
#ifndef __SANITIZE_ADDRESS__  // which keeps freed memory back on purpose
    EXPECT_LT(peak_kilobytes() - before, 16 << 10) << "the stream was kept";
#else
    static_cast<void>(before);
#endif
}

}  // namespace
}  // namespace clausemark
