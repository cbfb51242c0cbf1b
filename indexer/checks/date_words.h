// SPDX-License-Identifier: Apache-2.0
// A date as people write it, as the days it may mean: "2026-09-30", "30.09.2026", "30 September 2026",
// "September 2026", "2026". Days and months that could be either are both kept, so that a judgement may wait
// until all readings agree. Names of months come from the settings.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clausemark {

struct DateWords {
    std::chrono::sys_days earliest;  ///< of all readings
    std::chrono::sys_days latest;    ///< "2026": 31 December 2026
};

/// `months`: twelve entries of lower-case words, divided by '|'. Nothing where the text is no date of the
/// years 1900 to 2199; a time of day behind it is passed over. O(text).
std::optional<DateWords> read_date(std::string_view text, const std::vector<std::string>& months);

}  // namespace clausemark
