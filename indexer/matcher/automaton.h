// SPDX-License-Identifier: Apache-2.0
// Finds all phrases in one pass over the tokens: the automaton of Aho and Corasick (1975) over term ids
// instead of letters, in flat arrays that are small enough to stay in a core's cache. States without
// continuation lead to their longest suffix that has one.
#pragma once

#include <cstddef>
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
        return {outputs_.data() + nodes_[state].outputs, outputs_.data() + nodes_[state + 1].outputs};
    }

    /// The state to go on from.
    State settle(State state) const { return nodes_[state].go_on; }

  private:
    struct Node {
        std::uint64_t terms = 0;  ///< a bit for each term that has an edge (bit_of): most others have none
        State fail = root;
        State go_on = root;         ///< itself, or its longest suffix that has children
        std::uint32_t outputs = 0;  ///< where its outputs begin; they end where the next state's do
        std::uint32_t edges = 0;    ///< where its edges begin; the root has none (first_)
    };
    struct Edge {
        TermId term = 0;
        State to = root;
    };
    static constexpr std::ptrdiff_t few_edges = 8;  ///< read in order; more are halved first

    static std::uint64_t bit_of(TermId term) { return std::uint64_t{1} << term % 64; }

    State child(State state, TermId term) const {
        if ((nodes_[state].terms & bit_of(term)) == 0) return root;
        const Edge* edge = edges_.data() + nodes_[state].edges;
        const Edge* end = edges_.data() + nodes_[state + 1].edges;
        while (end - edge > few_edges) {
            const Edge* middle = edge + (end - edge) / 2;
            (middle->term <= term ? edge : end) = middle;
        }
        for (; edge != end; ++edge) {
            if (edge->term == term) return edge->to;
        }
        return root;
    }

    std::vector<Node> nodes_ = std::vector<Node>(2);  ///< in order of depth, and one behind the last
    std::vector<State> first_{root};                  ///< by term, from the root
    std::vector<Edge> edges_;                         ///< of each state, in order of terms
    std::vector<std::uint32_t> outputs_;
};

}  // namespace clausemark
