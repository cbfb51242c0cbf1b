// SPDX-License-Identifier: Apache-2.0
// ASCII by a table, everything else code point by code point through ICU. See words.h.
#include "parser/text/words.h"

#include <unicode/uchar.h>
#include <unicode/ustring.h>

#include <array>
#include <bit>
#include <cstring>
#include <string>

#include "parser/core/utf8.h"

namespace clausemark {
namespace {

constexpr std::array<bool, 256> ascii_word = [] {
    std::array<bool, 256> table{};
    for (int c = '0'; c <= '9'; ++c) table[c] = true;
    for (int c = 'a'; c <= 'z'; ++c) table[c] = table[c - 'a' + 'A'] = true;
    return table;
}();

bool is_ascii(char c) {
    return static_cast<unsigned char>(c) < 0x80;
}
bool is_ascii_word(char c) {
    return ascii_word[static_cast<unsigned char>(c)];
}

/// Up to eight bytes as a number, the first one lowest, on every machine.
std::uint64_t load(const char* bytes, std::size_t size) {
    std::uint64_t value = 0;
    std::memcpy(&value, bytes, size);
    if constexpr (std::endian::native == std::endian::big) value = __builtin_bswap64(value);
    return value;
}

/// Both halves of a product of 128 bits, one folded onto the other: the step of Wang Yi's wyhash.
std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
    __extension__ using Wide = unsigned __int128;
    const Wide product = static_cast<Wide>(a) * b;
    return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

/// `small` is set in each byte of the word before it counts: 0x20 makes an ASCII letter small and leaves a
/// digit as it is.
WordValue value_of(const char* bytes, std::size_t size, std::uint8_t small) {
    constexpr std::uint64_t first = 0x9e3779b97f4a7c15, second = 0xe7037ed1a0b428db;  // odd, without pattern
    const std::uint64_t all = 0x0101010101010101 * small;
    std::uint64_t state = first * (size + 1);
    for (; size > 8; bytes += 8, size -= 8) state = mix(state ^ (load(bytes, 8) | all), second);
    const std::uint64_t rest = size < 8 ? all & ((std::uint64_t{1} << (8 * size)) - 1) : all;
    return mix(state ^ (load(bytes, size) | rest), second ^ size);
}

bool is_word(UChar32 c) {
    return (U_GET_GC_MASK(c) & (U_GC_L_MASK | U_GC_N_MASK)) != 0;
}

/// Reads the words of a stretch that ASCII's table cannot: from the beginning of a word or a character beyond
/// ASCII to the first place where no word is open and ASCII goes on.
class FoldingReader {
  public:
    FoldingReader(std::string_view text, std::vector<Word>& words) : text_(text), words_(words) {}

    std::size_t read(std::size_t at) {
        while (at < text_.size() && (open_ || !is_ascii(text_[at]))) {
            const std::size_t begin = at;
            const char32_t c = next_code_point(text_, at);
            const std::uint32_t length = fold(static_cast<UChar32>(c));
            for (std::uint32_t i = 0; i < length;) {
                UChar32 part = 0;
                U16_NEXT(folded_, i, length, part);
                if (is_word(part)) {
                    extend(part, begin, at);
                } else {
                    close();
                }
            }
        }
        close();
        return at;
    }

    /// The beginning of a word that goes on beyond ASCII.
    void open(std::size_t begin, std::size_t end) {
        for (std::size_t at = begin; at < end; ++at) extend(u_tolower(text_[at]), begin, at + 1);
    }

  private:
    std::uint32_t fold(UChar32 c) {
        UChar source[U16_MAX_LENGTH];
        std::int32_t length = 0;
        U16_APPEND_UNSAFE(source, length, c);
        UErrorCode status = U_ZERO_ERROR;
        constexpr auto room = static_cast<std::int32_t>(std::tuple_size_v<decltype(folded_)>);
        return static_cast<std::uint32_t>(
            u_strFoldCase(folded_.data(), room, source, length, U_FOLD_CASE_DEFAULT, &status));
    }

    void extend(UChar32 part, std::size_t begin, std::size_t end) {
        if (!open_) {
            open_ = true;
            word_.clear();
            span_.begin = static_cast<std::uint32_t>(begin);
        }
        append_utf8(word_, static_cast<char32_t>(part));
        span_.end = static_cast<std::uint32_t>(end);
    }

    void close() {
        if (open_) words_.push_back({span_, word_value(word_)});
        open_ = false;
    }

    std::string_view text_;
    std::vector<Word>& words_;
    std::array<UChar, 8> folded_;  // full case folding gives at most three code points
    std::string word_;             // folded
    Span span_;
    bool open_ = false;
};

}  // namespace

WordValue word_value(std::string_view folded) {
    return value_of(folded.data(), folded.size(), 0);
}

void append_words(std::string_view text, std::vector<Word>& words) {
    constexpr std::uint8_t small = 0x20;
    FoldingReader beyond(text, words);
    for (std::size_t at = 0; at < text.size();) {
        if (is_ascii(text[at]) && !is_ascii_word(text[at])) {
            ++at;
            continue;
        }
        const std::size_t begin = at;
        while (at < text.size() && is_ascii_word(text[at])) ++at;
        if (at < text.size() && !is_ascii(text[at])) {
            beyond.open(begin, at);
            at = beyond.read(at);
        } else {
            words.push_back({{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(at)},
                             value_of(text.data() + begin, at - begin, small)});
        }
    }
}

}  // namespace clausemark
