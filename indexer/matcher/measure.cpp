// SPDX-License-Identifier: Apache-2.0
// See measure.h.
#include "indexer/matcher/measure.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>

namespace clausemark {
namespace {

struct Interval {
    double low = 0;
    double high = 0;
};

/// The values that satisfy it. "At least every year" allows all shorter periods.
Interval allowed(const Measure& m) {
    constexpr double infinity = std::numeric_limits<double>::infinity();
    const double low = std::min(m.value, m.range_end);
    const double high = std::max(m.value, m.range_end);
    const bool period = m.dimension == "frequency";
    if (m.bound == Bound::exactly) return {low, high};
    return (m.bound == Bound::at_least) != period ? Interval{low, infinity} : Interval{0, high};
}

bool is_time(const Measure& m) {
    return m.dimension == "duration" || m.dimension == "frequency";
}

double slack(const Measure& a, const Measure& b, double tolerance) {
    return is_time(a) && a.unit != b.unit ? tolerance : 0;
}

bool near(double a, double b, double tolerance) {
    // Factors are decimal fractions at worst; what differs by less is the same number computed in two ways.
    constexpr double rounding = 1e-9;
    return std::abs(a - b) <= std::max(tolerance, rounding) * std::max(std::abs(a), std::abs(b));
}

}  // namespace

std::string_view name_of(Bound bound) {
    static constexpr std::array<std::string_view, 3> names = {"exactly", "at-least", "at-most"};
    return names[static_cast<std::size_t>(bound)];
}

bool same_value(const Measure& a, const Measure& b, double tolerance) {
    const double allowance = slack(a, b, tolerance);
    const bool opposed = a.bound != b.bound && a.bound != Bound::exactly && b.bound != Bound::exactly;
    return a.dimension == b.dimension && !opposed && near(a.value, b.value, allowance) &&
           near(a.range_end, b.range_end, allowance);
}

bool contradict(const Measure& a, const Measure& b, double tolerance) {
    if (a.dimension != b.dimension || same_value(a, b, tolerance)) return false;
    if (a.bound == b.bound && a.bound != Bound::exactly) return true;
    const Interval first = allowed(a);
    const Interval second = allowed(b);
    const double low = std::max(first.low, second.low);
    const double high = std::min(first.high, second.high);
    return low > high && !near(low, high, slack(a, b, tolerance));
}

}  // namespace clausemark
