// SPDX-License-Identifier: Apache-2.0
// One pass with a stack of open brackets of its own. As in MediaWiki, only the innermost open bracket can be
// closed, a run of braces closes by threes and twos from its inner end, and `[[` protects the bars inside of
// it. Source of the rules: https://www.mediawiki.org/wiki/Preprocessor_ABNF and MediaWiki 1.39's observed
// behaviour.
#include "parser/formats/mediawiki_preprocess.h"

#include <algorithm>
#include <array>

namespace clausemark::mediawiki {
namespace {

/// A bracket that waits for its end. Its bars are on the scanner's stack of parts, from `parts` on.
struct Open {
    char kind;  ///< '{', '[', or '=' for a line that begins like a heading
    std::uint32_t at;
    std::uint32_t count;
    std::size_t parts;
    Part part;  ///< the part that is being read
};

constexpr auto special = [] {
    std::array<bool, 256> table{};
    for (const char c : {'<', '{', '[', '}', ']', '|', '=', '\n'})
        table[static_cast<unsigned char>(c)] = true;
    return table;
}();

class Scanner {
  public:
    Scanner(std::string_view source, Span range, std::vector<Token>& tokens, std::vector<Part>& parts)
        : text_(source.substr(0, range.end)),
          begin_(range.begin),
          end_(range.end),
          at_(range.begin),
          tokens_(tokens),
          parts_(parts) {}

    void run() {
        line_start(at_);
        while (at_ < end_) {
            switch (text_[at_]) {
                case '<':
                    angle();
                    break;
                case '{':
                case '[':
                    open();
                    break;
                case '}':
                case ']':
                    close();
                    break;
                case '|':
                    bar();
                    break;
                case '=':
                    equals();
                    break;
                case '\n':
                    line();
                    break;
                default:
                    while (++at_ < end_ && !special[static_cast<unsigned char>(text_[at_])]) {
                    }
            }
        }
    }

  private:
    std::uint32_t run_length(char c) const {
        std::uint32_t at = at_;
        while (at < end_ && text_[at] == c) ++at;
        return at - at_;
    }

    void line() {
        if (!stack_.empty() && stack_.back().kind == '=') stack_.pop_back();
        line_start(++at_);
    }

    /// A line of equals signs hides the brackets around it until it ends.
    void line_start(std::uint32_t at) {
        if (at >= end_ || text_[at] != '=') return;
        at_ = at;
        const std::uint32_t count = std::min<std::uint32_t>(run_length('='), 6);
        if (count == 1 && reads_equals()) return;
        stack_.push_back({'=', at, count, open_parts_.size(), {}});
        at_ += count;
    }

    bool in_braces() const { return !stack_.empty() && stack_.back().kind == '{'; }
    bool reads_equals() const {
        return in_braces() && open_parts_.size() > stack_.back().parts &&
               stack_.back().part.equals == nowhere;
    }

    void open() {
        const char c = text_[at_];
        const std::uint32_t count = run_length(c);
        if (count >= 2) {
            const std::uint32_t inside = at_ + count;
            stack_.push_back({c, at_, count, open_parts_.size(), {{inside, inside}, nowhere}});
        }
        at_ += count;
    }

    void close() {
        const char c = text_[at_];
        if (stack_.empty() || stack_.back().kind != (c == '}' ? '{' : '[')) {
            ++at_;
            return;
        }
        Open& top = stack_.back();
        const std::uint32_t most = c == '}' ? 3 : 2;
        const std::uint32_t matched = std::min({run_length(c), top.count, most});
        if (matched < 2) {
            ++at_;
            return;
        }
        top.count -= matched;
        const std::uint32_t first = top.at + top.count;
        if (c == '}') {
            top.part.source.end = at_;
            Token token;
            token.kind = matched == 3 ? Token::Kind::parameter : Token::Kind::call;
            token.source = {first, at_ + matched};
            token.inside = {first + matched, at_};
            token.parts_begin = static_cast<std::uint32_t>(parts_.size());
            parts_.insert(parts_.end(), open_parts_.begin() + static_cast<std::ptrdiff_t>(top.parts),
                          open_parts_.end());
            parts_.push_back(top.part);
            token.parts_end = static_cast<std::uint32_t>(parts_.size());
            tokens_.push_back(token);
        }
        open_parts_.resize(top.parts);
        if (top.count >= 2) {
            top.part = {{first, first}, nowhere};
        } else {
            stack_.pop_back();
        }
        at_ += matched;
    }

    void bar() {
        if (in_braces()) {
            Open& top = stack_.back();
            top.part.source.end = at_;
            open_parts_.push_back(top.part);
            top.part = {{at_ + 1, at_ + 1}, nowhere};
        }
        ++at_;
    }

    void equals() {
        if (reads_equals()) stack_.back().part.equals = at_;
        ++at_;
    }

    void angle() {
        if (text_.substr(at_).starts_with("<!--")) return comment();
        std::uint32_t name_end = at_ + 1;
        if (name_end < end_ && text_[name_end] == '/') ++name_end;
        while (name_end < end_ && is_letter(text_[name_end])) ++name_end;
        const std::string_view name = text_.substr(at_ + 1, name_end - at_ - 1);
        const Extension extension = extension_named(name);
        const bool ends = name_end < end_ && (is_space(text_[name_end]) || text_[name_end] == '>' ||
                                              text_.substr(name_end).starts_with("/>"));
        if (extension == Extension::none || !ends || name_end >= no_greater_) {
            ++at_;
            return;
        }
        const std::size_t greater = text_.find('>', name_end);
        if (greater == std::string_view::npos) {
            no_greater_ = name_end;
            ++at_;
            return;
        }
        tag(extension, name, static_cast<std::uint32_t>(greater));
    }

    void tag(Extension extension, std::string_view name, std::uint32_t greater) {
        Token token;
        token.kind = Token::Kind::extension;
        token.extension = extension;
        const std::uint32_t inside = greater + 1;
        token.source = {at_, inside};
        token.inside = {inside, inside};
        if (extension != Extension::transparent && text_[greater - 1] != '/') {
            Span end = closing_tag(name, inside);
            if (end.empty()) {
                if (extension != Extension::included_only) {
                    at_ = inside;
                    return;
                }
                end = {end_, end_};
            }
            token.inside.end = end.begin;
            token.source.end = end.end;
        }
        tokens_.push_back(token);
        at_ = token.source.end;
    }

    /// `</name  >` in any case, or nothing; a name that had none is not looked for again.
    Span closing_tag(std::string_view name, std::uint32_t from) {
        const std::string key = ascii_lower(name);
        if (std::find(unclosed_.begin(), unclosed_.end(), key) != unclosed_.end()) return {};
        for (std::size_t at = text_.find("</", from); at != std::string_view::npos;
             at = text_.find("</", at + 2)) {
            if (ascii_lower(text_.substr(at + 2, key.size())) != key) continue;
            std::size_t end = at + 2 + key.size();
            while (end < end_ && is_space(text_[end])) ++end;
            if (end < end_ && text_[end] == '>')
                return {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end + 1)};
        }
        unclosed_.push_back(key);
        return {};
    }

    /// A line that holds nothing but comments vanishes with its line end.
    void comment() {
        Token token;
        const std::size_t close = text_.find("-->", at_ + 4);
        const bool closed = close != std::string_view::npos;
        const std::uint32_t body_end = closed ? static_cast<std::uint32_t>(close) : end_;
        std::uint32_t after = closed ? body_end + 3 : end_;
        token.inside = {std::min(at_ + 4, body_end), body_end};
        token.source = {at_, after};
        const bool last_continues = !tokens_.empty() && tokens_.back().source.end == at_ && eating_;
        std::uint32_t before = at_;
        while (before > begin_ && (text_[before - 1] == ' ' || text_[before - 1] == '\t')) --before;
        const bool at_line_start = last_continues || (before > begin_ && text_[before - 1] == '\n');
        eating_ = false;
        if (closed && at_line_start) {
            std::uint32_t blank = after;
            while (blank < end_ && (text_[blank] == ' ' || text_[blank] == '\t')) ++blank;
            if (last_continues || only_comments(blank)) {
                token.source.begin = last_continues ? at_ : before;
                const bool more = text_.substr(blank).starts_with("<!--");
                token.source.end = after = more ? blank : blank + 1;
                eating_ = more;
                tokens_.push_back(token);
                at_ = after;
                if (!more) line_start(at_);
                return;
            }
        }
        tokens_.push_back(token);
        at_ = after;
    }

    /// True where comments and blanks alone lead from `at` to the end of the line.
    bool only_comments(std::uint32_t at) {
        while (text_.substr(at).starts_with("<!--")) {
            const std::size_t close = text_.find("-->", at + 4);
            if (close == std::string_view::npos) return false;
            at = static_cast<std::uint32_t>(close) + 3;
            while (at < end_ && (text_[at] == ' ' || text_[at] == '\t')) ++at;
        }
        return at < end_ && text_[at] == '\n';
    }

    std::string_view text_;
    std::uint32_t begin_;
    std::uint32_t end_;
    std::uint32_t at_;
    std::uint32_t no_greater_ = nowhere;
    bool eating_ = false;  ///< inside a line of comments that vanishes
    std::vector<Token>& tokens_;
    std::vector<Part>& parts_;
    std::vector<Open> stack_;
    std::vector<Part> open_parts_;
    std::vector<std::string> unclosed_;
};

}  // namespace

Segment Tokens::scan(Span range) {
    const auto first = static_cast<std::uint32_t>(all_.size());
    Scanner(source_, range, all_, parts_).run();
    const auto last = static_cast<std::uint32_t>(all_.size());
    std::sort(all_.begin() + first, all_.end(),
              [](const Token& a, const Token& b) { return a.source.begin < b.source.begin; });
    for (std::uint32_t i = last; i-- > first;) {
        all_[i].next = i + 1;
        while (all_[i].next < last && all_[all_[i].next].source.begin < all_[i].source.end)
            all_[i].next = all_[all_[i].next].next;
    }
    return {first, last};
}

std::uint32_t Tokens::first_from(Segment segment, std::uint32_t place) const {
    const auto from = all_.begin() + segment.first;
    const auto found =
        std::lower_bound(from, all_.begin() + segment.last, place,
                         [](const Token& token, std::uint32_t at) { return token.source.begin < at; });
    return static_cast<std::uint32_t>(found - all_.begin());
}

}  // namespace clausemark::mediawiki
