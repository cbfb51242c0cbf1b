// SPDX-License-Identifier: Apache-2.0
// The optimal string alignment distance by rows. See edit_distance.h.
#include "parser/core/edit_distance.h"

#include <algorithm>
#include <vector>

namespace clausemark {

std::size_t edit_distance(std::string_view a, std::string_view b, std::size_t limit) {
    const std::size_t longer = std::max(a.size(), b.size());
    const std::size_t shorter = std::min(a.size(), b.size());
    if (longer - shorter > limit) return limit + 1;
    std::vector<std::size_t> two_back(b.size() + 1), back(b.size() + 1), row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) back[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        std::size_t smallest = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t changed = a[i - 1] == b[j - 1] ? 0 : 1;
            row[j] = std::min({back[j] + 1, row[j - 1] + 1, back[j - 1] + changed});
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
                row[j] = std::min(row[j], two_back[j - 2] + 1);
            }
            smallest = std::min(smallest, row[j]);
        }
        // A swap reaches one row back, so both rows must be beyond the limit before all that follow are.
        if (smallest > limit && *std::min_element(back.begin(), back.end()) > limit) return limit + 1;
        std::swap(two_back, back);
        std::swap(back, row);
    }
    return std::min(back[b.size()], limit + 1);
}

}  // namespace clausemark
