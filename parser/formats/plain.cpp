// SPDX-License-Identifier: Apache-2.0
// Plain text: paragraphs are divided by blank lines; nothing is markup but a directive on a line of its own,
// bare or behind a mark that people write comments with.
#include <algorithm>
#include <utility>

#include "parser/formats/builder.h"
#include "parser/formats/readers.h"

namespace clausemark {
namespace {

constexpr std::string_view blanks = " \t\r\f";

std::string_view trim(std::string_view s) {
    const std::size_t first = s.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return s.substr(first, s.find_last_not_of(blanks) - first + 1);
}

/// What a line says that is a directive, or a comment about clausemark; else "". A sentence may begin with
/// the program's name, so that a bare line needs the colon.
std::string_view directive_in(std::string_view line) {
    line = trim(line);
    if (line.starts_with("clausemark:")) return line;
    for (const auto& [open, close] : {std::pair<std::string_view, std::string_view>{"<!--", "-->"},
                                      {"/*", "*/"},
                                      {"//", ""},
                                      {"#", ""},
                                      {"--", ""},
                                      {";", ""}}) {
        if (!line.starts_with(open) || !line.ends_with(close) || line.size() < open.size() + close.size())
            continue;
        const std::string_view body =
            trim(line.substr(open.size(), line.size() - open.size() - close.size()));
        if (body.starts_with("clausemark:") || body.starts_with("clausemark ")) return body;
    }
    return {};
}

}  // namespace

Document read_plain(std::string source) {
    DocumentBuilder builder(Format::plain, std::move(source));
    const std::string_view all = builder.source();
    std::size_t at = 0;
    while (at < all.size()) {
        const std::size_t end = std::min(all.find('\n', at), all.size());
        const std::string_view line = all.substr(at, end - at);
        if (line.find_first_not_of(" \t\r\f") == std::string_view::npos) {
            builder.end_passage();
        } else if (const std::string_view body = directive_in(line); !body.empty()) {
            builder.add_comment(body, {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)});
            builder.append_break();
        } else {
            builder.append_source(
                {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(std::min(end + 1, all.size()))});
        }
        at = end + 1;
    }
    return builder.finish();
}

}  // namespace clausemark
