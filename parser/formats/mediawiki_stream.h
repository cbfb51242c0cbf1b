// SPDX-License-Identifier: Apache-2.0
// The text that remains of a stretch of source once comments are gone and every call and extension tag is one
// marker byte, with the way back to the source. Blocks, tables, links and quotes are all read from it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parser/core/span.h"
#include "parser/formats/mediawiki_preprocess.h"

namespace clausemark::mediawiki {

/// Stands for a token; no byte of valid UTF-8 has this value.
inline constexpr char marker = '\xFF';

/// A stretch of Stream::text and where it comes from.
struct Piece {
    static constexpr std::uint32_t plain = 0xffffffff;     ///< byte for byte
    static constexpr std::uint32_t replaced = 0xfffffffe;  ///< one character for the whole source ("{{!}}")
    std::uint32_t at;                                      ///< its first byte in the text
    Span source;
    std::uint32_t token;  ///< of a marker: index in Tokens; else one of the above
};

struct Comment {
    std::uint32_t at;  ///< in the text
    Span body;         ///< in the source
    Span source;
};

struct Stream {
    std::string text;
    std::vector<Piece> pieces;      ///< sorted by `at`
    std::vector<Comment> comments;  ///< that begin with "clausemark"; sorted
    Segment segment;                ///< its tokens

    /// Index of the piece that holds a place; `hint` makes walking forward O(1).
    std::size_t piece_at(std::uint32_t at) const;

  private:
    mutable std::size_t hint_ = 0;
};

/// Reads `range`, whose tokens are in `segment`. Inside of HTML tags that wikitext allows, characters that
/// would read as other markup are blanked, line ends too, so that later passes may go line by line. O(range).
Stream make_stream(std::string_view source, const Tokens& tokens, Segment segment, Span range);

/// An HTML tag at a '<' of a stream's text.
struct Tag {
    std::uint32_t length = 0;  ///< with both angle brackets; 0: no tag that wikitext allows
    std::string_view name;
    bool closing = false;
    bool empty = false;  ///< ends in "/>"
    Element element = Element::none;
};
Tag read_tag(std::string_view text, std::uint32_t at);

}  // namespace clausemark::mediawiki
