// SPDX-License-Identifier: Apache-2.0
// What the route and the page of diagnostics share: reading a query, asking, and the part of the answer that
// is shown.
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

/// What a query of the route or of the page asks for.
struct AskedDiagnostics {
    std::shared_ptr<const FoundDiagnostics> found;  ///< in the pages that the asker may see
    DiagnosticsQuery query;
    std::vector<const Finding*> chosen;  ///< of them, by the query
    std::vector<const Finding*> shown;   ///< of those, from the query's cursor on, up to the limit
    std::string next;                    ///< the cursor behind them; empty: there are no more
};

/// Or a refusal. Judged as of the day that the query names, else today.
std::variant<AskedDiagnostics, HttpResponse> asked_diagnostics(Service& service, const Checking& checking,
                                                               const HttpRequest& request, std::size_t limit);

/// Where the program says what a code means: "/explain?code=CM601".
std::string explanation_of(Code code);

}  // namespace clausemark
