// SPDX-License-Identifier: Apache-2.0
// Buckets and places. See limiter.h.
#include "server/http/limiter.h"

#include <algorithm>
#include <cmath>

namespace clausemark {

Limiter::Known& Limiter::known(const std::string& name, Clock::time_point now) {
    return known_.try_emplace(name, Known{settings_.burst, now, 0}).first->second;
}

int Limiter::wait(const std::string& name, Clock::time_point now) {
    if (name.empty() || settings_.a_second <= 0) return 0;
    const std::lock_guard held(mutex_);
    Known& client = known(name, now);
    const double passed = std::max(0.0, std::chrono::duration<double>(now - client.seen).count());
    client.left = std::min(std::max(settings_.burst, 1.0), client.left + passed * settings_.a_second);
    client.seen = std::max(client.seen, now);
    if (client.left >= 1) {
        client.left -= 1;
        return 0;
    }
    return std::max(1, static_cast<int>(std::ceil((1 - client.left) / settings_.a_second)));
}

Limiter::Place::Place(Limiter& limiter, std::string name) : limiter_(limiter), name_(std::move(name)) {
    if (name_.empty() || limiter_.settings_.at_once == 0) return;
    const std::lock_guard held(limiter_.mutex_);
    Known& client = limiter_.known(name_, Clock::now());
    taken_ = client.under_way < limiter_.settings_.at_once;
    if (taken_) ++client.under_way;
}

Limiter::Place::~Place() {
    if (name_.empty() || limiter_.settings_.at_once == 0 || !taken_) return;
    const std::lock_guard held(limiter_.mutex_);
    --limiter_.known_[name_].under_way;
}

}  // namespace clausemark
