// SPDX-License-Identifier: Apache-2.0
// Runs the checks over a store: all pages, then the wiki as a whole, then places, fingerprints and
// severities. Answers are sorted and depend on store, context and order alone.
#pragma once

#include <optional>
#include <set>
#include <vector>

#include "indexer/checks/checks.h"
#include "indexer/checks/finding.h"

namespace clausemark {

struct CheckOrder {
    std::set<Code>
        only;  ///< empty: every code that the settings have on; else these, even where they are off
    /// Findings on these pages, and those that name one of them as a related place; else all.
    std::optional<std::set<DocumentKey>> pages;
};

struct CheckReport {
    std::vector<Finding> findings;  ///< by page, then place, code, message; those of no page at the end
    std::int64_t pages = 0;         ///< looked at
};

/// O(store): reads every page.
Result<CheckReport> run_checks(Store& store, const CheckContext& context, const CheckOrder& order = {});

/// Fills lines, columns, words and fingerprints, given the pages of the findings. Part of run_checks.
Status locate(Store& store, std::vector<Finding>& findings);

}  // namespace clausemark
