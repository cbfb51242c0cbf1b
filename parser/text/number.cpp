// SPDX-License-Identifier: Apache-2.0
// See number.h.
#include "parser/text/number.h"

#include <charconv>

#include "parser/core/limits.h"

namespace clausemark {

std::optional<double> number_value(std::string_view text) {
    char digits[limits::word_bytes];
    if (text.empty() || text.size() > sizeof digits) return std::nullopt;
    std::size_t size = 0;
    int points = 0;
    for (const char c : text) {
        if (c == ',') continue;
        if (c == '.' && ++points > 1) return std::nullopt;
        if (c != '.' && (c < '0' || c > '9')) return std::nullopt;
        digits[size++] = c;
    }
    double value = 0;
    const auto [end, fault] = std::from_chars(digits, digits + size, value);
    if (fault != std::errc{} || end != digits + size) return std::nullopt;
    return value;
}

}  // namespace clausemark
