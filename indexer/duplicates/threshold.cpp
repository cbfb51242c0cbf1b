// SPDX-License-Identifier: Apache-2.0
// See threshold.h.
#include "indexer/duplicates/threshold.h"

namespace clausemark {

std::optional<Threshold> Threshold::parse(std::string_view text) {
    std::uint64_t numerator = 0, denominator = 1;
    bool digits = false, point = false;
    for (const char c : text) {
        if (c == '.' && !point) {
            point = true;
            continue;
        }
        if (c < '0' || c > '9') return std::nullopt;
        digits = true;
        numerator = numerator * 10 + static_cast<std::uint64_t>(c - '0');
        if (point) denominator *= 10;
        if (numerator > denominator) return std::nullopt;  // above 1
        if (denominator > 1'000'000'000) return std::nullopt;
    }
    if (!digits || numerator == 0) return std::nullopt;
    return Threshold(numerator, denominator);
}

}  // namespace clausemark
