// SPDX-License-Identifier: Apache-2.0
// Work in three stages: one producer, several workers, and the caller, who takes the results in the order in
// which the jobs were produced. What is under way is bounded in number and weight, so that a slow stage holds
// the faster ones up instead of filling the memory.
#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

namespace clausemark {

template <typename Job, typename Outcome>
class Pipeline {
  public:
    using Worker = std::function<Outcome(Job&&)>;

    /// What may be under way: so many jobs, and so much of what a job weighs; one job may weigh more alone.
    struct Bounds {
        std::size_t jobs;
        std::size_t weight;
    };

    /// `make_worker` is called once on each worker's own thread. `produce` gives jobs until it has none left.
    Pipeline(std::function<std::optional<Job>()> produce, std::function<std::size_t(const Job&)> weigh,
             std::function<Worker()> make_worker, std::size_t workers, Bounds bounds)
        : produce_(std::move(produce)),
          weigh_(std::move(weigh)),
          make_worker_(std::move(make_worker)),
          bounds_(bounds) {
        threads_.emplace_back([this] { guarded([this] { run_producer(); }); });
        for (std::size_t i = 0; i < workers; ++i)
            threads_.emplace_back([this] { guarded([this] { run_worker(); }); });
    }
    Pipeline(const Pipeline&) = delete;
    Pipeline& operator=(const Pipeline&) = delete;

    /// Whatever is under way is finished, nothing new is begun.
    ~Pipeline() {
        stop();
        for (std::thread& thread : threads_) thread.join();
    }

    /// The next outcome, or nothing at the end. Rethrows what a stage threw.
    std::optional<Outcome> next() {
        std::unique_lock lock(mutex_);
        changed_.wait(
            lock, [this] { return failure_ || (!order_.empty() ? order_.front()->done : produced_all_); });
        if (failure_) std::rethrow_exception(failure_);
        if (order_.empty()) return std::nullopt;
        std::optional<Outcome> outcome = std::move(order_.front()->outcome);
        weight_ -= order_.front()->weight;
        order_.pop_front();
        changed_.notify_all();
        return outcome;
    }

  private:
    struct Slot {
        Job job;
        std::size_t weight = 0;
        std::optional<Outcome> outcome;
        bool done = false;
    };

    void stop() {
        const std::lock_guard lock(mutex_);
        stopped_ = true;
        changed_.notify_all();
    }

    void guarded(const std::function<void()>& stage) {
        try {
            stage();
        } catch (...) {
            const std::lock_guard lock(mutex_);
            if (!failure_) failure_ = std::current_exception();
            stopped_ = true;
            changed_.notify_all();
        }
    }

    void run_producer() {
        for (;;) {
            std::optional<Job> job = produce_();
            const std::size_t weight = job ? weigh_(*job) : 0;
            std::unique_lock lock(mutex_);
            changed_.wait(lock, [&] {
                return stopped_ || !job || order_.empty() ||
                       (order_.size() < bounds_.jobs && weight_ + weight <= bounds_.weight);
            });
            if (stopped_) return;
            if (!job) {
                produced_all_ = true;
            } else {
                auto slot = std::make_shared<Slot>(Slot{std::move(*job), weight, std::nullopt, false});
                weight_ += weight;
                waiting_.push_back(slot);
                order_.push_back(std::move(slot));
            }
            changed_.notify_all();
            if (produced_all_) return;
        }
    }

    void run_worker() {
        const Worker worker = make_worker_();
        for (;;) {
            std::shared_ptr<Slot> slot;
            {
                std::unique_lock lock(mutex_);
                changed_.wait(lock, [this] { return stopped_ || !waiting_.empty() || produced_all_; });
                if (stopped_ || waiting_.empty()) return;
                slot = std::move(waiting_.front());
                waiting_.pop_front();
            }
            std::optional<Outcome> outcome = worker(std::move(slot->job));
            const std::lock_guard lock(mutex_);
            slot->outcome = std::move(outcome);
            slot->done = true;
            changed_.notify_all();
        }
    }

    const std::function<std::optional<Job>()> produce_;
    const std::function<std::size_t(const Job&)> weigh_;
    const std::function<Worker()> make_worker_;
    const Bounds bounds_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<std::shared_ptr<Slot>> waiting_;
    std::deque<std::shared_ptr<Slot>> order_;
    std::size_t weight_ = 0;
    std::exception_ptr failure_;
    bool produced_all_ = false;
    bool stopped_ = false;
    std::vector<std::thread> threads_;  // last: they use all of the above
};

}  // namespace clausemark
