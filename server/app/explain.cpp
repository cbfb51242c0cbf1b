// SPDX-License-Identifier: Apache-2.0
// See explain.h.
#include "server/app/explain.h"

#include <algorithm>
#include <array>

#include "server/app/embedded_pages.h"

namespace clausemark {
namespace {

std::string without(std::string text, std::string_view mark) {
    for (std::size_t at = text.find(mark); at != std::string::npos; at = text.find(mark, at))
        text.erase(at, mark.size());
    return text;
}

}  // namespace

CodePage explain(Code code) {
    const std::string name = code_text(code) + ".md";
    const auto pages = embedded_pages();
    const auto page = std::ranges::find(pages, name, &EmbeddedFile::path);
    CodePage out;
    if (page == pages.end()) return out;
    std::string_view text = page->text;
    if (text.starts_with("<!--")) text.remove_prefix(std::min(text.find('\n') + 1, text.size()));
    out.markdown = std::string(text);
    out.text = without(without(without(out.markdown, "**"), "```\n"), "`");
    if (out.text.starts_with("# ")) out.text.erase(0, 2);
    const std::size_t begin = out.text.find("\n\n");
    if (begin != std::string::npos)
        out.meaning = out.text.substr(begin + 2, out.text.find("\n\n", begin + 2) - begin - 2);
    return out;
}

}  // namespace clausemark
