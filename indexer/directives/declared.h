// SPDX-License-Identifier: Apache-2.0
// The clauses that a page says it satisfies: in properties that the settings name ("satisfies", and labels
// such as "tags"), as ids, as people cite them, or under the name of their standard. These are statements of
// people; what counts as evidence is the words that are found.
#pragma once

#include <string>

#include "indexer/config/config.h"
#include "indexer/standards/citation.h"
#include "indexer/store/record.h"

namespace clausemark {

/// Fills PageRecord::declared but for the standing, and adds CM638 for what names no clause. Where an item
/// names a standard without its edition, an edition in force that has the clause is meant, else the newest
/// that has. Labels that cite no clause are none of ours. O(properties).
void read_declared(const Document& document, const Catalogue& catalogue, const CitationFinder& citations,
                   const Config& config, const std::string& name, PageRecord& record);

}  // namespace clausemark
