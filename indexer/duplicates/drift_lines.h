// SPDX-License-Identifier: Apache-2.0
// What a store keeps of the differences in a region: one line each, the gravest first, as DriftSummary::text.
// How differences are found is indexer/drift; the place of their words is not kept, since it can be found
// again from the two texts.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace clausemark {

struct DriftLine {
    std::string kind;  ///< "duration", "missing-step" ...
    double weight = 0;
    std::string key;          ///< 16 hexadecimal digits, of kind and words: for decisions
    std::string explanation;  ///< one sentence; "here" is the region's first side
    bool operator==(const DriftLine&) const = default;
};

/// O(lines). Line ends in explanations become blanks.
std::string write_drift_lines(const std::vector<DriftLine>& lines);

/// Lines that are no such lines are left out. O(text).
std::vector<DriftLine> read_drift_lines(std::string_view text);

/// The weight of the gravest line that is not among the decided keys; 0 where none is left.
double open_weight(const std::vector<DriftLine>& lines, const std::set<std::string>& decided);

}  // namespace clausemark
