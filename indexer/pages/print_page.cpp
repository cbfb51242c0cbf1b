// SPDX-License-Identifier: Apache-2.0
// Prints, marks and links of pages. See print_page.h.
#include "indexer/pages/print_page.h"

#include <algorithm>

#include "indexer/config/glob.h"
#include "indexer/hash/sha256.h"
#include "indexer/pages/attributes.h"

namespace clausemark {
namespace {

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

/// Asked for each heading above each passage: nothing is copied.
bool listed(const std::vector<std::string>& list, const std::string& text) {
    return std::ranges::any_of(list, [&](const std::string& item) {
        return std::ranges::equal(item, text, [](char a, char b) { return lower(a) == lower(b); });
    });
}

bool matches(const std::vector<std::string>& globs, const DocumentKey& id, const Attributes& attributes) {
    return std::ranges::any_of(globs, [&](const std::string& glob) {
        return glob_match(glob, id.key) || glob_match(glob, attributes.title);
    });
}

/// Whether one of the words stands in a text as a word of its own; `_`, `-` and `/` divide names of files.
bool names(std::string_view text, const std::vector<std::string>& words) {
    std::string spaced = " ";
    for (const char c : clausemark::lower(text))
        spaced += (c >= 'a' && c <= 'z') || (c & 0x80) != 0 ? c : ' ';
    spaced += ' ';
    return std::ranges::any_of(
        words, [&](const std::string& word) { return spaced.find(' ' + word + ' ') != std::string::npos; });
}

/// The first level of the hierarchy that a text names.
std::uint8_t rank_in(std::string_view text, const std::vector<std::vector<std::string>>& hierarchy) {
    for (std::size_t level = 0; level < hierarchy.size(); ++level)
        if (names(text, hierarchy[level])) return static_cast<std::uint8_t>(level);
    return DuplicateMarks::unranked;
}

/// "../x/y.md" seen from the folder of a key, "" where it leaves the wiki.
std::string resolved(const std::string& key, std::string_view target) {
    std::vector<std::string_view> parts;
    const auto walk = [&parts](std::string_view path) {
        while (!path.empty()) {
            const std::size_t slash = std::min(path.find('/'), path.size());
            const std::string_view part = path.substr(0, slash);
            path.remove_prefix(std::min(slash + 1, path.size()));
            if (part == "..") {
                if (parts.empty()) return false;
                parts.pop_back();
            } else if (!part.empty() && part != ".") {
                parts.push_back(part);
            }
        }
        return true;
    };
    const std::size_t folder = key.rfind('/');
    if (!target.starts_with('/') && folder != std::string::npos)
        walk(std::string_view(key).substr(0, folder));
    if (!walk(target)) return {};
    std::string path;
    for (const std::string_view part : parts) {
        if (!path.empty()) path += '/';
        path += part;
    }
    return path;
}

}  // namespace

bool left_out(const PassageRecord& passage, const Config& config) {
    return std::ranges::any_of(
               passage.heading_path,
               [&](const std::string& heading) { return listed(config.boilerplate_headings, heading); }) ||
           (!config.boilerplate_texts.empty() && listed(config.boilerplate_texts, passage.text));
}

bool is_compared(std::span<const PassageRecord> passages, std::size_t number, const Config& config) {
    const PassageRecord& passage = passages[number];
    const bool title = number == 0 && passage.kind == PassageKind::heading;
    return !title && passage.kind != PassageKind::argument && !left_out(passage, config);
}

PagePrint print_page(std::span<const PassageRecord> passages, const Config& config) {
    PagePrint print;
    print.passages.reserve(passages.size());
    std::vector<std::uint32_t> headings;
    headings.reserve(passages.size());
    Sha256 content;
    std::string fields;
    for (std::size_t i = 0; i < passages.size(); ++i) {
        const PassageRecord& passage = passages[i];
        print.add(passage.text, !is_compared(passages, i, config));
        headings.push_back(passage.heading);
        fields = std::to_string(static_cast<int>(passage.kind)) + ' ' + std::to_string(passage.lead_in) +
                 ' ' + std::to_string(passage.text.size()) + ' ';
        content.add(fields);
        content.add(passage.text);
    }
    print.finish(headings, content.finish());
    return print;
}

DuplicateMarks marks_of(const DocumentKey& id, const Attributes& attributes,
                        std::span<const Standing> standings, const Config& config) {
    DuplicateMarks marks;
    marks.archived =
        attributes.status == DocumentStatus::withdrawn || matches(config.archived_copies, id, attributes);
    marks.translation = matches(config.translated_copies, id, attributes);
    marks.in_scope = standings.empty() || std::ranges::any_of(standings, [](Standing standing) {
                         return standing != Standing::out_of_scope;
                     });
    const std::string_view file = std::string_view(id.key).substr(id.key.rfind('/') + 1);
    for (const std::string_view text :
         {std::string_view(attributes.type), std::string_view(attributes.title), file}) {
        marks.rank = rank_in(text, config.hierarchy);
        if (marks.rank != DuplicateMarks::unranked) break;
    }
    return marks;
}

std::vector<std::string> links_of(const DocumentKey& id, const Document& document) {
    std::vector<std::string> links;
    for (const Link& link : document.links) {
        std::string_view target = link.target;
        target = target.substr(0, target.find_first_of("#?"));
        if (target.empty() || target.find("://") != std::string_view::npos || target.starts_with("mailto:"))
            continue;
        std::string title(target);  // MediaWiki writes "_" for a space
        std::ranges::replace(title, '_', ' ');
        links.push_back(std::move(title));
        std::string path(target);
        if (document.format == Format::dokuwiki) {
            std::ranges::replace(path, ':', '/');
            path += ".txt";
        }
        path = resolved(id.key, path);
        if (!path.empty() && path != id.key) links.push_back(std::move(path));
    }
    std::ranges::sort(links);
    links.erase(std::unique(links.begin(), links.end()), links.end());
    return links;
}

DuplicateSettings duplicate_settings(const Config& config) {
    DuplicateSettings settings;
    settings.boilerplate.pages = static_cast<std::uint32_t>(config.boilerplate_pages);
    settings.regions.words = static_cast<std::uint32_t>(config.duplicate_words);
    return settings;
}

}  // namespace clausemark
