// SPDX-License-Identifier: Apache-2.0
// One file as a page: whether it is one, reading it within the limits, decoding it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "indexer/config/config.h"
#include "indexer/pages/page_indexer.h"
#include "indexer/scan/walk.h"

namespace clausemark {

/// Whether a file of this key is read as a page at all, by its name and the settings.
bool is_page_name(const std::string& key, const Config& config);

/// The page; nothing where it cannot be taken, with the reason among `diagnostics`. O(file).
std::optional<PageInput> read_file_page(const FoundFile& file, const std::string& wiki, const Config& config,
                                        std::vector<Diagnostic>& diagnostics);

}  // namespace clausemark
