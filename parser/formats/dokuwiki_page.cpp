// SPDX-License-Identifier: Apache-2.0
// Line ends of DokuWiki pages, and how to know such a page by its look. See dokuwiki_page.h and readers.h.
#include "parser/formats/dokuwiki_page.h"

#include <algorithm>

#include "parser/formats/readers.h"

namespace clausemark {

constexpr std::size_t npos = std::string_view::npos;

namespace dokuwiki {

Page::Page(std::string_view source) : source_size_(static_cast<std::uint32_t>(source.size())) {
    text_.reserve(source.size() + 2);
    text_ += '\n';
    std::size_t at = 0;
    for (std::size_t end; (end = source.find("\r\n", at)) != npos; at = end + 1) {
        text_ += source.substr(at, end - at);
        removed_.push_back(static_cast<std::uint32_t>(text_.size()));
    }
    text_ += source.substr(at);
    text_ += '\n';
}

std::uint32_t Page::to_source(std::uint32_t at) const {
    const auto before = std::lower_bound(removed_.begin(), removed_.end(), at) - removed_.begin();
    return std::min(source_size_, (at == 0 ? 0 : at - 1) + static_cast<std::uint32_t>(before));
}

}  // namespace dokuwiki

bool looks_like_dokuwiki(std::string_view beginning) {
    for (std::size_t at = 0, end = 0; at < beginning.size(); at = end + 1) {
        end = std::min(beginning.find('\n', at), beginning.size());
        std::string_view line = beginning.substr(at, end - at);
        while (!line.empty() && dokuwiki::is_space(line.back())) line.remove_suffix(1);
        const bool heading = line.size() > 6 && line.starts_with("==") && line.ends_with("==") &&
                             line.find_first_not_of('=') != npos;
        const bool row =
            line.size() > 2 && ((line.front() == '^' && (line.ends_with(" ^") || line.ends_with(" |"))) ||
                                (line.starts_with("| ") && line.ends_with(" |")));
        const std::size_t text = line.find_first_not_of(' ');
        const bool item = text != npos && text >= 2 && text % 2 == 0 && line.substr(text).starts_with("* ");
        if (heading || row || item) return true;
    }
    return false;
}

}  // namespace clausemark
