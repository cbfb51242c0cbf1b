// SPDX-License-Identifier: Apache-2.0
// Blocks of paired passages, and what they amount to. Pairing is in pairing.cpp. See regions.h.
#include "indexer/duplicates/regions.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "indexer/duplicates/pairing.h"

namespace clausemark {
namespace {

// Between two pairs of one region may stand three passages without partner, or a dozen short ones: an edited
// procedure gains or loses a step or two in one place; more than that is another procedure.
constexpr std::uint32_t cost_of_compared = 4;
constexpr std::uint32_t cost_of_short = 1;
constexpr std::uint32_t largest_gap = 12;
// What may stand between a block and the edges of both pages to belong to it: two steps, gained or lost.
constexpr std::uint32_t edge_gap = 8;
// Blocks that a pair or a block is held against: those before it within the gap are no more than these.
constexpr std::size_t neighbours = 8;
// Rounds of merging blocks. Each halves the blocks of a page that was put in another order; more order than
// this is none.
constexpr int merging_rounds = 8;
// Short passages that a block reaches over on each side before blocks are merged: a long list of short items.
constexpr std::uint32_t farthest_reach = 200;

bool compared(const ComparedPassage& passage) {
    return passage.counts && !passage.set.empty();
}

class Costs {
  public:
    explicit Costs(std::span<const ComparedPassage> passages) : before_(passages.size() + 1, 0) {
        for (std::size_t i = 0; i < passages.size(); ++i)
            before_[i + 1] = before_[i] + (compared(passages[i]) ? cost_of_compared : cost_of_short);
    }
    /// Of the passages from `end` of one range to `begin` of another; none where they meet or overlap.
    std::uint32_t between(std::uint32_t end, std::uint32_t begin) const {
        return begin > end ? before_[begin] - before_[end] : 0;
    }

  private:
    std::vector<std::uint32_t> before_;
};

struct Block {
    std::uint32_t a_begin, a_end, b_begin, b_end;  ///< how far it reaches: its pairs, and the same short
                                                   ///< passages around them
    bool anchored;                                 ///< holds a pair that is alike
    std::vector<AlignedPassages> pairs;
};

bool same_short(const ComparedPassage& a, const ComparedPassage& b) {
    return a.set.empty() && b.set.empty() && a.words > 0 && a.counts && b.counts &&
           a.words_hash == b.words_hash;
}

class Blocks {
  public:
    Blocks(std::span<const ComparedPassage> a, std::span<const ComparedPassage> b)
        : passages_a_(a), passages_b_(b), a_(a), b_(b) {}

    void add(const PassagePair& pair) {
        Block block{pair.a, pair.a + 1, pair.b, pair.b + 1, pair.alike, {{pair.a, pair.b}}};
        put(blocks_, std::move(block));
    }

    std::vector<Block> finish() {
        for (Block& block : blocks_) reach_out(block);
        for (int round = 0; round < merging_rounds; ++round) {
            std::vector<Block> merged;
            for (Block& block : blocks_) put(merged, std::move(block));
            const bool done = merged.size() == blocks_.size();
            blocks_ = std::move(merged);
            if (done) break;
        }
        return std::move(blocks_);
    }

  private:
    void reach_out(Block& block) const {
        const auto& a = passages_a_;
        const auto& b = passages_b_;
        for (std::uint32_t n = 0; n < farthest_reach && block.a_begin > 0 && block.b_begin > 0 &&
                                  same_short(a[block.a_begin - 1], b[block.b_begin - 1]);
             ++n, --block.a_begin, --block.b_begin) {
        }
        for (std::uint32_t n = 0; n < farthest_reach && block.a_end < a.size() && block.b_end < b.size() &&
                                  same_short(a[block.a_end], b[block.b_end]);
             ++n, ++block.a_end, ++block.b_end) {
        }
    }

    bool near(const Block& x, const Block& y) const {
        return gap(a_, x.a_begin, x.a_end, y.a_begin, y.a_end) <= largest_gap &&
               gap(b_, x.b_begin, x.b_end, y.b_begin, y.b_end) <= largest_gap;
    }
    static std::uint32_t gap(const Costs& costs, std::uint32_t x_begin, std::uint32_t x_end,
                             std::uint32_t y_begin, std::uint32_t y_end) {
        return x_begin < y_begin ? costs.between(x_end, y_begin) : costs.between(y_end, x_begin);
    }

    /// Into one of the last blocks where it is near, else as a new one.
    void put(std::vector<Block>& blocks, Block&& block) const {
        const std::size_t oldest = blocks.size() > neighbours ? blocks.size() - neighbours : 0;
        for (std::size_t k = blocks.size(); k > oldest; --k) {
            Block& other = blocks[k - 1];
            if (!near(other, block)) continue;
            other.a_begin = std::min(other.a_begin, block.a_begin);
            other.a_end = std::max(other.a_end, block.a_end);
            other.b_begin = std::min(other.b_begin, block.b_begin);
            other.b_end = std::max(other.b_end, block.b_end);
            other.anchored = other.anchored || block.anchored;
            other.pairs.insert(other.pairs.end(), block.pairs.begin(), block.pairs.end());
            return;
        }
        blocks.push_back(std::move(block));
    }

    std::span<const ComparedPassage> passages_a_;
    std::span<const ComparedPassage> passages_b_;
    Costs a_;
    Costs b_;
    std::vector<Block> blocks_;
};

/// From its first pair to its last, on both sides.
void set_range(Block& block) {
    const auto [first, last] = std::ranges::minmax_element(block.pairs, {}, &AlignedPassages::b);
    block.a_begin = block.pairs.front().a;
    block.a_end = block.pairs.back().a + 1;
    block.b_begin = first->b;
    block.b_end = last->b + 1;
}

/// Short passages before and behind (headings, names of steps) that are the same on both sides belong to it.
void extend(Block& block, std::span<const ComparedPassage> a, std::span<const ComparedPassage> b) {
    while (block.a_begin > 0 && block.b_begin > 0 && same_short(a[block.a_begin - 1], b[block.b_begin - 1]))
        block.pairs.push_back({--block.a_begin, --block.b_begin});
    while (block.a_end < a.size() && block.b_end < b.size() && same_short(a[block.a_end], b[block.b_end]))
        block.pairs.push_back({block.a_end++, block.b_end++});
    std::ranges::sort(block.pairs, {}, [](const AlignedPassages& pair) { return std::pair(pair.a, pair.b); });
}

/// Short passages between two neighbouring pairs, where the same follow each other on both sides.
void pair_short_ones(Block& block, std::span<const ComparedPassage> a, std::span<const ComparedPassage> b) {
    std::vector<AlignedPassages> all;
    for (std::size_t k = 0; k < block.pairs.size(); ++k) {
        all.push_back(block.pairs[k]);
        if (k + 1 == block.pairs.size() || block.pairs[k + 1].b <= block.pairs[k].b) continue;
        const AlignedPassages next = block.pairs[k + 1];
        std::uint32_t i = block.pairs[k].a + 1;
        std::uint32_t j = block.pairs[k].b + 1;
        for (; i < next.a && j < next.b && same_short(a[i], b[j]); ++i, ++j) all.push_back({i, j});
        const std::size_t behind = all.size();
        for (std::uint32_t x = next.a, y = next.b; x > i && y > j && same_short(a[x - 1], b[y - 1]);)
            all.push_back({--x, --y});
        std::reverse(all.begin() + static_cast<std::ptrdiff_t>(behind), all.end());
    }
    block.pairs = std::move(all);
}

/// Where a block comes near to the beginning or the end of both pages, the compared passages that stand there
/// belong to it: a step that one copy gained or lost at its edge, or that was edited beyond likeness.
class Edges {
  public:
    Edges(std::span<const ComparedPassage> a, std::span<const ComparedPassage> b,
          std::span<const Block> blocks)
        : a_(a), b_(b), costs_a_(a), costs_b_(b), blocks_(blocks) {}

    void reach(Block& block) const {
        const auto size_a = static_cast<std::uint32_t>(a_.size());
        const auto size_b = static_cast<std::uint32_t>(b_.size());
        if (costs_a_.between(0, block.a_begin) <= edge_gap &&
            costs_b_.between(0, block.b_begin) <= edge_gap && free({0, block.a_begin}, {0, block.b_begin})) {
            block.a_begin = first(a_, block.a_begin);
            block.b_begin = first(b_, block.b_begin);
        }
        if (costs_a_.between(block.a_end, size_a) <= edge_gap &&
            costs_b_.between(block.b_end, size_b) <= edge_gap &&
            free({block.a_end, size_a}, {block.b_end, size_b})) {
            block.a_end = last(a_, block.a_end);
            block.b_end = last(b_, block.b_end);
        }
    }

  private:
    using Range = std::pair<std::uint32_t, std::uint32_t>;

    /// The first compared passage before `end`; `end` where there is none.
    static std::uint32_t first(std::span<const ComparedPassage> passages, std::uint32_t end) {
        std::uint32_t at = 0;
        while (at < end && !compared(passages[at])) ++at;
        return at;
    }
    /// Behind the last compared passage from `begin` on; `begin` where there is none.
    static std::uint32_t last(std::span<const ComparedPassage> passages, std::uint32_t begin) {
        auto at = static_cast<std::uint32_t>(passages.size());
        while (at > begin && !compared(passages[at - 1])) --at;
        return at;
    }

    /// No other block has passages there.
    bool free(Range a, Range b) const {
        const auto meet = [](Range range, std::uint32_t begin, std::uint32_t end) {
            return begin < range.second && range.first < end;
        };
        return std::ranges::none_of(blocks_, [&](const Block& other) {
            return other.anchored &&
                   (meet(a, other.a_begin, other.a_end) || meet(b, other.b_begin, other.b_end));
        });
    }

    std::span<const ComparedPassage> a_, b_;
    Costs costs_a_, costs_b_;
    std::span<const Block> blocks_;
};

struct Side {
    std::vector<Shingle> shingles;
    std::uint32_t words = 0;
};

Side side_of(std::span<const ComparedPassage> passages) {
    Side side;
    for (const ComparedPassage& passage : passages) {
        if (!passage.counts) continue;
        side.words += passage.words;
        side.shingles.insert(side.shingles.end(), passage.set.begin(), passage.set.end());
    }
    std::ranges::sort(side.shingles);
    side.shingles.erase(std::unique(side.shingles.begin(), side.shingles.end()), side.shingles.end());
    return side;
}

/// The block as a region, or nothing where it is too short or too little of it is shared.
std::optional<Region> measure(const Block& block, std::span<const ComparedPassage> a,
                              std::span<const ComparedPassage> b, const RegionOptions& options) {
    Region region{block.a_begin, block.a_end, block.b_begin, block.b_end, 0, 0, 0, 0, 0, block.pairs};
    const Side side_a = side_of(a.subspan(region.a_begin, region.a_end - region.a_begin));
    const Side side_b = side_of(b.subspan(region.b_begin, region.b_end - region.b_begin));
    region.a_words = side_a.words;
    region.b_words = side_b.words;
    if (std::min(region.a_words, region.b_words) < options.words) return std::nullopt;
    region.a_size = static_cast<std::uint32_t>(side_a.shingles.size());
    region.b_size = static_cast<std::uint32_t>(side_b.shingles.size());
    region.shared = static_cast<std::uint32_t>(overlap_of(side_a.shingles, side_b.shingles));
    const bool enough =
        options.least.reached(region.shared, region.a_size, region.b_size) ||
        region.shared >= options.inside.smallest_partner(std::min(region.a_size, region.b_size));
    return enough ? std::optional(std::move(region)) : std::nullopt;
}

}  // namespace

std::vector<Region> find_regions(std::span<const ComparedPassage> a, std::span<const ComparedPassage> b,
                                 const RegionOptions& options) {
    Blocks growing(a, b);
    for (const PassagePair& pair : pair_passages(a, b, options)) growing.add(pair);
    std::vector<Block> blocks = growing.finish();
    for (Block& block : blocks) {
        if (!block.anchored) continue;
        std::ranges::sort(block.pairs, {}, &AlignedPassages::a);
        pair_short_ones(block, a, b);
        set_range(block);
        extend(block, a, b);
    }
    const Edges edges(a, b, blocks);
    std::vector<Region> regions;
    for (const Block& found : blocks) {
        if (!found.anchored) continue;
        Block whole = found;
        edges.reach(whole);
        auto region = measure(whole, a, b, options);
        if (!region) region = measure(found, a, b, options);
        if (region) regions.push_back(std::move(*region));
    }
    std::ranges::sort(regions, {}, [](const Region& r) { return std::pair(r.a_begin, r.b_begin); });
    return regions;
}

std::vector<Shingle> union_of(std::span<const ComparedPassage> passages) {
    return side_of(passages).shingles;
}

}  // namespace clausemark
