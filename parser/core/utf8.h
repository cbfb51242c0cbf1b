// SPDX-License-Identifier: Apache-2.0
// UTF-8 in and out: what a file's bytes are decoded to before any parser sees them, and the offsets that
// other programs count in (UTF-16 for editors, code points for W3C selectors).
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "parser/core/span.h"

namespace clausemark {

struct Decoded {
    std::string text;                ///< valid UTF-8, without byte order mark
    std::uint32_t replaced = 0;      ///< invalid sequences and NUL characters that became U+FFFD
    std::uint32_t first_bad = 0;     ///< byte offset in `text` of the first of them
    const char* encoding = "utf-8";  ///< "utf-8", "utf-16le" or "utf-16be", by the byte order mark
};

/// Decodes a file: UTF-8, or UTF-16 with a byte order mark. Each invalid sequence becomes one U+FFFD (the
/// Unicode standard's maximal-subpart practice), and so does NUL, which no text has. Line ends stay as they
/// are. O(n).
Decoded decode(std::string bytes);

/// Offset of the first byte that is not valid UTF-8, or npos. O(n), with a fast path for ASCII.
std::size_t find_invalid(std::string_view bytes);

/// True where the bytes look like something other than text: a ZIP, PDF or image signature, a UTF-32 mark, or
/// more than one NUL in ten bytes at the beginning without a UTF-16 mark.
bool looks_binary(std::string_view bytes);

/// Lengths of a valid UTF-8 text in the units of others. O(n).
std::size_t code_points(std::string_view utf8);
std::size_t utf16_units(std::string_view utf8);

/// Reads one code point at `offset` (which must be on a boundary of valid UTF-8) and moves past it.
char32_t next_code_point(std::string_view utf8, std::size_t& offset);
void append_utf8(std::string& out, char32_t code_point);

}  // namespace clausemark
