// SPDX-License-Identifier: Apache-2.0
// The wikitext reader, shared by the files that make it up: blocks (lines, lists, paragraphs), tables, inline
// text, and what stands apart (templates, notes, galleries). Each of these is one .cpp file.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "parser/formats/mediawiki_links.h"
#include "parser/formats/mediawiki_preprocess.h"
#include "parser/formats/mediawiki_stream.h"
#include "parser/formats/mediawiki_writer.h"

namespace clausemark::mediawiki {

/// The state of one text while it is read line by line.
struct Flow {
    explicit Flow(const Stream& of) : stream(of), text(of.text), links(of.text) {}

    struct Table {
        bool row = false;          ///< a row was opened
        bool cell = false;         ///< and a cell in it
        bool interrupted = false;  ///< by a table inside of the cell: the row goes on behind it
    };

    const Stream& stream;
    std::string_view text;
    Links links;
    std::string prefix;  ///< of the list line before, ';' as ':'
    std::vector<Table> tables;
    std::size_t comment = 0;    ///< next of Stream::comments
    bool paragraph = false;     ///< lines go on in one
    bool preformatted = false;  ///< by leading blanks
    bool suppressed = false;    ///< inside an HTML block: lines are no paragraphs
    bool quotation = false;     ///< inside <blockquote>
};

class Reader {
  public:
    Reader(std::string_view source, DocumentBuilder& builder)
        : source_(source), tokens_(source), writer_(builder) {}

    /// Reads the page. O(source).
    void read();

  private:
    /// What is written behind the passage it stands in.
    struct Aside {
        bool note;
        std::uint32_t token;
        Segment segment;
        bool top_level;
    };

    // blocks
    void read_blocks(Flow& flow);
    void block_line(Flow& flow, std::uint32_t begin, std::uint32_t end);
    bool heading_line(Flow& flow, std::uint32_t begin, std::uint32_t end);
    void list_line(Flow& flow, std::uint32_t begin, std::uint32_t end);
    void paragraph_line(Flow& flow, std::uint32_t begin, std::uint32_t end);
    void close_lists(Flow& flow, std::size_t keep);
    void end_paragraph(Flow& flow);
    std::uint32_t line_end(Flow& flow, std::uint32_t begin);
    std::uint32_t find_colon(Flow& flow, std::uint32_t begin, std::uint32_t end);
    void comments_until(Flow& flow, std::uint32_t place);

    // tables
    bool table_line(Flow& flow, std::uint32_t begin, std::uint32_t end);
    void table_cells(Flow& flow, std::uint32_t begin, std::uint32_t end, char kind, bool header);
    void close_table(Flow& flow);
    bool header_row(const Flow& flow, std::uint32_t line) const;
    void resume_row(Flow& flow);

    // inline text; `split` is where a definition's term ends
    void read_inline(Flow& flow, std::uint32_t begin, std::uint32_t end, std::uint32_t split = nowhere);
    std::uint32_t lone_apostrophe(Flow& flow, std::uint32_t begin, std::uint32_t end);
    bool is_apart(const PageLink& link) const;
    void page_link(Flow& flow, const PageLink& link);
    void show_link(Flow& flow, std::string_view target, Span place, Span words, bool plain);
    void file_link(Flow& flow, const PageLink& link);
    void caption(Flow& flow, Span text);
    bool is_beside_text(Flow& flow, std::uint32_t begin, std::uint32_t end);
    void html_tag(Flow& flow, const Tag& tag, Span place, std::uint32_t behind);
    Span source_of(const Flow& flow, std::uint32_t begin, std::uint32_t end) const;

    // what stands apart
    void extension(Flow& flow, std::uint32_t token);
    enum class Verbatim : std::uint8_t { as_it_is, with_references, preformatted };
    void verbatim(Span span, Verbatim how);
    void poem(Span span);
    void gallery(Span span);
    void read_flat(Span range, Segment segment);
    void call(Flow& flow, std::uint32_t token);
    void arguments(const Token& token, const Aside& aside);
    std::string value_of(Span range, Segment segment);
    void settle();  ///< writes what stands apart, where a passage has ended
    void write_asides();

    std::string_view source_;
    Tokens tokens_;
    Writer writer_;
    std::deque<Aside> asides_;
    std::uint32_t numbered_ = 0;                     ///< addresses shown as [1]
    std::array<std::uint32_t, 16> open_elements_{};  ///< HTML tags not yet closed, by Element
    bool page_level_ = true;                         ///< reading the page itself, not what stands apart
    bool in_label_ = false;                          ///< of a page link, where no other link is read
    bool beside_text_ = false;  ///< in a line of categories and links to other languages alone
    bool in_target_ = false;    ///< shown as the label: apostrophes are text
};

}  // namespace clausemark::mediawiki
