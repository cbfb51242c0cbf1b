// SPDX-License-Identifier: Apache-2.0
// The directives of one page: which clauses, codes and places they mean, as verdicts and suppressions of its
// record, and what is wrong with them. Whether a verdict finds a tag is known after apply_decisions();
// judge_verdicts() says so then.
#pragma once

#include <string>

#include "indexer/standards/catalogue.h"
#include "indexer/store/record.h"
#include "parser/formats/document.h"

namespace clausemark {

/// Fills verdicts and suppressions of a record whose passages are there, and adds CM631 to CM634 to its
/// diagnostics. `name`: what diagnostics call the page. O(source + directives).
void read_directives(const Document& document, const Catalogue& catalogue, const std::string& name,
                     PageRecord& record);

/// After apply_decisions(): adds CM636, CM637 and CM639. O(verdicts + tags).
void judge_verdicts(const Document& document, const std::string& name, PageRecord& record);

}  // namespace clausemark
