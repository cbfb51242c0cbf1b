// SPDX-License-Identifier: Apache-2.0
// UTF-8 decoding, validation and counting. See utf8.h. Validity follows table 3-7 of the Unicode standard.
#include "parser/core/utf8.h"

#include <algorithm>
#include <array>
#include <cstring>

namespace clausemark {
namespace {

unsigned char byte_at(std::string_view s, std::size_t i) {
    return static_cast<unsigned char>(s[i]);
}

struct Step {
    std::size_t length;  // bytes consumed: of the code point, or of its longest valid beginning
    bool valid;
};

/// Looks at the sequence that begins at `i`.
Step step_at(std::string_view s, std::size_t i) {
    const unsigned char lead = byte_at(s, i);
    if (lead < 0x80) return {1, true};
    std::size_t need = 0;
    unsigned char low = 0x80;
    unsigned char high = 0xBF;
    if (lead >= 0xC2 && lead <= 0xDF) {
        need = 1;
    } else if (lead >= 0xE0 && lead <= 0xEF) {
        need = 2;
        if (lead == 0xE0) low = 0xA0;
        if (lead == 0xED) high = 0x9F;  // no surrogates
    } else if (lead >= 0xF0 && lead <= 0xF4) {
        need = 3;
        if (lead == 0xF0) low = 0x90;
        if (lead == 0xF4) high = 0x8F;
    } else {
        return {1, false};
    }
    for (std::size_t k = 1; k <= need; ++k) {
        if (i + k >= s.size() || byte_at(s, i + k) < low || byte_at(s, i + k) > high) return {k, false};
        low = 0x80;
        high = 0xBF;
    }
    return {need + 1, true};
}

/// First byte at or after `i` that is not ASCII; eight at a time.
std::size_t skip_ascii(std::string_view s, std::size_t i) {
    while (i + 8 <= s.size()) {
        std::uint64_t word = 0;
        std::memcpy(&word, s.data() + i, 8);
        if ((word & 0x8080808080808080ULL) != 0) break;
        i += 8;
    }
    while (i < s.size() && byte_at(s, i) < 0x80) ++i;
    return i;
}

Decoded decode_utf16(std::string_view bytes, bool big) {
    Decoded out;
    out.encoding = big ? "utf-16be" : "utf-16le";
    out.text.reserve(bytes.size());
    const auto unit = [&](std::size_t i) {
        const unsigned char a = byte_at(bytes, i);
        const unsigned char b = byte_at(bytes, i + 1);
        return static_cast<char32_t>(big ? (a << 8) | b : (b << 8) | a);
    };
    const auto replace = [&] {
        if (out.replaced++ == 0) out.first_bad = static_cast<std::uint32_t>(out.text.size());
        append_utf8(out.text, 0xFFFD);
    };
    std::size_t i = 2;
    for (; i + 1 < bytes.size(); i += 2) {
        const char32_t u = unit(i);
        if (u >= 0xD800 && u <= 0xDBFF && i + 3 < bytes.size()) {
            const char32_t v = unit(i + 2);
            if (v >= 0xDC00 && v <= 0xDFFF) {
                append_utf8(out.text, 0x10000 + ((u - 0xD800) << 10) + (v - 0xDC00));
                i += 2;
                continue;
            }
        }
        if (u == 0 || (u >= 0xD800 && u <= 0xDFFF)) {
            replace();
        } else {
            append_utf8(out.text, u);
        }
    }
    if (i < bytes.size()) replace();
    return out;
}

}  // namespace

std::size_t find_invalid(std::string_view bytes) {
    std::size_t i = skip_ascii(bytes, 0);
    while (i < bytes.size()) {
        const Step step = step_at(bytes, i);
        if (!step.valid) return i;
        i = skip_ascii(bytes, i + step.length);
    }
    return std::string_view::npos;
}

Decoded decode(std::string bytes) {
    if (bytes.starts_with("\xFF\xFE")) return decode_utf16(bytes, false);
    if (bytes.starts_with("\xFE\xFF")) return decode_utf16(bytes, true);
    const std::size_t mark = bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    const std::size_t bad = std::min(find_invalid(bytes), bytes.find('\0'));
    Decoded out;
    if (bad == std::string::npos) {
        out.text = std::move(bytes);
        out.text.erase(0, mark);
        return out;
    }
    out.first_bad = static_cast<std::uint32_t>(bad - mark);
    out.text.reserve(bytes.size() + 16);
    std::size_t i = mark;
    while (i < bytes.size()) {
        const Step step = step_at(bytes, i);
        if (step.valid && bytes[i] != '\0') {
            out.text.append(bytes, i, step.length);
        } else {
            append_utf8(out.text, 0xFFFD);
            ++out.replaced;
        }
        i += step.length;
    }
    return out;
}

bool looks_binary(std::string_view bytes) {
    constexpr auto signatures = std::to_array<std::string_view>(
        {"PK\x03\x04", "PK\x05\x06", "%PDF-", "\x89PNG", "\xFF\xD8\xFF", "GIF8", "\x1F\x8B",
         "\x7F"
         "ELF",
         "SQLite format 3"});
    if (std::any_of(signatures.begin(), signatures.end(),
                    [&](std::string_view s) { return bytes.starts_with(s); }))
        return true;
    if (bytes.starts_with(std::string_view("\xFF\xFE\0\0", 4))) return true;  // UTF-32
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) return false;
    const std::string_view beginning = bytes.substr(0, 4096);
    const auto nuls = static_cast<std::size_t>(std::count(beginning.begin(), beginning.end(), '\0'));
    return nuls * 10 > beginning.size();
}

std::size_t code_points(std::string_view utf8) {
    return static_cast<std::size_t>(std::count_if(
        utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::size_t utf16_units(std::string_view utf8) {
    // A four-byte sequence is a surrogate pair; every other code point is one unit.
    const auto pairs = static_cast<std::size_t>(std::count_if(
        utf8.begin(), utf8.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xF0; }));
    return code_points(utf8) + pairs;
}

char32_t next_code_point(std::string_view utf8, std::size_t& offset) {
    const unsigned char lead = byte_at(utf8, offset);
    const Step step = step_at(utf8, offset);
    const std::size_t at = offset;
    offset += step.length;
    if (!step.valid) return 0xFFFD;
    const auto tail = [&](std::size_t k) { return static_cast<char32_t>(byte_at(utf8, at + k) & 0x3F); };
    switch (step.length) {
        case 1:
            return lead;
        case 2:
            return (static_cast<char32_t>(lead & 0x1F) << 6) | tail(1);
        case 3:
            return (static_cast<char32_t>(lead & 0x0F) << 12) | (tail(1) << 6) | tail(2);
        default:
            return (static_cast<char32_t>(lead & 0x07) << 18) | (tail(1) << 12) | (tail(2) << 6) | tail(3);
    }
}

void append_utf8(std::string& out, char32_t c) {
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0 | (c >> 6));
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        out += static_cast<char>(0xE0 | (c >> 12));
        out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else {
        out += static_cast<char>(0xF0 | (c >> 18));
        out += static_cast<char>(0x80 | ((c >> 12) & 0x3F));
        out += static_cast<char>(0x80 | ((c >> 6) & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    }
}

}  // namespace clausemark
