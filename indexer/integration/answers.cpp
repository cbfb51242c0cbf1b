// SPDX-License-Identifier: Apache-2.0
// Documents and requirements. See answers.h.
#include "indexer/integration/answers.h"

#include <algorithm>
#include <array>
#include <map>

namespace clausemark {
namespace {

struct Names {
    std::string_view name;
    std::string_view words;
};
constexpr std::array<Names, 6> names = {{
    {"joint", "answered together"},
    {"apart", "answered by different documents"},
    {"one-sided", "answered for one side only"},
    {"single", "answered"},
    {"open", "nothing found in the pages scanned"},
    {"set-aside", "not checked, or not applicable"},
}};

bool answers_something(CoverageState state) {
    return state == CoverageState::covered || state == CoverageState::partial ||
           state == CoverageState::held_elsewhere;
}

bool is_set_aside(CoverageState state) {
    return state == CoverageState::not_assessed || state == CoverageState::not_applicable;
}

std::vector<std::string> owners_of(const std::vector<DocumentAnswer>& documents) {
    std::vector<std::string> owners;
    for (const DocumentAnswer& one : documents) {
        const std::string& owner = one.document.attributes.owner;
        if (!owner.empty() && std::ranges::find(owners, owner) == owners.end()) owners.push_back(owner);
    }
    return owners;
}

SharedState state_of(const Catalogue& catalogue, const RequirementAnswer& made) {
    if (std::ranges::all_of(made.states, is_set_aside)) return SharedState::set_aside;
    if (made.answered.empty()) return SharedState::open;
    if (!made.unanswered.empty()) return SharedState::one_sided;
    if (made.answered.size() == 1) return SharedState::single;
    const bool joint = std::ranges::any_of(made.documents, [&](const DocumentAnswer& one) {
        return std::ranges::all_of(made.answered,
                                   [&](StandardIndex standard) { return one.serves(catalogue, standard); });
    });
    return joint ? SharedState::joint : SharedState::apart;
}

}  // namespace

std::string_view name_of(SharedState state) {
    return names[static_cast<std::size_t>(state)].name;
}
std::string_view words_of(SharedState state) {
    return names[static_cast<std::size_t>(state)].words;
}

bool DocumentAnswer::serves(const Catalogue& catalogue, StandardIndex standard) const {
    return std::ranges::any_of(
        clauses, [&](ClauseIndex clause) { return catalogue.clause(clause).standard == standard; });
}

AnswerBuilder::AnswerBuilder(const Catalogue& catalogue, std::span<const SharedRequirement> requirements)
    : catalogue_(catalogue), requirements_(requirements), documents_(requirements.size()) {
    for (std::size_t i = 0; i < requirements.size(); ++i)
        for (const ClauseIndex leaf : requirements[i].leaves) requirement_of_[leaf] = i;
}

void AnswerBuilder::add(const EvidenceRecord& passage) {
    const TagRecord& tag = passage.tag;
    if (tag.standing != Standing::counted || tag.strength < Strength::description) return;
    const auto clause = catalogue_.find(tag.clause);
    if (!clause) return;
    const auto at = requirement_of_.find(*clause);
    if (at == requirement_of_.end()) return;
    const auto [found, is_new] = documents_[at->second].try_emplace(passage.document.id);
    DocumentAnswer& made = found->second;
    if (is_new) made.document = passage.document;
    made.parts.insert(tag.aspects.begin(), tag.aspects.end());
    ++(tag.strength == Strength::commitment ? made.commitments : made.descriptions);
    if (std::ranges::find(made.clauses, *clause) == made.clauses.end()) made.clauses.push_back(*clause);
}

std::vector<RequirementAnswer> AnswerBuilder::answers(std::span<const StandardCoverage> coverages) const {
    std::map<ClauseIndex, CoverageState> state_of_clause;
    for (const StandardCoverage& coverage : coverages)
        for (const ClauseCoverage& one : coverage.clauses) state_of_clause[one.clause] = one.state;
    std::vector<RequirementAnswer> out;
    for (std::size_t i = 0; i < requirements_.size(); ++i) {
        const std::vector<ClauseIndex>& leaves = requirements_[i].leaves;
        RequirementAnswer made;
        made.requirement = &requirements_[i];
        for (const ClauseIndex leaf : leaves) {
            const auto found = state_of_clause.find(leaf);
            made.states.push_back(found == state_of_clause.end() ? CoverageState::not_assessed
                                                                 : found->second);
        }
        for (const auto& [key, one] : documents_[i]) {
            made.documents.push_back(one);
            std::ranges::sort(made.documents.back().clauses, {}, [&](ClauseIndex clause) {
                return std::ranges::find(leaves, clause) - leaves.begin();
            });
        }
        std::ranges::stable_sort(made.documents, [](const DocumentAnswer& a, const DocumentAnswer& b) {
            const auto key = [](const DocumentAnswer& one) {
                return std::make_tuple(-static_cast<std::int64_t>(one.parts.size()), -one.passages());
            };
            return key(a) < key(b);
        });
        made.owners = owners_of(made.documents);
        for (const StandardCoverage& coverage : coverages) {
            bool served = false;
            bool answered = false;
            for (std::size_t j = 0; j < leaves.size(); ++j) {
                if (catalogue_.clause(leaves[j]).standard != coverage.standard) continue;
                served |= !is_set_aside(made.states[j]);
                answered |= answers_something(made.states[j]);
            }
            if (served) (answered ? made.answered : made.unanswered).push_back(coverage.standard);
        }
        made.state = state_of(catalogue_, made);
        out.push_back(std::move(made));
    }
    return out;
}

}  // namespace clausemark
