// SPDX-License-Identifier: Apache-2.0
// Between the wikitext reader and the DocumentBuilder: knows whether text goes into a table row, a note or a
// plain value, where block structure is a break and no more, and writes stretches of a stream with their
// source.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parser/formats/builder.h"
#include "parser/formats/mediawiki_stream.h"

namespace clausemark::mediawiki {

class Writer {
  public:
    explicit Writer(DocumentBuilder& builder) : builder_(builder) {}

    // --- blocks; in a row or a flat text they are breaks
    void paragraph();  ///< what follows is a paragraph (or the item or cell that is open and empty)
    void heading(int level);
    void code();  ///< a passage that keeps white space
    void end_code();
    void end();  ///< ends the open passage, unless a row is open
    void begin_list(bool ordered);
    void end_list();
    void item();
    void begin_quote();
    void end_quote();
    void begin_table();
    void end_table();
    void row(bool header);
    void cell();
    void end_row();
    void aside(bool note);  ///< a note or an argument: flat from here on
    void end_aside();

    /// A passage of its own amid another, which goes on behind it: a caption. Flat places get breaks.
    void begin_inset();
    void end_inset();

    bool in_row() const { return in_row_; }
    bool flat() const { return flat_ > 0; }
    bool in_code() const { return in_code_; }

    // --- text
    void text(const Stream& stream, std::uint32_t begin, std::uint32_t end);
    void source(Span span);
    void replacement(std::string_view text, Span span);
    void line_break(Span source = {});  ///< `source`: of the tag that asks for it

    /// From here to end_value() text is collected and nothing reaches the document.
    void begin_value();
    std::string end_value();
    bool in_value() const { return in_value_; }

    DocumentBuilder& builder() { return builder_; }

  private:
    bool structure() const { return !in_row_ && flat_ == 0; }

    DocumentBuilder& builder_;
    std::vector<bool> lists_;  ///< open lists: whether the builder knows of them
    std::vector<bool> ordered_;
    std::vector<bool> tables_;
    std::size_t quotes_ = 0;
    std::size_t flat_ = 0;
    bool in_row_ = false;
    bool in_code_ = false;
    bool fresh_item_ = false;  ///< an item was announced and has no text yet
    bool resume_item_ = false;
    bool in_value_ = false;
    std::string value_;
};

}  // namespace clausemark::mediawiki
