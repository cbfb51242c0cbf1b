// SPDX-License-Identifier: Apache-2.0
// Coverage as OSCAL assessment results 1.1 (NIST): one observation a clause, by examination of documents,
// with the pages as evidence. It never says "satisfied": matching text is no assessment of conformity, so
// there are observations and no findings.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/exports/export_tables.h"
#include "server/json/json.h"

namespace clausemark {

/// `day` (YYYY-MM-DD) is the day that the observations speak of, and that the document was last changed:
/// never the clock. Identifiers are UUIDs of version 5, so the same input gives the same document.
Json oscal_results(const Knowledge& known, const std::vector<StandardCoverage>& coverages,
                   const ClauseDocuments& found, std::string_view day);

/// RFC 4122, version 5: the name-based UUID of `name` in the name space of this program.
std::string uuid_of(std::string_view name);

/// A clause's id as an OSCAL token: "iso27001-2022_A.8.13".
std::string oscal_token(std::string_view clause_id);

}  // namespace clausemark
