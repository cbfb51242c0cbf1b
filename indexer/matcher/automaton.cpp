// SPDX-License-Identifier: Apache-2.0
// Building the automaton. See automaton.h.
#include "indexer/matcher/automaton.h"

#include <map>

namespace clausemark {

Automaton::Automaton(const std::vector<std::vector<TermId>>& patterns, std::size_t terms) {
    std::vector<std::map<TermId, State>> children(1);
    std::vector<std::vector<std::uint32_t>> ends(1);
    for (std::uint32_t pattern = 0; pattern < patterns.size(); ++pattern) {
        State state = root;
        for (const TermId term : patterns[pattern]) {
            const auto [entry, fresh] =
                children[state].try_emplace(term, static_cast<State>(children.size()));
            state = entry->second;
            if (fresh) {
                children.emplace_back();
                ends.emplace_back();
            }
        }
        ends[state].push_back(pattern);
    }

    const std::size_t states = children.size();
    nodes_.assign(states, Node{});
    first_.assign(terms, root);
    std::size_t slots = 2;
    while (slots < 2 * states) slots *= 2;
    edges_.assign(slots, Edge{});
    for (const auto& [term, to] : children[root]) first_[term] = to;
    for (State state = 1; state < states; ++state) {
        for (const auto& [term, to] : children[state]) {
            const std::uint64_t key = std::uint64_t{state} << 32 | term;
            std::size_t i = place(key);
            while (edges_[i & (slots - 1)].key != 0) ++i;
            edges_[i & (slots - 1)] = {key, to};
        }
    }

    // Breadth first, so that a state's suffix is done before it.
    std::vector<State> queue{root};
    for (std::size_t i = 0; i < queue.size(); ++i) {
        const State state = queue[i];
        Node& node = nodes_[state];
        const Node& suffix = nodes_[node.fail];
        node.go_on = children[state].empty() ? suffix.go_on : state;
        node.out_begin = static_cast<std::uint32_t>(outputs_.size());
        outputs_.insert(outputs_.end(), ends[state].begin(), ends[state].end());
        if (state != root) {
            for (std::uint32_t out = suffix.out_begin; out < suffix.out_end; ++out)
                outputs_.push_back(outputs_[out]);
        }
        node.out_end = static_cast<std::uint32_t>(outputs_.size());
        for (const auto& [term, to] : children[state]) {
            nodes_[to].fail = state == root ? root : next(node.fail, term);
            queue.push_back(to);
        }
    }
}

}  // namespace clausemark
