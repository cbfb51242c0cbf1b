// SPDX-License-Identifier: Apache-2.0
// Where a text waits to be filled in: variables of templates ("{{ owner }}", "${owner}") and brackets that a
// what steers a template ("{{#if x}}", "{% endif %}"), and brackets that a
// writer left open ("[TODO: name]", "[DOCUMENT OWNER]"), by the first word in them (class `placeholder` of
// the lexicon) or because all of it is in capitals. What stands there is nobody's statement yet; what that
// means is left to the callers.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parser/core/span.h"

namespace clausemark {

struct Placeholder {
    enum class Form : std::uint8_t { variable, bracket, control };
    Span span;  ///< bytes, with the marks around it
    Form form = Form::variable;
};

/// By place, none inside another. `words` are folded and sorted. A mark that is not closed within
/// limits::placeholder_bytes opens nothing. O(text).
std::vector<Placeholder> find_placeholders(std::string_view text, const std::vector<std::string>& words);

}  // namespace clausemark
