// SPDX-License-Identifier: Apache-2.0
// The differences of two copies as the program shows and stores them: drift (indexer/drift) of the passages
// of a region, without those that the settings leave out, because what stands there is of the page itself.
#pragma once

#include <memory>
#include <vector>

#include "indexer/drift/drift.h"
#include "indexer/store/store.h"
#include "server/app/knowledge.h"

namespace clausemark {

/// The passages of a side that are compared, by their number on the page.
struct DriftSide {
    std::vector<std::uint32_t> numbers;  ///< of drift's passages
    std::vector<DriftPassage> passages;  ///< refer to the page's texts
};

/// One per thread.
class RegionDrift {
  public:
    explicit RegionDrift(const Knowledge& known) : finder_(known.rules), config_(known.config) {}

    /// Passages [begin, end). O(passages).
    DriftSide side(const std::vector<PassageRecord>& passages, std::uint32_t begin, std::uint32_t end) const;
    static DriftSide side(const std::vector<RegionPassage>& passages, std::uint32_t begin, std::uint32_t end);

    Drift compare(const DriftSide& left, const DriftSide& right);

  private:
    DriftFinder finder_;
    std::shared_ptr<const Config> config_;
};

/// "0123456789abcdef", as the store and the API write keys of differences and conflicts.
std::string key_text(std::uint64_t key);

/// The names of all kinds of difference, the gravest first.
const std::vector<std::string>& drift_kinds();
bool is_drift_kind(const std::string& name);

/// What a store keeps of each region's differences.
RegionSummariser region_summariser(const Knowledge& known);

}  // namespace clausemark
