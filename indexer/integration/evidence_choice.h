// SPDX-License-Identifier: Apache-2.0
// Picks a few passages that stand for many: those that together show the most parts of a clause, from
// different documents where it can be. Pure.
#pragma once

#include <span>
#include <vector>

#include "indexer/store/store.h"

namespace clausemark {

/// At most `most` of the records, a passage once. The first of equals wins, so that the order of the records
/// (strongest first) counts. O(most x records).
std::vector<EvidenceRecord> choose_evidence(std::span<const EvidenceRecord> records, std::size_t most);

}  // namespace clausemark
