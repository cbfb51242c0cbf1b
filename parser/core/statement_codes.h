// SPDX-License-Identifier: Apache-2.0
// The codes of findings about a Statement of Applicability: CM306 to CM315, apart from
// diagnostic.h, which every file knows: a new one must not build the whole program anew. Their
// rows are in registry.cpp like all others.
#pragma once

#include "parser/core/diagnostic.h"

namespace clausemark::statement_codes {

inline constexpr Code unreadable{306};             ///< it, or a table for it, cannot be read
inline constexpr Code unjustified_exclusion{307};  ///< a control was excluded without a justification
inline constexpr Code unjustified_inclusion{308};  ///< ... included without one
inline constexpr Code unknown_control{309};        ///< the standard does not have it
inline constexpr Code repeated_control{310};       ///< it has two rows
inline constexpr Code no_implementation{311};      ///< nothing is said of it
inline constexpr Code other_edition{312};          ///< the table is for another one
inline constexpr Code incomplete{313};             ///< controls that nobody decided on
inline constexpr Code unknown_word{314};           ///< a word that means nothing
inline constexpr Code contradicts{315};            ///< settings and file say different things

}  // namespace clausemark::statement_codes
