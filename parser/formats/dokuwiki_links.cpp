// SPDX-License-Identifier: Apache-2.0
// Links and media in brackets. See dokuwiki_links.h.
#include "parser/formats/dokuwiki_links.h"

#include <algorithm>

#include "parser/core/ascii.h"
#include "parser/formats/dokuwiki_lexer.h"
#include "parser/formats/dokuwiki_page.h"

namespace clausemark::dokuwiki {
namespace {

constexpr std::size_t npos = std::string_view::npos;

bool is_alnum(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

std::string_view trim(std::string_view text) {
    while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
    while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
    return text;
}

/// Where a part of the page stands in it.
Span place(std::string_view page, std::string_view part) {
    const auto begin = static_cast<std::uint32_t>(part.data() - page.data());
    return {begin, begin + static_cast<std::uint32_t>(part.size())};
}

struct Parts {
    std::string_view target;  ///< trimmed
    std::string_view title;
    bool has_title = false;
};

Parts split(std::string_view inside) {
    const std::size_t bar = inside.find('|');
    if (bar == npos) return {trim(inside), {}, false};
    return {trim(inside.substr(0, bar)), inside.substr(bar + 1), true};
}

/// wp>Some article: the part after the shortcut, or nothing.
std::string_view interwiki(std::string_view target) {
    std::size_t at = 0;
    while (at < target.size() && (is_alnum(target[at]) || target[at] == '.')) ++at;
    if (at == 0 || at >= target.size() || target[at] != '>') return {};
    return target.substr(at + 1);
}

bool is_interwiki(std::string_view target) {
    return interwiki(target).data() != nullptr;
}

bool has_scheme(std::string_view target) {
    std::size_t at = 0;
    while (at < target.size() &&
           (is_alnum(target[at]) || target[at] == '-' || target[at] == '.' || target[at] == '+'))
        ++at;
    return at > 0 && target.substr(at).starts_with("://");
}

bool is_share(std::string_view target) {
    if (!target.starts_with("\\\\")) return false;
    const std::size_t end = target.find('\\', 2);
    return end != npos && end > 2;
}

bool has_mail(std::string_view target) {
    for (std::size_t at = target.find('@'); at != npos; at = target.find('@', at + 1))
        if (at > 0 && is_mail_char(target[at - 1]) && domain_length(target.substr(at + 1)) > 0) return true;
    return false;
}

std::string_view last_part(std::string_view id) {
    return id.substr(id.rfind(':') + 1);
}

/// The name the wiki gives a link to a page: the anchor, else the last part, and for a start page its
/// namespace.
std::string_view page_name(std::string_view target) {
    constexpr std::string_view start = "start";
    std::string_view id = target.substr(0, target.find('?'));
    if (id.empty()) return {};  // the page itself: its name is not on it
    const std::size_t anchor = id.find('#');
    if (anchor != npos) {
        if (anchor + 1 < id.size()) return id.substr(anchor + 1);
        id = id.substr(0, anchor);
    }
    const auto colon = [](std::string_view text) { return text.find_last_of(":;"); };
    const std::size_t end = colon(id);
    const std::string_view last = id.substr(end == npos ? 0 : end + 1);
    if (!last.empty() && last != start) return last;
    const std::string_view space = end == npos ? std::string_view{} : id.substr(0, end);
    const std::size_t before = colon(space);
    const std::string_view name = space.substr(before == npos ? 0 : before + 1);
    return name.empty() ? start : name;
}

/// The identifier the wiki makes of a file's name, without its namespace: lower case, other signs as
/// underscores.
std::string clean_id(std::string_view name) {
    constexpr std::string_view edges = "._-";
    std::string out;
    bool fresh = false;  // a namespace ended: what follows replaces it, if anything does
    for (const char c : ascii_lower(name)) {
        if (c == ':' || c == ';') {
            fresh = true;
            continue;
        }
        if (fresh && (is_alnum(c) || static_cast<unsigned char>(c) >= 0x80)) {
            out.clear();
            fresh = false;
        }
        if (is_alnum(c) || c == '.' || c == '-' || static_cast<unsigned char>(c) >= 0x80) {
            out += c;
        } else if (out.empty() || out.back() != '_') {
            out += '_';
        }
    }
    const std::size_t begin = std::min(out.find_first_not_of(edges), out.size());
    return out.substr(begin, out.find_last_not_of(edges) + 1 - begin);
}

std::string base_name(std::string_view path) {
    path = last_part(path);
    const auto slash = [](char c) { return c == '/' || c == '\\'; };
    while (!path.empty() && slash(path.front())) path.remove_prefix(1);
    while (!path.empty() && slash(path.back())) path.remove_suffix(1);
    const std::size_t last = path.find_last_of("/\\");
    return std::string(last == npos || last == 0 ? path : path.substr(last + 1));
}

bool one_of(std::string_view word, std::string_view list) {
    const std::size_t at = word.empty() ? npos : list.find(std::string(1, ' ').append(word).append(1, ' '));
    return at != npos;
}

struct Medium {
    std::string target;
    std::string_view title;
    std::string name;      ///< shown where there is no title
    bool visible = false;  ///< a link to a file: its title or name is read; an image or a player is not
};

Medium read_medium(std::string_view inside) {
    const Parts parts = split(inside);
    const std::size_t question = parts.target.rfind('?');
    std::string_view source = parts.target.substr(0, question);
    const std::string parameters =
        question == npos ? std::string{} : ascii_lower(parts.target.substr(question + 1));
    const bool outside =
        source.starts_with("http://") || source.starts_with("https://") || source.starts_with("ftp://");
    Medium medium{std::string(source), parts.title, {}, false};
    if (is_interwiki(source)) source = interwiki(source);
    source = source.substr(0, source.find('#'));
    const std::string id = outside || is_interwiki(parts.target) ? std::string(source) : clean_id(source);
    medium.name = base_name(id);
    const std::size_t dot = id.rfind('.');
    const std::string ending =
        dot == std::string::npos ? std::string{} : ascii_lower(std::string_view(id).substr(dot + 1));
    const auto asks = [&](std::string_view what) { return parameters.find(what) != std::string::npos; };
    const bool link_only = asks("linkonly") && !asks("nolink") && !asks("direct");
    medium.visible = link_only || !one_of(ending, " jpg jpeg gif png ico svg mp3 ogg wav webm ogv mp4 ");
    return medium;
}

}  // namespace

ShownLink show_media(std::string_view page, Span match) {
    const Medium medium = read_medium(page.substr(match.begin + 2, match.size() - 4));
    ShownLink link{medium.target, {}, {}};
    if (!medium.visible) return link;
    if (!medium.title.empty()) {
        link.shown = place(page, medium.title);
    } else if (!medium.name.empty()) {
        link.shown = match;
        link.replacement = medium.name;
    }
    return link;
}

ShownLink show_link(std::string_view page, Span match) {
    const std::string_view inside = page.substr(match.begin + 2, match.size() - 4);
    const Parts parts = split(inside);
    ShownLink link{std::string(parts.target), {}, {}};
    if (parts.has_title && parts.title.size() > 4 && parts.title.starts_with("{{") &&
        parts.title.ends_with("}}") && parts.title.find('}') == parts.title.size() - 2) {
        const Span title = place(page, parts.title);
        ShownLink image = show_media(page, title);
        image.target = link.target;
        // A picture as a link's title is drawn even where it asks to be a link of its own.
        if (!read_medium(title.of(page).substr(2, title.size() - 4)).visible) image.shown = {};
        return image;
    }
    if (!trim(parts.title).empty()) {
        link.shown = place(page, parts.title);
        return link;
    }
    const std::string_view target = parts.target;
    std::string_view name = target;
    if (is_interwiki(target)) {
        name = interwiki(target);
    } else if (is_share(target) || has_scheme(target) || has_mail(target)) {
        name = target;
    } else if (target.size() > 1 && target.front() == '#') {
        name = target.substr(1);
    } else {
        name = page_name(target);
        if (name == "start" && (name.data() < page.data() || name.data() >= page.data() + page.size())) {
            // A run of equal sizes would read as the source's own bytes.
            link.shown = name.size() == match.size() ? place(page, target) : match;
            link.replacement = std::string(name);
            return link;
        }
    }
    if (!name.empty()) link.shown = place(page, name);
    return link;
}

}  // namespace clausemark::dokuwiki
