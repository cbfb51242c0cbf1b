// SPDX-License-Identifier: Apache-2.0
// Different values for one parameter on pages that count: those conflicts of indexer/conflicts that are
// surely about one thing, each as one finding at the value stated least often. Where a person must read to
// tell, `clausemark conflicts` shows it, and no check does. What somebody marked as intended is suppressed.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "indexer/checks/checks.h"
#include "indexer/conflicts/conflicts.h"
#include "indexer/matcher/ruleset.h"

namespace clausemark {
namespace {

constexpr std::size_t told_statements = 6;  // related places of one finding

/// Counts and lengths (attempts, characters) are asked for once in a wiki; how long, how often and which
/// share is said of many things with the same words.
bool said_of_one_thing(const Measure& measure) {
    return measure.dimension == "number" || measure.dimension == "length";
}

/// Words that both say, of all that either says.
double in_common(const std::vector<std::string>& a, const std::vector<std::string>& b) {
    std::vector<std::string> shared;
    std::ranges::set_intersection(a, b, std::back_inserter(shared));
    const std::size_t all = a.size() + b.size() - shared.size();
    return all == 0 ? 0 : static_cast<double>(shared.size()) / static_cast<double>(all);
}

/// True where two statements of differing values name the same term (a severity, an environment, a role) for
/// a time and say it in like words, or state a count or a length. Of 96 conflicts in six real wikis 49 were
/// contradictions; of these times 11 of 11, from which the bound was taken.
bool sure(const Conflict& conflict, const std::vector<FactStatement>& facts) {
    constexpr double like_words = 0.2;
    if (conflict.dimension != "duration")
        return said_of_one_thing(facts[conflict.values.front().facts.front()].fact.measure);
    for (std::size_t i = 0; i < conflict.values.size(); ++i)
        for (std::size_t j = i + 1; j < conflict.values.size(); ++j)
            for (const std::uint32_t one : conflict.values[i].facts)
                for (const std::uint32_t other : conflict.values[j].facts) {
                    const FactRecord& a = facts[one].fact;
                    const FactRecord& b = facts[other].fact;
                    if (!a.scope.empty() && !b.scope.empty() && in_common(a.subject, b.subject) >= like_words)
                        return true;
                }
    return false;
}

FindingPlace place_of(const FactStatement& statement) {
    FindingPlace place;
    place.document = statement.document;
    place.title = statement.title;
    place.passage = statement.fact.passage;
    place.source = statement.fact.place.source;
    return place;
}

Finding finding_of(const Conflict& conflict, const std::vector<FactStatement>& facts) {
    const ConflictValue& rarest = conflict.values.back();  // those stated most often come first
    Finding made = finding_of_wiki(check_codes::different_values, conflict.parameter, conflict.explanation,
                                   fmt::format("make the pages say one value; if both are meant: clausemark "
                                               "decisions add {:016x}",
                                               conflict.key));
    if (made.message.ends_with('.')) made.message.pop_back();
    made.at = place_of(facts[rarest.facts.front()]);
    for (const ConflictValue& value : conflict.values)
        for (const std::uint32_t fact : value.facts) {
            if (fact == rarest.facts.front() || made.related.size() == told_statements) continue;
            RelatedPlace place;
            static_cast<FindingPlace&>(place) = place_of(facts[fact]);
            place.message = value.written + " here";
            made.related.push_back(std::move(place));
        }
    return made;
}

}  // namespace

Status check_values(const WikiView& wiki, const CheckContext& context, std::vector<Finding>& out) {
    const auto stated = wiki.store.facts(std::nullopt);
    if (!stated) return stated.why();
    const auto decisions = wiki.store.decisions();
    if (!decisions) return decisions.why();
    std::vector<FactStatement> facts;
    for (const StatedFact& fact : stated->facts) {
        const StatingDocument& document = stated->documents[fact.document];
        if (document.counts()) facts.push_back(statement_of(document, fact));
    }
    for (const Conflict& conflict : find_conflicts(facts, context.rules->scoring().calendar_tolerance)) {
        if (!sure(conflict, facts)) continue;
        Finding made = finding_of(conflict, facts);
        const auto decided =
            std::ranges::find(*decisions, fmt::format("{:016x}", conflict.key), &Decision::key);
        if (decided != decisions->end()) made.suppressed = {Suppression::By::decision, decided->reason};
        out.push_back(std::move(made));
    }
    return Done{};
}

}  // namespace clausemark
