// SPDX-License-Identifier: Apache-2.0
// Reading and refusing heads. See request_head.h.
#include "server/http/request_head.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "parser/core/ascii.h"
#include "parser/core/limits_server.h"
#include "server/http/finish.h"
#include "server/http/guard.h"
#include "server/http/server.h"
#include "server/http/worker_pool.h"

namespace clausemark {
namespace {

/// What the library adds to the headers of a request; no client says it.
constexpr std::array<std::string_view, 4> added = {"local_addr", "local_port", "remote_addr", "remote_port"};

bool names_close(std::string_view connection) {
    const std::string tokens = ascii_lower(connection);
    for (std::size_t at = tokens.find("close"); at != std::string::npos; at = tokens.find("close", at + 1)) {
        const auto ends = [&](std::size_t i) {
            return i >= tokens.size() || tokens[i] == ',' || tokens[i] == ' ' || tokens[i] == '\t';
        };
        if (ends(at + 5) && (at == 0 || ends(at - 1))) return true;
    }
    return false;
}

/// "http://host:80/path" as the host that it names and "/path".
void read_target(RequestHead& head) {
    std::string& path = head.request.path;
    const std::string scheme = ascii_lower(std::string_view(path).substr(0, 8));
    const std::size_t begin = scheme.starts_with("http://") ? 7 : scheme.starts_with("https://") ? 8 : 0;
    if (begin == 0) return;
    const std::size_t end = std::min(path.find('/', begin), path.size());
    head.target_host = path.substr(begin, end - begin);
    path.erase(0, end);
    if (path.empty()) path = "/";
}

}  // namespace

bool RequestHead::announces_body() const {
    return transfer_encoding || (lengths > 0 && request.header("content-length") != "0");
}

RequestHead read_head(const httplib::Request& from) {
    RequestHead head{{from.method, from.path, {}, {}, {}, {}, {}, {}}};
    for (const auto& [written, value] : from.headers) {
        std::string name = ascii_lower(written);
        if (std::ranges::find(added, name) != added.end()) continue;
        ++head.headers;
        if (name == "host") ++head.hosts;
        if (name == "origin") ++head.origins;
        if (name == "authorization") ++head.authorizations;
        if (name == "content-length") ++head.lengths;
        if (name == "transfer-encoding") head.transfer_encoding = true;
        if (name == "connection" && names_close(value)) head.closes = true;
        const auto [at, first] = head.request.headers.try_emplace(std::move(name), value);
        if (!first) at->second += ", " + value;
    }
    // A client of HTTP/1.0 that would keep its connection must say so, and be told that it may.
    if (from.version == "HTTP/1.0") head.closes = true;
    head.request.id = request_id(head.request.header("x-request-id"));
    read_target(head);
    return head;
}

std::optional<HttpResponse> refuse_head(const RequestHead& head, const HttpOptions& options, bool writes) {
    const HttpRequest& request = head.request;
    if (WorkerPool::refusing()) return problem(503, "too many connections; try again in a moment");
    if (head.headers > static_cast<int>(limits::request_headers))
        return problem(431, fmt::format("more than {} headers", limits::request_headers));
    const std::string& host = request.header("host");
    if (head.hosts != 1 || !host_allowed(host, options.host_names))
        return problem(403, "the Host header does not name this server");
    if (head.target_host && !host_allowed(*head.target_host, options.host_names))
        return problem(403, "the request's target does not name this server");
    if (head.origins > 0) {
        const std::string& origin = request.header("origin");
        const bool foreign =
            !origin_allowed(origin, host) &&
            std::ranges::find(options.allowed_origins, origin) == options.allowed_origins.end();
        if (head.origins > 1 || foreign)
            return problem(403, "requests from pages of another origin are refused");
    }
    if (request.headers.contains("content-encoding"))
        return problem(415, "bodies must come without Content-Encoding");
    if (head.transfer_encoding && head.lengths > 0)
        return problem(400, "Transfer-Encoding and Content-Length exclude each other");
    if (head.transfer_encoding && ascii_lower(request.header("transfer-encoding")) != "chunked")
        return problem(400, "Transfer-Encoding must be chunked");
    const bool sends = request.method == "PUT" || request.method == "POST";
    if (sends && !head.transfer_encoding && head.lengths == 0)
        return problem(411, "say with Content-Length how long the body is");
    if (head.lengths > 1) return problem(400, "Content-Length is given twice");
    if (request.header("content-length").find_first_not_of("0123456789") != std::string::npos)
        return problem(400, "Content-Length is no number");
    if (writes && !is_json_type(request.header("content-type")))
        return problem(415, "send the body as application/json");
    return std::nullopt;
}

}  // namespace clausemark
