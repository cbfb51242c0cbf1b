// SPDX-License-Identifier: Apache-2.0
// Connections of a running server, byte by byte: requests in pieces and several at once, clients that read
// slowly, not at all, or go away, heads without end, and a stop in the middle of an answer.
#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <ctime>
#include <thread>

#include "server/http/server.h"

namespace clausemark {
namespace {

using std::chrono::milliseconds;
using Clock = std::chrono::steady_clock;

/// A client's end of a connection.
class Client {
  public:
    explicit Client(int port, int receive_buffer = 0) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
        const timeval patience{20, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
        if (receive_buffer > 0)
            ::setsockopt(socket_, SOL_SOCKET, SO_RCVBUF, &receive_buffer, sizeof receive_buffer);
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(static_cast<std::uint16_t>(port));
        ::inet_pton(AF_INET, "127.0.0.1", &address.sin_addr);
        for (int tries = 0; tries < 50; ++tries) {
            if (::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0) return;
            std::this_thread::sleep_for(milliseconds(20));
        }
        ADD_FAILURE() << "cannot connect";
    }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;
    ~Client() { close(); }

    void send(const std::string& bytes) const { ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL); }
    void end_sending() const { ::shutdown(socket_, SHUT_WR); }
    void close() {
        if (socket_ >= 0) ::close(socket_);
        socket_ = -1;
    }
    /// With a reset, as a process that dies leaves it.
    void reset() {
        const linger at_once{1, 0};
        ::setsockopt(socket_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
        close();
    }
    /// Some bytes; empty: the server has closed.
    std::string receive(std::size_t most = 65536) const {
        std::string bytes(most, '\0');
        const ssize_t got = ::recv(socket_, bytes.data(), bytes.size(), 0);
        bytes.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
        return bytes;
    }
    std::string receive_all() const {
        std::string all;
        for (std::string part = receive(); !part.empty(); part = receive()) all += part;
        return all;
    }
    /// One answer with a body.
    std::string answer() const {
        std::string got;
        std::size_t end = std::string::npos;
        while ((end = got.find("\r\n\r\n")) == std::string::npos) {
            const std::string part = receive();
            if (part.empty()) return got;
            got += part;
        }
        const std::size_t length = std::stoul(got.substr(got.find("Content-Length: ") + 16));
        while (got.size() < end + 4 + length) {
            const std::string part = receive();
            if (part.empty()) return got;
            got += part;
        }
        return got;
    }

  private:
    int socket_;
};

std::string body_of(const std::string& answer) {
    const std::size_t end = answer.find("\r\n\r\n");
    return end == std::string::npos ? "no answer: " + answer : answer.substr(end + 4);
}

std::size_t count(const std::string& text, const std::string& what) {
    std::size_t found = 0;
    for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++found;
    return found;
}

class ServedConnections : public testing::Test {
  protected:
    static constexpr std::size_t large_bytes = 8u << 20;

    void SetUp() override {
        large = std::string(large_bytes, 'x');
        for (std::size_t i = 0; i + 8 < large.size(); i += 4096)
            large.replace(i, 8, std::to_string(i / 4096));
        large.resize(large_bytes, 'x');
        const auto kept = std::make_shared<const KeptBody>(large);
        Router router;
        router.add(
            "GET", "/say", {"!word"},
            [](const HttpRequest& request) {
                HttpResponse response{200, "text/plain", request.parameter("word"), {}};
                response.headers["ETag"] = "\"1\"";
                return response;
            },
            Role::reader);
        router.add(
            "GET", "/large", {},
            [this, kept](const HttpRequest&) {
                ++begun;
                return HttpResponse{200, "application/octet-stream", {}, {}, kept};
            },
            Role::reader);
        router.add(
            "PUT", "/write", {},
            [](const HttpRequest& request) {
                return HttpResponse{200, "text/plain", request.body, {}};
            },
            Role::writer);
        HttpOptions options;
        options.port = 0;
        options.workers = 4;
        options.read_seconds = 1;
        options.idle_seconds = 1;
        options.requests_a_connection = 5;
        server = std::make_unique<HttpServer>(std::move(router), options);
        const auto bound = server->bind();
        ASSERT_TRUE(bound);
        port = *bound;
        thread = std::thread([this] { server->serve(); });
    }
    void TearDown() override { stop(); }
    void stop() {
        while (!server->running() && thread.joinable()) std::this_thread::sleep_for(milliseconds(1));
        server->stop();
        if (thread.joinable()) thread.join();
    }

    std::string host() const { return "Host: 127.0.0.1:" + std::to_string(port) + "\r\n"; }
    std::string get(const std::string& target, const std::string& headers = {}) const {
        return "GET " + target + " HTTP/1.1\r\n" + host() + headers + "\r\n";
    }
    std::string put(const std::string& body, const std::string& headers = {}) const {
        return "PUT /write HTTP/1.1\r\n" + host() + "Content-Type: application/json\r\n" + headers +
               "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    }

    std::string large;
    std::atomic<int> begun = 0;
    int port = 0;
    std::unique_ptr<HttpServer> server;
    std::thread thread;
};

TEST_F(ServedConnections, ARequestMayComeInPieces) {
    const Client client(port);
    for (const std::string& request : {get("/say?word=one"), put("{\"two\"}")})
        for (const std::size_t piece : {std::size_t(1), std::size_t(7), request.size() - 1}) {
            for (std::size_t at = 0; at < request.size(); at += piece) {
                client.send(request.substr(at, piece));
                std::this_thread::sleep_for(milliseconds(piece == 1 ? 0 : 2));
            }
            const bool writes = request[0] == 'P';
            if (writes && piece != 1) break;  // five requests a connection
            EXPECT_EQ(body_of(client.answer()), writes ? "{\"two\"}" : "one");
        }
}

TEST_F(ServedConnections, HalfARequestIsNotServed) {
    for (const std::string& half : {std::string("GET /say?word=x HT"), get("/say?word=x").substr(0, 30),
                                    put("{\"text\"}").substr(0, put("{\"text\"}").size() - 3)}) {
        const Client client(port);
        client.send(half);
        client.end_sending();
        EXPECT_EQ(client.receive_all().find("HTTP/1.1 200"), std::string::npos) << half;
    }
}

TEST_F(ServedConnections, SeveralRequestsAtOnceAreAnsweredInOrder) {
    const Client client(port);
    client.send(get("/say?word=first") + put("{\"second\"}") + get("/say?word=third") +
                get("/say?word=fourth", "Connection: close\r\n") + get("/say?word=never"));
    const std::string all = client.receive_all();
    EXPECT_EQ(count(all, "HTTP/1.1 200"), 4U);
    std::size_t at = 0;
    for (const char* word : {"first", "second", "third", "fourth"}) {
        at = all.find(word, at);
        EXPECT_NE(at, std::string::npos) << word;
    }
    EXPECT_EQ(all.find("never"), std::string::npos) << "nothing is served behind Connection: close";
}

TEST_F(ServedConnections, ALargeAnswerGoesThroughASmallBufferWhole) {
    const Client client(port, 4096);
    client.send(get("/large", "Connection: close\r\n"));
    EXPECT_TRUE(body_of(client.receive_all()) == large);
}

TEST_F(ServedConnections, AReaderThatPausesGetsAllAndOneThatStopsIsLeft) {
    const Client slow(port, 4096);
    slow.send(get("/large", "Connection: close\r\n"));
    std::string got;
    for (int i = 0; i < 5; ++i) {
        got += slow.receive(1000);
        std::this_thread::sleep_for(milliseconds(300));  // longer in all than it may stand still
    }
    got += slow.receive_all();
    EXPECT_TRUE(body_of(got) == large);
    const Client still(port, 4096);
    still.send(get("/large"));
    std::this_thread::sleep_for(milliseconds(2500));
    EXPECT_LT(still.receive_all().size(), large.size());
}

TEST_F(ServedConnections, AClientThatGoesAwayInTheMiddleHarmsNobody) {
    for (int i = 0; i < 8; ++i) {
        Client client(port, 4096);
        client.send(get("/large"));
        client.receive(1000);
        i % 2 == 0 ? client.reset() : client.close();
    }
    const Client other(port);
    other.send(get("/say?word=here"));
    EXPECT_EQ(body_of(other.answer()), "here");
}

TEST_F(ServedConnections, HeadAndNotModifiedHaveNoBodyAndKeepTheConnection) {
    const Client client(port);
    client.send("HEAD /large HTTP/1.1\r\n" + host() + "\r\n" +
                get("/say?word=x", "If-None-Match: \"1\"\r\n") + get("/say?word=y", "Connection: close\r\n"));
    const std::string all = client.receive_all();
    EXPECT_NE(all.find("Content-Length: " + std::to_string(large_bytes)), std::string::npos);
    EXPECT_EQ(count(all, "HTTP/1.1 304"), 1U);
    EXPECT_LT(all.size(), 2000U);
    EXPECT_EQ(body_of(all.substr(all.rfind("HTTP/1.1"))), "y");
}

TEST_F(ServedConnections, EveryAnswerSaysWhenItWasMade) {
    const Client client(port);
    for (const char* target : {"/say?word=x", "/nowhere"}) {
        client.send(get(target));
        const std::string answer = client.answer();
        const std::size_t at = answer.find("\r\nDate: ");
        ASSERT_NE(at, std::string::npos) << answer;
        std::tm said{};
        const char* const end = ::strptime(answer.c_str() + at + 8, "%a, %d %b %Y %H:%M:%S GMT\r\n", &said);
        ASSERT_NE(end, nullptr) << answer;
        EXPECT_NEAR(static_cast<double>(::timegm(&said)), static_cast<double>(std::time(nullptr)), 60);
    }
}

TEST_F(ServedConnections, AreKeptForSoManyRequestsAndSaySo) {
    const Client client(port);
    for (int i = 1; i <= 5; ++i) {
        client.send(get("/say?word=x"));
        const std::string answer = client.answer();
        EXPECT_EQ(answer.find("Connection: close") != std::string::npos, i == 5) << i;
        EXPECT_EQ(answer.find("Keep-Alive: timeout=1\r\n") != std::string::npos, i < 5) << i;
    }
    EXPECT_EQ(client.receive(), "");
}

TEST_F(ServedConnections, AreClosedWhenTheClientSaysSoInWhateverWay) {
    for (const char* said : {"Connection: close\r\n", "connection: Close\r\n", "Connection: x, close\r\n",
                             "Connection: keep-alive\r\nConnection: close\r\n"}) {
        const Client client(port);
        client.send(get("/say?word=x", said));
        const std::string all = client.receive_all();
        EXPECT_NE(all.find("Connection: close\r\n"), std::string::npos) << said;
    }
    const Client old(port);
    old.send("GET /say?word=x HTTP/1.0\r\n" + host() + "\r\n");
    EXPECT_EQ(body_of(old.receive_all()), "x");
}

TEST_F(ServedConnections, IdleOnesAreClosed) {
    const Client client(port);
    client.send(get("/say?word=x"));
    client.answer();
    const auto begin = Clock::now();
    EXPECT_EQ(client.receive(), "");
    EXPECT_LT(Clock::now() - begin, milliseconds(3000));
}

TEST_F(ServedConnections, AHeadMustComeInTimeHoweverItTrickles) {
    const Client client(port);
    const auto begin = Clock::now();
    client.send("GET /say?word=x HTTP/1.1\r\n");
    std::string got;
    Clock::duration closed{};
    std::thread reader([&] {
        got = client.receive_all();
        closed = Clock::now() - begin;
    });
    for (int i = 0; i < 30 && Clock::now() - begin < milliseconds(2500); ++i) {
        client.send("A");
        std::this_thread::sleep_for(milliseconds(100));  // never silent for as long as is allowed
    }
    reader.join();
    EXPECT_LT(closed, milliseconds(2200)) << "a second is allowed";
    EXPECT_EQ(got.find("HTTP/1.1 200"), std::string::npos);
}

TEST_F(ServedConnections, AHeadWithoutEndIsRefused) {
    for (const std::string& begin : {std::string("GET /"), get("/say?word=x").substr(0, 30) + "\r\nX: "}) {
        const Client client(port);
        client.send(begin + std::string(200000, 'a'));
        const std::string all = client.receive_all();
        EXPECT_EQ(all.substr(0, 12), "HTTP/1.1 431") << begin;
        EXPECT_EQ(count(all, "HTTP/1.1"), 1U);
        EXPECT_NE(all.find("Connection: close\r\n"), std::string::npos);
    }
}

TEST_F(ServedConnections, AClientThatIsToldToGoOnSendsItsBody) {
    const Client client(port);
    const std::string request = put("{\"x\"}", "Expect: 100-continue\r\n");
    client.send(request.substr(0, request.find("\r\n\r\n") + 4));
    EXPECT_EQ(client.receive().substr(0, 12), "HTTP/1.1 100");
    client.send("{\"x\"}");
    EXPECT_EQ(body_of(client.answer()), "{\"x\"}");
}

TEST_F(ServedConnections, WhatIsRefusedUnreadIsToldSoAndEnds) {
    const Client client(port);
    const std::string body(100000, ' ');
    client.send("PUT /write HTTP/1.1\r\n" + host() + "Content-Length: 100000\r\n\r\n" + body);
    const std::string all = client.receive_all();
    EXPECT_EQ(all.substr(0, 12), "HTTP/1.1 415");
    EXPECT_NE(all.find("Connection: close\r\n"), std::string::npos);
    EXPECT_EQ(count(all, "HTTP/1.1"), 1U);
}

TEST_F(ServedConnections, AnAnswerUnderWayIsSentWholeWhenTheServerStops) {
    const Client client(port, 4096);
    client.send(get("/large"));
    while (begun == 0) std::this_thread::sleep_for(milliseconds(1));
    std::thread stopping([this] { stop(); });
    std::string got;
    std::thread reader([&] { got = client.receive_all(); });
    stopping.join();
    reader.join();
    EXPECT_TRUE(body_of(got) == large);
}

TEST_F(ServedConnections, ATargetMayBeAWholeAddressOfThisServer) {
    const auto ask = [&](const std::string& target) {
        const Client client(port);
        client.send(get(target, "Connection: close\r\n"));
        return client.receive_all();
    };
    const std::string own = "http://127.0.0.1:" + std::to_string(port);
    EXPECT_EQ(body_of(ask(own + "/say?word=x")), "x");
    EXPECT_EQ(body_of(ask("HTTP://localhost/say?word=x")), "x");
    EXPECT_EQ(ask(own).substr(0, 12), "HTTP/1.1 404") << "it is the path /";
    EXPECT_EQ(ask("http://evil.example/say?word=x").substr(0, 12), "HTTP/1.1 403");
    EXPECT_EQ(ask("http://127.0.0.1@evil.example/say?word=x").substr(0, 12), "HTTP/1.1 403");
    EXPECT_EQ(ask("ftp://127.0.0.1/say?word=x").substr(0, 12), "HTTP/1.1 404");
    const Client client(port);
    client.send("GET " + own + "/say?word=x HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n");
    EXPECT_EQ(client.receive_all().substr(0, 12), "HTTP/1.1 403") << "the Host header counts as well";
    const Client writer(port);
    std::string request = put("{\"x\"}", "Connection: close\r\n");
    request.replace(4, 1, own + "/");
    writer.send(request);
    EXPECT_EQ(body_of(writer.receive_all()), "{\"x\"}");
}

}  // namespace
}  // namespace clausemark
