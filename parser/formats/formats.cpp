// SPDX-License-Identifier: Apache-2.0
// The table of formats and the choice among them. See formats.h.
#include "parser/formats/formats.h"

#include <algorithm>
#include <array>

#include "parser/core/ascii.h"
#include "parser/formats/readers.h"

namespace clausemark {
namespace {

constexpr auto formats = std::to_array<FormatInfo>({
    {Format::plain, "text", "txt text", read_plain},
    {Format::markdown, "markdown", "md markdown mkd mdown", read_markdown},
    {Format::mediawiki, "mediawiki", "wiki mediawiki wikitext", read_mediawiki},
    {Format::dokuwiki, "dokuwiki", "dokuwiki", read_dokuwiki},
    {Format::html, "html", "html htm xhtml", read_html},
});

}  // namespace

std::span<const FormatInfo> all_formats() {
    return formats;
}

const FormatInfo& info(Format format) {
    return *std::find_if(formats.begin(), formats.end(),
                         [=](const FormatInfo& row) { return row.format == format; });
}

std::optional<Format> format_named(std::string_view name) {
    const auto* row =
        std::find_if(formats.begin(), formats.end(), [=](const FormatInfo& f) { return f.name == name; });
    return row == formats.end() ? std::nullopt : std::optional(row->format);
}

std::optional<Format> format_of(std::string_view path, std::string_view beginning) {
    const std::size_t dot = path.rfind('.');
    if (dot == std::string_view::npos) return std::nullopt;
    const std::string ending = ascii_lower(path.substr(dot + 1));
    if (ending == "txt" && looks_like_dokuwiki(beginning)) return Format::dokuwiki;
    for (const FormatInfo& row : formats)
        if ((" " + std::string(row.extensions) + " ").find(" " + ending + " ") != std::string::npos)
            return row.format;
    return std::nullopt;
}

Document read_page(Format format, std::string source) {
    return info(format).read(std::move(source));
}

}  // namespace clausemark
