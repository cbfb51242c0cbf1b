// SPDX-License-Identifier: Apache-2.0
// A DokuWiki page as a flat list of calls: text, headings, list items, cells, notes, each with its place. It
// adds to the lexer's tokens what depends on what came before: which cells a row keeps, which note is nested,
// which way a quotation mark curls. Writing them into a Document is left to dokuwiki.cpp.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "parser/core/span.h"

namespace clausemark::dokuwiki {

enum class CallKind : std::uint8_t {
    text,
    mark,  ///< no text of its own: formatting, a macro, an icon
    entity,
    multiply,
    opening_quote,
    closing_quote,
    link,
    media,
    address,
    mail,
    line_break,
    eol,
    header,
    rule,
    code,            ///< with the language and file name before its '>'
    plain_code,      ///< a block
    indented_begin,  ///< then text and indented_line until indented_end
    indented_line,
    indented_end,
    list_item,  ///< span is the line feed, the indentation and the bullet; `first` where the list begins
    list_end,
    quote_line,  ///< span holds the '>' marks; `first` where the quote begins
    quote_end,
    table_begin,
    row,  ///< `first`: every cell is a header
    cell,
    table_end,
    note_begin,  ///< `partner` is the index of its note_end
    note_end,
    directive,
    data,
};

struct Call {
    CallKind kind = CallKind::text;
    bool first = false;
    Span span;  ///< in the page that was lexed
    std::uint32_t partner = 0;
};

/// `page` as Lexer wants it. O(page).
std::vector<Call> read_calls(std::string_view page);

}  // namespace clausemark::dokuwiki
