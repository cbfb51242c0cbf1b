// SPDX-License-Identifier: Apache-2.0
// The states of HTML tokenization. See html_tokenizer.h. Departures from the standard: doctypes are passed
// over like bogus comments, escaped scripts ("<!--<script>") have no states of their own, only attributes
// that some sink reads are kept.
#include "parser/formats/html_tokenizer.h"

#include <algorithm>
#include <array>

#include "parser/core/ascii.h"
#include "parser/formats/entities.h"

namespace clausemark {
namespace {

/// Elements whose content is text alone. Of title and textarea, references are decoded.
constexpr auto raw_elements = std::to_array<std::string_view>(
    {"iframe", "noembed", "noframes", "script", "style", "textarea", "title", "xmp"});

constexpr auto kept_attributes = std::to_array<std::string_view>(
    {"alt", "class", "content", "hidden", "href", "lang", "name", "property", "style", "xml:lang"});

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}
bool is_letter(char c) {
    return ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z';
}

Span span(std::size_t begin, std::size_t end) {
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

}  // namespace

const HtmlAttribute* HtmlTag::find(std::string_view attribute) const {
    const auto found = std::find_if(attributes.begin(), attributes.end(),
                                    [=](const HtmlAttribute& a) { return a.name == attribute; });
    return found == attributes.end() ? nullptr : &*found;
}

void HtmlTokenizer::feed(Span piece) {
    std::size_t at = piece.begin;
    const std::size_t end = std::min<std::size_t>(piece.end, all_.size());
    while (at < end) {
        switch (state_) {
            case State::data:
                at = text(at, end);
                break;
            case State::raw_text:
                at = raw_text(at, end);
                break;
            case State::markup:
            case State::comment:
            case State::bogus:
                at = comment(at, end);
                break;
            case State::value_double:
            case State::value_single:
            case State::value_plain:
                at = value(at, end);
                break;
            default: {
                const State before = state_;
                tag_byte(at);
                // "<" that begins no tag is text; the byte behind it is looked at again.
                const bool again = before == State::tag_open && state_ == State::data;
                if (!again) ++at;
            }
        }
    }
}

std::size_t HtmlTokenizer::text(std::size_t at, std::size_t end) {
    const std::size_t begin = at;
    while (at < end && all_[at] != '<' && all_[at] != '&' && all_[at] != '\0') ++at;
    if (at > begin) sink_.on_text(span(begin, at));
    if (at == end) return at;
    if (all_[at] == '<') {
        begin_ = at;
        state_ = State::tag_open;
        return at + 1;
    }
    if (all_[at] == '\0') return at + 1;  // browsers drop it
    const Reference reference = html_reference(all_.substr(at, end - at));
    if (reference.size == 0) {
        sink_.on_text(span(at, at + 1));
        return at + 1;
    }
    sink_.on_reference(reference.text, span(at, at + reference.size));
    return at + reference.size;
}

bool HtmlTokenizer::ends_raw_text(std::size_t at, std::size_t end) const {
    if (end - at < raw_.size() + 2 || all_[at + 1] != '/') return false;
    for (std::size_t i = 0; i < raw_.size(); ++i)
        if (ascii_lower(all_[at + 2 + i]) != raw_[i]) return false;
    const std::size_t behind = at + 2 + raw_.size();
    return behind == end || is_space(all_[behind]) || all_[behind] == '/' || all_[behind] == '>';
}

std::size_t HtmlTokenizer::raw_text(std::size_t at, std::size_t end) {
    const bool decodes = raw_ == "title" || raw_ == "textarea";
    std::size_t begin = at;
    for (; at < end; ++at) {
        if (all_[at] == '<' && ends_raw_text(at, end)) break;
        if (all_[at] != '&' || !decodes) continue;
        const Reference reference = html_reference(all_.substr(at, end - at));
        if (reference.size == 0) continue;
        if (at > begin) sink_.on_text(span(begin, at));
        sink_.on_reference(reference.text, span(at, at + reference.size));
        begin = at + reference.size;
        at = begin - 1;
    }
    if (at > begin) sink_.on_text(span(begin, at));
    if (at == end) return at;
    begin_ = at;
    tag_ = HtmlTag{};
    tag_.closing = true;
    state_ = State::tag_name;
    return at + 2;
}

/// "<!", "<?" and "</" followed by no letter: a comment ends at "-->", everything else at ">".
std::size_t HtmlTokenizer::comment(std::size_t at, std::size_t end) {
    if (state_ == State::markup) {
        // Here at is begin_ + 2 or behind its first hyphen.
        if (all_[at] == '-' && at == begin_ + 2) return at + 1;
        state_ = all_[at] == '-' && at == begin_ + 3 ? State::comment : State::bogus;
        return state_ == State::comment ? at + 1 : at;
    }
    const bool real = state_ == State::comment;
    for (; at < end; ++at) {
        const std::size_t close = std::min(all_.substr(0, end).find('>', at), end);
        if (close == end) return end;
        at = close;
        const std::string_view before = all_.substr(begin_ + 2, close - begin_ - 2);
        if (real && !before.ends_with("--") && !(before.size() > 4 && before.ends_with("--!")) &&
            before != "--" && before != "---")
            continue;
        state_ = State::data;
        if (real && before.size() >= 4) {
            const std::size_t tail = before.ends_with("--!") ? 3 : 2;
            sink_.on_comment(before.substr(2, before.size() - 2 - tail), span(begin_, close + 1));
        }
        return close + 1;
    }
    return at;
}

void HtmlTokenizer::finish() {
    if (state_ == State::comment && begin_ + 4 <= all_.size())
        sink_.on_comment(all_.substr(begin_ + 4), span(begin_, all_.size()));
    state_ = State::data;
}

void HtmlTokenizer::begin_attribute() {
    attribute_.clear();
    keep_ = true;
}

void HtmlTokenizer::begin_value(std::size_t at, State state) {
    state_ = state;
    const bool known =
        std::find(kept_attributes.begin(), kept_attributes.end(), attribute_) != kept_attributes.end();
    keep_ = keep_ && known && tag_.find(attribute_) == nullptr;
    if (keep_) tag_.attributes.push_back({attribute_, {}, span(at, at)});
}

std::size_t HtmlTokenizer::value(std::size_t at, std::size_t end) {
    const std::size_t begin = at;
    const char quote = state_ == State::value_double ? '"' : '\'';
    const bool quoted = state_ != State::value_plain;
    while (at < end && (quoted ? all_[at] != quote : !is_space(all_[at]) && all_[at] != '>')) ++at;
    if (keep_) {
        tag_.attributes.back().value += all_.substr(begin, at - begin);
        tag_.attributes.back().source.end = static_cast<std::uint32_t>(at);
    }
    if (at == end) return at;
    state_ = State::before_attribute;
    return quoted ? at + 1 : at;
}

void HtmlTokenizer::tag_byte(std::size_t at) {
    const char c = all_[at];
    switch (state_) {
        case State::tag_open:
            if (is_letter(c)) {
                tag_ = HtmlTag{};
                tag_.name = ascii_lower(c);
                state_ = State::tag_name;
            } else if (c == '/') {
                state_ = State::end_tag_open;
            } else if (c == '!') {
                state_ = State::markup;
            } else if (c == '?') {
                state_ = State::bogus;
            } else {
                state_ = State::data;
                sink_.on_text(span(begin_, begin_ + 1));
            }
            return;
        case State::end_tag_open:
            if (is_letter(c)) {
                tag_ = HtmlTag{};
                tag_.closing = true;
                tag_.name = ascii_lower(c);
                state_ = State::tag_name;
            } else {
                state_ = c == '>' ? State::data : State::bogus;
            }
            return;
        case State::tag_name:
            if (c == '>') return end_tag(at + 1);
            if (is_space(c) || c == '/')
                state_ = State::before_attribute;
            else
                tag_.name += ascii_lower(c);
            return;
        case State::before_attribute:
            if (c == '>') return end_tag(at + 1);
            if (is_space(c) || c == '/') return;
            begin_attribute();
            attribute_ = ascii_lower(c);
            state_ = State::attribute_name;
            return;
        case State::attribute_name:
        case State::after_attribute_name:
            if (c == '=') {
                state_ = State::before_value;
            } else if (c == '>' || c == '/') {
                begin_value(at, State::before_attribute);
                if (c == '>') end_tag(at + 1);
            } else if (is_space(c)) {
                state_ = State::after_attribute_name;
            } else if (state_ == State::attribute_name) {
                attribute_ += ascii_lower(c);
            } else {
                begin_value(at, State::attribute_name);
                begin_attribute();
                attribute_ = ascii_lower(c);
            }
            return;
        case State::before_value:
            if (is_space(c)) return;
            if (c == '"') return begin_value(at + 1, State::value_double);
            if (c == '\'') return begin_value(at + 1, State::value_single);
            begin_value(at, State::value_plain);
            if (c == '>') return end_tag(at + 1);
            value(at, at + 1);
            return;
        default:
            return;
    }
}

void HtmlTokenizer::end_tag(std::size_t end) {
    tag_.source = span(begin_, end);
    state_ = State::data;
    if (!tag_.closing && std::binary_search(raw_elements.begin(), raw_elements.end(), tag_.name)) {
        raw_ = tag_.name;
        state_ = State::raw_text;
    }
    sink_.on_tag(tag_);
}

}  // namespace clausemark
