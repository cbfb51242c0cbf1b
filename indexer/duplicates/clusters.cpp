// SPDX-License-Identifier: Apache-2.0
// Connected components of regions. See clusters.h.
#include "indexer/duplicates/clusters.h"

#include <algorithm>
#include <map>
#include <numeric>

namespace clausemark {
namespace {

// Sides that begin between a side's begin and its end; those further on overlap it less. A page that has more
// regions over one passage than this joins them through each other.
constexpr std::size_t sides_looked_at = 64;

struct Side {
    ClusterSide at;
    std::uint64_t text;
    std::uint32_t words;
};

class Components {
  public:
    explicit Components(std::size_t size) : parent_(size) { std::iota(parent_.begin(), parent_.end(), 0u); }
    std::size_t root(std::size_t x) {
        while (parent_[x] != x) x = parent_[x] = parent_[parent_[x]];
        return x;
    }
    void join(std::size_t x, std::size_t y) {
        x = root(x);
        y = root(y);
        parent_[std::max(x, y)] = std::min(x, y);
    }

  private:
    std::vector<std::size_t> parent_;
};

bool about_the_same(const ClusterSide& x, const ClusterSide& y) {
    if (x.print != y.print) return false;
    const std::uint32_t begin = std::max(x.begin, y.begin);
    const std::uint32_t end = std::min(x.end, y.end);
    if (begin >= end) return false;
    const std::uint64_t both = end - begin;
    const std::uint64_t either = std::max(x.end, y.end) - std::min(x.begin, y.begin);
    return 2 * both >= either;
}

/// The place of each region in an order that does not depend on rows.
std::vector<std::size_t> ranks(std::span<const RegionLink> regions) {
    std::vector<std::size_t> order(regions.size());
    std::iota(order.begin(), order.end(), 0u);
    std::ranges::sort(order, {}, [&](std::size_t i) {
        const RegionLink& r = regions[i];
        return std::tuple(r.a_name, r.b_name, r.a, r.b, r.number);
    });
    std::vector<std::size_t> rank(regions.size());
    for (std::size_t k = 0; k < order.size(); ++k) rank[order[k]] = k;
    return rank;
}

/// The places of one cluster on one page: those that are about the same are one.
void put_side(std::vector<ClusterSide>& sides, const ClusterSide& side) {
    for (ClusterSide& known : sides) {
        if (!about_the_same(known, side)) continue;
        known.begin = std::min(known.begin, side.begin);
        known.end = std::max(known.end, side.end);
        return;
    }
    sides.push_back(side);
}

}  // namespace

std::vector<RegionCluster> cluster_regions(std::span<const RegionLink> regions,
                                           std::span<const WholeCopy> copies) {
    std::vector<Side> sides;  // two a region, then one a copy
    sides.reserve(2 * regions.size() + copies.size());
    for (const RegionLink& r : regions) {
        sides.push_back({{r.a, r.a_begin, r.a_end, r.a_name}, r.a_text, r.words});
        sides.push_back({{r.b, r.b_begin, r.b_end, r.b_name}, r.b_text, r.words});
    }
    for (const WholeCopy& copy : copies)
        sides.push_back({{copy.print, 0, copy.passages, copy.name}, copy.text, copy.words});
    const std::vector<std::size_t> rank = ranks(regions);

    std::vector<std::size_t> order(sides.size());
    std::iota(order.begin(), order.end(), 0u);
    const auto place = [&](std::size_t s) {
        const std::size_t last = s < 2 * regions.size() ? 2 * rank[s / 2] + s % 2 : s;
        return std::tuple(sides[s].at.name, sides[s].at.print, sides[s].at.begin, sides[s].at.end, last);
    };
    std::ranges::sort(order, {}, place);
    Components components(sides.size());
    for (std::size_t r = 0; r < regions.size(); ++r) components.join(2 * r, 2 * r + 1);
    for (std::size_t k = 0; k < order.size(); ++k) {
        const ClusterSide& side = sides[order[k]].at;
        for (std::size_t n = k + 1; n < order.size() && n <= k + sides_looked_at; ++n) {
            const ClusterSide& other = sides[order[n]].at;
            if (other.print != side.print || other.begin >= side.end) break;
            if (about_the_same(side, other)) components.join(order[k], order[n]);
        }
    }
    // The same words are the same text, also where forms keep two pages from being compared: so that no two
    // clusters have one id.
    std::ranges::sort(order, {}, [&](std::size_t s) { return std::pair(sides[s].text, s); });
    for (std::size_t k = 1; k < order.size(); ++k)
        if (sides[order[k]].text == sides[order[k - 1]].text) components.join(order[k], order[k - 1]);
    std::ranges::sort(order, {}, place);

    std::map<std::size_t, RegionCluster> found;  // by root
    std::map<std::size_t, std::vector<std::uint64_t>> texts;
    for (const std::size_t s : order) {
        const std::size_t root = components.root(s);
        RegionCluster& cluster = found[root];
        // Sides come by page and place: only the last few can be on the same page.
        std::vector<ClusterSide>& known = cluster.sides;
        std::size_t first = known.size();
        while (first > 0 && known[first - 1].print == sides[s].at.print && known.size() - first < 16) --first;
        std::vector<ClusterSide> of_page(known.begin() + static_cast<std::ptrdiff_t>(first), known.end());
        known.resize(first);
        put_side(of_page, sides[s].at);
        known.insert(known.end(), of_page.begin(), of_page.end());
        texts[root].push_back(sides[s].text);
        cluster.words = std::max(cluster.words, sides[s].words);
        if (s < 2 * regions.size()) {
            if (s % 2 == 0) cluster.regions.push_back(s / 2);
        } else {
            cluster.whole = true;
            cluster.similarity = cluster.containment = 1;
        }
    }
    std::vector<RegionCluster> clusters;
    for (auto& [root, cluster] : found) {
        std::vector<std::uint64_t>& words = texts[root];
        std::ranges::sort(words);
        words.erase(std::unique(words.begin(), words.end()), words.end());
        for (const std::uint64_t text : words) cluster.id = mixed(cluster.id, text);
        for (const std::size_t index : cluster.regions) {
            const RegionLink& r = regions[index];
            const double alike = similarity(r.shared, r.a_size, r.b_size);
            cluster.similarity = std::max(cluster.similarity, alike);
            cluster.least_similarity = std::min(cluster.least_similarity, alike);
            cluster.containment = std::max(cluster.containment, containment(r.shared, r.a_size, r.b_size));
            cluster.weight = std::max(cluster.weight, r.weight);
            cluster.whole = cluster.whole || r.whole;
            cluster.identical = cluster.identical && r.a_text == r.b_text;
        }
        std::ranges::sort(cluster.regions, {}, [&](std::size_t index) {
            const RegionLink& r = regions[index];
            return std::tuple(0xffffffff - r.shared, std::min(r.a_text, r.b_text),
                              std::max(r.a_text, r.b_text), rank[index]);
        });
        clusters.push_back(std::move(cluster));
    }
    std::ranges::sort(clusters, {}, [](const RegionCluster& c) {
        return std::tuple(-c.weight, 0xffffffff - c.words, c.id);
    });
    return clusters;
}

}  // namespace clausemark
