// SPDX-License-Identifier: Apache-2.0
// What wikitext sets apart from its text: template calls and their arguments, notes, verbatim text, poems,
// galleries. Notes and arguments are written behind the passage they stand in, by a queue, so that nothing
// nests on the stack.
#include <algorithm>
#include <utility>

#include "parser/formats/entities.h"
#include "parser/formats/mediawiki_reader.h"

namespace clausemark::mediawiki {
namespace {

/// A name as wikis compare it: blanks for underscores, none at the ends.
std::string plain_name(std::string_view name) {
    std::string out(trim(name));
    std::replace_if(
        out.begin(), out.end(), [](char c) { return c == '_' || is_space(c); }, ' ');
    return out;
}

/// A value that names a thing to the program and says nothing to a reader: a path, an address, a colour.
bool is_path(std::string_view value) {
    if (value.find(' ') != std::string_view::npos) return false;
    if (value.starts_with('#') || value.find_first_of("/\\") != std::string_view::npos) return true;
    const std::size_t dot = value.rfind('.');
    const bool ending =
        dot != std::string_view::npos && dot > 0 && value.size() - dot >= 3 && value.size() - dot <= 5;
    return ending &&
           std::all_of(value.begin() + static_cast<std::ptrdiff_t>(dot) + 1, value.end(), is_letter);
}

Span trimmed(std::string_view source, Span span) {
    while (!span.empty() && is_space(source[span.begin])) ++span.begin;
    while (!span.empty() && is_space(source[span.end - 1])) --span.end;
    return span;
}

/// The function of a call such as {{#if: ..}} or {{lc: ..}}; empty for a template.
std::string function_of(std::string_view name) {
    name = trim(name);
    const std::size_t colon = name.find(':');
    if (colon == std::string_view::npos) return name.starts_with('#') ? ascii_lower(name) : std::string();
    const std::string function = ascii_lower(trim(name.substr(0, colon)));
    if (function == "subst" || function == "safesubst" || function == "msg" || function == "raw" ||
        function == "msgnw")
        return function_of(name.substr(colon + 1));
    return is_parser_function(function) ? function : std::string();
}

}  // namespace

void Reader::settle() {
    if (!asides_.empty() && !writer_.in_row() && !writer_.flat()) write_asides();
}

void Reader::write_asides() {
    const bool outer = std::exchange(page_level_, false);
    while (!asides_.empty()) {
        const Aside aside = asides_.front();
        asides_.pop_front();
        const Token token = tokens_[aside.token];
        if (!aside.note) {
            arguments(token, aside);
            continue;
        }
        writer_.aside(true);
        if (token.kind == Token::Kind::call) {
            read_flat(tokens_.part(token.parts_begin + 1).source, aside.segment);
        } else {
            read_flat(token.inside, tokens_.scan(token.inside));
        }
        writer_.end_aside();
    }
    page_level_ = outer;
}

void Reader::read_flat(Span range, Segment segment) {
    const Stream stream = make_stream(source_, tokens_, segment, range);
    Flow flow(stream);
    read_blocks(flow);
}

std::string Reader::value_of(Span range, Segment segment) {
    const std::uint32_t numbered = numbered_;
    writer_.begin_value();
    read_flat(range, segment);
    numbered_ = numbered;
    return writer_.end_value();
}

void Reader::call(Flow& flow, std::uint32_t index) {
    const Token token = tokens_[index];
    if (writer_.in_value()) return;
    const std::string_view name = tokens_.part(token.parts_begin).source.of(source_);
    const std::string function = function_of(name);
    const bool has_arguments = token.parts_end - token.parts_begin > 1;
    if (function == "displaytitle") {
        const auto title = static_cast<std::uint32_t>(name.find(':')) + 1;
        const Span span =
            trimmed(source_, {token.inside.begin + title, tokens_.part(token.parts_begin).source.end});
        writer_.builder().set_title(value_of(span, flow.stream.segment));
    } else if (function == "#tag" && has_arguments &&
               ascii_lower(trim(name.substr(name.find(':') + 1))) == "ref") {
        asides_.push_back({true, index, flow.stream.segment, false});
    } else if (function.empty() && has_arguments) {
        asides_.push_back({false, index, flow.stream.segment, page_level_});
    }
}

void Reader::arguments(const Token& token, const Aside& aside) {
    std::string name = plain_name(tokens_.part(token.parts_begin).source.of(source_));
    if (ascii_lower(name).starts_with("template:")) name = plain_name(std::string_view(name).substr(9));
    for (std::uint32_t i = token.parts_begin + 1; i < token.parts_end; ++i) {
        const Part part = tokens_.part(i);
        const bool named = part.equals != nowhere;
        const Span value = trimmed(source_, {named ? part.equals + 1 : part.source.begin, part.source.end});
        if (value.empty()) continue;
        const std::string plain = value_of(value, aside.segment);
        if (plain.empty()) {
            // It may still hold calls with arguments of their own.
        } else if (named && aside.top_level) {
            const Span key{part.source.begin, part.equals};
            writer_.builder().add_property(name + "." + plain_name(key.of(source_)), plain, value);
        }
        if (!plain.empty() && is_path(plain)) continue;
        writer_.aside(false);
        read_flat(value, aside.segment);
        writer_.end_aside();
    }
}

void Reader::extension(Flow& flow, std::uint32_t index) {
    const Token token = tokens_[index];
    switch (token.extension) {
        case Extension::none:
        case Extension::hidden:
        case Extension::transparent:
        case Extension::included_only:
            break;
        case Extension::nowiki:
            verbatim(token.inside, Verbatim::with_references);
            break;
        case Extension::literal:
            verbatim(token.inside, Verbatim::as_it_is);
            break;
        case Extension::note:
            if (!writer_.in_value() && !token.inside.empty()) asides_.push_back({true, index, {}, false});
            break;
        case Extension::notes: {
            const Segment segment = tokens_.scan(token.inside);
            for (std::uint32_t i = segment.first; i < segment.last && !writer_.in_value();
                 i = tokens_[i].next)
                if (tokens_[i].extension == Extension::note) asides_.push_back({true, i, {}, false});
            break;
        }
        case Extension::pre:
        case Extension::highlight:
            writer_.end();
            settle();
            writer_.code();
            verbatim(token.inside,
                     token.extension == Extension::pre ? Verbatim::preformatted : Verbatim::as_it_is);
            writer_.end_code();
            flow.paragraph = false;
            break;
        case Extension::poem:
            writer_.end();
            settle();
            poem(token.inside);
            flow.paragraph = false;
            break;
        case Extension::gallery:
            writer_.end();
            settle();
            gallery(token.inside);
            flow.paragraph = false;
            break;
    }
}

/// Source shown as it is; character references may be read, and nowiki tags left out of preformatted text.
void Reader::verbatim(Span span, Verbatim how) {
    std::uint32_t shown = span.begin;
    for (std::uint32_t at = span.begin; at < span.end && how != Verbatim::as_it_is;) {
        const char c = source_[at];
        std::uint32_t skip = 0;
        std::string text;
        if (c == '&') {
            CharacterReference found =
                read_character_reference(source_.substr(at, std::min(span.end - at, 40u)));
            skip = found.length;
            text = std::move(found.text);
        } else if (c == '<' && how == Verbatim::preformatted) {
            const std::string tag = ascii_lower(source_.substr(at, 9));
            skip = tag.starts_with("<nowiki>") ? 8 : tag.starts_with("</nowiki>") ? 9 : 0;
        }
        if (skip == 0) {
            ++at;
            continue;
        }
        writer_.source({shown, at});
        if (!text.empty()) writer_.replacement(text, {at, at + skip});
        at = shown = std::min(at + skip, span.end);
    }
    writer_.source({shown, span.end});
}

/// Line ends of a poem are seen; colons at the beginning of a line indent it.
void Reader::poem(Span span) {
    const Stream stream = make_stream(source_, tokens_, tokens_.scan(span), span);
    Flow flow(stream);
    writer_.paragraph();
    for (std::uint32_t at = 0; at < flow.text.size();) {
        const auto end = static_cast<std::uint32_t>(std::min(flow.text.find('\n', at), flow.text.size()));
        while (at < end && flow.text[at] == ':') ++at;
        if (trim(flow.text.substr(at, end - at)).empty()) {
            writer_.end();
            settle();
            writer_.paragraph();
        } else {
            read_inline(flow, at, end);
            writer_.line_break();
        }
        at = end + 1;
    }
    writer_.end();
    settle();
}

/// One file and its caption a line.
void Reader::gallery(Span span) {
    const Stream stream = make_stream(source_, tokens_, tokens_.scan(span), span);
    Flow flow(stream);
    for (std::uint32_t at = 0; at < flow.text.size();) {
        const auto end = static_cast<std::uint32_t>(std::min(flow.text.find('\n', at), flow.text.size()));
        const std::size_t bar = flow.text.find('|', at);
        Span shown;
        bool framed = false;
        if (bar < end) {
            for (const Span option : split_options(flow.text, {static_cast<std::uint32_t>(bar) + 1, end}))
                if (!is_image_option(option.of(flow.text), framed)) shown = option;
        }
        if (!shown.empty()) caption(flow, shown);
        at = end + 1;
    }
    writer_.end();
    settle();
}

}  // namespace clausemark::mediawiki
