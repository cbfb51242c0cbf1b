// SPDX-License-Identifier: Apache-2.0
// The routes about what was: revisions of a document, coverage then and now; and the search for words.
// Changes as they come (get_changes) are in service.h.
#pragma once

#include "server/http/service.h"

namespace clausemark {

HttpResponse get_document_history(Service& service, const HttpRequest& request);
HttpResponse get_coverage_history(Service& service, const HttpRequest& request);
HttpResponse get_search(Service& service, const HttpRequest& request);

}  // namespace clausemark
