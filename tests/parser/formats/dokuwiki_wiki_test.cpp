// SPDX-License-Identifier: Apache-2.0
// Compares the DokuWiki reader with DokuWiki itself: the visible words of hand-written hard cases and of real
// pages (../shared/realwiki, converted by pandoc), notes apart, and the byte places of headings. Needs
// Debian's dokuwiki package and php; the real pages need pandoc as well. Skipped where these are absent.
#include <gtest/gtest.h>

#include <algorithm>

#include "parser/core/utf8.h"
#include "parser/formats/formats.h"
#include "tests/parser/formats/invariants.h"
#include "tests/parser/formats/wiki_comparison.h"
#include "tests/source_dir.h"

namespace clausemark {
namespace {

namespace fs = std::filesystem;
using namespace clausemark::test;

const fs::path tests_dir = fs::path(CLAUSEMARK_SOURCE_DIR) / "tests/parser/formats";

bool has_wiki() {
    return fs::exists("/usr/share/dokuwiki/inc/init.php") && runs("php -v");
}

/// The wiki places headings one byte late, since it puts a line feed before the page, and drops carriage
/// returns.
std::vector<ShownHeading> headings_of(const Document& document) {
    std::vector<ShownHeading> headings;
    for (const Passage& passage : document.passages) {
        if (passage.kind != PassageKind::heading) continue;
        std::size_t place = passage.source.begin;
        while (place > 0 &&
               std::string_view(" \t=").find(document.source[place - 1]) != std::string_view::npos)
            --place;
        const auto begin = document.source.begin();
        const auto end = begin + static_cast<std::ptrdiff_t>(place);
        place -= static_cast<std::size_t>(std::count(begin, end, '\r'));
        headings.push_back({place + 1, passage.level});
    }
    return headings;
}

/// Compares each page and gives the number of words that were compared.
std::size_t compare(const std::vector<fs::path>& files) {
    const TempDir work;
    const std::vector<Shown> wiki = shown_by_wiki(tests_dir / "dokuwiki_reference.php", work.path, files);
    EXPECT_EQ(wiki.size(), files.size());
    std::size_t total = 0;
    for (std::size_t i = 0; i < std::min(wiki.size(), files.size()); ++i) {
        const Document document = read_page(Format::dokuwiki, decode(read_file(files[i])).text);
        EXPECT_EQ(broken_invariant(document), "") << files[i];
        const Shown reader = shown_by_reader(document);
        expect_same_words(files[i], "text", wiki[i].text, reader.text);
        expect_same_words(files[i], "notes", wiki[i].notes, reader.notes);
        EXPECT_TRUE(wiki[i].headings == headings_of(document))
            << files[i] << ": headings stand elsewhere or on other levels";
        total += reader.text.size();
    }
    return total;
}

TEST(DokuWikiItself, ShowsTheSameWordsOfHardCases) {
    if (!has_wiki()) GTEST_SKIP() << "needs the dokuwiki package and php";
    const std::vector<fs::path> files = files_below(tests_dir / "dokuwiki_cases", ".txt");
    EXPECT_GE(files.size(), 50u);
    EXPECT_GT(compare(files), 500u);
}

TEST(DokuWikiItself, ShowsTheSameWordsOfRealPages) {
    const fs::path real = fs::path(CLAUSEMARK_SOURCE_DIR) / "../shared/realwiki";
    if (!has_wiki() || !fs::exists(real) || !runs("pandoc --version"))
        GTEST_SKIP() << "needs ../shared/realwiki, pandoc, the dokuwiki package and php";
    const TempDir converted;
    const std::vector<fs::path> pages = files_below(real, ".md");
    std::vector<fs::path> files;
    for (std::size_t i = 0; i < pages.size(); i += 2) {
        files.push_back(converted.path / (std::to_string(i) + ".txt"));
        ASSERT_TRUE(
            runs("pandoc -f gfm -t dokuwiki '" + pages[i].string() + "' -o '" + files.back().string() + "'"))
            << pages[i];
    }
    EXPECT_GE(files.size(), 100u);
    EXPECT_GT(compare(files), 100'000u);
}

}  // namespace
}  // namespace clausemark
