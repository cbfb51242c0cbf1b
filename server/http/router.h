// SPDX-License-Identifier: Apache-2.0
// The table of routes and what is checked before a handler runs: path, method, the names of the parameters,
// the types that the client takes. Paths are compared whole: what names a document travels in the query,
// never in the path.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/http/message.h"

namespace clausemark {

using Handler = std::function<HttpResponse(const HttpRequest&)>;

struct Route {
    std::string method;
    std::string path;
    std::vector<std::string> parameters;  ///< that may be given; '!' in front: that must be
    Handler handler;
    std::optional<Role> needs;       ///< the least role, where there are tokens; nothing: open to everybody
    std::vector<std::string> types;  ///< that it can answer with, the usual one first; empty: its own matter

    bool writes() const { return method != "GET"; }
};

class Router {
  public:
    void add(std::string method, std::string path, std::vector<std::string> parameters, Handler handler,
             std::optional<Role> needs, std::vector<std::string> types = {});
    const std::vector<Route>& routes() const { return routes_; }

    /// The route; HEAD is GET. Null: `refusal` says why (404, or 405 with Allow).
    const Route* find(std::string_view method, std::string_view path, HttpResponse& refusal) const;

    /// "GET, HEAD, OPTIONS": what a path takes; empty where there is nothing.
    std::string methods_of(std::string_view path) const;

    /// Checks the parameters, chooses the type (HttpRequest::accepted) of the answer and runs the handler.
    /// What it throws becomes a 500 without a word of its own.
    static HttpResponse run(const Route& route, HttpRequest& request);

  private:
    std::vector<Route> routes_;
};

}  // namespace clausemark
