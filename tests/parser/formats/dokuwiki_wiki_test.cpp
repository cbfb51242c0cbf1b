// SPDX-License-Identifier: Apache-2.0
// Compares the DokuWiki reader with DokuWiki itself: the visible words of hand-written hard cases and of real
// pages
// (../shared/realwiki, converted by pandoc), notes apart, and the byte places of headings. Needs Debian's
// dokuwiki package and php; the real pages need pandoc as well. Skipped where these are absent.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>

#include "parser/core/utf8.h"
#include "parser/formats/formats.h"
#include "tests/parser/formats/invariants.h"
#include "tests/source_dir.h"

namespace clausemark {
namespace {

namespace fs = std::filesystem;

const fs::path tests_dir = fs::path(CLAUSEMARK_SOURCE_DIR) / "tests/parser/formats";

using Words = std::vector<std::string>;

struct Heading {
    std::size_t place;
    int level;
    bool operator==(const Heading&) const = default;
};

struct Shown {
    Words text;
    Words notes;
    std::vector<Heading> headings;
};

Words words(const std::string& text) {
    std::istringstream in(text);
    in.imbue(std::locale::classic());
    return {std::istream_iterator<std::string>(in), {}};
}

std::string read_file(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

struct TempDir {
    TempDir() {
        std::string name = (fs::temp_directory_path() / "clausemark-dokuwiki-XXXXXX").string();
        path = mkdtemp(name.data());
    }
    ~TempDir() { fs::remove_all(path); }
    fs::path path;
};

std::string output_of(const std::string& command) {
    std::string out;
    FILE* pipe = popen(command.c_str(), "r");
    char buffer[65536];
    for (std::size_t got; (got = fread(buffer, 1, sizeof buffer, pipe)) > 0;) out.append(buffer, got);
    return pclose(pipe) == 0 ? out : std::string();
}

bool has_wiki() {
    return fs::exists("/usr/share/dokuwiki/inc/init.php") && std::system("php -v >/dev/null 2>&1") == 0;
}

/// What the wiki shows of each file, in one PHP process.
std::vector<Shown> shown_by_wiki(const std::vector<fs::path>& files, const fs::path& work) {
    std::string command =
        "php '" + (tests_dir / "dokuwiki_reference.php").string() + "' '" + work.string() + "'";
    for (const fs::path& file : files) command.append(" '").append(file.string()).append("'");
    std::istringstream in(output_of(command));
    std::vector<Shown> all;
    for (std::string page; std::getline(in, page, '\f');) {
        Shown shown;
        std::istringstream lines(page);
        for (std::string line; std::getline(lines, line);) {
            const std::string value = line.substr(std::min(line.find(' '), line.size()));
            if (line.starts_with("text:")) shown.text = words(value);
            if (line.starts_with("notes:")) shown.notes = words(value);
            if (line.starts_with("heading:")) {
                std::istringstream numbers(value);
                Heading heading{};
                numbers >> heading.place >> heading.level;
                shown.headings.push_back(heading);
            }
        }
        all.push_back(std::move(shown));
    }
    return all;
}

/// What the reader makes of it. The wiki shows equal notes once, and places headings one byte late, since it
/// puts a line feed before the page and drops carriage returns.
Shown shown_by_reader(const fs::path& file) {
    const Document document = read_page(Format::dokuwiki, decode(read_file(file)).text);
    EXPECT_EQ(test::broken_invariant(document), "") << file;
    Shown shown;
    std::string text;
    std::string notes;
    std::vector<std::string> seen;
    for (const Passage& passage : document.passages) {
        const std::string words_of_it(document.text_of(passage));
        if (passage.kind != PassageKind::note) {
            text += words_of_it + "\n";
        } else if (std::find(seen.begin(), seen.end(), words_of_it) == seen.end()) {
            seen.push_back(words_of_it);
            notes += words_of_it + "\n";
        }
        if (passage.kind == PassageKind::heading) {
            std::size_t place = passage.source.begin;
            while (place > 0 &&
                   std::string_view(" \t=").find(document.source[place - 1]) != std::string_view::npos)
                --place;
            const auto begin = document.source.begin();
            const auto end = begin + static_cast<std::ptrdiff_t>(place);
            place -= static_cast<std::size_t>(std::count(begin, end, '\r'));
            shown.headings.push_back({place + 1, passage.level});
        }
    }
    shown.text = words(text);
    shown.notes = words(notes);
    return shown;
}

void expect_same_words(const fs::path& file, const char* what, const Words& wiki, const Words& reader) {
    const auto differ = std::mismatch(wiki.begin(), wiki.end(), reader.begin(), reader.end());
    if (differ.first == wiki.end() && differ.second == reader.end()) return;
    ADD_FAILURE() << file.filename() << ", " << what << " word " << differ.first - wiki.begin()
                  << ": the wiki shows " << (differ.first == wiki.end() ? "nothing" : *differ.first)
                  << ", the reader " << (differ.second == reader.end() ? "nothing" : *differ.second);
}

std::size_t compare(const std::vector<fs::path>& files) {
    const TempDir work;
    const std::vector<Shown> wiki = shown_by_wiki(files, work.path);
    EXPECT_EQ(wiki.size(), files.size());
    std::size_t total = 0;
    for (std::size_t i = 0; i < std::min(wiki.size(), files.size()); ++i) {
        const Shown reader = shown_by_reader(files[i]);
        expect_same_words(files[i], "text", wiki[i].text, reader.text);
        expect_same_words(files[i], "notes", wiki[i].notes, reader.notes);
        EXPECT_TRUE(wiki[i].headings == reader.headings)
            << files[i] << ": headings stand elsewhere or on other levels";
        total += reader.text.size();
    }
    return total;
}

std::vector<fs::path> files_below(const fs::path& folder, const char* ending) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.path().extension() == ending) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

TEST(DokuWikiItself, ShowsTheSameWordsOfHardCases) {
    if (!has_wiki()) GTEST_SKIP() << "needs the dokuwiki package and php";
    const std::vector<fs::path> files = files_below(tests_dir / "dokuwiki_cases", ".txt");
    EXPECT_GE(files.size(), 50u);
    EXPECT_GT(compare(files), 500u);
}

TEST(DokuWikiItself, ShowsTheSameWordsOfRealPages) {
    const fs::path real = fs::path(CLAUSEMARK_SOURCE_DIR) / "../shared/realwiki";
    if (!has_wiki() || !fs::exists(real) || std::system("pandoc --version >/dev/null 2>&1") != 0)
        GTEST_SKIP() << "needs ../shared/realwiki, pandoc, the dokuwiki package and php";
    const TempDir converted;
    const std::vector<fs::path> pages = files_below(real, ".md");
    std::vector<fs::path> files;
    for (std::size_t i = 0; i < pages.size(); i += 2) {
        files.push_back(converted.path / (std::to_string(i) + ".txt"));
        const std::string command =
            "pandoc -f gfm -t dokuwiki '" + pages[i].string() + "' -o '" + files.back().string() + "'";
        ASSERT_EQ(std::system(command.c_str()), 0) << pages[i];
    }
    EXPECT_GE(files.size(), 100u);
    EXPECT_GT(compare(files), 100'000u);
}

}  // namespace
}  // namespace clausemark
