// SPDX-License-Identifier: Apache-2.0
// Finds all phrases in one pass over the tokens: the automaton of Aho and Corasick (1975) over term ids
// instead of letters, in flat arrays. States without continuation lead to their longest suffix that has one.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "parser/text/vocabulary.h"

namespace clausemark {

class Automaton {
  public:
    using State = std::uint32_t;
    static constexpr State root = 0;

    Automaton() = default;
    /// Pattern i is patterns[i], not empty, without unknown_term. O(total size).
    Automaton(const std::vector<std::vector<TermId>>& patterns, std::size_t terms);

    /// The state after one more token. Amortised O(1). The result's outputs must be read before `settle`.
    State next(State state, TermId term) const {
        while (state != root) {
            const State to = child(state, term);
            if (to != root) return to;
            state = nodes_[state].fail;
        }
        return first_[term];
    }

    /// The patterns that end here, the longest first.
    std::span<const std::uint32_t> outputs(State state) const {
        return {outputs_.data() + nodes_[state].out_begin, outputs_.data() + nodes_[state].out_end};
    }

    /// The state to go on from.
    State settle(State state) const { return nodes_[state].go_on; }

  private:
    struct Node {
        State fail = root;
        State go_on = root;  ///< itself, or its longest suffix that has children
        std::uint32_t out_begin = 0;
        std::uint32_t out_end = 0;
    };
    struct Edge {
        std::uint64_t key = 0;  ///< state and term; 0: free
        State to = root;
    };

    static std::size_t place(std::uint64_t key) {
        return static_cast<std::size_t>((key * 0x9E3779B97F4A7C15u) >> 32);
    }
    State child(State state, TermId term) const {
        const std::uint64_t key = std::uint64_t{state} << 32 | term;
        for (std::size_t i = place(key);; ++i) {
            const Edge& edge = edges_[i & (edges_.size() - 1)];
            if (edge.key == key) return edge.to;
            if (edge.key == 0) return root;
        }
    }

    std::vector<Node> nodes_{Node{}};
    std::vector<State> first_{root};   ///< by term, from the root
    std::vector<Edge> edges_{Edge{}};  ///< open addressing, at most half full
    std::vector<std::uint32_t> outputs_;
};

}  // namespace clausemark
