// SPDX-License-Identifier: Apache-2.0
// Link targets by format. See link_targets.h.
#include "indexer/checks/link_targets.h"

#include <algorithm>
#include <optional>

namespace clausemark {
namespace {

constexpr std::size_t npos = std::string_view::npos;

bool is_alnum(char c) {
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}
bool is_high(char c) {
    return static_cast<unsigned char>(c) >= 0x80;
}
char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
char upper(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}
int hexadecimal(char c) {
    if (c >= '0' && c <= '9') return c - '0';
    c = lower(c);
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

std::string percent_decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int high = text[i] == '%' && i + 2 < text.size() ? hexadecimal(text[i + 1]) : -1;
        const int low = high >= 0 ? hexadecimal(text[i + 2]) : -1;
        if (low < 0) {
            out += text[i];
            continue;
        }
        out += static_cast<char>(16 * high + low);
        i += 2;
    }
    return out;
}

std::string_view trim(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t\r\n");
    if (begin == npos) return {};
    return text.substr(begin, text.find_last_not_of(" \t\r\n") + 1 - begin);
}

/// "https:", "mailto:", "tel:": letters before the first colon, as RFC 3986 has schemes.
bool has_scheme(std::string_view target) {
    const std::size_t colon = target.find(':');
    if (colon == npos || colon < 2) return false;  // one letter: a drive, or a MediaWiki prefix
    return std::ranges::all_of(target.substr(0, colon),
                               [](char c) { return is_alnum(c) || c == '+' || c == '-' || c == '.'; });
}

/// What a generator will replace: no address yet.
bool is_expression(std::string_view target) {
    for (const std::string_view mark : {"{{", "{%", "<%", "${", "<?"})
        if (target.find(mark) != npos) return true;
    return false;
}

struct Folders {
    std::vector<std::string_view> parts;
    bool leaves = false;

    void walk(std::string_view path) {
        while (!path.empty()) {
            const std::size_t slash = std::min(path.find('/'), path.size());
            const std::string_view part = path.substr(0, slash);
            path.remove_prefix(std::min(slash + 1, path.size()));
            if (part.empty() || part == ".") continue;
            if (part != "..") {
                parts.push_back(part);
            } else if (parts.empty()) {
                leaves = true;
            } else {
                parts.pop_back();
            }
        }
    }
    std::string path() const {
        std::string out;
        for (const std::string_view part : parts) {
            if (!out.empty()) out += '/';
            out += part;
        }
        return out;
    }
};

std::string_view folder_of(std::string_view key) {
    const std::size_t slash = key.rfind('/');
    return slash == npos ? std::string_view{} : key.substr(0, slash);
}

/// The folder and those above it up to the top, which is "".
std::vector<std::string_view> folders_above(std::string_view folder) {
    std::vector<std::string_view> out;
    for (;; folder = folder_of(folder)) {
        out.push_back(folder);
        if (folder.empty()) return out;
    }
}

LinkTarget path_target(std::string_view key, const Link& link) {
    LinkTarget out;
    std::string_view target = trim(link.target);
    if (has_scheme(target) || target.starts_with("//") || is_expression(target)) return out;
    const std::size_t hash = target.find('#');
    if (hash != npos) out.fragment = percent_decoded(target.substr(hash + 1));
    target = target.substr(0, std::min(hash, target.find('?')));
    out.kind = LinkTarget::Kind::page;
    const std::string path = percent_decoded(target);
    if (path.empty()) return out;
    if (path.front() != '/') {
        Folders folders;
        folders.walk(folder_of(key));
        folders.walk(path);
        out.leaves = folders.leaves;
        out.names.push_back(folders.path() + (path.back() == '/' ? "/" : ""));
        return out;
    }
    // From the root of a site, which may be the wiki's folder or any above the page.
    for (const std::string_view root : folders_above(folder_of(key))) {
        Folders folders;
        folders.walk(root);
        folders.walk(path);
        out.names.push_back(folders.path() + (path.back() == '/' ? "/" : ""));
    }
    std::ranges::reverse(out.names);
    return out;
}

LinkTarget title_target(std::string_view title, const Link& link) {
    LinkTarget out;
    std::string_view target = trim(link.target);
    if (has_scheme(target) && (target.find("://") != npos || target.starts_with("mailto:"))) return out;
    if (target.starts_with("//") || is_expression(target)) return out;
    if (target.starts_with(':')) target.remove_prefix(1);
    const std::size_t hash = target.find('#');
    if (hash != npos) out.fragment = percent_decoded(target.substr(hash + 1));
    const std::string name = percent_decoded(trim(target.substr(0, hash)));
    out.kind = LinkTarget::Kind::page;
    if (name.empty()) return out;
    if (name.front() == '/') {  // a page below this one
        std::string_view below = std::string_view(name).substr(1);
        if (below.ends_with('/')) below.remove_suffix(1);
        std::string whole(title);
        whole.append("/").append(below);
        out.names.push_back(mediawiki_title(whole));
        return out;
    }
    if (name.starts_with("..")) {
        Folders folders;
        folders.walk(title);
        folders.walk(name);
        out.leaves = folders.leaves;
        out.names.push_back(mediawiki_title(folders.path()));
        return out;
    }
    out.names.push_back(mediawiki_title(name));
    return out;
}

/// "wp>Some article", "\\server\share", "me@example.org" are no pages.
bool is_dokuwiki_page(std::string_view target) {
    if (target.find("://") != npos || target.starts_with("\\\\") || is_expression(target)) return false;
    const std::size_t interwiki = target.find('>');
    return interwiki == npos && target.find('@') == npos;
}

/// Nothing for pages that a running wiki sent under their ids: it marks its own dead links, and sends the
/// pages that it is told to, which need not be all that it has.
LinkTarget id_target(std::string_view key, const Link& link, std::string_view source) {
    LinkTarget out;
    if (!key.ends_with(".txt")) return out;
    std::string_view target = trim(link.target);
    if (!is_dokuwiki_page(target) || link.source.of(source).starts_with("{{")) return out;
    const std::size_t hash = target.find('#');
    if (hash != npos) out.fragment = std::string(target.substr(hash + 1));
    target = trim(target.substr(0, std::min(hash, target.find('?'))));
    out.kind = LinkTarget::Kind::page;
    if (target.empty()) return out;
    std::string id(target);
    std::ranges::replace(id, ';', ':');
    std::ranges::replace(id, '/', ':');
    const std::string_view here = folder_of(key);
    std::vector<std::string_view> roots = {here};
    if (id.front() == '~') {  // below this page
        id.erase(0, 1);
        std::string_view stem = key.substr(0, key.rfind('.'));
        roots = {stem};
    } else if (id.front() == '.') {
        const std::size_t name = id.find_first_not_of('.');
        // ".:x" and ".x" are this namespace's, "..:x" and "..x" of the one above.
        if (name != npos && id[name] != ':') id.insert(name, ":");
    } else if (id.find(':') != npos) {
        roots = folders_above(here);  // from the top, which may be any folder above the page
        std::ranges::reverse(roots);
        if (id.front() == ':') id.erase(0, 1);
    }
    const bool names_space = id.empty() || id.back() == ':';
    std::string path;
    for (std::size_t at = 0; at <= id.size();) {
        const std::size_t colon = std::min(id.find(':', at), id.size());
        const std::string part = id.substr(at, colon - at);
        const std::string clean = part == "." || part == ".." ? part : dokuwiki_id(part);
        if (!clean.empty()) path += (path.empty() ? "" : "/") + clean;
        at = colon + 1;
    }
    for (const std::string_view root : roots) {
        Folders folders;
        folders.walk(root);
        folders.walk(path);
        out.leaves = out.leaves || folders.leaves;
        const std::string place = folders.path();
        if (!names_space) {
            out.names.push_back(place + ".txt");
            continue;
        }
        // A namespace shows its start page, the page of its own name in it, or that beside it.
        const std::string last = place.substr(place.rfind('/') + 1);
        std::string below = place;
        if (!below.empty()) below += '/';
        out.names.push_back(below + "start.txt");
        out.names.push_back(below.append(last).append(".txt"));
        out.names.push_back(place + ".txt");
    }
    return out;
}

}  // namespace

LinkTarget link_target(Format format, std::string_view key, std::string_view title, const Link& link,
                       std::string_view source) {
    switch (format) {
        case Format::markdown:
        case Format::html:
            return path_target(key, link);
        case Format::mediawiki:
            return title_target(title, link);
        case Format::dokuwiki:
            return id_target(key, link, source);
        case Format::plain:
            break;
    }
    return {};
}

std::string mediawiki_title(std::string_view title) {
    std::string out;
    for (const char c : title) {
        const bool blank = c == ' ' || c == '_' || c == '\t' || c == '\n';
        if (!blank) out += c;
        if (blank && !out.empty() && out.back() != ' ') out += ' ';
    }
    if (!out.empty() && out.back() == ' ') out.pop_back();
    if (!out.empty()) out[0] = upper(out[0]);
    const std::size_t colon = out.find(':');
    if (colon != std::string::npos) {
        std::size_t next = colon + 1;
        while (next < out.size() && out[next] == ' ') out.erase(next, 1);
        if (next < out.size()) out[next] = upper(out[next]);
    }
    return out;
}

std::string dokuwiki_id(std::string_view name) {
    constexpr std::string_view edges = "._-";
    std::string out;
    for (const char c : name) {
        if (is_alnum(c) || is_high(c) || c == '.' || c == '-' || c == ':')
            out += lower(c);
        else if (out.empty() || out.back() != '_')
            out += '_';
    }
    const std::size_t begin = std::min(out.find_first_not_of(edges), out.size());
    return out.substr(begin, out.find_last_not_of(edges) + 1 - begin);
}

std::string anchor_form(std::string_view text) {
    std::string out;
    for (const char c : text)
        if (is_alnum(c) || is_high(c)) out += lower(c);
    return out;
}

std::vector<std::string> explicit_anchors(std::string_view source) {
    std::vector<std::string> out;
    for (const std::string_view name : {"id=", "name=", "{#", "anchor|"}) {
        for (std::size_t at = source.find(name); at != npos; at = source.find(name, at + name.size())) {
            std::string_view rest = source.substr(at + name.size());
            if (rest.starts_with('"') || rest.starts_with('\'')) rest.remove_prefix(1);
            const std::size_t end = rest.find_first_of("\"'>} \t\r\n|");
            if (end != npos && end > 0) out.emplace_back(rest.substr(0, end));
        }
    }
    return out;
}

}  // namespace clausemark
