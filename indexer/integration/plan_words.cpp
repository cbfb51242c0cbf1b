// SPDX-License-Identifier: Apache-2.0
// What a plan says to people: names, states, what is to be done and why now. See plan.h.
#include <fmt/format.h>

#include <algorithm>

#include "indexer/integration/plan.h"

namespace clausemark {
namespace {

struct Names {
    std::string_view name;
    std::string_view words;
};

constexpr std::array<Names, dispositions> disposition_names = {{
    {"reuse", "ready to reuse"},
    {"extend", "to extend"},
    {"new", "new"},
    {"held-elsewhere", "kept elsewhere"},
    {"not-applicable", "not applicable"},
    {"not-assessed", "not checked"},
}};

constexpr std::array<Names, 9> move_names = {{
    {"none", ""},
    {"unchanged", "the same"},
    {"moved", "moved, the same"},
    {"merged", "several became one"},
    {"split", "one became several"},
    {"wider", "asks for more"},
    {"narrower", "asks for less"},
    {"changed", "partly the same"},
    {"added", "new in this edition"},
}};

constexpr std::array<std::string_view, 4> place_names = {"in-scope", "outside-scope", "pending", "missing"};

std::string list_of(const std::vector<const ClausePart*>& parts) {
    std::string out;
    for (const ClausePart* part : parts) out += (out.empty() ? "" : "; ") + part->words;
    return out;
}

}  // namespace

std::string_view name_of(Disposition disposition) {
    return disposition_names[static_cast<std::size_t>(disposition)].name;
}
std::string_view words_of(Disposition disposition) {
    return disposition_names[static_cast<std::size_t>(disposition)].words;
}
std::string_view name_of(EditionMove move) {
    return move_names[static_cast<std::size_t>(move)].name;
}
std::string_view words_of(EditionMove move) {
    return move_names[static_cast<std::size_t>(move)].words;
}
std::string_view name_of(PartPlace place) {
    return place_names[static_cast<std::size_t>(place)];
}

std::string clause_label(const Clause& clause) {
    return (clause.kind == ClauseKind::control  ? "control "
            : clause.kind == ClauseKind::clause ? "clause "
                                                : "") +
           clause.number;
}

std::vector<std::string> tasks_of(const Catalogue& catalogue, const ClausePlan& plan) {
    std::vector<std::string> out;
    if (!plan.open()) return out;
    if (const auto there = plan.required_at(PartPlace::outside_scope); !there.empty())
        out.push_back("bring into the scope: " + list_of(there));
    if (const auto there = plan.required_at(PartPlace::pending); !there.empty())
        out.push_back("approve what is drafted: " + list_of(there));
    std::string practice;
    for (const PlannedPart& part : plan.parts)
        if (!part.part->required && part.place != PartPlace::missing)
            practice += (practice.empty() ? "" : "; ") + part.part->words +
                        (part.place == PartPlace::pending         ? " (in a draft)"
                         : part.place == PartPlace::outside_scope ? " (outside the scope)"
                                                                  : "");
    if (!practice.empty() && plan.required_at(PartPlace::in_scope).empty())
        out.push_back("there is, as good practice: " + practice);
    const auto missing = plan.required_at(PartPlace::missing);
    if (!missing.empty())
        out.push_back((plan.disposition == Disposition::fresh ? "write: " : "add: ") + list_of(missing));
    for (const Counterpart& one : plan.counterparts)
        if (one.answered() && plan.required_at(PartPlace::in_scope).empty())
            out.push_back(fmt::format("build on {} {}: {}", catalogue.standard_of(one.row.to).name,
                                      clause_label(catalogue.clause(one.row.to)), one.row.reason));
    if (!plan.checked) out.push_back("no rule looks for this clause: read it against what corresponds");
    return out;
}

std::vector<std::string> reasons_of(const Catalogue& catalogue, const ClausePlan& plan) {
    std::vector<std::string> out;
    if (plan.carries > 0)
        out.push_back(fmt::format("{} open {} on it", plan.carries,
                                  plan.carries == 1 ? "clause leans" : "clauses lean"));
    if (plan.quick) {
        const bool missing = !plan.required_at(PartPlace::missing).empty();
        const bool elsewhere = !plan.required_at(PartPlace::outside_scope).empty();
        out.push_back(missing     ? "quick: one part is missing"
                      : elsewhere ? "quick: the words are there, outside the scope"
                                  : "quick: the words are there and wait for approval");
    }
    for (const Dependency& one : plan.waits_for)
        out.push_back(fmt::format("after {}: {}", clause_label(catalogue.clause(one.on)), one.reason));
    return out;
}

}  // namespace clausemark
