// SPDX-License-Identifier: Apache-2.0
// The head of a request, read once: the request without its body, and what decides, before a byte of the body
// is read, whether it is answered at all.
#pragma once

#include <httplib.h>

#include <optional>

#include "server/http/message.h"

namespace clausemark {

struct HttpOptions;

struct RequestHead {
    HttpRequest request;
    int headers = 0;
    int hosts = 0;
    int origins = 0;
    int lengths = 0;
    int authorizations = 0;
    bool transfer_encoding = false;
    bool closes = false;  ///< the client wants the connection closed behind the answer
    /// The host of a target that is a whole address (RFC 9112, 3.2.2), which then counts beside Host; the
    /// path is what follows it.
    std::optional<std::string> target_host = {};

    bool announces_body() const;
};

RequestHead read_head(const httplib::Request& request);

/// The refusal of a head that is wrong in itself or comes from a foreign page, or nothing. `writes`: its
/// route takes a body.
std::optional<HttpResponse> refuse_head(const RequestHead& head, const HttpOptions& options, bool writes);

}  // namespace clausemark
