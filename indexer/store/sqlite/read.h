// SPDX-License-Identifier: Apache-2.0
// The queries of the SQLite store, inside a transaction that the caller holds. Orders and meanings are those
// of indexer/store/store.h.
#pragma once

#include <optional>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "indexer/duplicates/clusters.h"
#include "indexer/store/sqlite/database.h"
#include "indexer/store/store.h"

namespace clausemark::sqlite {

std::vector<PageRecord> read_pages(Database& database, std::span<const DocumentKey> keys, Parts parts,
                                   const Visible& visible = {});

std::vector<DocumentRecord> read_documents(Database& database, const DocumentQuery& query);
std::vector<EvidenceRecord> read_evidence(Database& database, const EvidenceQuery& query);
std::vector<CoverageSum> read_coverage(Database& database, const CoverageQuery& query);
std::vector<Change> read_changes(Database& database, std::int64_t after, std::size_t limit,
                                 const Visible& visible);
std::optional<std::string> read_source(Database& database, const std::string& content_hash,
                                       const Visible& visible = {});
/// All clusters of regions that reach one of the two figures, and of pages of so many words that documents
/// share. Regions and differences of the `decided` keys weigh nothing. Without `archived`, those of pages
/// that are neither archived versions nor translations alone, and always of visible ones: what is left out
/// has no part in any figure.
std::vector<RegionCluster> read_clusters(Database& database, double min_similarity, double min_containment,
                                         bool archived, const Visible& visible, std::uint32_t least_words,
                                         const std::set<std::string>& decided,
                                         std::vector<RegionLink>& regions);
/// Those of them that a query wants, with documents. More documents than `form_pages`: a form.
std::vector<DuplicateCluster> read_duplicates(Database& database, const DuplicateQuery& query,
                                              std::uint32_t form_pages,
                                              const std::vector<RegionCluster>& clusters,
                                              const std::vector<RegionLink>& regions);
/// Where not all is visible: those that visible pages alone would make forms of.
std::vector<FormPassage> read_forms(Database& database, std::size_t limit,
                                    const BoilerplateSettings& settings, const Visible& visible);
StatedFacts read_stated_facts(Database& database, const std::optional<std::set<std::string>>& parameters,
                              const Visible& visible);
std::vector<Decision> read_decisions(Database& database, const Visible& visible = {});
std::int64_t read_sequence(Database& database, const Visible& visible);
StoreSummary read_summary(Database& database, const Visible& visible = {});

}  // namespace clausemark::sqlite
