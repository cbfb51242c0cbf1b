// SPDX-License-Identifier: Apache-2.0
// The HTTP server on cpp-httplib. Reads are answered before the library's routing, so that no path meets a
// regular expression; writes are registered by their literal paths and read their bodies here, under our own
// cap. See server.h.
#include "server/http/server.h"

#include <httplib.h>

#include <algorithm>
#include <optional>

#include "parser/core/ascii.h"
#include "server/http/guard.h"
#include "server/http/worker_pool.h"

namespace clausemark {
namespace {

/// The connection whose request was answered before its body was read to the end. What follows on it is that
/// body, not a request; the library would take it for one. A connection stays on one thread for its life.
thread_local std::string out_of_step;

std::string peer(const httplib::Request& request) {
    return request.remote_addr + " " + std::to_string(request.remote_port);
}

bool announces_body(const httplib::Request& request) {
    return request.has_header("Transfer-Encoding") ||
           (request.has_header("Content-Length") && request.get_header_value("Content-Length") != "0");
}

void put(const HttpResponse& from, httplib::Response& to) {
    to.status = from.status;
    for (const auto& [name, value] : from.headers) to.set_header(name, value);
    to.set_header("X-Content-Type-Options", "nosniff");
    to.set_header("Referrer-Policy", "no-referrer");
    to.set_header("Cross-Origin-Resource-Policy", "same-origin");
    if (to.get_header_value("Cache-Control").empty()) to.set_header("Cache-Control", "no-cache");
    to.set_content(from.body, from.type);
}

/// The headers, before a byte of the body is read. Gives a refusal, or nothing.
std::optional<HttpResponse> refuse(const httplib::Request& request, bool writes) {
    if (WorkerPool::refusing()) return problem(503, "too many connections; try again in a moment");
    if (request.get_header_value_count("Host") != 1 || !host_allowed(request.get_header_value("Host")))
        return problem(403, "the Host header does not name this server");
    const bool one_origin = request.get_header_value_count("Origin") <= 1;
    if (!one_origin || !origin_allowed(request.get_header_value("Origin"), request.get_header_value("Host")))
        return problem(403, "requests from pages of another origin are refused");
    if (request.has_header("Content-Encoding"))
        return problem(415, "bodies must come without Content-Encoding");
    if (request.has_header("Transfer-Encoding") && request.has_header("Content-Length"))
        return problem(400, "Transfer-Encoding and Content-Length exclude each other");
    if (request.get_header_value_count("Content-Length") > 1)
        return problem(400, "Content-Length is given twice");
    if (writes && !is_json_type(request.get_header_value("Content-Type")))
        return problem(415, "send the body as application/json");
    return std::nullopt;
}

std::optional<HttpRequest> plain(const httplib::Request& from) {
    HttpRequest to{from.method, from.path, {}, {}, {}, {}};
    for (const auto& [name, value] : from.headers) {
        std::string& joined = to.headers[ascii_lower(name)];
        joined += (joined.empty() ? "" : ", ") + value;
    }
    for (const auto& [name, value] : from.params)
        if (!to.query.emplace(name, value).second) return std::nullopt;
    return to;
}

/// Whether an If-None-Match header names a tag: a list, in which proxies that compress mark tags as weak.
bool names_tag(std::string_view header, const std::string& tag) {
    if (header == "*") return true;
    for (std::size_t at = header.find(tag); at != std::string_view::npos; at = header.find(tag, at + 1)) {
        const std::string_view before = header.substr(0, at);
        if (before.empty() || before.back() == ' ' || before.back() == ',' || before.ends_with("W/"))
            return true;
    }
    return false;
}

HttpResponse answer(const Route& route, const httplib::Request& request, std::string body) {
    auto made = plain(request);
    if (!made) return problem(400, "a parameter of the query is given twice");
    made->body = std::move(body);
    HttpResponse response = Router::run(route, *made);
    const auto tag = response.headers.find("ETag");
    if (response.status == 200 && !route.writes() && tag != response.headers.end() &&
        names_tag(request.get_header_value("If-None-Match"), tag->second)) {
        response.status = 304;
        response.body.clear();
    }
    return response;
}

}  // namespace

struct HttpServer::Implementation {
    Router router;
    HttpOptions options;
    httplib::Server server;

    Implementation(Router r, HttpOptions o) : router(std::move(r)), options(std::move(o)) {
        server.set_tcp_nodelay(true);
        server.set_keep_alive_max_count(options.requests_a_connection);
        server.set_keep_alive_timeout(options.idle_seconds);
        server.set_read_timeout(options.read_seconds);
        server.set_write_timeout(options.read_seconds);
        server.set_payload_max_length(options.body_bytes);
        server.new_task_queue = [this] { return new WorkerPool(options.workers, options.queue); };
        server.set_exception_handler(
            [](const httplib::Request&, httplib::Response& response, const std::exception_ptr&) {
                put(problem(500, "the server failed while it answered"), response);
            });
        server.set_error_handler(
            httplib::Server::Handler([](const httplib::Request& request, httplib::Response& response) {
                if (!response.body.empty()) return;
                if (announces_body(request)) out_of_step = peer(request);
                put(problem(response.status, "the request cannot be read"), response);
            }));
        server.set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
            return before_routing(request, response);
        });
        for (const Route& route : router.routes()) add_write(route);
    }

    void add_write(const Route& route) {
        const auto handler = [this, &route](const httplib::Request& request, httplib::Response& response,
                                            const httplib::ContentReader& read) {
            std::string body;
            bool too_large = false;
            const bool whole = read([&](const char* data, std::size_t size) {
                too_large = body.size() + size > options.body_bytes;
                if (!too_large) body.append(data, size);
                return !too_large;
            });
            if (!whole) out_of_step = peer(request);
            if (too_large) return put(problem(413, "the body is larger than this server takes"), response);
            if (!whole)
                return put(problem(response.status >= 400 ? response.status : 400, "the body ends early"),
                           response);
            put(answer(route, request, std::move(body)), response);
        };
        if (route.method == "PUT") server.Put(route.path, handler);
        if (route.method == "POST") server.Post(route.path, handler);
        if (route.method == "DELETE") server.Delete(route.path, handler);
    }

    httplib::Server::HandlerResponse before_routing(const httplib::Request& request,
                                                    httplib::Response& response) {
        using Answer = httplib::Server::HandlerResponse;
        // Ranges are of no use here and cost the server more than the client: the library must not see them.
        const_cast<httplib::Request&>(request).ranges.clear();
        if (out_of_step == peer(request)) {
            put(problem(400, "the last request's body was not read; open a new connection"), response);
            return Answer::Handled;
        }
        HttpResponse refusal;
        const Route* route = router.find(request.method, request.path, refusal);
        if (const auto refused = refuse(request, route != nullptr && route->writes())) {
            refusal = *refused;
            route = nullptr;
        }
        if (route != nullptr && route->writes()) return Answer::Unhandled;
        if (announces_body(request)) out_of_step = peer(request);
        put(route != nullptr ? answer(*route, request, {}) : refusal, response);
        return Answer::Handled;
    }
};

HttpServer::HttpServer(Router router, HttpOptions options)
    : implementation_(std::make_unique<Implementation>(std::move(router), std::move(options))) {}

HttpServer::~HttpServer() = default;

Result<int> HttpServer::bind() {
    const HttpOptions& options = implementation_->options;
    const std::string name = options.address + ":" + std::to_string(options.port);
    if (!is_loopback(options.address))
        return diagnose(Code::address_refused, name, "without tokens the server listens on loopback alone",
                        "leave out --address, and put a reverse proxy in front for others");
    int port = options.port;
    if (port == 0)
        port = implementation_->server.bind_to_any_port(options.address);
    else if (!implementation_->server.bind_to_port(options.address, port))
        port = -1;
    if (port <= 0)
        return diagnose(Code::address_refused, name, "the address cannot be listened on",
                        "another program may hold the port: give another one with --port");
    return port;
}

bool HttpServer::serve() {
    return implementation_->server.listen_after_bind();
}

void HttpServer::stop() {
    implementation_->server.stop();
}

}  // namespace clausemark
