// SPDX-License-Identifier: Apache-2.0
// What HTML elements mean for passages. See html_stream.h. Optional end tags and misnesting follow the HTML
// standard where it matters for the text; markup inside inline elements is not tracked at all.
#include "parser/formats/html_stream.h"

#include <algorithm>
#include <array>

#include "parser/core/ascii.h"
#include "parser/core/limits.h"
#include "parser/formats/entities.h"

namespace clausemark {
namespace {

using Element = HtmlStream::Element;

struct Name {
    std::string_view name;
    Element element;
};

constexpr auto names = std::to_array<Name>({
    {"a", Element::link},          {"address", Element::block},   {"article", Element::block},
    {"aside", Element::block},     {"audio", Element::hidden},    {"blockquote", Element::quote},
    {"body", Element::block},      {"br", Element::line_break},   {"canvas", Element::hidden},
    {"caption", Element::block},   {"center", Element::block},    {"datalist", Element::hidden},
    {"dd", Element::description},  {"details", Element::block},   {"dialog", Element::block},
    {"dir", Element::list},        {"div", Element::block},       {"dl", Element::block},
    {"dt", Element::description},  {"fieldset", Element::block},  {"figcaption", Element::block},
    {"figure", Element::block},    {"footer", Element::block},    {"form", Element::block},
    {"h1", Element::heading},      {"h2", Element::heading},      {"h3", Element::heading},
    {"h4", Element::heading},      {"h5", Element::heading},      {"h6", Element::heading},
    {"header", Element::block},    {"hgroup", Element::block},    {"hr", Element::rule},
    {"html", Element::root},       {"iframe", Element::hidden},   {"img", Element::image},
    {"legend", Element::block},    {"li", Element::item},         {"listing", Element::pre},
    {"main", Element::block},      {"menu", Element::list},       {"meta", Element::meta},
    {"nav", Element::block},       {"noembed", Element::hidden},  {"noframes", Element::hidden},
    {"noscript", Element::hidden}, {"ol", Element::list},         {"optgroup", Element::apart},
    {"option", Element::apart},    {"p", Element::paragraph},     {"pre", Element::pre},
    {"rp", Element::hidden},       {"script", Element::hidden},   {"section", Element::block},
    {"select", Element::apart},    {"style", Element::hidden},    {"summary", Element::block},
    {"svg", Element::hidden},      {"table", Element::table},     {"tbody", Element::body},
    {"td", Element::cell},         {"template", Element::hidden}, {"textarea", Element::apart},
    {"tfoot", Element::body},      {"th", Element::cell},         {"thead", Element::head},
    {"title", Element::title},     {"tr", Element::row},          {"ul", Element::list},
    {"video", Element::hidden},    {"xmp", Element::pre},
});

static_assert(std::is_sorted(names.begin(), names.end(),
                             [](const Name& a, const Name& b) { return a.name < b.name; }));

/// Of wikis' rendered pages: what is no text of the page. "reference" is the mark of a footnote.
constexpr auto hidden_classes =
    std::to_array<std::string_view>({"mw-cite-backlink", "mw-editsection", "mw-jump-link", "reference"});

/// Elements without content: an attribute that hides cannot hide what follows.
constexpr auto void_elements =
    std::to_array<std::string_view>({"area", "base", "br", "col", "embed", "hr", "img", "input", "link",
                                     "meta", "param", "source", "track", "wbr"});

Element element_of(std::string_view name) {
    const auto* found = std::lower_bound(names.begin(), names.end(), name,
                                         [](const Name& row, std::string_view n) { return row.name < n; });
    return found != names.end() && found->name == name ? found->element : Element::other;
}

bool is_block(Element element) {
    return element != Element::other && element != Element::link && element != Element::line_break &&
           element != Element::image && element != Element::root && element != Element::apart &&
           element != Element::hidden && element != Element::title && element != Element::meta;
}

bool has_class(const HtmlTag& tag, std::string_view wanted) {
    const HtmlAttribute* attribute = tag.find("class");
    if (attribute == nullptr) return false;
    const std::string_view all = attribute->value;
    for (std::size_t at = all.find(wanted); at != std::string_view::npos; at = all.find(wanted, at + 1)) {
        const std::size_t behind = at + wanted.size();
        if ((at == 0 || all[at - 1] == ' ') && (behind == all.size() || all[behind] == ' ')) return true;
    }
    return false;
}

bool hides_itself(const HtmlTag& tag) {
    if (tag.find("hidden") != nullptr) return true;
    if (std::any_of(hidden_classes.begin(), hidden_classes.end(),
                    [&](std::string_view c) { return has_class(tag, c); }))
        return true;
    const HtmlAttribute* style = tag.find("style");
    if (style == nullptr) return false;
    std::string plain;
    for (const char c : style->value)
        if (c != ' ' && c != '\t' && c != '\n') plain += ascii_lower(c);
    return plain.find("display:none") != std::string::npos ||
           plain.find("visibility:hidden") != std::string::npos;
}

}  // namespace

// --- tokens

void HtmlStream::on_text(Span source) {
    if (in_title_) {
        title_ += source.of(builder_.source());
        title_source_.end = source.end;
    } else if (hidden_depth_ == 0) {
        builder_.append_source(source);
    }
}

void HtmlStream::on_reference(std::string_view text, Span source) {
    if (in_title_) {
        title_ += text;
        title_source_.end = source.end;
    } else if (hidden_depth_ == 0) {
        builder_.append_replacement(text, source);
    }
}

void HtmlStream::on_comment(std::string_view body, Span source) {
    builder_.add_comment(body, source);
}

void HtmlStream::on_tag(const HtmlTag& tag) {
    const Element element = element_of(tag.name);
    if (hidden_depth_ > 0 && stays_hidden(element, tag)) return;
    if (tag.closing) return end(element, tag);
    if (element == Element::hidden || (!tag.attributes.empty() && hides_itself(tag))) {
        if (std::find(void_elements.begin(), void_elements.end(), tag.name) != void_elements.end()) return;
        hidden_name_ = tag.name;
        hidden_depth_ = 1;
        hidden_blocks_ = 0;
        hidden_inline_ = inline_;
        return;
    }
    start(element, tag);
}

/// Inside a hidden element: counts what opens and closes until its end, which may be implied.
bool HtmlStream::stays_hidden(Element element, const HtmlTag& tag) {
    const bool same = tag.name == hidden_name_;
    const Element hidden = element_of(hidden_name_);
    const bool end_is_optional = hidden == Element::item || hidden == Element::cell ||
                                 hidden == Element::row || hidden == Element::description ||
                                 hidden == Element::paragraph;
    if (!end_is_optional) {
        if (same) tag.closing ? --hidden_depth_ : ++hidden_depth_;
        return true;
    }
    const bool holds_others = element == Element::block || element == Element::list ||
                              element == Element::table || element == Element::quote ||
                              element == Element::pre;
    if (hidden_blocks_ > 0) {
        if (holds_others) tag.closing ? --hidden_blocks_ : ++hidden_blocks_;
        return true;
    }
    const bool follows =
        !tag.closing && (element == hidden || (hidden == Element::cell && element == Element::row));
    const bool cut_short = hidden == Element::paragraph && !tag.closing && is_block(element);
    const bool parent_ends = tag.closing && !same && is_block(element) && element != Element::paragraph;
    if (follows || cut_short || parent_ends || (same && tag.closing)) {
        hidden_depth_ = 0;
        return same && tag.closing;
    }
    if (holds_others && !tag.closing) ++hidden_blocks_;
    return true;
}

// --- elements

void HtmlStream::start_block() {
    if (has(Element::pre)) return builder_.append_break();
    builder_.begin_paragraph();
}

void HtmlStream::start(Element element, const HtmlTag& tag) {
    // A heading that was not closed ends where something begins that cannot stand in it.
    if (is_block(element) && element != Element::block) close(Element::heading);
    switch (element) {
        case Element::block:
        case Element::paragraph:
        case Element::description:
            if (has(Element::heading) && element == Element::block)
                builder_.append_break();
            else
                start_block();
            break;
        case Element::heading:
            builder_.begin_heading(tag.name[1] - '0');
            open_.push_back({element});
            break;
        case Element::list:
            builder_.begin_list();
            open_.push_back({element, tag.name == "ol", has_class(tag, "references")});
            break;
        case Element::item: {
            close(Element::item);
            const Open list =
                open_.empty() || open_.back().element != Element::list ? Open{element} : open_.back();
            list.notes ? builder_.begin_note() : builder_.begin_item(list.ordered);
            open_.push_back({element});
            break;
        }
        case Element::table:
            builder_.begin_table();
            open_.push_back({element});
            break;
        case Element::head:
        case Element::body:
            close(Element::row);
            if (!close(Element::head)) close(Element::body);
            open_.push_back({element});
            break;
        case Element::row:
            close(Element::row);
            start_row();
            break;
        case Element::cell:
            if (!has(Element::row)) {
                if (!has(Element::table)) return start_block();
                start_row();
            }
            close(Element::cell);
            if (row_waits_)
                builder_.begin_row(has(Element::head) || (tag.name == "th" && header_row(tag.source.end)));
            row_waits_ = false;
            builder_.begin_cell();
            open_.push_back({element});
            break;
        case Element::quote:
            builder_.begin_quote();
            open_.push_back({element});
            break;
        case Element::pre:
            builder_.begin_code();
            open_.push_back({element});
            break;
        case Element::link: {
            if (link_open_) builder_.end_link(tag.source.begin);
            const HtmlAttribute* href = tag.find("href");
            link_open_ = href != nullptr;
            if (link_open_) builder_.begin_link(decode_entities(href->value), tag.source.begin);
            break;
        }
        case Element::line_break:
            builder_.append_replacement(has(Element::pre) ? "\n" : " ", tag.source);
            break;
        case Element::rule:
            start_block();
            break;
        case Element::apart:
            builder_.append_break();
            break;
        case Element::image:
            image(tag);
            break;
        case Element::title:
            in_title_ = true;
            title_source_ = {tag.source.end, tag.source.end};
            title_.clear();
            break;
        case Element::meta:
            meta(tag);
            break;
        case Element::root: {
            const HtmlAttribute* language = tag.find("lang");
            if (language == nullptr) language = tag.find("xml:lang");
            if (language != nullptr) builder_.set_language(decode_entities(language->value));
            break;
        }
        default:
            break;
    }
}

void HtmlStream::end(Element element, const HtmlTag& tag) {
    switch (element) {
        case Element::block:
        case Element::paragraph:
        case Element::description:
            if (has(Element::heading) && element == Element::block)
                builder_.append_break();
            else
                start_block();
            break;
        case Element::list:
        case Element::heading:
        case Element::item:
        case Element::table:
        case Element::head:
        case Element::body:
        case Element::row:
        case Element::cell:
        case Element::quote:
        case Element::pre:
            close(element);
            break;
        case Element::link:
            if (link_open_) builder_.end_link(tag.source.end);
            link_open_ = false;
            break;
        case Element::apart:
            builder_.append_break();
            break;
        case Element::line_break:
            builder_.append_replacement(" ", tag.source);
            break;  // "</br>" breaks, too
        case Element::title:
            if (in_title_) end_title();
            break;
        default:
            break;
    }
}

/// A row is announced with its first cell: only then can be known whether all its cells are headers.
void HtmlStream::start_row() {
    open_.push_back({Element::row});
    row_waits_ = true;
}

/// No data cell follows before the row ends. Looks ahead no further than the next row's tag.
bool HtmlStream::header_row(std::size_t at) const {
    const std::string_view all = builder_.source();
    for (at = all.find('<', at); at != std::string_view::npos; at = all.find('<', at + 1)) {
        const std::string tag = ascii_lower(all.substr(at + 1, 7));
        const std::string_view name = tag;
        if (name.starts_with("td")) return false;
        if (name.starts_with("tr") || name.starts_with("/tr") || name.starts_with("table") ||
            name.starts_with("/table") || name.starts_with("tbody") || name.starts_with("/tbody") ||
            name.starts_with("/thead"))
            return true;
    }
    return true;
}

void HtmlStream::image(const HtmlTag& tag) {
    const HtmlAttribute* alt = tag.find("alt");
    if (alt == nullptr || alt->value.empty()) return;
    const bool as_written =
        alt->value.find('&') == std::string::npos && alt->source.size() == alt->value.size();
    as_written ? builder_.append_source(alt->source)
               : builder_.append_replacement(decode_entities(alt->value), tag.source);
}

void HtmlStream::meta(const HtmlTag& tag) {
    const HtmlAttribute* name = tag.find("name");
    if (name == nullptr) name = tag.find("property");
    const HtmlAttribute* content = tag.find("content");
    if (name == nullptr || content == nullptr || name->value.empty()) return;
    builder_.add_property(decode_entities(name->value), decode_entities(content->value), content->source);
}

void HtmlStream::end_title() {
    in_title_ = false;
    std::string folded;
    for (const char c : title_) {
        const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (!space)
            folded += c;
        else if (!folded.empty() && folded.back() != ' ')
            folded += ' ';
    }
    if (!folded.empty() && folded.back() == ' ') folded.pop_back();
    if (had_title_ || folded.empty()) return;
    had_title_ = true;
    builder_.set_title(folded);
    builder_.add_property("title", std::move(folded), title_source_);
}

// --- the stack

/// Whether an element is open within the innermost table cell or container; how far down is bounded.
bool HtmlStream::has(Element element) const {
    const bool in_table = element == Element::row || element == Element::head || element == Element::body ||
                          element == Element::cell;
    const std::size_t lowest = open_.size() > limits::nesting ? open_.size() - limits::nesting : 0;
    for (std::size_t i = open_.size(); i-- > lowest;) {
        const Element at = open_[i].element;
        if (at == element) return true;
        if (at == Element::container) return false;
        if (in_table ? at == Element::table : at == Element::cell && element != Element::table) return false;
        if (element == Element::item && at == Element::list) return false;
    }
    return false;
}

bool HtmlStream::close(Element element) {
    if (!has(element)) return false;
    while (open_.back().element != element) pop();
    pop();
    return true;
}

void HtmlStream::pop() {
    const Element element = open_.back().element;
    open_.pop_back();
    switch (element) {
        case Element::list:
            builder_.end_list();
            break;
        case Element::table:
            builder_.end_table();
            row_waits_ = false;
            break;
        case Element::quote:
            builder_.end_quote();
            break;
        case Element::heading:
            builder_.end_passage();
            break;
        case Element::item:
        case Element::pre:
            builder_.begin_paragraph();
            break;
        case Element::row:
            if (!row_waits_) builder_.end_passage();
            row_waits_ = false;
            break;
        default:
            break;
    }
}

void HtmlStream::open_container() {
    open_.push_back({Element::container});
}

void HtmlStream::close_container() {
    while (open_.back().element != Element::container) pop();
    open_.pop_back();
}

void HtmlStream::begin_inline() {
    inline_ = true;
}

void HtmlStream::end_inline() {
    if (!inline_) return;
    inline_ = false;
    if (hidden_inline_) hidden_depth_ = 0;
    hidden_inline_ = false;
    in_title_ = false;
    tokenizer_.reset();
    if (link_open_) builder_.end_link(0);
    link_open_ = false;
}

void HtmlStream::finish() {
    tokenizer_.finish();
    if (in_title_) end_title();
    while (!open_.empty()) pop();
}

}  // namespace clausemark
