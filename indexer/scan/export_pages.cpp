// SPDX-License-Identifier: Apache-2.0
// Pages of an export. See export_pages.h.
#include "indexer/scan/export_pages.h"

#include <algorithm>
#include <charconv>

#include "indexer/files/read_file.h"

namespace clausemark {
namespace {

constexpr std::size_t chunk_bytes = 256u << 10;  // also bounds the pages that wait, but for one large page

/// Even numbers are content and odd ones their discussion; of MediaWiki's own, pages, project and help are
/// prose.
bool is_content(std::int32_t name_space) {
    return name_space == 0 || name_space == 4 || name_space == 12 ||
           (name_space >= 100 && name_space % 2 == 0);
}

/// The address of a page, from that of the main page: all but the last part is the same.
std::string address_of(const std::string& base, std::string title) {
    const std::size_t last = base.find_last_of("/=");
    if (last == std::string::npos) return {};
    std::replace(title.begin(), title.end(), ' ', '_');
    static constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out = base.substr(0, last + 1);
    for (const char c : title) {
        const auto byte = static_cast<unsigned char>(c);
        const bool kept = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                          std::string_view("-._~/:()").find(c) != std::string_view::npos;
        if (kept)
            out += c;
        else
            (out += '%') += {digits[byte >> 4], digits[byte & 15]};
    }
    return out;
}

}  // namespace

bool is_export(const std::string& path, std::vector<Diagnostic>& diagnostics) {
    if (path.size() < 4) return false;
    std::string ending = path.substr(path.size() - 4);
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    if (ending != ".xml") return false;
    std::string why;
    const auto beginning = read_file(path, 4096, FileKinds::regular, why);
    if (beginning) return looks_like_mediawiki_export(*beginning);
    diagnostics.push_back(diagnose(Code::unreadable_file, path, why,
                                   "allow this user to read it; what was stored of it earlier is kept"));
    return false;
}

bool is_page_id(std::string_view key) {
    return !key.empty() && key.find_first_not_of("0123456789") == std::string_view::npos;
}

ExportPages::ExportPages(std::string path, std::string wiki)
    : path_(std::move(path)),
      wiki_(std::move(wiki)),
      in_(path_, std::ios::binary),
      reader_(
          {path_, false}, [this](ExportPage page) { take(std::move(page)); },
          [this](Diagnostic diagnostic) { diagnostics_.push_back(std::move(diagnostic)); }) {}

std::optional<PageInput> ExportPages::next() {
    std::string chunk(chunk_bytes, '\0');
    while (ready_.empty() && !ended_) {
        in_.read(chunk.data(), static_cast<std::streamsize>(chunk.size()));
        const auto got = static_cast<std::size_t>(in_.gcount());
        ended_ = !reader_.feed(std::string_view(chunk).substr(0, got)) || !in_;
        if (ended_) whole_ = reader_.finish() && !in_.bad();
    }
    if (ready_.empty()) return std::nullopt;
    PageInput page = std::move(ready_.front());
    ready_.pop_front();
    return page;
}

void ExportPages::take(ExportPage page) {
    const bool wikitext = page.model.empty() || page.model == "wikitext";
    if (!page.has_text || !page.redirect.empty() || !wikitext || !is_content(page.name_space) ||
        !is_page_id(page.page_id))
        return;
    PageInput input;
    input.id = {wiki_, page.page_id};
    input.name = path_ + ": " + page.title;
    Attributes& a = input.given;
    a.format = Format::mediawiki;
    for (const ExportSite::NameSpace& known : reader_.site().name_spaces)
        if (known.key == page.name_space) a.space = known.name;
    a.permalink = address_of(reader_.site().base, page.title);
    a.language = reader_.site().language;
    a.title = std::move(page.title);
    a.revision = std::move(page.revision_id);
    std::from_chars(a.revision.data(), a.revision.data() + a.revision.size(), a.revision_order);
    input.source = std::move(page.text);
    ready_.push_back(std::move(input));
    ++given_;
}

}  // namespace clausemark
