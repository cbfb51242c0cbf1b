// SPDX-License-Identifier: Apache-2.0
// See gates.h.
#include "indexer/matcher/gates.h"

#include <algorithm>

namespace clausemark {
namespace {

class Chooser {
  public:
    Chooser(const Program& program, const std::vector<double>& cost) : program_(program), cost_(cost) {}

    Gate gate(const Node& node, const std::vector<Gate>& gates) const {
        switch (node.op) {
            case Op::phrase:
                return group({node.first});
            case Op::phrase_set:
                return group({list(node).begin(), list(node).end()});
            case Op::value:
                return group({static_cast<std::uint32_t>(program_.patterns + node.first)});
            case Op::any:
                return either(list(node), gates);
            case Op::sequence: {
                Gate all;
                for (const std::uint32_t child : list(node)) {
                    if ((child & optional_bit) == 0) all = both(all, gates[child]);
                }
                return all;
            }
            case Op::near:
            case Op::then:
            case Op::both:
            case Op::with:
                return both(gates[node.first], gates[node.second]);
            case Op::unless:
            case Op::capture:
                return gates[node.first];
            case Op::heading:
            case Op::path:
            case Op::title:
            case Op::section:
                return {};
        }
        return {};
    }

    static const Gate& rarer(const Gate& a, const Gate& b) {
        if (!a.exists || !b.exists) return a.exists ? a : b;
        return b.cost < a.cost ? b : a;
    }

  private:
    std::span<const std::uint32_t> list(const Node& node) const {
        return std::span(program_.lists).subspan(node.list_begin, node.list_end - node.list_begin);
    }

    /// Both must hold: the rarest group gates, the next rarest is the second.
    static Gate both(const Gate& a, const Gate& b) {
        const Gate& first = rarer(a, b);
        const Gate& other = &first == &a ? b : a;
        Gate made = first;
        if (!other.exists) return made;
        const bool next = made.second.empty() || other.cost < made.second_cost;
        if (next && other.items != made.items) {
            made.second = other.items;
            made.second_cost = other.cost;
        }
        return made;
    }

    /// One of them must hold: so must one item of the union of their groups. One without a second group lends
    /// its first.
    Gate either(std::span<const std::uint32_t> children, const std::vector<Gate>& gates) const {
        std::vector<std::uint32_t> first;
        std::vector<std::uint32_t> second;
        bool has_second = false;
        for (const std::uint32_t child : children) {
            const Gate& gate = gates[child];
            if (!gate.exists) return {};
            const auto& other = gate.second.empty() ? gate.items : gate.second;
            has_second |= !gate.second.empty();
            first.insert(first.end(), gate.items.begin(), gate.items.end());
            second.insert(second.end(), other.begin(), other.end());
        }
        Gate made = group(std::move(first));
        if (!has_second) return made;
        Gate with = group(std::move(second));
        made.second = std::move(with.items);
        made.second_cost = with.cost;
        return made;
    }

    Gate group(std::vector<std::uint32_t> items) const {
        std::sort(items.begin(), items.end());
        items.erase(std::unique(items.begin(), items.end()), items.end());
        Gate made;
        made.exists = true;
        made.items = std::move(items);
        for (const std::uint32_t item : made.items) made.cost += cost_[item];
        return made;
    }

    const Program& program_;
    const std::vector<double>& cost_;
};

}  // namespace

std::vector<Gate> choose_gates(Program& program, const std::vector<double>& cost) {
    const Chooser chooser(program, cost);
    std::vector<Gate> gates(program.nodes.size());
    for (std::size_t i = 0; i < gates.size(); ++i) {
        Node& node = program.nodes[i];
        gates[i] = chooser.gate(node, gates);
        const bool pair =
            node.op == Op::near || node.op == Op::then || node.op == Op::both || node.op == Op::with;
        if (pair)
            node.second_first = &Chooser::rarer(gates[node.first], gates[node.second]) == &gates[node.second];
    }
    return gates;
}

Triggers make_triggers(const Program& program, const std::vector<const Gate*>& gates) {
    Triggers made;
    made.begin.assign(program.patterns + value_kinds + 1, 0);
    for (const Gate* gate : gates) {
        for (const std::uint32_t item : gate->items) ++made.begin[item + 1];
    }
    for (std::size_t i = 1; i < made.begin.size(); ++i) made.begin[i] += made.begin[i - 1];
    made.items.resize(made.begin.back());
    std::vector<std::uint32_t> next(made.begin.begin(), made.begin.end() - 1);
    for (std::uint32_t i = 0; i < gates.size(); ++i) {
        for (const std::uint32_t item : gates[i]->items) made.items[next[item]++] = i;
    }
    return made;
}

}  // namespace clausemark
