// SPDX-License-Identifier: Apache-2.0
// What the server counts of itself, in the text format that Prometheus reads
// (https://prometheus.io/docs/instrumenting/exposition_formats/). Names of routes and statuses alone are
// labels: no page, space or token is named.
#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <tuple>

namespace clausemark {

/// A histogram of seconds.
class Latencies {
  public:
    void add(std::chrono::nanoseconds took);
    /// The lines of one histogram, with `labels` ("route=\"/\"" or empty) in each.
    void write(std::string_view name, std::string_view labels, std::string& out) const;

  private:
    static constexpr std::array<double, 13> bounds = {0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1,
                                                      0.25,  0.5,    1,     2.5,  5,     10};
    std::array<std::uint64_t, bounds.size() + 1> counts_{};
    double sum_ = 0;
};

/// Safe to use from many threads.
class Metrics {
  public:
    /// `route`: as the table of routes has it, or "other".
    void count_request(std::string_view route, std::string_view method, int status,
                       std::chrono::nanoseconds took);
    void count_store(bool writes, std::chrono::nanoseconds took);

    /// Connections that wait for a worker, and those that were answered 503 because too many did.
    std::atomic<std::int64_t> waiting = 0;
    std::atomic<std::uint64_t> turned_away = 0;

    /// All that is counted here. O(routes x statuses).
    std::string text() const;

  private:
    mutable std::mutex mutex_;
    std::map<std::tuple<std::string, std::string, int>, std::uint64_t> requests_;
    std::map<std::string, Latencies> latencies_;
    Latencies reads_;
    Latencies writes_;
};

/// "# HELP", "# TYPE" and one line.
std::string metric(std::string_view name, std::string_view type, std::string_view help, double value);
/// A value of a label, escaped.
std::string label(std::string_view name, std::string_view value);

}  // namespace clausemark
