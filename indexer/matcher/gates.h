// SPDX-License-Identifier: Apache-2.0
// Which phrases must occur before an expression can hold: groups of which each needs one, the rarest first.
// An expression is evaluated only where all its groups occur, so that the cost of a passage grows with what
// it says, not with the rules.
#pragma once

#include <map>
#include <vector>

#include "indexer/matcher/program.h"

namespace clausemark {

class Gates {
  public:
    /// Writes the needs of all nodes, Program::groups, their rows and Node::second_first. `cost` is how often
    /// each pattern and kind of value occurs. O(nodes + lists), times the sizes of groups.
    Gates(Program& program, const std::vector<double>& cost);

    /// False: the node may hold without any word of the passage.
    bool exists(NodeId node) const { return !needs_[node].empty(); }
    /// For each gate, the indexes of `nodes` of which it is in the rarest group.
    Triggers triggers(const std::vector<NodeId>& nodes) const;

  private:
    struct Group {
        double cost = 0;                   ///< how often, by the estimate, one of the items occurs
        std::vector<std::uint32_t> items;  ///< patterns, or Program::patterns + ValueKind; sorted
    };
    using Needs = std::vector<std::uint32_t>;  ///< groups, the rarest first

    Needs needs(const Node& node);
    Needs either(std::span<const std::uint32_t> children);
    void join(Needs& all, const Needs& more) const;
    bool rarer(std::uint32_t a, std::uint32_t b) const;
    std::uint32_t group(std::vector<std::uint32_t> items);
    void write();
    void choose_frequent(const std::vector<std::vector<std::uint32_t>>& groups_of);
    std::vector<std::uint32_t> write_rows(const std::vector<bool>& needed);

    Program& program_;
    const std::vector<double>& cost_;
    std::vector<Group> groups_;
    std::map<std::vector<std::uint32_t>, std::uint32_t> known_;
    std::vector<Needs> needs_;  ///< of each node
};

}  // namespace clausemark
