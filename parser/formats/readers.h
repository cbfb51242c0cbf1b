// SPDX-License-Identifier: Apache-2.0
// The readers behind the table in formats.cpp, one file each. Sources are valid UTF-8 within
// limits::page_bytes; each reader is linear in its source, never fails, and never recurses without a bound.
#pragma once

#include <string>
#include <string_view>

#include "parser/formats/document.h"

namespace clausemark {

Document read_plain(std::string source);
Document read_markdown(std::string source);
Document read_mediawiki(std::string source);
Document read_dokuwiki(std::string source);
/// True where the beginning of a text file holds a DokuWiki heading, table row or list item. O(beginning).
bool looks_like_dokuwiki(std::string_view beginning);
Document read_html(std::string source);

}  // namespace clausemark
