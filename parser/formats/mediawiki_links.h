// SPDX-License-Identifier: Apache-2.0
// Finds the links of a stream's text: [[page|label]], [[File:..|caption]], [http://x label], bare addresses.
// It says where they are and what kind; showing them is the reader's.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parser/core/span.h"
#include "parser/formats/mediawiki_names.h"
#include "parser/formats/mediawiki_preprocess.h"

namespace clausemark::mediawiki {

struct PageLink {
    std::uint32_t begin = 0;  ///< of "[["
    std::uint32_t end = 0;    ///< behind "]]"; 0: there is no link
    Span target;              ///< as written
    Span label;               ///< behind the first bar; empty without one
    bool labelled = false;
    bool escaped = false;   ///< a colon before the target
    bool language = false;  ///< a language's code before it, and no label
    Space space = Space::page;
    std::string_view name;  ///< of a file or category, without its name space
};

struct ExternalLink {
    std::uint32_t end = 0;  ///< behind "]"; 0: there is no link
    Span address;
    Span label;  ///< empty: shown as a number
};

/// The links of one text. Each look-up costs what it looks at; places from which nothing can be found are
/// remembered, so that all look-ups together stay linear.
class Links {
  public:
    explicit Links(std::string_view text) : text_(text) {}

    PageLink page_link(std::uint32_t at, std::uint32_t limit);          ///< text[at] begins "[["
    ExternalLink external_link(std::uint32_t at, std::uint32_t limit);  ///< text[at] is '['
    Span bare_address(std::uint32_t colon, std::uint32_t begin, std::uint32_t limit) const;  ///< around a ':'

  private:
    Span file_end(std::uint32_t from, std::uint32_t limit);

    std::string_view text_;
    std::uint32_t no_file_end_ = 0;      ///< no file link that begins before this place has an end
    std::uint32_t no_external_end_ = 0;  ///< nor has an external one
};

/// "%20" and the like read as the bytes they stand for.
std::string percent_decode(std::string_view text);

/// The bars of a file link's options: its parts, in order.
std::vector<Span> split_options(std::string_view text, Span options);

}  // namespace clausemark::mediawiki
