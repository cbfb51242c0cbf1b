// SPDX-License-Identifier: Apache-2.0
// The codes that can be switched, and names. See check_codes.h.
#include "parser/core/check_codes.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "parser/core/control_codes.h"
#include "parser/core/edit_distance.h"
#include "parser/core/terminology_codes.h"

namespace clausemark {
namespace {

namespace c = check_codes;

constexpr bool off = false;

constexpr auto codes = std::to_array<CheckCode>({
    // Found while a page is read, and kept with it.
    {Code::not_utf8},
    {Code::depth_limited},
    {Code::malformed_front_matter},
    {Code::unknown_citation},

    {c::clause_without_evidence},
    {c::clause_named_only, off},
    {c::clause_lost_evidence},
    {c::clause_in_part, off},

    {c::text_written_twice},
    {c::copies_differ},
    {c::different_values, off},

    {c::edition_not_in_force},
    {c::edition_left_out},
    {c::dead_link},
    {c::dead_anchor},

    {c::directive_malformed},
    {c::directive_unknown_clause},
    {c::directive_unknown_code},
    {c::directive_without_reason},
    {c::directive_hides_nothing},
    {c::directive_no_tag},
    {c::confirmation_stale},
    {c::declared_unknown_clause},
    {c::verdicts_contradict},

    {c::baseline_entry_gone},

    {c::incident_unqualified, off},
    {c::security_major_incident},
    {c::asset_or_item},
    {c::configuration_management_twice, off},
    {c::continuity_unqualified, off},
    {c::availability_twice},
    {c::risk_unqualified, off},
    {c::risk_without_owner, off},
    {c::acceptance_levels_differ},
    {c::supplier_unqualified},
    {c::service_provider},
    {c::change_unqualified, off},
    {c::release_unqualified, off},
    {c::policy_unqualified, off},
    {c::management_system_unqualified},
    {c::preventive_action},
    {c::management_representative},
    {c::documents_and_records},
    {c::control_objective},

    {c::no_owner},
    {c::no_approver},
    {c::no_version},
    {c::no_marking},
    {c::no_review_date},
    {c::review_overdue},
    {c::unreadable_date},
    {c::unapproved_evidence},
    {c::approver_is_owner, off},
    {c::withdrawn_page_linked},
    {c::control_placeholder},
    {c::control_facts_differ},
});

constexpr std::string_view all_are_listed = "clausemark check --list shows all of them";

/// "CM612" of what is written like a code ("cm612", "CM-612", "612", "CM6I2"); empty: it is no code.
std::string like_a_code(std::string_view text) {
    constexpr std::size_t longest = 4;  // a digit too many
    std::string rest;
    for (const char c : text) {
        if (c >= 'a' && c <= 'z') rest += static_cast<char>(c - 'a' + 'A');
        if ((c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')) rest += c;
    }
    if (rest.starts_with("CM")) rest.erase(0, 2);
    const bool digits = rest.find_first_of("0123456789") != std::string::npos;
    if (!digits || rest.size() > longest) return "";
    std::ranges::replace(rest, 'O', '0');
    std::ranges::replace(rest, 'I', '1');
    return "CM" + rest;
}

/// The codes one slip away that begin like it the longest, each with what it means: numbers alone tell
/// nobody which of them was meant.
std::string code_hint(const std::string& text) {
    std::vector<Code> nearest;
    std::size_t most_shared = 0;
    for (const CheckCode& check : codes) {
        const std::string name = code_text(check.code);
        if (edit_distance(text, name, 1) > 1) continue;
        const auto shared = static_cast<std::size_t>(std::ranges::mismatch(text, name).in1 - text.begin());
        if (shared < most_shared) continue;
        if (shared > most_shared) nearest.clear();
        most_shared = shared;
        nearest.push_back(check.code);
    }
    if (nearest.empty())
        return fmt::format("those of checks go from {} to {}, and {}", code_text(codes.front().code),
                           code_text(codes.back().code), all_are_listed);
    std::string words;
    for (const Code code : nearest)
        words += fmt::format("{}{} ({})", words.empty() ? "" : " or ", code_text(code), info(code).title);
    return fmt::format("did you mean {}?", words);
}

}  // namespace

std::span<const CheckCode> all_check_codes() {
    return codes;
}

const CheckCode* check_code(Code code) {
    const auto* found = std::ranges::lower_bound(codes, code, {}, &CheckCode::code);
    return found != codes.end() && found->code == code ? found : nullptr;
}

std::optional<Code> code_named(std::string_view text) {
    std::string upper(text);
    for (char& letter : upper)
        if (letter >= 'a' && letter <= 'z') letter = static_cast<char>(letter - 'a' + 'A');
    for (const CodeInfo& row : all_codes())
        if (text == row.name || upper == code_text(row.code)) return row.code;
    return std::nullopt;
}

std::string check_hint(std::string_view text) {
    const std::string code = like_a_code(text);
    if (!code.empty()) return code_hint(code);
    std::vector<std::string_view> names;
    names.reserve(codes.size());
    for (const CheckCode& check : codes) names.push_back(info(check.code).name);
    const std::string_view nearest = nearest_name(text, names, misspelling(text));
    if (nearest.empty()) return std::string(all_are_listed);
    return fmt::format("did you mean {} ({})?", nearest, code_text(*code_named(nearest)));
}

std::string_view name_of(Severity severity) {
    constexpr std::string_view names[] = {"error", "warning", "note"};
    return names[static_cast<std::size_t>(severity)];
}

}  // namespace clausemark
