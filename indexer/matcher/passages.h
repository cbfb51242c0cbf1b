// SPDX-License-Identifier: Apache-2.0
// A page's tokens, and the view of each passage: an item behind its lead-in, a row's cells behind their
// column headers. What they mean is left to the evaluator.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "indexer/matcher/evaluator.h"
#include "parser/formats/document.h"
#include "parser/text/tokens.h"

namespace clausemark {

class PassageReader {
  public:
    explicit PassageReader(std::shared_ptr<const Vocabulary> vocabulary)
        : tokenizer_(std::move(vocabulary)) {}

    /// Tokenises the whole page, which must stay. O(text).
    void begin_page(const Document& document);

    /// The passage as it is read. O(its tokens + limits::lead_in_tokens).
    void view(std::uint32_t passage, View& out);
    /// A text of its own: a title, an outer heading.
    void view(std::string_view text, View& out);

    /// True for an item that is nothing but links: a table of contents, a list of pages.
    bool only_links(std::uint32_t passage) const;
    bool has_words(std::uint32_t passage) const { return ends_[passage] > begins_[passage]; }

    /// True where a word of the passage itself is marked; `marked` is by term.
    bool has_any(std::uint32_t passage, const std::vector<std::uint8_t>& marked) const;

    std::span<const Token> tokens_of(std::uint32_t passage) const {
        return {tokens_.data() + begins_[passage], tokens_.data() + ends_[passage]};
    }
    /// Of passages [first, last), of which there is one.
    std::span<const Token> tokens_of(std::uint32_t first, std::uint32_t last) const {
        return {tokens_.data() + begins_[first], tokens_.data() + ends_[last - 1]};
    }
    /// Of a text of its own; valid until the next such call.
    std::span<const Token> tokens_of(std::string_view text);

  private:
    std::span<const Token> tokens_in(std::uint32_t passage, Span text) const;
    void view_item(std::uint32_t passage, View& out);
    void view_row(std::uint32_t passage, View& out);
    void count_links();

    Tokenizer tokenizer_;
    const Document* document_ = nullptr;
    std::vector<Token> tokens_;
    std::vector<std::uint32_t> begins_;  ///< of each passage, in tokens_
    std::vector<std::uint32_t> ends_;
    std::vector<std::uint32_t> link_bytes_;  ///< of each passage; empty: a page without links
    std::vector<Token> scratch_;
    std::vector<std::span<const Token>> lead_;
};

}  // namespace clausemark
