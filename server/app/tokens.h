// SPDX-License-Identifier: Apache-2.0
// Making tokens and knowing them again. Rows of them are indexer/store/tokens.h.
#pragma once

#include <string>
#include <string_view>

namespace clausemark {

/// "clausemark_" and 64 hexadecimal digits: 256 bits from the operating system. The word in front lets people
/// and scanners of repositories see what it is. Throws std::runtime_error where the system has no randomness.
std::string new_token();

/// What the store keeps of it.
std::string token_hash(std::string_view token);

/// The day, in UTC, as YYYY-MM-DD.
std::string today();

}  // namespace clausemark
