// SPDX-License-Identifier: Apache-2.0
// What to tell somebody who cites a number that an edition does not have: who has it, or what is there.
#pragma once

#include "indexer/standards/catalogue.h"

namespace clausemark {

/// Whether the number is more likely the page's own part of a control than a wrong citation: "A.8.11.4",
/// where A.8.11 has no parts and no edition has such a number. O(standards).
bool may_be_own_part(const Catalogue& catalogue, StandardIndex standard, const std::string& number);

/// A hint for `number`, which `standard` does not have; empty where nothing near is known. The first of:
/// "ISO/IEC 27001:2013 has A.12.3.1" (another edition has it), "A.8 has A.8.1 to A.8.34" (the clause above it
/// is there), "the nearest number it has: 8.2" (as Catalogue::nearest). O(clauses).
std::string wrong_number_hint(const Catalogue& catalogue, StandardIndex standard, const std::string& number);

}  // namespace clausemark
