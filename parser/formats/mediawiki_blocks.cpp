// SPDX-License-Identifier: Apache-2.0
// Wikitext line by line: headings, lists, rules, paragraphs and lines that a leading blank makes
// preformatted, as MediaWiki's block pass has them. Tables are in mediawiki_tables.cpp, the text of a line in
// mediawiki_inline.cpp.
#include <algorithm>

#include "parser/formats/mediawiki_reader.h"

namespace clausemark::mediawiki {
namespace {

bool is_list(char c) {
    return c == '*' || c == '#';
}

std::uint32_t line_end_from(std::string_view text, std::size_t at) {
    return static_cast<std::uint32_t>(std::min(text.find('\n', at), text.size()));
}

/// True where one of the lines behind the first would read as table markup.
bool table_markup_between(std::string_view text, std::uint32_t first_end, std::uint32_t end) {
    for (std::size_t line = first_end; line < end; line = line_end_from(text, line + 1)) {
        const std::size_t first = text.find_first_not_of(" \t", line + 1);
        if (first < end && (text[first] == '|' || text[first] == '!')) return true;
    }
    return false;
}

}  // namespace

void Reader::read_blocks(Flow& flow) {
    std::uint32_t at = 0;
    while (at < flow.text.size()) {
        const std::uint32_t end = line_end(flow, at);
        comments_until(flow, at);
        block_line(flow, at, end);
        at = end + 1;
    }
    close_lists(flow, 0);
    end_paragraph(flow);
    while (!flow.tables.empty()) close_table(flow);
    comments_until(flow, static_cast<std::uint32_t>(flow.text.size()));
    writer_.end();
    settle();
}

/// Where the line ends; a link may go on over line ends.
std::uint32_t Reader::line_end(Flow& flow, std::uint32_t begin) {
    std::uint32_t end = line_end_from(flow.text, begin);
    std::size_t at = flow.text.substr(0, end).find("[[", begin);
    while (at != std::string_view::npos && at < end) {
        const PageLink link = flow.links.page_link(static_cast<std::uint32_t>(at),
                                                   static_cast<std::uint32_t>(flow.text.size()));
        if (link.end > end) {
            if (!flow.tables.empty() && table_markup_between(flow.text, end, link.end)) return end;
            end = line_end_from(flow.text, link.end);
        }
        at = flow.text.substr(0, end).find("[[", std::max<std::size_t>(at + 1, link.end));
    }
    return end;
}

void Reader::comments_until(Flow& flow, std::uint32_t place) {
    const auto& comments = flow.stream.comments;
    for (; flow.comment < comments.size() && comments[flow.comment].at <= place; ++flow.comment) {
        const Comment& comment = comments[flow.comment];
        if (!writer_.in_value()) writer_.builder().add_comment(comment.body.of(source_), comment.source);
    }
}

void Reader::end_paragraph(Flow& flow) {
    if (flow.preformatted && writer_.in_code()) {
        writer_.end_code();
    } else if (flow.paragraph || flow.preformatted) {
        writer_.end();
    }
    flow.paragraph = flow.preformatted = false;
    settle();
}

void Reader::block_line(Flow& flow, std::uint32_t begin, std::uint32_t end) {
    if (table_line(flow, begin, end)) return;
    if (flow.text.substr(begin, end - begin).starts_with("----")) {
        close_lists(flow, 0);
        end_paragraph(flow);
        std::uint32_t rest = begin;
        while (rest < end && flow.text[rest] == '-') ++rest;
        read_inline(flow, rest, end);
        writer_.end();
        flow.suppressed = false;
        return;
    }
    if (heading_line(flow, begin, end)) return;
    const std::size_t first = std::min<std::size_t>(flow.text.find_first_not_of("*#:;", begin), end);
    if (first > begin) {
        list_line(flow, begin, end);
    } else {
        close_lists(flow, 0);
        paragraph_line(flow, begin, end);
    }
}

/// "== text ==": as many equals signs count as stand on both sides, six at most; the rest is text.
bool Reader::heading_line(Flow& flow, std::uint32_t begin, std::uint32_t end) {
    if (begin == end || flow.text[begin] != '=') return false;
    while (end > begin && is_space(flow.text[end - 1])) --end;
    std::uint32_t lead = 0;
    while (begin + lead < end && flow.text[begin + lead] == '=') ++lead;
    std::uint32_t trail = 0;
    while (trail < end - begin && flow.text[end - 1 - trail] == '=') ++trail;
    const std::uint32_t size = end - begin;
    const std::uint32_t level = std::min({lead, trail, 6u, (size - 1) / 2});
    if (level == 0) return false;
    close_lists(flow, 0);
    end_paragraph(flow);
    writer_.heading(static_cast<int>(level));
    read_inline(flow, begin + level, end - level);
    writer_.end();
    settle();
    flow.suppressed = false;
    return true;
}

void Reader::close_lists(Flow& flow, std::size_t keep) {
    while (flow.prefix.size() > keep) {
        if (is_list(flow.prefix.back())) writer_.end_list();
        flow.prefix.pop_back();
        if (flow.prefix.size() == keep && keep == 0) {
            writer_.end();
            settle();
        }
    }
}

void Reader::list_line(Flow& flow, std::uint32_t begin, std::uint32_t end) {
    end_paragraph(flow);
    resume_row(flow);
    const std::size_t first = std::min<std::size_t>(flow.text.find_first_not_of("*#:;", begin), end);
    const std::string_view written = flow.text.substr(begin, first - begin);
    std::string prefix(written);
    std::replace(prefix.begin(), prefix.end(), ';', ':');
    bool term = written.back() == ';';
    if (prefix != flow.prefix) {
        // Here a term does not go on in a definition's list, as MediaWiki compares what is written.
        const std::size_t shorter = std::min(written.size(), flow.prefix.size());
        const auto differs = std::mismatch(
            written.begin(), written.begin() + static_cast<std::ptrdiff_t>(shorter), flow.prefix.begin());
        const auto common = static_cast<std::size_t>(differs.first - written.begin());
        while (flow.prefix.size() > common) {
            if (is_list(flow.prefix.back())) writer_.end_list();
            flow.prefix.pop_back();
        }
        for (std::size_t i = common; i < prefix.size(); ++i) {
            if (is_list(prefix[i])) writer_.begin_list(prefix[i] == '#');
            term = term || written[i] == ';';
        }
        flow.prefix = prefix;
    }
    if (is_list(prefix.back())) {
        writer_.item();
    } else {
        writer_.paragraph();
    }
    const auto text = static_cast<std::uint32_t>(first);
    read_inline(flow, text, end, term ? find_colon(flow, text, end) : nowhere);
    writer_.end();
    settle();
}

/// The colon that divides a term from its definition: outside of links, tags and addresses.
std::uint32_t Reader::find_colon(Flow& flow, std::uint32_t begin, std::uint32_t end) {
    std::uint32_t depth = 0;
    bool quoted = false;
    for (std::uint32_t at = begin; at < end; ++at) {
        const char c = flow.text[at];
        if (c == '[') {
            const bool page = at + 1 < end && flow.text[at + 1] == '[';
            const std::uint32_t behind =
                page ? flow.links.page_link(at, end).end : flow.links.external_link(at, end).end;
            if (behind > 0) at = behind - 1;
        } else if (c == '<') {
            const Tag tag = read_tag(flow.text, at);
            if (tag.length == 0) continue;
            const bool pair =
                !tag.empty && tag.element != Element::line_break && tag.element != Element::rule;
            if (pair && !tag.closing) ++depth;
            if (pair && tag.closing && depth > 0) --depth;
            at += tag.length - 1;
        } else if (c == '\'' && at + 1 < end && flow.text[at + 1] == '\'') {
            quoted = !quoted;
            while (at + 1 < end && flow.text[at + 1] == '\'') ++at;
        } else if (c == ':') {
            const Span address = flow.links.bare_address(at, begin, end);
            if (!address.empty()) {
                at = address.end - 1;
            } else if (depth == 0 && !quoted) {
                return at;
            }
        }
    }
    return nowhere;
}

/// A line of categories and links to other languages alone: nothing is seen of it, not even the line.
bool Reader::is_beside_text(Flow& flow, std::uint32_t begin, std::uint32_t end) {
    bool any = false;
    while (begin < end) {
        if (is_space(flow.text[begin])) {
            ++begin;
            continue;
        }
        if (!flow.text.substr(begin).starts_with("[[")) return false;
        const PageLink link = flow.links.page_link(begin, end);
        if (link.end == 0 || link.escaped || !(link.language || link.space == Space::category)) return false;
        begin = link.end;
        any = true;
    }
    return any;
}

void Reader::paragraph_line(Flow& flow, std::uint32_t begin, std::uint32_t end) {
    const std::string_view line = flow.text.substr(begin, end - begin);
    if (is_beside_text(flow, begin, end)) {
        beside_text_ = true;
        read_inline(flow, begin, end);
        beside_text_ = false;
        return;
    }
    BlockEffect effect;
    bool calls_alone = false;
    if (line.find(marker) != std::string_view::npos &&
        line.find_first_not_of(" \t\r\xFF") == std::string_view::npos) {
        for (std::uint32_t at = begin; at < end; ++at) {
            const std::uint32_t token = flow.stream.pieces[flow.stream.piece_at(at)].token;
            calls_alone =
                calls_alone || (flow.text[at] == marker && tokens_[token].kind == Token::Kind::call);
        }
    }
    for (std::size_t at = line.find('<'); at != std::string_view::npos; at = line.find('<', at + 1)) {
        const Tag tag = read_tag(flow.text, begin + static_cast<std::uint32_t>(at));
        if (tag.length == 0) continue;
        const BlockEffect one = block_effect(tag.element, tag.name, tag.closing);
        effect.opens = effect.opens || one.opens;
        effect.closes = effect.closes || one.closes;
        if (tag.element == Element::quote) flow.quotation = !tag.closing;
    }
    const bool blank = trim(line).empty();
    if (effect.opens || effect.closes) {
        end_paragraph(flow);
        if (begin > 0 && !blank) writer_.text(flow.stream, begin - 1, begin);
        read_inline(flow, begin, end);
        flow.suppressed = !effect.closes;
    } else if (flow.suppressed) {
        if (begin > 0) writer_.text(flow.stream, begin - 1, begin);
        read_inline(flow, begin, end);
    } else if (line.starts_with(' ') && (flow.preformatted || !blank) && !flow.quotation && !calls_alone) {
        if (!flow.preformatted) {
            end_paragraph(flow);
            resume_row(flow);
            writer_.code();
            flow.preformatted = true;
        } else {
            writer_.text(flow.stream, begin - 1, begin);
        }
        read_inline(flow, begin + 1, end);
    } else if (blank || calls_alone) {
        end_paragraph(flow);
        read_inline(flow, begin, end);
        settle();
    } else {
        if (flow.preformatted) end_paragraph(flow);
        if (!flow.paragraph) {
            settle();
            resume_row(flow);
            writer_.paragraph();
            flow.paragraph = true;
        } else {
            writer_.text(flow.stream, begin - 1, begin);
        }
        read_inline(flow, begin, end);
    }
}

}  // namespace clausemark::mediawiki
