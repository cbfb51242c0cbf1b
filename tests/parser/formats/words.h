// SPDX-License-Identifier: Apache-2.0
// Words of a text for comparing two readings of a page: white space divides, nothing else is looked at.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace clausemark::test {

inline std::vector<std::string> words(std::string_view text) {
    std::vector<std::string> all;
    std::size_t at = 0;
    while ((at = text.find_first_not_of(" \t\r\n\f", at)) != std::string_view::npos) {
        const std::size_t end = std::min(text.find_first_of(" \t\r\n\f", at), text.size());
        all.emplace_back(text.substr(at, end - at));
        at = end;
    }
    return all;
}

}  // namespace clausemark::test
