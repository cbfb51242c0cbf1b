// SPDX-License-Identifier: Apache-2.0
// Words that a rule reports (`reports` in rule text), found in a passage. Whether they are a finding depends
// on the page's scope and on the settings: indexer/pages/terminology.h.
#pragma once

#include <cstdint>

#include "parser/core/span.h"

namespace clausemark {

struct FlaggedWords {
    std::uint32_t passage = 0;
    std::uint32_t rule = 0;
    Span words;               ///< in Document::text
    bool one_system = false;  ///< passage, headings, title or page name one management system alone
};

}  // namespace clausemark
