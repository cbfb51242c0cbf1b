// SPDX-License-Identifier: Apache-2.0
// What checks of the wiki know of a page. See checks.h.
#include <algorithm>

#include "indexer/checks/checks.h"
#include "parser/core/limits.h"

namespace clausemark {
namespace {

std::uint32_t passage_of(const Document& document, Span source) {
    const auto behind = std::ranges::upper_bound(document.passages, source.begin, {},
                                                 [](const Passage& p) { return p.source.begin; });
    if (behind == document.passages.begin()) return no_passage;
    return static_cast<std::uint32_t>(behind - document.passages.begin()) - 1;
}

/// Where the target stands in the link, if it is written there as it is.
Span target_place(const Document& document, const Link& link) {
    const std::string_view all = link.source.of(document.source);
    const std::size_t at = link.target.empty() ? std::string_view::npos : all.rfind(link.target);
    if (at == std::string_view::npos) return link.source;
    const auto begin = link.source.begin + static_cast<std::uint32_t>(at);
    return {begin, begin + static_cast<std::uint32_t>(link.target.size())};
}

void add_heading(std::vector<std::string>& anchors, std::string_view heading) {
    const std::string form = anchor_form(heading);
    if (form.empty()) return;
    anchors.push_back(form);
    // Some generators leave out a number before the words, or signs beyond ASCII.
    const std::size_t letter = heading.find_first_not_of("0123456789. \t)-");
    if (letter != std::string_view::npos && letter > 0)
        anchors.push_back(anchor_form(heading.substr(letter)));
    std::string plain = form;
    std::erase_if(plain, [](char c) { return static_cast<unsigned char>(c) >= 0x80; });
    if (!plain.empty()) anchors.push_back(std::move(plain));
}

}  // namespace

PageDigest digest_of(const PageView& page, const Config& config) {
    const Document& document = page.document;
    PageDigest digest;
    digest.document = page.record.document;
    digest.directives = document.directives;
    digest.control = ControlFacts::of(document, config);
    for (const Link& link : document.links) {
        LinkTarget target = link_target(document.format, digest.document.id.key,
                                        digest.document.attributes.title, link, document.source);
        if (target.kind != LinkTarget::Kind::page) continue;
        digest.links.push_back({std::move(target), link.target, target_place(document, link),
                                passage_of(document, link.source)});
    }
    for (const Passage& passage : document.passages)
        if (passage.kind == PassageKind::heading) add_heading(digest.anchors, document.text_of(passage));
    for (const std::string& anchor : explicit_anchors(document.source))
        digest.anchors.push_back(anchor_form(anchor));
    std::ranges::sort(digest.anchors);
    digest.anchors.erase(std::unique(digest.anchors.begin(), digest.anchors.end()), digest.anchors.end());
    return digest;
}

}  // namespace clausemark
