// SPDX-License-Identifier: Apache-2.0
// Reads HTML tokens into a DocumentBuilder: whole pages, and the HTML inside Markdown, where md4c's blocks
// stand between. It keeps a stack of the elements that give structure and nothing of the others, so that
// unclosed and misnested tags cost no more than others do.
#pragma once

#include <string>
#include <vector>

#include "parser/formats/builder.h"
#include "parser/formats/html_tokenizer.h"

namespace clausemark {

class HtmlStream final : private HtmlSink {
  public:
    explicit HtmlStream(DocumentBuilder& builder) : builder_(builder), tokenizer_(builder.source(), *this) {}

    void feed(Span piece) { tokenizer_.feed(piece); }

    /// Text that comes now is not shown: inside a hidden element, a script or a style sheet.
    bool hides() const { return hidden_depth_ > 0 || tokenizer_.in_raw_text(); }

    /// For Markdown: text of the page that is no HTML stands between the calls. What is opened inside a
    /// container or a line's text cannot be left open behind it.
    void open_container();
    void close_container();
    void begin_inline();
    void end_inline();

    /// Closes what is open.
    void finish();

    enum class Element : std::uint8_t {
        other,
        apart,
        block,
        paragraph,
        heading,
        list,
        item,
        description,
        table,
        head,
        body,
        row,
        cell,
        quote,
        pre,
        link,
        line_break,
        rule,
        image,
        hidden,
        title,
        meta,
        root,
        container,
    };

  private:
    struct Open {
        Element element;
        bool ordered = false;
        bool notes = false;  ///< a list of footnotes
    };

    void on_text(Span source) override;
    void on_reference(std::string_view text, Span source) override;
    void on_tag(const HtmlTag& tag) override;
    void on_comment(std::string_view body, Span source) override;

    void start(Element element, const HtmlTag& tag);
    void end(Element element, const HtmlTag& tag);
    bool stays_hidden(Element element, const HtmlTag& tag);
    void start_row();
    bool header_row(std::size_t at) const;
    void start_block();
    void image(const HtmlTag& tag);
    void meta(const HtmlTag& tag);
    void end_title();

    bool has(Element element) const;
    bool close(Element element);
    void pop();

    DocumentBuilder& builder_;
    HtmlTokenizer tokenizer_;
    std::vector<Open> open_;
    std::string hidden_name_;        ///< the element that hides, while hidden_depth_ > 0
    std::size_t hidden_depth_ = 0;   ///< elements of this name open inside and with it
    std::size_t hidden_blocks_ = 0;  ///< other blocks open inside it
    bool inline_ = false;
    bool hidden_inline_ = false;  ///< hidden since begin_inline()
    bool in_title_ = false;
    bool had_title_ = false;
    std::string title_;
    Span title_source_;
    bool link_open_ = false;
    bool row_waits_ = false;  ///< a row was opened, its first cell not
};

}  // namespace clausemark
