// SPDX-License-Identifier: Apache-2.0
// The one table of page formats: name, file endings, reader. A new format is a reader of its own and a row
// here.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "parser/formats/document.h"

namespace clausemark {

struct FormatInfo {
    Format format;
    std::string_view name;        ///< as commands and the API say it: "markdown"
    std::string_view extensions;  ///< space-separated, lower case, without dot: "md markdown"
    Document (*read)(std::string source);
};

std::span<const FormatInfo> all_formats();
const FormatInfo& info(Format format);
std::optional<Format> format_named(std::string_view name);

/// By the file's ending; `.txt` is DokuWiki where the text carries its markup (headings of equals signs, its
/// tables, lists indented by two spaces), else plain text. Nothing for files that are no pages.
std::optional<Format> format_of(std::string_view path, std::string_view beginning);

/// Reads a page that is valid UTF-8. Never fails: bad markup degrades to plain passages. O(source).
Document read_page(Format format, std::string source);

}  // namespace clausemark
