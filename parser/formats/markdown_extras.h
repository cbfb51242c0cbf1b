// SPDX-License-Identifier: Apache-2.0
// What wikis add to Markdown and md4c does not know: footnotes, admonitions, attribute lists, tables of
// contents and Liquid tags. Two tools: a copy of the page in which md4c sees structure it
// knows, and a recogniser of stretches that the renderers of those wikis hide.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace clausemark {

/// Bytes that the masked page has and the page has not.
struct Inserted {
    std::size_t at = 0;     ///< offset in the page before which they stand
    std::size_t total = 0;  ///< how many there are up to here, with them
};

/// Line starts that md4c is shown differently; offsets in the page, ascending.
struct MarkdownExtras {
    std::string masked;                    ///< the page for md4c; empty where it needs no change
    std::vector<Inserted> inserted;        ///< where masked is longer than the page, ascending
    std::vector<std::string> footnotes;    ///< labels that have a text, sorted
    std::vector<std::size_t> admonitions;  ///< offsets of "!!!", "???" and "===" that were made list items
    bool has_marks = false;                ///< hidden_length can find something in this page
};

/// Looks at the page once. O(page).
MarkdownExtras find_markdown_extras(std::string_view page, std::size_t body);

/// The length of what begins at `at` and is not shown: "[^1]" of a known footnote, "{: .class}", "{% tag %}".
/// At the end of a heading, "{#id}" and "{.class}" too. 0: nothing. Bounded look-ahead.
std::size_t hidden_length(std::string_view page, std::size_t at, const MarkdownExtras& extras, bool heading);

/// What a line says beside its text.
struct LineMark {
    enum class Kind { none, hidden, footnote, block } kind = Kind::none;
    std::size_t size = 0;  ///< bytes to leave out
};

/// A mark at `at`, the first visible byte of a line: "[^1]:" of a footnote, ":::note" (block), "[TOC]"
/// (hidden).
LineMark line_mark(std::string_view page, std::size_t at, const MarkdownExtras& extras);

/// For the line behind an admonition's mark: where its title stands, [begin, end); empty where it has none.
struct AdmonitionTitle {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t line_end = 0;
};
AdmonitionTitle admonition_title(std::string_view page, std::size_t at);

}  // namespace clausemark
