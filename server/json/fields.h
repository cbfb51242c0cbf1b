// SPDX-License-Identifier: Apache-2.0
// Checked reading of the fields of a JSON object: kind and range of each are said by the caller, everything
// wrong is collected, a name that was not asked for is an error with the nearest one that was.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "server/json/json.h"

namespace clausemark {

class Fields {
  public:
    /// `object` and `errors` must outlive this. Anything but an object is an error, and has no fields.
    Fields(const Json& object, std::vector<FieldError>& errors);

    std::optional<std::string> text(std::string_view name);
    std::string required_text(std::string_view name);
    std::optional<std::int64_t> integer(std::string_view name, std::int64_t least, std::int64_t most);
    std::optional<bool> boolean(std::string_view name);
    std::vector<std::string> texts(std::string_view name);
    /// One of the words; gives its index.
    std::optional<std::size_t> word(std::string_view name, const std::vector<std::string_view>& words);

    /// Call last: reports fields that were never asked for.
    void finish();

  private:
    const Json* find(std::string_view name);
    void wrong(std::string_view name, std::string message, std::vector<std::string> allowed = {});

    const Json& object_;
    std::vector<FieldError>& errors_;
    std::vector<std::string> asked_;
};

}  // namespace clausemark
