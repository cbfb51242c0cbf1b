// SPDX-License-Identifier: Apache-2.0
// Writing a whole file so that it is either the old one or the new one, whatever happens in between.
#pragma once

#include <string>
#include <string_view>

namespace clausemark {

/// Writes beside `path` and renames; folders above it must exist. "" or why it failed, in words.
std::string write_file(const std::string& path, std::string_view bytes);

}  // namespace clausemark
