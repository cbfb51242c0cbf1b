// SPDX-License-Identifier: Apache-2.0
// Cuts a DokuWiki page into tokens: what begins, ends or stands inside which syntax mode. The wiki describes
// its syntax as modes (bold, list, table ...), each with the tokens it knows, tried in a fixed order at the
// leftmost place; this lexer keeps that order, so that odd markup reads as it does in the wiki. What a token
// means is left to dokuwiki_calls.h.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "parser/core/span.h"

namespace clausemark::dokuwiki {

enum class Mode : std::uint8_t {
    base,
    footnote,
    list,
    table,
    quote,
    strong,
    emphasis,
    underline,
    monospace,
    subscript,
    superscript,
    deleted,
    // Below, nothing but the end of the mode is markup.
    preformatted,
    nowiki,
    percent,
    php,
    php_block,
    html,
    html_block,
    code,
    file,
};

enum class Special : std::uint8_t {
    none,
    header,
    rule,
    eol,
    line_break,
    hidden,  ///< a macro, or an icon: nothing to read
    entity,
    multiply,  ///< 640x480
    quote_opening,
    quote_closing,
    link,
    media,
    address,  ///< a bare URL or file share
    mail,
    directive,
    data,
};

struct Token {
    enum class Kind : std::uint8_t { text, enter, exit, inside, special };
    Kind kind = Kind::text;
    Mode mode = Mode::base;  ///< the mode it is read in; for `enter` the one that begins
    Special special = Special::none;
    Span span;
};

/// A typographic replacement the wiki makes by default.
struct Entity {
    std::string_view written;
    std::string_view shown;
};
const Entity& entity_at(std::string_view all, std::size_t at);

/// What text may stand in a mail address before and after its @; shared with links in brackets. Returns the
/// length of the domain at the beginning of `text`, 0 for none.
std::size_t domain_length(std::string_view text);
bool is_mail_char(char c);

class Lexer {
  public:
    /// `page` begins and ends with a line feed and has no carriage return before one. Kept by reference.
    explicit Lexer(std::string_view page);

    /// The next token in order, or false at the end. Amortised O(its bytes): searches that look ahead are
    /// kept.
    bool next(Token& token);

  private:
    struct Match {
        std::size_t length = 0;
        Token::Kind kind = Token::Kind::special;
        Mode mode = Mode::base;
        Special special = Special::none;
        explicit operator bool() const { return length > 0; }
    };
    /// Forward search that never looks at a byte twice, given that `from` never decreases.
    struct Finder {
        std::string_view needle;
        std::size_t place = 0;
        bool searched = false;
        std::size_t next(std::string_view all, std::size_t from);
    };

    Match match_leaf(std::size_t& at) const;
    Match match_inline(std::size_t at);
    Match at_line_feed(std::size_t at);
    Match at_blank(std::size_t at);
    Match at_angle(std::size_t at);
    Match at_word(std::size_t at);
    Match header(std::size_t at, std::size_t equals);
    Match pair(std::size_t at, std::string_view mark, std::string_view end, Mode mode);
    Match tag(std::size_t at, std::string_view open, std::string_view close, Mode mode);
    Match directive(std::size_t at, std::string_view open, Finder& close);
    Match smiley(std::size_t at) const;
    Match mail(std::size_t at) const;
    Match link(std::size_t at);
    Match media(std::size_t at);
    Match data_block(std::size_t at);
    Match double_quote(std::size_t at) const;
    Match multiply(std::size_t at) const;
    Match share(std::size_t at) const;

    std::size_t list_mark(std::size_t line_feed);
    std::size_t blank_end(std::size_t at);
    bool later(std::string_view needle, std::size_t from);
    bool starts(std::size_t at, std::string_view what) const { return all_.substr(at).starts_with(what); }
    bool after_boundary(std::size_t at) const;
    char peek(std::size_t at) const { return at < all_.size() ? all_[at] : '\0'; }

    std::string_view all_;
    std::size_t floor_ = 0;  ///< end of the last token: nothing before it is seen, as in the wiki
    std::vector<Mode> modes_{Mode::base};
    Token waiting_;
    bool has_waiting_ = false;
    bool done_ = false;

    struct Last {
        std::string_view needle;
        std::size_t place;
    };
    std::vector<Last> last_places_;
    Span blank_;  ///< the run of blanks looked at last
    std::size_t list_at_ = 0, list_length_ = 0;
    std::size_t line_begin_ = 0, line_end_ = 0, line_text_end_ = 0;
    Finder link_end_{"]]"}, media_end_{"}}"}, brace_{"}"}, rule_line_{"\n----"};
    Finder html_comment_end_{"-->"}, comment_end_{"*/"}, macro_end_{"~~"};
};

}  // namespace clausemark::dokuwiki
