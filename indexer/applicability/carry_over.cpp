// SPDX-License-Identifier: Apache-2.0
// See carry_over.h.
#include "indexer/applicability/carry_over.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace clausemark {
namespace {

struct Source {
    const StatementRow* row = nullptr;
    Relation relation = Relation::intersects;
};

/// "2013 A.12.3.1: kept for thirty days".
std::string attributed(const Catalogue& catalogue, const StatementRow& row, const std::string& text) {
    const std::string& edition = catalogue.standard_of(row.clause).edition;
    return fmt::format("{} {}: {}", edition, catalogue.clause(row.clause).number, text);
}

StatementRow draft_of(const Catalogue& catalogue, ClauseIndex clause, const std::vector<Source>& sources) {
    StatementRow out;
    out.clause = clause;
    out.control = catalogue.clause(clause).id;
    Applicability& said = out.said;
    const auto applies = [](const Source& s) { return s.row->said.decided && s.row->said.applicable; };
    const auto excludes = [](const Source& s) {
        return s.row->said.decided && !s.row->said.applicable &&
               (s.relation == Relation::equal || s.relation == Relation::superset_of);
    };
    const bool any = std::ranges::any_of(sources, applies);
    said.applicable = any;
    said.decided = any || std::ranges::all_of(sources, excludes);
    if (!said.decided) said.applicable = true;
    std::set<InclusionReason> reasons;
    bool first = true;
    for (const Source& source : sources) {
        const Applicability& old = source.row->said;
        if (!old.justification.empty()) {
            if (!said.justification.empty()) said.justification += "; ";
            said.justification += attributed(catalogue, *source.row, old.justification);
        }
        if (!old.treatment.empty() && said.treatment.find(old.treatment) == std::string::npos)
            said.treatment += (said.treatment.empty() ? "" : ", ") + old.treatment;
        reasons.insert(old.because.begin(), old.because.end());
        if (!any || !applies(source)) continue;
        said.implementation = first ? old.implementation : std::min(said.implementation, old.implementation);
        first = false;
    }
    said.because.assign(reasons.begin(), reasons.end());
    return out;
}

}  // namespace

CarryOver carry_over(const Catalogue& catalogue, const Correspondences& correspondences,
                     const std::vector<StatementRow>& rows, StandardIndex to) {
    CarryOver out;
    std::map<ClauseIndex, std::vector<Source>> sources;
    for (const StatementRow& row : rows) {
        if (row.own()) {
            out.draft.push_back(row);
            continue;
        }
        CarriedRow carried;
        carried.row = &row;
        for (const Correspondence& each : correspondences.of(row.clause, to)) {
            if (catalogue.clause(each.to).kind != ClauseKind::control) continue;
            carried.to.push_back(each);
            sources[each.to].push_back({&row, each.relation});
        }
        if (carried.to.empty())
            if (const std::string* why = correspondences.alone(catalogue, row.clause, to))
                carried.alone = *why;
        out.rows.push_back(std::move(carried));
    }
    for (const ClauseIndex control : controls_of(catalogue, to)) {
        const auto known = sources.find(control);
        if (known == sources.end())
            out.open.push_back(control);
        else
            out.draft.push_back(draft_of(catalogue, control, known->second));
    }
    sort_rows(out.draft);
    return out;
}

}  // namespace clausemark
