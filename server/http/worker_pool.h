// SPDX-License-Identifier: Apache-2.0
// The threads that serve connections, with a bounded queue before them. When it is full, connections go to
// one more thread that answers 503 at once; when that has its hands full too, nothing more is accepted until
// there is room.
#pragma once

#include <httplib.h>

#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "server/http/metrics.h"

namespace clausemark {

class WorkerPool final : public httplib::TaskQueue {
  public:
    /// `metrics`, where there is one, is told who waits and who is refused.
    WorkerPool(std::size_t workers, std::size_t queue, Metrics* metrics);
    ~WorkerPool() override = default;

    void enqueue(std::function<void()> task) override;
    void shutdown() override;  ///< finishes what was accepted

    /// True on the thread that serves what is too much.
    static bool refusing();

  private:
    struct Lane {
        std::deque<std::function<void()>> tasks;
        std::condition_variable filled;
    };
    void serve(Lane& lane, bool refuse);

    const std::size_t queue_;
    Metrics* const metrics_;
    std::mutex mutex_;
    std::condition_variable room_;
    Lane work_;
    Lane overflow_;
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace clausemark
