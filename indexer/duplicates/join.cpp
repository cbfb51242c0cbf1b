// SPDX-License-Identifier: Apache-2.0
// The walk over candidates, once for pairs and once for clusters. See join.h.
#include "indexer/duplicates/join.h"

#include <algorithm>
#include <bit>
#include <numeric>
#include <utility>

#include "indexer/duplicates/prefix_index.h"

namespace clausemark {
namespace {

/// One bit for each shingle, several sharing one: where a bit is set on one side only, so is a shingle.
std::uint64_t signature_of(ShingleSet set) {
    std::uint64_t signature = 0;
    for (const Shingle shingle : set) signature |= std::uint64_t{1} << (shingle >> 58);
    return signature;
}

/// Compares each distinct set with the sets before it that share a shingle of their prefixes, each once,
/// where sizes and positions leave a chance. `Visitor` decides what is worth comparing and takes what is
/// alike.
template <typename Visitor>
class Walk {
  public:
    Walk(const DistinctSets& sets, Threshold threshold, std::uint64_t steps, Visitor& visitor)
        : sets_(sets),
          threshold_(threshold),
          steps_(steps),
          prefixes_(sets, threshold),
          postings_(sets, prefixes_, threshold),
          compared_(sets.size(), 0),
          visitor_(visitor) {
        signatures_.reserve(sets.size());
        for (std::uint32_t set = 0; set < sets.size(); ++set) signatures_.push_back(signature_of(sets[set]));
        visitor_.begin(postings_);
    }

    JoinEnd run() {
        std::uint32_t smallest = 0;  // the first set that is not too small for this one
        for (std::uint32_t set = 0; set < sets_.size(); ++set) {
            const std::uint64_t size = sets_[set].size();
            while (sets_[smallest].size() < threshold_.smallest_partner(size)) ++smallest;
            std::uint64_t position = prefixes_.lonely(set);
            for (const std::uint32_t place : prefixes_[set]) {
                const JoinEnd end = look_up(set, sets_[set][place], size - ++position, smallest);
                if (end != JoinEnd::complete) return end;
            }
        }
        return JoinEnd::complete;
    }

  private:
    /// The sets before `set` that hold this shingle; `rest` shingles come behind it in the order of prefixes.
    JoinEnd look_up(std::uint32_t set, Shingle shingle, std::uint64_t rest, std::uint32_t smallest) {
        const std::uint16_t check = Postings::check_of(shingle);
        std::uint32_t at = postings_.first_from(shingle, smallest);
        while (at != no_posting && postings_[at].set < set) {
            const BatchPosting posting = postings_[at];
            if (!spend(1)) return JoinEnd::too_dense;
            if (posting.check == check && compared_[posting.set] != set && visitor_.wants(set, posting.set)) {
                const JoinEnd end = compare(set, posting, rest);
                if (end != JoinEnd::complete) return end;
            }
            at = visitor_.next(set, at);
        }
        return JoinEnd::complete;
    }

    JoinEnd compare(std::uint32_t set, const BatchPosting& posting, std::uint64_t rest) {
        const std::uint32_t other = posting.set;
        const std::uint64_t size = sets_[set].size(), other_size = sets_[other].size();
        const std::uint64_t least = threshold_.least_overlap(size, other_size);
        // All that two sets share stands at or behind the first place where they meet. At later meetings less
        // is left, so a pair passed over here is passed over there too.
        if (1 + std::min(rest, other_size - posting.position - 1) < least) return JoinEnd::complete;
        compared_[other] = set;
        const std::uint64_t own_bits = signatures_[set], other_bits = signatures_[other];
        if (size - std::popcount(own_bits & ~other_bits) < least ||
            other_size - std::popcount(other_bits & ~own_bits) < least)
            return JoinEnd::complete;
        if (!spend((size + other_size) / 16)) return JoinEnd::too_dense;
        const std::size_t overlap = overlap_of(sets_[set], sets_[other], least);
        if (overlap < least || visitor_.alike(other, set, static_cast<std::uint32_t>(overlap)))
            return JoinEnd::complete;
        return JoinEnd::stopped;
    }

    bool spend(std::uint64_t steps) {
        if (steps_ < steps) return false;
        steps_ -= steps;
        return true;
    }

    const DistinctSets& sets_;
    Threshold threshold_;
    std::uint64_t steps_;  ///< left
    Prefixes prefixes_;
    Postings postings_;
    std::vector<std::uint32_t> compared_;  ///< the last set that each was compared with; 0 before the first
    std::vector<std::uint64_t> signatures_;
    Visitor& visitor_;
};

/// Gives each pair of places to the sink.
class PairVisitor {
  public:
    PairVisitor(const DistinctSets& sets, const std::function<bool(const SetPair&)>& sink)
        : sets_(sets), sink_(sink) {}

    void begin(const Postings& postings) { postings_ = &postings; }
    bool wants(std::uint32_t, std::uint32_t) const { return true; }
    std::uint32_t next(std::uint32_t, std::uint32_t at) const {
        return (*postings_)[at].last != 0 ? no_posting : at + 1;
    }
    bool alike(std::uint32_t a, std::uint32_t b, std::uint32_t overlap) const {
        for (const std::uint32_t in_a : sets_.places(a))
            for (const std::uint32_t in_b : sets_.places(b))
                if (!sink_({std::min(in_a, in_b), std::max(in_a, in_b), overlap})) return false;
        return true;
    }
    bool identical(std::uint32_t set) const {
        const auto places = sets_.places(set);
        const auto size = static_cast<std::uint32_t>(sets_[set].size());
        for (std::size_t i = 0; i < places.size(); ++i)
            for (std::size_t j = i + 1; j < places.size(); ++j)
                if (!sink_({places[i], places[j], size})) return false;
        return true;
    }

  private:
    const DistinctSets& sets_;
    const std::function<bool(const SetPair&)>& sink_;
    const Postings* postings_ = nullptr;
};

/// Unites what is alike (union by size, path halving), and jumps over what is united already: a posting
/// remembers how far behind it its cluster goes on, so that a list of a million alike sets is a step, not a
/// million.
class ClusterVisitor {
  public:
    explicit ClusterVisitor(std::uint32_t sets) : parents_(sets), sizes_(sets, 1) {
        std::iota(parents_.begin(), parents_.end(), 0);
    }

    void begin(const Postings& postings) {
        postings_ = &postings;
        next_.resize(postings.size());
        for (std::uint32_t at = 0; at < postings.size(); ++at)
            next_[at] = postings[at].last != 0 ? no_posting : at + 1;
    }
    bool wants(std::uint32_t a, std::uint32_t b) { return root(a) != root(b); }
    std::uint32_t next(std::uint32_t set, std::uint32_t at) {
        const std::uint32_t own = root(set);
        const BatchPosting& posting = (*postings_)[at];
        if (root(posting.set) != own) return posting.last != 0 ? no_posting : at + 1;
        // Shorten the way for the next one that comes: all of it is one cluster.
        std::uint32_t end = next_[at];
        while (end != no_posting && root((*postings_)[end].set) == own) end = next_[end];
        while (next_[at] != end) at = std::exchange(next_[at], end);
        return end;
    }
    bool alike(std::uint32_t a, std::uint32_t b, std::uint32_t) {
        a = root(a);
        b = root(b);
        if (a == b) return true;
        if (sizes_[a] < sizes_[b]) std::swap(a, b);
        parents_[b] = a;
        sizes_[a] += sizes_[b];
        return true;
    }
    std::uint32_t root(std::uint32_t set) {
        while (parents_[set] != set) set = parents_[set] = parents_[parents_[set]];
        return set;
    }

  private:
    std::vector<std::uint32_t> parents_;
    std::vector<std::uint32_t> sizes_;
    std::vector<std::uint32_t> next_;  ///< by posting: all up to there are of its cluster
    const Postings* postings_ = nullptr;
};

}  // namespace

JoinEnd join(const ShingleSets& sets, Threshold threshold, const std::function<bool(const SetPair&)>& sink,
             std::uint64_t steps) {
    const DistinctSets distinct(sets);
    PairVisitor visitor(distinct, sink);
    for (std::uint32_t set = 0; set < distinct.size(); ++set)
        if (!visitor.identical(set)) return JoinEnd::stopped;
    return Walk(distinct, threshold, steps, visitor).run();
}

Clusters clusters(const ShingleSets& sets, Threshold threshold, std::uint64_t steps) {
    const DistinctSets distinct(sets);
    ClusterVisitor visitor(distinct.size());
    Clusters found;
    found.end = Walk(distinct, threshold, steps, visitor).run();
    found.first.resize(sets.size());
    std::iota(found.first.begin(), found.first.end(), 0);
    std::vector<std::uint32_t> smallest(distinct.size(), 0xffffffff);  // place, by root
    for (std::uint32_t set = 0; set < distinct.size(); ++set) {
        std::uint32_t& first = smallest[visitor.root(set)];
        first = std::min(first, distinct.places(set).front());
    }
    for (std::uint32_t set = 0; set < distinct.size(); ++set)
        for (const std::uint32_t place : distinct.places(set))
            found.first[place] = smallest[visitor.root(set)];
    return found;
}

}  // namespace clausemark
