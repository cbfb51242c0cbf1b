// SPDX-License-Identifier: Apache-2.0
// For every format in the table: whatever is done to a page, its document keeps the invariants, and pages
// built to be hard are read in linear time. The mutations are pseudo-random with fixed seeds, so a failure
// repeats.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <random>

#include "parser/core/utf8.h"
#include "parser/formats/formats.h"
#include "tests/parser/formats/invariants.h"
#include "tests/source_dir.h"
#include "tests/work.h"

namespace clausemark {
namespace {

namespace fs = std::filesystem;

/// The example files serve as pages: they hold the markup of their format, all of it.
std::vector<std::string> seeds(std::string_view format) {
    std::vector<std::string> pages = {"A page.\n\nWith two paragraphs.\n"};
    std::error_code none;
    for (const auto& entry :
         fs::directory_iterator(fs::path(CLAUSEMARK_SOURCE_DIR) / "tests/spec" / format, none)) {
        std::ifstream file(entry.path(), std::ios::binary);
        pages.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
    }
    return pages;
}

constexpr std::string_view pieces[] = {
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    " ",
    "    ",
    "\t",
    "*",
    "**",
    "_",
    "`",
    "```\n",
    "[",
    "]",
    "(",
    ")",
    "[^1]",
    "[^1]: ",
    "![",
    "](x)",
    "<",
    ">",
    "</",
    "<!--",
    "-->",
    "<b>",
    "</b>",
    "<br>",
    "<p>",
    "<div hidden>",
    "</div>",
    "<ul>",
    "<li>",
    "</ul>",
    "<table>",
    "<tr>",
    "<td>",
    "<th>",
    "</table>",
    "<script>",
    "</script>",
    "<pre>",
    "</pre>",
    "&amp;",
    "&",
    "&#0;",
    "&nbsp;",
    "#",
    "# ",
    "## ",
    "- ",
    "1. ",
    "> ",
    "|",
    "|-|\n",
    "---\n",
    "===",
    "== ",
    "=",
    "''",
    "'''",
    "{{",
    "}}",
    "[[",
    "]]",
    "{|\n",
    "|}\n",
    "|-\n",
    "! ",
    "{",
    "}",
    "{:",
    "{%",
    "%}",
    ":::",
    "!!! note\n    ",
    "<ref>",
    "</ref>",
    "<nowiki>",
    "</nowiki>",
    "((",
    "))",
    "//",
    "__",
    "\\\\",
    "\\",
    "  * ",
    "  - ",
    "^ ",
    "<code>",
    "</code>",
    "<file>",
    "%%",
    "\xC3\xA9",
    "\xF0\x9F\x91\x8D",
    "\xC2\xA0",
    "~~",
    "<!-- clausemark: x -->",
    "http://a.b",
    ": ",
    "; ",
    "* ",
    "** ",
    "*# ",
};

std::string mutated(std::string page, const std::vector<std::string>& all, std::mt19937& random) {
    const auto below = [&](std::size_t n) { return n == 0 ? 0 : random() % n; };
    for (std::size_t i = 1 + below(12); i > 0; --i) {
        const std::size_t at = below(page.size() + 1);
        switch (below(5)) {
            case 0:
                page.insert(at, pieces[below(std::size(pieces))]);
                break;
            case 1:
                page.erase(at, below(40));
                break;
            case 2:
                page.insert(at, page.substr(below(page.size() + 1), below(60)));
                break;
            case 3: {
                const std::string& other = all[below(all.size())];
                page.insert(at, other.substr(below(other.size() + 1), below(200)));
                break;
            }
            default:
                if (at < page.size()) page[at] = static_cast<char>(below(128));
        }
    }
    return decode(std::move(page)).text;  // valid UTF-8 again
}

class EveryFormat : public testing::TestWithParam<FormatInfo> {};

TEST_P(EveryFormat, KeepsTheInvariantsUnderMutation) {
    const auto all = seeds(GetParam().name);
    for (unsigned seed = 0; seed < 6000; ++seed) {
        std::mt19937 random(seed);
        std::string page = all[random() % all.size()];
        if (page.size() > 2000) page = page.substr(random() % (page.size() - 1500), 1500);
        page = mutated(std::move(page), all, random);
        const Document document = GetParam().read(page);
        ASSERT_EQ(document.source, page) << "seed " << seed;
        ASSERT_EQ(test::broken_invariant(document), "") << "seed " << seed << "\n" << page;
    }
}

std::string times(std::string_view text, std::size_t n) {
    std::string all;
    all.reserve(text.size() * n);
    for (std::size_t i = 0; i < n; ++i) all += text;
    return all;
}

/// Every piece repeated, alone and in pairs that open without closing: no reader may need more than linear
/// work, or a stack that grows with the page.
TEST_P(EveryFormat, ReadsRepeatedMarkupWithLinearWork) {
    std::vector<std::string> pages;
    constexpr std::size_t bytes = 300'000;
    for (const std::string_view piece : pieces) {
        pages.push_back(times(piece, bytes / piece.size()));
        const std::string with_text = std::string(piece) + "a";
        pages.push_back(times(with_text, bytes / with_text.size()));
        const std::string with_line = std::string(piece) + "a\n";
        pages.push_back(times(with_line, bytes / with_line.size()));
    }
    pages.push_back(times("[a] b\n", 100'000));  // brackets over many lines
    pages.push_back(times("[^1]: b\n", 100'000));
    pages.push_back(times("|a", 10'000) + "|\n" + times("|---", 10'000) + "|\n" + times("|b\n", 10'000));
    pages.push_back("<!--" + times("\n> a", 100'000));
    for (const std::string& page : pages) {
        std::optional<Document> read;
        const std::uint64_t asked = test::bytes_asked_for([&] { read = GetParam().read(page); });
        const Document& document = *read;
        // A passage for every two bytes costs some three hundred bytes for each; a reader that goes back to
        // the beginning of the page for each of them asks for gigabytes.
        EXPECT_LT(asked, 1000 * page.size()) << "page begins: " << page.substr(0, 40);
        EXPECT_EQ(document.source.size(), page.size());
    }
}

/// What looks through the whole value again at each line needs hours for this.
TEST(FrontMatter, ReadsAQuoteThatIsNeverClosedOnce) {
    for (const char* open : {"\"", "'", "["}) {
        std::string page = std::string("---\ntitle: ") + open + "open\n";
        for (int i = 0; i < 1'000'000; ++i) page += "  words that go on\n";
        page += "---\n\nText.\n";
        const Document document = read_page(Format::markdown, page);
        ASSERT_FALSE(document.passages.empty()) << open;
        EXPECT_EQ(document.text_of(document.passages.back()), "Text.") << open;
    }
}

INSTANTIATE_TEST_SUITE_P(Formats, EveryFormat, testing::ValuesIn(all_formats().begin(), all_formats().end()),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace clausemark
