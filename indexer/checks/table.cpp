// SPDX-License-Identifier: Apache-2.0
// Every check of the program, in one table.
#include "indexer/checks/control_checks.h"
#include "parser/core/control_codes.h"
#include "parser/core/terminology_codes.h"

namespace clausemark {

std::span<const Check> all_checks() {
    using namespace check_codes;
    static const std::vector<Check> checks = {
        {"reading",
         {Code::not_utf8, Code::depth_limited, Code::malformed_front_matter, Code::unknown_citation,
          directive_malformed, directive_unknown_clause, directive_unknown_code, directive_without_reason,
          directive_hides_nothing, directive_no_tag, declared_unknown_clause, verdicts_contradict},
         check_reading},
        // Found while a page is analysed, by rules: corpus/rules/terminology.
        {"terminology",
         {incident_unqualified, security_major_incident, asset_or_item, configuration_management_twice,
          continuity_unqualified, availability_twice, risk_unqualified, risk_without_owner,
          acceptance_levels_differ, supplier_unqualified, service_provider, change_unqualified,
          release_unqualified, policy_unqualified, management_system_unqualified, preventive_action,
          management_representative, documents_and_records, control_objective},
         check_terminology},
        {"editions", {edition_not_in_force, edition_left_out}, check_editions},

        {"coverage",
         {clause_without_evidence, clause_named_only, clause_lost_evidence, clause_in_part},
         nullptr,
         check_coverage},
        {"copies", {text_written_twice, copies_differ}, nullptr, check_copies},
        {"values", {different_values}, nullptr, check_values},
        // Those of directives come with the page, those of decisions from the store.
        {"confirmations", {confirmation_stale}, check_confirmations, check_decisions},
        {"links", {dead_link, dead_anchor}, nullptr, check_links},

        {"document control of a page",
         {review_overdue, unreadable_date, approver_is_owner, control_facts_differ},
         check_control},
        {"facts of document control",
         {no_owner, no_approver, no_version, no_marking, no_review_date, control_placeholder},
         nullptr,
         check_control_facts},
        {"unapproved evidence", {unapproved_evidence}, nullptr, check_unapproved_evidence},
        {"links to withdrawn pages", {withdrawn_page_linked}, nullptr, check_withdrawn_links},

        // Made where the baseline is applied: apply_baseline().
        {"baseline", {baseline_entry_gone}},
    };
    return checks;
}

}  // namespace clausemark
