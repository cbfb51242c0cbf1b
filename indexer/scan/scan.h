// SPDX-License-Identifier: Apache-2.0
// Bringing folders of pages, and MediaWiki exports among them, into a store. Pages whose content and rules
// are unchanged are not analysed again; pages that are gone are removed where their folder was seen whole.
// What is wrong with one page never stops the others.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "indexer/pages/page_indexer.h"
#include "indexer/store/store.h"

namespace clausemark {

struct ScanOptions {
    std::vector<std::string> paths;  ///< folders, or single files
    std::string wiki;                ///< name; empty: by the settings, else each folder's own name
    unsigned threads = 0;            ///< 0: as many as the machine has
};

struct ScanReport {
    std::int64_t pages = 0;  ///< pages found and readable
    std::int64_t analysed = 0;
    std::int64_t unchanged = 0;  ///< not analysed again
    std::int64_t removed = 0;
    std::int64_t failed = 0;  ///< files of a page's name that could not be taken
    std::int64_t others = 0;  ///< files that are no pages
    std::int64_t bytes = 0;   ///< of the pages
    bool incomplete = false;  ///< a path given could not be scanned at all
};

struct ScanEvents {
    std::function<void(const Diagnostic&)> found;  ///< on the caller's thread, in a stable order
    std::function<void(std::int64_t done, std::int64_t all)>
        progress;  ///< after each page; all is 0 where it is not known
};

/// The wiki that the pages below a path are stored under.
std::string wiki_of(const ScanOptions& options, const Config& config, const std::string& path);

/// Fails only where the store does. O(bytes), in parallel; memory is bounded by the pages under way.
Result<ScanReport> scan(Store& store, const IndexerParts& parts, const ScanOptions& options,
                        const ScanEvents& events);

}  // namespace clausemark
