// SPDX-License-Identifier: Apache-2.0
// What a page record says for the search for duplicates: its print, what marks it as a copy that may go, and
// the pages it links to. The settings say what does not count; what spreads over many pages is found by the
// store (indexer/duplicates/boilerplate.h).
#pragma once

#include <span>
#include <vector>

#include "indexer/config/config.h"
#include "indexer/duplicates/upkeep.h"
#include "indexer/store/record.h"
#include "parser/formats/document.h"

namespace clausemark {

/// Whether the settings leave a passage out: it stands under certain headings, or has certain words.
bool left_out(const PassageRecord& passage, const Config& config);

/// Whether a passage counts when pages are compared. Those that the settings leave out do not, nor arguments
/// of template calls: what they show is made by another page; nor the title that a page opens with: it names
/// the page.
bool is_compared(std::span<const PassageRecord> passages, std::size_t number, const Config& config);

/// O(text).
PagePrint print_page(std::span<const PassageRecord> passages, const Config& config);

/// `standings`: for each standard.
DuplicateMarks marks_of(const DocumentKey& id, const Attributes& attributes,
                        std::span<const Standing> standings, const Config& config);

/// The pages of the same wiki that a page may link to, as keys and as titles, sorted, each once.
std::vector<std::string> links_of(const DocumentKey& id, const Document& document);

/// What a store needs to know to keep duplicates as the settings want it.
DuplicateSettings duplicate_settings(const Config& config);

}  // namespace clausemark
