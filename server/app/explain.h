// SPDX-License-Identifier: Apache-2.0
// The pages of docs/diagnostics, built into the program: what a code means, and how to mend it.
#pragma once

#include <string>

#include "parser/core/diagnostic.h"

namespace clausemark {

struct CodePage {
    std::string markdown;  ///< the page, without its licence line
    std::string text;      ///< the same without marks, for those who show no Markdown
    std::string meaning;   ///< its first paragraph
};

/// Every code has a page; a test holds registry and pages together. O(page).
CodePage explain(Code code);

}  // namespace clausemark
