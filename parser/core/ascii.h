// SPDX-License-Identifier: Apache-2.0
// Letters, as names in markup and protocols compare them: ASCII alone, whatever the locale. Words of pages
// are parser/text's.
#pragma once

#include <string>
#include <string_view>

namespace clausemark {

constexpr char ascii_lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

inline std::string ascii_lower(std::string_view text) {
    std::string lower(text);
    for (char& c : lower) c = ascii_lower(c);
    return lower;
}

}  // namespace clausemark
