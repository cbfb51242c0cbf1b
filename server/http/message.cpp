// SPDX-License-Identifier: Apache-2.0
// Answers of the common kinds. See message.h.
#include "server/http/message.h"

#include <nlohmann/json.hpp>

#include "parser/core/diagnostic.h"

namespace clausemark {
namespace {

std::string title_of(int status) {
    switch (status) {
        case 400:
            return "Bad request";
        case 401:
            return "Not authorised";
        case 403:
            return "Forbidden";
        case 404:
            return "Not found";
        case 405:
            return "Method not allowed";
        case 406:
            return "Not acceptable";
        case 409:
            return "Conflict";
        case 411:
            return "Length required";
        case 412:
            return "Precondition failed";
        case 413:
            return "Too large";
        case 415:
            return "Unsupported media type";
        case 422:
            return "Cannot be processed";
        case 429:
            return "Too many requests";
        case 431:
            return "Too many headers";
        case 503:
            return "Not available now";
        case 507:
            return "No room left";
        default:
            return "Failure";
    }
}

const std::string& value_or_none(const std::map<std::string, std::string>& values, const std::string& name) {
    static const std::string none;
    const auto found = values.find(name);
    return found == values.end() ? none : found->second;
}

}  // namespace

const std::string& HttpRequest::parameter(const std::string& name) const {
    return value_or_none(query, name);
}

const std::string& HttpRequest::header(const std::string& name) const {
    return value_or_none(headers, name);
}

HttpResponse problem(int status, const std::string& detail, const std::vector<FieldError>& errors) {
    Json body = {
        {"type", "about:blank"}, {"title", title_of(status)}, {"status", status}, {"detail", detail}};
    for (const FieldError& error : errors) {
        Json said = {{"field", error.field}, {"message", error.message}};
        if (!error.allowed.empty()) said["allowed"] = error.allowed;
        body["errors"].push_back(std::move(said));
    }
    HttpResponse response{status, "application/problem+json", write_json(body), {}};
    if (status == 503) response.headers["Retry-After"] = "1";
    return response;
}

HttpResponse problem(const Diagnostic& why) {
    const int status = why.code == Code::store_locked ? 503 : why.code == Code::store_full ? 507 : 500;
    return problem(status, code_text(why.code) + ": " + why.message);
}

HttpResponse json_response(const Json& value, int status) {
    return {status, "application/json", write_json(value), {}};
}

void vary(HttpResponse& response, const std::string& header) {
    std::string& names = response.headers["Vary"];
    names += (names.empty() ? "" : ", ") + header;
}

}  // namespace clausemark
