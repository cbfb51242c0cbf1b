// SPDX-License-Identifier: Apache-2.0
// Reading front matter line by line. See front_matter.h. Indentation makes nested keys and lists; quoted
// strings, flow lists ([a, b]), flow maps of these ({k: [a, b]}) and block scalars (| and >) are known, and
// so are values that go on over the next lines; anchors and tags are not.
#include "parser/formats/front_matter.h"

#include <algorithm>
#include <string>
#include <vector>

namespace clausemark {
namespace {

constexpr std::string_view blanks = " \t\r";

struct Line {
    std::size_t begin = 0;  ///< of its text without indentation
    std::size_t indent = 0;
    std::string_view text;  ///< trimmed
};

std::string_view trim(std::string_view s) {
    const std::size_t first = s.find_first_not_of(blanks);
    if (first == std::string_view::npos) return {};
    return s.substr(first, s.find_last_not_of(blanks) - first + 1);
}

/// Drops a comment: '#' at the beginning or after a blank, outside quotes.
std::string_view without_comment(std::string_view s) {
    char quote = 0;
    for (std::size_t i = 0; i < s.size(); ++i) {
        if (quote != 0) {
            if (s[i] == '\\' && quote == '"')
                ++i;
            else if (s[i] == quote)
                quote = 0;
        } else if ((s[i] == '"' || s[i] == '\'') &&
                   (i == 0 || s[i - 1] == ' ' || s[i - 1] == '[' || s[i - 1] == ',')) {
            quote = s[i];
        } else if (s[i] == '#' && (i == 0 || s[i - 1] == ' ' || s[i - 1] == '\t')) {
            return trim(s.substr(0, i));
        }
    }
    return s;
}

class FrontMatter {
  public:
    FrontMatter(DocumentBuilder& builder, std::size_t begin, std::size_t end, char separator)
        : builder_(builder), all_(builder.source()), end_(end), at_(begin), separator_(separator) {}

    /// False where no line looks like front matter: then it is a page that begins with a rule.
    bool read();

  private:
    struct Key {
        std::size_t indent;
        std::string name;
    };

    bool next(Line& line);
    void read_line(const Line& line);
    std::size_t key_end(std::string_view text) const;
    std::string scalar(std::string_view text);
    std::string flow_list(std::string_view text);
    void flow_map(std::string_view text, std::size_t begin);
    void block_scalar(const Line& key, char style);
    void value(std::string_view text, std::size_t indent);
    std::string gather(std::string_view text, std::size_t indent, std::size_t& last);
    void add(std::string_view name, std::string value, std::size_t begin, std::size_t end);
    std::string path() const;
    void flush_list();

    DocumentBuilder& builder_;
    std::string_view all_;
    std::size_t end_;
    std::size_t at_;
    char separator_;
    bool malformed_ = false;
    bool awaits_value_ = false;  ///< nothing stands behind the last key's colon
    std::vector<Key> keys_;      ///< open nested keys, outermost first
    std::string table_;          ///< TOML's [table]
    std::string list_;           ///< items of the block list under keys_
    std::size_t list_begin_ = 0;
    std::size_t list_end_ = 0;
};

bool FrontMatter::next(Line& line) {
    if (at_ >= end_) return false;
    const std::size_t newline = std::min(all_.find('\n', at_), end_);
    const std::string_view raw = all_.substr(at_, newline - at_);
    const std::size_t first = std::min(raw.find_first_not_of(blanks), raw.size());
    line = {at_ + first, first, trim(raw)};
    at_ = newline + 1;
    return true;
}

/// Where the key of "key: value" ends; npos where the line is none.
std::size_t FrontMatter::key_end(std::string_view text) const {
    if (text.empty()) return std::string_view::npos;
    std::size_t from = 0;
    if (text[0] == '"' || text[0] == '\'') from = text.find(text[0], 1);
    if (from == std::string_view::npos) return from;
    for (std::size_t i = text.find(separator_, from); i != std::string_view::npos;
         i = text.find(separator_, i + 1)) {
        if (i == 0) break;
        if (separator_ == '=' || i + 1 == text.size() || text[i + 1] == ' ' || text[i + 1] == '\t') return i;
    }
    return std::string_view::npos;
}

std::string FrontMatter::scalar(std::string_view text) {
    if (text.empty() || (text[0] != '"' && text[0] != '\'')) return std::string(text);
    const char quote = text[0];
    std::string value;
    for (std::size_t i = 1; i < text.size(); ++i) {
        const char c = text[i];
        if (c == quote) {
            if (quote == '\'' && i + 1 < text.size() && text[i + 1] == '\'') {
                value += text[++i];
                continue;
            }
            if (i + 1 != text.size()) malformed_ = true;
            return value;
        }
        if (c == '\\' && quote == '"' && i + 1 < text.size()) {
            const char escaped = text[++i];
            value += escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped;
        } else {
            value += c;
        }
    }
    malformed_ = true;  // the quote is not closed
    return value;
}

std::string FrontMatter::flow_list(std::string_view text) {
    if (text.back() != ']') {
        malformed_ = true;
    } else {
        text.remove_suffix(1);
    }
    text.remove_prefix(1);
    std::string joined;
    std::size_t begin = 0;
    char quote = 0;
    for (std::size_t i = 0; i <= text.size(); ++i) {
        if (i < text.size() && quote != 0) {
            if (text[i] == quote) quote = 0;
            continue;
        }
        if (i < text.size() && (text[i] == '"' || text[i] == '\'') &&
            trim(text.substr(begin, i - begin)).empty())
            quote = text[i];
        if (i < text.size() && text[i] != ',') continue;
        const std::string_view item = trim(text.substr(begin, i - begin));
        begin = i + 1;
        if (item.empty()) continue;
        if (!joined.empty()) joined += ", ";
        joined += scalar(item);
    }
    return joined;
}

/// Adds the values of "{key: value, other: [a, b]}" below the open keys. Deeper maps are malformed.
void FrontMatter::flow_map(std::string_view text, std::size_t begin) {
    if (text.size() < 2 || text.back() != '}') {
        malformed_ = true;
        return;
    }
    const std::string above = path();
    const std::size_t end = text.size() - 1;
    std::size_t from = 1;
    char quote = 0;
    bool in_list = false;
    for (std::size_t i = 1; i <= end; ++i) {
        const char c = text[i];
        if (i < end && quote != 0) {
            if (c == quote) quote = 0;
            continue;
        }
        const bool begins = std::string_view(" ,{[:").find(text[i - 1]) != std::string_view::npos;
        if (begins && (c == '"' || c == '\'')) quote = c;
        if (c == '[' || c == ']') in_list = c == '[';
        if (c == '{') malformed_ = true;
        if (i < end && (c != ',' || in_list)) continue;
        const std::string_view pair = trim(text.substr(from, i - from));
        from = i + 1;
        if (pair.empty()) continue;
        const std::size_t colon = key_end(pair);
        if (colon == std::string_view::npos) {
            malformed_ = true;
            continue;
        }
        const std::string_view value = trim(pair.substr(colon + 1));
        if (value.empty()) continue;
        const std::size_t at = begin + static_cast<std::size_t>(value.data() - text.data());
        add(above + "." + scalar(trim(pair.substr(0, colon))),
            value[0] == '[' ? flow_list(value) : scalar(value), at, at + value.size());
    }
}

void FrontMatter::block_scalar(const Line& key, char style) {
    std::string value;
    std::size_t last = key.begin + key.text.size();
    const std::size_t first = std::min(at_, end_);
    while (at_ < end_) {
        const std::size_t before = at_;
        Line line;
        next(line);
        if (!line.text.empty() && line.indent <= key.indent) {
            at_ = before;
            break;
        }
        if (!value.empty()) value += style == '|' ? '\n' : ' ';
        value += line.text;
        if (!line.text.empty()) last = line.begin + line.text.size();
    }
    while (!value.empty() && (value.back() == ' ' || value.back() == '\n')) value.pop_back();
    add(path(), std::move(value), std::min(first, last), last);
}

/// Whether nothing of the value can follow on the next line: a quote or a bracket that is not closed goes on,
/// and a plain value may. `from` is how far a quoted one was looked through, so that each byte is read once.
bool is_whole(std::string_view text, std::size_t& from) {
    if (text[0] == '[') return text.back() == ']';
    for (; from < text.size(); ++from) {
        if (text[from] == '\\' && text[0] == '"') {
            ++from;
        } else if (text[from] == text[0]) {
            if (text[0] == '"' || from + 1 == text.size() || text[from + 1] != '\'') return true;
            ++from;
        }
    }
    return false;
}

/// The value with the lines that it goes on over, which are set deeper than its key; blanks for their ends.
std::string FrontMatter::gather(std::string_view text, std::size_t indent, std::size_t& last) {
    const bool plain = std::string_view("\"'[").find(text[0]) == std::string_view::npos;
    std::string joined(text);
    std::size_t looked_through = 1;
    while (at_ < end_ && (plain || !is_whole(joined, looked_through))) {
        const std::size_t before = at_;
        Line line;
        next(line);
        const bool item = line.text == "-" || line.text.starts_with("- ");
        const bool other = line.text.empty() || line.indent <= indent || line.text[0] == '#' ||
                           (plain && (item || key_end(line.text) != std::string_view::npos));
        if (other && !(text[0] == '[' && line.text == "]")) {
            at_ = before;
            break;
        }
        const std::string_view more = without_comment(line.text);
        joined += ' ';
        joined += more;
        last = line.begin + more.size();
    }
    return joined;
}

/// The value of the last key, or the beginning of one.
void FrontMatter::value(std::string_view text, std::size_t indent) {
    const auto begin = static_cast<std::size_t>(text.data() - all_.data());
    std::size_t last = begin + text.size();
    const std::string whole =
        separator_ == ':' || text[0] == '[' ? gather(text, indent, last) : std::string(text);
    add(path(), text[0] == '[' ? flow_list(whole) : scalar(whole), begin, last);
}

std::string FrontMatter::path() const {
    std::string joined = table_;
    for (const Key& key : keys_) {
        if (!joined.empty()) joined += '.';
        joined += key.name;
    }
    return joined;
}

void FrontMatter::add(std::string_view name, std::string value, std::size_t begin, std::size_t end) {
    if (name == "title" || name == "Title") builder_.set_title(value);
    if (name == "lang" || name == "language") builder_.set_language(value);
    builder_.add_property(name, std::move(value),
                          {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
}

void FrontMatter::flush_list() {
    if (list_end_ == 0) return;
    add(path(), std::move(list_), list_begin_, list_end_);
    list_.clear();
    list_end_ = 0;
}

void FrontMatter::read_line(const Line& line) {
    std::string_view text = line.text;
    if (text.empty() || text[0] == '#') return;
    const bool item = text == "-" || text.starts_with("- ");
    if (item && separator_ == ':') {
        if (keys_.empty()) {
            malformed_ = true;
            return;
        }
        awaits_value_ = false;
        const std::string_view written = without_comment(trim(text.substr(1)));
        if (list_end_ == 0) list_begin_ = line.begin;
        if (!list_.empty()) list_ += ", ";
        list_end_ = line.begin + text.size();
        if (!written.empty()) list_ += scalar(gather(written, line.indent, list_end_));
        return;
    }
    flush_list();
    if (separator_ == '=' && text.front() == '[' && text.back() == ']') {
        table_ = std::string(trim(text.substr(1, text.size() - 2)));
        keys_.clear();
        return;
    }
    const std::size_t colon = key_end(text);
    if (colon == std::string_view::npos) {
        if (separator_ == ':' && awaits_value_ && line.indent > keys_.back().indent)
            value(without_comment(text), keys_.back().indent);
        else
            malformed_ = true;
        awaits_value_ = false;
        return;
    }
    // Deeper keys than a few levels state nothing about a page; they hang from the last level kept.
    constexpr std::size_t levels = 8;
    while (!keys_.empty() && (keys_.back().indent >= line.indent || keys_.size() >= levels)) keys_.pop_back();
    keys_.push_back({line.indent, scalar(trim(text.substr(0, colon)))});
    const std::string_view written = without_comment(trim(text.substr(colon + 1)));
    awaits_value_ = written.empty();
    if (written.empty()) return;  // nested keys, a list or the value follow, or it has none
    if (separator_ == ':' && (written[0] == '|' || written[0] == '>') && written.size() <= 2) {
        block_scalar(line, written[0]);
    } else if (written[0] == '{') {
        flow_map(written, static_cast<std::size_t>(written.data() - all_.data()));
    } else {
        if (written[0] == '&' || written[0] == '*' || written[0] == '!') malformed_ = true;
        value(written, line.indent);
    }
}

bool FrontMatter::read() {
    // Looks before it adds: a page may begin with a rule and have another one later.
    const std::size_t begin = at_;
    std::size_t keys = 0;
    std::size_t others = 0;
    for (Line line; next(line);) {
        if (line.text.empty() || line.text[0] == '#' || line.text.starts_with("- ") || line.indent > 0)
            continue;
        ++(key_end(line.text) != std::string_view::npos ? keys : others);
    }
    if (keys == 0 || others > keys) return false;
    at_ = begin;
    for (Line line; next(line);) {
        read_line(line);
        if (malformed_) builder_.flag_front_matter(line.begin);
        malformed_ = false;
    }
    flush_list();
    return true;
}

}  // namespace

std::size_t read_front_matter(DocumentBuilder& builder) {
    const std::string_view all = builder.source();
    const bool yaml = all.starts_with("---");
    if (!yaml && !all.starts_with("+++")) return 0;
    const std::string_view fence = all.substr(0, 3);
    std::size_t newline = all.find('\n');
    if (newline == std::string_view::npos || !trim(all.substr(3, newline - 3)).empty()) return 0;
    const std::size_t begin = newline + 1;
    if (begin < all.size() && (all[begin] == '\n' || all[begin] == '\r')) return 0;  // a rule
    for (std::size_t at = begin; at < all.size(); at = newline + 1) {
        newline = std::min(all.find('\n', at), all.size());
        const std::string_view line = all.substr(at, newline - at);
        const bool ends =
            (line.starts_with(fence) || (yaml && line.starts_with("..."))) && trim(line.substr(3)).empty();
        if (!ends) continue;
        FrontMatter front(builder, begin, at, yaml ? ':' : '=');
        return front.read() ? std::min(newline + 1, all.size()) : 0;
    }
    return 0;
}

}  // namespace clausemark
