// SPDX-License-Identifier: Apache-2.0
// How the format readers write a Document: they announce structure (heading, item, row) and append visible
// text with the source it came from; the builder folds white space as a browser does, keeps runs, headings
// and lead-ins, and closes passages. It knows no markup.
#pragma once

#include <string_view>
#include <vector>

#include "parser/formats/document.h"

namespace clausemark {

class DocumentBuilder {
  public:
    /// `source` must be valid UTF-8 within limits::page_bytes.
    DocumentBuilder(Format format, std::string source);

    std::string_view source() const { return document_.source; }

    // --- passages. begin() closes the passage that is open; a passage without visible text vanishes.
    void begin_heading(int level);
    void begin_paragraph();
    void begin_note();
    void begin_argument();
    void begin_code();              ///< outside rows white space is kept as it is until the next begin or end
    void begin_item(bool ordered);  ///< inside begin_list()
    void begin_row(bool header);    ///< inside begin_table()
    void begin_cell();              ///< inside begin_row()
    void end_passage();

    // --- structure around passages; each begin has its end. Depth beyond limits::nesting is flattened.
    // Inside a row, paragraphs, lists, quotes and code are text of their cell, divided by breaks; a heading
    // or a table ends the row: such a table serves layout, and what follows in it is read as paragraphs.
    void begin_list();  ///< its items' lead-in: the paragraph directly before, else the item it stands in
    void end_list();
    void begin_table();
    void end_table();
    void begin_quote();
    void end_quote();

    // --- visible text
    /// Bytes of the source shown as they are; white space is folded outside code.
    void append_source(Span source);
    /// Text shown for a stretch of source that reads differently: an entity, a break (as " "), a smiley.
    void append_replacement(std::string_view text, Span source);
    /// White space that separates words but has no source byte of its own (a block inside a cell).
    void append_break();

    // --- what stands beside the text
    void begin_link(std::string target, std::uint32_t source_begin);
    void end_link(std::uint32_t source_end);
    void add_property(std::string_view name, std::string value, Span source);
    void add_comment(std::string_view body, Span source);  ///< kept only where it is a clausemark directive
    void set_title(std::string title);
    void set_language(std::string language);
    void flag_front_matter(std::size_t source);  ///< a line of it that begins here was malformed
    void flag_depth();                           ///< the reader itself flattened nesting

    /// Closes all that is open and gives the document. The builder is spent.
    Document finish();

  private:
    struct OpenList {
        std::uint32_t lead_in;
        std::uint32_t item;  ///< its item so far, or the last paragraph in that
    };

    void open(PassageKind kind);
    static bool is_row(PassageKind kind);
    bool in_row() const;
    void start_passage();
    void put(std::string_view text, Span source, bool byte_for_byte);
    void flush_space();

    Document document_;
    std::vector<std::uint32_t> headings_;  ///< open headings, outermost first
    std::vector<OpenList> lists_;
    std::vector<std::uint32_t> table_headers_;  ///< of each open table
    std::vector<Link> open_links_;
    std::vector<std::size_t> waiting_directives_;
    Passage passage_;            ///< the open one
    std::size_t first_run_ = 0;  ///< of the open passage: a search of all runs misses every cache
    std::size_t quotes_ = 0;
    std::size_t flattened_ = 0;                  ///< lists beyond the nesting limit
    std::size_t row_lists_ = 0;                  ///< lists inside the open row
    std::uint32_t last_paragraph_ = no_passage;  ///< directly before, so a lead-in
    bool open_ = false;                          ///< a passage was announced
    bool started_ = false;                       ///< and has visible text
    bool last_run_exact_ = false;                ///< the last run is byte for byte and may grow
    bool pending_space_ = false;
    Span pending_source_;
};

}  // namespace clausemark
