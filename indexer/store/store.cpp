// SPDX-License-Identifier: Apache-2.0
// What every store does by way of its own calls. See store.h.
#include "indexer/store/store.h"

namespace clausemark {

Result<std::vector<Change>> Store::remove(std::span<const DocumentKey> keys) {
    auto removed = remove(keys, {});
    if (!removed) return removed.why();
    std::vector<Change> changes;
    for (Removed& each : *removed)
        if (each.outcome == RemoveOutcome::removed) changes.push_back(std::move(each.change));
    return changes;
}

Status Store::decide(const Decision& decision) {
    const auto decided = decide(decision, Expected{});
    if (!decided) return decided.why();
    return Done{};
}

Status Store::undecide(const std::string& key) {
    const auto decided = undecide(key, Expected{});
    if (!decided) return decided.why();
    return Done{};
}

}  // namespace clausemark
