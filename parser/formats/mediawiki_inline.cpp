// SPDX-License-Identifier: Apache-2.0
// The text of one line, cell, label or caption: apostrophes, links, HTML tags, character references and the
// markers of what stands apart. What is no markup is shown as it is.
#include <algorithm>
#include <array>
#include <utility>

#include "parser/formats/entities.h"
#include "parser/formats/mediawiki_reader.h"

namespace clausemark::mediawiki {
namespace {

constexpr auto special = [] {
    std::array<bool, 256> table{};
    for (const char c : {'\'', '[', ']', '<', '&', ':', marker}) table[static_cast<unsigned char>(c)] = true;
    return table;
}();

std::uint32_t run_of_apostrophes(std::string_view text, std::uint32_t at, std::uint32_t end) {
    std::uint32_t behind = at;
    while (behind < end && text[behind] == '\'') ++behind;
    return behind - at;
}

/// Apostrophes of a run that are text: one of four, all but five of more.
std::uint32_t text_apostrophes(std::uint32_t run) {
    return run == 4 ? 1 : run > 5 ? run - 5 : 0;
}

/// True where the row of an HTML table that begins here has header cells alone. Looks no further than the
/// row.
bool html_header_row(std::string_view text, std::uint32_t at) {
    bool header = false;
    for (std::size_t mark = text.find('<', at); mark != std::string_view::npos;
         mark = text.find('<', mark + 1)) {
        const Tag tag = read_tag(text, static_cast<std::uint32_t>(mark));
        if (tag.element == Element::row || tag.element == Element::table) break;
        if (tag.element != Element::cell || tag.closing) continue;
        if (ascii_lower(tag.name) == "td") return false;
        header = true;
    }
    return header;
}

}  // namespace

Span Reader::source_of(const Flow& flow, std::uint32_t begin, std::uint32_t end) const {
    const auto place = [&](std::uint32_t at, bool last) {
        const Piece& piece = flow.stream.pieces[flow.stream.piece_at(at)];
        if (piece.token != Piece::plain) return last ? piece.source.end : piece.source.begin;
        return piece.source.begin + (at - piece.at) + (last ? 1 : 0);
    };
    if (begin >= end || flow.stream.pieces.empty()) return {};
    return {place(begin, false), place(end - 1, true)};
}

void Reader::read_inline(Flow& flow, std::uint32_t begin, std::uint32_t end, std::uint32_t split) {
    std::uint32_t at = begin;
    std::uint32_t shown = begin;       // what lies before is written
    std::uint32_t link_end = nowhere;  // the bracket that ends the external link we are in
    std::uint32_t no_page_link = nowhere;
    std::uint32_t apostrophe = 0;
    bool counted = false;
    const auto show = [&](std::uint32_t until, std::uint32_t next) {
        writer_.text(flow.stream, shown, until);
        at = shown = next;
    };
    while (at < end) {
        const char c = flow.text[at];
        if (!special[static_cast<unsigned char>(c)]) {
            ++at;
            continue;
        }
        const char next = at + 1 < end ? flow.text[at + 1] : '\0';
        if (c == '\'' && next == '\'' && !in_target_) {
            if (!counted) apostrophe = lone_apostrophe(flow, begin, end);
            counted = true;
            const std::uint32_t run = run_of_apostrophes(flow.text, at, end);
            const std::uint32_t text = text_apostrophes(run);
            show(at + text + (at + text == apostrophe ? 1 : 0), at + run);
        } else if (c == '[' && next == '[' && at != no_page_link && !in_label_) {
            const PageLink link = flow.links.page_link(at, end);
            if (link.end == 0) {
                no_page_link = ++at;
                continue;
            }
            std::uint32_t until = at;
            if (is_apart(link))  // with the white space before it
                while (until > shown && is_space(flow.text[until - 1])) --until;
            show(until, link.end);
            page_link(flow, link);
        } else if (c == '[' && link_end == nowhere && !in_label_) {
            const ExternalLink link = flow.links.external_link(at, end);
            if (link.end == 0) {
                ++at;
                continue;
            }
            const Span place = source_of(flow, at, link.end);
            show(at, link.label.begin);
            if (!writer_.in_value())
                writer_.builder().begin_link(std::string(link.address.of(flow.text)), place.begin);
            if (link.label.empty()) writer_.replacement("[" + std::to_string(++numbered_) + "]", place);
            link_end = link.label.end;
        } else if (c == ']' && at == link_end) {
            const Span place = source_of(flow, at, at + 1);
            show(at, at + 1);
            if (!writer_.in_value()) writer_.builder().end_link(place.end);
            link_end = nowhere;
        } else if (c == ':' && at == split) {
            show(at, at + 1);
            writer_.paragraph();
        } else if (c == ':' && !in_label_ && link_end == nowhere) {
            const Span address = flow.links.bare_address(at, shown, end);
            if (address.empty()) {
                ++at;
                continue;
            }
            show(address.begin, address.end);
            show_link(flow, address.of(flow.text), source_of(flow, address.begin, address.end), address,
                      true);
        } else if (c == '<') {
            const Tag tag = read_tag(flow.text.substr(0, end), at);
            const std::uint32_t place = at;
            if (tag.length == 0) {
                ++at;
                continue;
            }
            show(at, at + tag.length);
            html_tag(flow, tag, source_of(flow, place, place + tag.length), place + tag.length);
        } else if (c == '&') {
            const CharacterReference found =
                read_character_reference(flow.text.substr(at, std::min(end - at, 40u)));
            if (found.length == 0) {
                ++at;
                continue;
            }
            const std::uint32_t behind = at + found.length;
            const Span place = source_of(flow, at, behind);
            show(at, behind);
            writer_.replacement(found.text, place);
        } else if (c == marker) {
            const std::uint32_t token = flow.stream.pieces[flow.stream.piece_at(at)].token;
            show(at, at + 1);
            if (tokens_[token].kind == Token::Kind::extension) {
                extension(flow, token);
            } else {
                call(flow, token);
            }
        } else {
            ++at;
        }
    }
    show(end, end);
    if (link_end != nowhere && !writer_.in_value())
        writer_.builder().end_link(source_of(flow, begin, end).end);
    if (begin < end) comments_until(flow, end);
}

/// Where a line has an odd number both of bold and of italic marks, one bold mark is taken for an apostrophe
/// before an italic one: the first behind a one-letter word, else the first behind a longer word, else the
/// first behind a blank. Gives the place of that apostrophe, or nowhere.
std::uint32_t Reader::lone_apostrophe(Flow& flow, std::uint32_t begin, std::uint32_t end) {
    std::uint32_t bold = 0;
    std::uint32_t italic = 0;
    std::uint32_t one_letter = nowhere;
    std::uint32_t longer = nowhere;
    std::uint32_t blank = nowhere;
    std::uint32_t text = begin;  // begins behind the mark or link before
    for (std::uint32_t at = begin; at < end;) {
        if (flow.text[at] == '[' && at + 1 < end && flow.text[at + 1] == '[' && !in_label_) {
            const std::uint32_t behind = flow.links.page_link(at, end).end;
            at = std::max(at + 2, behind);
            if (behind > 0) text = behind;
            continue;
        }
        const std::uint32_t run = flow.text[at] == '\'' ? run_of_apostrophes(flow.text, at, end) : 0;
        if (run < 2) {
            ++at;
            continue;
        }
        const std::uint32_t mark = at + text_apostrophes(run);  // where the markup begins
        const std::uint32_t size = at + run - mark;
        bold += size == 3 || size == 5 ? 1 : 0;
        italic += size == 2 || size == 5 ? 1 : 0;
        if (size == 3) {
            const bool after_blank = mark > text && flow.text[mark - 1] == ' ';
            const bool after_letter = mark > text + 1 && flow.text[mark - 2] == ' ';
            std::uint32_t& first = after_blank ? blank : after_letter ? one_letter : longer;
            if (first == nowhere) first = mark;
        }
        at += run;
        text = at;
    }
    if (bold % 2 == 0 || italic % 2 == 0) return nowhere;
    return one_letter != nowhere ? one_letter : longer != nowhere ? longer : blank;
}

/// A category, or a link to the page in another language: stated by the page, not shown in its text.
bool Reader::is_apart(const PageLink& link) const {
    return !link.escaped && ((link.language && beside_text_) || link.space == Space::category);
}

void Reader::page_link(Flow& flow, const PageLink& link) {
    const Span place = source_of(flow, link.begin, link.end);
    if (is_apart(link)) {
        const std::string_view name = link.language ? trim(link.target.of(flow.text)) : link.name;
        if (!writer_.in_value())
            writer_.builder().add_property(link.language ? "interlanguage" : "category",
                                           decode_entities(name), place);
        return;
    }
    if (link.space == Space::file && !link.escaped) return file_link(flow, link);
    std::string_view target = link.target.of(flow.text);
    if (link.escaped) target.remove_prefix(1);
    if (!link.labelled && target.find('%') != std::string_view::npos) {
        writer_.replacement(decode_entities(percent_decode(target)), place);
        return;
    }
    const Span bare{link.target.begin + (link.escaped ? 1 : 0), link.target.end};
    show_link(flow, target, place, link.labelled ? link.label : bare, !link.labelled);
}

/// `plain`: the words shown are the target, where apostrophes are text.
void Reader::show_link(Flow& flow, std::string_view target, Span place, Span words, bool plain) {
    if (!writer_.in_value()) writer_.builder().begin_link(decode_entities(trim(target)), place.begin);
    in_label_ = true;
    in_target_ = plain;
    read_inline(flow, words.begin, words.end);
    in_label_ = in_target_ = false;
    if (!writer_.in_value()) writer_.builder().end_link(place.end);
}

/// A file's caption is seen where the file is framed; else it is a tool tip.
void Reader::file_link(Flow& flow, const PageLink& link) {
    bool framed = false;
    Span shown;
    if (link.labelled) {
        for (const Span option : split_options(flow.text, link.label))
            if (!is_image_option(option.of(flow.text), framed)) shown = option;
    }
    if (framed && !shown.empty()) caption(flow, shown);
}

void Reader::caption(Flow& flow, Span text) {
    writer_.begin_inset();
    read_inline(flow, text.begin, text.end);
    writer_.end_inset();
}

void Reader::html_tag(Flow& flow, const Tag& tag, Span place, std::uint32_t behind) {
    const bool opens = !tag.closing;
    // An end tag without its beginning is nothing, but for </p> and </br>.
    std::uint32_t& open = open_elements_[static_cast<std::size_t>(tag.element)];
    if (opens) {
        ++open;
    } else if (open > 0) {
        --open;
    } else if (tag.name != "p" && tag.name != "P" && tag.element != Element::line_break) {
        return;
    }
    const auto begins = [&](auto begin, auto close) {
        if (opens) {
            settle();
            begin();
        } else {
            close();
        }
        flow.paragraph = false;
    };
    const auto end = [&] { writer_.end(); };
    switch (tag.element) {
        case Element::none:
        case Element::inline_:
        case Element::invisible:
            break;
        case Element::line_break:
            writer_.line_break(place);
            break;
        case Element::rule:
            begins(end, end);
            break;
        case Element::block:
            begins([&] { writer_.paragraph(); }, end);
            break;
        case Element::heading:
            begins([&] { writer_.heading(tag.name[1] - '0'); }, end);
            break;
        case Element::list:
            begins([&] { writer_.begin_list(ascii_lower(tag.name) == "ol"); }, [&] { writer_.end_list(); });
            break;
        case Element::item:
            begins([&] { writer_.item(); }, end);
            break;
        case Element::quote:
            begins([&] { writer_.begin_quote(); }, [&] { writer_.end_quote(); });
            break;
        case Element::table:
            if (!flow.tables.empty()) flow.tables.back().interrupted = flow.tables.back().cell;
            begins([&] { writer_.begin_table(); }, [&] { writer_.end_table(); });
            break;
        case Element::row:
            writer_.end_row();
            begins([&] { writer_.row(html_header_row(flow.text, behind)); }, [&] { settle(); });
            break;
        case Element::cell:
            if (opens) {
                writer_.cell();
            } else {
                writer_.line_break();
            }
            break;
        case Element::caption:
            writer_.end_row();
            begins([&] { writer_.paragraph(); }, end);
            break;
    }
}

}  // namespace clausemark::mediawiki
