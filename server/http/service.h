// SPDX-License-Identifier: Apache-2.0
// What the handlers work on, and the handlers themselves, one a route (routes.cpp is the table). Each reads a
// request and gives an answer; what is kept between two requests is no more than a cache.
#pragma once

#include "indexer/store/store.h"
#include "server/app/conflict_findings.h"
#include "server/app/duplicate_findings.h"
#include "server/app/indexer_pool.h"
#include "server/app/knowledge.h"
#include "server/http/message.h"
#include "server/http/router.h"

namespace clausemark {

struct Service {
    Store& store;
    const Knowledge& knowledge;
    IndexerPool& indexers;
    std::unique_ptr<ConflictCache> conflicts = std::make_unique<ConflictCache>();
};

/// Every route of the program.
Router make_router(Service& service);

HttpResponse put_document(Service& service, const HttpRequest& request);
HttpResponse get_document(Service& service, const HttpRequest& request);
HttpResponse delete_document(Service& service, const HttpRequest& request);
HttpResponse get_documents(Service& service, const HttpRequest& request);
HttpResponse get_annotations(Service& service, const HttpRequest& request);
HttpResponse post_analyze(Service& service, const HttpRequest& request);
HttpResponse get_coverage(Service& service, const HttpRequest& request);
HttpResponse get_evidence(Service& service, const HttpRequest& request);
HttpResponse get_standards(Service& service, const HttpRequest& request);
HttpResponse get_clauses(Service& service, const HttpRequest& request);
HttpResponse get_changes(Service& service, const HttpRequest& request);
HttpResponse get_duplicates(Service& service, const HttpRequest& request);
HttpResponse get_duplicate(Service& service, const HttpRequest& request);
HttpResponse get_boilerplate(Service& service, const HttpRequest& request);
HttpResponse get_conflicts(Service& service, const HttpRequest& request);
HttpResponse get_conflict(Service& service, const HttpRequest& request);
HttpResponse get_decisions(Service& service, const HttpRequest& request);
HttpResponse post_decision(Service& service, const HttpRequest& request);
/// Of a decision about a tag: what post_decision() does with a body that has one.
HttpResponse post_tag_decision(Service& service, const Json& body);
HttpResponse delete_decision(Service& service, const HttpRequest& request);
HttpResponse get_statement(Service& service, const HttpRequest& request);
HttpResponse export_statement(Service& service, const HttpRequest& request);
HttpResponse export_coverage(Service& service, const HttpRequest& request);
HttpResponse get_ready(Service& service, const HttpRequest& request);

HttpResponse start_page(Service& service, const HttpRequest& request);
HttpResponse coverage_page(Service& service, const HttpRequest& request);
HttpResponse evidence_page(Service& service, const HttpRequest& request);
HttpResponse documents_page(Service& service, const HttpRequest& request);
HttpResponse document_page(Service& service, const HttpRequest& request);
HttpResponse duplicates_page(Service& service, const HttpRequest& request);
HttpResponse duplicate_page(Service& service, const HttpRequest& request);
HttpResponse conflicts_page(Service& service, const HttpRequest& request);

/// Coverage of one standard, as the store counts it now.
Result<StandardCoverage> coverage_of(Service& service, StandardIndex standard,
                                     const CoverageQuery& query = {});

/// A limit from the query: 1 to `most`, `usual` where it is not given; nothing where it is no such number.
std::optional<std::size_t> limit_of(const HttpRequest& request, std::size_t usual, std::size_t most);

/// "true" or "false", false where it is not given; nothing for anything else.
std::optional<bool> flag_of(const HttpRequest& request, const std::string& name);

/// The filters of lists from the query; gives a refusal, or nothing.
std::optional<HttpResponse> read_duplicate_query(Service& service, const HttpRequest& request,
                                                 DuplicateQuery& query);
std::optional<HttpResponse> read_conflict_query(const HttpRequest& request, ConflictQuery& query);

/// The cluster of this id, decided or not, among those that the query's similarity makes; nothing where there
/// is none now.
Result<std::optional<ClusterFinding>> cluster_of(Service& service, const DuplicateQuery& query,
                                                 const std::string& id);

/// Of lists of clusters.
std::string cursor_behind(const DuplicateCluster& last);
std::optional<DuplicateCluster> cluster_at(const std::string& cursor);

HttpResponse wrong_parameter(const std::string& field, const std::string& message);
HttpResponse unknown_clause(const Catalogue& catalogue, const std::string& clause);

/// Answers drawn from the whole store hold until its sequence moves, or the knowledge does.
std::optional<std::string> store_tag(Service& service);
/// ... or decisions do.
std::optional<std::string> findings_tag(Service& service);
/// `tag` is of before the query: what is answered is at least as new.
HttpResponse tagged(HttpResponse response, const std::optional<std::string>& tag);

}  // namespace clausemark
