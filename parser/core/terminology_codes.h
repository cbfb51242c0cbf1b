// SPDX-License-Identifier: Apache-2.0
// The codes of terminology: words that mean two things where two management systems meet, and words of
// editions that are no longer in force. Which words, and when, is said by rules (corpus/rules/terminology).
#pragma once

#include "parser/core/diagnostic.h"

namespace clausemark {

namespace check_codes {

inline constexpr Code incident_unqualified{701};
inline constexpr Code security_major_incident{702};
inline constexpr Code asset_or_item{703};
inline constexpr Code configuration_management_twice{704};
inline constexpr Code continuity_unqualified{705};
inline constexpr Code availability_twice{706};
inline constexpr Code risk_unqualified{707};
inline constexpr Code risk_without_owner{708};
inline constexpr Code acceptance_levels_differ{709};
inline constexpr Code supplier_unqualified{710};
inline constexpr Code service_provider{711};
inline constexpr Code change_unqualified{712};
inline constexpr Code release_unqualified{713};
inline constexpr Code policy_unqualified{714};
inline constexpr Code management_system_unqualified{715};
inline constexpr Code preventive_action{716};
inline constexpr Code management_representative{717};
inline constexpr Code documents_and_records{718};
inline constexpr Code control_objective{719};

}  // namespace check_codes

inline constexpr Code first_terminology = check_codes::incident_unqualified;

/// Whether rules may report this code.
constexpr bool is_terminology(Code code) {
    const auto number = static_cast<unsigned>(code);
    return number >= 700 && number < 800;
}

}  // namespace clausemark
