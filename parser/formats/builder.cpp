// SPDX-License-Identifier: Apache-2.0
// Folding white space, keeping runs, and closing passages. See builder.h.
#include "parser/formats/builder.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "parser/core/ascii.h"
#include "parser/core/limits.h"

namespace clausemark {
namespace {

constexpr auto white_space = [] {
    std::array<bool, 256> table{};
    for (const unsigned char c : {' ', '\t', '\n', '\r', '\f'}) table[c] = true;
    return table;
}();

bool is_space(char c) {
    return white_space[static_cast<unsigned char>(c)];
}

/// True for eight bytes without control characters, two spaces in a row or a space at the end.
bool plain_words(const char* bytes) {
    constexpr std::uint64_t each = 0x0101010101010101u;
    constexpr std::uint64_t low = 0x7F * each;
    std::uint64_t eight = 0;
    std::memcpy(&eight, bytes, sizeof eight);
    const bool control = ((eight - 0x20 * each) & ~eight & ~low) != 0;
    const std::uint64_t other = eight ^ 0x20 * each;
    const std::uint64_t spaces = ~(((other & low) + low) | other | low);  // the high bit of each space
    return !control && (spaces & spaces >> 8) == 0 && bytes[7] != ' ';
}

/// Behind the words from `at` on that are divided by single spaces. Most text is nothing else, so it is taken
/// eight bytes at a time: this loop sees every byte of a page.
std::uint32_t behind_stretch(const char* text, std::uint32_t at, std::uint32_t end) {
    while (at < end) {
        if (end - at >= 8 && plain_words(text + at)) {
            at += 8;
        } else if (!is_space(text[at]) || (text[at] == ' ' && at + 1 < end && !is_space(text[at + 1]))) {
            ++at;
        } else {
            break;
        }
    }
    return at;
}

bool exact(const Run& run) {
    return run.text.size() == run.source.size();
}

std::string_view trim(std::string_view s) {
    while (!s.empty() && is_space(s.front())) s.remove_prefix(1);
    while (!s.empty() && is_space(s.back())) s.remove_suffix(1);
    return s;
}

std::uint32_t length(std::string_view s) {
    return static_cast<std::uint32_t>(s.size());
}

}  // namespace

DocumentBuilder::DocumentBuilder(Format format, std::string source) {
    document_.format = format;
    document_.source = std::move(source);
    document_.text.reserve(document_.source.size() + 16);
    // A passage seldom has less than a line, or more than two runs in one: growing would copy most of a large
    // document again and again.
    const auto lines =
        static_cast<std::size_t>(std::count(document_.source.begin(), document_.source.end(), '\n'));
    document_.passages.reserve(lines);
    document_.runs.reserve(2 * lines);
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
    if (in_row()) {
        append_break();
        return;
    }
    // The first paragraph of a list item or a note is that item or note.
    if (open_ && !started_ && (passage_.kind == PassageKind::list_item || passage_.kind == PassageKind::note))
        return;
    open(PassageKind::paragraph);
}

void DocumentBuilder::begin_note() {
    open(PassageKind::note);
}
void DocumentBuilder::begin_argument() {
    open(PassageKind::argument);
}

void DocumentBuilder::begin_code() {
    if (in_row()) {
        append_break();
        return;
    }
    open(PassageKind::code);
    last_paragraph_ = no_passage;
}

void DocumentBuilder::begin_item(bool ordered) {
    if (in_row()) {
        append_break();
        return;
    }
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
    if (!in_row()) {
        end_passage();  // a heading or a table in an earlier cell has ended the row
        return;
    }
    pending_space_ = false;
    if (!started_) start_passage();
    if (passage_.cells_end > passage_.cells_begin) document_.text += '\t';
    const auto at = length(document_.text);
    document_.cells.push_back({at, at});
    passage_.cells_end = static_cast<std::uint32_t>(document_.cells.size());
}

bool DocumentBuilder::is_row(PassageKind kind) {
    return kind == PassageKind::table_row || kind == PassageKind::table_header;
}

bool DocumentBuilder::in_row() const {
    return open_ && is_row(passage_.kind);
}

void DocumentBuilder::start_passage() {
    passage_.text.begin = length(document_.text);
    first_run_ = document_.runs.size();
    passage_.heading = headings_.empty() ? no_passage : headings_.back();
    started_ = true;
}

void DocumentBuilder::end_passage() {
    pending_space_ = false;
    if (!open_) return;
    open_ = false;
    if (!started_) return;
    started_ = false;
    row_lists_ = 0;
    // White space kept in code, and the tabs of empty cells at the ends, do not belong to the passage.
    std::string& text = document_.text;
    std::uint32_t begin = passage_.text.begin;
    std::uint32_t end = length(text);
    while (end > begin && is_space(text[end - 1])) --end;
    while (begin < end && is_space(text[begin])) ++begin;
    text.resize(end);
    auto& runs = document_.runs;
    while (!runs.empty() && runs.back().text.begin >= end) runs.pop_back();
    if (!runs.empty() && runs.back().text.end > end) {
        if (exact(runs.back())) runs.back().source.end -= runs.back().text.end - end;
        runs.back().text.end = end;
    }
    last_run_exact_ = false;
    if (begin == end) {
        if (is_row(passage_.kind)) document_.cells.resize(passage_.cells_begin);
        return;
    }
    text += '\n';
    const auto after = [](std::uint32_t at, const Run& run) { return at < run.text.end; };
    const auto first =
        std::upper_bound(runs.begin() + static_cast<std::ptrdiff_t>(first_run_), runs.end(), begin, after);
    passage_.source = {first->source.begin, runs.back().source.end};
    if (exact(*first) && begin > first->text.begin) passage_.source.begin += begin - first->text.begin;
    passage_.text = {begin, end};
    for (auto i = passage_.cells_begin; i < passage_.cells_end; ++i) {
        Span& cell = document_.cells[i];
        cell.begin = std::clamp(cell.begin, begin, end);
        cell.end = std::clamp(cell.end, cell.begin, end);
    }

    const auto index = static_cast<std::uint32_t>(document_.passages.size());
    switch (passage_.kind) {
        case PassageKind::heading: {
            while (!headings_.empty() && document_.passages[headings_.back()].level >= passage_.level)
                headings_.pop_back();
            passage_.heading = headings_.empty() ? no_passage : headings_.back();
            headings_.push_back(index);
            break;
        }
        case PassageKind::paragraph:
        case PassageKind::list_item:
            (lists_.empty() ? last_paragraph_ : lists_.back().item) = index;
            break;
        case PassageKind::table_header:
            if (!table_headers_.empty()) table_headers_.back() = index;
            break;
        default:
            break;
    }
    for (const std::size_t waiting : waiting_directives_) document_.directives[waiting].passage = index;
    waiting_directives_.clear();
    document_.passages.push_back(passage_);
}

// --- structure

void DocumentBuilder::begin_list() {
    if (in_row()) {
        ++row_lists_;
        append_break();
        return;
    }
    end_passage();
    if (lists_.size() >= limits::nesting) {
        ++flattened_;
        document_.depth_limited = true;
        return;
    }
    std::uint32_t lead_in = lists_.empty() ? last_paragraph_ : lists_.back().item;
    if (lead_in == no_passage && !lists_.empty()) lead_in = lists_.back().lead_in;
    lists_.push_back({lead_in, no_passage});
}

void DocumentBuilder::end_list() {
    if (in_row() && row_lists_ > 0) {
        --row_lists_;
        append_break();
        return;
    }
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
    in_row() ? append_break() : end_passage();
    ++quotes_;
}

void DocumentBuilder::end_quote() {
    in_row() ? append_break() : end_passage();
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
    const bool extends = byte_for_byte && last_run_exact_ && runs.back().text.end == in_text.begin &&
                         runs.back().source.end == source.begin;
    if (extends) {
        runs.back().text.end = in_text.end;
        runs.back().source.end = source.end;
    } else {
        runs.push_back({in_text, source});
        last_run_exact_ = byte_for_byte;
    }
    if (passage_.cells_end > passage_.cells_begin) document_.cells[passage_.cells_end - 1].end = in_text.end;
}

void DocumentBuilder::flush_space() {
    if (!pending_space_) return;
    pending_space_ = false;
    const bool at_start =
        !started_ || document_.text.size() == passage_.text.begin || document_.text.back() == '\t';
    if (at_start || document_.text.back() == ' ') return;
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
        at = behind_stretch(all.data(), at, source.end);
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
    if (passage_.kind == PassageKind::code) {
        if (document_.text.back() != '\n') put("\n", {at, at}, false);
        return;
    }
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

void DocumentBuilder::add_property(std::string_view name, std::string value, Span source) {
    document_.properties.push_back({ascii_lower(name), std::move(value), source});
}

void DocumentBuilder::add_comment(std::string_view body, Span source) {
    constexpr std::string_view mark = "clausemark";
    body = trim(body);
    const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? a + 32 : a) == b; };
    if (body.size() < mark.size() || !std::ranges::equal(body.substr(0, mark.size()), mark, same)) return;
    body.remove_prefix(mark.size());
    // "clausemarks" is another word; "clausemark off" lacks its colon, and must not be lost silently.
    const bool ends = body.empty() || body.front() == ':' || is_space(body.front());
    if (!ends) return;
    const std::string_view rest = trim(body);
    const bool colon = rest.starts_with(':');
    Directive directive{std::string(colon ? trim(rest.substr(1)) : rest), source, no_passage, !colon};
    if (open_ && started_) {
        directive.passage = static_cast<std::uint32_t>(document_.passages.size());
    } else {
        waiting_directives_.push_back(document_.directives.size());
    }
    document_.directives.push_back(std::move(directive));
}

void DocumentBuilder::flag_front_matter(std::size_t source) {
    if (!document_.malformed_front_matter)
        document_.malformed_front_matter = static_cast<std::uint32_t>(source);
}
void DocumentBuilder::flag_depth() {
    document_.depth_limited = true;
}
void DocumentBuilder::set_title(std::string title) {
    document_.title = std::move(title);
}
void DocumentBuilder::set_language(std::string language) {
    document_.language = std::move(language);
}

Document DocumentBuilder::finish() {
    end_passage();
    while (!open_links_.empty()) end_link(open_links_.back().source.begin);
    // What stood in a passage that vanished must not point behind the end.
    const auto end = length(document_.text);
    for (Link& link : document_.links)
        link.text = {std::min(link.text.begin, end), std::min(link.text.end, end)};
    for (Directive& directive : document_.directives)
        if (directive.passage >= document_.passages.size()) directive.passage = no_passage;
    if (document_.title.empty()) {
        const auto first =
            std::find_if(document_.passages.begin(), document_.passages.end(),
                         [](const Passage& p) { return p.kind == PassageKind::heading && p.level == 1; });
        if (first != document_.passages.end()) document_.title = std::string(document_.text_of(*first));
    }
    return std::move(document_);
}

}  // namespace clausemark
