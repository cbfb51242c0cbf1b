// SPDX-License-Identifier: Apache-2.0
// The scanner and the cache of words. See tokens.h for what a word and a sentence are.
#include "parser/text/tokens.h"

#include <array>
#include <cstring>

#include "parser/core/limits.h"
#include "parser/core/utf8.h"

namespace clausemark {
namespace {

enum Class : std::uint8_t { letter, digit, other, stop, high };

constexpr std::array<Class, 256> classes = [] {
    std::array<Class, 256> table{};  // letters and digits come first: one comparison tells them
    for (int c = 0; c < 256; ++c) {
        const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        table[static_cast<std::size_t>(c)] = is_letter                          ? letter
                                             : c >= '0' && c <= '9'             ? digit
                                             : c == '.' || c == '!' || c == '?' ? stop
                                             : c >= 0x80                        ? high
                                                                                : other;
    }
    return table;
}();

Class class_of(char c) {
    return classes[static_cast<unsigned char>(c)];
}
bool alphanumeric(char c) {
    return class_of(c) <= digit;
}
bool white(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

constexpr char32_t curly_apostrophe = 0x2019;

/// Finds words and sentence ends; the tokens' terms are looked up by `Look`.
template <typename Look, typename Split>
class Scanner {
  public:
    Scanner(std::string_view text, Span range, std::vector<Token>& tokens, Look look, Split split)
        : text_(text.substr(0, range.end)),
          at_(range.begin),
          tokens_(tokens),
          first_(tokens.size()),
          look_(look),
          split_(split) {}

    void run() {
        while (at_ < text_.size()) {
            const char c = text_[at_];
            switch (class_of(c)) {
                case letter:
                    word();
                    break;
                case digit:
                    number();
                    break;
                case stop:
                    end_sentence(c == '?', c == '.', at_ + 1);
                    ++at_;
                    break;
                case high:
                    beyond_ascii();
                    break;
                case other:
                    if (c == '%') add(at_, at_ + 1, true, 0);
                    ++at_;
                    break;
            }
        }
    }

  private:
    bool word_at(std::size_t at) const {
        if (at >= text_.size()) return false;
        if (class_of(text_[at]) != high) return alphanumeric(text_[at]);
        return UnicodeWords::is_word(next_code_point(text_, at));
    }

    /// Behind the ASCII letters and digits from `at`: the loop that sees each byte.
    std::size_t behind_word(std::size_t at) const {
        const char* const text = text_.data();
        const std::size_t size = text_.size();
        while (at < size && alphanumeric(text[at])) ++at;
        return at;
    }

    /// Size of the apostrophe at `at`, or 0.
    std::size_t apostrophe(std::size_t at) const {
        if (text_[at] == '\'') return 1;
        return text_.substr(at, 3) == "\xE2\x80\x99" ? 3 : 0;
    }

    void word() {
        const std::size_t begin = at_;
        bool plain = true;
        bool unicode = false;
        while (at_ < text_.size()) {
            at_ = behind_word(at_);
            if (at_ == text_.size()) break;
            if (const std::size_t mark = apostrophe(at_); mark > 0) {
                const std::size_t next = at_ + mark;
                if (!word_at(next) || class_of(text_[next]) == digit || at_ == begin) break;
                if ((text_[next] | 0x20) == 's' && !word_at(next + 1)) {
                    finish_word(begin, plain, unicode);
                    at_ = next + 1;
                    return;
                }
                plain = false;
                at_ = next;
            } else if (class_of(text_[at_]) == high) {
                std::size_t next = at_;
                if (!UnicodeWords::is_word(next_code_point(text_, next))) break;
                plain = false;
                unicode = true;
                at_ = next;
            } else {
                break;
            }
        }
        finish_word(begin, plain, unicode);
    }

    void finish_word(std::size_t begin, bool plain, bool unicode) {
        if (unicode && UnicodeWords::needs_breaking(text_.substr(begin, at_ - begin))) {
            for (const Span piece : split_(text_.substr(begin, at_ - begin))) {
                add(begin + piece.begin, begin + piece.end, false, 0);
            }
            return;
        }
        add(begin, at_, plain, 0);
    }

    void number() {
        const std::size_t begin = at_;
        int points = 0;
        const auto digits = [&] {
            const std::size_t from = at_;
            while (at_ < text_.size() && class_of(text_[at_]) == digit) ++at_;
            return at_ - from;
        };
        digits();
        while (at_ + 1 < text_.size() && class_of(text_[at_ + 1]) == digit) {
            const std::size_t mark = at_;
            if (text_[mark] == '.') {
                ++at_;
                ++points;
                digits();
            } else if (text_[mark] == ',' && points == 0) {
                ++at_;
                if (digits() != 3) {
                    at_ = mark;
                    break;
                }
            } else {
                break;
            }
        }
        add(begin, at_, false, points <= 1 ? Token::number : 0u);
    }

    void beyond_ascii() {
        std::size_t next = at_;
        const char32_t c = next_code_point(text_, next);
        if (UnicodeWords::is_word(c)) {
            const std::size_t begin = at_;
            word();
            if (at_ == begin) at_ = next;
            return;
        }
        at_ = next;
        if (UnicodeWords::ends_sentence(c)) {
            ends_ = true;
            if (UnicodeWords::is_question_mark(c)) mark_question();
        }
    }

    void mark_question() {
        if (tokens_.size() > first_) tokens_.back().flags |= Token::question;
    }

    /// At a stop; `next` is behind it.
    void end_sentence(bool question, bool full_stop, std::size_t next) {
        if (tokens_.size() == first_) return;
        while (next < text_.size()) {
            const char c = text_[next];
            if (c == '"' || c == '\'' || c == ')' || c == ']') {
                ++next;
            } else if (text_.substr(next, 3) == "\xE2\x80\x9D" || text_.substr(next, 3) == "\xE2\x80\x99") {
                next += 3;
            } else {
                break;
            }
        }
        if (next < text_.size() && !white(text_[next])) return;
        if (question) mark_question();
        if (full_stop && next < text_.size()) {
            const Token& last = tokens_.back();
            if (last.is(Token::abbreviation)) return;
            if (last.span.size() == 1 && class_of(text_[last.span.begin]) == letter) return;
            if (last.is(Token::starts_sentence) && class_of(text_[last.span.begin]) == digit) return;
            while (next < text_.size() && white(text_[next])) ++next;
            if (next < text_.size() && text_[next] >= 'a' && text_[next] <= 'z') return;
        }
        ends_ = true;
    }

    void add(std::size_t begin, std::size_t end, bool plain, std::uint32_t flags) {
        const auto known = look_(text_.substr(begin, end - begin), plain || (flags & Token::number) != 0);
        tokens_.push_back({{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)},
                           known.term,
                           known.flags | flags | (ends_ ? Token::starts_sentence : 0u)});
        ends_ = false;
    }

    std::string_view text_;
    std::size_t at_;
    std::vector<Token>& tokens_;
    std::size_t first_;
    Look look_;
    Split split_;
    bool ends_ = true;
};

std::uint64_t mix(std::uint64_t low, std::uint64_t high) {
    std::uint64_t h = (low ^ (high * 0x9E3779B97F4A7C15u)) * 0xD6E8FEB86659FD93u;
    h ^= h >> 32;
    return h * 0xD6E8FEB86659FD93u;
}

constexpr std::size_t short_word = 16;
constexpr std::size_t first_slots = 1024;

/// Eight bytes or fewer, folded; bytes behind the word are zero.
std::uint64_t load(const char* bytes, std::size_t size) {
    std::uint64_t value = 0;
    std::memcpy(&value, bytes, size);
    return value;
}

}  // namespace

Tokenizer::Tokenizer(std::shared_ptr<const Vocabulary> vocabulary)
    : vocabulary_(std::move(vocabulary)), slots_(first_slots) {}

void Tokenizer::tokenize(std::string_view text, Span range, std::vector<Token>& tokens) {
    const auto look = [this](std::string_view surface, bool plain) { return look_up(surface, plain); };
    const auto split = [this](std::string_view run) -> const std::vector<Span>& {
        pieces_.clear();
        unicode_.split(run, pieces_);
        return pieces_;
    };
    Scanner scanner(text, range, tokens, look, split);
    scanner.run();
}

Tokenizer::Known Tokenizer::look_up(std::string_view surface, bool plain) {
    if (plain && surface.size() <= short_word) return look_up_short(surface);
    if (surface.size() > limits::word_bytes) return {};
    const auto found = others_.find(surface);
    if (found != others_.end()) return found->second;
    if (others_.size() >= limits::cached_words) others_.clear();
    const Known known = resolve(surface);
    others_.emplace(std::string(surface), known);
    return known;
}

Tokenizer::Known Tokenizer::look_up_short(std::string_view surface) {
    // In ASCII letters and digits, and in "%", ".", ",", the bit 0x20 makes lower case and changes nothing
    // else.
    constexpr std::uint64_t lower = 0x2020202020202020u;
    const std::size_t size = surface.size();
    std::uint64_t low = 0;
    std::uint64_t high = 0;
    if (size <= 8) {
        low = load(surface.data(), size) | (lower >> (64 - 8 * size));
    } else {
        low = load(surface.data(), 8) | lower;
        high = load(surface.data() + 8, size - 8) | (lower >> (128 - 8 * size));
    }
    for (std::size_t i = mix(low, high);; ++i) {
        Slot& slot = slots_[i & (slots_.size() - 1)];
        if (slot.low == low && slot.high == high) return slot.known;
        if (slot.low != 0) continue;
        slot = {low, high, resolve(surface)};
        const Known known = slot.known;
        if (++used_ * 2 > slots_.size()) grow();
        return known;
    }
}

/// Twice the room; or, at the bound, a new start.
void Tokenizer::grow() {
    std::vector<Slot> old(std::min(slots_.size() * 2, 2 * limits::cached_words));
    old.swap(slots_);
    if (old.size() == slots_.size()) {
        used_ = 0;
        return;
    }
    for (const Slot& slot : old) {
        if (slot.low == 0) continue;
        std::size_t i = mix(slot.low, slot.high);
        while (slots_[i & (slots_.size() - 1)].low != 0) ++i;
        slots_[i & (slots_.size() - 1)] = slot;
    }
}

Tokenizer::Known Tokenizer::resolve(std::string_view surface) {
    const std::string folded = fold(surface);
    Known known;
    known.term = vocabulary_->find(folded, stemmer_);
    if (vocabulary_->is_abbreviation(folded)) known.flags = Token::abbreviation;
    return known;
}

std::string Tokenizer::fold(std::string_view surface) {
    std::string out;
    out.reserve(surface.size());
    bool ascii = true;
    for (std::size_t at = 0; at < surface.size();) {
        const char c = surface[at];
        if (class_of(c) == high) {
            std::size_t next = at;
            if (next_code_point(surface, next) != curly_apostrophe) {
                ascii = false;
                out += surface.substr(at, next - at);
            }
            at = next;
            continue;
        }
        if (c != '\'') out += class_of(c) == letter ? static_cast<char>(c | 0x20) : c;
        ++at;
    }
    return ascii ? out : unicode_.fold(out);
}

}  // namespace clausemark
