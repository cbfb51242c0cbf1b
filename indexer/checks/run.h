// SPDX-License-Identifier: Apache-2.0
// Runs the checks over a store: all pages, then the wiki as a whole, then places, fingerprints and
// severities. Answers are sorted and depend on store, context and order alone.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <vector>

#include "indexer/checks/checks.h"
#include "indexer/checks/finding.h"
#include "indexer/checks/said.h"

namespace clausemark {

struct CheckOrder {
    std::set<Code>
        only;  ///< empty: every code that the settings have on; else these, even where they are off
    /// Findings on these pages, and those that name one of them as a related place; else all.
    std::optional<std::set<DocumentKey>> pages;
};

/// What the checks of pages gave, kept from one run to the next of the same context and order, so that a page
/// that has not changed since is not read again.
struct CheckMemory {
    struct Page {
        std::int64_t sequence = 0;
        std::vector<Finding> findings;
        PageDigest digest;
        std::optional<PageSuppressions> suppressions;
    };
    std::map<DocumentKey, Page> pages;
};

struct CheckReport {
    std::vector<Finding> findings;  ///< by page, then place, code, message; those of no page at the end
    std::int64_t pages = 0;         ///< looked at
    std::map<DocumentKey, Attributes> documents;  ///< of the pages looked at
};

/// O(store): reads every page, with a memory those that changed.
Result<CheckReport> run_checks(Store& store, const CheckContext& context, const CheckOrder& order = {},
                               CheckMemory* memory = nullptr);

/// Sorts findings, and fills their lines, columns, words and fingerprints. Part of run_checks.
Status locate(Store& store, std::vector<Finding>& findings);

/// locate() for findings that all stand on one page, in hand.
void locate_on(const PageRecord& page, std::vector<Finding>& findings);

/// What the checks of pages find in one page that no store need hold: graded, switched off by its directives,
/// placed. Checks of the wiki (copies, links, coverage) are not run. O(page).
std::vector<Finding> check_page(const PageRecord& page, const CheckContext& context);

}  // namespace clausemark
