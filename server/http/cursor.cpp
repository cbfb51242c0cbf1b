// SPDX-License-Identifier: Apache-2.0
// Cursors: the fields in hexadecimal, each ended by a full stop. See cursor.h.
#include "server/http/cursor.h"

namespace clausemark {
namespace {

constexpr std::string_view digits = "0123456789abcdef";

}  // namespace

std::string write_cursor(const std::vector<std::string>& fields) {
    std::string out;
    for (const std::string& field : fields) {
        for (const char c : field) {
            const auto byte = static_cast<unsigned char>(c);
            out += digits[byte >> 4];
            out += digits[byte & 15];
        }
        out += '.';
    }
    return out;
}

std::optional<std::vector<std::string>> read_cursor(std::string_view cursor, std::size_t fields) {
    std::vector<std::string> found(1);
    std::size_t at = 0;
    while (at < cursor.size()) {
        if (cursor[at] == '.') {
            found.emplace_back();
            ++at;
            continue;
        }
        const std::size_t high = digits.find(cursor[at]);
        const std::size_t low = at + 1 < cursor.size() ? digits.find(cursor[at + 1]) : std::string_view::npos;
        if (high == std::string_view::npos || low == std::string_view::npos) return std::nullopt;
        found.back() += static_cast<char>(static_cast<unsigned char>(high << 4 | low));
        at += 2;
    }
    if (!found.back().empty() || found.size() != fields + 1) return std::nullopt;
    found.pop_back();
    return found;
}

}  // namespace clausemark
