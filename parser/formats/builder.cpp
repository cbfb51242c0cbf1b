// SPDX-License-Identifier: Apache-2.0
// Folding white space, keeping runs, and closing passages. See builder.h.
#include "parser/formats/builder.h"

#include <algorithm>

#include "parser/core/limits.h"

namespace clausemark {
namespace {

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f'; }

std::string_view trim(std::string_view s) {
    while (!s.empty() && is_space(s.front())) s.remove_prefix(1);
    while (!s.empty() && is_space(s.back())) s.remove_suffix(1);
    return s;
}

std::uint32_t length(std::string_view s) { return static_cast<std::uint32_t>(s.size()); }

}  // namespace

DocumentBuilder::DocumentBuilder(Format format, std::string source) {
    document_.format = format;
    document_.source = std::move(source);
    document_.text.reserve(document_.source.size() + 16);
}

// --- passages

void DocumentBuilder::open(PassageKind kind) {
    end_passage();
    passage_ = Passage{};
    passage_.kind = kind;
    passage_.quoted = quotes_ > 0;
    open_ = true;
}

void DocumentBuilder::begin_heading(int level) {
    open(PassageKind::heading);
    passage_.level = static_cast<std::uint8_t>(std::clamp(level, 1, 6));
    last_paragraph_ = no_passage;
}

void DocumentBuilder::begin_paragraph() {
    // The first paragraph of a list item or a cell is that item or cell.
    const bool in_row = open_ && (passage_.kind == PassageKind::table_row || passage_.kind == PassageKind::table_header);
    if (in_row) {
        append_break();
        return;
    }
    if (open_ && !started_ && (passage_.kind == PassageKind::list_item || passage_.kind == PassageKind::note)) return;
    open(PassageKind::paragraph);
}

void DocumentBuilder::begin_note() { open(PassageKind::note); }
void DocumentBuilder::begin_argument() { open(PassageKind::argument); }

void DocumentBuilder::begin_code() {
    open(PassageKind::code);
    last_paragraph_ = no_passage;
}

void DocumentBuilder::begin_item(bool ordered) {
    open(PassageKind::list_item);
    passage_.ordered = ordered;
    passage_.level = static_cast<std::uint8_t>(std::max<std::size_t>(lists_.size(), 1));
    if (!lists_.empty()) {
        passage_.lead_in = lists_.back().lead_in;
        lists_.back().item = no_passage;
    }
}

void DocumentBuilder::begin_row(bool header) {
    open(header ? PassageKind::table_header : PassageKind::table_row);
    passage_.cells_begin = passage_.cells_end = static_cast<std::uint32_t>(document_.cells.size());
    if (!header && !table_headers_.empty()) passage_.lead_in = table_headers_.back();
}

void DocumentBuilder::begin_cell() {
    if (!open_) return;
    pending_space_ = false;
    if (passage_.cells_end > passage_.cells_begin || started_) {
        if (!started_) start_passage();
        document_.text += '\t';
    } else if (!started_) {
        start_passage();
    }
    const auto at = length(document_.text);
    document_.cells.push_back({at, at});
    passage_.cells_end = static_cast<std::uint32_t>(document_.cells.size());
}

void DocumentBuilder::start_passage() {
    passage_.text.begin = length(document_.text);
    passage_.heading = headings_.empty() ? no_passage : headings_.back();
    started_ = true;
}

void DocumentBuilder::end_passage() {
    pending_space_ = false;
    if (!open_) return;
    open_ = false;
    if (!started_) return;
    started_ = false;
    std::string& text = document_.text;
    // White space kept in code, and the tabs of empty last cells, do not belong to the passage.
    std::uint32_t begin = passage_.text.begin;
    std::uint32_t end = length(text);
    while (end > begin && is_space(text[end - 1])) --end;
    const bool empty = end == begin;
    if (empty) {
        text.resize(begin);
        document_.cells.resize(std::min<std::size_t>(document_.cells.size(), passage_.cells_end > passage_.cells_begin
                                                                                ? passage_.cells_begin
                                                                                : document_.cells.size()));
        return;
    }
    while (begin < end && is_space(text[begin])) ++begin;
    passage_.text = {begin, end};
    text += '\n';
    auto& runs = document_.runs;
    const auto after = [](std::uint32_t at, const Run& run) { return at < run.text.end; };
    const auto first = std::upper_bound(runs.begin(), runs.end(), begin, after);
    passage_.source = runs.empty() || first == runs.end() ? Span{} : Span{first->source.begin, runs.back().source.end};
    for (auto i = passage_.cells_begin; i < passage_.cells_end; ++i) {
        Span& cell = document_.cells[i];
        cell.begin = std::min(cell.begin, end);
        cell.end = std::clamp(cell.end, cell.begin, end);
    }

    const auto index = static_cast<std::uint32_t>(document_.passages.size());
    switch (passage_.kind) {
        case PassageKind::heading: {
            while (!headings_.empty() && document_.passages[headings_.back()].level >= passage_.level) headings_.pop_back();
            passage_.heading = headings_.empty() ? no_passage : headings_.back();
            headings_.push_back(index);
            break;
        }
        case PassageKind::paragraph: last_paragraph_ = index; break;
        case PassageKind::list_item:
            if (!lists_.empty()) lists_.back().item = index;
            break;
        case PassageKind::table_header:
            if (!table_headers_.empty()) table_headers_.back() = index;
            break;
        default: break;
    }
    for (const std::size_t waiting : waiting_directives_) document_.directives[waiting].passage = index;
    waiting_directives_.clear();
    document_.passages.push_back(passage_);
}

// --- structure

void DocumentBuilder::begin_list() {
    end_passage();
    if (lists_.size() >= limits::nesting) {
        ++flattened_;
        document_.depth_limited = true;
        return;
    }
    const std::uint32_t lead_in = lists_.empty() ? last_paragraph_ : lists_.back().item;
    lists_.push_back({lead_in, no_passage});
}

void DocumentBuilder::end_list() {
    end_passage();
    if (flattened_ > 0) {
        --flattened_;
        return;
    }
    if (!lists_.empty()) lists_.pop_back();
    if (lists_.empty()) last_paragraph_ = no_passage;
}

void DocumentBuilder::begin_table() {
    end_passage();
    table_headers_.push_back(no_passage);
    last_paragraph_ = no_passage;
}

void DocumentBuilder::end_table() {
    end_passage();
    if (!table_headers_.empty()) table_headers_.pop_back();
}

void DocumentBuilder::begin_quote() {
    end_passage();
    ++quotes_;
}

void DocumentBuilder::end_quote() {
    end_passage();
    if (quotes_ > 0) --quotes_;
}

// --- visible text

/// Adds text that is not white space, or is kept white space; `put` alone grows Document::text and its runs.
void DocumentBuilder::put(std::string_view text, Span source, bool byte_for_byte) {
    if (text.empty()) return;
    if (!open_) open(PassageKind::paragraph);
    if (!started_) start_passage();
    const auto at = length(document_.text);
    document_.text += text;
    auto& runs = document_.runs;
    const Span in_text{at, at + length(text)};
    const bool extends = byte_for_byte && !runs.empty() && runs.back().text.end == in_text.begin &&
                         runs.back().source.end == source.begin && runs.back().text.size() == runs.back().source.size();
    if (extends) {
        runs.back().text.end = in_text.end;
        runs.back().source.end = source.end;
    } else {
        runs.push_back({in_text, source});
    }
    if (passage_.cells_end > passage_.cells_begin) document_.cells[passage_.cells_end - 1].end = in_text.end;
}

void DocumentBuilder::flush_space() {
    if (!pending_space_) return;
    pending_space_ = false;
    const bool at_start = !started_ || document_.text.size() == passage_.text.begin || document_.text.back() == '\t';
    if (at_start) return;
    const bool plain = pending_source_.size() == 1 && document_.source[pending_source_.begin] == ' ';
    put(" ", pending_source_, plain);
}

void DocumentBuilder::append_source(Span source) {
    const std::string_view all = document_.source;
    if (open_ && passage_.kind == PassageKind::code) {
        put(source.of(all), source, true);
        return;
    }
    std::uint32_t at = source.begin;
    while (at < source.end) {
        const std::uint32_t begin = at;
        if (is_space(all[at])) {
            while (at < source.end && is_space(all[at])) ++at;
            pending_source_ = pending_space_ ? cover(pending_source_, {begin, at}) : Span{begin, at};
            pending_space_ = true;
            continue;
        }
        // Words divided by single spaces are one stretch.
        while (at < source.end) {
            if (!is_space(all[at])) {
                ++at;
            } else if (all[at] == ' ' && at + 1 < source.end && !is_space(all[at + 1])) {
                ++at;
            } else {
                break;
            }
        }
        flush_space();
        put(all.substr(begin, at - begin), {begin, at}, true);
    }
}

void DocumentBuilder::append_replacement(std::string_view text, Span source) {
    if (open_ && passage_.kind == PassageKind::code) {
        put(text, source, false);
        return;
    }
    std::size_t at = 0;
    while (at < text.size()) {
        const std::size_t begin = at;
        if (is_space(text[at])) {
            while (at < text.size() && is_space(text[at])) ++at;
            pending_source_ = pending_space_ ? cover(pending_source_, source) : source;
            pending_space_ = true;
            continue;
        }
        while (at < text.size() && !is_space(text[at])) ++at;
        flush_space();
        put(text.substr(begin, at - begin), source, false);
    }
}

void DocumentBuilder::append_break() {
    if (!started_ || pending_space_) return;
    const auto& runs = document_.runs;
    const std::uint32_t at = runs.empty() ? 0 : runs.back().source.end;
    pending_space_ = true;
    pending_source_ = {at, at};
}

// --- what stands beside the text

void DocumentBuilder::begin_link(std::string target, std::uint32_t source_begin) {
    flush_space();
    const auto at = length(document_.text);
    open_links_.push_back({std::move(target), {at, at}, {source_begin, source_begin}});
}

void DocumentBuilder::end_link(std::uint32_t source_end) {
    if (open_links_.empty()) return;
    Link link = std::move(open_links_.back());
    open_links_.pop_back();
    link.text.end = std::max(link.text.begin, length(document_.text));
    link.source.end = std::max(link.source.begin, source_end);
    document_.links.push_back(std::move(link));
}

void DocumentBuilder::add_property(std::string name, std::string value, Span source) {
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    document_.properties.push_back({std::move(name), std::move(value), source});
}

void DocumentBuilder::add_comment(std::string_view body, Span source) {
    constexpr std::string_view mark = "clausemark:";
    body = trim(body);
    if (!body.starts_with(mark)) return;
    Directive directive{std::string(trim(body.substr(mark.size()))), source, no_passage};
    if (open_ && started_) {
        directive.passage = static_cast<std::uint32_t>(document_.passages.size());
    } else {
        waiting_directives_.push_back(document_.directives.size());
    }
    document_.directives.push_back(std::move(directive));
}

void DocumentBuilder::set_title(std::string title) { document_.title = std::move(title); }
void DocumentBuilder::set_language(std::string language) { document_.language = std::move(language); }

void DocumentBuilder::close_links() {
    while (!open_links_.empty()) end_link(open_links_.back().source.begin);
}

Document DocumentBuilder::finish() {
    close_links();
    end_passage();
    if (document_.title.empty()) {
        const auto first = std::find_if(document_.passages.begin(), document_.passages.end(), [](const Passage& p) {
            return p.kind == PassageKind::heading && p.level == 1;
        });
        if (first != document_.passages.end()) document_.title = std::string(document_.text_of(*first));
    }
    return std::move(document_);
}

}  // namespace clausemark
