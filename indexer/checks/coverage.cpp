// SPDX-License-Identifier: Apache-2.0
// Clauses of the standards in force that the pages do not answer. Only clauses that rules look for, that
// apply and are not declared as held elsewhere, and among those only the lowest: what a group lacks its
// members say. Where two systems are in force, it tells what the other one has written down already.
#include "indexer/coverage/coverage.h"

#include <fmt/format.h>

#include "indexer/checks/checks.h"
#include "indexer/integration/plan.h"

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

/// What every standard in force has of its clauses.
using Coverages = std::map<StandardIndex, StandardCoverage>;
Result<Coverages> coverages_in_force(Store& store, const CheckContext& context) {
    Coverages all;
    for (const StandardIndex index : context.config.in_force(context.catalogue)) {
        CoverageQuery query;
        query.standard = context.catalogue.standards()[index].id;
        const auto sums = store.coverage(query);
        if (!sums) return sums.why();
        all.emplace(index, assess(context.catalogue, index, context.parts, context.declarations, *sums));
    }
    return all;
}

/// Clauses of the other standards in force that are answered and ask for the same, or for some of the same:
/// then somebody wrote it down for the other system.
struct Elsewhere {
    std::string same;
    std::string some;
};
Elsewhere answered_elsewhere(const Clause& clause, ClauseIndex index, const Coverages& all,
                             const CheckContext& context) {
    constexpr std::size_t told = 2;
    std::vector<const Correspondence*> rows;
    for (ClauseIndex at = index; at != no_clause && rows.empty(); at = context.catalogue.clause(at).parent)
        for (const auto& [standard, coverage] : all) {
            if (standard == clause.standard) continue;
            for (const Correspondence& row : context.correspondences.of(at, standard)) {
                const CoverageState state = state_below(context.catalogue, coverage, row.to);
                if (state == CoverageState::covered || state == CoverageState::partial) rows.push_back(&row);
            }
        }
    std::ranges::stable_sort(rows, {}, &Correspondence::relation);
    Elsewhere found;
    for (std::size_t i = 0; i < std::min(rows.size(), told); ++i) {
        const Clause& other = context.catalogue.clause(rows[i]->to);
        std::string& words = rows[i]->relation == Relation::intersects ? found.some : found.same;
        words += fmt::format("{}{} {}", words.empty() ? "" : " and ",
                             context.catalogue.standards()[other.standard].name, clause_words(other));
    }
    if (!found.same.empty()) found.some.clear();
    return found;
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

/// In tables and lists of few words rules see what a passage speaks of and not what it says. Of clauses that
/// were named in so few passages of real wikis 34 of 42 were answered nowhere, of others about half: there a
/// person must read.
constexpr std::int64_t few_mentions = 5;

/// A clause that nothing answers, that is named alone, or answered in part.
std::optional<Finding> open_clause(const ClauseCoverage& found, const Clause& clause, const std::string& name,
                                   const Coverages& all, const CheckContext& context) {
    const Missing missing = missing_parts(found);
    if (found.state == CoverageState::partial)
        return finding_of_wiki(
            check_codes::clause_in_part, clause.id,
            fmt::format("{} is answered in part; not found: {}{}", name, missing.words, aside_words(found)),
            missing.hint);
    const bool none = found.state == CoverageState::none;
    const bool named = found.state == CoverageState::mentioned && found.mentions <= few_mentions;
    if (!none && !named) return std::nullopt;
    const Elsewhere other = answered_elsewhere(clause, found.clause, all, context);
    std::string message = none ? fmt::format("nothing answers {} in the pages scanned", name)
                               : fmt::format("{} is named, but no page says what is done", name);
    message += aside_words(found);
    if (!other.same.empty()) message += fmt::format("; what corresponds is answered: {}", other.same);
    std::string hint = missing.hint;
    if (hint.empty())
        hint = fmt::format("write it down, or declare in clausemark.json where it is kept: {}",
                           clause.description);
    if (!other.some.empty())
        hint += fmt::format(" (what asks for some of the same is answered: {})", other.some);
    return finding_of_wiki(none ? check_codes::clause_without_evidence : check_codes::clause_named_only,
                           clause.id, std::move(message), std::move(hint));
}

/// Where nobody said which standards are in force and the pages leave most of one open, it may be none of
/// theirs: one finding in place of one for each clause.
std::optional<Finding> mostly_open(const Standard& standard, const StandardCoverage& coverage,
                                   const CheckContext& context) {
    const auto declares = [&](const auto& declared) {
        const auto first = declared.lower_bound(standard.id + "/");
        return first != declared.end() && first->first.starts_with(standard.id + "/");
    };
    const Config& config = context.config;
    if (!config.standards.empty() || declares(config.applicability) || declares(config.held_elsewhere))
        return std::nullopt;
    const auto count = [&](CoverageState state) { return coverage.counts[static_cast<std::size_t>(state)]; };
    using enum CoverageState;
    const std::int64_t open = count(none) + count(mentioned);
    const std::int64_t looked_for = open + count(covered) + count(partial);
    if (2 * open <= looked_for) return std::nullopt;
    return finding_of_wiki(
        check_codes::clause_without_evidence, standard.id,
        fmt::format("{} of {} clauses and controls of {} are not answered in the pages scanned", open,
                    looked_for, standard.name),
        fmt::format("name the standards that are in force in clausemark.json (\"standards\"); where this is "
                    "one of them, each clause is told, and clausemark coverage {} --missing shows them now",
                    standard.id));
}

constexpr std::size_t told_pages = 3;         // of a clause in a baseline: enough to find what was lost
constexpr std::size_t evidence_a_query = 20;  // passages looked at for them

}  // namespace

Status check_coverage(const WikiView& wiki, const CheckContext& context, std::vector<Finding>& out) {
    const auto all = coverages_in_force(wiki.store, context);
    if (!all) return all.why();
    for (const auto& [index, coverage] : *all) {
        const Standard& standard = context.catalogue.standards()[index];
        std::optional<Finding> whole = mostly_open(standard, coverage, context);
        for (const ClauseCoverage& found : coverage.clauses) {
            const Clause& clause = context.catalogue.clause(found.clause);
            if (!clause.leaf()) continue;
            const std::string name =
                fmt::format("{} {} ({})", standard.name, clause_words(clause), clause.title);
            if (context.baseline != nullptr) {
                const auto before = context.baseline->clauses.find(clause.id);
                if (before != context.baseline->clauses.end())
                    if (auto made = lost(wiki, found, clause, name, before->second))
                        out.push_back(std::move(*made));
            }
            auto made = open_clause(found, clause, name, *all, context);
            if (made && (!whole || made->code == check_codes::clause_in_part))
                out.push_back(std::move(*made));
        }
        if (whole) out.push_back(std::move(*whole));
    }
    return Done{};
}

Result<std::map<std::string, Baseline::Clause>> clause_states(Store& store, const CheckContext& context) {
    std::map<std::string, Baseline::Clause> states;
    const auto all = coverages_in_force(store, context);
    if (!all) return all.why();
    for (const auto& [index, coverage] : *all) {
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
