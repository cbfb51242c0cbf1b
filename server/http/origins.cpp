// SPDX-License-Identifier: Apache-2.0
// The headers of CORS. See origins.h.
#include "server/http/origins.h"

#include <algorithm>

#include "server/http/guard.h"

namespace clausemark {
namespace {

bool is_allowed(const std::vector<std::string>& allowed, const std::string& origin) {
    return !origin.empty() && std::ranges::find(allowed, origin) != allowed.end();
}

}  // namespace

std::string wrong_origin(std::string_view text) {
    const std::size_t scheme = text.starts_with("http://") ? 7 : text.starts_with("https://") ? 8 : 0;
    if (scheme == 0) return "must begin with http:// or https://";
    const std::string_view rest = text.substr(scheme);
    const std::string host = host_of(rest);
    if (host.empty()) return "must name a host, perhaps with a port";
    if (host.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-:[]_") != std::string::npos)
        return "must be scheme, host and port alone, as browsers send them: no path, no *, no blank";
    if (std::ranges::any_of(text, [](char c) { return c >= 'A' && c <= 'Z'; }))
        return "must be in small letters, as browsers send it";
    return {};
}

void allow_origin(const std::vector<std::string>& allowed, const HttpRequest& request,
                  HttpResponse& response) {
    if (allowed.empty()) return;
    vary(response, "Origin");
    if (!is_allowed(allowed, request.header("origin"))) return;
    response.headers["Access-Control-Allow-Origin"] = request.header("origin");
    response.headers["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After, X-Request-Id";
}

HttpResponse options_response(const std::vector<std::string>& allowed, const HttpRequest& request,
                              const std::string& methods) {
    HttpResponse response{200, {}, {}, {}};
    response.headers["Allow"] = methods;
    if (is_allowed(allowed, request.header("origin")) &&
        !request.header("access-control-request-method").empty()) {
        response.headers["Access-Control-Allow-Methods"] = methods;
        response.headers["Access-Control-Allow-Headers"] =
            "Accept, Authorization, Content-Type, If-Match, If-None-Match, X-Request-Id";
        response.headers["Access-Control-Max-Age"] = "600";
    }
    return response;
}

}  // namespace clausemark
