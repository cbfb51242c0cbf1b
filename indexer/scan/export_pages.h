// SPDX-License-Identifier: Apache-2.0
// The pages of a MediaWiki XML export, one at a time, so that a dump far larger than memory can be scanned.
// Which pages of it are content, and what names them, is decided here; reading XML is parser/formats' work.
#pragma once

#include <deque>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "indexer/pages/page_indexer.h"
#include "parser/formats/mediawiki_export.h"

namespace clausemark {

/// By its ending and its first bytes; what cannot be read is none, with the reason among `diagnostics`.
bool is_export(const std::string& path, std::vector<Diagnostic>& diagnostics);

/// Keys of pages from exports are page ids: digits alone. Keys of files never are (they have an ending).
bool is_page_id(std::string_view key);

class ExportPages {
  public:
    ExportPages(std::string path, std::string wiki);

    /// The next page of content: no redirects, talk, user, file, template or category pages. Nothing at the
    /// end.
    std::optional<PageInput> next();

    /// After the end: whether the export was read whole, and what was wrong.
    bool whole() const { return whole_; }
    std::size_t given() const { return given_; }  ///< pages
    const std::vector<Diagnostic>& diagnostics() const { return diagnostics_; }

  private:
    void take(ExportPage page);

    std::string path_;
    std::string wiki_;
    std::ifstream in_;
    MediaWikiExport reader_;
    std::deque<PageInput> ready_;
    std::vector<Diagnostic> diagnostics_;
    std::size_t given_ = 0;
    bool ended_ = false;
    bool whole_ = false;
};

}  // namespace clausemark
