// SPDX-License-Identifier: Apache-2.0
// Cursors of lists: where the last answer ended, as an opaque word for the next question. They name values,
// not positions, so that writes in between neither repeat nor skip what stood still.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace clausemark {

std::string write_cursor(const std::vector<std::string>& fields);

/// Nothing for anything but a cursor of this many fields.
std::optional<std::vector<std::string>> read_cursor(std::string_view cursor, std::size_t fields);

}  // namespace clausemark
