// SPDX-License-Identifier: Apache-2.0
// The threads that serve connections, with a bounded queue before them. When it is full, connections go to
// one more thread that answers 503 at once; when that has its hands full too, nothing more is accepted until
// there is room.
#pragma once

#include <httplib.h>

#include <chrono>
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

    /// Held by a handler while it waits for something to happen: its thread counts as none of the workers for
    /// that time, and another one takes its place, so that those who wait keep nobody from being served. At
    /// most limits::waiting_requests are granted.
    class Waiting {
      public:
        Waiting();
        Waiting(const Waiting&) = delete;
        Waiting& operator=(const Waiting&) = delete;
        ~Waiting();

        bool granted() const { return granted_; }
        /// False: the server stops, and whoever waits should answer now.
        bool sleep(std::chrono::milliseconds time) const;

      private:
        WorkerPool* const pool_;  ///< null outside a server: everything is granted
        bool granted_ = true;
    };

  private:
    struct Lane {
        std::deque<std::function<void()>> tasks;
        std::condition_variable filled;
    };
    void serve(Lane& lane, bool refuse);
    void add_worker();

    const std::size_t queue_;
    const std::size_t workers_;
    Metrics* const metrics_;
    std::mutex mutex_;
    std::condition_variable room_;
    Lane work_;
    Lane overflow_;
    std::condition_variable stopped_;
    std::size_t active_ = 0;   ///< tasks of the work lane under way
    std::size_t waiting_ = 0;  ///< among them, those that wait
    std::size_t spare_ = 0;    ///< threads beyond the workers
    bool stopping_ = false;
    std::vector<std::thread> threads_;
};

}  // namespace clausemark
