// SPDX-License-Identifier: Apache-2.0
// The directives of pages applied to findings: which are suppressed, and which directives hide nothing.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "indexer/checks/finding.h"
#include "indexer/store/record.h"

namespace clausemark {

/// What is kept of a page that switches anything off.
struct PageSuppressions {
    DocumentRecord document;
    std::vector<PageSuppression> suppressions;
    std::vector<std::uint32_t> used;  ///< by what was found while the page was read
};
using Suppressions = std::map<DocumentKey, PageSuppressions>;

/// Nothing where the page switches nothing off.
std::optional<PageSuppressions> suppressions_of(const PageRecord& page);

/// Marks the findings that directives cover. With `complete` (every check was run) adds CM635 for directives
/// that hide nothing. O(findings x suppressions of a page).
void apply_suppressions(const Suppressions& all, bool complete, std::vector<Finding>& findings);

}  // namespace clausemark
