// SPDX-License-Identifier: Apache-2.0
// How much one token may ask: requests a second, by a bucket that refills, and requests at once, so that one
// client cannot hold all workers. Requests without a token have no name and no limit: they come from this
// machine. What clients send before they are known is bounded by the server's queue and by the proxy in
// front.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>

namespace clausemark {

struct LimitSettings {
    double a_second = 100;  ///< 0: no limit
    double burst = 200;     ///< that many at once after a pause
    std::size_t at_once = 6;
};

/// Safe to use from many threads. Remembers each name; names come from the store's tokens.
class Limiter {
  public:
    using Clock = std::chrono::steady_clock;

    explicit Limiter(LimitSettings settings) : settings_(settings) {}

    /// 0: go on; else in how many seconds to come back, rounded up. O(log names).
    int wait(const std::string& name, Clock::time_point now);

    /// A place among the requests under way, until it goes out of scope.
    class Place {
      public:
        Place(Limiter& limiter, std::string name);
        Place(const Place&) = delete;
        Place& operator=(const Place&) = delete;
        ~Place();
        bool taken() const { return taken_; }  ///< false: too many are

      private:
        Limiter& limiter_;
        const std::string name_;
        bool taken_ = true;
    };

  private:
    struct Known {
        double left = 0;
        Clock::time_point seen;
        std::size_t under_way = 0;
    };
    Known& known(const std::string& name, Clock::time_point now);

    const LimitSettings settings_;
    std::mutex mutex_;
    std::map<std::string, Known> known_;
};

}  // namespace clausemark
