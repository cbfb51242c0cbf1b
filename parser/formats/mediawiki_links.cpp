// SPDX-License-Identifier: Apache-2.0
// The rules follow what MediaWiki 1.39 does to links, so that what it shows as text is text here. See
// mediawiki_links.h.
#include "parser/formats/mediawiki_links.h"

#include <algorithm>
#include <array>

#include "parser/core/utf8.h"
#include "parser/formats/entities.h"
#include "parser/formats/mediawiki_stream.h"

namespace clausemark::mediawiki {
namespace {

constexpr std::uint32_t no_file_pieces = 1000;  // inner links of one caption; more are no caption

/// Bytes a title is made of. A marker is allowed: a call may give part of a title.
constexpr auto title_byte = [] {
    std::array<bool, 256> table{};
    for (int c = 0x20; c < 0x7F; ++c) table[static_cast<std::size_t>(c)] = true;
    for (int c = 0x80; c < 0x100; ++c) table[static_cast<std::size_t>(c)] = true;
    for (const char c : {'<', '>', '[', ']', '{', '}', '|'}) table[static_cast<unsigned char>(c)] = false;
    return table;
}();

int hex(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    c = static_cast<char>(c | 0x20);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/// Place of a two-byte mark that ends at or before `limit`; `limit` where there is none. Looks no further.
std::size_t find_before(std::string_view text, std::string_view mark, std::size_t from, std::size_t limit) {
    return from < limit ? std::min(text.substr(0, limit).find(mark, from), limit) : limit;
}

/// Whether MediaWiki takes it as a title.
bool valid_title(std::string_view written) {
    std::string title = decode_entities(
        written.find('%') == std::string_view::npos ? std::string(written) : percent_decode(written));
    std::replace(title.begin(), title.end(), '_', ' ');
    std::string_view name = trim(title);
    if (name.starts_with(':')) name = trim(name.substr(1));
    const std::size_t hash = name.find('#');
    const bool fragment = hash != std::string_view::npos;
    name = trim(name.substr(0, hash));
    if (name.empty()) return fragment;
    if (name.starts_with(':') || name.size() > 255 || name.find("~~~") != std::string_view::npos)
        return false;
    const std::size_t colon = name.find(':');
    std::string_view rest;
    if (colon != std::string_view::npos && space_of(name, rest) != Space::page && rest.empty()) return false;
    for (std::size_t i = 0; i < name.size(); ++i) {
        const auto c = static_cast<unsigned char>(name[i]);
        if (!title_byte[c]) return false;
        if (c == '%' && i + 2 < name.size() && hex(name[i + 1]) >= 0 && hex(name[i + 2]) >= 0) return false;
        if (c == '&') {
            std::size_t end = i + 1;
            while (end < name.size() && (is_letter(name[end]) || (name[end] >= '0' && name[end] <= '9')))
                ++end;
            if (end > i + 1 && end < name.size() && name[end] == ';') return false;
        }
    }
    if (name == "." || name == ".." || name.starts_with("./") || name.starts_with("../") ||
        name.ends_with("/.") || name.ends_with("/..") || name.find("/./") != std::string_view::npos ||
        name.find("/../") != std::string_view::npos)
        return false;
    return name.find(marker) != std::string_view::npos || find_invalid(name) == std::string_view::npos;
}

/// Bytes at `at` that no address holds: 0 where it goes on.
std::size_t address_stop(std::string_view text, std::size_t at) {
    const auto c = static_cast<unsigned char>(text[at]);
    if (c <= 0x20 || c == 0x7F || c == 0xFF || c == '[' || c == ']' || c == '<' || c == '>' || c == '"')
        return 1;
    if (c == '\'' && text.substr(at).starts_with("''")) return 1;
    if (c == 0xC2 && text.substr(at).starts_with("\xC2\xA0")) return 2;
    if (c == 0xE1 && text.substr(at).starts_with("\xE1\x9A\x80")) return 3;
    if (c == 0xE2 && at + 2 < text.size() && text[at + 1] == '\x80') {
        const auto last = static_cast<unsigned char>(text[at + 2]);
        if (last >= 0x80 && last <= 0x8A) return 3;
        if (last == 0xAF) return 3;
    }
    if (text.substr(at).starts_with("\xE2\x81\x9F") || text.substr(at).starts_with("\xE3\x80\x80")) return 3;
    return 0;
}

bool escaped_bracket(std::string_view text, std::size_t at) {
    return text[at] == '&' && (text.substr(at).starts_with("&lt;") || text.substr(at).starts_with("&gt;"));
}

}  // namespace

std::string percent_decode(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool coded =
            text[i] == '%' && i + 2 < text.size() && hex(text[i + 1]) >= 0 && hex(text[i + 2]) >= 0;
        out += coded ? static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2])) : text[i];
        if (coded) i += 2;
    }
    return out;
}

PageLink Links::page_link(std::uint32_t at, std::uint32_t limit) {
    const std::uint32_t target = at + 2;
    std::uint32_t end = target;
    while (end < limit && title_byte[static_cast<unsigned char>(text_[end])]) ++end;
    if (end == target || end >= limit) return {};
    PageLink link;
    link.begin = at;
    link.target = {target, end};
    while (link.target.begin < end && text_[link.target.begin] == ' ') ++link.target.begin;
    const std::string_view written = link.target.of(text_);
    std::string_view unescaped = written;
    link.escaped = written.starts_with(':');
    if (link.escaped) unescaped.remove_prefix(1);
    unescaped = trim(unescaped);
    link.space = space_of(unescaped, link.name);

    if (text_[end] == '|') {
        link.labelled = true;
        // The label has at least one byte, ends at the first "]]", and no link begins inside of it.
        const std::size_t inner = find_before(text_, "[[", end + 1, limit);
        const std::size_t close = find_before(text_, "]]", end + 2, inner);
        if (close < inner) {
            link.label = {end + 1, static_cast<std::uint32_t>(close)};
            link.end = link.label.end + 2;
            // "[[a|[b]]]": the third bracket belongs to the label.
            if (link.end < limit && text_[link.end] == ']' &&
                link.label.of(text_).find('[') != std::string_view::npos) {
                ++link.label.end;
                ++link.end;
            }
        } else {
            if (link.space != Space::file || link.escaped || inner >= limit) return {};
            const Span rest = file_end(end + 1, limit);
            if (rest.empty()) return {};
            link.label = {end + 1, rest.begin};
            link.end = rest.end;
        }
    } else if (text_.substr(end).starts_with("]]") && end + 2 <= limit) {
        link.end = end + 2;
    } else {
        return {};
    }
    if (protocol(written, true) > 0 || !valid_title(written)) return {};
    link.language = !link.escaped && !link.labelled && is_language_prefix(unescaped);
    return link;
}

/// The "]]" that closes a file link whose caption holds links.
Span Links::file_end(std::uint32_t from, std::uint32_t limit) {
    if (from < no_file_end_) return {};
    std::size_t piece = text_.find("[[", from);
    for (std::uint32_t pieces = 0; piece < limit && pieces < no_file_pieces; ++pieces) {
        const std::size_t next = find_before(text_, "[[", piece + 2, limit);
        const std::size_t first = find_before(text_, "]]", piece + 2, next);
        if (first >= next) break;
        const std::size_t second = find_before(text_, "]]", first + 2, next);
        if (second < next)
            return {static_cast<std::uint32_t>(second), static_cast<std::uint32_t>(second + 2)};
        piece = next;
    }
    no_file_end_ = std::max(no_file_end_, static_cast<std::uint32_t>(std::min<std::size_t>(piece, limit)));
    return {};
}

ExternalLink Links::external_link(std::uint32_t at, std::uint32_t limit) {
    const std::size_t scheme = protocol(text_.substr(at + 1, 16), true);
    if (scheme == 0) return {};
    ExternalLink link;
    std::size_t end = at + 1 + scheme;
    std::size_t stop = 0;
    if (end < limit && text_[end] == '[') {  // an IPv6 host
        const std::size_t bracket = text_.find_first_not_of("0123456789abcdefABCDEF:.", end + 1);
        if (bracket < limit && text_[bracket] == ']') end = bracket + 1;
    }
    while (end < limit && (stop = address_stop(text_, end)) == 0) ++end;
    if (end == at + 1 + scheme) return {};
    link.address = {at + 1, static_cast<std::uint32_t>(end)};
    while (end < limit && (text_[end] == ' ' || stop > 1)) {
        end += std::max<std::size_t>(stop, 1);
        stop = end < limit ? address_stop(text_, end) : 0;
    }
    link.label.begin = static_cast<std::uint32_t>(end);
    if (at < no_external_end_) return {};
    while (end < limit && text_[end] != ']' && text_[end] != '\n') {
        const bool link_inside = text_[end] == '[' && end + 1 < limit && text_[end + 1] == '[';
        const std::uint32_t inner = link_inside ? page_link(static_cast<std::uint32_t>(end), limit).end : 0;
        end = inner > 0 ? inner : end + 1;
    }
    if (end >= limit || text_[end] == '\n') {
        no_external_end_ = static_cast<std::uint32_t>(end);
        return {};
    }
    link.label.end = static_cast<std::uint32_t>(end);
    link.end = link.label.end + 1;
    return link;
}

Span Links::bare_address(std::uint32_t colon, std::uint32_t begin, std::uint32_t limit) const {
    if (colon + 1 >= limit || address_stop(text_, colon + 1) > 0) return {};
    std::uint32_t first = colon;
    while (first > begin && colon - first < 12 && is_letter(text_[first - 1])) --first;
    const std::size_t scheme = protocol(text_.substr(first, 16), false);
    if (scheme == 0) return {};
    if (first > begin && ((text_[first - 1] >= '0' && text_[first - 1] <= '9') || text_[first - 1] == '_'))
        return {};
    std::size_t end = first + scheme;
    while (end < limit && address_stop(text_, end) == 0 && !escaped_bracket(text_, end)) ++end;
    if (end == first + scheme) return {};
    const bool parenthesis = text_.substr(first, end - first).find('(') != std::string_view::npos;
    const std::string_view marks = parenthesis ? ",;.:!?" : ",;.:!?)";
    const auto ends_reference = [&] {
        std::size_t at = end - 1;
        while (at > first && (is_letter(text_[at - 1]) || text_[at - 1] == '#' ||
                              (text_[at - 1] >= '0' && text_[at - 1] <= '9')))
            --at;
        return text_[end - 1] == ';' && text_[at - 1] == '&';
    };
    while (end > first + scheme && marks.find(text_[end - 1]) != std::string_view::npos && !ends_reference())
        --end;
    return {first, static_cast<std::uint32_t>(end)};
}

std::vector<Span> split_options(std::string_view text, Span options) {
    std::vector<Span> parts;
    std::uint32_t begin = options.begin;
    std::uint32_t inner = 0;  // links open
    for (std::uint32_t at = options.begin; at <= options.end; ++at) {
        if (at == options.end || (text[at] == '|' && inner == 0)) {
            parts.push_back({begin, at});
            begin = at + 1;
        } else if (text.substr(at, 2) == "[[") {
            ++inner;
            ++at;
        } else if (text.substr(at, 2) == "]]" && inner > 0) {
            --inner;
            ++at;
        }
    }
    return parts;
}

}  // namespace clausemark::mediawiki
