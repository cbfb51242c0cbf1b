// SPDX-License-Identifier: Apache-2.0
// Words that rules report, as diagnostics of a page: only where what the rule names holds for it (systems
// whose scope it lies in, editions in force), outside of boilerplate, and bounded. Which words is said by
// rules (corpus/rules/terminology, docs/terminology.md).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "indexer/config/config.h"
#include "indexer/matcher/flagged_words.h"
#include "indexer/matcher/ruleset.h"
#include "indexer/store/record.h"
#include "parser/formats/document.h"

namespace clausemark {

/// Adds to record.diagnostics, in the order of `flagged`. `standings`: of the page, by standard; `leans`: it
/// is about one system by its tags, so that its words are that system's; `name`: what diagnostics call the
/// page. O(flagged), plus O(source) a diagnostic (limits::findings_of_a_kind of a code).
void report_flagged(std::span<const FlaggedWords> flagged, const RuleSet& rules, const Document& document,
                    std::span<const Standing> standings, bool leans, const Config& config,
                    const std::string& name, PageRecord& record);

}  // namespace clausemark
