// SPDX-License-Identifier: Apache-2.0
// Forms told by spread and place. See boilerplate.h.
#include "indexer/duplicates/boilerplate.h"

#include <algorithm>

namespace clausemark {

std::vector<bool> counting(std::span<const std::uint64_t> places, const BoilerplateSettings& settings) {
    std::vector<bool> counts(places.size());
    for (std::size_t i = 0; i < places.size(); ++i)
        counts[i] = std::ranges::count(places, places[i]) <= settings.pages_in_one_place();
    return counts;
}

}  // namespace clausemark
