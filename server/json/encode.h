// SPDX-License-Identifier: Apache-2.0
// The JSON forms of what the store and the indexer hold: one function a kind, the same form in every answer
// of the API and every --format json. Spans are [begin, end) in bytes of the visible text ("span") or the
// source ("source").
#pragma once

#include "indexer/correspondences/correspondences.h"
#include "indexer/coverage/coverage.h"
#include "indexer/standards/catalogue.h"
#include "indexer/store/store.h"
#include "server/json/json.h"

namespace clausemark {

Json to_json(const DocumentRecord& document);
Json to_json(const PassageRecord& passage);
Json to_json(const TagRecord& tag);
/// What people said of a tag, as fields of its object: decision, and by, at, reason ... where anybody did.
void add_decision(Json& object, const TagRecord& tag);
Json to_json(const DeclaredClause& declared);
Json to_json(const FactRecord& fact);
Json to_json(const CitationRecord& citation);
Json to_json(const Diagnostic& diagnostic);
Json to_json(const Change& change);
/// The page with its passages, each with its tags.
Json to_json(const PageRecord& page);

Json to_json(const Standard& standard);
/// With the clause's parent and children by id.
Json to_json(const Catalogue& catalogue, ClauseIndex clause);
/// What corresponds to the clause in other standards, and what is said to have no counterpart there.
Json to_json(const Catalogue& catalogue, const Correspondences& correspondences, ClauseIndex clause);

/// A tag with its page, its passage and the words that made it.
Json to_json(const EvidenceRecord& evidence);

Json to_json(const Catalogue& catalogue, const ClauseCoverage& clause);
/// Counts by state; with `clauses`, every clause too.
Json to_json(const Catalogue& catalogue, const StandardCoverage& coverage, bool clauses);

}  // namespace clausemark
