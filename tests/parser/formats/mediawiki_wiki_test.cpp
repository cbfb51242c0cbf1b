// SPDX-License-Identifier: Apache-2.0
// Compares the wikitext reader with MediaWiki itself: the visible words of hand-written hard cases and of
// real pages
// (../shared/realwiki, converted by pandoc), notes apart. Needs Debian's mediawiki package and php with
// SQLite; the real pages need pandoc as well. Skipped where these are absent.
#include <gtest/gtest.h>

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
    return fs::exists("/usr/share/mediawiki/maintenance/install.php") && runs("php -m | grep -qi pdo_sqlite");
}

/// Compares each page and gives the number of words that were compared.
std::size_t compare(const std::vector<fs::path>& files) {
    const TempDir work;
    const std::vector<Shown> wiki = shown_by_wiki(tests_dir / "mediawiki_reference.php", work.path, files);
    EXPECT_EQ(wiki.size(), files.size());
    std::size_t total = 0;
    for (std::size_t i = 0; i < std::min(wiki.size(), files.size()); ++i) {
        const Document document = read_page(Format::mediawiki, decode(read_file(files[i])).text);
        EXPECT_EQ(broken_invariant(document), "") << files[i];
        const Shown reader = shown_by_reader(document);
        expect_same_words(files[i], "text", wiki[i].text, reader.text);
        expect_same_words(files[i], "notes", wiki[i].notes, reader.notes);
        total += reader.text.size();
    }
    return total;
}

TEST(MediaWikiItself, ShowsTheSameWordsOfHardCases) {
    if (!has_wiki()) GTEST_SKIP() << "needs the mediawiki package and php with SQLite";
    const std::vector<fs::path> files = files_below(tests_dir / "mediawiki_cases", ".wiki");
    EXPECT_GE(files.size(), 60u);
    EXPECT_GT(compare(files), 2000u);
}

TEST(MediaWikiItself, ShowsTheSameWordsOfRealPages) {
    const fs::path real = fs::path(CLAUSEMARK_SOURCE_DIR) / "../shared/realwiki";
    if (!has_wiki() || !fs::exists(real) || !runs("pandoc --version"))
        GTEST_SKIP() << "needs ../shared/realwiki, pandoc, the mediawiki package and php with SQLite";
    const TempDir converted;
    const std::vector<fs::path> pages = files_below(real, ".md");
    std::vector<fs::path> files;
    for (std::size_t i = 0; i < pages.size(); i += 2) {
        files.push_back(converted.path / (std::to_string(i) + ".wiki"));
        ASSERT_TRUE(
            runs("pandoc -f gfm -t mediawiki '" + pages[i].string() + "' -o '" + files.back().string() + "'"))
            << pages[i];
    }
    EXPECT_GE(files.size(), 100u);
    EXPECT_GT(compare(files), 100'000u);
}

}  // namespace
}  // namespace clausemark
