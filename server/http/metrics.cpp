// SPDX-License-Identifier: Apache-2.0
// Counting, and writing what was counted. See metrics.h.
#include "server/http/metrics.h"

#include <fmt/format.h>

namespace clausemark {
namespace {

std::string head(std::string_view name, std::string_view type, std::string_view help) {
    return fmt::format("# HELP {0} {1}\n# TYPE {0} {2}\n", name, help, type);
}

}  // namespace

void Latencies::add(std::chrono::nanoseconds took) {
    const double seconds = std::chrono::duration<double>(took).count();
    std::size_t bucket = 0;
    while (bucket < bounds.size() && seconds > bounds[bucket]) ++bucket;
    ++counts_[bucket];
    sum_ += seconds;
}

void Latencies::write(std::string_view name, std::string_view labels, std::string& out) const {
    const std::string with = labels.empty() ? std::string() : std::string(labels) + ",";
    std::uint64_t up_to = 0;
    for (std::size_t i = 0; i < bounds.size(); ++i) {
        up_to += counts_[i];
        out += fmt::format("{}_bucket{{{}le=\"{}\"}} {}\n", name, with, bounds[i], up_to);
    }
    up_to += counts_.back();
    const std::string alone = labels.empty() ? std::string() : "{" + std::string(labels) + "}";
    out += fmt::format("{0}_bucket{{{1}le=\"+Inf\"}} {2}\n{0}_sum{3} {4}\n{0}_count{3} {2}\n", name, with,
                       up_to, alone, sum_);
}

void Metrics::count_request(std::string_view route, std::string_view method, int status,
                            std::chrono::nanoseconds took) {
    const std::lock_guard held(mutex_);
    ++requests_[{std::string(route), std::string(method), status}];
    latencies_[std::string(route)].add(took);
}

void Metrics::count_store(bool writes, std::chrono::nanoseconds took) {
    const std::lock_guard held(mutex_);
    (writes ? writes_ : reads_).add(took);
}

std::string Metrics::text() const {
    const std::lock_guard held(mutex_);
    std::string out =
        head("clausemark_requests_total", "counter", "Requests answered, by route, method and status.");
    for (const auto& [key, count] : requests_) {
        const auto& [route, method, status] = key;
        out += fmt::format("clausemark_requests_total{{{},{},status=\"{}\"}} {}\n", label("route", route),
                           label("method", method), status, count);
    }
    out += head("clausemark_request_seconds", "histogram",
                "From the head of a request to its answer, by route.");
    for (const auto& [route, latencies] : latencies_)
        latencies.write("clausemark_request_seconds", label("route", route), out);
    out += head("clausemark_store_seconds", "histogram", "Transactions of the store, by kind.");
    reads_.write("clausemark_store_seconds", label("kind", "read"), out);
    writes_.write("clausemark_store_seconds", label("kind", "write"), out);
    out += metric("clausemark_connections_waiting", "gauge", "Connections that wait for a worker.",
                  static_cast<double>(waiting));
    out += metric("clausemark_connections_turned_away_total", "counter",
                  "Connections beyond the queue, which are answered 503.", static_cast<double>(turned_away));
    return out;
}

std::string metric(std::string_view name, std::string_view type, std::string_view help, double value) {
    return head(name, type, help) + fmt::format("{} {}\n", name, value);
}

std::string label(std::string_view name, std::string_view value) {
    std::string out = std::string(name) + "=\"";
    for (const char c : value) {
        if (c == '\\' || c == '"') out += '\\';
        if (c == '\n')
            out += "\\n";
        else
            out += c;
    }
    return out + '"';
}

}  // namespace clausemark
