// SPDX-License-Identifier: Apache-2.0
// HTML pages: the whole source goes through html_stream.
#include "parser/formats/html_stream.h"
#include "parser/formats/readers.h"

namespace clausemark {

Document read_html(std::string source) {
    DocumentBuilder builder(Format::html, std::move(source));
    HtmlStream stream(builder);
    stream.feed({0, static_cast<std::uint32_t>(builder.source().size())});
    stream.finish();
    return builder.finish();
}

}  // namespace clausemark
