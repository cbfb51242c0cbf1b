// SPDX-License-Identifier: Apache-2.0
// What every page format is read into: the visible text of a page, cut into passages, each byte of it
// traceable to the source. Flat vectors and indexes, no pointers, so that a document is cheap to build, copy
// and compare.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parser/core/span.h"

namespace clausemark {

enum class Format : std::uint8_t { plain, markdown, mediawiki, dokuwiki, html };

enum class PassageKind : std::uint8_t {
    heading,       ///< level is 1..6
    paragraph,     ///< also a definition's body, a caption, a quoted paragraph
    list_item,     ///< the item's own text without its sub-lists; level is its depth from 1
    table_header,  ///< a table row made of header cells
    table_row,     ///< a table row; its cells are in Document::cells
    code,          ///< a code block or preformatted text: shown, but no prose; never tagged
    note,          ///< a footnote or reference, set apart from the text that cites it
    argument,      ///< an argument of a template or macro call (its expansion is not on this page)
};

inline constexpr std::uint32_t no_passage = 0xffffffff;

/// The unit of analysis.
struct Passage {
    PassageKind kind = PassageKind::paragraph;
    std::uint8_t level = 0;  ///< heading level or list depth
    bool ordered = false;    ///< list item of a numbered list
    bool quoted = false;     ///< inside a block quotation
    Span text;               ///< in Document::text, without surrounding white space
    Span source;             ///< in Document::source: from its first visible byte to its last
    std::uint32_t heading =
        no_passage;  ///< the heading this passage stands under (for a heading: the one above it)
    std::uint32_t lead_in = no_passage;  ///< list item: the paragraph or item that introduces its list;
                                         ///< table row: the table_header row of its table
    std::uint32_t cells_begin = 0;       ///< table rows: Document::cells[cells_begin, cells_end)
    std::uint32_t cells_end = 0;
};

/// A stretch of visible text and the source it came from. Equal sizes: byte for byte. Else the whole of
/// `source` stands for the whole of `text` (an entity, a soft line break shown as a space).
struct Run {
    Span text;
    Span source;
};

/// A value the page states about itself: front matter, an XML export's fields, HTML meta elements.
struct Property {
    std::string name;  ///< lower case
    std::string value;
    Span source;
};

/// A comment that begins with "clausemark"; what it says is read by the indexer.
struct Directive {
    std::string text;  ///< after "clausemark:", trimmed
    Span source;
    std::uint32_t passage = no_passage;  ///< the passage it stands in or directly before
    bool no_colon = false;               ///< "clausemark" without a colon: meant as a directive, perhaps
};

/// A link to another page or address, with the words it is shown by.
struct Link {
    std::string target;  ///< as written, entities decoded
    Span text;           ///< in Document::text; may be empty
    Span source;
};

struct Document {
    Format format = Format::plain;
    std::string source;    ///< UTF-8
    std::string text;      ///< visible text: passages in reading order, each followed by '\n' (code may
                           ///< be preceded by its indentation);
                           ///< cells of a row are separated by '\t'
    std::string title;     ///< from the page itself (front matter, first h1); empty where it has none
    std::string language;  ///< BCP 47 where the page states it, else empty
    std::vector<Passage> passages;
    std::vector<Run> runs;    ///< sorted by text.begin, not overlapping
    std::vector<Span> cells;  ///< of table rows, in Document::text
    std::vector<Property> properties;
    std::vector<Directive> directives;
    std::vector<Link> links;
    bool depth_limited = false;  ///< nesting beyond limits::nesting was flattened
    /// Where in the source the first line of the front matter begins that could not be read.
    std::optional<std::uint32_t> malformed_front_matter;

    std::string_view text_of(const Passage& passage) const { return passage.text.of(text); }
};

/// The smallest source span that covers the given visible text. Exact for whole words outside entities.
/// O(log runs).
Span to_source(const Document& document, Span text);

/// The visible text that covers the given source span, or nothing where none of it is visible. O(runs).
std::optional<Span> to_text(const Document& document, Span source);

/// The headings above a passage, outermost first, as indexes of passages. O(depth).
std::vector<std::uint32_t> heading_path(const Document& document, std::uint32_t passage);

}  // namespace clausemark
