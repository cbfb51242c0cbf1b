// SPDX-License-Identifier: Apache-2.0
// Tags that a citation alone gives: a passage that names a clause by its number mentions it, whatever the
// rules say. Finding citations is left to indexer/standards.
#pragma once

#include <span>
#include <vector>

#include "indexer/matcher/ruleset.h"
#include "indexer/matcher/tag.h"

namespace clausemark {

/// Adds to the tags of one passage, tags[first, end) in order of clauses, a mention for each clause that it
/// cites and that no rule shows there. In a heading a citation is a candidate without evidence. O(n log n)
/// in both.
void add_citation_tags(const RuleSet& rules, std::span<const Citation> citations, bool heading,
                       std::size_t first, std::vector<Tag>& tags);

/// A table's row that names a clause by number and title is about this clause: other tags of the row,
/// tags[first, end), become candidates unless they are of another edition or standard, by a rule that serves
/// the cited clause. In a row that says the clause does not apply, all do; the citation is what remains,
/// which add_citation_tags() puts there afterwards. O(tags * citations * clauses of a
/// rule).
void keep_to_row(const RuleSet& rules, std::span<const Citation> citations, std::size_t first,
                 std::vector<Tag>& tags);

}  // namespace clausemark
