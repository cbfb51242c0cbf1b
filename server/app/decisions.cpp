// SPDX-License-Identifier: Apache-2.0
// Subjects of decisions. See decisions.h.
#include "server/app/decisions.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <ctime>

namespace clausemark {
namespace {

std::string pages_text(const DuplicateCluster& cluster) {
    std::string out;
    for (const DuplicateMember& member : cluster.members)
        out += (out.empty() ? "" : "; ") + member.document.attributes.title;
    return out;
}

}  // namespace

Result<AllConflicts> all_conflicts_of(Store& store, const Knowledge& known) {
    ConflictCache none;
    return all_conflicts_of(store, known, none);
}

Result<AllConflicts> all_conflicts_of(Store& store, const Knowledge& known, ConflictCache& cache) {
    AllConflicts found;
    for (const PagesCompared pages : {PagesCompared::counting, PagesCompared::all}) {
        auto conflicts = cache.get(store, known, pages);
        if (!conflicts) return conflicts.why();
        found[static_cast<std::size_t>(pages)] = std::move(*conflicts);
    }
    return found;
}

Result<std::optional<DecisionSubject>> subject_of(Store& store, const AllConflicts& conflicts,
                                                  const std::string& key) {
    using Answer = Result<std::optional<DecisionSubject>>;
    for (const auto& findings : conflicts)
        for (const Conflict& conflict : findings->conflicts)
            if (key_text(conflict.key) == key)
                return Answer(DecisionSubject{"conflict", conflict.explanation});
    DuplicateQuery query;
    query.members = 3;
    query.id = key;
    auto found = find_cluster(store, query);
    if (!found) return found.why();
    if (*found) return Answer(DecisionSubject{"cluster", pages_text((*found)->cluster)});
    query.id.reset();
    query.members = DuplicateQuery().members;
    query.difference = key;
    found = find_cluster(store, query);
    if (!found) return found.why();
    if (!*found) return Answer(std::nullopt);
    for (const RegionFinding& region : (*found)->regions)
        for (const DriftLine& line : region.differences)
            if (line.key == key) return Answer(DecisionSubject{"difference", line.explanation});
    return Answer(DecisionSubject{"copies", pages_text((*found)->cluster)});
}

std::string now_text() {
    const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(now));
}

}  // namespace clausemark
