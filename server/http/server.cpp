// SPDX-License-Identifier: Apache-2.0
// The HTTP server on cpp-httplib. Reads are answered before the library's routing, so that no path meets a
// regular expression; writes are registered by their literal paths and read their bodies here, under our own
// cap. See server.h.
#include "server/http/server.h"

#include <fmt/format.h>
#include <httplib.h>
#include <malloc.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>

#include "parser/core/ascii.h"
#include "parser/core/limits_server.h"
#include "server/http/finish.h"
#include "server/http/guard.h"
#include "server/http/origins.h"
#include "server/http/worker_pool.h"

namespace clausemark {
namespace {

/// The connection whose request was answered before its body was read to the end. What follows on it is that
/// body, not a request; the library would take it for one. A connection stays on one thread for its life.
thread_local std::string out_of_step;

std::string peer(const httplib::Request& request) {
    return request.remote_addr + " " + std::to_string(request.remote_port);
}

/// Tells the client, too, that the connection is of no more use.
void leave_unread(const httplib::Request& request, httplib::Response& response) {
    out_of_step = peer(request);
    response.set_header("Connection", "close");
}

/// As long as a revoked token is believed (access.h).
constexpr std::chrono::seconds token_holds{1};

/// An answer is some ten or a hundred kilobytes, made and freed for each request. glibc gives such memory
/// back to the system at once, and then asks for it again page by page, under a lock that all threads share.
void keep_freed_memory() {
    mallopt(M_MMAP_THRESHOLD, 4 << 20);
    mallopt(M_TRIM_THRESHOLD, 8 << 20);
    mallopt(M_ARENA_MAX, 4);  // so that no more than four times that is kept
}

/// The library lets five connections wait to be accepted. Where more come at once, the kernel drops what it
/// answers to them, and they stand still for a second.
class ListeningServer : public httplib::Server {
  public:
    void lengthen_backlog() { ::listen(svr_sock_, limits::listen_backlog); }
};

/// The request that this thread answers.
struct UnderWay {
    Caller caller;
    const Route* route = nullptr;
    std::optional<std::chrono::steady_clock::time_point> begin;
};
thread_local UnderWay under_way;

bool announces_body(const httplib::Request& request) {
    return request.has_header("Transfer-Encoding") ||
           (request.has_header("Content-Length") && request.get_header_value("Content-Length") != "0");
}

/// The headers alone; the names in small letters.
HttpRequest plain(const httplib::Request& from) {
    HttpRequest to{from.method, from.path, {}, {}, {}, {}, {}, {}};
    for (const auto& [name, value] : from.headers) {
        std::string& joined = to.headers[ascii_lower(name)];
        joined += (joined.empty() ? "" : ", ") + value;
    }
    to.id = request_id(to.header("x-request-id"));
    return to;
}

/// The last step of every answer: its form by what the client takes, the headers that all answers have. The
/// library must not compress what is compressed already, so it does not see what the client takes.
void put(const HttpOptions& options, const HttpRequest& request, HttpResponse from,
         const httplib::Request& asked, httplib::Response& to) {
    const_cast<httplib::Request&>(asked).headers.erase("Accept-Encoding");
    finish(request, from);
    allow_origin(options.allowed_origins, request, from);
    to.status = from.status;
    for (const auto& [name, value] : from.headers) to.set_header(name, value);
    to.set_header("Accept-Ranges", "none");  // the library would say of HEAD that there are some
    if (!from.body.empty()) to.set_header("Content-Type", from.type);
    to.body = std::move(from.body);
}

/// The headers, before a byte of the body is read. Gives a refusal, or nothing.
std::optional<HttpResponse> refuse(const HttpOptions& options, const httplib::Request& request, bool writes) {
    if (WorkerPool::refusing()) return problem(503, "too many connections; try again in a moment");
    if (request.headers.size() > limits::request_headers)
        return problem(431, fmt::format("more than {} headers", limits::request_headers));
    if (request.get_header_value_count("Host") != 1 ||
        !host_allowed(request.get_header_value("Host"), options.host_names))
        return problem(403, "the Host header does not name this server");
    const std::string origin = request.get_header_value("Origin");
    const bool foreign = !origin_allowed(origin, request.get_header_value("Host")) &&
                         std::ranges::find(options.allowed_origins, origin) == options.allowed_origins.end();
    if (request.get_header_value_count("Origin") > 1 || foreign)
        return problem(403, "requests from pages of another origin are refused");
    if (request.has_header("Content-Encoding"))
        return problem(415, "bodies must come without Content-Encoding");
    if (request.has_header("Transfer-Encoding") && request.has_header("Content-Length"))
        return problem(400, "Transfer-Encoding and Content-Length exclude each other");
    const bool sends = request.method == "PUT" || request.method == "POST";
    if (sends && !request.has_header("Transfer-Encoding") && !request.has_header("Content-Length"))
        return problem(411, "say with Content-Length how long the body is");
    if (request.get_header_value_count("Content-Length") > 1)
        return problem(400, "Content-Length is given twice");
    if (request.get_header_value("Content-Length").find_first_not_of("0123456789") != std::string::npos)
        return problem(400, "Content-Length is no number");
    if (writes && !is_json_type(request.get_header_value("Content-Type")))
        return problem(415, "send the body as application/json");
    return std::nullopt;
}

/// As metrics and logs name them; clients choose methods and paths, and there is no end of them.
const std::string no_route = "other";
const std::string& known_method(const std::string& method) {
    static const std::array<std::string, 5> methods = {"GET", "HEAD", "PUT", "POST", "DELETE"};
    static const std::string other = "other";
    const auto found = std::ranges::find(methods, method);
    return found != methods.end() ? *found : other;
}

/// 429 (RFC 6585), with what to do about it.
HttpResponse too_many(int seconds, const std::string& detail) {
    HttpResponse refusal = problem(429, detail);
    refusal.headers["Retry-After"] = std::to_string(seconds);
    return refusal;
}

HttpResponse answer(const Route& route, HttpRequest request, const httplib::Request& from, Limiter& limiter) {
    for (const auto& [name, value] : from.params)
        if (!request.query.emplace(name, value).second)
            return problem(400, "a parameter of the query is given twice", {{name, "is given twice"}});
    request.caller = under_way.caller;
    const Limiter::Place place(limiter, request.caller.name);
    if (!place.taken()) return too_many(1, "this token has too many requests under way");
    return Router::run(route, std::move(request));
}

}  // namespace

struct HttpServer::Implementation {
    Router router;
    HttpOptions options;
    Limiter limiter;
    ListeningServer server;

    Implementation(Router r, HttpOptions o)
        : router(std::move(r)), options(std::move(o)), limiter(options.limits) {
        server.set_tcp_nodelay(true);
        server.set_keep_alive_max_count(options.requests_a_connection);
        server.set_keep_alive_timeout(options.idle_seconds);
        server.set_read_timeout(options.read_seconds);
        server.set_write_timeout(options.read_seconds);
        server.set_payload_max_length(options.body_bytes);
        server.new_task_queue = [this] {
            return new WorkerPool(options.workers, options.queue, options.metrics);
        };
        server.set_logger([this](const httplib::Request& request, const httplib::Response& response) {
            count_and_log(request, response);
        });
        server.set_exception_handler(
            [this](const httplib::Request& request, httplib::Response& response, const std::exception_ptr&) {
                put(options, plain(request), problem(500, "the server failed while it answered"), request,
                    response);
            });
        server.set_error_handler(
            httplib::Server::Handler([this](const httplib::Request& request, httplib::Response& response) {
                if (response.has_header("X-Request-Id")) return;  // it is an answer of ours
                // There are no ranges, so one that cannot be read is none either.
                if (response.status == 416 && (request.method == "GET" || request.method == "HEAD")) {
                    before_routing(request, response);
                    return;
                }
                if (announces_body(request)) leave_unread(request, response);
                const bool ranged = response.status == 416;
                put(options, plain(request),
                    ranged ? problem(400, "the Range header cannot be read", {{"Range", "is none"}})
                           : problem(response.status, "the request cannot be read"),
                    request, response);
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
            if (!whole) leave_unread(request, response);
            const HttpRequest made = plain(request);
            HttpResponse answered;
            if (too_large)
                answered = problem(413, "the body is larger than this server takes");
            else if (!whole)
                answered = problem(response.status >= 400 ? response.status : 400, "the body ends early");
            else {
                HttpRequest asked = made;
                asked.body = std::move(body);
                answered = answer(route, std::move(asked), request, limiter);
            }
            put(options, made, std::move(answered), request, response);
        };
        if (route.method == "PUT") server.Put(route.path, handler);
        if (route.method == "POST") server.Post(route.path, handler);
        if (route.method == "DELETE") server.Delete(route.path, handler);
    }

    /// Finds who asks, before a byte of the body is read.
    std::optional<HttpResponse> gate(const httplib::Request& request, const Route* route) {
        if (!options.gate) return std::nullopt;
        if (request.get_header_value_count("Authorization") > 1)
            return problem(400, "Authorization is given twice");
        Caller& caller = under_way.caller;
        if (auto refusal = options.gate(request.get_header_value("Authorization"), route, caller))
            return refusal;
        const int seconds = limiter.wait(caller.name, Limiter::Clock::now());
        if (seconds > 0) return too_many(seconds, "this token asks too often");
        return std::nullopt;
    }

    /// What took long, or was waited for, is not told to a token that was revoked meanwhile.
    HttpResponse read(const Route& route, const HttpRequest& made, const httplib::Request& request) {
        HttpResponse answered = answer(route, made, request, limiter);
        if (!options.gate || std::chrono::steady_clock::now() - *under_way.begin < token_holds)
            return answered;
        Caller now;
        auto refusal = options.gate(request.get_header_value("Authorization"), &route, now);
        return refusal ? std::move(*refusal) : std::move(answered);
    }

    /// Counts and logs what has been sent, whoever made it.
    void count_and_log(const httplib::Request& request, const httplib::Response& response) const {
        const auto now = std::chrono::steady_clock::now();
        const auto took = now - under_way.begin.value_or(now);
        const std::string& route = under_way.route != nullptr ? under_way.route->path : no_route;
        const std::string& method = known_method(request.method);
        if (options.metrics != nullptr) options.metrics->count_request(route, method, response.status, took);
        const std::string id = response.get_header_value("X-Request-Id");
        log_request(options.log, {id, method, route, response.status, response.body.size(), took,
                                  under_way.caller.name, request.remote_addr});
        under_way = {};
    }

    httplib::Server::HandlerResponse before_routing(const httplib::Request& request,
                                                    httplib::Response& response) {
        using Answer = httplib::Server::HandlerResponse;
        // Ranges are of no use here and cost the server more than the client: the library must not see them.
        const_cast<httplib::Request&>(request).ranges.clear();
        under_way = {{}, nullptr, std::chrono::steady_clock::now()};
        const HttpRequest made = plain(request);
        // One that is too much must not hold the thread that says so.
        if (WorkerPool::refusing())
            const_cast<httplib::Request&>(request).headers.emplace("Connection", "close");
        if (out_of_step == peer(request)) {
            put(options, made, problem(400, "the last request's body was not read; open a new connection"),
                request, response);
            return Answer::Handled;
        }
        HttpResponse refusal;
        const Route* route = router.find(request.method, request.path, refusal);
        under_way.route = route;
        auto refused = refuse(options, request, route != nullptr && route->writes());
        // A browser asks what it may send (OPTIONS) without a token.
        if (!refused && request.method != "OPTIONS") refused = gate(request, route);
        if (refused) {
            refusal = *refused;
            route = nullptr;
        } else if (request.method == "OPTIONS") {
            if (const std::string methods = router.methods_of(request.path); !methods.empty())
                refusal = options_response(options.allowed_origins, made, methods);
        }
        if (route != nullptr && route->writes()) return Answer::Unhandled;
        if (announces_body(request)) leave_unread(request, response);
        put(options, made, route != nullptr ? read(*route, made, request) : std::move(refusal), request,
            response);
        return Answer::Handled;
    }
};

HttpServer::HttpServer(Router router, HttpOptions options)
    : implementation_(std::make_unique<Implementation>(std::move(router), std::move(options))) {}

HttpServer::~HttpServer() = default;

Result<int> HttpServer::bind() {
    const HttpOptions& options = implementation_->options;
    const std::string name = options.address + ":" + std::to_string(options.port);
    if (!is_loopback(options.address) && !options.tokens)
        return diagnose(Code::address_refused, name, "without tokens the server listens on loopback alone",
                        "make one with clausemark token add; or leave out --address");
    int port = options.port;
    if (port == 0)
        port = implementation_->server.bind_to_any_port(options.address);
    else if (!implementation_->server.bind_to_port(options.address, port))
        port = -1;
    if (port <= 0)
        return diagnose(Code::address_refused, name, "the address cannot be listened on",
                        "another program may hold the port: give another one with --port");
    implementation_->server.lengthen_backlog();
    return port;
}

bool HttpServer::serve() {
    keep_freed_memory();
    return implementation_->server.listen_after_bind();
}

bool HttpServer::running() const {
    return implementation_->server.is_running();
}

void HttpServer::stop() {
    implementation_->server.stop();
}

}  // namespace clausemark
