// SPDX-License-Identifier: Apache-2.0
// One client's connection, as the HTTP library's parser reads from it and as our answers go out. It stands in
// the place of the library's own stream (docs/adr/0014-a-stream-of-our-own.md): it reads ahead and keeps what
// it read for the next request, bounds a request's head in bytes and time, sends head and body of an answer
// in one call and a kept body from where it lies, and is closed wherever a body was left unread.
#pragma once

#include <httplib.h>

#include <array>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "server/http/kept_body.h"

namespace clausemark {

struct ConnectionTimes {
    std::chrono::milliseconds idle;   ///< between two requests
    std::chrono::milliseconds still;  ///< without a byte from the client, or one taken by it
};

/// What is sent: the text of a head, and a body of its own or one that is shared.
struct Outgoing {
    std::string head;
    std::string body = {};
    std::shared_ptr<const KeptBody> kept = {};
};

class Connection final : public httplib::Stream {
  public:
    Connection(socket_t socket, ConnectionTimes times) : socket_(socket), times_(times) {}

    /// The one whose request this thread answers; null outside one.
    static Connection* of_this_thread();

    /// Waits for the first byte of a request. False: none came in time, the client has gone, or `ended`,
    /// which is asked every half second, says that the server stops; what had come by then is served all the
    /// same.
    bool await_request(const std::function<bool()>& ended);
    /// `read_it`: has the library read the request and handlers answer it. The connection is then of this
    /// thread. False: nothing more can come on it.
    bool serve(bool last, const std::function<void()>& read_it);

    // Of the request that is served:
    void end_head() { head_ended_ = true; }
    bool head_too_long() const { return head_too_long_; }
    /// Nothing follows the answer on this connection: it is asked for, or a body was left unread.
    void close_after() { closes_ = true; }
    void leave_unread() { closes_ = unread_ = true; }
    bool closes() const { return closes_; }
    bool answered() const { return outgoing_.has_value(); }
    /// Takes the answer; it is sent when the request has been served. What the library writes from here on is
    /// dropped.
    void answer(Outgoing outgoing) { outgoing_ = std::move(outgoing); }

    /// The client's address.
    const std::string& peer() const { return remote().ip; }

    /// Closes it. Where something was left unread, the client is told first that nothing more comes, and what
    /// it still sends is read for so long: else it may find a reset in the place of its answer.
    void end(std::chrono::milliseconds patience);

    // httplib::Stream
    bool is_readable() const override;
    bool is_writable() const override { return true; }
    ssize_t read(char* to, std::size_t size) override;
    ssize_t write(const char* from, std::size_t size) override;
    void get_remote_ip_and_port(std::string& ip, int& port) const override;
    void get_local_ip_and_port(std::string&, int&) const override {}  // nobody asks for it
    socket_t socket() const override { return socket_; }

  private:
    using Clock = std::chrono::steady_clock;
    struct Name {
        std::string ip;
        int port;
    };

    ssize_t fill();
    bool wait_for(short events, Clock::time_point until) const;
    bool wait_to_send(std::size_t sent, Clock::time_point begin) const;
    bool send_all(std::string_view head, std::string_view body) const;
    Clock::time_point patience_ends() const;
    const Name& remote() const;

    const socket_t socket_;
    const ConnectionTimes times_;
    std::array<char, 16384> buffer_;
    std::size_t begin_ = 0;  ///< of what was read ahead
    std::size_t end_ = 0;
    std::size_t taken_ = 0;  ///< bytes of this request
    Clock::time_point began_;
    bool patient_ = false;  ///< the socket's own time-out is set
    bool head_ended_ = false;
    bool head_too_long_ = false;
    bool closes_ = false;
    bool unread_ = false;
    std::optional<Outgoing> outgoing_;
    mutable std::optional<Name> remote_;
};

}  // namespace clausemark
