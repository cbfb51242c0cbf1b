// SPDX-License-Identifier: Apache-2.0
// The management system that a page is about by its tags, where it names none.
#pragma once

#include <string>
#include <vector>

#include "indexer/matcher/ruleset.h"
#include "indexer/matcher/tag.h"

namespace clausemark {

/// Whether a rule has clauses of several systems. O(clauses of the rule).
bool serves_several(const RuleSet& rules, std::uint32_t rule);

/// The system whose own clauses, those of rules that serve no other system, have more than four times the
/// shown tags of any other's. Empty: none. O(tags).
std::string leaning_system(const RuleSet& rules, const std::vector<Tag>& tags);

}  // namespace clausemark
