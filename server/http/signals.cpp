// SPDX-License-Identifier: Apache-2.0
// Serving until somebody asks the process to end. The signals are waited for on a thread of their own, where
// anything may be called; a handler could call next to nothing. See server.h.
#include <signal.h>
#include <time.h>

#include <atomic>
#include <chrono>
#include <thread>

#include "server/http/server.h"

namespace clausemark {
namespace {

sigset_t stop_signals() {
    sigset_t set;
    sigemptyset(&set);
    sigaddset(&set, SIGINT);
    sigaddset(&set, SIGTERM);
    return set;
}

}  // namespace

void block_stop_signals() {
    const sigset_t set = stop_signals();
    pthread_sigmask(SIG_BLOCK, &set, nullptr);
}

bool serve_until_signal(HttpServer& server) {
    std::atomic<bool> ended = false;
    std::atomic<bool> asked = false;
    std::thread waiter([&] {
        const sigset_t set = stop_signals();
        const timespec patience{0, 200'000'000};
        while (!ended) {
            if (sigtimedwait(&set, nullptr, &patience) < 0) continue;
            asked = true;
            // A stop before it listens would be lost.
            while (!ended && !server.running()) std::this_thread::sleep_for(std::chrono::milliseconds(10));
            server.stop();
            return;
        }
    });
    const bool served = server.serve();
    ended = true;
    waiter.join();
    return served || asked;
}

}  // namespace clausemark
