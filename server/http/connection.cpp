// SPDX-License-Identifier: Apache-2.0
// Reading, sending and closing. See connection.h.
#include "server/http/connection.h"

#include <arpa/inet.h>
#include <linux/sockios.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "parser/core/limits_server.h"

namespace clausemark {
namespace {

using std::chrono::milliseconds;

thread_local Connection* serving = nullptr;

/// The connection is its thread's for as long as this lives.
class OfThisThread {
  public:
    explicit OfThisThread(Connection* connection) { serving = connection; }
    ~OfThisThread() { serving = nullptr; }
    OfThisThread(const OfThisThread&) = delete;
    OfThisThread& operator=(const OfThisThread&) = delete;
};

/// How often a thread that waits for a request looks whether the server stops.
constexpr milliseconds slice{500};

/// What a client that moves may take for so many bytes.
milliseconds time_for(std::size_t bytes) {
    return milliseconds(bytes * 1000 / limits::slowest_bytes_a_second);
}

bool would_wait() {
    return errno == EAGAIN || errno == EWOULDBLOCK;
}

}  // namespace

Connection* Connection::of_this_thread() {
    return serving;
}

bool Connection::await_request(const std::function<bool()>& ended) {
    if (begin_ < end_) return true;
    const milliseconds turn = std::min(slice, times_.idle);
    if (!patient_) {
        const timeval time{turn.count() / 1000, turn.count() % 1000 * 1000};
        ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &time, sizeof time);
        patient_ = true;
    }
    for (milliseconds waited{0}; waited < times_.idle;) {
        const bool last_look = ended();
        const ssize_t got = ::recv(socket_, buffer_.data(), buffer_.size(), last_look ? MSG_DONTWAIT : 0);
        if (got > 0) {
            begin_ = 0;
            end_ = static_cast<std::size_t>(got);
            return true;
        }
        if (got == 0 || last_look) return false;
        if (errno == EINTR) continue;
        if (!would_wait()) return false;
        waited += turn;
    }
    return false;
}

bool Connection::serve(bool last, const std::function<void()>& read_it) {
    taken_ = 0;
    began_ = Clock::now();
    head_ended_ = head_too_long_ = false;
    closes_ = last;
    outgoing_.reset();
    {
        const OfThisThread here(this);
        read_it();
    }
    if (!outgoing_) return false;
    const std::string_view body = outgoing_->kept ? outgoing_->kept->text() : outgoing_->body;
    const bool sent = send_all(outgoing_->head, body);
    outgoing_.reset();
    return sent && !closes_;
}

void Connection::end(milliseconds patience) {
    if (unread_ || begin_ < end_) {
        ::shutdown(socket_, SHUT_WR);
        const Clock::time_point until = Clock::now() + patience;
        std::size_t left = limits::unread_rest_bytes;
        while (left > 0 && wait_for(POLLIN, until)) {
            const ssize_t got = ::recv(socket_, buffer_.data(), buffer_.size(), MSG_DONTWAIT);
            if (got <= 0) break;
            left -= std::min(left, static_cast<std::size_t>(got));
        }
    }
    ::shutdown(socket_, SHUT_RDWR);
    ::close(socket_);
}

bool Connection::is_readable() const {
    return begin_ < end_ || wait_for(POLLIN, patience_ends());
}

ssize_t Connection::read(char* to, std::size_t size) {
    if (begin_ == end_) {
        const ssize_t got = fill();
        if (got <= 0) return got;
    }
    const std::size_t count = std::min(size, end_ - begin_);
    std::memcpy(to, buffer_.data() + begin_, count);
    begin_ += count;
    taken_ += count;
    if (!head_ended_ && taken_ > limits::head_bytes) {
        head_too_long_ = true;
        return -1;
    }
    return static_cast<ssize_t>(count);
}

ssize_t Connection::write(const char* from, std::size_t size) {
    // Before the answer the library says "100 Continue"; its form of the answer is not ours.
    if (!outgoing_ && !send_all({from, size}, {})) return -1;
    return static_cast<ssize_t>(size);
}

void Connection::get_remote_ip_and_port(std::string& ip, int& port) const {
    ip = remote().ip;
    port = remote().port;
}

/// Asked for once: it stays the same.
const Connection::Name& Connection::remote() const {
    if (remote_) return *remote_;
    remote_ = Name{{}, -1};
    sockaddr_storage address{};
    socklen_t size = sizeof address;
    if (::getpeername(socket_, reinterpret_cast<sockaddr*>(&address), &size) != 0) return *remote_;
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (address.ss_family == AF_INET) {
        const auto& four = reinterpret_cast<const sockaddr_in&>(address);
        ::inet_ntop(AF_INET, &four.sin_addr, text.data(), text.size());
        remote_->port = ntohs(four.sin_port);
    } else if (address.ss_family == AF_INET6) {
        const auto& six = reinterpret_cast<const sockaddr_in6&>(address);
        ::inet_ntop(AF_INET6, &six.sin6_addr, text.data(), text.size());
        remote_->port = ntohs(six.sin6_port);
    }
    remote_->ip = text.data();
    return *remote_;
}

/// More of a request that has begun.
ssize_t Connection::fill() {
    for (;;) {
        const ssize_t got = ::recv(socket_, buffer_.data(), buffer_.size(), MSG_DONTWAIT);
        if (got >= 0) {
            begin_ = 0;
            end_ = static_cast<std::size_t>(got);
            return got;
        }
        if (errno == EINTR) continue;
        if (!would_wait() || !wait_for(POLLIN, patience_ends())) return -1;
    }
}

/// A head comes in one go; of a body, something comes at each time, and not too slowly in all.
Connection::Clock::time_point Connection::patience_ends() const {
    const Clock::time_point in_all = began_ + times_.still;
    if (!head_ended_) return in_all;
    return std::min(Clock::now() + times_.still, in_all + time_for(taken_));
}

bool Connection::wait_for(short events, Clock::time_point until) const {
    for (;;) {
        const auto left = std::chrono::ceil<milliseconds>(until - Clock::now());
        pollfd waiting{socket_, events, 0};
        const int ready = ::poll(&waiting, 1, static_cast<int>(std::max<std::int64_t>(0, left.count())));
        if (ready >= 0 || errno != EINTR) return ready > 0;
    }
}

/// A client that takes anything at all is waited for; the kernel calls its socket writable only when a good
/// part of what was sent has been taken.
bool Connection::wait_to_send(std::size_t sent, Clock::time_point begin) const {
    const auto taken = [&] {
        int left = 0;
        return ::ioctl(socket_, SIOCOUTQ, &left) == 0 ? sent - std::min(sent, static_cast<std::size_t>(left))
                                                      : sent;
    };
    std::size_t before = taken();
    Clock::time_point until = Clock::now() + times_.still;
    for (;;) {
        if (wait_for(POLLOUT, std::min(until, Clock::now() + times_.still / 4))) return true;
        const Clock::time_point now = Clock::now();
        const std::size_t after = taken();
        if (after > before) until = now + times_.still;
        before = after;
        if (now >= std::min(until, begin + times_.still + time_for(after))) return false;
    }
}

bool Connection::send_all(std::string_view head, std::string_view body) const {
    std::array<iovec, 2> parts = {iovec{const_cast<char*>(head.data()), head.size()},
                                  iovec{const_cast<char*>(body.data()), body.size()}};
    msghdr message{};
    std::size_t sent = 0;
    std::optional<Clock::time_point> begin;
    for (std::size_t first = 0;;) {
        while (first < parts.size() && parts[first].iov_len == 0) ++first;
        if (first == parts.size()) return true;
        message.msg_iov = parts.data() + first;
        message.msg_iovlen = parts.size() - first;
        const ssize_t put = ::sendmsg(socket_, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (put < 0) {
            if (errno == EINTR) continue;
            if (!would_wait()) return false;
            if (!begin) begin = Clock::now();
            if (!wait_to_send(sent, *begin)) return false;
            continue;
        }
        sent += static_cast<std::size_t>(put);
        for (std::size_t left = static_cast<std::size_t>(put); left > 0;) {
            iovec& part = parts[first];
            const std::size_t of_it = std::min(left, part.iov_len);
            part.iov_base = static_cast<char*>(part.iov_base) + of_it;
            part.iov_len -= of_it;
            left -= of_it;
            if (part.iov_len == 0) ++first;
        }
    }
}

}  // namespace clausemark
