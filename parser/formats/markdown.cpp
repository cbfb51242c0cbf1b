// SPDX-License-Identifier: Apache-2.0
// GitHub-flavoured Markdown through md4c, whose text pointers lie inside the page: a visible byte's offset is
// a subtraction. What md4c makes up (breaks, indentation, U+FFFD) is found again in the page. Front matter
// and the additions of wikis are read by their own files, HTML by html_stream.
#include <md4c.h>

#include <algorithm>
#include <string>
#include <vector>

#include "parser/formats/builder.h"
#include "parser/formats/entities.h"
#include "parser/formats/front_matter.h"
#include "parser/formats/html_stream.h"
#include "parser/formats/markdown_extras.h"
#include "parser/formats/readers.h"

namespace clausemark {
namespace {

constexpr std::size_t none = std::string_view::npos;

class MarkdownReader {
  public:
    explicit MarkdownReader(std::string source)
        : builder_(Format::markdown, std::move(source)), html_(builder_) {}

    Document read();

    void enter_block(MD_BLOCKTYPE type, void* detail);
    void leave_block(MD_BLOCKTYPE type);
    void enter_span(MD_SPANTYPE type, void* detail);
    void leave_span(MD_SPANTYPE type);
    void text(MD_TEXTTYPE type, const char* at, std::size_t size);

  private:
    /// A list of md4c: it is begun with its first item that is no admonition in disguise.
    struct List {
        bool ordered = false;
        bool begun = false;
    };

    bool is_read(const char* at) const;
    std::size_t offset_of(const char* at);
    void open_item(std::size_t offset);
    void enter_code(const MD_BLOCK_CODE_DETAIL& detail);
    void source_text(MD_TEXTTYPE type, std::size_t begin, std::size_t end);
    void made_up_text(MD_TEXTTYPE type, std::string_view text);
    void plain_text(std::size_t begin, std::size_t end);
    void marks_of_line(std::size_t begin);
    void line_break(bool html_text);
    void open_link(std::size_t text_begin);
    std::size_t link_end() const;
    void show(std::size_t begin, std::size_t end);

    DocumentBuilder builder_;
    HtmlStream html_;
    std::string_view all_;   ///< the page
    std::string_view read_;  ///< what md4c reads: the page or its masked copy
    MarkdownExtras extras_;
    std::vector<List> lists_;
    std::string link_target_;
    bool link_waits_ = false;      ///< entered, its text not seen
    bool link_bracketed_ = false;  ///< not a bare address
    bool item_waits_ = false;      ///< entered, not announced
    bool in_header_ = false;
    bool in_heading_ = false;
    bool in_cell_ = false;
    bool in_html_ = false;       ///< a block of HTML
    bool in_code_ = false;       ///< a code block
    bool line_start_ = false;    ///< at the first byte of a line of a paragraph
    std::size_t last_ = 0;       ///< behind the last text seen
    std::size_t hidden_to_ = 0;  ///< text before this offset is not shown
    std::size_t behind_nul_ = 0;
    std::size_t indent_ = 0;      ///< blanks that md4c made of a code line's indentation
    std::size_t admonition_ = 0;  ///< index of the next one
    std::size_t inserted_ = 0;    ///< index of the next made-up dashes
};

std::string value_of(const MD_ATTRIBUTE& attribute) {
    std::string value;
    if (attribute.size == 0) return value;
    for (std::size_t i = 0; attribute.substr_offsets[i] < attribute.size; ++i) {
        const std::size_t begin = attribute.substr_offsets[i];
        const std::string_view part(attribute.text + begin, attribute.substr_offsets[i + 1] - begin);
        value += attribute.substr_types[i] == MD_TEXT_ENTITY ? decode_entity(part).value_or(std::string(part))
                                                             : std::string(part);
    }
    return value;
}

Document MarkdownReader::read() {
    all_ = builder_.source();
    const std::size_t body = read_front_matter(builder_);
    extras_ = find_markdown_extras(all_, body);
    read_ = extras_.masked.empty() ? all_ : std::string_view(extras_.masked);
    last_ = body;
    MD_PARSER parser{};
    parser.flags = MD_DIALECT_GITHUB;
    parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* self) {
        return static_cast<MarkdownReader*>(self)->enter_block(type, detail), 0;
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void*, void* self) {
        return static_cast<MarkdownReader*>(self)->leave_block(type), 0;
    };
    parser.enter_span = [](MD_SPANTYPE type, void* detail, void* self) {
        return static_cast<MarkdownReader*>(self)->enter_span(type, detail), 0;
    };
    parser.leave_span = [](MD_SPANTYPE type, void*, void* self) {
        return static_cast<MarkdownReader*>(self)->leave_span(type), 0;
    };
    parser.text = [](MD_TEXTTYPE type, const char* at, MD_SIZE size, void* self) {
        return static_cast<MarkdownReader*>(self)->text(type, at, size), 0;
    };
    md_parse(read_.data() + body, static_cast<MD_SIZE>(read_.size() - body), &parser, this);
    html_.finish();
    return builder_.finish();
}

// --- blocks

void MarkdownReader::enter_block(MD_BLOCKTYPE type, void* detail) {
    html_.end_inline();
    line_start_ = type == MD_BLOCK_P || type == MD_BLOCK_LI;
    if (type == MD_BLOCK_P && item_waits_) return;  // the first paragraph of an item is the item
    open_item(none);
    switch (type) {
        case MD_BLOCK_QUOTE:
            builder_.begin_quote();
            html_.open_container();
            break;
        case MD_BLOCK_UL:
            lists_.push_back({});
            break;
        case MD_BLOCK_OL:
            lists_.push_back({.ordered = true});
            break;
        case MD_BLOCK_LI:
            item_waits_ = true;
            html_.open_container();
            break;
        case MD_BLOCK_HR:
            builder_.end_passage();
            break;
        case MD_BLOCK_H:
            builder_.begin_heading(static_cast<int>(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level));
            in_heading_ = true;
            break;
        case MD_BLOCK_CODE:
            enter_code(*static_cast<MD_BLOCK_CODE_DETAIL*>(detail));
            break;
        case MD_BLOCK_HTML:
            builder_.begin_paragraph();
            in_html_ = true;
            break;
        case MD_BLOCK_P:
            builder_.begin_paragraph();
            break;
        case MD_BLOCK_TABLE:
            builder_.begin_table();
            break;
        case MD_BLOCK_THEAD:
            in_header_ = true;
            break;
        case MD_BLOCK_TR:
            builder_.begin_row(in_header_);
            break;
        case MD_BLOCK_TH:
        case MD_BLOCK_TD:
            builder_.begin_cell();
            in_cell_ = true;
            break;
        default:
            break;
    }
}

void MarkdownReader::leave_block(MD_BLOCKTYPE type) {
    open_item(none);
    html_.end_inline();
    switch (type) {
        case MD_BLOCK_QUOTE:
            html_.close_container();
            builder_.end_quote();
            break;
        case MD_BLOCK_LI:
            html_.close_container();
            break;
        case MD_BLOCK_HTML:
            in_html_ = false;
            break;
        case MD_BLOCK_UL:
        case MD_BLOCK_OL:
            if (lists_.back().begun) builder_.end_list();
            lists_.pop_back();
            break;
        case MD_BLOCK_H:
            builder_.end_passage();
            in_heading_ = false;
            break;
        case MD_BLOCK_CODE:
            builder_.end_passage();
            in_code_ = false;
            break;
        case MD_BLOCK_THEAD:
            in_header_ = false;
            break;
        case MD_BLOCK_TABLE:
            builder_.end_table();
            in_cell_ = false;
            break;
        default:
            break;
    }
}

/// Announces the item that was entered. One whose text stands behind the mark of an admonition is none: its
/// content is read as paragraphs.
void MarkdownReader::open_item(std::size_t offset) {
    if (!item_waits_) return;
    item_waits_ = false;
    const auto& marks = extras_.admonitions;
    while (admonition_ < marks.size() && marks[admonition_] < last_) ++admonition_;
    if (offset != none && admonition_ < marks.size() && marks[admonition_] < offset &&
        all_.substr(marks[admonition_], offset - marks[admonition_]).find('\n') == none) {
        ++admonition_;
        const AdmonitionTitle title = admonition_title(all_, offset);
        builder_.end_passage();
        show(title.begin, title.end);
        builder_.end_passage();
        hidden_to_ = title.line_end;
        return;
    }
    if (!lists_.back().begun) builder_.begin_list();
    lists_.back().begun = true;
    builder_.begin_item(lists_.back().ordered);
}

void MarkdownReader::enter_code(const MD_BLOCK_CODE_DETAIL& detail) {
    builder_.begin_code();
    in_code_ = true;
    indent_ = 0;
    if (detail.fence_char == 0) return;
    // The text begins behind the line of the fence.
    const std::size_t fence = all_.find(std::string(3, detail.fence_char), last_);
    if (fence == none) return;
    last_ = std::min(all_.find_first_of("\r\n", fence), all_.size());
    if (last_ < all_.size()) last_ += all_.substr(last_).starts_with("\r\n") ? 2 : 1;
}

// --- spans

void MarkdownReader::enter_span(MD_SPANTYPE type, void* detail) {
    if (type != MD_SPAN_A) return;
    link_target_ = value_of(static_cast<MD_SPAN_A_DETAIL*>(detail)->href);
    link_waits_ = true;
}

void MarkdownReader::leave_span(MD_SPANTYPE type) {
    if (type != MD_SPAN_A && type != MD_SPAN_IMG) return;
    if (type == MD_SPAN_A) open_link(last_);
    if (type == MD_SPAN_IMG || link_bracketed_) last_ = link_end();
    if (type == MD_SPAN_A) builder_.end_link(static_cast<std::uint32_t>(last_));
}

void MarkdownReader::open_link(std::size_t text_begin) {
    if (!link_waits_) return;
    link_waits_ = false;
    // Its bracket stands between the text before and its own; that of an image inside it is the inner one.
    const std::string_view gap = all_.substr(last_, text_begin - last_);
    std::size_t bracket = gap.find_last_of("[<");
    if (bracket != none && bracket >= 2 && gap.substr(bracket - 2, 2) == "[!") bracket -= 2;
    link_bracketed_ = bracket != none;
    const std::size_t begin = bracket == none ? text_begin : last_ + bracket;
    builder_.begin_link(std::move(link_target_), static_cast<std::uint32_t>(begin));
}

/// Behind the destination or label of the link or image whose text ended at last_.
std::size_t MarkdownReader::link_end() const {
    constexpr std::size_t longest = 2048;  // what is longer is left out of the link's span
    const std::size_t limit = std::min(all_.size(), last_ + longest);
    std::size_t at = last_;
    while (at < limit && (all_[at] == '*' || all_[at] == '_' || all_[at] == '~' || all_[at] == '`')) ++at;
    if (at == limit || (all_[at] != ']' && all_[at] != '>')) return last_;
    if (all_[at] == '>' || ++at == limit) return std::min(at + 1, all_.size());
    const char open = all_[at];
    if (open != '(' && open != '[') return at;
    const char close = open == '(' ? ')' : ']';
    std::size_t depth = 0;
    char quote = 0;
    for (std::size_t i = at; i < limit; ++i) {
        const char c = all_[i];
        if (c == '\\') {
            ++i;
        } else if (quote != 0) {
            if (c == quote) quote = 0;
        } else if ((c == '"' || c == '\'') && (all_[i - 1] == ' ' || all_[i - 1] == '\n')) {
            quote = c;
        } else if (c == open) {
            ++depth;
        } else if (c == close && --depth == 0) {
            return i + 1;
        }
    }
    return at;
}

// --- text

/// Whether md4c points into what it reads, not to a string of its own.
bool MarkdownReader::is_read(const char* at) const {
    return !std::less<>()(at, read_.data()) && std::less<>()(at, read_.data() + read_.size());
}

/// The place in the page of a place in what md4c reads. Places ascend.
std::size_t MarkdownReader::offset_of(const char* at) {
    const auto offset = static_cast<std::size_t>(at - read_.data());
    const auto& inserted = extras_.inserted;
    while (inserted_ < inserted.size() && inserted[inserted_].at + inserted[inserted_].total <= offset)
        ++inserted_;
    const std::size_t page_offset = inserted_ == 0 ? offset : offset - inserted[inserted_ - 1].total;
    return inserted_ == inserted.size() ? page_offset : std::min(page_offset, inserted[inserted_].at);
}

void MarkdownReader::text(MD_TEXTTYPE type, const char* at, std::size_t size) {
    if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR) return line_break(false);
    if (type == MD_TEXT_NULLCHAR) {
        const std::size_t nul = std::min(all_.find('\0', last_), all_.size() - 1);
        open_item(nul);
        if (!html_.hides())
            builder_.append_replacement(
                "\uFFFD", {static_cast<std::uint32_t>(nul), static_cast<std::uint32_t>(nul + 1)});
        last_ = behind_nul_ = nul + 1;  // md4c begins its next text with the NUL again
        return;
    }
    if (!is_read(at)) return made_up_text(type, {at, size});
    const std::size_t begin = offset_of(at);
    const std::size_t end = offset_of(at + size);
    source_text(type, begin, end);
    last_ = std::max(last_, end);
}

void MarkdownReader::source_text(MD_TEXTTYPE type, std::size_t begin, std::size_t end) {
    open_item(begin);
    open_link(begin);
    if (type == MD_TEXT_HTML) {
        if (!in_html_) html_.begin_inline();
        return html_.feed({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    }
    if (line_start_) marks_of_line(begin);
    line_start_ = false;
    if (in_code_ && indent_ > 0) {
        // Blanks that stand in the page are themselves; those made of a tab stand for it.
        std::size_t from = begin;
        while (from > last_ && begin - from < indent_ && all_[from - 1] == ' ') --from;
        if (begin - from < indent_ && from > last_ && all_[from - 1] == '\t') --from;
        if (begin - from == indent_) {
            show(from, begin);
        } else if (from < begin) {
            builder_.append_replacement(std::string(indent_, ' '), {static_cast<std::uint32_t>(from),
                                                                    static_cast<std::uint32_t>(begin)});
        }
        indent_ = 0;
    }
    begin = std::max({begin, hidden_to_, behind_nul_});
    if (begin >= end || html_.hides()) return;
    if (type == MD_TEXT_ENTITY) {
        const Span source{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
        const auto decoded = decode_entity(source.of(all_));
        decoded ? builder_.append_replacement(*decoded, source) : builder_.append_source(source);
    } else if (type == MD_TEXT_NORMAL) {
        plain_text(begin, end);
    } else if (type == MD_TEXT_CODE && in_cell_) {
        // "\\|" is a bar in every cell, in code, too.
        for (std::size_t bar; (bar = all_.substr(0, end).find("\\|", begin)) != none; begin = bar + 1)
            show(begin, bar);
        show(begin, end);
    } else {
        show(begin, end);
    }
}

/// Text that md4c has from elsewhere: line ends in code, blanks for its indentation.
void MarkdownReader::made_up_text(MD_TEXTTYPE type, std::string_view text) {
    if ((in_code_ || in_html_) && text.find_first_not_of(' ') == none) {
        indent_ += text.size();
        return;
    }
    line_break(type == MD_TEXT_HTML);
}

void MarkdownReader::show(std::size_t begin, std::size_t end) {
    builder_.append_source({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
}

void MarkdownReader::line_break(bool html_text) {
    std::size_t at = last_;
    while (at < all_.size() && all_[at] != '\n' && all_[at] != '\r') ++at;
    const std::size_t end = std::min(all_.size(), at + (all_.substr(at).starts_with("\r\n") ? 2 : 1));
    indent_ = 0;
    if (html_text)
        html_.feed({static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end)});
    else if (!html_.hides())
        show(at, end);
    last_ = end;
    line_start_ = !in_heading_ && !in_code_;
}

void MarkdownReader::marks_of_line(std::size_t begin) {
    if (begin < hidden_to_ || (all_[begin] != '[' && all_[begin] != ':')) return;
    const LineMark mark = line_mark(all_, begin, extras_);
    if (mark.kind == LineMark::Kind::none) return;
    if (mark.kind == LineMark::Kind::footnote) builder_.begin_note();
    if (mark.kind == LineMark::Kind::block) {
        builder_.end_passage();
        builder_.begin_paragraph();
    }
    hidden_to_ = begin + mark.size;
}

void MarkdownReader::plain_text(std::size_t begin, std::size_t end) {
    if (!extras_.has_marks) return show(begin, end);
    while (begin < end) {
        std::size_t mark = begin;
        std::size_t hidden = 0;
        while (mark < end && ((all_[mark] != '[' && all_[mark] != '{') ||
                              (hidden = hidden_length(all_, mark, extras_, in_heading_)) == 0))
            ++mark;
        show(begin, mark);
        begin = mark + hidden;
    }
    hidden_to_ = std::max(hidden_to_, begin);
}

}  // namespace

Document read_markdown(std::string source) {
    return MarkdownReader(std::move(source)).read();
}

}  // namespace clausemark
