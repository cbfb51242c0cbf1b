// SPDX-License-Identifier: Apache-2.0
// Plain text: paragraphs are divided by blank lines; nothing is markup.
#include "parser/formats/builder.h"
#include "parser/formats/readers.h"

namespace clausemark {

Document read_plain(std::string source) {
    DocumentBuilder builder(Format::plain, std::move(source));
    const std::string_view all = builder.source();
    std::size_t at = 0;
    while (at < all.size()) {
        const std::size_t end = std::min(all.find('\n', at), all.size());
        const std::string_view line = all.substr(at, end - at);
        if (line.find_first_not_of(" \t\r\f") == std::string_view::npos) {
            builder.end_passage();
        } else {
            builder.append_source(
                {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(std::min(end + 1, all.size()))});
        }
        at = end + 1;
    }
    return builder.finish();
}

}  // namespace clausemark
