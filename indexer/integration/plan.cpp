// SPDX-License-Identifier: Apache-2.0
// What to reuse, extend and write, and in which order. See plan.h.
#include "indexer/integration/plan.h"

#include <algorithm>
#include <map>
#include <queue>
#include <set>
#include <tuple>

#include "indexer/integration/shared.h"

namespace clausemark {
namespace {

/// The sums with some standings counted as if they counted.
StandardCoverage assess_with(const Catalogue& catalogue, StandardIndex standard, const PartsOfClauses& parts,
                             const Declarations& declarations, std::span<const CoverageSum> sums,
                             const std::set<Standing>& counted) {
    std::vector<CoverageSum> read(sums.begin(), sums.end());
    for (CoverageSum& sum : read)
        if (counted.contains(sum.row.standing)) sum.row.standing = Standing::counted;
    return assess(catalogue, standard, parts, declarations, read);
}

std::map<ClauseIndex, const ClauseCoverage*> by_clause(const StandardCoverage& coverage) {
    std::map<ClauseIndex, const ClauseCoverage*> out;
    for (const ClauseCoverage& one : coverage.clauses) out[one.clause] = &one;
    return out;
}

/// What several clauses are together: covered where all are that anybody looks for, else partial where any of
/// them has something.
CoverageState together(const std::vector<CoverageState>& states) {
    CoverageState all = CoverageState::not_assessed;
    bool some = false;
    bool open = false;
    for (const CoverageState state : states) {
        if (state == CoverageState::not_assessed || state == CoverageState::not_applicable) continue;
        some |= state == CoverageState::covered || state == CoverageState::partial;
        open |= state != CoverageState::covered;
        if (all == CoverageState::not_assessed || state < all) all = state;
    }
    return some && open ? CoverageState::partial : all;
}

class Planner {
  public:
    Planner(const Catalogue& catalogue, const Correspondences& correspondences, const WorkOrder& order,
            const Standings& have, const Standings& want)
        : catalogue_(catalogue),
          correspondences_(correspondences),
          order_(order),
          have_(have),
          counted_(by_clause(want.counted)),
          anywhere_(by_clause(want.anywhere)),
          pending_(by_clause(want.pending)) {
        plan_.have = have.counted.standard;
        plan_.want = want.counted.standard;
        plan_.editions = catalogue.standards()[plan_.have].family == catalogue.standards()[plan_.want].family;
    }

    ImplementationPlan plan() {
        for (const ClauseIndex index : catalogue_.standards()[plan_.want].clauses) {
            if (!catalogue_.clause(index).leaf()) continue;
            ClausePlan made = plan_of(index);
            ++plan_.counts[static_cast<std::size_t>(made.disposition)];
            plan_.clauses.push_back(std::move(made));
        }
        put_in_order();
        if (plan_.editions) plan_.dropped = alone_in(catalogue_, correspondences_, plan_.have, plan_.want);
        return std::move(plan_);
    }

  private:
    ClausePlan plan_of(ClauseIndex index) {
        ClausePlan made;
        made.clause = index;
        made.phase = order_.phase_of(catalogue_, index);
        const ClauseCoverage& counted = *counted_.at(index);
        made.state = counted.state;
        made.declaration = counted.declaration;
        made.checked = !counted.parts.empty();
        for (std::size_t i = 0; i < counted.parts.size(); ++i) {
            PartPlace place = PartPlace::missing;
            if (counted.parts[i].found())
                place = PartPlace::in_scope;
            else if (anywhere_.at(index)->parts[i].found())
                place = PartPlace::outside_scope;
            else if (pending_.at(index)->parts[i].found())
                place = PartPlace::pending;
            made.parts.push_back({counted.parts[i].part, place});
        }
        made.counterparts = counterparts_of(index);
        if (made.counterparts.empty())
            if (const std::string* why = correspondences_.alone(catalogue_, index, plan_.have))
                made.alone = *why;
        if (plan_.editions) made.move = move_of(made);
        made.disposition = disposition_of(made);
        made.quick = is_quick(made);
        return made;
    }

    /// Those of the clause itself before those of the clauses above it.
    std::vector<Counterpart> counterparts_of(ClauseIndex index) const {
        std::vector<Counterpart> out;
        for (ClauseIndex at = index; at != no_clause; at = catalogue_.clause(at).parent)
            for (const Correspondence& row : correspondences_.of(at, plan_.have))
                out.push_back({row, state_below(catalogue_, have_.counted, row.to)});
        return out;
    }

    EditionMove move_of(const ClausePlan& made) const {
        const auto& all = made.counterparts;
        if (all.empty()) return EditionMove::added;
        const auto includes = [](const Counterpart& one) {
            return one.row.relation == Relation::superset_of || one.row.relation == Relation::equal;
        };
        if (all.size() > 1)
            return std::ranges::all_of(all, includes) ? EditionMove::merged : EditionMove::changed;
        const Correspondence& row = all.front().row;
        switch (row.relation) {
            case Relation::equal:
                return catalogue_.clause(row.from).number == catalogue_.clause(row.to).number
                           ? EditionMove::unchanged
                           : EditionMove::moved;
            case Relation::superset_of:
                return EditionMove::wider;
            case Relation::subset_of:
                return correspondences_.of(row.to, plan_.want).size() > 1 ? EditionMove::split
                                                                          : EditionMove::narrower;
            case Relation::intersects:
                break;
        }
        return EditionMove::changed;
    }

    static Disposition disposition_of(const ClausePlan& made) {
        switch (made.state) {
            case CoverageState::not_applicable:
                return Disposition::not_applicable;
            case CoverageState::covered:
                return Disposition::reuse;
            case CoverageState::held_elsewhere:
                return Disposition::held_elsewhere;
            default:
                break;
        }
        const bool something = std::ranges::any_of(
            made.parts, [](const PlannedPart& part) { return part.place != PartPlace::missing; });
        const bool corresponding = std::ranges::any_of(made.counterparts, &Counterpart::answered);
        if (something || corresponding) return Disposition::extend;
        return made.checked ? Disposition::fresh : Disposition::not_assessed;
    }

    /// The words are there and lack an approval or the right scope alone, or one part of several is missing.
    static bool is_quick(const ClausePlan& made) {
        if (made.disposition != Disposition::extend || !made.checked) return false;
        const std::size_t missing = made.required_at(PartPlace::missing).size();
        const std::size_t elsewhere =
            made.required_at(PartPlace::outside_scope).size() + made.required_at(PartPlace::pending).size();
        const std::size_t there = made.required_at(PartPlace::in_scope).size();
        return (missing == 0 && elsewhere > 0) || (missing == 1 && there > 0 && elsewhere == 0);
    }

    void put_in_order() {
        std::map<ClauseIndex, std::size_t> open;
        for (std::size_t i = 0; i < plan_.clauses.size(); ++i)
            if (plan_.clauses[i].open()) open[plan_.clauses[i].clause] = i;
        std::map<std::size_t, std::size_t> waiting;  // for clauses of the same phase
        for (const auto& [clause, i] : open)
            for (const Dependency& one : order_.leans_on(clause)) {
                const auto other = open.find(one.on);
                if (other == open.end()) continue;
                plan_.clauses[i].waits_for.push_back(one);
                ++plan_.clauses[other->second].carries;
                if (plan_.clauses[i].phase == plan_.clauses[other->second].phase) ++waiting[i];
            }
        // Phase by phase; in it what others lean on before what leans on it, then what carries most, then
        // what is quick, then the standard's order.
        const auto later = [&](std::size_t a, std::size_t b) {
            const auto key = [&](std::size_t i) {
                const ClausePlan& one = plan_.clauses[i];
                return std::make_tuple(one.phase, -static_cast<std::int64_t>(one.carries), !one.quick, i);
            };
            return key(a) > key(b);
        };
        std::priority_queue<std::size_t, std::vector<std::size_t>, decltype(later)> ready(later);
        std::map<std::size_t, std::vector<std::size_t>> phases;
        for (const auto& [clause, i] : open) phases[plan_.clauses[i].phase].push_back(i);
        for (const auto& [phase, all] : phases) {
            for (const std::size_t i : all)
                if (!waiting.contains(i)) ready.push(i);
            while (!ready.empty()) {
                const std::size_t next = ready.top();
                ready.pop();
                plan_.order.push_back(next);
                for (const std::size_t i : all)
                    for (const Dependency& one : plan_.clauses[i].waits_for)
                        if (one.on == plan_.clauses[next].clause && --waiting[i] == 0) ready.push(i);
            }
        }
    }

    const Catalogue& catalogue_;
    const Correspondences& correspondences_;
    const WorkOrder& order_;
    const Standings& have_;
    std::map<ClauseIndex, const ClauseCoverage*> counted_;
    std::map<ClauseIndex, const ClauseCoverage*> anywhere_;
    std::map<ClauseIndex, const ClauseCoverage*> pending_;
    ImplementationPlan plan_;
};

}  // namespace

Standings read_standings(const Catalogue& catalogue, StandardIndex standard, const PartsOfClauses& parts,
                         const Declarations& declarations, std::span<const CoverageSum> sums) {
    const auto with = [&](const std::set<Standing>& counted) {
        return assess_with(catalogue, standard, parts, declarations, sums, counted);
    };
    return {with({}), with({Standing::out_of_scope}),
            with({Standing::out_of_scope, Standing::draft, Standing::edited})};
}

std::vector<const ClausePart*> ClausePlan::required_at(PartPlace place) const {
    std::vector<const ClausePart*> out;
    for (const PlannedPart& part : parts)
        if (part.part->required && part.place == place) out.push_back(part.part);
    return out;
}

CoverageState state_below(const Catalogue& catalogue, const StandardCoverage& coverage, ClauseIndex clause) {
    const auto state_of = [&](ClauseIndex index) {
        const auto found = std::ranges::find(coverage.clauses, index, &ClauseCoverage::clause);
        return found == coverage.clauses.end() ? CoverageState::not_assessed : found->state;
    };
    if (catalogue.clause(clause).leaf()) return state_of(clause);
    std::vector<CoverageState> states{state_of(clause)};
    for (const ClauseIndex leaf : leaves_of(catalogue, clause)) states.push_back(state_of(leaf));
    return together(states);
}

ImplementationPlan plan_implementation(const Catalogue& catalogue, const Correspondences& correspondences,
                                       const WorkOrder& order, const Standings& have, const Standings& want) {
    return Planner(catalogue, correspondences, order, have, want).plan();
}

}  // namespace clausemark
