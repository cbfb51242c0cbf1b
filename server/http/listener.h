// SPDX-License-Identifier: Apache-2.0
// The HTTP library's server, with connections of our own (connection.h): it accepts and parses, they read and
// send.
#pragma once

#include <httplib.h>

#include <functional>

#include "server/http/connection.h"

namespace clausemark {

class Listener final : public httplib::Server {
  public:
    /// `requests`: of one connection, at most.
    void set_connections(ConnectionTimes times, std::size_t requests);

    /// Called where a head is longer than may be: gives the connection its answer.
    std::function<void(Connection&)> refuse_head;
    /// Called when an answer has been sent, or could not be.
    std::function<void(Connection&)> answered;

    /// The library lets five connections wait to be accepted. Where more come at once, the kernel drops what
    /// it answers to them, and they stand still for a second.
    void lengthen_backlog();

  private:
    bool process_and_close_socket(socket_t socket) override;

    ConnectionTimes times_{};
    std::size_t requests_ = 1;
};

}  // namespace clausemark
