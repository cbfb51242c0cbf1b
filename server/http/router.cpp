// SPDX-License-Identifier: Apache-2.0
// Finding and running routes. See router.h.
#include "server/http/router.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>

#include "parser/core/edit_distance.h"
#include "server/http/negotiation.h"

namespace clausemark {
namespace {

/// "!wiki" is the parameter wiki, which must be given.
std::string_view name_of(const std::string& written) {
    return std::string_view(written).substr(written.starts_with('!') ? 1 : 0);
}

/// What most requests are: nothing is made to find it out.
bool parameters_are_fine(const Route& route, const HttpRequest& request) {
    const auto known = [&](const auto& given) {
        return std::ranges::any_of(
            route.parameters, [&](const std::string& written) { return name_of(written) == given.first; });
    };
    const auto given = [&](const std::string& written) {
        return !written.starts_with('!') || !request.parameter(written.substr(1)).empty();
    };
    return std::ranges::all_of(request.query, known) && std::ranges::all_of(route.parameters, given);
}

std::vector<FieldError> wrong_parameters(const Route& route, const HttpRequest& request) {
    if (parameters_are_fine(route, request)) return {};
    std::vector<std::string> known;
    std::vector<FieldError> errors;
    for (const std::string& written : route.parameters) {
        known.emplace_back(name_of(written));
        if (written.starts_with('!') && request.parameter(known.back()).empty())
            errors.push_back({known.back(), "is missing"});
    }
    for (const auto& [name, value] : request.query) {
        if (std::find(known.begin(), known.end(), name) != known.end()) continue;
        const std::string_view nearest = nearest_name(name, known, 3);
        errors.push_back({name,
                          nearest.empty() ? "is not known here"
                                          : fmt::format("is not known here; did you mean {}?", nearest),
                          known});
    }
    return errors;
}

}  // namespace

void Router::add(std::string method, std::string path, std::vector<std::string> parameters, Handler handler,
                 std::optional<Role> needs, std::vector<std::string> types) {
    routes_.push_back({std::move(method), std::move(path), std::move(parameters), std::move(handler), needs,
                       std::move(types)});
}

std::string Router::methods_of(std::string_view path) const {
    std::string methods;
    for (const Route& route : routes_)
        if (route.path == path) methods += route.method + (route.method == "GET" ? ", HEAD, " : ", ");
    return methods.empty() ? methods : methods + "OPTIONS";
}

const Route* Router::find(std::string_view method, std::string_view path, HttpResponse& refusal) const {
    if (method == "HEAD") method = "GET";
    for (const Route& route : routes_)
        if (route.path == path && route.method == method) return &route;
    const std::string allowed = methods_of(path);
    if (allowed.empty()) {
        refusal = problem(404, "there is nothing at this path");
    } else {
        refusal = problem(405, "this path takes " + allowed);
        refusal.headers["Allow"] = allowed;
    }
    return nullptr;
}

HttpResponse Router::run(const Route& route, HttpRequest& request) {
    const std::vector<FieldError> errors = wrong_parameters(route, request);
    if (!errors.empty()) return problem(400, "a parameter of the query is wrong", errors);
    if (!route.types.empty()) {
        request.accepted = best_type(request.header("accept"), route.types);
        if (request.accepted.empty())
            return problem(406, "this is not answered as a type that the request accepts",
                           {{"Accept", "takes none of the types that there are", route.types}});
    }
    try {
        HttpResponse response = route.handler(request);
        if (route.types.size() > 1) vary(response, "Accept");
        return response;
    } catch (const std::exception&) {
        return problem(500, "the server failed while it answered");
    }
}

}  // namespace clausemark
