// SPDX-License-Identifier: Apache-2.0
// Different values for one parameter on pages that count: the conflicts of indexer/conflicts, each as one
// finding at the value stated least often. What somebody marked as intended is suppressed.
#include <fmt/format.h>

#include <algorithm>

#include "indexer/checks/checks.h"
#include "indexer/conflicts/conflicts.h"
#include "indexer/matcher/ruleset.h"

namespace clausemark {
namespace {

constexpr std::size_t told_statements = 6;  // related places of one finding

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
        Finding made = finding_of(conflict, facts);
        const auto decided =
            std::ranges::find(*decisions, fmt::format("{:016x}", conflict.key), &Decision::key);
        if (decided != decisions->end()) made.suppressed = {Suppression::By::decision, decided->reason};
        out.push_back(std::move(made));
    }
    return Done{};
}

}  // namespace clausemark
