// SPDX-License-Identifier: Apache-2.0
// A value as a page states it: a number in base units, perhaps a range, perhaps only a bound ("at least").
// When two of them say the same, and when they contradict each other. Which words make them is the lexicon's
// matter.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace clausemark {

/// What is said of the value. Of a frequency ("at least every year") the bound is read on how often it is
/// done, so that at_least means this period or a shorter one.
enum class Bound : std::uint8_t { exactly, at_least, at_most };

/// "exactly", "at-least", "at-most": as the API and the store write them.
std::string_view name_of(Bound bound);

struct Measure {
    double value = 0;      ///< in the dimension's base unit (duration and frequency: seconds)
    double range_end = 0;  ///< "6 to 12 months": 12 months; without a range it equals `value`
    Bound bound = Bound::exactly;
    std::string dimension;  ///< "duration", "frequency", "length" ...; "number" where it has no unit
    std::string unit;       ///< the lexicon's name of it: "day", "working-day", "quarterly"
    bool operator==(const Measure&) const = default;
};

/// True where both say the same value: of one dimension, equal (24 hours, one day); or times in differing
/// units that differ by at most `tolerance` of the larger (a quarter and 91 days; a year and 12 months of 30
/// days). Bounds must not oppose each other. Symmetric.
bool same_value(const Measure& a, const Measure& b, double tolerance);

/// True where no value can satisfy both, or both are bounds of one kind with different values (a minimum of
/// 12 and one of 8); measures of differing dimensions never contradict. Symmetric.
bool contradict(const Measure& a, const Measure& b, double tolerance);

}  // namespace clausemark
