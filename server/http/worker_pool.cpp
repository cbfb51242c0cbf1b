// SPDX-License-Identifier: Apache-2.0
// Threads and their queues. See worker_pool.h.
#include "server/http/worker_pool.h"

namespace clausemark {
namespace {

thread_local bool refusing_here = false;

}  // namespace

WorkerPool::WorkerPool(std::size_t workers, std::size_t queue, Metrics* metrics)
    : queue_(queue), metrics_(metrics) {
    for (std::size_t i = 0; i < workers; ++i) threads_.emplace_back([this] { serve(work_, false); });
    threads_.emplace_back([this] { serve(overflow_, true); });
}

bool WorkerPool::refusing() {
    return refusing_here;
}

void WorkerPool::enqueue(std::function<void()> task) {
    std::unique_lock lock(mutex_);
    room_.wait(
        lock, [this] { return stopping_ || work_.tasks.size() < queue_ || overflow_.tasks.size() < queue_; });
    Lane& lane = work_.tasks.size() < queue_ ? work_ : overflow_;
    lane.tasks.push_back(std::move(task));
    if (metrics_ != nullptr) {
        metrics_->waiting = static_cast<std::int64_t>(work_.tasks.size());
        if (&lane == &overflow_) ++metrics_->turned_away;
    }
    lane.filled.notify_one();
}

void WorkerPool::shutdown() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
        work_.filled.notify_all();
        overflow_.filled.notify_all();
        room_.notify_all();
    }
    for (std::thread& thread : threads_) thread.join();
}

void WorkerPool::serve(Lane& lane, bool refuse) {
    refusing_here = refuse;
    for (;;) {
        std::function<void()> task;
        {
            std::unique_lock lock(mutex_);
            lane.filled.wait(lock, [&] { return stopping_ || !lane.tasks.empty(); });
            if (lane.tasks.empty()) return;
            task = std::move(lane.tasks.front());
            lane.tasks.pop_front();
            if (metrics_ != nullptr) metrics_->waiting = static_cast<std::int64_t>(work_.tasks.size());
            room_.notify_one();
        }
        task();
    }
}

}  // namespace clausemark
