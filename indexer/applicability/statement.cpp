// SPDX-License-Identifier: Apache-2.0
// See statement.h.
#include "indexer/applicability/statement.h"

#include <algorithm>

namespace clausemark {

std::string_view name_of(Implementation status) {
    return implementation_names[static_cast<std::size_t>(status)];
}

std::string_view words_of(Implementation status) {
    return status == Implementation::not_started ? "not started" : name_of(status);
}

std::string_view name_of(InclusionReason reason) {
    return inclusion_reason_names[static_cast<std::size_t>(reason)];
}

const StatementRow* Statement::find(std::string_view control) const {
    const auto found = std::ranges::find(rows, control, &StatementRow::control);
    return found == rows.end() ? nullptr : &*found;
}

std::vector<ClauseIndex> controls_of(const Catalogue& catalogue, StandardIndex standard) {
    std::vector<ClauseIndex> out;
    for (const ClauseIndex clause : catalogue.standards()[standard].clauses)
        if (catalogue.clause(clause).kind == ClauseKind::control) out.push_back(clause);
    return out;
}

std::optional<StandardIndex> statement_standard(const Catalogue& catalogue, const StatementSettings& settings,
                                                const std::vector<StandardIndex>& in_force) {
    if (!settings.standard.empty()) return catalogue.find_standard(settings.standard);
    for (const StandardIndex standard : in_force)
        if (!controls_of(catalogue, standard).empty()) return standard;
    return std::nullopt;
}

void sort_rows(std::vector<StatementRow>& rows) {
    std::ranges::stable_sort(rows, [](const StatementRow& a, const StatementRow& b) {
        if (a.clause != b.clause) return a.clause < b.clause;
        return a.own() && a.control < b.control;
    });
}

}  // namespace clausemark
