// SPDX-License-Identifier: Apache-2.0
// DokuWiki pages, as version 2022-07-31 shows them by default (typography on, embedded HTML and PHP off, page
// names for untitled links). The lexer and the calls are read elsewhere; here calls become passages. Notes
// are written after the paragraph, item or row that cites them. What plugins would add is unknown and reads
// as it is written.
#include <algorithm>
#include <string>

#include "parser/formats/builder.h"
#include "parser/formats/dokuwiki_calls.h"
#include "parser/formats/dokuwiki_lexer.h"
#include "parser/formats/dokuwiki_links.h"
#include "parser/formats/dokuwiki_page.h"
#include "parser/formats/readers.h"

namespace clausemark {
namespace {

using dokuwiki::Call;
using dokuwiki::CallKind;
using dokuwiki::is_space;
using dokuwiki::Page;

constexpr std::size_t npos = std::string_view::npos;

class Writer {
  public:
    explicit Writer(std::string source)
        : builder_(Format::dokuwiki, std::move(source)),
          page_(builder_.source()),
          all_(page_.text()),
          calls_(dokuwiki::read_calls(all_)) {}

    Document write() {
        write(0, calls_.size());
        notes();
        return builder_.finish();
    }

  private:
    struct List {
        bool ordered;
        std::size_t depth;
    };

    void write(std::size_t begin, std::size_t end) {
        for (std::size_t i = begin; i < end; ++i) {
            const Call& call = calls_[i];
            switch (call.kind) {
                case CallKind::text:
                    builder_.append_source(page_.to_source(call.span));
                    break;
                case CallKind::mark:
                    break;
                case CallKind::entity:
                    shown(dokuwiki::entity_at(all_, call.span.begin).shown, call.span);
                    break;
                case CallKind::multiply:
                    multiply(call.span);
                    break;
                case CallKind::opening_quote:
                    shown("\u201C", call.span);
                    break;
                case CallKind::closing_quote:
                    shown("\u201D", call.span);
                    break;
                case CallKind::link:
                    link(dokuwiki::show_link(all_, call.span), call.span);
                    break;
                case CallKind::media:
                    link(dokuwiki::show_media(all_, call.span), call.span);
                    break;
                case CallKind::address:
                    link({std::string(call.span.of(all_)), call.span, {}}, call.span);
                    break;
                case CallKind::mail:
                    mail(call.span);
                    break;
                case CallKind::line_break:
                    shown(" ", call.span);
                    break;
                case CallKind::eol:
                    if (i + 1 < end && calls_[i + 1].kind == CallKind::eol) {
                        end_block();
                    } else {
                        builder_.append_source(page_.to_source(call.span));
                    }
                    break;
                case CallKind::header:
                    header(call.span);
                    break;
                case CallKind::rule:
                    end_block();
                    break;
                case CallKind::code:
                    code(call.span);
                    break;
                case CallKind::plain_code:
                    code_block(call.span);
                    break;
                case CallKind::indented_begin:
                    i = indented(i, end);
                    break;
                case CallKind::indented_line:
                case CallKind::indented_end:
                    break;
                case CallKind::list_item:
                    item(call);
                    break;
                case CallKind::list_end:
                    end_lists(0);
                    break;
                case CallKind::quote_line:
                    quote(call);
                    break;
                case CallKind::quote_end:
                    quote_depth(0);
                    break;
                case CallKind::table_begin:
                    begin_table();
                    break;
                case CallKind::row:
                    row(call);
                    break;
                case CallKind::cell:
                    cell();
                    break;
                case CallKind::table_end:
                    end_table();
                    break;
                case CallKind::note_begin:
                    waiting_notes_.push_back({i + 1, call.partner});
                    i = call.partner;
                    break;
                case CallKind::note_end:
                    break;
                case CallKind::directive:
                    directive(call.span);
                    break;
                case CallKind::data:
                    data(call.span);
                    break;
            }
        }
    }

    void shown(std::string_view text, Span span) { builder_.append_replacement(text, page_.to_source(span)); }

    /// Closes the passage that is open; the notes it cites come next. Inside a cell blocks are not set apart.
    void end_block() {
        if (in_cells_ || in_note_) {
            builder_.append_break();
            return;
        }
        builder_.end_passage();
        notes();
    }

    void notes() {
        const auto waiting = std::move(waiting_notes_);
        waiting_notes_.clear();
        for (const auto& [begin, end] : waiting) {
            in_note_ = true;
            builder_.begin_note();
            write(begin, end);
            builder_.end_passage();
            in_note_ = false;
        }
    }

    void multiply(Span span) {
        const auto sign = static_cast<std::uint32_t>(span.begin + span.of(all_).find_first_of("xX"));
        builder_.append_source(page_.to_source({span.begin, sign}));
        shown("\u00D7", {sign, sign + 1});
        builder_.append_source(page_.to_source({sign + 1, span.end}));
    }

    void link(dokuwiki::ShownLink link, Span match) {
        const Span source = page_.to_source(match);
        builder_.begin_link(std::move(link.target), source.begin);
        if (!link.replacement.empty()) {
            shown(link.replacement, link.shown);
        } else {
            builder_.append_source(page_.to_source(link.shown));
        }
        builder_.end_link(source.end);
    }

    void mail(Span match) {
        const Span address{match.begin + 1, match.end - 1};
        link({std::string("mailto:").append(address.of(all_)), address, {}}, match);
    }

    void header(Span match) {
        end_block();
        Span title = match;
        const auto trim = [&](auto drop) {
            while (!title.empty() && drop(all_[title.begin])) ++title.begin;
            while (!title.empty() && drop(all_[title.end - 1])) --title.end;
        };
        trim(is_space);
        const std::uint32_t begin = title.begin;
        while (title.begin < title.end && all_[title.begin] == '=') ++title.begin;
        const int level = std::max(1, 7 - static_cast<int>(std::min(title.begin - begin, 6u)));
        trim([](char c) { return c == '='; });
        trim(is_space);
        if (title.empty()) return;
        builder_.begin_heading(level);
        builder_.append_source(page_.to_source(title));
        builder_.end_passage();
        if (!has_title_) builder_.set_title(std::string(title.of(all_)));
        has_title_ = true;
    }

    // --- code

    void begin_code() {
        end_block();
        if (!in_cells_ && !in_note_) builder_.begin_code();
    }

    void code_block(Span span) {
        begin_code();
        builder_.append_source(page_.to_source(span));
        end_block();
    }

    /// `language file.name [options]>text`: the name is shown above the text.
    void code(Span span) {
        const std::size_t bracket = span.of(all_).find('>');
        const std::uint32_t head_end =
            bracket == npos ? span.end : span.begin + static_cast<std::uint32_t>(bracket);
        Span name{span.begin, head_end};
        const std::size_t options = name.of(all_).find('[');
        if (options != npos && name.of(all_).rfind(']') > options)
            name.end = name.begin + static_cast<std::uint32_t>(options);
        const auto skip = [&](bool spaces) {
            while (!name.empty() && is_space(all_[name.begin]) == spaces) ++name.begin;
        };
        skip(true);
        skip(false);
        skip(true);
        if (!name.empty()) code_block(name);
        if (bracket != npos) code_block({head_end + 1, span.end});
    }

    /// Lines indented by two spaces, up to `indented_end`; returns its index. Blank ones only divide
    /// paragraphs.
    std::size_t indented(std::size_t first, std::size_t end) {
        std::size_t last = first + 1;
        std::string shown_text;  // its first two bytes are enough
        for (; last < end && calls_[last].kind != CallKind::indented_end; ++last) {
            if (calls_[last].kind != CallKind::text) continue;
            for (const char c : calls_[last].span.of(all_)) {
                if (shown_text.size() == 2) break;
                if (!is_space(c)) shown_text += c;
            }
        }
        if (!shown_text.empty() && shown_text != "0") {
            begin_code();
            for (std::size_t i = first + 1; i < last; ++i) {
                const Span span = calls_[i].span;
                builder_.append_source(page_.to_source(
                    calls_[i].kind == CallKind::text ? span : Span{span.begin, span.begin + 1}));
            }
        }
        end_block();
        return last;
    }

    // --- lists and quotes

    void item(const Call& call) {
        const std::string_view match = call.span.of(all_);
        const bool ordered = match.back() != '*';
        std::size_t depth = 1;
        for (std::size_t at = 0; at < match.size(); ++at) {
            if (match[at] == '\t') {
                ++depth;
            } else if (match[at] == ' ' && match[at + 1] == ' ') {
                ++depth;
                ++at;
            }
        }
        end_block();
        if (in_note_) {
            builder_.begin_note();
            return;
        }
        if (call.first) {
            begin_list(ordered, depth);
        } else {
            depth = std::max(depth, lists_.front().depth);
            if (depth > lists_.back().depth) {
                begin_list(ordered, depth);
            } else {
                while (lists_.back().depth > depth) end_lists(lists_.size() - 1);
                if (lists_.back().ordered != ordered) {
                    depth = lists_.back().depth;
                    end_lists(lists_.size() - 1);
                    begin_list(ordered, depth);
                }
            }
        }
        builder_.begin_item(ordered);
    }

    void begin_list(bool ordered, std::size_t depth) {
        builder_.begin_list();
        lists_.push_back({ordered, depth});
    }

    void end_lists(std::size_t left) {
        end_block();
        for (; lists_.size() > left && !in_note_; lists_.pop_back()) builder_.end_list();
    }

    void quote(const Call& call) {
        const std::string_view match = call.span.of(all_);
        const auto marks = static_cast<std::size_t>(std::count(match.begin(), match.end(), '>'));
        if (marks == quotes_ || in_note_) {
            shown(" ", call.span);
        } else {
            quote_depth(marks);
        }
    }

    void quote_depth(std::size_t depth) {
        end_block();
        if (in_note_) return;
        for (; quotes_ < depth; ++quotes_) builder_.begin_quote();
        for (; quotes_ > depth; --quotes_) builder_.end_quote();
    }

    // --- tables

    void begin_table() {
        end_block();
        if (!in_note_) builder_.begin_table();
    }

    void row(const Call& call) {
        in_cells_ = false;
        end_block();
        if (in_note_) {
            builder_.begin_note();
            return;
        }
        builder_.begin_row(call.first);
        in_cells_ = true;
    }

    void cell() {
        if (in_note_) {
            builder_.append_break();
        } else {
            builder_.begin_cell();
        }
    }

    void end_table() {
        in_cells_ = false;
        end_block();
        if (!in_note_) builder_.end_table();
    }

    // --- what stands beside the text

    void directive(Span match) {
        const std::string_view text = match.of(all_);
        const std::size_t open = text.find("clausemark");
        const std::size_t close = text.starts_with("<!--") ? 3 : 2;
        builder_.add_comment(text.substr(open, text.size() - open - close), page_.to_source(match));
    }

    /// Lines `key : value` of the data plugin; a key may carry its type behind an underscore.
    void data(Span match) {
        end_block();
        Span line{match.begin + 1, match.begin + 1};
        while (line.end < match.end) {
            line.end =
                static_cast<std::uint32_t>(std::min<std::size_t>(all_.find('\n', line.begin), match.end));
            property(line);
            line.begin = ++line.end;
        }
    }

    void property(Span line) {
        const std::string_view text = line.of(all_);
        const std::size_t colon = text.find(':');
        if (colon == npos || text.starts_with("----")) return;
        const auto trimmed = [&](std::size_t begin, std::size_t end) {
            Span part{line.begin + static_cast<std::uint32_t>(begin),
                      line.begin + static_cast<std::uint32_t>(end)};
            while (!part.empty() && is_space(all_[part.begin])) ++part.begin;
            while (!part.empty() && is_space(all_[part.end - 1])) --part.end;
            return part;
        };
        const Span name = trimmed(0, colon);
        const Span value = trimmed(colon + 1, std::min(text.find('#', colon), text.size()));
        std::string key(name.of(all_));
        const std::size_t type = key.rfind('_');
        constexpr std::string_view types =
            " dt date page pages pageid wiki url urls mail mails tag tags user users nspage ";
        if (type != std::string::npos &&
            types.find(std::string(1, ' ').append(key, type + 1).append(1, ' ')) != npos)
            key.resize(type);
        if (!key.empty()) builder_.add_property(key, std::string(value.of(all_)), page_.to_source(value));
    }

    DocumentBuilder builder_;
    Page page_;
    std::string_view all_;
    std::vector<Call> calls_;
    std::vector<List> lists_;
    std::vector<std::pair<std::size_t, std::size_t>> waiting_notes_;
    std::size_t quotes_ = 0;
    bool in_cells_ = false;
    bool in_note_ = false;
    bool has_title_ = false;
};

}  // namespace

Document read_dokuwiki(std::string source) {
    return Writer(std::move(source)).write();
}

}  // namespace clausemark
