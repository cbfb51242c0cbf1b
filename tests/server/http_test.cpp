// SPDX-License-Identifier: Apache-2.0
// The HTTP server against clients that mean harm or are broken: raw bytes over a socket, on an ephemeral
// port.
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <thread>

#include "server/http/cursor.h"
#include "server/http/guard.h"
#include "server/http/server.h"

namespace clausemark {
namespace {

class Http : public testing::Test {
  protected:
    void SetUp() override {
        Router router;
        router.add(
            "GET", "/read", {"!name", "other"},
            [](const HttpRequest& request) {
                HttpResponse response{200, "text/plain", "read " + request.parameter("name"), {}};
                response.headers["ETag"] = "\"1\"";
                return response;
            },
            Role::reader);
        router.add(
            "GET", "/throw", {},
            [](const HttpRequest&) -> HttpResponse { throw std::runtime_error("secret"); }, Role::reader);
        router.add(
            "PUT", "/write", {},
            [this](const HttpRequest& request) {
                ++writes;
                return HttpResponse{200, "text/plain", std::to_string(request.body.size()), {}};
            },
            Role::writer);
        HttpOptions options;
        options.port = 0;
        options.workers = 2;
        options.body_bytes = 1000;
        options.read_seconds = 2;
        options.idle_seconds = 1;
        options.allowed_origins = {"https://wiki.example"};
        options.host_names = {"wiki.example"};
        options.gate = [](std::string_view authorization, const Route*, Caller& caller) {
            caller.name = authorization;
            return authorization == "Bearer wrong" ? std::optional(problem(401, "no")) : std::nullopt;
        };
        server = std::make_unique<HttpServer>(std::move(router), options);
        const auto bound = server->bind();
        ASSERT_TRUE(bound) << render(bound.why());
        port = *bound;
        thread = std::thread([this] { server->serve(); });
    }
    void TearDown() override {
        server->stop();
        if (thread.joinable()) thread.join();
    }

    int connect_socket() const {
        const int s = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        ::inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
        const timeval patience{5, 0};
        ::setsockopt(s, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        for (int tries = 0; tries < 50; ++tries) {
            if (::connect(s, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) return s;
            ::usleep(20000);
        }
        ADD_FAILURE() << "cannot connect";
        return s;
    }
    /// Sends bytes and reads until the server closes or falls silent.
    std::string exchange(const std::string& bytes) const {
        const int s = connect_socket();
        ::send(s, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        std::string answer;
        char buffer[4096];
        for (ssize_t got; (got = ::recv(s, buffer, sizeof buffer, 0)) > 0;)
            answer.append(buffer, static_cast<std::size_t>(got));
        ::close(s);
        return answer;
    }
    std::string host() const { return "Host: 127.0.0.1:" + std::to_string(port) + "\r\n"; }
    std::string get(const std::string& target, const std::string& headers = "") const {
        return exchange("GET " + target + " HTTP/1.1\r\n" + host() + headers + "Connection: close\r\n\r\n");
    }
    static std::string status(const std::string& answer) {
        return answer.substr(0, answer.find("\r\n")).substr(0, 12);
    }

    std::atomic<int> writes = 0;
    int port = 0;
    std::unique_ptr<HttpServer> server;
    std::thread thread;
};

TEST_F(Http, AnswersAReadAndItsTag) {
    const std::string answer = get("/read?name=x");
    EXPECT_EQ(status(answer), "HTTP/1.1 200");
    EXPECT_NE(answer.find("read x"), std::string::npos);
    for (const char* same : {"\"1\"", "*", "\"0\", \"1\"", "W/\"1\""})
        EXPECT_EQ(status(get("/read?name=x", "If-None-Match: " + std::string(same) + "\r\n")), "HTTP/1.1 304")
            << same;
    for (const char* other : {"\"0\"", "\"11\"", "1", "x\"1\""})
        EXPECT_EQ(status(get("/read?name=x", "If-None-Match: " + std::string(other) + "\r\n")),
                  "HTTP/1.1 200")
            << other;
}

TEST_F(Http, NamesWrongParametersAndPaths) {
    EXPECT_EQ(status(get("/read")), "HTTP/1.1 400");
    EXPECT_NE(get("/read?name=x&othr=1").find("did you mean other?"), std::string::npos);
    EXPECT_EQ(status(get("/read?name=x&name=y")), "HTTP/1.1 400");
    EXPECT_EQ(status(get("/nothing")), "HTTP/1.1 404");
    EXPECT_EQ(status(get("/write")), "HTTP/1.1 405");
}

TEST_F(Http, RefusesForeignHostsAndOrigins) {
    EXPECT_EQ(
        status(exchange("GET /read?name=x HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n")),
        "HTTP/1.1 403");
    EXPECT_EQ(status(exchange("GET /read?name=x HTTP/1.1\r\nConnection: close\r\n\r\n")), "HTTP/1.1 403");
    EXPECT_EQ(status(get("/read?name=x", "Host: localhost\r\n")), "HTTP/1.1 403");
    EXPECT_EQ(status(get("/read?name=x", "Origin: http://evil.example\r\n")), "HTTP/1.1 403");
    EXPECT_EQ(status(get("/read?name=x", "Origin: null\r\n")), "HTTP/1.1 403");
    EXPECT_EQ(status(get("/read?name=x", "Origin: http://127.0.0.1:" + std::to_string(port) + "\r\n")),
              "HTTP/1.1 200");
}

TEST_F(Http, TakesTheNamesItWasGiven) {
    const auto ask = [&](const std::string& headers) {
        return status(exchange("GET /read?name=x HTTP/1.1\r\n" + headers + "Connection: close\r\n\r\n"));
    };
    EXPECT_EQ(ask("Host: Wiki.example:443\r\n"), "HTTP/1.1 200");
    EXPECT_EQ(ask("Host: wiki.example\r\nOrigin: https://wiki.example\r\n"), "HTTP/1.1 200");
    EXPECT_EQ(ask("Host: wiki.example\r\nOrigin: https://evil.example\r\n"), "HTTP/1.1 403");
}

TEST_F(Http, FindsTheCallerBeforeABodyIsRead) {
    const std::string head =
        "PUT /write HTTP/1.1\r\n" + host() +
        "Content-Type: application/json\r\nContent-Length: 500\r\nAuthorization: Bearer ";
    EXPECT_EQ(status(exchange(head + "wrong\r\n\r\n")), "HTTP/1.1 401") << "no body was sent";
    EXPECT_EQ(status(exchange(head + "right\r\n\r\n" + std::string(500, ' '))), "HTTP/1.1 200");
    EXPECT_EQ(status(get("/read?name=x", "Authorization: a\r\nAuthorization: b\r\n")), "HTTP/1.1 400");
    EXPECT_EQ(writes, 1);
}

TEST_F(Http, TakesWritesAsJsonAlone) {
    const auto put = [&](const std::string& headers, const std::string& body) {
        return status(
            exchange("PUT /write HTTP/1.1\r\n" + host() + headers + "Connection: close\r\n\r\n" + body));
    };
    EXPECT_EQ(put("Content-Type: application/json\r\nContent-Length: 2\r\n", "{}"), "HTTP/1.1 200");
    EXPECT_EQ(put("Content-Type: text/plain\r\nContent-Length: 2\r\n", "{}"), "HTTP/1.1 415");
    EXPECT_EQ(put("Content-Length: 2\r\n", "{}"), "HTTP/1.1 415");
    EXPECT_EQ(put("Content-Type: application/json\r\nContent-Encoding: gzip\r\nContent-Length: 2\r\n", "{}"),
              "HTTP/1.1 415");
    EXPECT_EQ(writes, 1);
}

TEST_F(Http, CapsBodiesInEveryFraming) {
    const std::string head =
        "PUT /write HTTP/1.1\r\n" + host() + "Content-Type: application/json\r\nConnection: close\r\n";
    const std::string large(5000, 'x');
    EXPECT_EQ(status(exchange(head + "Content-Length: 5000\r\n\r\n" + large)), "HTTP/1.1 413");
    EXPECT_EQ(status(exchange(head + "Transfer-Encoding: chunked\r\n\r\n1388\r\n" + large + "\r\n0\r\n\r\n")),
              "HTTP/1.1 413");
    EXPECT_EQ(status(exchange(head + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n")),
              "HTTP/1.1 400");
    EXPECT_EQ(writes, 0);
}

TEST_F(Http, NeverTakesTheRestOfARefusedBodyForARequest) {
    const std::string hidden =
        "PUT /write HTTP/1.1\r\n" + host() + "Content-Type: application/json\r\nContent-Length: 0\r\n\r\n";
    const std::string answer = exchange("GET /read?name=x HTTP/1.1\r\n" + host() + "Content-Length: " +
                                        std::to_string(hidden.size()) + "\r\n\r\n" + hidden);
    EXPECT_EQ(status(answer), "HTTP/1.1 200");
    EXPECT_EQ(writes, 0);
}

TEST_F(Http, SaysWhatAPathTakes) {
    const std::string answer = exchange("OPTIONS /read HTTP/1.1\r\n" + host() + "Connection: close\r\n\r\n");
    EXPECT_EQ(status(answer), "HTTP/1.1 200");
    EXPECT_NE(answer.find("Allow: GET, HEAD, OPTIONS\r\n"), std::string::npos);
    EXPECT_EQ(status(exchange("OPTIONS /no HTTP/1.1\r\n" + host() + "Connection: close\r\n\r\n")),
              "HTTP/1.1 404");
    EXPECT_NE(get("/write").find("Allow: PUT, OPTIONS\r\n"), std::string::npos);
}

TEST_F(Http, LetsAllowedPagesAskAndNoOthers) {
    const std::string origin = "Origin: https://wiki.example\r\n";
    const std::string asked = get("/read?name=x", origin);
    EXPECT_EQ(status(asked), "HTTP/1.1 200");
    EXPECT_NE(asked.find("Access-Control-Allow-Origin: https://wiki.example\r\n"), std::string::npos);
    const std::string preflight = exchange("OPTIONS /write HTTP/1.1\r\n" + host() + origin +
                                           "Access-Control-Request-Method: PUT\r\nConnection: close\r\n\r\n");
    EXPECT_EQ(status(preflight), "HTTP/1.1 200");
    EXPECT_NE(preflight.find("Access-Control-Allow-Methods: PUT, OPTIONS\r\n"), std::string::npos);
    EXPECT_EQ(get("/read?name=x").find("Access-Control-"), std::string::npos);
    EXPECT_NE(get("/read?name=x").find("Vary: Origin\r\n"), std::string::npos);
    EXPECT_EQ(status(get("/read?name=x", "Origin: https://wiki.example.evil.example\r\n")), "HTTP/1.1 403");
}

TEST_F(Http, HeadIsGetWithoutTheBody) {
    const auto head = [](std::string answer) {
        answer.resize(answer.find("\r\n\r\n") + 4);
        const std::size_t id = answer.find("X-Request-Id: ");
        return answer.erase(id, answer.find("\r\n", id) - id);
    };
    for (const char* headers : {"", "Accept-Encoding: gzip\r\n"}) {
        const std::string read = get("/read?name=" + std::string(3000, 'x'), headers);
        const std::string same = exchange("HEAD /read?name=" + std::string(3000, 'x') + " HTTP/1.1\r\n" +
                                          host() + headers + "Connection: close\r\n\r\n");
        EXPECT_EQ(head(same), head(read));
        EXPECT_EQ(same.substr(same.find("\r\n\r\n")), "\r\n\r\n");
        EXPECT_EQ(read.find("Content-Encoding: gzip") != std::string::npos, *headers != '\0');
    }
}

TEST_F(Http, NamesEachRequestInItsAnswer) {
    EXPECT_NE(get("/read?name=x", "X-Request-Id: mine-1\r\n").find("X-Request-Id: mine-1\r\n"),
              std::string::npos);
    for (const std::string& answer :
         {get("/read?name=x", "X-Request-Id: a b\r\n"), get("/nothing"), get("/throw"), get("/read"),
          exchange("GET /read?name=x HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"),
          exchange("NONSENSE / HTTP/1.1\r\n" + host() + "\r\n")}) {
        EXPECT_NE(answer.find("X-Request-Id: "), std::string::npos) << answer;
        EXPECT_EQ(answer.find("a b"), std::string::npos);
    }
}

TEST_F(Http, DoesNotLeakWhatAHandlerThrows) {
    const std::string answer = get("/throw");
    EXPECT_EQ(status(answer), "HTTP/1.1 500");
    EXPECT_EQ(answer.find("secret"), std::string::npos);
}

TEST_F(Http, IgnoresRanges) {
    std::string ranges = "Range: bytes=0-0";
    for (int i = 0; i < 500; ++i) ranges += ",0-1";
    const std::string answer = get("/read?name=x", ranges + "\r\n");
    EXPECT_LT(answer.size(), 2000u);
}

TEST_F(Http, StaysAliveThroughBrokenRequests) {
    for (const std::string& bytes :
         {std::string("\r\n\r\n"), std::string("GARBAGE\r\n\r\n"), std::string(100000, 'A'),
          "GET /read?name=%zz%00 HTTP/1.1\r\n" + host() + "\r\n",
          "GET /" + std::string(9000, 'a') + " HTTP/1.1\r\n" + host() + "\r\n",
          std::string("PUT /write HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: "
                      "99999999999999999999\r\n\r\n")})
        exchange(bytes);
    EXPECT_EQ(status(get("/read?name=x")), "HTTP/1.1 200");
}

TEST(HttpAddress, OtherThanLoopbackIsRefused) {
    HttpOptions options;
    options.address = "0.0.0.0";
    HttpServer server(Router(), options);
    const auto bound = server.bind();
    ASSERT_FALSE(bound);
    EXPECT_EQ(bound.why().code, Code::address_refused);
}

TEST(Guard, KnowsLoopbackHosts) {
    for (const char* host : {"localhost", "LOCALHOST:80", "127.0.0.1:8013", "[::1]:1"})
        EXPECT_TRUE(host_allowed(host)) << host;
    for (const char* host : {"", "evil.example", "127.0.0.1.evil.example", "localhost:", "localhost:x",
                             "[::1", "localhost:80:80"})
        EXPECT_FALSE(host_allowed(host)) << host;
}

TEST(Cursor, GivesBackItsFieldsAndRefusesOthers) {
    const std::vector<std::string> fields = {"a", "", std::string("\0\xff.", 3)};
    EXPECT_EQ(read_cursor(write_cursor(fields), 3), fields);
    for (const char* wrong : {"", "zz", "61", "61.", "61.62.63.64."})
        EXPECT_FALSE(read_cursor(wrong, 3)) << wrong;
}

}  // namespace
}  // namespace clausemark
