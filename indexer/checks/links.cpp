// SPDX-License-Identifier: Apache-2.0
// Links between pages of one wiki that lead nowhere, and links to headings that the page does not have. Links
// to other sites are never followed; where it is not known what else the wiki holds (files that are no pages,
// redirects), a link that might be right is left alone.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>

#include "indexer/checks/checks.h"
#include "indexer/checks/link_targets.h"
#include "parser/core/edit_distance.h"
#include "parser/core/limits.h"
#include "parser/formats/formats.h"

namespace clausemark {
namespace {

std::string lower(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}
std::string_view folder_of(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? std::string_view{} : path.substr(0, slash);
}
std::string_view file_of(std::string_view path) {
    return path.substr(path.rfind('/') + 1);
}
std::string_view without_ending(std::string_view path) {
    const std::size_t dot = path.rfind('.');
    return dot == std::string_view::npos || dot < path.rfind('/') + 1 ? path : path.substr(0, dot);
}
std::string_view ending_of(std::string_view path) {
    const std::string_view stem = without_ending(path);
    return path.substr(std::min(stem.size() + 1, path.size()));
}
/// What a title and the name of a file that holds the page have in common: "Service catalogue" is kept as
/// service-catalogue.wiki.
std::string file_title(std::string_view name) {
    std::string out = lower(mediawiki_title(name));
    std::ranges::replace(out, '-', ' ');
    return out;
}

std::string_view name_space(std::string_view title) {
    const std::size_t colon = title.find(':');
    return colon == std::string_view::npos ? std::string_view{} : title.substr(0, colon);
}

/// Endings of pages, and of what site generators make of them.
bool is_page_ending(std::string_view ending) {
    for (const FormatInfo& format : all_formats()) {
        const std::string_view all = format.extensions;
        for (std::size_t at = 0; at < all.size();) {
            const std::size_t end = std::min(all.find(' ', at), all.size());
            if (all.substr(at, end - at) == ending) return true;
            at = end + 1;
        }
    }
    return false;
}

/// The pages of one wiki by the names that links use.
class WikiPages {
  public:
    void add(const PageDigest& page) {
        const std::string& key = page.document.id.key;
        by_key_.emplace(key, &page);
        by_lower_key_.emplace(lower(key), &page);
        by_stem_.emplace(without_ending(key), &page);
        by_file_.emplace(lower(without_ending(file_of(key))), &page);
        const std::string title = mediawiki_title(page.document.attributes.title);
        by_title_.emplace(title, &page);
        by_lower_title_.emplace(lower(title), &page);
        by_title_.emplace(mediawiki_title(without_ending(file_of(key))), &page);
        by_file_title_.emplace(file_title(without_ending(file_of(key))), &page);
        if (const auto space = name_space(title); !space.empty()) spaces_.insert(std::string(space));
        for (std::string_view folder = folder_of(key); !folder.empty(); folder = folder_of(folder))
            folders_.insert(std::string(folder));
    }

    const PageDigest* by_key(const std::string& key) const { return found(by_key_, key); }
    const PageDigest* by_title(const std::string& title) const { return found(by_title_, title); }
    /// By the name of its file, as people write titles in names of files.
    const PageDigest* by_file_title(const std::string& title) const {
        return found(by_file_title_, file_title(title));
    }
    const PageDigest* by_other_case(const std::string& name, bool title) const {
        return found(title ? by_lower_title_ : by_lower_key_, lower(name));
    }
    /// A page of the same name, with whatever ending: "backup.html" is made of "backup.md".
    const PageDigest* by_stem(std::string_view path) const { return found(by_stem_, std::string(path)); }
    /// A page of this file name in another folder.
    const PageDigest* by_file(std::string_view path) const {
        return found(by_file_, lower(without_ending(file_of(path))));
    }
    bool has_folder(const std::string& path) const { return path.empty() || folders_.contains(path); }
    bool has_space(std::string_view name) const { return spaces_.contains(std::string(name)); }
    std::string nearest_title(std::string_view title) const {
        std::vector<std::string_view> titles;
        for (const auto& entry : by_title_) titles.push_back(entry.first);
        std::ranges::sort(titles);
        return std::string(nearest_name(title, titles, misspelling(title)));
    }
    /// In the same folder.
    std::string nearest_key(std::string_view path) const {
        std::vector<std::string_view> keys;
        for (const auto& entry : by_key_)
            if (folder_of(entry.first) == folder_of(path)) keys.push_back(entry.first);
        std::ranges::sort(keys);
        return std::string(nearest_name(path, keys, misspelling(file_of(path))));
    }

  private:
    using Index = std::unordered_map<std::string, const PageDigest*>;
    static const PageDigest* found(const Index& index, const std::string& name) {
        const auto at = index.find(name);
        return at == index.end() ? nullptr : at->second;
    }

    Index by_key_, by_lower_key_, by_stem_, by_file_, by_title_, by_lower_title_, by_file_title_;
    std::set<std::string> folders_, spaces_;
};

/// What is there under a name: a page, something that is no page (then null), or nothing.
struct Found {
    bool exists = false;
    const PageDigest* page = nullptr;
};

class LinkCheck {
  public:
    LinkCheck(const WikiView& wiki, const CheckContext& context, std::vector<Finding>& out)
        : context_(context), pages_(wiki.pages), out_(out) {
        for (const PageDigest& page : pages_) wikis_[page.document.id.wiki].add(page);
    }

    void run() {
        for (const PageDigest& page : pages_) {
            const std::size_t before = out_.size();
            for (const PageLink& link : page.links) {
                if (out_.size() - before == limits::findings_of_a_kind) break;
                if (link.target.kind == LinkTarget::Kind::page) check(page, link);
            }
        }
    }

  private:
    void check(const PageDigest& page, const PageLink& link) {
        Found found{true, &page};
        if (!link.target.names.empty()) {
            const Format format = page.document.attributes.format;
            if (link.target.leaves) return;
            if (format == Format::mediawiki && !knows_titles(page, link.target.names.front())) return;
            found = {};
            for (const std::string& name : link.target.names) {
                found = format == Format::mediawiki  ? titled(page, name)
                        : format == Format::dokuwiki ? file(page, name)
                                                     : path(page, name);
                if (found.exists) break;
            }
            if (!found.exists) {
                if (format == Format::mediawiki || format == Format::dokuwiki || judged(page, link))
                    report_page(page, link);
                return;
            }
        }
        if (found.page != nullptr) check_fragment(page, link, *found.page);
    }

    const WikiPages& wiki_of(const PageDigest& page) const { return wikis_.at(page.document.id.wiki); }

    bool file_there(const PageDigest& page, const std::string& name) const {
        return context_.around != nullptr && context_.around->file_exists &&
               context_.around->file_exists(page.document.id.wiki, name);
    }

    Found file(const PageDigest& page, const std::string& name) const {
        if (const PageDigest* there = wiki_of(page).by_key(name)) return {true, there};
        // In a folder of several formats the page may be written in another one.
        if (const PageDigest* there = wiki_of(page).by_stem(without_ending(name))) return {true, there};
        // Names with letters beyond ASCII may be kept in another spelling.
        const bool other =
            std::ranges::any_of(name, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
        return {other || !context_.config.pages.takes(name) || file_there(page, name), nullptr};
    }

    Found path(const PageDigest& page, const std::string& name) const {
        const WikiPages& wiki = wiki_of(page);
        if (const PageDigest* there = wiki.by_key(name)) return {true, there};
        std::string bare = name;
        if (bare.ends_with('/')) bare.pop_back();
        if (wiki.has_folder(bare)) return {true, nullptr};
        const std::string ending = lower(ending_of(bare));
        // Pages of some site generators have two endings: "backup.html" is made of "backup.html.md".
        if (const PageDigest* there = wiki.by_stem(bare)) return {true, there};
        if (ending.empty() || ending == "html" || ending == "htm" || bare != name)
            if (const PageDigest* there = wiki.by_stem(ending.empty() ? bare : without_ending(bare)))
                return {true, there};
        return {!context_.config.pages.takes(bare) || file_there(page, bare), nullptr};
    }

    /// Redirects have titles and are no pages: without them, nobody can say that a title leads nowhere.
    bool knows_titles(const PageDigest& page, const std::string& title) const {
        const std::string_view space = name_space(title);
        if (!space.empty() && !wiki_of(page).has_space(space)) return false;
        const bool file = !ending_of(page.document.id.key).empty();  // of an export: the number of the page
        return file ||
               (context_.around != nullptr && context_.around->redirects.contains(page.document.id.wiki));
    }

    Found titled(const PageDigest& page, const std::string& title) const {
        if (const PageDigest* there = wiki_of(page).by_title(title)) return {true, there};
        if (const PageDigest* there = wiki_of(page).by_file_title(title)) return {true, there};
        if (context_.around == nullptr) return {};
        const auto redirects = context_.around->redirects.find(page.document.id.wiki);
        return {redirects != context_.around->redirects.end() && redirects->second.contains(title), nullptr};
    }

    /// Whether a path that leads to nothing known is surely wrong: a page's name, or a file's where files can
    /// be looked for; from the root of a site only where its first folder is one of ours.
    bool judged(const PageDigest& page, const PageLink& link) const {
        if (link.written.find('@') != std::string::npos) return false;
        const std::string& name = link.target.names.back();
        const bool files = context_.around != nullptr && context_.around->file_exists;
        if (!files && !is_page_ending(lower(ending_of(name)))) return false;
        if (!link.written.starts_with('/')) return true;
        return std::ranges::any_of(link.target.names, [&](const std::string& candidate) {
            return !folder_of(candidate).empty() &&
                   wiki_of(page).has_folder(std::string(folder_of(candidate)));
        });
    }

    void report(const PageDigest& page, const PageLink& link, Code code, std::string message,
                std::string hint) {
        Finding made = finding_on(page.document, code, std::move(message), std::move(hint));
        made.subject = link.target.names.empty() ? std::string() : link.target.names.front();
        made.at.source = link.source;
        made.at.passage = link.passage;
        out_.push_back(std::move(made));
    }

    void report_page(const PageDigest& page, const PageLink& link) {
        const WikiPages& wiki = wiki_of(page);
        const bool titles = page.document.attributes.format == Format::mediawiki;
        const std::string& name = link.target.names.front();
        std::string hint;
        if (const PageDigest* other = wiki.by_other_case(name, titles))
            hint = fmt::format("there is {}: letters must be in the same case", name_of(*other, titles));
        else if (const std::string nearest = titles ? wiki.nearest_title(name) : wiki.nearest_key(name);
                 !nearest.empty())
            hint = fmt::format("did you mean {}?", nearest);
        else if (const PageDigest* moved = titles ? nullptr : wiki.by_file(name))
            hint = fmt::format("there is {}: has the page moved?", name_of(*moved, titles));
        report(page, link, check_codes::dead_link,
               fmt::format("this links to {}, which is not there", titles ? name : spoken(name)), hint);
    }

    static std::string spoken(const std::string& name) { return name.empty() ? "the top folder" : name; }
    static std::string name_of(const PageDigest& page, bool title) {
        return title ? page.document.attributes.title : page.document.id.key;
    }

    void check_fragment(const PageDigest& page, const PageLink& link, const PageDigest& there) {
        const std::string& fragment = link.target.fragment;
        // "#top" is of every page, "#L10" a line, "#:~:text=" words, "#/x" and "#a=b" an application's.
        if (fragment.empty() || fragment == "top" || fragment.find_first_of(":/=!") != std::string::npos)
            return;
        const bool line = fragment.size() > 1 && fragment[0] == 'L' &&
                          fragment.find_first_not_of("0123456789-LC", 1) == std::string::npos;
        if (line || there.document.attributes.format == Format::plain) return;
        std::string form = anchor_form(fragment);
        if (form.empty() || std::ranges::binary_search(there.anchors, form)) return;
        // The second heading of the same words has a number behind it.
        while (!form.empty() && form.back() >= '0' && form.back() <= '9') form.pop_back();
        if (!form.empty() && std::ranges::binary_search(there.anchors, form)) return;
        const std::string_view nearest =
            nearest_name(anchor_form(fragment), there.anchors, misspelling(fragment));
        const bool itself = there.document.id == page.document.id;
        report(page, link, check_codes::dead_anchor,
               fmt::format("{} has no heading \"{}\"",
                           itself ? "this page"
                                  : name_of(there, there.document.attributes.format == Format::mediawiki),
                           fragment),
               nearest.empty() ? "" : fmt::format("the nearest it has: {}", nearest));
    }

    const CheckContext& context_;
    const std::vector<PageDigest>& pages_;
    std::vector<Finding>& out_;
    std::map<std::string, WikiPages> wikis_;
};

}  // namespace

Status check_links(const WikiView& wiki, const CheckContext& context, std::vector<Finding>& out) {
    LinkCheck(wiki, context, out).run();
    return Done{};
}

}  // namespace clausemark
