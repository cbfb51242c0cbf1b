// SPDX-License-Identifier: Apache-2.0
// Days as settings and command lines write them.
#pragma once

#include <string_view>

namespace clausemark {

/// A day that exists, as YYYY-MM-DD.
bool is_date(std::string_view text);

}  // namespace clausemark
