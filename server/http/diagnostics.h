// SPDX-License-Identifier: Apache-2.0
// What the route and the page of diagnostics share: reading a query, and asking.
#pragma once

#include <memory>
#include <variant>

#include "server/app/diagnostics.h"
#include "server/http/service.h"

namespace clausemark {

/// What handlers that check pages work with beside the service.
struct Checking {
    std::shared_ptr<const CheckSettings> settings = std::make_shared<const CheckSettings>();
    std::shared_ptr<DiagnosticsCache> cache = std::make_shared<DiagnosticsCache>();
};

/// What a text says, without storing it; beside a stored page, what saving it would change.
HttpResponse post_analysis(Service& service, const Checking& checking, const HttpRequest& request);

HttpResponse get_diagnostics(Service& service, const Checking& checking, const HttpRequest& request);
HttpResponse diagnostics_page(Service& service, const Checking& checking, const HttpRequest& request);
/// What a code means: its page of docs/diagnostics.
HttpResponse explain_page(Service& service, const HttpRequest& request);

/// Gives a refusal, or nothing.
std::optional<HttpResponse> read_diagnostics_query(const HttpRequest& request, DiagnosticsQuery& query);

/// What was found in the pages that the asker may see, or a refusal. Judged as of the day that the query
/// names, else today.
std::variant<std::shared_ptr<const FoundDiagnostics>, HttpResponse> found_diagnostics(
    Service& service, const Checking& checking, const HttpRequest& request);

/// The place in `chosen` that a cursor of an earlier answer leads to; nothing where it is no cursor.
std::optional<std::size_t> place_of_cursor(const std::vector<const Finding*>& chosen,
                                           const std::string& cursor);
std::string cursor_at(const std::vector<const Finding*>& chosen, std::size_t place);

/// Where the program says what a code means: "/explain?code=CM601".
std::string explanation_of(Code code);

}  // namespace clausemark
