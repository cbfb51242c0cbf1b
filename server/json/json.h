// SPDX-License-Identifier: Apache-2.0
// JSON as programs exchange it: strict text in, text with sorted keys out. The values themselves are
// nlohmann's, which only the .cpp files here and the commands' outputs include; its recursive parts are safe
// below the depth that reading allows.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace clausemark {

using Json = nlohmann::json;

/// Why a text, or a field of it, cannot be taken.
struct FieldError {
    std::string field;                      ///< "heading_path[2]"; empty: the whole text
    std::string message;                    ///< one sentence, with what is allowed
    std::vector<std::string> allowed = {};  ///< the values, or "LEAST..MOST"; empty where no list says it
};

/// Strict JSON (RFC 8259): no repeated keys, no depth beyond limits::json_depth, valid UTF-8. O(text).
std::variant<Json, FieldError> read_json(std::string_view text);

/// One line. Keys sorted; bytes that are no UTF-8 become U+FFFD; numbers read back the same.
std::string write_json(const Json& value);
/// The same for people: indented by two.
std::string write_json_indented(const Json& value);

}  // namespace clausemark
