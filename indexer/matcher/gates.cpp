// SPDX-License-Identifier: Apache-2.0
// See gates.h.
#include "indexer/matcher/gates.h"

#include <algorithm>

namespace clausemark {

Gates::Gates(Program& program, const std::vector<double>& cost) : program_(program), cost_(cost) {
    for (Node& node : program.nodes) {
        needs_.push_back(needs(node));
        const bool pair =
            node.op == Op::near || node.op == Op::then || node.op == Op::both || node.op == Op::with;
        if (!pair || needs_[node.second].empty()) continue;
        node.second_first =
            needs_[node.first].empty() || rarer(needs_[node.second].front(), needs_[node.first].front());
    }
    write();
}

Gates::Needs Gates::needs(const Node& node) {
    const auto list = std::span(program_.lists).subspan(node.list_begin, node.list_end - node.list_begin);
    switch (node.op) {
        case Op::phrase:
            return {group({node.first})};
        case Op::phrase_set:
            return {group({list.begin(), list.end()})};
        case Op::value:
            return {group({static_cast<std::uint32_t>(program_.patterns + node.first)})};
        case Op::any:
            return either(list);
        case Op::sequence: {
            Needs all;
            for (const std::uint32_t child : list) {
                if ((child & optional_bit) == 0) join(all, needs_[child]);
            }
            return all;
        }
        case Op::near:
        case Op::then:
        case Op::both:
        case Op::with: {
            Needs all = needs_[node.first];
            join(all, needs_[node.second]);
            return all;
        }
        case Op::unless:
        case Op::capture:
            return needs_[node.first];
        case Op::heading:
        case Op::path:
        case Op::title:
        case Op::section:
            return {};
    }
    return {};
}

/// One child must hold: so must one item of the union of their rarest groups, and of their next ones. A child
/// of one group lends it twice.
Gates::Needs Gates::either(std::span<const std::uint32_t> children) {
    std::vector<std::uint32_t> rarest;
    std::vector<std::uint32_t> next;
    for (const std::uint32_t child : children) {
        const Needs& one = needs_[child];
        if (one.empty()) return {};
        const auto& first = groups_[one.front()].items;
        const auto& second = groups_[one[one.size() > 1 ? 1 : 0]].items;
        rarest.insert(rarest.end(), first.begin(), first.end());
        next.insert(next.end(), second.begin(), second.end());
    }
    Needs all{group(std::move(rarest))};
    join(all, {group(std::move(next))});
    return all;
}

void Gates::join(Needs& all, const Needs& more) const {
    for (const std::uint32_t need : more) {
        if (std::find(all.begin(), all.end(), need) != all.end()) continue;
        const auto less = [this](std::uint32_t a, std::uint32_t b) { return rarer(a, b); };
        all.insert(std::upper_bound(all.begin(), all.end(), need, less), need);
    }
}

bool Gates::rarer(std::uint32_t a, std::uint32_t b) const {
    return groups_[a].cost < groups_[b].cost;
}

std::uint32_t Gates::group(std::vector<std::uint32_t> items) {
    std::sort(items.begin(), items.end());
    items.erase(std::unique(items.begin(), items.end()), items.end());
    const auto [entry, fresh] = known_.try_emplace(items, static_cast<std::uint32_t>(groups_.size()));
    if (fresh) {
        Group made{0, std::move(items)};
        for (const std::uint32_t item : made.items) made.cost += cost_[item];
        groups_.push_back(std::move(made));
    }
    return entry->second;
}

/// Only groups that some node needs are written.
void Gates::write() {
    std::vector<std::vector<std::uint32_t>> groups_of(program_.patterns + value_kinds);
    std::vector<bool> needed(groups_.size());
    for (const Needs& needs : needs_) {
        for (const std::uint32_t need : needs) needed[need] = true;
    }
    for (std::uint32_t group = 0; group < groups_.size(); ++group) {
        if (!needed[group]) continue;
        for (const std::uint32_t item : groups_[group].items) groups_of[item].push_back(group);
    }
    choose_frequent(groups_of);
    const std::vector<std::uint32_t> numbers = write_rows(needed);

    program_.needs_begin.push_back(0);
    for (std::size_t i = 0; i < needs_.size(); ++i) {
        for (const std::uint32_t need : needs_[i]) program_.needs.push_back(numbers[need]);
        program_.needs_begin.push_back(static_cast<std::uint32_t>(program_.needs.size()));
        Node& node = program_.nodes[i];
        if (node.op == Op::phrase_set) node.first = numbers[needs_[i].front()];
    }
    program_.groups_begin.push_back(0);
    for (std::uint32_t gate = 0; gate < groups_of.size(); ++gate) {
        const bool by_row = gate < program_.patterns && program_.infos[gate].frequent != not_frequent;
        if (!by_row) {
            for (const std::uint32_t group : groups_of[gate]) program_.groups.push_back(numbers[group]);
        }
        program_.groups_begin.push_back(static_cast<std::uint32_t>(program_.groups.size()));
    }
}

/// The patterns whose marks would cost most: often found, in many groups.
void Gates::choose_frequent(const std::vector<std::vector<std::uint32_t>>& groups_of) {
    const auto marks = [&](std::uint32_t pattern) {
        return cost_[pattern] * static_cast<double>(groups_of[pattern].size());
    };
    auto& frequent = program_.frequent;
    for (std::uint32_t pattern = 0; pattern < program_.patterns; ++pattern) frequent.push_back(pattern);
    std::stable_sort(frequent.begin(), frequent.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return marks(a) > marks(b); });
    if (frequent.size() > frequent_patterns) frequent.resize(frequent_patterns);
    for (std::size_t bit = 0; bit < frequent.size(); ++bit)
        program_.infos[frequent[bit]].frequent = static_cast<std::uint16_t>(bit);
}

/// Gives the number in the program of each group that is needed: those with frequent patterns come first.
std::vector<std::uint32_t> Gates::write_rows(const std::vector<bool>& needed) {
    std::vector<std::uint32_t> numbers(groups_.size());
    std::vector<std::uint32_t> without_row;
    for (std::uint32_t group = 0; group < groups_.size(); ++group) {
        if (!needed[group]) continue;
        FrequentRow row{};
        for (const std::uint32_t item : groups_[group].items) {
            if (item >= program_.patterns || program_.infos[item].frequent == not_frequent) continue;
            const std::uint16_t bit = program_.infos[item].frequent;
            row[bit / 64] |= std::uint64_t{1} << bit % 64;
        }
        if (row == FrequentRow{}) {
            without_row.push_back(group);
        } else {
            numbers[group] = static_cast<std::uint32_t>(program_.group_rows.size());
            program_.group_rows.push_back(row);
        }
    }
    program_.group_count = program_.group_rows.size();
    for (const std::uint32_t group : without_row)
        numbers[group] = static_cast<std::uint32_t>(program_.group_count++);
    return numbers;
}

Triggers Gates::triggers(const std::vector<NodeId>& nodes) const {
    Triggers made;
    made.nodes = nodes;
    made.begin.assign(program_.patterns + value_kinds + 1, 0);
    const auto each = [&](auto visit) {
        for (std::uint32_t i = 0; i < nodes.size(); ++i) {
            if (!exists(nodes[i])) continue;
            for (const std::uint32_t item : groups_[needs_[nodes[i]].front()].items) visit(item, i);
        }
    };
    each([&](std::uint32_t item, std::uint32_t) { ++made.begin[item + 1]; });
    for (std::size_t i = 1; i < made.begin.size(); ++i) made.begin[i] += made.begin[i - 1];
    made.items.resize(made.begin.back());
    std::vector<std::uint32_t> next(made.begin.begin(), made.begin.end() - 1);
    each([&](std::uint32_t item, std::uint32_t i) { made.items[next[item]++] = i; });
    return made;
}

}  // namespace clausemark
