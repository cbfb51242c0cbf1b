// SPDX-License-Identifier: Apache-2.0
// The registry of diagnostic codes: one row a code. docs/diagnostics/ has a page for each; a test holds the
// two together.
#include <algorithm>
#include <array>

#include "parser/core/check_codes.h"
#include "parser/core/control_codes.h"
#include "parser/core/statement_codes.h"
#include "parser/core/terminology_codes.h"

namespace clausemark {
namespace {

using enum Severity;
namespace c = check_codes;

constexpr auto codes = std::to_array<CodeInfo>({
    {Code::unreadable_file, "unreadable-file", error, "a file or folder could not be read"},
    {Code::not_utf8, "not-utf8", warning, "bytes that are not valid UTF-8 were replaced"},
    {Code::page_too_large, "page-too-large", error, "a page is larger than the limit and was left out"},
    {Code::binary_file, "binary-file", warning, "a file with a page's name holds no text and was left out"},
    {Code::directory_loop, "directory-loop", warning, "a symbolic link leads back to a folder above it"},
    {Code::truncated_export, "truncated-export", error, "an XML export ends in the middle"},
    {Code::malformed_export, "malformed-export", error, "an XML export is not well-formed"},
    {Code::depth_limited, "depth-limited", note, "nesting deeper than the limit was flattened"},
    {Code::malformed_front_matter, "malformed-front-matter", warning, "front matter that cannot be read"},
    {Code::no_pages, "no-pages", error, "nothing to scan was found"},

    {Code::rule_syntax, "rule-syntax", error, "a rule file cannot be read"},
    {Code::rule_unknown_name, "rule-unknown-name", error, "a name that no rule file defines"},
    {Code::rule_duplicate_name, "rule-duplicate-name", error, "a name that is defined twice"},
    {Code::rule_unknown_clause, "rule-unknown-clause", error, "a clause that no standard has"},
    {Code::rule_recursive, "rule-recursive", error, "a definition that uses itself"},
    {Code::rule_never_matches, "rule-never-matches", error,
     "an expression that can match nothing, or everything"},
    {Code::rule_bad_number, "rule-bad-number", error, "a number outside its range"},
    {Code::rule_example_fails, "rule-example-fails", error, "an example that its rule does not recognise"},
    {Code::rule_counterexample_matches, "rule-counterexample-matches", error,
     "a counterexample that its rule recognises"},
    {Code::rule_too_large, "rule-too-large", error, "a rule file or expression beyond the limit"},
    {Code::rule_no_examples, "rule-no-examples", warning,
     "a rule with fewer examples or counterexamples than the house asks for"},
    {Code::rule_unknown_setting, "rule-unknown-setting", error, "a setting that the scoring does not know"},

    {Code::standard_malformed, "standard-malformed", error, "a clause list that cannot be read"},
    {Code::standard_unknown_parent, "standard-unknown-parent", error,
     "a clause whose parent is not in the list"},
    {Code::standard_duplicate_clause, "standard-duplicate-clause", error, "a clause that is listed twice"},
    {Code::unknown_citation, "unknown-citation", warning, "a cited clause that the edition does not have"},

    {Code::correspondence_malformed, "correspondence-malformed", error,
     "a file of correspondences that cannot be read"},
    {Code::correspondence_unknown_clause, "correspondence-unknown-clause", error,
     "a correspondence with a standard or clause that does not exist"},
    {Code::correspondence_contradicts, "correspondence-contradicts", error,
     "two things said of the same clauses"},
    {Code::correspondence_incomplete, "correspondence-incomplete", error,
     "a clause that a file of correspondences says nothing of"},

    {Code::config_syntax, "config-syntax", error, "the configuration cannot be read"},
    {Code::config_unknown_key, "config-unknown-key", error, "a setting that does not exist"},
    {Code::config_bad_value, "config-bad-value", error, "a setting with a value of the wrong kind or range"},
    {Code::config_unknown_clause, "config-unknown-clause", error,
     "a setting that names a clause no standard has"},
    {Code::config_excluded_requirement, "config-excluded-requirement", error,
     "a clause of a management system was declared not applicable"},

    {statement_codes::unreadable, "statement-unreadable", error,
     "a Statement of Applicability, or a table for it, cannot be read"},
    {statement_codes::unjustified_exclusion, "statement-unjustified-exclusion", error,
     "a control was excluded without a justification"},
    {statement_codes::unjustified_inclusion, "statement-unjustified-inclusion", warning,
     "a control was included without a justification"},
    {statement_codes::unknown_control, "statement-unknown-control", error,
     "a control that the standard does not have"},
    {statement_codes::repeated_control, "statement-repeated-control", error,
     "a control that has two rows in a Statement of Applicability"},
    {statement_codes::no_implementation, "statement-no-implementation", note,
     "an included control without a word on its implementation"},
    {statement_codes::other_edition, "statement-other-edition", error,
     "a Statement of Applicability for another edition"},
    {statement_codes::incomplete, "statement-incomplete", warning,
     "controls that a Statement of Applicability does not decide on"},
    {statement_codes::unknown_word, "statement-unknown-word", error,
     "a word in a Statement of Applicability that means nothing known"},
    {statement_codes::contradicts, "statement-contradicts", error,
     "the settings and the statement's file say different things of a control"},

    {Code::store_locked, "store-locked", error, "the database is held by another program"},
    {Code::store_full, "store-full", error, "the disk or the database is full"},
    {Code::store_read_only, "store-read-only", error, "the database cannot be written"},
    {Code::store_corrupt, "store-corrupt", error, "the database is damaged, or is no database"},
    {Code::store_newer, "store-newer", error, "the database was written by a newer version"},
    {Code::store_failed, "store-failed", error, "the database failed"},

    {Code::address_refused, "address-refused", error, "the server cannot or may not listen at an address"},

    {c::clause_without_evidence, "clause-without-evidence", note, "a clause that no page answers"},
    {c::clause_named_only, "clause-named-only", note, "a clause that pages name and do not answer"},
    {c::clause_lost_evidence, "clause-lost-evidence", error,
     "a clause that was answered better when the baseline was written"},
    {c::clause_in_part, "clause-in-part", note, "a clause of which parts are not answered"},

    {c::text_written_twice, "text-written-twice", warning, "a text that is written twice"},
    {c::copies_differ, "copies-differ", warning, "copies of a text that say different things"},
    {c::different_values, "different-values", warning, "different values for one thing"},

    {c::edition_not_in_force, "edition-not-in-force", warning,
     "an edition of a standard that is not in force here"},
    {c::edition_left_out, "edition-left-out", warning,
     "a number that means another clause in another edition in force"},
    {c::dead_link, "dead-link", warning, "a link to a page that is not there"},
    {c::dead_anchor, "dead-anchor", warning, "a link to a heading that the page does not have"},

    {c::directive_malformed, "directive-malformed", warning, "a directive that cannot be read"},
    {c::directive_unknown_clause, "directive-unknown-clause", warning,
     "a directive that names a clause no standard has"},
    {c::directive_unknown_code, "directive-unknown-code", warning,
     "a directive that names a diagnostic that does not exist"},
    {c::directive_without_reason, "directive-without-reason", warning, "a directive that gives no reason"},
    {c::directive_hides_nothing, "directive-hides-nothing", note,
     "a directive that switches off a diagnostic which does not occur"},
    {c::directive_no_tag, "directive-no-tag", warning,
     "a confirmation or rejection of a tag that does not exist"},
    {c::confirmation_stale, "confirmation-stale", warning, "a confirmation whose words have changed since"},
    {c::declared_unknown_clause, "declared-unknown-clause", warning,
     "a page that declares to satisfy a clause no standard has"},
    {c::verdicts_contradict, "verdicts-contradict", warning, "a tag that is confirmed and rejected at once"},

    {c::baseline_malformed, "baseline-malformed", error, "a baseline that cannot be read"},
    {c::baseline_version, "baseline-version", error, "a baseline of another version"},
    {c::baseline_entry_gone, "baseline-entry-gone", note, "an entry of the baseline that occurs no more"},

    {c::incident_unqualified, "incident-unqualified", note,
     "\"incident\" without its kind, where two systems meet"},
    {c::security_major_incident, "security-major-incident", warning,
     "\"major incident\" for a grave security incident"},
    {c::asset_or_item, "asset-or-configuration-item", note,
     "assets and configuration items taken for each other"},
    {c::configuration_management_twice, "configuration-management-twice", note,
     "\"configuration management\" in two meanings"},
    {c::continuity_unqualified, "continuity-unqualified", note, "\"continuity\" without saying of what"},
    {c::availability_twice, "availability-twice", note, "\"availability\" as a property and as a target"},
    {c::risk_unqualified, "risk-unqualified", note, "\"risk\" without its kind, where two systems meet"},
    {c::risk_without_owner, "risk-without-owner", note, "a risk without an owner"},
    {c::acceptance_levels_differ, "acceptance-levels-differ", warning,
     "two levels up to which risks are accepted"},
    {c::supplier_unqualified, "supplier-unqualified", note,
     "\"supplier\" on a page that knows internal and external ones"},
    {c::service_provider, "service-provider", note, "\"service provider\" for the organisation itself"},
    {c::change_unqualified, "change-unqualified", note,
     "\"change\" without saying of what, where two systems meet"},
    {c::release_unqualified, "release-unqualified", note, "\"release\" without saying of what"},
    {c::policy_unqualified, "policy-unqualified", note, "\"the policy\" where there are several"},
    {c::management_system_unqualified, "management-system-unqualified", note,
     "\"the management system\" where there are several"},
    {c::preventive_action, "preventive-action", note,
     "\"preventive action\", which the standards in force no longer ask for"},
    {c::management_representative, "management-representative", note,
     "\"management representative\", a role that the standards in force no longer have"},
    {c::documents_and_records, "documents-and-records", note,
     "\"documents and records\", now documented information"},
    {c::control_objective, "control-objective", note,
     "\"control objective\", which the edition in force no longer has"},

    {c::no_owner, "no-owner", warning, "a document without an owner"},
    {c::no_approver, "no-approver", note, "a document without an approver"},
    {c::no_version, "no-version", note, "a document without a version"},
    {c::no_marking, "no-marking", note, "a document without a marking"},
    {c::no_review_date, "no-review-date", warning, "a document without a date for its review"},
    {c::review_overdue, "review-overdue", warning, "a document whose review is overdue"},
    {c::unreadable_date, "unreadable-date", warning, "a date of document control that cannot be read"},
    {c::unapproved_evidence, "unapproved-evidence", warning,
     "a clause that only drafts or unapproved edits answer"},
    {c::approver_is_owner, "approver-is-owner", note, "a document approved by its own owner or author"},
    {c::withdrawn_page_linked, "withdrawn-page-linked", warning,
     "a link to a withdrawn page from one in force"},
    {c::control_placeholder, "control-placeholder", warning, "document control that has not been filled in"},
    {c::control_facts_differ, "control-facts-differ", warning,
     "a page that states a fact of document control twice, differently"},
});

}  // namespace

std::span<const CodeInfo> all_codes() {
    return codes;
}

const CodeInfo& info(Code code) {
    const auto* found = std::lower_bound(codes.begin(), codes.end(), code,
                                         [](const CodeInfo& row, Code c) { return row.code < c; });
    return *found;
}

}  // namespace clausemark
