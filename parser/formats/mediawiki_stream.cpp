// SPDX-License-Identifier: Apache-2.0
// Copies what tokens leave over, and calms HTML tags down. See mediawiki_stream.h.
#include "parser/formats/mediawiki_stream.h"

#include <algorithm>

#include "parser/formats/mediawiki_names.h"

namespace clausemark::mediawiki {
namespace {

std::uint32_t length(std::string_view s) {
    return static_cast<std::uint32_t>(s.size());
}

/// The character that a call such as {{!}} stands for, or nothing.
std::string_view character_call(std::string_view name) {
    name = trim(name);
    if (name == "!") return "|";
    if (name == "=") return "=";
    return {};
}

/// Length of "__WORD__" at a place, where it is a behaviour switch.
std::uint32_t behaviour_switch(std::string_view text, std::uint32_t at) {
    std::uint32_t behind = at + 2;
    while (behind < text.size() && behind - at < 28 && is_letter(text[behind])) ++behind;
    if (behind == at + 2 || text.substr(behind, 2) != "__") return 0;
    return is_behaviour_switch(text.substr(at + 2, behind - at - 2)) ? behind + 2 - at : 0;
}

class Maker {
  public:
    Maker(std::string_view source, const Tokens& tokens, Segment segment, Stream& out)
        : source_(source), tokens_(tokens), segment_(segment), out_(out) {}

    void run(Span range) {
        open_.push_back({range.begin, range.end, tokens_.first_from(segment_, range.begin)});
        while (!open_.empty()) {
            Range& top = open_.back();
            if (top.next == segment_.last || tokens_[top.next].source.begin >= top.end) {
                copy({top.at, top.end});
                open_.pop_back();
                continue;
            }
            const std::uint32_t index = top.next;
            const Token& token = tokens_[index];
            copy({top.at, token.source.begin});
            top.at = token.source.end;
            top.next = token.next;
            take(token, index);  // may grow open_: top is not valid behind this
        }
    }

  private:
    struct Range {
        std::uint32_t at;
        std::uint32_t end;
        std::uint32_t next;  ///< token
    };

    /// Behaviour switches vanish here, since what is left of a line decides what the line is.
    void copy(Span span) {
        std::size_t at = span.begin;
        const std::string_view all = source_.substr(0, span.end);
        for (at = all.find("__", at); at != std::string_view::npos; at = all.find("__", at)) {
            const std::uint32_t length = behaviour_switch(all, static_cast<std::uint32_t>(at));
            if (length > 0) {
                copy_plain({span.begin, static_cast<std::uint32_t>(at)});
                span.begin = static_cast<std::uint32_t>(at) + length;
            }
            at += std::max<std::uint32_t>(length, 1);
        }
        copy_plain(span);
    }

    void copy_plain(Span span) {
        if (span.empty()) return;
        out_.pieces.push_back({length(out_.text), span, Piece::plain});
        out_.text += span.of(source_);
    }

    void mark(Span span, std::uint32_t token, std::string_view text) {
        out_.pieces.push_back({length(out_.text), span, token});
        out_.text += text;
    }

    void take(const Token& token, std::uint32_t index) {
        switch (token.kind) {
            case Token::Kind::comment:
                if (ascii_lower(trim(token.inside.of(source_)).substr(0, 10)) == "clausemark")
                    out_.comments.push_back({length(out_.text), token.inside, token.source});
                return;
            case Token::Kind::extension:
                if (token.extension != Extension::transparent && token.extension != Extension::included_only)
                    mark(token.source, index, {&marker, 1});
                return;
            case Token::Kind::parameter:
                // Seen on its own page, a parameter shows its default, or itself.
                if (token.parts_end - token.parts_begin > 1) {
                    const Span value = tokens_.part(token.parts_begin + 1).source;
                    open_.push_back({value.begin, value.end, tokens_.first_from(segment_, value.begin)});
                } else {
                    as_text(token);
                }
                return;
            case Token::Kind::call:
                if (!callable(index)) return as_text(token);
                break;
        }
        const std::string_view character = character_call(token.inside.of(source_));
        mark(token.source, character.empty() ? index : Piece::replaced,
             character.empty() ? std::string_view(&marker, 1) : character);
    }

    /// Whether what stands before the first bar may name a template or a function. What is nested in it may.
    bool callable(std::uint32_t index) const {
        const Span name = tokens_.part(tokens_[index].parts_begin).source;
        std::string written;
        std::uint32_t at = name.begin;
        for (std::uint32_t i = index + 1; i < segment_.last && tokens_[i].source.begin < name.end;
             i = tokens_[i].next) {
            const Token& inner = tokens_[i];
            if (inner.kind == Token::Kind::parameter && inner.parts_end - inner.parts_begin == 1)
                return false;
            written += Span{at, inner.source.begin}.of(source_);
            if (inner.kind == Token::Kind::call || inner.kind == Token::Kind::parameter) written += '.';
            at = inner.source.end;
        }
        written += Span{at, name.end}.of(source_);
        const std::string_view plain = trim(written);
        return !plain.empty() && (plain.find(':') != std::string_view::npos || plain.starts_with('#') ||
                                  plain.find_first_of("<>[]{}\n") == std::string_view::npos);
    }

    /// Braces that mean nothing, around what may.
    void as_text(const Token& token) {
        copy({token.source.begin, token.inside.begin});
        open_.push_back(
            {token.inside.begin, token.source.end, tokens_.first_from(segment_, token.inside.begin)});
    }

    std::string_view source_;
    const Tokens& tokens_;
    Segment segment_;
    Stream& out_;
    std::vector<Range> open_;
};

void calm_tags(std::string& text) {
    for (std::size_t at = text.find('<'); at != std::string::npos; at = text.find('<', at + 1)) {
        const Tag tag = read_tag(text, static_cast<std::uint32_t>(at));
        if (tag.length == 0) continue;
        const std::size_t first = at + 1 + (tag.closing ? 1 : 0) + tag.name.size();
        for (std::size_t i = first; i + 1 < at + tag.length; ++i) {
            const char c = text[i];
            if (c == '\n' || c == '|' || c == '!' || c == '[' || c == ']' || c == '\'' || c == '_' ||
                c == ':')
                text[i] = ' ';
        }
        at += tag.length - 1;
    }
}

}  // namespace

std::size_t Stream::piece_at(std::uint32_t at) const {
    const auto holds = [&](std::size_t i) {
        return i < pieces.size() && pieces[i].at <= at && (i + 1 == pieces.size() || at < pieces[i + 1].at);
    };
    if (holds(hint_)) return hint_;
    if (holds(hint_ + 1)) return ++hint_;
    const auto behind =
        std::upper_bound(pieces.begin(), pieces.end(), at,
                         [](std::uint32_t place, const Piece& piece) { return place < piece.at; });
    hint_ = behind == pieces.begin() ? 0 : static_cast<std::size_t>(behind - pieces.begin()) - 1;
    return hint_;
}

Stream make_stream(std::string_view source, const Tokens& tokens, Segment segment, Span range) {
    Stream stream;
    stream.segment = segment;
    stream.text.reserve(
        std::min<std::size_t>(range.size(), 64u << 10));  // nested ranges are mostly not copied
    Maker(source, tokens, segment, stream).run(range);
    calm_tags(stream.text);
    return stream;
}

Tag read_tag(std::string_view text, std::uint32_t at) {
    Tag tag;
    std::size_t here = at + 1;
    if (here < text.size() && text[here] == '/') {
        tag.closing = true;
        ++here;
    }
    const std::size_t name = here;
    if (here >= text.size() || !is_letter(text[here])) return {};
    while (here < text.size() && !is_space(text[here]) && text[here] != '/' && text[here] != '>' &&
           text[here] != '<')
        ++here;
    tag.name = text.substr(name, here - name);
    tag.element = element_named(tag.name);
    if (tag.element == Element::none) return {};
    const std::size_t end = text.find_first_of("<>", here);
    if (end == std::string_view::npos || text[end] == '<') return {};
    tag.empty = text[end - 1] == '/';
    tag.length = static_cast<std::uint32_t>(end + 1 - at);
    return tag;
}

}  // namespace clausemark::mediawiki
