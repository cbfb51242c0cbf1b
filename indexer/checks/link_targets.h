// SPDX-License-Identifier: Apache-2.0
// Where a link between pages leads, by the rules of each format: relative paths in Markdown and HTML, titles
// in MediaWiki, ids with namespaces in DokuWiki. Works on names alone; which pages exist is asked in
// links.cpp.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "parser/formats/document.h"

namespace clausemark {

struct LinkTarget {
    enum class Kind : std::uint8_t {
        elsewhere,  ///< an address, another wiki, a file of the wiki's media, a template's expression: not
                    ///< judged
        page,       ///< any of `names`, in this order
    };
    Kind kind = Kind::elsewhere;
    /// Names that the target may stand for; the page itself where empty. For Markdown and HTML keys below the
    /// wiki's folder, where the last may be a folder ("policies/"); for DokuWiki keys; for MediaWiki titles.
    std::vector<std::string> names;
    std::string fragment;  ///< of a heading, decoded; empty without one
    bool leaves = false;   ///< the path leads out of the wiki's folder
};

/// A link of a page, as far as others need to know of it.
struct PageLink {
    LinkTarget target;
    std::string written;  ///< as the page has it
    Span source;          ///< of the target where it is written as it is, else of the whole link
    std::uint32_t passage = no_passage;
};

/// `key` and `title` of the page that the link stands on. O(target * depth of the key).
LinkTarget link_target(Format format, std::string_view key, std::string_view title, const Link& link,
                       std::string_view source);

/// MediaWiki's form of a title: first letter and that behind the name space in upper case, single blanks.
std::string mediawiki_title(std::string_view title);
/// DokuWiki's form of an id: lower case, other signs as underscores; colons stay.
std::string dokuwiki_id(std::string_view name);

/// What headings and fragments are compared by: letters and digits in lower case, without signs between them.
/// Generators differ in the signs (dashes, underscores, dropped points), so these are not compared.
std::string anchor_form(std::string_view text);

/// Anchors that a page sets itself: id and name attributes, {#id}. O(source).
std::vector<std::string> explicit_anchors(std::string_view source);

}  // namespace clausemark
