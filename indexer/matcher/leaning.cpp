// SPDX-License-Identifier: Apache-2.0
// See leaning.h.
#include "indexer/matcher/leaning.h"

#include <algorithm>
#include <map>
#include <utility>

namespace clausemark {

bool serves_several(const RuleSet& rules, std::uint32_t rule) {
    const Catalogue& catalogue = rules.catalogue();
    const auto& clauses = rules.rules()[rule].clauses;
    return std::ranges::any_of(clauses, [&](ClauseIndex clause) {
        return catalogue.standard_of(clause).system != catalogue.standard_of(clauses.front()).system;
    });
}

constexpr std::size_t leaning = 4;

std::string leaning_system(const RuleSet& rules, const std::vector<Tag>& tags) {
    std::map<std::string, std::size_t> own;
    const Catalogue& catalogue = rules.catalogue();
    const Tag* before = nullptr;
    for (const Tag& tag : tags) {
        if (!tag.shown || tag.rule == rules.citation_rule()) continue;
        if (serves_several(rules, tag.rule)) continue;
        // Editions of one clause count once.
        if (before != nullptr && before->passage == tag.passage && before->rule == tag.rule) continue;
        before = &tag;
        ++own[catalogue.standard_of(tag.clause).system];
    }
    std::size_t most = 0, second = 0;
    std::string name;
    for (const auto& [system, count] : own) {
        if (count > most) {
            second = std::exchange(most, count);
            name = system;
        } else {
            second = std::max(second, count);
        }
    }
    return most > leaning * std::max<std::size_t>(second, 1) ? name : std::string();
}

}  // namespace clausemark
