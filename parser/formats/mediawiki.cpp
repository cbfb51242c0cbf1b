// SPDX-License-Identifier: Apache-2.0
// Reads a page of MediaWiki: its redirect, then its text. The stages are files of their own:
// mediawiki_preprocess (comments, tags, calls), mediawiki_stream (what remains), mediawiki_blocks, _tables,
// _inline, _asides (the reader), mediawiki_links and mediawiki_names (what they look up), mediawiki_writer
// (what they write with).
#include "parser/formats/builder.h"
#include "parser/formats/entities.h"
#include "parser/formats/mediawiki_reader.h"
#include "parser/formats/readers.h"

namespace clausemark {
namespace mediawiki {

void Reader::read() {
    Span page{0, static_cast<std::uint32_t>(source_.size())};
    std::size_t at = source_.find_first_not_of(" \t\r\n");
    const std::size_t word = at == std::string_view::npos ? 0 : redirect_word(source_.substr(at, 40));
    if (word > 0) {
        at = source_.find_first_not_of(" \t\r\n:", at + word);
        const std::size_t end = source_.find("]]", std::min(at, source_.size()));
        if (source_.substr(std::min(at, source_.size())).starts_with("[[") && end != std::string_view::npos) {
            const std::string_view link = source_.substr(at + 2, end - at - 2);
            const Span place{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end + 2)};
            writer_.builder().add_property("redirect", decode_entities(trim(link.substr(0, link.find('|')))),
                                           place);
            page.begin = place.end;
        }
    }
    const Stream stream = make_stream(source_, tokens_, tokens_.scan(page), page);
    Flow flow(stream);
    read_blocks(flow);
}

}  // namespace mediawiki

Document read_mediawiki(std::string source) {
    DocumentBuilder builder(Format::mediawiki, std::move(source));
    mediawiki::Reader(builder.source(), builder).read();
    return builder.finish();
}

}  // namespace clausemark
