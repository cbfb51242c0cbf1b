// SPDX-License-Identifier: Apache-2.0
// A request and its answer as the handlers see them: plain values, so that handlers can be tested without a
// socket and only server.cpp and what it stands on (connection.h, listener.h, request_head.h) know the HTTP
// library.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "parser/core/diagnostic.h"
#include "server/http/caller.h"
#include "server/http/kept_body.h"
#include "server/json/json.h"

namespace clausemark {

struct HttpRequest {
    std::string method;
    std::string path;
    std::map<std::string, std::string> query;  ///< each name once; the router refuses repeated ones
    std::string body;
    std::map<std::string, std::string> headers =
        {};  ///< names in small letters; repeated ones joined by ", "
    Caller caller = {};
    std::string id = {};        ///< names the request in its answer and in logs
    std::string accepted = {};  ///< the type that the client likes best of those that the route offers

    /// A header, or "". The name in small letters.
    const std::string& header(const std::string& name) const;
    /// A parameter of the query, or "".
    const std::string& parameter(const std::string& name) const;
};

struct HttpResponse {
    int status = 200;
    std::string type = "application/json";
    std::string body;
    std::map<std::string, std::string> headers;
    std::shared_ptr<const KeptBody> kept = {};  ///< in the place of body, where others get the same

    const std::string& text() const { return kept ? kept->text() : body; }
};

/// RFC 9457: application/problem+json with title, status, detail and the fields that were wrong.
HttpResponse problem(int status, const std::string& detail, const std::vector<FieldError>& errors = {});

/// A failure of the store or of another part: its message without the path, 503 where waiting helps, else
/// 500.
HttpResponse problem(const Diagnostic& why);

HttpResponse json_response(const Json& value, int status = 200);

/// Says that the answer depends on a header of the request.
void vary(HttpResponse& response, const std::string& header);

}  // namespace clausemark
