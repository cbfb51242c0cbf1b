// SPDX-License-Identifier: Apache-2.0
// Connections over a real pair of sockets: what is read ahead, what is sent, and when a client is given up.
#include "server/http/connection.h"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <string>
#include <thread>

#include "parser/core/limits_server.h"

namespace clausemark {
namespace {

using std::chrono::milliseconds;

class Connections : public testing::Test {
  protected:
    Connections() {
        int sockets[2];
        EXPECT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, sockets), 0);
        client = sockets[0];
        connection =
            std::make_unique<Connection>(sockets[1], ConnectionTimes{milliseconds(200), milliseconds(200)});
    }
    ~Connections() override {
        hang_up();
        connection->end(milliseconds(1));
    }

    void hang_up() {
        if (client >= 0) ::close(client);
        client = -1;
    }
    void send(const std::string& text) const {
        EXPECT_EQ(::send(client, text.data(), text.size(), MSG_NOSIGNAL), static_cast<ssize_t>(text.size()));
    }
    std::string receive(std::size_t size) const {
        std::string got(size, '\0');
        std::size_t at = 0;
        while (at < size) {
            const ssize_t more = ::recv(client, got.data() + at, size - at, 0);
            if (more <= 0) break;
            at += static_cast<std::size_t>(more);
        }
        got.resize(at);
        return got;
    }
    std::string read(std::size_t size) {
        std::string got(size, '\0');
        const ssize_t count = connection->read(got.data(), size);
        got.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
        return got;
    }
    bool await() {
        return connection->await_request([this] { return stops.load(); });
    }

    int client = -1;
    std::atomic<bool> stops = false;
    std::unique_ptr<Connection> connection;
};

TEST_F(Connections, TwoRequestsSentAtOnceAreReadOneAfterTheOther) {
    send("first;second;");
    ASSERT_TRUE(await());
    EXPECT_TRUE(connection->serve(false, [&] {
        EXPECT_EQ(Connection::of_this_thread(), connection.get());
        EXPECT_EQ(read(6), "first;");
        connection->answer({"1"});
    }));
    EXPECT_EQ(Connection::of_this_thread(), nullptr);
    ASSERT_TRUE(await()) << "it was read ahead";
    EXPECT_TRUE(connection->serve(false, [&] {
        EXPECT_EQ(read(100), "second;");
        connection->answer({"2"});
    }));
    EXPECT_EQ(receive(2), "12");
}

TEST_F(Connections, HeadAndKeptBodyArriveWholeThoughTheClientTakesThemSlowly) {
    const std::string text(5'000'000, 'x');
    send("r");
    ASSERT_TRUE(await());
    std::string got;
    std::thread reader([&] { got = receive(4 + text.size()); });
    EXPECT_TRUE(connection->serve(false, [&] {
        read(1);
        connection->answer({"head", {}, std::make_shared<const KeptBody>(text)});
    }));
    reader.join();
    EXPECT_EQ(got.substr(0, 4), "head");
    EXPECT_TRUE(got.substr(4) == text);
}

TEST_F(Connections, AClientThatTakesNothingIsGivenUp) {
    send("r");
    ASSERT_TRUE(await());
    EXPECT_FALSE(connection->serve(false, [&] {
        read(1);
        connection->answer({"head", std::string(50'000'000, 'x')});
    }));
}

TEST_F(Connections, AClientThatHasGoneIsNoErrorWhereverItWent) {
    send("r");
    ASSERT_TRUE(await());
    hang_up();
    EXPECT_FALSE(connection->serve(false, [&] {
        read(1);
        EXPECT_EQ(read(1), "") << "nothing more comes";
        connection->answer({"head", std::string(1'000'000, 'x')});
    }));
    EXPECT_FALSE(await());
}

TEST_F(Connections, AClientThatAsksNothingIsGivenUp) {
    EXPECT_FALSE(await());
}

TEST_F(Connections, AServerThatStopsAnswersWhatHasComeAndWaitsForNoMore) {
    stops = true;
    send("r");
    EXPECT_TRUE(await());
    EXPECT_TRUE(connection->serve(false, [&] {
        read(1);
        connection->answer({"1"});
    }));
    EXPECT_FALSE(await());
}

TEST_F(Connections, AHeadThatNeverEndsIsCutAndSaidToBeTooLong) {
    std::thread writer([&] {
        const std::string line(1000, 'x');
        for (std::size_t sent = 0; sent < limits::head_bytes + 100'000; sent += line.size())
            if (::send(client, line.data(), line.size(), MSG_NOSIGNAL) < 0) break;
    });
    ASSERT_TRUE(await());
    connection->serve(false, [&] {
        std::size_t taken = 0;
        for (std::string got = read(4096); !got.empty(); got = read(4096)) taken += got.size();
        EXPECT_LE(taken, limits::head_bytes);
        EXPECT_TRUE(connection->head_too_long());
        connection->leave_unread();
        connection->answer({"431"});
    });
    EXPECT_EQ(receive(3), "431") << "the client learns why";
    std::thread ending([&] { connection->end(milliseconds(500)); });
    writer.join();
    hang_up();
    ending.join();
    int sockets[2];  // the fixture ends a connection
    ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM, 0, sockets), 0);
    client = sockets[0];
    connection = std::make_unique<Connection>(sockets[1], ConnectionTimes{milliseconds(1), milliseconds(1)});
}

TEST_F(Connections, ABodyMayBeLongerThanAHead) {
    const std::string body(limits::head_bytes * 2, 'x');
    std::thread writer([&] { send("h" + body); });
    ASSERT_TRUE(await());
    connection->serve(false, [&] {
        EXPECT_EQ(read(1), "h");
        connection->end_head();
        std::size_t taken = 0;
        while (taken < body.size()) {
            const std::string got = read(4096);
            if (got.empty()) break;
            taken += got.size();
        }
        EXPECT_EQ(taken, body.size());
        connection->answer({"ok"});
    });
    writer.join();
    EXPECT_EQ(receive(2), "ok");
}

TEST_F(Connections, WhatTheLibraryWritesBehindAnAnswerIsDropped) {
    send("r");
    ASSERT_TRUE(await());
    connection->serve(false, [&] {
        connection->write("100;", 4);
        connection->answer({"ours"});
        connection->write("HTTP/1.1 200 OK", 15);
    });
    EXPECT_EQ(receive(8), "100;ours");
}

TEST_F(Connections, ARequestWithoutAnAnswerEndsTheConnection) {
    send("r");
    ASSERT_TRUE(await());
    EXPECT_FALSE(connection->serve(false, [] {}));
}

TEST_F(Connections, TheLastRequestOfAConnectionEndsIt) {
    send("r");
    ASSERT_TRUE(await());
    EXPECT_FALSE(connection->serve(true, [&] {
        EXPECT_TRUE(connection->closes());
        connection->answer({"1"});
    }));
    EXPECT_EQ(receive(1), "1");
}

}  // namespace
}  // namespace clausemark
