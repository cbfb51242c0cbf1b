// SPDX-License-Identifier: Apache-2.0
// The HTTP server around a router: sockets, limits, timeouts, the checks that come before any handler, a
// graceful stop. The one user of the HTTP library, and of its traps' remedies (docs/adr/ says which).
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "parser/core/limits.h"
#include "parser/core/result.h"
#include "server/http/access.h"
#include "server/http/access_log.h"
#include "server/http/limiter.h"
#include "server/http/metrics.h"
#include "server/http/router.h"

namespace clausemark {

struct HttpOptions {
    LimitSettings limits = {};  ///< of each token
    LogForm log = LogForm::none;
    Metrics* metrics = nullptr;  ///< where answers are counted; must outlive the server
    std::string address = "127.0.0.1";
    int port = 8013;  ///< 0: any free one
    std::size_t workers = 8;
    std::size_t queue = 64;  ///< connections waiting for a worker
    std::size_t body_bytes = limits::request_bytes;
    int read_seconds = 10;  ///< without a byte from the client
    int idle_seconds = 5;   ///< between two requests of one connection
    std::size_t requests_a_connection = 1000;
    std::vector<std::string> allowed_origins = {};  ///< of pages elsewhere that may ask (origins.h)
    std::vector<std::string> host_names = {};       ///< that Host headers may give beside loopback's
    Gate gate = {};                                 ///< empty: everybody may do all
    bool tokens = false;                            ///< every request needs one: other addresses may be taken
};

class HttpServer {
  public:
    HttpServer(Router router, HttpOptions options);
    ~HttpServer();

    /// Takes the address; gives the port. Without tokens, an address that is no loopback is refused.
    Result<int> bind();
    /// Serves until stop() is called, then finishes what is under way. False where the socket failed.
    bool serve();
    bool running() const;  ///< it listens
    void stop();           ///< from any thread; nothing happens before it listens

  private:
    struct Implementation;
    std::unique_ptr<Implementation> implementation_;
};

/// Serves until SIGINT or SIGTERM. Call before other threads are made: it blocks these signals for all of
/// them.
void block_stop_signals();
bool serve_until_signal(HttpServer& server);

}  // namespace clausemark
