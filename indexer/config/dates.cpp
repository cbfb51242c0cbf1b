// SPDX-License-Identifier: Apache-2.0
// See dates.h.
#include "indexer/config/dates.h"

#include <charconv>
#include <chrono>
#include <optional>

namespace clausemark {

bool is_date(std::string_view text) {
    const auto part = [&](std::size_t at, std::size_t size) {
        unsigned value = 0;
        const char* begin = text.data() + at;
        const auto [end, error] = std::from_chars(begin, begin + size, value);
        return error == std::errc{} && end == begin + size ? std::optional(value) : std::nullopt;
    };
    if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
    const auto year = part(0, 4), month = part(5, 2), day = part(8, 2);
    return year && month && day &&
           std::chrono::year_month_day(std::chrono::year(static_cast<int>(*year)), std::chrono::month(*month),
                                       std::chrono::day(*day))
               .ok();
}

}  // namespace clausemark
