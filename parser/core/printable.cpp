// SPDX-License-Identifier: Apache-2.0
// Making text fit to be shown. See printable.h.
#include "parser/core/printable.h"

#include <fmt/format.h>

#include "parser/core/utf8.h"

namespace clausemark {
namespace {

bool is_control(char32_t c) {
    return c < 0x20 || (c >= 0x7F && c <= 0x9F);
}

/// Embeddings, overrides and isolates of the bidirectional algorithm; separators of lines; blanks without
/// width.
bool misleads(char32_t c) {
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x2028 || c == 0x2029 ||
           c == 0x200B || c == 0x2060 || c == 0xFEFF;
}

}  // namespace

std::string printable(std::string_view text, std::string_view kept) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const std::size_t begin = at;
        const char32_t c = next_code_point(text, at);
        const std::string_view bytes = text.substr(begin, at - begin);
        if (bytes.size() == 1 && kept.find(bytes) != std::string_view::npos) {
            out += bytes;
        } else if (c == '\t') {
            out += ' ';
        } else if (is_control(c) || (c == 0xFFFD && bytes != "\xEF\xBF\xBD")) {
            for (const char byte : bytes) out += fmt::format("\\x{:02X}", static_cast<unsigned char>(byte));
        } else if (misleads(c)) {
            out += fmt::format("[U+{:04X}]", static_cast<std::uint32_t>(c));
        } else {
            out += bytes;
        }
    }
    return out;
}

}  // namespace clausemark
