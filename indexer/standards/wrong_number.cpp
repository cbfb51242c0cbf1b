// SPDX-License-Identifier: Apache-2.0
// See wrong_number.h.
#include "indexer/standards/wrong_number.h"

#include <fmt/format.h>

namespace clausemark {

bool may_be_own_part(const Catalogue& catalogue, StandardIndex standard, const std::string& number) {
    const Standard& cited = catalogue.standards()[standard];
    const auto above = catalogue.find(cited.id + "/" + number.substr(0, number.rfind('.')));
    if (!above || !catalogue.clause(*above).leaf() || catalogue.clause(*above).kind != ClauseKind::control)
        return false;
    for (const Standard& other : catalogue.standards())
        if (other.family == cited.family && catalogue.find(other.id + "/" + number)) return false;
    return true;
}

std::string wrong_number_hint(const Catalogue& catalogue, StandardIndex standard, const std::string& number) {
    const Standard& cited = catalogue.standards()[standard];
    for (const Standard& other : catalogue.standards())
        if (other.family == cited.family && catalogue.find(other.id + "/" + number))
            return fmt::format("{} has {}", other.name, number);
    if (const std::size_t dot = number.rfind('.'); dot != std::string::npos) {
        const auto above = catalogue.find(cited.id + "/" + number.substr(0, dot));
        if (above && !catalogue.clause(*above).leaf()) {
            const Clause& clause = catalogue.clause(*above);
            return fmt::format("{} has {} to {}", clause.number,
                               catalogue.clause(clause.children.front()).number,
                               catalogue.clause(clause.children.back()).number);
        }
    }
    const auto nearest = catalogue.find(catalogue.nearest(cited.id + "/" + number));
    if (!nearest || catalogue.clause(*nearest).standard != standard) return "";
    return fmt::format("the nearest number it has: {}", catalogue.clause(*nearest).number);
}

}  // namespace clausemark
