// SPDX-License-Identifier: Apache-2.0
// The codes of what `clausemark check` finds in pages (6xx to 8xx), apart from those of failures
// (diagnostic.h), which every file knows: a new check must not build the whole program anew. Names,
// severities and titles of all codes are in registry.cpp. Here too: which codes the settings may switch, and
// the names of codes and severities as people write them.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "parser/core/diagnostic.h"

namespace clausemark {

/// A number is never used for another meaning; its page is docs/diagnostics/<code>.md.
namespace check_codes {

// Clauses that the pages do not answer.
inline constexpr Code clause_without_evidence{601};
inline constexpr Code clause_named_only{602};
inline constexpr Code clause_lost_evidence{603};
inline constexpr Code clause_in_part{604};

// Texts and values that are there twice.
inline constexpr Code text_written_twice{611};
inline constexpr Code copies_differ{612};
inline constexpr Code different_values{613};

// Editions, and links between pages.
inline constexpr Code edition_not_in_force{621};
inline constexpr Code edition_left_out{622};
inline constexpr Code dead_link{623};
inline constexpr Code dead_anchor{624};

// What people say back: directives, decisions, declared clauses (indexer/directives).
inline constexpr Code directive_malformed{631};
inline constexpr Code directive_unknown_clause{632};
inline constexpr Code directive_unknown_code{633};
inline constexpr Code directive_without_reason{634};
inline constexpr Code directive_hides_nothing{635};
inline constexpr Code directive_no_tag{636};
inline constexpr Code confirmation_stale{637};
inline constexpr Code declared_unknown_clause{638};
inline constexpr Code verdicts_contradict{639};

// The baseline.
inline constexpr Code baseline_malformed{641};
inline constexpr Code baseline_version{642};
inline constexpr Code baseline_entry_gone{643};

}  // namespace check_codes

/// A code that the settings may switch and grade ("checks"), and whether it is on where they say nothing.
/// Codes that are not listed are failures, which cannot be switched off.
struct CheckCode {
    Code code;
    bool on = true;
};
std::span<const CheckCode> all_check_codes();  ///< sorted by code
const CheckCode* check_code(Code code);        ///< null: a failure. O(log n)

/// By code in any case, or by name: "CM101", "rule-syntax". O(codes).
std::optional<Code> code_named(std::string_view text);
/// What to say to somebody who wrote a code or name that no check has: the nearest, or where all are listed.
/// O(codes).
std::string check_hint(std::string_view text);
/// "error", "warning", "note".
std::string_view name_of(Severity severity);

}  // namespace clausemark
