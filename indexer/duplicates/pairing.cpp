// SPDX-License-Identifier: Apache-2.0
// Pairing of passages. See pairing.h.
#include "indexer/duplicates/pairing.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "parser/core/limits.h"

namespace clausemark {
namespace {

constexpr std::uint32_t nobody = 0xffffffff;
constexpr std::size_t candidates_of_a_passage = 8;  // more rows alike than these are as good as each other

/// Passages of one set.
struct Group {
    ShingleSet set;
    std::vector<std::uint32_t> a;  ///< in order
    std::set<std::uint32_t> free;  ///< those of b that have no partner yet
    bool once = false;             ///< one on each side
};

struct Candidate {
    std::uint32_t a;
    std::uint32_t group;
    std::uint32_t shared;
    std::uint32_t all;  ///< size of the union
};

class Pairing {
  public:
    Pairing(std::span<const ComparedPassage> a, std::span<const ComparedPassage> b,
            const RegionOptions& options)
        : a_(a), options_(options), partner_(a.size(), nobody), alike_(a.size(), false) {
        group(a, b);
    }

    std::vector<PassagePair> run() {
        pair_equal();
        pair_similar();
        std::vector<PassagePair> pairs;
        for (std::uint32_t i = 0; i < partner_.size(); ++i)
            if (partner_[i] != nobody) pairs.push_back({i, partner_[i], alike_[i]});
        return pairs;
    }

  private:
    /// Groups in the order of their first passages: those of a, then those of b alone.
    void group(std::span<const ComparedPassage> a, std::span<const ComparedPassage> b) {
        std::unordered_map<std::uint64_t, std::uint32_t> known;
        known.reserve(a.size() + b.size());
        const auto group_of = [&](const ComparedPassage& passage) {
            const auto [at, added] =
                known.emplace(passage.set_name, static_cast<std::uint32_t>(groups_.size()));
            if (added) groups_.push_back({passage.set, {}, {}, false});
            return at->second;
        };
        group_of_.assign(a.size(), nobody);
        for (std::uint32_t i = 0; i < a.size(); ++i) {
            if (!a[i].counts || a[i].set.empty()) continue;
            group_of_[i] = group_of(a[i]);
            groups_[group_of_[i]].a.push_back(i);
        }
        for (std::uint32_t j = 0; j < b.size(); ++j) {
            if (!b[j].counts || b[j].set.empty()) continue;
            Group& group = groups_[group_of(b[j])];
            group.free.insert(group.free.end(), j);
        }
        for (Group& group : groups_) group.once = group.a.size() == 1 && group.free.size() == 1;
    }

    void pair(std::uint32_t a, Group& group, std::set<std::uint32_t>::iterator b, bool alike) {
        partner_[a] = *b;
        alike_[a] = alike;
        group.free.erase(b);
    }

    /// The one nearest to `wanted`, the earlier of two.
    static std::set<std::uint32_t>::iterator nearest(std::set<std::uint32_t>& free, std::int64_t wanted) {
        const auto above =
            free.lower_bound(static_cast<std::uint32_t>(std::clamp<std::int64_t>(wanted, 0, nobody)));
        if (above == free.begin()) return above;
        const auto below = std::prev(above);
        if (above == free.end()) return below;
        return wanted - std::int64_t{*below} <= std::int64_t{*above} - wanted ? below : above;
    }

    /// Sets that occur once on each side lead; repeated ones go where the pair before them points.
    void pair_equal() {
        for (Group& group : groups_)
            if (group.once) pair(group.a.front(), group, group.free.begin(), true);
        std::int64_t shift = 0;
        for (std::uint32_t i = 0; i < a_.size(); ++i) {
            if (partner_[i] == nobody && group_of_[i] != nobody) {
                Group& group = groups_[group_of_[i]];
                if (!group.free.empty()) pair(i, group, nearest(group.free, i + shift), true);
            }
            if (partner_[i] != nobody) shift = std::int64_t{partner_[i]} - std::int64_t{i};
        }
    }

    void pair_similar() {
        // Sets of b that are not used up, by those of their shingles that a may look up.
        std::vector<bool> wanted_bits(1u << 16);
        const auto bit = [](Shingle shingle) { return static_cast<std::size_t>(shingle & 0xffff); };
        const auto waits = [this](const Group& group) {
            return std::ranges::any_of(group.a, [this](std::uint32_t i) { return partner_[i] == nobody; });
        };
        for (const Group& group : groups_)
            if (waits(group))
                for (const Shingle shingle : group.set) wanted_bits[bit(shingle)] = true;
        std::vector<std::pair<Shingle, std::uint32_t>> holders;
        for (std::uint32_t g = 0; g < groups_.size(); ++g) {
            if (groups_[g].free.empty()) continue;
            for (const Shingle shingle : groups_[g].set)
                if (wanted_bits[bit(shingle)]) holders.emplace_back(shingle, g);
        }
        if (holders.empty()) return;
        std::ranges::sort(holders);

        std::vector<Candidate> candidates;
        std::unordered_map<Shingle, std::uint32_t> looked_up;  // by how many sets of a
        std::unordered_map<std::uint32_t, std::uint32_t> shared;
        for (const Group& group : groups_) {
            if (!waits(group)) continue;
            shared.clear();
            for (const Shingle shingle : group.set) {
                const auto begin = std::lower_bound(holders.begin(), holders.end(),
                                                    std::pair<Shingle, std::uint32_t>(shingle, 0));
                const auto end = std::upper_bound(begin, holders.end(),
                                                  std::pair<Shingle, std::uint32_t>(shingle, 0xffffffff));
                const auto count = static_cast<std::size_t>(end - begin);
                if (count == 0 || count > limits::sets_of_a_shingle) continue;
                if (++looked_up[shingle] > limits::sets_of_a_shingle) continue;
                for (auto holder = begin; holder != end; ++holder) ++shared[holder->second];
            }
            const std::vector<Candidate> best = best_of(group, shared);
            for (const std::uint32_t i : group.a)
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
            if (partner_[candidate.a] != nobody || group.free.empty()) continue;
            const std::size_t size = groups_[group_of_[candidate.a]].set.size();
            pair(candidate.a, group, nearest(group.free, wanted[candidate.a]),
                 options_.alike.reached(candidate.shared, size, group.set.size()));
        }
    }

    std::vector<Candidate> best_of(const Group& group,
                                   const std::unordered_map<std::uint32_t, std::uint32_t>& shared) const {
        // Common shingles were not counted, so the exact figures of the most promising ones are made here.
        std::vector<std::pair<std::uint32_t, std::uint32_t>> promising;
        promising.reserve(shared.size());
        for (const auto& [g, counted] : shared) promising.emplace_back(0xffffffff - counted, g);
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
    const RegionOptions& options_;
    std::vector<Group> groups_;
    std::vector<std::uint32_t> group_of_;  ///< by passage of a
    std::vector<std::uint32_t> partner_;   ///< by passage of a
    std::vector<bool> alike_;
};

}  // namespace

std::vector<PassagePair> pair_passages(std::span<const ComparedPassage> a, std::span<const ComparedPassage> b,
                                       const RegionOptions& options) {
    return Pairing(a, b, options).run();
}

}  // namespace clausemark
