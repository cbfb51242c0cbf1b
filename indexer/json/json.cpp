// SPDX-License-Identifier: Apache-2.0
// A reader of RFC 8259 JSON with comments that keeps the place of every value. Written by hand because the
// library used for JSON elsewhere gives no positions of values and lets a repeated key win silently.
#include "indexer/json/json.h"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "parser/core/limits.h"
#include "parser/core/utf8.h"

namespace clausemark {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

class Reader {
  public:
    explicit Reader(std::string_view text) : text_(text) {}

    JsonText read() {
        JsonText out;
        if (const std::size_t bad = find_invalid(text_); bad != std::string_view::npos) {
            at_ = bad;
            fail(1, "this is not valid UTF-8", "save the file as UTF-8");
        } else {
            JsonValue value;
            if (skip() && read_value(value) && skip()) {
                if (at_ == text_.size()) {
                    out.value = std::move(value);
                } else {
                    fail(1, "nothing may follow the end of the value");
                }
            }
        }
        out.error = std::move(error_);
        return out;
    }

  private:
    char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }

    bool fail(std::size_t length, std::string message, std::string hint = {}) {
        error_ = {span_from(at_, std::min(at_ + length, text_.size())), std::move(message), std::move(hint)};
        return false;
    }

    static Span span_from(std::size_t begin, std::size_t end) {
        return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    }

    /// White space and comments.
    bool skip() {
        while (at_ < text_.size()) {
            const char c = text_[at_];
            if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
                ++at_;
            } else if (text_.substr(at_, 2) == "//") {
                at_ = std::min(text_.find('\n', at_), text_.size());
            } else if (text_.substr(at_, 2) == "/*") {
                const std::size_t end = text_.find("*/", at_ + 2);
                if (end == std::string_view::npos)
                    return fail(2, "this comment has no end", "close it with */");
                at_ = end + 2;
            } else {
                break;
            }
        }
        return true;
    }

    bool read_value(JsonValue& out) {
        const std::size_t begin = at_;
        bool ok = false;
        switch (peek()) {
            case '{':
                ok = read_object(out);
                break;
            case '[':
                ok = read_array(out);
                break;
            case '"':
                out.kind = JsonKind::string;
                ok = read_string(out.string);
                break;
            default:
                ok = read_scalar(out);
                break;
        }
        out.span = span_from(begin, at_);
        return ok;
    }

    bool enter() {
        if (++depth_ <= limits::json_depth) return true;
        return fail(1, fmt::format("nested deeper than {} levels", limits::json_depth));
    }

    /// After an item: true where another follows; `done` where the bracket closed.
    bool read_separator(char close, std::size_t open, bool& done) {
        if (!skip()) return false;
        if (peek() == ',') {
            ++at_;
            if (!skip()) return false;
        } else if (peek() != close) {
            if (at_ >= text_.size()) {
                at_ = open;
                return fail(1, fmt::format("this '{}' is never closed", text_[open]));
            }
            return fail(1, fmt::format("expected ',' or '{}' here", close),
                        peek() == '"' ? "a comma is missing before it" : "");
        }
        if (peek() == close) {
            ++at_;
            done = true;
        }
        return true;
    }

    bool read_object(JsonValue& out) {
        out.kind = JsonKind::object;
        if (!enter()) return false;
        const std::size_t open = at_++;
        if (!skip()) return false;
        bool done = peek() == '}';
        if (done) ++at_;
        while (!done) {
            JsonMember member;
            const std::size_t begin = at_;
            if (peek() != '"') return missing_item(open, "expected a name in double quotes here");
            if (!read_string(member.key)) return false;
            member.key_span = span_from(begin, at_);
            if (!skip()) return false;
            if (peek() != ':') return fail(1, fmt::format("expected ':' after \"{}\"", member.key));
            ++at_;
            if (!skip() || !read_value(member.value)) return false;
            out.members.push_back(std::move(member));
            if (!read_separator('}', open, done)) return false;
        }
        --depth_;
        return true;
    }

    bool read_array(JsonValue& out) {
        out.kind = JsonKind::array;
        if (!enter()) return false;
        const std::size_t open = at_++;
        if (!skip()) return false;
        bool done = peek() == ']';
        if (done) ++at_;
        while (!done) {
            if (at_ >= text_.size()) return missing_item(open, "");
            out.items.emplace_back();
            if (!read_value(out.items.back())) return false;
            if (!read_separator(']', open, done)) return false;
        }
        --depth_;
        return true;
    }

    bool missing_item(std::size_t open, std::string message) {
        if (at_ < text_.size()) return fail(1, std::move(message));
        at_ = open;
        return fail(1, fmt::format("this '{}' is never closed", text_[open]));
    }

    bool read_string(std::string& out) {
        const std::size_t open = at_++;
        while (at_ < text_.size() && text_[at_] != '"') {
            const char c = text_[at_];
            if (static_cast<unsigned char>(c) < 0x20) {
                if (c == '\n' || c == '\r') break;
                return fail(1, "a control character inside a string", "write it as an escape: \\t, \\u001f");
            }
            if (c != '\\') {
                out += c;
                ++at_;
            } else if (!read_escape(out)) {
                return false;
            }
        }
        if (peek() == '"') {
            ++at_;
            return true;
        }
        const std::size_t length = at_ - open;
        at_ = open;
        return fail(length, "this string has no closing quote on its line");
    }

    bool read_escape(std::string& out) {
        static constexpr std::string_view names = "\"\\/bfnrt", values = "\"\\/\b\f\n\r\t";
        const char c = at_ + 1 < text_.size() ? text_[at_ + 1] : '\0';
        if (const std::size_t known = names.find(c); c != '\0' && known != std::string_view::npos) {
            out += values[known];
            at_ += 2;
            return true;
        }
        if (c != 'u')
            return fail(2, "an escape that JSON does not have", "a backslash itself is written \\\\");
        char32_t unit = 0;
        if (!read_unit(unit)) return false;
        if (unit >= 0xDC00 && unit < 0xE000) return fail(1, "half of a surrogate pair before this place");
        if (unit >= 0xD800 && unit < 0xDC00) {
            char32_t low = 0;
            if (text_.substr(at_, 2) != "\\u") return fail(1, "half of a surrogate pair before this place");
            if (!read_unit(low)) return false;
            if (low < 0xDC00 || low >= 0xE000) return fail(1, "half of a surrogate pair before this place");
            unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
        }
        append_utf8(out, unit);
        return true;
    }

    bool read_unit(char32_t& unit) {
        const std::string_view digits = text_.substr(at_ + 2, 4);
        std::uint32_t value = 0;
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, 16);
        if (digits.size() != 4 || error != std::errc{} || end != digits.data() + 4) {
            return fail(2, "\\u is followed by four hexadecimal digits");
        }
        unit = value;
        at_ += 6;
        return true;
    }

    bool read_scalar(JsonValue& out) {
        std::size_t end = at_;
        while (end < text_.size() &&
               std::string_view(" \t\r\n,:[]{}\"/").find(text_[end]) == std::string_view::npos)
            ++end;
        const std::string_view word = text_.substr(at_, end - at_);
        if (word == "true" || word == "false") {
            out.kind = JsonKind::boolean;
            out.boolean = word == "true";
        } else if (word == "null") {
            out.kind = JsonKind::null;
        } else if (is_number(word) && to_number(word, out.number)) {
            out.kind = JsonKind::number;
        } else if (at_ >= text_.size()) {
            return fail(0, "the text ends where a value is expected");
        } else if (!word.empty() && is_number(word)) {
            return fail(word.size(), "a number outside what can be held");
        } else {
            return fail(std::max<std::size_t>(word.size(), 1), "expected a value here",
                        word.empty() ? "" : "text stands in double quotes");
        }
        at_ = end;
        return true;
    }

    /// -? (0 | [1-9][0-9]*) (. [0-9]+)? ([eE] [+-]? [0-9]+)?
    static bool is_number(std::string_view word) {
        std::size_t i = 0;
        const auto digits = [&] {
            const std::size_t from = i;
            while (i < word.size() && is_digit(word[i])) ++i;
            return i - from;
        };
        if (i < word.size() && word[i] == '-') ++i;
        const bool zero = i < word.size() && word[i] == '0';
        const std::size_t whole = digits();
        if (whole == 0 || (zero && whole > 1)) return false;
        if (i < word.size() && word[i] == '.') {
            ++i;
            if (digits() == 0) return false;
        }
        if (i < word.size() && (word[i] == 'e' || word[i] == 'E')) {
            ++i;
            if (i < word.size() && (word[i] == '+' || word[i] == '-')) ++i;
            if (digits() == 0) return false;
        }
        return i == word.size();
    }

    static bool to_number(std::string_view word, double& out) {
        const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), out);
        return error == std::errc{} && end == word.data() + word.size() && std::isfinite(out);
    }

    std::string_view text_;
    std::size_t at_ = 0;
    std::size_t depth_ = 0;
    JsonSyntaxError error_;
};

}  // namespace

std::string_view kind_words(JsonKind kind) {
    switch (kind) {
        case JsonKind::null:
            return "null";
        case JsonKind::boolean:
            return "true or false";
        case JsonKind::number:
            return "a number";
        case JsonKind::string:
            return "a string";
        case JsonKind::array:
            return "a list";
        case JsonKind::object:
            return "an object";
    }
    return "null";
}

const JsonValue* JsonValue::find(std::string_view key) const {
    for (const JsonMember& member : members) {
        if (member.key == key) return &member.value;
    }
    return nullptr;
}

JsonText parse_json(std::string_view text) {
    return Reader(text).read();
}

}  // namespace clausemark
