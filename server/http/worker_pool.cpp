// SPDX-License-Identifier: Apache-2.0
// Threads and their queues. See worker_pool.h.
#include "server/http/worker_pool.h"

#include "parser/core/limits.h"

namespace clausemark {
namespace {

thread_local bool refusing_here = false;
thread_local WorkerPool* pool_here = nullptr;

}  // namespace

WorkerPool::WorkerPool(std::size_t workers, std::size_t queue, Metrics* metrics)
    : queue_(queue), workers_(workers), metrics_(metrics) {
    for (std::size_t i = 0; i < workers; ++i) add_worker();
    threads_.emplace_back([this] { serve(overflow_, true); });
}

void WorkerPool::add_worker() {
    threads_.emplace_back([this] { serve(work_, false); });
}

WorkerPool::Waiting::Waiting() : pool_(pool_here) {
    if (pool_ == nullptr) return;
    const std::lock_guard lock(pool_->mutex_);
    granted_ = !refusing_here && !pool_->stopping_ && pool_->waiting_ < limits::waiting_requests;
    if (!granted_) return;
    if (++pool_->waiting_ > pool_->spare_) {
        pool_->add_worker();
        ++pool_->spare_;
    }
    pool_->work_.filled.notify_one();
}

WorkerPool::Waiting::~Waiting() {
    if (pool_ == nullptr || !granted_) return;
    const std::lock_guard lock(pool_->mutex_);
    --pool_->waiting_;
}

bool WorkerPool::Waiting::sleep(std::chrono::milliseconds time) const {
    if (pool_ == nullptr) {
        std::this_thread::sleep_for(time);
        return true;
    }
    std::unique_lock lock(pool_->mutex_);
    return !pool_->stopped_.wait_for(lock, time, [this] { return pool_->stopping_; });
}

bool WorkerPool::refusing() {
    return refusing_here;
}

void WorkerPool::enqueue(std::function<void()> task) {
    std::unique_lock lock(mutex_);
    // Those that an idle worker is about to take do not wait: of many that come at once, none is too much.
    const auto has_room = [this] {
        const std::size_t busy = active_ - waiting_;
        return work_.tasks.size() < queue_ + (busy < workers_ ? workers_ - busy : 0);
    };
    room_.wait(lock, [&] { return stopping_ || has_room() || overflow_.tasks.size() < queue_; });
    Lane& lane = has_room() ? work_ : overflow_;
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
        stopped_.notify_all();
    }
    for (std::thread& thread : threads_) thread.join();
}

void WorkerPool::serve(Lane& lane, bool refuse) {
    refusing_here = refuse;
    pool_here = this;
    // Threads beyond the workers take a task only while others wait.
    const auto free = [&] { return refuse || active_ - waiting_ < workers_; };
    std::unique_lock lock(mutex_);
    for (;;) {
        lane.filled.wait(lock, [&] { return stopping_ || (!lane.tasks.empty() && free()); });
        if (lane.tasks.empty()) return;
        std::function<void()> task = std::move(lane.tasks.front());
        lane.tasks.pop_front();
        if (!refuse) ++active_;
        if (metrics_ != nullptr) metrics_->waiting = static_cast<std::int64_t>(work_.tasks.size());
        room_.notify_one();
        lock.unlock();
        task();
        task = nullptr;
        lock.lock();
        if (refuse) continue;
        --active_;
        if (!lane.tasks.empty()) lane.filled.notify_one();
    }
}

}  // namespace clausemark
