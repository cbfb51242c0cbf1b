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
// Shingles in passages that longer ones contain which stand for a pair that is alike: two steps or three.
constexpr std::uint32_t contained_anchor = 12;
// Runs that a pair is held against: those before it within the gap are no more than these.
constexpr std::size_t neighbours = 8;
// Rounds of dividing runs, by the one page and by the other in turn. Two or three do on texts that people
// write; what is still together after so many stays together.
constexpr int dividing_rounds = 16;
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
    std::uint32_t contained = 0;  ///< shingles of passages that are contained in longer ones
};

void take_in(Block& block, const Block& other) {
    block.a_begin = std::min(block.a_begin, other.a_begin);
    block.a_end = std::max(block.a_end, other.a_end);
    block.b_begin = std::min(block.b_begin, other.b_begin);
    block.b_end = std::max(block.b_end, other.b_end);
    block.anchored = block.anchored || other.anchored;
    block.pairs.insert(block.pairs.end(), other.pairs.begin(), other.pairs.end());
    block.contained += other.contained;
}

bool same_short(const ComparedPassage& a, const ComparedPassage& b) {
    return a.set.empty() && b.set.empty() && a.words > 0 && a.counts && b.counts &&
           a.words_hash == b.words_hash;
}

class Blocks {
  public:
    Blocks(std::span<const ComparedPassage> a, std::span<const ComparedPassage> b)
        : passages_a_(a), passages_b_(b), a_(a), b_(b) {}

    void add(const PassagePair& pair) {
        Block block{pair.a, pair.a + 1, pair.b, pair.b + 1, pair.alike, {{pair.a, pair.b}}, pair.contained};
        put(blocks_, std::move(block));
    }

    /// Runs that stand on both pages without too large a gap between one and the next, in whatever order,
    /// are one block.
    std::vector<Block> finish() {
        for (Block& block : blocks_) reach_out(block);
        std::vector<Runs> open(1);
        for (std::uint32_t i = 0; i < blocks_.size(); ++i) open.front().push_back(i);
        std::vector<Block> done;
        for (int round = 0; !open.empty(); ++round) {
            std::vector<Runs> next;
            for (Runs& runs : open) {
                const std::size_t before = next.size();
                divide(runs, round % 2 == 0, next);
                // Not divided by this page, nor by the other one, a round ago.
                const bool one = next.size() == before + 1 && round > 0;
                if (!one && round < dividing_rounds) continue;
                for (std::size_t k = before; k < next.size(); ++k) done.push_back(joined(next[k]));
                next.resize(before);
            }
            open = std::move(next);
        }
        std::ranges::sort(done, {},
                          [](const Block& block) { return std::pair(block.a_begin, block.b_begin); });
        return done;
    }

  private:
    using Runs = std::vector<std::uint32_t>;  ///< indexes of blocks_

    void divide(Runs& runs, bool by_a, std::vector<Runs>& out) const {
        const Costs& costs = by_a ? a_ : b_;
        const auto begin = [&](std::uint32_t i) { return by_a ? blocks_[i].a_begin : blocks_[i].b_begin; };
        std::ranges::sort(runs, {}, [&](std::uint32_t i) { return std::pair(begin(i), i); });
        std::uint32_t end = 0;
        for (const std::uint32_t run : runs) {
            if (run == runs.front() || costs.between(end, begin(run)) > largest_gap) out.emplace_back();
            out.back().push_back(run);
            end = std::max(end, by_a ? blocks_[run].a_end : blocks_[run].b_end);
        }
    }

    Block joined(const Runs& runs) {
        Block out = std::move(blocks_[runs.front()]);
        for (std::size_t k = 1; k < runs.size(); ++k) take_in(out, blocks_[runs[k]]);
        out.anchored = out.anchored || out.contained >= contained_anchor;
        return out;
    }

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
            take_in(other, block);
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
    std::vector<std::uint64_t> shorts;  ///< passages without a set, by their words; sorted, each once
    std::uint32_t words = 0;
};

Side side_of(std::span<const ComparedPassage> passages) {
    Side side;
    for (const ComparedPassage& passage : passages) {
        if (!passage.counts) continue;
        side.words += passage.words;
        if (passage.set.empty() && passage.words > 0) side.shorts.push_back(passage.words_hash);
        side.shingles.insert(side.shingles.end(), passage.set.begin(), passage.set.end());
    }
    for (auto* values : {&side.shingles, &side.shorts}) {
        std::ranges::sort(*values);
        values->erase(std::unique(values->begin(), values->end()), values->end());
    }
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
    const auto enough = [&](std::size_t shared, std::size_t size_a, std::size_t size_b) {
        return options.least.reached(shared, size_a, size_b) ||
               shared >= options.inside.smallest_partner(std::min(size_a, size_b));
    };
    // A list of short items of which two lines are the same is no text twice: here each item is one more.
    const std::size_t shorts = overlap_of(side_a.shorts, side_b.shorts);
    const bool is_text = enough(region.shared, region.a_size, region.b_size) &&
                         enough(region.shared + shorts, region.a_size + side_a.shorts.size(),
                                region.b_size + side_b.shorts.size());
    return is_text ? std::optional(std::move(region)) : std::nullopt;
}

/// The passages that lie in a region.
std::vector<ComparedPassage> covered(std::span<const ComparedPassage> page,
                                     const std::vector<Region>& regions, std::uint32_t Region::*begin,
                                     std::uint32_t Region::*end) {
    std::vector<bool> inside(page.size());
    for (const Region& region : regions)
        for (std::uint32_t i = region.*begin; i < region.*end; ++i) inside[i] = true;
    std::vector<ComparedPassage> found;
    for (std::size_t i = 0; i < page.size(); ++i)
        if (inside[i]) found.push_back(page[i]);
    return found;
}

std::size_t compared_size(std::span<const ComparedPassage> passages) {
    std::size_t size = 0;
    for (const ComparedPassage& passage : passages) size += passage.counts ? passage.set.size() : 0;
    return size;
}

/// All that the regions cover is most of both pages, or the pages are mostly alike: then they are one text,
/// and what stands between and around the regions is a difference in it. Forms at the edges are left out.
std::optional<Region> whole_pages(const std::vector<Block>& blocks, const std::vector<Region>& regions,
                                  std::span<const ComparedPassage> a, std::span<const ComparedPassage> b,
                                  const RegionOptions& options) {
    const auto of_a = covered(a, regions, &Region::a_begin, &Region::a_end);
    const auto of_b = covered(b, regions, &Region::b_begin, &Region::b_end);
    if (2 * compared_size(of_a) < compared_size(a) || 2 * compared_size(of_b) < compared_size(b))
        return std::nullopt;
    Block all{0, static_cast<std::uint32_t>(a.size()), 0, static_cast<std::uint32_t>(b.size()), true, {}, 0};
    const auto counts = [](const ComparedPassage& passage) { return passage.counts && passage.words > 0; };
    while (all.a_begin < all.a_end && !counts(a[all.a_begin])) ++all.a_begin;
    while (all.b_begin < all.b_end && !counts(b[all.b_begin])) ++all.b_begin;
    while (all.a_end > all.a_begin && !counts(a[all.a_end - 1])) --all.a_end;
    while (all.b_end > all.b_begin && !counts(b[all.b_end - 1])) --all.b_end;
    std::optional<Region> whole = measure(all, a, b, options);
    if (!whole || !options.page_alike.reached(whole->shared, whole->a_size, whole->b_size))
        return std::nullopt;
    if (!options.page_mostly.reached(whole->shared, whole->a_size, whole->b_size)) {
        const auto most = [&](const std::vector<ComparedPassage>& found, std::uint32_t size) {
            return side_of(found).shingles.size() >= options.page_covered.smallest_partner(size);
        };
        if (!most(of_a, whole->a_size) || !most(of_b, whole->b_size)) return std::nullopt;
    }
    for (const Block& block : blocks)
        whole->pairs.insert(whole->pairs.end(), block.pairs.begin(), block.pairs.end());
    std::ranges::sort(whole->pairs, {},
                      [](const AlignedPassages& pair) { return std::pair(pair.a, pair.b); });
    whole->pairs.erase(std::unique(whole->pairs.begin(), whole->pairs.end()), whole->pairs.end());
    return whole;
}

}  // namespace

std::vector<Region> find_regions(std::span<const ComparedPassage> a, std::span<const ComparedPassage> b,
                                 const RegionOptions& options) {
    Blocks growing(a, b);
    for (const PassagePair& pair : pair_passages(a, b, options)) growing.add(pair);
    std::vector<Block> blocks = growing.finish();
    for (Block& block : blocks) {
        if (!block.anchored) continue;
        std::ranges::sort(block.pairs, {}, [](const AlignedPassages& p) { return std::pair(p.a, p.b); });
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
    if (regions.empty()) return regions;
    if (auto whole = whole_pages(blocks, regions, a, b, options)) return {std::move(*whole)};
    std::ranges::sort(regions, {}, [](const Region& r) { return std::pair(r.a_begin, r.b_begin); });
    return regions;
}

std::vector<Shingle> union_of(std::span<const ComparedPassage> passages) {
    return side_of(passages).shingles;
}

}  // namespace clausemark
