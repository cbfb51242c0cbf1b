// SPDX-License-Identifier: Apache-2.0
// Any bytes as an XML export, in chunks whose size the first byte chooses: nothing may crash, and the same
// bytes in one piece must give the same pages and the same verdict.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "parser/formats/mediawiki_export.h"

namespace {

struct Read {
    std::vector<std::string> texts;
    std::size_t found = 0;
    bool whole = false;
    bool operator==(const Read&) const = default;
};

Read read(std::string_view xml, std::size_t chunk) {
    Read result;
    clausemark::MediaWikiExport reader(
        {"fuzz", chunk % 2 == 0},
        [&](const clausemark::ExportPage& page) { result.texts.push_back(page.title + page.text); },
        [&](const clausemark::Diagnostic&) { ++result.found; });
    for (std::size_t at = 0; at < xml.size(); at += chunk) reader.feed(xml.substr(at, chunk));
    result.whole = reader.finish();
    return result;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 2) return 0;
    const std::string_view xml(reinterpret_cast<const char*>(data) + 1, size - 1);
    const std::size_t chunk = 1 + data[0] % 64;
    if (!(read(xml, chunk) == read(xml, chunk + 1024))) std::abort();
    return 0;
}
