// SPDX-License-Identifier: Apache-2.0
// What a person may mark as intended, found by its key: a cluster, two copies of one (a region), a
// difference, a conflict. A decision holds while the words it speaks of stay; this says whether they do.
#pragma once

#include <optional>
#include <string>

#include "server/app/conflict_findings.h"
#include "server/app/duplicate_findings.h"

namespace clausemark {

struct DecisionSubject {
    std::string kind;  ///< "cluster", "copies", "difference", "conflict"
    std::string text;  ///< the explanation, or which pages
};

/// Nothing where no finding has this key (now). `conflicts`: of all pages.
Result<std::optional<DecisionSubject>> subject_of(Store& store, const ConflictFindings& conflicts,
                                                  const std::string& key);

/// "2026-11-01T12:00:00Z": when a decision is taken.
std::string now_text();

}  // namespace clausemark
