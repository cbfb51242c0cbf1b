// SPDX-License-Identifier: Apache-2.0
// Clauses of the standards in force that the pages do not answer. Only clauses that rules look for, that
// apply and are not declared as held elsewhere, and among those only the lowest: what a group lacks its
// members say.
#include "indexer/coverage/coverage.h"

#include <fmt/format.h>

#include "indexer/checks/checks.h"

namespace clausemark {
namespace {

/// Parts that are missing, in the words of the rules; and the first hint.
struct Missing {
    std::string words;
    std::string hint;
};
Missing missing_parts(const ClauseCoverage& coverage) {
    Missing missing;
    for (const PartFound& found : coverage.parts) {
        if (found.found() || !found.part->required) continue;
        missing.words += (missing.words.empty() ? "" : "; ") + found.part->words;
        if (missing.hint.empty()) missing.hint = found.part->hint;
    }
    return missing;
}

/// Evidence there is, but on pages that do not count: "; what drafts say does not count".
std::string aside_words(const ClauseCoverage& coverage) {
    std::string words;
    for (const SetAside& aside : coverage.aside)
        words += fmt::format("{}{} {} {}", words.empty() ? "; not counted: " : ", ", aside.passages,
                             aside.passages == 1 ? "passage" : "passages", name_of(aside.standing));
    return words;
}

}  // namespace

Status check_coverage(const WikiView& wiki, const CheckContext& context, std::vector<Finding>& out) {
    for (const StandardIndex index : context.config.in_force(context.catalogue)) {
        const Standard& standard = context.catalogue.standards()[index];
        CoverageQuery query;
        query.standard = standard.id;
        const auto sums = wiki.store.coverage(query);
        if (!sums) return sums.why();
        const StandardCoverage coverage =
            assess(context.catalogue, index, context.parts, context.declarations, *sums);
        for (const ClauseCoverage& found : coverage.clauses) {
            const Clause& clause = context.catalogue.clause(found.clause);
            if (!clause.leaf()) continue;
            const std::string name =
                fmt::format("{} {} ({})", standard.name, clause_words(clause), clause.title);
            const Missing missing = missing_parts(found);
            const std::string hint =
                !missing.hint.empty()
                    ? missing.hint
                    : fmt::format("write it down, or declare in clausemark.json where it is kept: {}",
                                  clause.description);
            if (found.state == CoverageState::none)
                out.push_back(finding_of_wiki(
                    Code::clause_without_evidence, clause.id,
                    fmt::format("nothing answers {} in the pages scanned{}", name, aside_words(found)),
                    hint));
            if (found.state == CoverageState::mentioned)
                out.push_back(finding_of_wiki(
                    Code::clause_named_only, clause.id,
                    fmt::format("{} is named, but no page says what is done{}", name, aside_words(found)),
                    hint));
            if (found.state == CoverageState::partial)
                out.push_back(finding_of_wiki(Code::clause_in_part, clause.id,
                                              fmt::format("{} is answered in part; not found: {}{}", name,
                                                          missing.words, aside_words(found)),
                                              missing.hint));
        }
    }
    return Done{};
}

}  // namespace clausemark
