// SPDX-License-Identifier: Apache-2.0
// The HTTP server on cpp-httplib. Reads are answered before the library's routing, so that no path meets a
// regular expression; writes are registered by their literal paths and read their bodies here, under our own
// cap. Every answer is handed to the connection (connection.h), which sends it; what the library would write
// in its place is dropped. See server.h.
#include "server/http/server.h"

#include <fmt/format.h>
#include <httplib.h>
#include <malloc.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <optional>

#include "parser/core/limits_server.h"
#include "server/http/answer_head.h"
#include "server/http/finish.h"
#include "server/http/guard.h"
#include "server/http/listener.h"
#include "server/http/origins.h"
#include "server/http/request_head.h"
#include "server/http/worker_pool.h"

namespace clausemark {
namespace {

/// As long as a revoked token is believed (access.h).
constexpr std::chrono::seconds token_holds{1};

/// An answer is some ten or a hundred kilobytes, made and freed for each request. glibc gives such memory
/// back to the system at once, and then asks for it again page by page, under a lock that all threads share.
void keep_freed_memory() {
    mallopt(M_MMAP_THRESHOLD, 4 << 20);
    mallopt(M_TRIM_THRESHOLD, 8 << 20);
    mallopt(M_ARENA_MAX, 4);  // so that no more than four times that is kept
}

/// The request that this thread answers.
struct UnderWay {
    Caller caller;
    const Route* route = nullptr;
    std::string method;
    std::string id;
    int status = 0;  ///< 0: not answered
    std::size_t bytes = 0;
    std::optional<std::chrono::steady_clock::time_point> begin;
};
thread_local UnderWay under_way;

/// The last step of every answer: its form by what the client takes, the headers that all answers have.
void put(const HttpOptions& options, const HttpRequest& request, HttpResponse answer) {
    finish(request, answer);
    allow_origin(options.allowed_origins, request, answer);
    Connection& connection = *Connection::of_this_thread();
    const auto afterwards = connection.closes() ? Afterwards::closes : Afterwards::stays;
    under_way.id = request.id;
    under_way.method = request.method;
    under_way.status = answer.status;
    under_way.bytes = answer.text().size();
    Outgoing outgoing{answer_head(answer, afterwards, options.idle_seconds)};
    if (request.method != "HEAD") {
        outgoing.body = std::move(answer.body);
        outgoing.kept = std::move(answer.kept);
    }
    connection.answer(std::move(outgoing));
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

HttpResponse answer(const Route& route, HttpRequest& request, const httplib::Request& from,
                    Limiter& limiter) {
    for (const auto& [name, value] : from.params)
        if (!request.query.emplace(name, value).second)
            return problem(400, "a parameter of the query is given twice", {{name, "is given twice"}});
    request.caller = under_way.caller;
    const Limiter::Place place(limiter, request.caller.name);
    if (!place.taken()) return too_many(1, "this token has too many requests under way");
    return Router::run(route, request);
}

}  // namespace

struct HttpServer::Implementation {
    Router router;
    HttpOptions options;
    Limiter limiter;
    Listener server;

    Implementation(Router r, HttpOptions o)
        : router(std::move(r)), options(std::move(o)), limiter(options.limits) {
        using std::chrono::seconds;
        server.set_connections({seconds(options.idle_seconds), seconds(options.read_seconds)},
                               options.requests_a_connection);
        server.set_tcp_nodelay(true);
        server.set_payload_max_length(options.body_bytes);
        server.new_task_queue = [this] {
            return new WorkerPool(options.workers, options.queue, options.metrics);
        };
        server.answered = [this](const Connection& connection) { count_and_log(connection); };
        server.refuse_head = [this](Connection& connection) { refuse_long_head(connection); };
        server.set_exception_handler(
            [this](const httplib::Request& request, httplib::Response& response, const std::exception_ptr&) {
                response.status = 500;
                put(options, read_head(request).request, problem(500, "the server failed while it answered"));
            });
        server.set_error_handler(
            httplib::Server::Handler([this](const httplib::Request& request, httplib::Response& response) {
                if (!Connection::of_this_thread()->answered()) answer_unreadable(request, response);
            }));
        server.set_pre_routing_handler([this](const httplib::Request& request, httplib::Response& response) {
            return before_routing(request, response);
        });
        for (const Route& route : router.routes()) add_write(route);
    }

    void refuse_long_head(Connection& connection) const {
        connection.leave_unread();
        HttpRequest unread;
        unread.id = request_id({});
        put(options, unread,
            problem(431, fmt::format("more than {} bytes before the body", limits::head_bytes)));
    }

    /// What the library does not hand to a handler.
    void answer_unreadable(const httplib::Request& request, httplib::Response& response) {
        // There are no ranges, so one that cannot be read is none either.
        const bool ranged = response.status == 416;
        if (ranged && (request.method == "GET" || request.method == "HEAD")) {
            before_routing(request, response);
            return;
        }
        Connection& connection = *Connection::of_this_thread();
        if (connection.head_too_long()) return refuse_long_head(connection);
        connection.leave_unread();
        put(options, read_head(request).request,
            ranged ? problem(400, "the Range header cannot be read", {{"Range", "is none"}})
                   : problem(response.status, "the request cannot be read"));
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
            if (!whole) Connection::of_this_thread()->leave_unread();
            HttpRequest made = read_head(request).request;
            HttpResponse answered;
            if (too_large)
                answered = problem(413, "the body is larger than this server takes");
            else if (!whole)
                answered = problem(response.status >= 400 ? response.status : 400, "the body ends early");
            else {
                made.body = std::move(body);
                answered = answer(route, made, request, limiter);
            }
            response.status = answered.status;
            put(options, made, std::move(answered));
        };
        if (route.method == "PUT") server.Put(route.path, handler);
        if (route.method == "POST") server.Post(route.path, handler);
        if (route.method == "DELETE") server.Delete(route.path, handler);
    }

    /// Finds who asks, before a byte of the body is read.
    std::optional<HttpResponse> gate(const RequestHead& head, const Route* route) {
        if (!options.gate) return std::nullopt;
        if (head.authorizations > 1) return problem(400, "Authorization is given twice");
        Caller& caller = under_way.caller;
        if (auto refusal = options.gate(head.request.header("authorization"), route, caller)) return refusal;
        const int seconds = limiter.wait(caller.name, Limiter::Clock::now());
        if (seconds > 0) return too_many(seconds, "this token asks too often");
        return std::nullopt;
    }

    /// What took long, or was waited for, is not told to a token that was revoked meanwhile.
    HttpResponse read(const Route& route, HttpRequest& made, const httplib::Request& request) {
        HttpResponse answered = answer(route, made, request, limiter);
        if (!options.gate || std::chrono::steady_clock::now() - *under_way.begin < token_holds)
            return answered;
        Caller now;
        auto refusal = options.gate(made.header("authorization"), &route, now);
        return refusal ? std::move(*refusal) : std::move(answered);
    }

    /// Counts and logs what has been sent, whoever made it.
    void count_and_log(const Connection& connection) const {
        if (under_way.status == 0) return;
        const auto now = std::chrono::steady_clock::now();
        const auto took = now - under_way.begin.value_or(now);
        const std::string& route = under_way.route != nullptr ? under_way.route->path : no_route;
        const std::string& method = known_method(under_way.method);
        if (options.metrics != nullptr) options.metrics->count_request(route, method, under_way.status, took);
        if (options.log != LogForm::none)
            log_request(options.log, {under_way.id, method, route, under_way.status, under_way.bytes, took,
                                      under_way.caller.name, connection.peer()});
        under_way = {};
    }

    httplib::Server::HandlerResponse before_routing(const httplib::Request& request,
                                                    httplib::Response& response) {
        using Answer = httplib::Server::HandlerResponse;
        // Ranges are of no use here and cost the server more than the client: the library must not see them.
        const_cast<httplib::Request&>(request).ranges.clear();
        under_way = {};
        under_way.begin = std::chrono::steady_clock::now();
        Connection& connection = *Connection::of_this_thread();
        connection.end_head();
        RequestHead head = read_head(request);
        HttpRequest& made = head.request;
        // The library routes writes by it.
        if (head.target_host) const_cast<httplib::Request&>(request).path = made.path;
        // One that is too much must not hold the thread that says so.
        if (head.closes || WorkerPool::refusing()) connection.close_after();
        HttpResponse refusal;
        const Route* route = router.find(made.method, made.path, refusal);
        under_way.route = route;
        auto refused = refuse_head(head, options, route != nullptr && route->writes());
        // A browser asks what it may send (OPTIONS) without a token.
        if (!refused && made.method != "OPTIONS") refused = gate(head, route);
        if (refused) {
            refusal = std::move(*refused);
            route = nullptr;
        } else if (made.method == "OPTIONS") {
            if (const std::string methods = router.methods_of(made.path); !methods.empty())
                refusal = options_response(options.allowed_origins, made, methods);
        }
        if (route != nullptr && route->writes()) return Answer::Unhandled;
        // What follows on the connection is that body, not a request; the library would take it for one.
        if (head.announces_body()) connection.leave_unread();
        HttpResponse answered = route != nullptr ? read(*route, made, request) : std::move(refusal);
        response.status = answered.status;
        put(options, made, std::move(answered));
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
