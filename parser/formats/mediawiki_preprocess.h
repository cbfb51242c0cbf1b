// SPDX-License-Identifier: Apache-2.0
// The first look at wikitext: finds comments, extension tags, template calls and parameters in the source,
// with the bracket rules of MediaWiki's preprocessor. It changes nothing and shows nothing;
// mediawiki_stream.h makes the text that remains.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "parser/core/span.h"
#include "parser/formats/mediawiki_names.h"

namespace clausemark::mediawiki {

inline constexpr std::uint32_t nowhere = 0xffffffff;

/// What stands between two bars of a call.
struct Part {
    Span source;
    std::uint32_t equals = nowhere;  ///< place of the first '=' of this level
};

struct Token {
    enum class Kind : std::uint8_t { comment, extension, call, parameter };
    Kind kind = Kind::comment;
    Extension extension = Extension::none;
    Span source;                    ///< all of it
    Span inside;                    ///< comment: its body; extension: its content
    std::uint32_t parts_begin = 0;  ///< call, parameter: Tokens::parts
    std::uint32_t parts_end = 0;
    std::uint32_t next = 0;  ///< index of the first token that begins behind this one
};

/// The tokens found by one scan: Tokens::all[first, last), sorted by place.
struct Segment {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
};

/// Scans of one page and of the contents of its extension tags, all in one pair of vectors.
class Tokens {
  public:
    explicit Tokens(std::string_view source) : source_(source) {}

    /// O(range log tokens); nothing nests on the stack.
    Segment scan(Span range);

    const Token& operator[](std::uint32_t index) const { return all_[index]; }
    const Part& part(std::uint32_t index) const { return parts_[index]; }

    /// The first token of the segment at or behind a place.
    std::uint32_t first_from(Segment segment, std::uint32_t place) const;

  private:
    std::string_view source_;
    std::vector<Token> all_;
    std::vector<Part> parts_;
};

}  // namespace clausemark::mediawiki
