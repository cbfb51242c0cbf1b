// SPDX-License-Identifier: Apache-2.0
// Which pages of other origins may read this server's answers in a browser (CORS,
// https://fetch.spec.whatwg.org): those that whoever runs it allowed by name, and none by default. A page of
// the server's own origin needs nothing of this; requests that are no page's carry no Origin.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "server/http/message.h"

namespace clausemark {

/// Why a text is no origin ("https://wiki.example", "http://[::1]:8080"): one sentence; empty where it is
/// one.
std::string wrong_origin(std::string_view text);

/// Adds what a browser must be told where the request comes from an allowed page, and Vary where any is
/// allowed.
void allow_origin(const std::vector<std::string>& allowed, const HttpRequest& request,
                  HttpResponse& response);

/// The answer to OPTIONS: `methods` as Allow, and for a browser's preflight from an allowed page what it may
/// send.
HttpResponse options_response(const std::vector<std::string>& allowed, const HttpRequest& request,
                              const std::string& methods);

}  // namespace clausemark
