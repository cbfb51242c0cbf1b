// SPDX-License-Identifier: Apache-2.0
// Correspondences between two standards for other programs: as an OSCAL mapping collection (OSCAL 1.2,
// Control Mapping Model) and as rows of a table. The same rows give the same UUIDs: they are of version 5,
// made of what they name (RFC 9562, 5.5).
#pragma once

#include <string>
#include <string_view>

#include "indexer/correspondences/correspondences.h"
#include "server/app/integration_tables.h"
#include "server/json/json.h"

namespace clausemark {

/// `date`: when the mapping is stated, ISO 8601; the format asks for a moment, which is midnight UTC.
Json oscal_mapping(const Catalogue& catalogue, const Correspondences& correspondences, StandardIndex from,
                   StandardIndex to, std::string_view date);

/// "clause-8.7.3", "control-a.8.13": a token that OSCAL allows as the identifier of a control.
std::string oscal_id(const Clause& clause);

/// One row a correspondence, then the clauses of both that have none, with the reason.
TextTable correspondence_table(const Catalogue& catalogue, const Correspondences& correspondences,
                               StandardIndex from, StandardIndex to);

}  // namespace clausemark
