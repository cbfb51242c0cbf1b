// SPDX-License-Identifier: Apache-2.0
// What a reader sees of a DokuWiki link or medium, and where it leads. It reads the inside of the brackets
// only; no other page is looked at, so a page's name stands for its title, as in the wiki's default.
#pragma once

#include <string>
#include <string_view>

#include "parser/core/span.h"

namespace clausemark::dokuwiki {

struct ShownLink {
    std::string target;
    Span shown;               ///< in the page; empty where nothing of it is read (an image)
    std::string replacement;  ///< shown instead of that source, where not empty
};

/// `match` covers the brackets. O(match).
ShownLink show_link(std::string_view page, Span match);
ShownLink show_media(std::string_view page, Span match);

}  // namespace clausemark::dokuwiki
