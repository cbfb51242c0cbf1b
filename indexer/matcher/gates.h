// SPDX-License-Identifier: Apache-2.0
// Which phrases must occur before an expression can hold, and which such group is the rarest. An expression
// is evaluated only where its gate occurs, so that the cost of a passage grows with what it says, not with
// the rules.
#pragma once

#include <vector>

#include "indexer/matcher/program.h"

namespace clausemark {

struct Gate {
    bool exists = false;               ///< false: may hold without any word of the passage
    double cost = 0;                   ///< how often, by the estimate, one of the items occurs
    std::vector<std::uint32_t> items;  ///< patterns, or Program::patterns + ValueKind; sorted
    double second_cost = 0;
    std::vector<std::uint32_t> second;  ///< another group that must occur too; empty: none is known
};

/// The best gate of each node; also sets Node::second_first. `cost` is how often each pattern and kind of
/// value occurs. O(nodes + lists), times the sizes of groups.
std::vector<Gate> choose_gates(Program& program, const std::vector<double>& cost);

/// For each gate item, the indexes of `gates` it wakes.
Triggers make_triggers(const Program& program, const std::vector<const Gate*>& gates);

}  // namespace clausemark
