// SPDX-License-Identifier: Apache-2.0
// From tokens to calls. See dokuwiki_calls.h.
#include "parser/formats/dokuwiki_calls.h"

#include "parser/formats/dokuwiki_lexer.h"

namespace clausemark::dokuwiki {
namespace {

class Reader {
  public:
    explicit Reader(std::string_view page) : page_(page) { calls_.reserve(page.size() / 16 + 16); }

    std::vector<Call> read() {
        Lexer lexer(page_);
        Token token;
        while (lexer.next(token)) {
            switch (token.kind) {
                case Token::Kind::text:
                    text(token);
                    break;
                case Token::Kind::enter:
                    enter(token);
                    break;
                case Token::Kind::exit:
                    leave(token);
                    break;
                case Token::Kind::inside:
                    inside(token);
                    break;
                case Token::Kind::special:
                    special(token);
                    break;
            }
        }
        close_all();
        return std::move(calls_);
    }

  private:
    struct Table {
        std::size_t row;        ///< its open row
        std::size_t last_cell;  ///< of that row; what follows the last delimiter of a row is not shown
        std::uint32_t cells = 0;
        std::uint32_t headers = 0;
        bool last_is_header = false;
    };

    void add(CallKind kind, Span span, bool first = false) { calls_.push_back({kind, first, span, 0}); }

    void text(const Token& token) {
        switch (token.mode) {
            case Mode::code:
            case Mode::file:
                add(CallKind::code, token.span);
                break;
            case Mode::php_block:
            case Mode::html_block:
                add(CallKind::plain_code, token.span);
                break;
            default:
                add(CallKind::text, token.span);
                break;
        }
    }

    void enter(const Token& token) {
        open_.push_back(token.mode);
        switch (token.mode) {
            case Mode::list:
                add(CallKind::list_item, token.span, true);
                break;
            case Mode::quote:
                add(CallKind::quote_line, token.span, true);
                break;
            case Mode::preformatted:
                add(CallKind::indented_begin, token.span);
                break;
            case Mode::footnote:
                if (in_note_) {
                    add(CallKind::text, token.span);
                } else {
                    in_note_ = true;
                    note_ = calls_.size();
                    add(CallKind::note_begin, token.span);
                }
                break;
            case Mode::table:
                add(CallKind::table_begin, token.span);
                tables_.push_back({});
                begin_row(token.span);
                begin_cell(token.span);
                break;
            default:
                add(CallKind::mark, token.span);
                break;
        }
    }

    void leave(const Token& token) {
        if (!open_.empty()) open_.pop_back();
        close(token.mode, token.span);
    }

    void close(Mode mode, Span span) {
        switch (mode) {
            case Mode::list:
                add(CallKind::list_end, span);
                break;
            case Mode::quote:
                add(CallKind::quote_end, span);
                break;
            case Mode::preformatted:
                add(CallKind::indented_end, span);
                break;
            case Mode::footnote:
                if (!in_note_) {
                    add(CallKind::text, span);
                    break;
                }
                in_note_ = false;
                calls_[note_].partner = static_cast<std::uint32_t>(calls_.size());
                add(CallKind::note_end, span);
                break;
            case Mode::table:
                end_row();
                tables_.pop_back();
                add(CallKind::table_end, span);
                break;
            default:
                add(CallKind::mark, span);
                break;
        }
    }

    void close_all() {
        const auto end = static_cast<std::uint32_t>(page_.size());
        for (; !open_.empty(); open_.pop_back())
            if (open_.back() != Mode::footnote || in_note_) close(open_.back(), {end, end});
    }

    void inside(const Token& token) {
        switch (token.mode) {
            case Mode::list:
                add(CallKind::list_item, token.span);
                break;
            case Mode::quote:
                add(CallKind::quote_line, token.span);
                break;
            case Mode::preformatted:
                add(CallKind::indented_line, token.span);
                break;
            default:
                inside_table(token.span);
                break;
        }
    }

    void inside_table(Span span) {
        const std::string_view match = span.of(page_);
        if (match.front() == '\n') {
            end_row();
            begin_row(span);
            begin_cell(span);
        } else if (match == "|" || match == "^") {
            begin_cell(span);
        } else if (match.find(':') == std::string_view::npos) {
            add(CallKind::text, span);  // blanks
        } else {
            // The mark of a cell that goes on from above; text where it stands in text.
            const bool in_text = calls_.back().kind == CallKind::text;
            add(in_text ? CallKind::text : CallKind::mark, span);
        }
    }

    void begin_row(Span span) {
        Table& table = tables_.back();
        table = {};
        table.row = calls_.size();
        table.last_cell = calls_.size() + 1;
        add(CallKind::row, span);
    }

    void begin_cell(Span span) {
        Table& table = tables_.back();
        const bool header = span.of(page_).ends_with('^');
        table.last_cell = calls_.size();
        table.last_is_header = header;
        ++table.cells;
        table.headers += header ? 1 : 0;
        add(CallKind::cell, span);
    }

    void end_row() {
        Table& table = tables_.back();
        calls_.resize(table.last_cell);
        const std::uint32_t cells = table.cells - 1;
        const std::uint32_t headers = table.headers - (table.last_is_header ? 1 : 0);
        calls_[table.row].first = cells > 0 && headers == cells;
    }

    void special(const Token& token) {
        switch (token.special) {
            case Special::header:
                add(CallKind::header, token.span);
                break;
            case Special::rule:
                add(CallKind::rule, token.span);
                break;
            case Special::eol:
                add(CallKind::eol, token.span);
                break;
            case Special::line_break:
                add(CallKind::line_break, token.span);
                break;
            case Special::entity:
                add(CallKind::entity, token.span);
                break;
            case Special::multiply:
                add(CallKind::multiply, token.span);
                break;
            case Special::link:
                add(CallKind::link, token.span);
                break;
            case Special::media:
                add(CallKind::media, token.span);
                break;
            case Special::address:
                add(CallKind::address, token.span);
                break;
            case Special::mail:
                add(CallKind::mail, token.span);
                break;
            case Special::directive:
                add(CallKind::directive, token.span);
                break;
            case Special::data:
                add(CallKind::data, token.span);
                break;
            case Special::quote_opening:
                quotation(true, token.span);
                break;
            case Special::quote_closing:
                quotation(quotes_ <= 0, token.span);
                break;
            case Special::hidden:
            case Special::none:
                add(CallKind::mark, token.span);
                break;
        }
    }

    /// A mark that could close opens where nothing is open.
    void quotation(bool opens, Span span) {
        quotes_ += opens ? 1 : -1;
        add(opens ? CallKind::opening_quote : CallKind::closing_quote, span);
    }

    std::string_view page_;
    std::vector<Call> calls_;
    std::vector<Mode> open_;
    std::vector<Table> tables_;
    std::size_t note_ = 0;
    bool in_note_ = false;
    std::int64_t quotes_ = 0;
};

}  // namespace

std::vector<Call> read_calls(std::string_view page) {
    return Reader(page).read();
}

}  // namespace clausemark::dokuwiki
