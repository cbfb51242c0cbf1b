// SPDX-License-Identifier: Apache-2.0
// The life of a connection. See listener.h.
#include "server/http/listener.h"

#include <sys/socket.h>

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
    Connection connection(socket, times_);
    const auto ended = [this] { return svr_sock_ == INVALID_SOCKET; };
    // The library's "close" is for the head that it writes, which is not the one that is sent.
    const auto read_it = [&] {
        bool closes = false;
        process_request(connection, true, closes, nullptr);
        if (!connection.answered() && connection.head_too_long()) refuse_head(connection);
    };
    bool goes_on = true;
    for (std::size_t left = requests_; goes_on && left > 0 && connection.await_request(ended); --left) {
        goes_on = connection.serve(left == 1 || ended(), read_it);
        answered(connection);
    }
    connection.end(WorkerPool::refusing() ? std::chrono::milliseconds(0) : limits::unread_rest_time);
    return true;
}

}  // namespace clausemark
