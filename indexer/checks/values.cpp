// SPDX-License-Identifier: Apache-2.0
// Different values for one parameter on pages that count: those conflicts of indexer/conflicts that are
// surely about one thing, each as one finding at the value stated least often. Where a person must read to
// tell, `clausemark conflicts` shows it, and no check does. What somebody marked as intended is suppressed.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <map>
#include <tuple>

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

/// Whether two statements of differing values are surely about one thing: a count or a length of one unit, or
/// times for the same term (a severity, an environment, a role) said in like words. Of 96 conflicts in six
/// real wikis 49 were contradictions; of these times 11 of 11, from which the bound was taken.
bool about_one_thing(const FactRecord& a, const FactRecord& b) {
    constexpr double like_words = 0.2;
    constexpr double like_labels = 0.5;
    if (a.labelled && b.labelled && in_common(a.subject, b.subject) < like_labels) return false;
    if (said_of_one_thing(a.measure)) return a.measure.unit == b.measure.unit;
    return a.measure.dimension == "duration" && !a.scope.empty() && !b.scope.empty() &&
           in_common(a.subject, b.subject) >= like_words;
}

/// A passage that gives several values of one parameter says of each what it is for, in words that nobody
/// compared: "high: 30 days, critical: 14 days".
class SingleValues {
  public:
    explicit SingleValues(const std::vector<FactStatement>& facts) {
        for (const FactStatement& statement : facts) ++said_[key(statement)];
    }
    bool holds(const FactStatement& statement) const { return said_.at(key(statement)) == 1; }

  private:
    using Key = std::tuple<DocumentKey, std::uint32_t, std::string>;
    static Key key(const FactStatement& statement) {
        return {statement.document, statement.fact.passage, statement.fact.parameter};
    }
    std::map<Key, std::size_t> said_;
};

/// More values than these are those of several things.
constexpr std::size_t most_values = 3;

bool sure(const Conflict& conflict, const std::vector<FactStatement>& facts, const SingleValues& single) {
    if (conflict.values.size() > most_values) return false;
    for (std::size_t i = 0; i < conflict.values.size(); ++i)
        for (std::size_t j = i + 1; j < conflict.values.size(); ++j)
            for (const std::uint32_t one : conflict.values[i].facts)
                for (const std::uint32_t other : conflict.values[j].facts)
                    if (single.holds(facts[one]) && single.holds(facts[other]) &&
                        about_one_thing(facts[one].fact, facts[other].fact))
                        return true;
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
    const SingleValues single(facts);
    for (const Conflict& conflict : find_conflicts(facts, context.rules->scoring().calendar_tolerance)) {
        if (!sure(conflict, facts, single)) continue;
        Finding made = finding_of(conflict, facts);
        const auto decided =
            std::ranges::find(*decisions, fmt::format("{:016x}", conflict.key), &Decision::key);
        if (decided != decisions->end()) made.suppressed = {Suppression::By::decision, decided->reason};
        out.push_back(std::move(made));
    }
    return Done{};
}

}  // namespace clausemark
