// SPDX-License-Identifier: Apache-2.0
// What the handlers work on, and the handlers themselves, one a route (routes.cpp is the table). Each reads a
// request and gives an answer; what is kept between two requests is no more than a cache.
#pragma once

#include <functional>

#include "indexer/store/store.h"
#include "indexer/tables/table.h"
#include "server/app/conflict_findings.h"
#include "server/app/decisions.h"
#include "server/app/duplicate_findings.h"
#include "server/app/indexer_pool.h"
#include "server/app/knowledge.h"
#include "server/http/message.h"
#include "server/http/metrics.h"
#include "server/http/router.h"

namespace clausemark {

struct Service {
    Store& store;  ///< the caller's part of it (routes.cpp)
    const Knowledge& knowledge;
    IndexerPool& indexers;
    std::shared_ptr<ConflictCache> conflicts = std::make_shared<ConflictCache>();
    std::shared_ptr<Metrics> metrics = std::make_shared<Metrics>();
    std::function<std::string()> now = now_text;  ///< the time that is noted with what is done

    /// The same over a part of the store: what handlers work on for a caller who does not see all.
    Service over(Store& part) const { return {part, knowledge, indexers, conflicts, metrics, now}; }
};

/// Types of answers, as routes offer them.
inline constexpr const char* json_type = "application/json";
inline constexpr const char* csv_type = "text/csv";

/// Every route of the program.
Router make_router(Service& service);

HttpResponse put_document(Service& service, const HttpRequest& request);
HttpResponse get_document(Service& service, const HttpRequest& request);
HttpResponse delete_document(Service& service, const HttpRequest& request);
HttpResponse get_documents(Service& service, const HttpRequest& request);
HttpResponse get_annotations(Service& service, const HttpRequest& request);
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
HttpResponse post_tag_decision(Service& service, const Json& body, const Expected& expected);
HttpResponse delete_decision(Service& service, const HttpRequest& request);
HttpResponse get_statement(Service& service, const HttpRequest& request);
HttpResponse export_statement(Service& service, const HttpRequest& request);
HttpResponse export_coverage(Service& service, const HttpRequest& request);
HttpResponse get_ready(Service& service, const HttpRequest& request);
HttpResponse get_description(Service& service, const HttpRequest& request);
HttpResponse get_metrics(Service& service, const HttpRequest& request);

HttpResponse api_page(Service& service, const HttpRequest& request);
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

/// 400 that names a parameter, what is wrong with it, and what may be given instead.
HttpResponse wrong_parameter(const std::string& field, const std::string& message,
                             std::vector<std::string> allowed = {});
HttpResponse wrong_limit(std::size_t most);
HttpResponse wrong_flag(const std::string& field);
/// One of wiki and key without the other.
HttpResponse half_a_key(const HttpRequest& request);
HttpResponse unknown_standard(const Catalogue& catalogue, const std::string& field, const std::string& id);
HttpResponse unknown_clause(const Catalogue& catalogue, const std::string& clause);

/// Answers drawn from the whole store hold until its sequence moves, or the knowledge does. Where not all is
/// visible, the sequence is of what is.
std::optional<std::string> store_tag(Service& service);
/// ... or decisions do. Nothing where not all is visible: it would tell of decisions about other pages.
std::optional<std::string> findings_tag(Service& service);
/// ... or the knowledge alone does: of standards and clauses.
std::string knowledge_tag(const Service& service);
/// Of one document at one state: its version comes first, for If-Match.
std::string document_tag(const Service& service, std::int64_t sequence);
/// `tag` is of before the query: what is answered is at least as new.
HttpResponse tagged(HttpResponse response, const std::optional<std::string>& tag);

/// A list as JSON or, where the client likes that better, as CSV. `next`: the cursor behind its last item;
/// empty: there is no more. It is "next" in the body, and a link of relation "next" in the headers.
HttpResponse list_response(const HttpRequest& request, Json body, const std::string& next,
                           const std::function<Table()>& table);
/// Adds the link: the same question with the parameter `name` set to `value`.
void link_next(const HttpRequest& request, HttpResponse& response, const std::string& name,
               const std::string& value);
bool wants_csv(const HttpRequest& request);
HttpResponse csv_response(const Table& table);

}  // namespace clausemark
