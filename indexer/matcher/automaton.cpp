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

    // Breadth first, so that a state's suffix is done before it.
    std::vector<State> old_names{root};  ///< by state: its place in `children`
    nodes_.assign(children.size() + 1, Node{});
    first_.assign(terms, root);
    for (State state = 0; state < old_names.size(); ++state) {
        const auto& own = children[old_names[state]];
        Node& node = nodes_[state];
        const Node& suffix = nodes_[node.fail];
        node.go_on = own.empty() ? suffix.go_on : state;
        node.outputs = static_cast<std::uint32_t>(outputs_.size());
        outputs_.insert(outputs_.end(), ends[old_names[state]].begin(), ends[old_names[state]].end());
        if (state != root) {
            const std::uint32_t end = nodes_[node.fail + 1].outputs;
            for (std::uint32_t out = suffix.outputs; out < end; ++out) outputs_.push_back(outputs_[out]);
        }
        node.edges = static_cast<std::uint32_t>(edges_.size());
        for (const auto& [term, old_name] : own) {
            const auto to = static_cast<State>(old_names.size());
            nodes_[to].fail = state == root ? root : next(node.fail, term);
            old_names.push_back(old_name);
            if (state == root) {
                first_[term] = to;
            } else {
                edges_.push_back({term, to});
                nodes_[state].terms |= bit_of(term);
            }
        }
        nodes_[state + 1].outputs = static_cast<std::uint32_t>(outputs_.size());
        nodes_[state + 1].edges = static_cast<std::uint32_t>(edges_.size());
    }
}

}  // namespace clausemark
