// SPDX-License-Identifier: Apache-2.0
// What a person may mark as intended, found by its key: a cluster, two copies of one (a region), a
// difference, a conflict. A decision holds while the words it speaks of stay; this says whether they do.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>

#include "server/app/conflict_findings.h"
#include "server/app/duplicate_findings.h"

namespace clausemark {

struct DecisionSubject {
    std::string kind;  ///< "cluster", "copies", "difference", "conflict"
    std::string text;  ///< the explanation, or which pages
};

/// Conflicts as lists show them: of the pages that count, and of all. A draft that states a value makes
/// another conflict of one, with another key.
using AllConflicts = std::array<std::shared_ptr<const ConflictFindings>, 2>;
Result<AllConflicts> all_conflicts_of(Store& store, const Knowledge& known);
Result<AllConflicts> all_conflicts_of(Store& store, const Knowledge& known, ConflictCache& cache);

/// Nothing where no finding has this key (now).
Result<std::optional<DecisionSubject>> subject_of(Store& store, const AllConflicts& conflicts,
                                                  const std::string& key);

/// "2026-11-01T12:00:00Z": when a decision is taken.
std::string now_text();

}  // namespace clausemark
