// SPDX-License-Identifier: Apache-2.0
// The life of a connection. See listener.h.
#include "server/http/listener.h"

#include <sys/socket.h>

#include <exception>

#include "parser/core/limits_server.h"
#include "server/http/worker_pool.h"

namespace clausemark {

void Listener::set_connections(ConnectionTimes times, std::size_t requests) {
    times_ = times;
    requests_ = requests;
}

void Listener::lengthen_backlog() {
    ::listen(svr_sock_, limits::listen_backlog);
}

bool Listener::process_and_close_socket(socket_t socket) {
    // Who is too much must not hold the thread that says so.
    const bool refusing = WorkerPool::refusing();
    Connection connection(socket,
                          refusing ? ConnectionTimes{limits::refused_time, limits::refused_time} : times_);
    const auto ended = [this] { return svr_sock_ == INVALID_SOCKET; };
    // The library's "close" is for the head that it writes, which is not the one that is sent.
    const auto read_it = [&] {
        bool closes = false;
        process_request(connection, true, closes, nullptr);
        if (!connection.answered() && connection.head_too_long()) refuse_head(connection);
    };
    try {
        bool goes_on = true;
        for (std::size_t left = requests_; goes_on && left > 0 && connection.await_request(ended); --left) {
            goes_on = connection.serve(left == 1 || ended(), read_it);
            answered(connection);
        }
    } catch (const std::exception&) {  // no memory to refuse or to log with: this connection ends, the others
                                       // go on
    }
    connection.end(refusing ? std::chrono::milliseconds(0) : limits::unread_rest_time);
    return true;
}

}  // namespace clausemark
