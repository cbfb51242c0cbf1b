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

/// The clause was answered better when the baseline was written.
std::optional<Finding> lost(const WikiView& wiki, const ClauseCoverage& now, const Clause& clause,
                            const std::string& name, const Baseline::Clause& before) {
    const bool whole = now.state == CoverageState::none || now.state == CoverageState::mentioned;
    const bool part = now.state == CoverageState::partial && before.state == CoverageState::covered;
    if (!whole && !part) return std::nullopt;
    std::string message = whole ? fmt::format("{} has lost its last evidence{}", name, aside_words(now))
                                : fmt::format("{} was answered in full; not found any more: {}", name,
                                              missing_parts(now).words);
    Finding made = finding_of_wiki(check_codes::clause_lost_evidence, clause.id, std::move(message));
    std::string pages;
    for (const std::string& page : before.pages) {
        pages += (pages.empty() ? "" : ", ") + page;
        for (const PageDigest& there : wiki.pages) {
            const DocumentKey& id = there.document.id;
            if (!made.at.document.key.empty() || id.wiki + "/" + id.key != page) continue;
            made.at.document = id;
            made.at.title = there.document.attributes.title;
        }
    }
    made.hint = pages.empty() ? "write it down again, or write the baseline anew with a reason"
                              : fmt::format(
                                    "it was on {}; write it down again, or write the baseline anew with a "
                                    "reason",
                                    pages);
    return made;
}

constexpr std::size_t told_pages = 3;         // of a clause in a baseline: enough to find what was lost
constexpr std::size_t evidence_a_query = 20;  // passages looked at for them

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
            if (context.baseline != nullptr) {
                const auto before = context.baseline->clauses.find(clause.id);
                if (before != context.baseline->clauses.end())
                    if (auto made = lost(wiki, found, clause, name, before->second))
                        out.push_back(std::move(*made));
            }
            if (found.state == CoverageState::none)
                out.push_back(finding_of_wiki(
                    check_codes::clause_without_evidence, clause.id,
                    fmt::format("nothing answers {} in the pages scanned{}", name, aside_words(found)),
                    hint));
            if (found.state == CoverageState::mentioned)
                out.push_back(finding_of_wiki(
                    check_codes::clause_named_only, clause.id,
                    fmt::format("{} is named, but no page says what is done{}", name, aside_words(found)),
                    hint));
            if (found.state == CoverageState::partial)
                out.push_back(finding_of_wiki(check_codes::clause_in_part, clause.id,
                                              fmt::format("{} is answered in part; not found: {}{}", name,
                                                          missing.words, aside_words(found)),
                                              missing.hint));
        }
    }
    return Done{};
}

Result<std::map<std::string, Baseline::Clause>> clause_states(Store& store, const CheckContext& context) {
    std::map<std::string, Baseline::Clause> states;
    for (const StandardIndex index : context.config.in_force(context.catalogue)) {
        CoverageQuery query;
        query.standard = context.catalogue.standards()[index].id;
        const auto sums = store.coverage(query);
        if (!sums) return sums.why();
        const StandardCoverage coverage =
            assess(context.catalogue, index, context.parts, context.declarations, *sums);
        for (const ClauseCoverage& found : coverage.clauses) {
            const Clause& clause = context.catalogue.clause(found.clause);
            const bool answered =
                found.state == CoverageState::covered || found.state == CoverageState::partial;
            if (!clause.leaf() || !answered) continue;
            EvidenceQuery where;
            where.clause = clause.id;
            where.limit = evidence_a_query;
            const auto evidence = store.evidence(where);
            if (!evidence) return evidence.why();
            std::set<std::string> pages;
            for (const EvidenceRecord& record : *evidence) {
                const DocumentKey& id = record.document.id;
                if (record.tag.standing == Standing::counted && pages.size() < told_pages)
                    pages.insert(id.wiki + "/" + id.key);
            }
            states[clause.id] = {found.state, {pages.begin(), pages.end()}};
        }
    }
    return states;
}

}  // namespace clausemark
