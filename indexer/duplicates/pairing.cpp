// SPDX-License-Identifier: Apache-2.0
// Pairing of passages. See pairing.h.
#include "indexer/duplicates/pairing.h"

#include <algorithm>
#include <bit>
#include <cstdlib>

#include "indexer/duplicates/print.h"
#include "parser/core/limits.h"

namespace clausemark {
namespace {

constexpr std::uint32_t nobody = 0xffffffff;
constexpr std::size_t least_contained = 3;  // shingles: seven words; fewer stand in many texts
constexpr std::uint32_t verbatim = 16;  // shingles that make akin passages alike: two sentences word for word
constexpr std::size_t candidates_of_a_passage = 8;  // more rows alike than these are as good as each other

/// Passages of one set, as ranges of slots: those of a, and those of b.
struct Group {
    ShingleSet set;
    std::uint32_t a_begin = 0, a_end = 0;
    std::uint32_t b_begin = 0, b_end = 0;
    std::uint32_t free = 0;  ///< of those of b, without a partner yet
    bool once = false;       ///< one on each side
};

/// Which slots are free, and the nearest free one on either side of a place: two forests with path halving
/// (Tarjan, van Leeuwen: Worst-case Analysis of Set Union Algorithms, 1984).
class FreeSlots {
  public:
    explicit FreeSlots(std::size_t slots) : up_(slots + 1), down_(slots + 1) {
        for (std::uint32_t i = 0; i <= slots; ++i) up_[i] = down_[i] = i;
    }
    void take(std::uint32_t slot) {
        up_[slot] = slot + 1;
        down_[slot + 1] = slot;
    }
    /// The first free one at or behind `slot`; the number of slots where there is none.
    std::uint32_t from(std::uint32_t slot) { return root(up_, slot); }
    /// The end of the last free one before `slot`: one behind it; 0 where there is none.
    std::uint32_t before(std::uint32_t slot) { return root(down_, slot); }

  private:
    static std::uint32_t root(std::vector<std::uint32_t>& parent, std::uint32_t i) {
        while (parent[i] != i) i = parent[i] = parent[parent[i]];
        return i;
    }
    std::vector<std::uint32_t> up_;
    std::vector<std::uint32_t> down_;
};

struct Candidate {
    std::uint32_t a;
    std::uint32_t group;
    std::uint32_t shared;
    std::uint32_t all;  ///< size of the union
};

/// The set that holds most of a smaller one.
struct Container {
    std::uint32_t group = nobody;
    std::uint32_t shared = 0;
};

class Pairing {
  public:
    Pairing(std::span<const ComparedPassage> a, std::span<const ComparedPassage> b,
            const RegionOptions& options)
        : a_(a),
          b_(b),
          options_(options),
          free_(b.size()),
          partner_(a.size(), nobody),
          alike_(a.size(), false) {
        group(a, b);
    }

    std::vector<PassagePair> run() {
        pair_equal();
        pair_similar();
        std::vector<PassagePair> pairs;
        for (std::uint32_t i = 0; i < partner_.size(); ++i)
            if (partner_[i] != nobody) pairs.push_back({i, partner_[i], alike_[i], 0});
        add_contained(pairs);
        return pairs;
    }

  private:
    /// Groups in the order of their first passages: those of a, then those of b alone.
    void group(std::span<const ComparedPassage> a, std::span<const ComparedPassage> b) {
        std::vector<std::uint32_t> known(std::bit_ceil(2 * (a.size() + b.size()) + 1), nobody);
        std::vector<std::uint64_t> names;  // of groups
        const auto group_of = [&](const ComparedPassage& passage) {
            if (!passage.counts || passage.set.empty()) return nobody;
            std::size_t at = mixed(0, passage.set_name) & (known.size() - 1);
            while (known[at] != nobody && names[known[at]] != passage.set_name)
                at = (at + 1) & (known.size() - 1);
            if (known[at] == nobody) {
                known[at] = static_cast<std::uint32_t>(groups_.size());
                groups_.push_back({passage.set});
                names.push_back(passage.set_name);
            }
            return known[at];
        };
        for (const ComparedPassage& passage : a) group_of_.push_back(group_of(passage));
        std::vector<std::uint32_t> group_of_b;
        for (const ComparedPassage& passage : b) group_of_b.push_back(group_of(passage));
        in_a_ = slots(group_of_, &Group::a_begin, &Group::a_end);
        in_b_ = slots(group_of_b, &Group::b_begin, &Group::b_end);
        for (Group& group : groups_) {
            group.free = group.b_end - group.b_begin;
            group.once = group.a_end - group.a_begin == 1 && group.free == 1;
        }
    }

    /// Passages by group, each group's in their order.
    std::vector<std::uint32_t> slots(const std::vector<std::uint32_t>& group_of, std::uint32_t Group::*begin,
                                     std::uint32_t Group::*end) {
        for (const std::uint32_t g : group_of)
            if (g != nobody) ++(groups_[g].*end);
        std::uint32_t all = 0;
        for (Group& group : groups_) {
            group.*begin = all;
            all += group.*end;
            group.*end = group.*begin;
        }
        std::vector<std::uint32_t> slots(all);
        for (std::uint32_t i = 0; i < group_of.size(); ++i)
            if (group_of[i] != nobody) slots[(groups_[group_of[i]].*end)++] = i;
        return slots;
    }

    std::span<const std::uint32_t> of_a(const Group& group) const {
        return std::span(in_a_).subspan(group.a_begin, group.a_end - group.a_begin);
    }

    void pair(std::uint32_t a, Group& group, std::uint32_t slot, bool alike) {
        partner_[a] = in_b_[slot];
        alike_[a] = alike;
        free_.take(slot);
        --group.free;
    }

    /// The slot nearest to `wanted` of a group that has free ones, the earlier of two.
    std::uint32_t nearest(const Group& group, std::int64_t wanted) {
        const auto end = in_b_.begin() + group.b_end;
        const auto place = static_cast<std::uint32_t>(
            std::lower_bound(in_b_.begin() + group.b_begin, end,
                             static_cast<std::uint32_t>(std::clamp<std::int64_t>(wanted, 0, nobody))) -
            in_b_.begin());
        const std::uint32_t above = free_.from(place);
        const std::uint32_t below = free_.before(place);
        if (below <= group.b_begin) return above;
        if (above >= group.b_end) return below - 1;
        return wanted - std::int64_t{in_b_[below - 1]} <= std::int64_t{in_b_[above]} - wanted ? below - 1
                                                                                              : above;
    }

    /// Sets that occur once on each side lead; repeated ones go where the pair before them points.
    void pair_equal() {
        for (Group& group : groups_)
            if (group.once) pair(of_a(group).front(), group, group.b_begin, true);
        std::int64_t shift = 0;
        for (std::uint32_t i = 0; i < a_.size(); ++i) {
            if (partner_[i] == nobody && group_of_[i] != nobody) {
                Group& group = groups_[group_of_[i]];
                if (group.free > 0) pair(i, group, nearest(group, i + shift), true);
            }
            if (partner_[i] != nobody) shift = std::int64_t{partner_[i]} - std::int64_t{i};
        }
    }

    void pair_similar() {
        // Sets of b that are not used up, by those of their shingles that a may look up.
        std::vector<bool> wanted_bits(1u << 16);
        const auto bit = [](Shingle shingle) { return static_cast<std::size_t>(shingle & 0xffff); };
        const auto waits = [this](const Group& group) {
            return std::ranges::any_of(of_a(group),
                                       [this](std::uint32_t i) { return partner_[i] == nobody; });
        };
        for (const Group& group : groups_)
            if (waits(group))
                for (const Shingle shingle : group.set) wanted_bits[bit(shingle)] = true;
        std::vector<std::pair<Shingle, std::uint32_t>> holders;
        for (std::uint32_t g = 0; g < groups_.size(); ++g) {
            if (groups_[g].free == 0) continue;
            for (const Shingle shingle : groups_[g].set)
                if (wanted_bits[bit(shingle)]) holders.emplace_back(shingle, g);
        }
        if (holders.empty()) return;
        std::ranges::sort(holders);

        std::vector<Candidate> candidates;
        std::vector<std::uint32_t> looked_up(holders.size());  // by how many sets of a, at a shingle's first
        std::vector<std::uint32_t> shared(groups_.size());
        std::vector<std::uint32_t> sharing;  // groups of which that is not 0
        for (const Group& group : groups_) {
            if (!waits(group)) continue;
            for (const std::uint32_t other : sharing) shared[other] = 0;
            sharing.clear();
            auto begin = holders.begin();
            for (const Shingle shingle : group.set) {
                begin = std::lower_bound(begin, holders.end(), std::pair<Shingle, std::uint32_t>(shingle, 0));
                const auto end = std::upper_bound(begin, holders.end(),
                                                  std::pair<Shingle, std::uint32_t>(shingle, nobody));
                const auto count = static_cast<std::size_t>(end - begin);
                if (count == 0 || count > limits::sets_of_a_shingle) continue;
                if (++looked_up[static_cast<std::size_t>(begin - holders.begin())] >
                    limits::sets_of_a_shingle)
                    continue;
                for (auto holder = begin; holder != end; ++holder)
                    if (shared[holder->second]++ == 0) sharing.push_back(holder->second);
            }
            hold(group, shared, sharing);
            const std::vector<Candidate> best = best_of(group, shared, sharing);
            for (const std::uint32_t i : of_a(group))
                if (partner_[i] == nobody)
                    for (Candidate candidate : best) {
                        candidate.a = i;
                        candidates.push_back(candidate);
                    }
        }
        std::ranges::sort(candidates, [](const Candidate& x, const Candidate& y) {
            const std::uint64_t left = std::uint64_t{x.shared} * y.all;
            const std::uint64_t right = std::uint64_t{y.shared} * x.all;
            return left != right ? left > right : std::pair(x.a, x.group) < std::pair(y.a, y.group);
        });
        const std::vector<std::int64_t> wanted = wanted_partners();
        for (const Candidate& candidate : candidates) {
            Group& group = groups_[candidate.group];
            if (partner_[candidate.a] != nobody || group.free == 0) continue;
            const std::size_t size = groups_[group_of_[candidate.a]].set.size();
            pair(candidate.a, group, nearest(group, wanted[candidate.a]),
                 candidate.shared >= verbatim ||
                     options_.alike.reached(candidate.shared, size, group.set.size()));
        }
    }

    /// Notes which sets of b are contained in this one, or it in one of them. Common shingles were not
    /// counted, so what is noted is contained for sure.
    void hold(const Group& group, const std::vector<std::uint32_t>& shared,
              const std::vector<std::uint32_t>& sharing) {
        const auto index = static_cast<std::uint32_t>(&group - groups_.data());
        for (const std::uint32_t other : sharing) {
            const bool here = group.set.size() < groups_[other].set.size();
            const std::size_t size = std::min(group.set.size(), groups_[other].set.size());
            if (size < least_contained || shared[other] < options_.inside.smallest_partner(size)) continue;
            Container& known = container_of(here ? index : other);
            const std::uint32_t by = here ? other : index;
            if (std::pair(shared[other], known.group) > std::pair(known.shared, by))
                known = {by, shared[other]};
        }
    }
    Container& container_of(std::uint32_t group) {
        if (containers_.empty()) containers_.resize(groups_.size());
        return containers_[group];
    }

    /// Passages without partner, each with the nearest passage of the set that contains theirs.
    void add_contained(std::vector<PassagePair>& pairs) {
        if (containers_.empty()) return;
        const std::vector<std::int64_t> wanted = wanted_partners();
        std::vector<bool> taken(b_.size());
        for (const PassagePair& pair : pairs) taken[pair.b] = true;
        const auto nearest_of = [](std::span<const std::uint32_t> passages, std::int64_t place) {
            const auto distance = [&](std::uint32_t i) { return std::abs(std::int64_t{i} - place); };
            const auto above = std::ranges::lower_bound(passages, place, {},
                                                        [](std::uint32_t i) { return std::int64_t{i}; });
            if (above == passages.begin()) return *above;
            if (above == passages.end() || distance(*(above - 1)) <= distance(*above)) return *(above - 1);
            return *above;
        };
        std::vector<std::int64_t> wanted_a(b_.size());
        {
            std::vector<std::uint32_t> partner(b_.size(), nobody);
            for (const PassagePair& pair : pairs) partner[pair.b] = pair.a;
            std::int64_t shift = 0;
            for (std::size_t j = 0; j < partner.size(); ++j) {
                if (partner[j] != nobody) shift = std::int64_t{partner[j]} - static_cast<std::int64_t>(j);
                wanted_a[j] = static_cast<std::int64_t>(j) + shift;
            }
        }
        const auto of_b = [&](const Group& group) {
            return std::span<const std::uint32_t>(in_b_).subspan(group.b_begin, group.b_end - group.b_begin);
        };
        for (std::uint32_t g = 0; g < groups_.size(); ++g) {
            const Container& by = containers_[g];
            if (by.shared == 0) continue;
            const Group& larger = groups_[by.group];
            if (larger.b_begin < larger.b_end)
                for (const std::uint32_t i : of_a(groups_[g]))
                    if (partner_[i] == nobody)
                        pairs.push_back({i, nearest_of(of_b(larger), wanted[i]), false, by.shared});
            if (larger.a_begin < larger.a_end)
                for (const std::uint32_t j : of_b(groups_[g]))
                    if (!taken[j])
                        pairs.push_back({nearest_of(of_a(larger), wanted_a[j]), j, false, by.shared});
        }
        std::ranges::sort(pairs, {}, [](const PassagePair& pair) { return std::pair(pair.a, pair.b); });
        const auto same = [](const PassagePair& x, const PassagePair& y) { return x.a == y.a && x.b == y.b; };
        pairs.erase(std::unique(pairs.begin(), pairs.end(), same), pairs.end());
    }

    std::vector<Candidate> best_of(const Group& group, const std::vector<std::uint32_t>& shared,
                                   const std::vector<std::uint32_t>& sharing) const {
        // Common shingles were not counted, so the exact figures of the most promising ones are made here.
        std::vector<std::pair<std::uint32_t, std::uint32_t>> promising;
        promising.reserve(sharing.size());
        for (const std::uint32_t g : sharing) promising.emplace_back(0xffffffff - shared[g], g);
        std::ranges::sort(promising);
        if (promising.size() > 2 * candidates_of_a_passage) promising.resize(2 * candidates_of_a_passage);
        std::vector<Candidate> found;
        for (const auto& [order, g] : promising) {
            const std::size_t size = groups_[g].set.size();
            const auto overlap = static_cast<std::uint32_t>(overlap_of(group.set, groups_[g].set));
            if (options_.akin.reached(overlap, group.set.size(), size))
                found.push_back(
                    {0, g, overlap, static_cast<std::uint32_t>(group.set.size() + size - overlap)});
        }
        std::ranges::sort(found, [](const Candidate& x, const Candidate& y) {
            const std::uint64_t left = std::uint64_t{x.shared} * y.all;
            const std::uint64_t right = std::uint64_t{y.shared} * x.all;
            return left != right ? left > right : x.group < y.group;
        });
        if (found.size() > candidates_of_a_passage) found.resize(candidates_of_a_passage);
        return found;
    }

    /// Where the partner of each passage would lie if nothing but its neighbours told.
    std::vector<std::int64_t> wanted_partners() const {
        std::vector<std::int64_t> wanted(a_.size());
        std::int64_t shift = 0;
        for (std::uint32_t i = 0; i < a_.size(); ++i) {
            if (partner_[i] != nobody) shift = std::int64_t{partner_[i]} - std::int64_t{i};
            wanted[i] = i + shift;
        }
        return wanted;
    }

    std::span<const ComparedPassage> a_;
    std::span<const ComparedPassage> b_;
    const RegionOptions& options_;
    std::vector<Group> groups_;
    std::vector<Container> containers_;    ///< by group; empty where there are none
    std::vector<std::uint32_t> group_of_;  ///< by passage of a
    std::vector<std::uint32_t> in_a_;      ///< passages by group
    std::vector<std::uint32_t> in_b_;
    FreeSlots free_;                      ///< of b
    std::vector<std::uint32_t> partner_;  ///< by passage of a
    std::vector<bool> alike_;
};

}  // namespace

std::vector<PassagePair> pair_passages(std::span<const ComparedPassage> a, std::span<const ComparedPassage> b,
                                       const RegionOptions& options) {
    return Pairing(a, b, options).run();
}

}  // namespace clausemark
