// SPDX-License-Identifier: Apache-2.0
// Clusters: which regions speak of the same copied text. Two regions belong together where the sides that
// they have on one page are about the same passages (they share at least half of what both cover), so that a
// section that four pages have is one cluster, and a page that exists twice another, though the section is
// part of both. Sides of the very same words belong together too. Connected components of that relation. A
// pure function of the regions and copies: where prints have names, neither their order nor the numbers of
// rows matter, so that a store of many changes shows what a fresh one does.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "indexer/duplicates/tables.h"

namespace clausemark {

/// What clusters need to know of a region.
struct RegionLink {
    PrintId a = 0;
    PrintId b = 0;
    std::uint32_t number = 0;  ///< of the region between these two
    std::uint32_t a_begin = 0, a_end = 0, b_begin = 0, b_end = 0;
    std::uint32_t a_size = 0, b_size = 0, shared = 0;
    std::uint32_t words = 0;  ///< of the longer side
    std::uint64_t a_text = 0, b_text = 0;
    bool whole = false;                    ///< it is most of both pages
    double weight = 0;                     ///< of the gravest difference
    std::uint64_t a_name = 0, b_name = 0;  ///< made of the prints' names: their order
};

/// The content of a page that several documents have.
struct WholeCopy {
    PrintId print = 0;
    std::uint32_t passages = 0;
    std::uint32_t words = 0;
    std::uint64_t text = 0;  ///< hash of all its words
    std::uint64_t name = 0;  ///< made of the print's name
};

struct ClusterSide {
    PrintId print = 0;
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    std::uint64_t name = 0;  ///< made of the print's name
    bool operator==(const ClusterSide&) const = default;
};

struct RegionCluster {
    std::uint64_t id = 0;              ///< made of the words of its sides
    std::vector<ClusterSide> sides;    ///< by name, print, begin; not overlapping by half
    std::vector<std::size_t> regions;  ///< indexes of the links given, most shared first
    std::uint32_t words = 0;           ///< of the longest side
    double similarity = 0;             ///< highest
    double least_similarity = 1;
    double containment = 0;  ///< highest
    double weight = 0;       ///< highest
    bool whole = false;      ///< it holds whole pages
    bool identical = true;   ///< all sides have the same words
};

/// Gravest differences first, then by words, then by id. O(n log n).
std::vector<RegionCluster> cluster_regions(std::span<const RegionLink> regions,
                                           std::span<const WholeCopy> copies);

}  // namespace clausemark
