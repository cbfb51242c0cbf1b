// SPDX-License-Identifier: Apache-2.0
// The codes of document control, beside those of check_codes.h: a new check must not build the whole program
// anew.
#pragma once

#include "parser/core/diagnostic.h"

namespace clausemark::check_codes {

inline constexpr Code no_owner{801};
inline constexpr Code no_approver{802};
inline constexpr Code no_version{803};
inline constexpr Code no_marking{804};
inline constexpr Code no_review_date{805};
inline constexpr Code review_overdue{806};
inline constexpr Code unreadable_date{807};
inline constexpr Code unapproved_evidence{808};
inline constexpr Code approver_is_owner{809};
inline constexpr Code withdrawn_page_linked{810};
inline constexpr Code control_placeholder{811};
inline constexpr Code control_facts_differ{812};

}  // namespace clausemark::check_codes
