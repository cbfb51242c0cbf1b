// SPDX-License-Identifier: Apache-2.0
// The language of directives, the same in every page format (docs/directives.md):
//
//   confirm CLAUSE, ...  [in passage|section|page] [by WHO] [at DATE] [reason "..."] [words HASH]
//   reject  CLAUSE, ... | all    (the same)
//   off     CODE, ...   | all  [in passage|section|page] [by WHO] [reason "..."]
//   off-next CODE, ...  | all  (the same as off ... in passage)
//   on      CODE, ...   | all
//
// Here text becomes plain values; what clauses, codes and places they mean is found in page_directives.h.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "parser/core/span.h"

namespace clausemark {

enum class DirectiveVerb : std::uint8_t { confirm, reject, off, on };

enum class DirectiveScope : std::uint8_t {
    onward,   ///< from the directive to the page's end, or to where it is switched on again
    passage,  ///< that it stands in or directly before
    section,
    page,
};

struct DirectiveSubject {
    std::string text;  ///< a clause's id, a code, a code's name; empty: all
    Span span;         ///< in the directive's text
};

struct ParsedDirective {
    DirectiveVerb verb = DirectiveVerb::confirm;
    DirectiveScope scope = DirectiveScope::passage;
    std::vector<DirectiveSubject> subjects;
    std::string who;
    std::string when;
    std::string reason;
    std::string words;  ///< eight hexadecimal digits of the passage's words as they were
};

struct DirectiveFault {
    Span span;  ///< in the directive's text
    std::string message;
    std::string hint;
};

/// Reads what stands behind "clausemark:". O(text).
std::variant<ParsedDirective, DirectiveFault> parse_directive(std::string_view text);

}  // namespace clausemark
