// SPDX-License-Identifier: Apache-2.0
// States of clauses from counters. See coverage.h.
#include "indexer/coverage/coverage.h"

#include <algorithm>
#include <unordered_map>

namespace clausemark {
namespace {

struct Names {
    std::string_view name;
    std::string_view words;
};
constexpr std::array<Names, coverage_states> names = {{
    {"covered", "all required parts found"},
    {"partial", "some parts found"},
    {"mentioned", "named only"},
    {"none", "nothing found in the pages scanned"},
    {"held-elsewhere", "kept elsewhere"},
    {"not-applicable", "not applicable"},
    {"not-assessed", "not checked"},
}};

void add_sum(ClauseCoverage& clause, const CoverageSum& sum) {
    const CoverageRow& row = sum.row;
    if (!row.aspect.empty()) {
        if (row.standing != Standing::counted || row.strength < Strength::description) return;
        for (PartFound& found : clause.parts) {
            if (found.part->key != row.aspect) continue;
            found.passages += row.passages;
            found.documents += sum.documents;
        }
        return;
    }
    if (row.strength == Strength::none) {
        if (row.standing == Standing::counted) clause.declaring += sum.documents;
        return;
    }
    if (row.standing != Standing::counted) {
        const auto same = std::find_if(clause.aside.begin(), clause.aside.end(),
                                       [&](const SetAside& a) { return a.standing == row.standing; });
        if (same != clause.aside.end())
            same->passages += row.passages;
        else
            clause.aside.push_back({row.standing, row.passages});
        return;
    }
    clause.confirmed += row.confirmed;
    if (row.strength == Strength::commitment) clause.commitments += row.passages;
    if (row.strength == Strength::description) clause.descriptions += row.passages;
    if (row.strength == Strength::mention) clause.mentions += row.passages;
}

CoverageState found_in_pages(const ClauseCoverage& clause) {
    const auto found = [](const PartFound& part) { return part.found(); };
    const auto missing = [](const PartFound& part) { return part.part->required && !part.found(); };
    if (std::any_of(clause.parts.begin(), clause.parts.end(), found))
        return std::none_of(clause.parts.begin(), clause.parts.end(), missing) ? CoverageState::covered
                                                                               : CoverageState::partial;
    // A person says that a passage answers it, whatever part the rules see in it.
    if (clause.confirmed > 0) return CoverageState::partial;
    return clause.commitments + clause.descriptions + clause.mentions > 0 ? CoverageState::mentioned
                                                                          : CoverageState::none;
}

CoverageState state_of(const ClauseCoverage& clause) {
    const bool declared = clause.declaration != nullptr;
    if (declared && clause.declaration->kind == Declaration::Kind::not_applicable)
        return CoverageState::not_applicable;
    const CoverageState found = clause.parts.empty() ? CoverageState::not_assessed : found_in_pages(clause);
    return declared && found != CoverageState::covered ? CoverageState::held_elsewhere : found;
}

}  // namespace

std::string_view name_of(CoverageState state) {
    return names[static_cast<std::size_t>(state)].name;
}
std::string_view words_of(CoverageState state) {
    return names[static_cast<std::size_t>(state)].words;
}

StandardCoverage assess(const Catalogue& catalogue, StandardIndex standard, const PartsOfClauses& parts,
                        const Declarations& declarations, std::span<const CoverageSum> sums) {
    StandardCoverage result;
    result.standard = standard;
    std::unordered_map<ClauseIndex, std::size_t> place;
    for (const ClauseIndex index : catalogue.standards()[standard].clauses) {
        ClauseCoverage clause;
        clause.clause = index;
        if (index < parts.size())
            for (const ClausePart& part : parts[index]) clause.parts.push_back({&part, 0, 0});
        if (const auto declared = declarations.find(index); declared != declarations.end())
            clause.declaration = &declared->second;
        place.emplace(index, result.clauses.size());
        result.clauses.push_back(std::move(clause));
    }
    for (const CoverageSum& sum : sums) {
        const auto index = catalogue.find(sum.row.clause);
        if (!index) continue;
        const auto at = place.find(*index);
        if (at != place.end()) add_sum(result.clauses[at->second], sum);
    }
    for (ClauseCoverage& clause : result.clauses) {
        std::sort(clause.aside.begin(), clause.aside.end(),
                  [](const SetAside& a, const SetAside& b) { return a.standing < b.standing; });
        clause.state = state_of(clause);
        if (!catalogue.clause(clause.clause).leaf()) continue;
        const auto state = static_cast<std::size_t>(clause.state);
        ++result.counts[state];
        ClauseIndex above = catalogue.clause(clause.clause).parent;
        for (; above != no_clause; above = catalogue.clause(above).parent)
            ++result.clauses[place.at(above)].below[state];
    }
    return result;
}

}  // namespace clausemark
