// SPDX-License-Identifier: Apache-2.0
// The routes and pages of the integration views, and what they read from a query. See service.h.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "server/app/integration_findings.h"
#include "server/http/service.h"

namespace clausemark {

HttpResponse get_integration_plan(Service& service, const HttpRequest& request);
HttpResponse get_integration_together(Service& service, const HttpRequest& request);
HttpResponse get_integration_merge(Service& service, const HttpRequest& request);

HttpResponse integration_page(Service& service, const HttpRequest& request);
HttpResponse integration_plan_page(Service& service, const HttpRequest& request);
HttpResponse integration_together_page(Service& service, const HttpRequest& request);
HttpResponse integration_merge_page(Service& service, const HttpRequest& request);

/// The standards that parameters of these names hold, which must be known, different and related. Gives a
/// refusal, or nothing.
std::optional<HttpResponse> read_standards(Service& service, const HttpRequest& request,
                                           const std::vector<std::string>& names,
                                           std::vector<StandardIndex>& standards);

}  // namespace clausemark
