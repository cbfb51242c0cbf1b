// SPDX-License-Identifier: Apache-2.0
// Patterns over paths and titles, as people write them in clausemark.json and .gitignore.
#pragma once

#include <string_view>

namespace clausemark {

/// `?` is one character but '/', `*` any number of them, `**` any characters at all; "**/" may also be
/// nothing, so that "**/x.md" matches "x.md". Everything else is itself, bytewise. The whole path must match.
/// O(|pattern| * |path|), no recursion.
bool glob_match(std::string_view pattern, std::string_view path);

}  // namespace clausemark
