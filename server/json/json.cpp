// SPDX-License-Identifier: Apache-2.0
// Reading and writing JSON text. See json.h.
#include "server/json/json.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>
#include <set>

#include "parser/core/limits.h"

namespace clausemark {

std::variant<Json, FieldError> read_json(std::string_view text) {
    // The parser takes a zero byte for the end of the text, whatever follows it.
    if (const std::size_t zero = text.find('\0'); zero != std::string_view::npos)
        return FieldError{"", fmt::format("this is no valid JSON from byte {} on", zero + 1)};
    std::vector<std::set<std::string>> open;  // the keys of each object around the place
    const auto check = [&](int depth, Json::parse_event_t event, Json& parsed) {
        if (depth > static_cast<int>(limits::json_depth))
            throw FieldError{"", fmt::format("this is nested deeper than {} levels", limits::json_depth)};
        if (event == Json::parse_event_t::object_start) open.emplace_back();
        if (event == Json::parse_event_t::object_end) open.pop_back();
        if (event == Json::parse_event_t::key) {
            const auto& key = parsed.get_ref<const std::string&>();
            if (!open.back().insert(key).second) throw FieldError{key, "is given twice"};
        }
        return true;
    };
    try {
        return Json::parse(text, check);
    } catch (const FieldError& error) {
        return error;
    } catch (const Json::parse_error& error) {
        return FieldError{"", fmt::format("this is no valid JSON from byte {} on", error.byte)};
    } catch (const Json::exception&) {
        return FieldError{"", "a number in it is out of range"};
    }
}

std::string write_json(const Json& value) {
    return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string write_json_indented(const Json& value) {
    return value.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace clausemark
