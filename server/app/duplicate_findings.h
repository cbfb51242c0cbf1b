// SPDX-License-Identifier: Apache-2.0
// Duplicates as the command, the API and the pages show them: each cluster with the copy to keep and the
// differences between its copies that nobody marked as intended, and two copies side by side. All of it comes
// from queries of the store; how it looks is left to those who show it.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "indexer/duplicates/drift_lines.h"
#include "indexer/duplicates/keep.h"
#include "indexer/store/store.h"
#include "server/app/region_drift.h"

namespace clausemark {

/// Two copies of a cluster and what differs between them.
struct RegionFinding {
    std::size_t left = 0;  ///< index of a member: "here" in the explanations
    std::size_t right = 0;
    std::vector<DriftLine> differences;  ///< gravest first; without decided ones unless asked for
    std::size_t intended = 0;            ///< differences left out because they were decided
};

struct ClusterFinding {
    DuplicateCluster cluster;
    Suggestion keep;
    std::vector<RegionFinding> regions;  ///< of cluster.regions, in their order

    /// The differences of all regions, each once, the gravest first; one that several copies have is told of
    /// the copy to keep where that has it.
    struct Line {
        std::size_t region = 0;
        const DriftLine* line = nullptr;
    };
    std::vector<Line> lines() const;
};

/// The first `most` of the lines, as indexes: those of the same two copies behind each other.
std::vector<std::size_t> by_copies(const std::vector<ClusterFinding::Line>& lines, std::size_t most);

Result<std::vector<ClusterFinding>> find_duplicates(Store& store, const DuplicateQuery& query);

/// The cluster of the query's `id` or `difference`, decided or not: as lists show it, else as they show it
/// with archived versions and translations.
Result<std::optional<ClusterFinding>> find_cluster(Store& store, DuplicateQuery query);

/// A sentence of a side, in pieces that differ from the other side's or not.
struct AlignedText {
    struct Piece {
        std::string text;
        bool changed = false;
    };
    std::uint32_t passage = 0;  ///< number on the page
    PassageKind kind = PassageKind::paragraph;
    bool lead_in = false;  ///< it stands above, and introduces the list
    std::vector<Piece> pieces;
};

struct AlignedRow {
    std::optional<AlignedText> left;
    std::optional<AlignedText> right;
    bool moved = false;
    std::vector<std::size_t> differences;  ///< indexes in AlignedRegion::differences
    bool differs() const { return !left || !right || moved || !differences.empty(); }
};

struct AlignedRegion {
    std::size_t region =
        0;                 ///< index in ClusterFinding::regions; without regions, two members of one content
    std::size_t left = 0;  ///< members
    std::size_t right = 0;
    std::vector<DriftLine> differences;
    std::vector<AlignedRow> rows;
};

/// `key`: of the region, or of a difference in it; empty: the region of the gravest difference. Nothing where
/// the cluster has no such region.
Result<std::optional<AlignedRegion>> align(Store& store, RegionDrift& drift, const ClusterFinding& finding,
                                           const std::string& key);

}  // namespace clausemark
