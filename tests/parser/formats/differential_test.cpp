// SPDX-License-Identifier: Apache-2.0
// Compares the Markdown and HTML readers with independent programs: md4c's own HTML renderer and the gumbo
// parser. The pages are real ones from ../shared/realwiki (skipped where it is absent) and small ones that
// are always there.
#include <gtest/gtest.h>
#include <gumbo.h>
#include <md4c-html.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>

#include "parser/core/utf8.h"
#include "parser/formats/formats.h"
#include "tests/parser/formats/invariants.h"
#include "tests/parser/formats/words.h"
#include "tests/source_dir.h"

namespace clausemark {
namespace {

namespace fs = std::filesystem;
using test::words;

/// The visible text of a tree, blocks set apart by spaces. Recursive: for small trees.
void visible(const GumboNode* node, std::string& out) {
    if (node->type == GUMBO_NODE_TEXT || node->type == GUMBO_NODE_WHITESPACE ||
        node->type == GUMBO_NODE_CDATA) {
        out += node->v.text.text;
        return;
    }
    if (node->type != GUMBO_NODE_ELEMENT) return;
    const GumboTag tag = node->v.element.tag;
    constexpr std::array hidden = {GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE, GUMBO_TAG_TITLE, GUMBO_TAG_TEMPLATE};
    if (std::find(hidden.begin(), hidden.end(), tag) != hidden.end()) return;
    constexpr std::array inline_tags = {GUMBO_TAG_A,      GUMBO_TAG_B,       GUMBO_TAG_I,     GUMBO_TAG_EM,
                                        GUMBO_TAG_STRONG, GUMBO_TAG_CODE,    GUMBO_TAG_SPAN,  GUMBO_TAG_SUP,
                                        GUMBO_TAG_SUB,    GUMBO_TAG_DEL,     GUMBO_TAG_IMG,   GUMBO_TAG_U,
                                        GUMBO_TAG_KBD,    GUMBO_TAG_S,       GUMBO_TAG_MARK,  GUMBO_TAG_FONT,
                                        GUMBO_TAG_SMALL,  GUMBO_TAG_UNKNOWN, GUMBO_TAG_LABEL, GUMBO_TAG_ABBR};
    const bool apart = std::find(inline_tags.begin(), inline_tags.end(), tag) == inline_tags.end();
    if (apart) out += ' ';
    if (tag == GUMBO_TAG_IMG)
        if (const GumboAttribute* alt = gumbo_get_attribute(&node->v.element.attributes, "alt"))
            out += alt->value;
    const GumboVector& children = node->v.element.children;
    for (unsigned i = 0; i < children.length; ++i)
        visible(static_cast<const GumboNode*>(children.data[i]), out);
    if (apart) out += ' ';
}

std::string gumbo_text(const std::string& html) {
    GumboOutput* output = gumbo_parse_with_options(&kGumboDefaultOptions, html.data(), html.size());
    std::string out;
    visible(output->root, out);
    gumbo_destroy_output(&kGumboDefaultOptions, output);
    return out;
}

std::string rendered(std::string_view markdown) {
    std::string html;
    md_html(
        markdown.data(), static_cast<MD_SIZE>(markdown.size()),
        [](const MD_CHAR* text, MD_SIZE size, void* out) {
            static_cast<std::string*>(out)->append(text, size);
        },
        &html, MD_DIALECT_GITHUB, 0);
    return html;
}

/// md4c 0.4.8 knows a table only by columns of three dashes, GitHub and the reader by one.
std::string with_wide_columns(const std::string& page) {
    std::string out;
    for (std::size_t at = 0; at < page.size();) {
        const std::size_t end = std::min(page.find('\n', at), page.size() - 1) + 1;
        const std::string line = page.substr(at, end - at);
        const bool ruler =
            line.find('|') != std::string::npos && line.find_first_not_of("|-: \r\n") == std::string::npos;
        out += ruler ? std::regex_replace(line, std::regex("([| ]|^)(:?)-{1,2}(?=[:| \r\n]|$)"), "$1$2---")
                     : line;
        at = end;
    }
    return out;
}

/// md4c 0.4.8 leaves the backslash of "\\|" in code in a cell, GitHub and the reader do not.
std::string without_escaped_bars(std::string text) {
    for (std::size_t at = 0; (at = text.find("\\|", at)) != std::string::npos;) text.erase(at, 1);
    return text;
}

std::string passages_text(const Document& document) {
    std::string out;
    for (const Passage& passage : document.passages) {
        out += document.text_of(passage);
        out += '\n';
    }
    return out;
}

std::string file_text(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    return decode({std::istreambuf_iterator<char>(file), {}}).text;
}

std::vector<fs::path> real_pages() {
    std::vector<fs::path> pages;
    std::error_code none;
    const fs::path wiki = fs::path(CLAUSEMARK_SOURCE_DIR).parent_path() / "shared/realwiki";
    for (const auto& entry : fs::recursive_directory_iterator(wiki, none))
        if (entry.path().extension() == ".md" && entry.path().filename() != "README.md")
            pages.push_back(entry.path());
    return pages;
}

TEST(RealMarkdownPages, ReadTheWordsThatMd4cRenders) {
    const auto pages = real_pages();
    if (pages.empty()) GTEST_SKIP() << "no ../shared/realwiki";
    for (const fs::path& path : pages) {
        const Document document = read_page(Format::markdown, file_text(path));
        EXPECT_EQ(test::broken_invariant(document), "") << path;
        // Front matter is no part of what md4c knows: it is shown the page behind it.
        std::string_view body = document.source;
        if (!document.properties.empty())
            body.remove_prefix(body.find("\n---", document.properties.back().source.end) + 4);
        EXPECT_EQ(words(without_escaped_bars(passages_text(document))),
                  words(without_escaped_bars(gumbo_text(rendered(with_wide_columns(std::string(body)))))))
            << path;
    }
}

TEST(RealMarkdownPages, ReadTheSameWordsFromTheirHtml) {
    const auto pages = real_pages();
    if (pages.empty()) GTEST_SKIP() << "no ../shared/realwiki";
    for (const fs::path& path : pages) {
        const std::string html = rendered(file_text(path));
        const Document document = read_page(Format::html, html);
        EXPECT_EQ(test::broken_invariant(document), "") << path;
        EXPECT_EQ(words(passages_text(document)), words(gumbo_text(html))) << path;
    }
}

TEST(HtmlReader, ReadsTheWordsThatGumboReads) {
    for (const std::string html : {
             "<p>one<p>two</p>three<div>four</div>five",
             "<ul><li>a<li>b<ul><li>c</ul>d</ul>e",
             "<table><tr><td>a<td>b<tr><td>c</table>d",
             "a &amp; b &lt;c&gt; &copy &notit; &#65 &#x42; &#150; &bogus; &",
             "a < b <3 <> </ > c </> d <!x> e <?y?> f <!--z--> g <!--> h <!---> i <!-- j --!> k",
             "<script>a</b>'</script>b<style>c</style>d<textarea><b>e&amp;</textarea>f",
             "<p title='>'>a</p><p title=\"<b>\">b</p><p title=x>c</p><p title = 'y'z>d</p>",
             "<h1>a<h2>b</h2></h1>c<h3>d</h4>e",
             "<a href=x>a<a href=y>b</a>c</a>d",
             "a<br>b<br/>c</br>d<hr>e",
             "<dl><dt>a<dd>b<dt>c</dl>d",
             "<b>a<i>b</b>c</i>d <table><b>e</table>",
             "<select><option>a<option>b</select>c",
             "a<img alt='b c'>d<IMG ALT=e>",
             "<title>x &amp; y</title>z",
             "<pre>\n a\n  b</pre>c",
         }) {
        const Document document = read_page(Format::html, html);
        EXPECT_EQ(words(passages_text(document)), words(gumbo_text(html))) << html;
        EXPECT_EQ(test::broken_invariant(document), "") << html;
    }
}

}  // namespace
}  // namespace clausemark
