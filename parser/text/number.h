// SPDX-License-Identifier: Apache-2.0
// The value of a number as pages write it: "12", "1,000", "3.5". Number words are the lexicon's.
#pragma once

#include <optional>
#include <string_view>

namespace clausemark {

/// Digits, groups of three behind commas, at most one decimal point. Nothing for "9.2.1" or "12th". O(text).
std::optional<double> number_value(std::string_view text);

}  // namespace clausemark
