// SPDX-License-Identifier: Apache-2.0
// The bytes of a DokuWiki page as its lexer wants them, and the way back to the source.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parser/core/span.h"

namespace clausemark::dokuwiki {

/// What the wiki trims from names and titles.
inline bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\0';
}

/// A copy with line feeds only, and one at either end.
class Page {
  public:
    explicit Page(std::string_view source);

    std::string_view text() const { return text_; }
    Span to_source(Span span) const {
        return {to_source(span.begin), to_source(span.end)};
    }  ///< O(log line ends)

  private:
    std::uint32_t to_source(std::uint32_t at) const;

    std::string text_;
    std::vector<std::uint32_t> removed_;  ///< places of line feeds whose carriage return was left out
    std::uint32_t source_size_;
};

}  // namespace clausemark::dokuwiki
