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

Result<std::optional<DecisionSubject>> subject_of(Store& store, const ConflictFindings& conflicts,
                                                  const std::string& key) {
    using Answer = Result<std::optional<DecisionSubject>>;
    for (const Conflict& conflict : conflicts.conflicts)
        if (key_text(conflict.key) == key) return Answer(DecisionSubject{"conflict", conflict.explanation});
    DuplicateQuery query;
    query.decided = true;
    query.archived = true;
    query.limit = 1;
    query.members = 3;
    query.id = key;
    auto found = find_duplicates(store, query);
    if (!found) return found.why();
    if (!found->empty()) return Answer(DecisionSubject{"cluster", pages_text(found->front().cluster)});
    query.id.reset();
    query.difference = key;
    found = find_duplicates(store, query);
    if (!found) return found.why();
    if (found->empty()) return Answer(std::nullopt);
    const ClusterFinding& finding = found->front();
    for (const RegionFinding& region : finding.regions)
        for (const DriftLine& line : region.differences)
            if (line.key == key) return Answer(DecisionSubject{"difference", line.explanation});
    return Answer(DecisionSubject{"copies", pages_text(finding.cluster)});
}

std::string now_text() {
    const std::time_t now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
    return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(now));
}

}  // namespace clausemark
