// SPDX-License-Identifier: Apache-2.0
// What the handlers work on, and the handlers themselves, one a route (routes.cpp is the table). Each reads a
// request and gives an answer; none keeps anything between two requests.
#pragma once

#include "indexer/store/store.h"
#include "server/app/indexer_pool.h"
#include "server/app/knowledge.h"
#include "server/http/message.h"
#include "server/http/router.h"

namespace clausemark {

struct Service {
    Store& store;
    const Knowledge& knowledge;
    IndexerPool& indexers;
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
HttpResponse get_ready(Service& service, const HttpRequest& request);

HttpResponse start_page(Service& service, const HttpRequest& request);
HttpResponse coverage_page(Service& service, const HttpRequest& request);
HttpResponse evidence_page(Service& service, const HttpRequest& request);
HttpResponse documents_page(Service& service, const HttpRequest& request);
HttpResponse document_page(Service& service, const HttpRequest& request);

/// Coverage of one standard, as the store counts it now.
Result<StandardCoverage> coverage_of(Service& service, StandardIndex standard,
                                     const CoverageQuery& query = {});

/// A limit from the query: 1 to `most`, `usual` where it is not given; nothing where it is no such number.
std::optional<std::size_t> limit_of(const HttpRequest& request, std::size_t usual, std::size_t most);

}  // namespace clausemark
