// SPDX-License-Identifier: Apache-2.0
// Checked fields. See fields.h.
#include "server/json/fields.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "parser/core/edit_distance.h"

namespace clausemark {

Fields::Fields(const Json& object, std::vector<FieldError>& errors) : object_(object), errors_(errors) {
    if (!object.is_object()) errors_.push_back({"", "must be an object"});
}

const Json* Fields::find(std::string_view name) {
    asked_.emplace_back(name);
    if (!object_.is_object()) return nullptr;
    const auto found = object_.find(std::string(name));
    return found == object_.end() ? nullptr : &*found;
}

void Fields::wrong(std::string_view name, std::string message, std::vector<std::string> allowed) {
    errors_.push_back({std::string(name), std::move(message), std::move(allowed)});
}

std::optional<std::string> Fields::text(std::string_view name) {
    const Json* value = find(name);
    if (value == nullptr) return std::nullopt;
    if (value->is_string()) return value->get<std::string>();
    wrong(name, "must be a string");
    return std::nullopt;
}

std::string Fields::required_text(std::string_view name) {
    const std::size_t before = errors_.size();
    auto value = text(name);
    if (!value && errors_.size() == before) wrong(name, "is missing");
    return value.value_or("");
}

std::optional<std::int64_t> Fields::integer(std::string_view name, std::int64_t least, std::int64_t most) {
    const Json* value = find(name);
    if (value == nullptr) return std::nullopt;
    const bool fits = value->is_number_unsigned()
                          ? value->get<std::uint64_t>() <= static_cast<std::uint64_t>(INT64_MAX)
                          : value->is_number_integer();
    if (fits) {
        const auto number = value->get<std::int64_t>();
        if (least <= number && number <= most) return number;
    }
    wrong(name, fmt::format("must be a whole number from {} to {}", least, most),
          {fmt::format("{}..{}", least, most)});
    return std::nullopt;
}

std::optional<bool> Fields::boolean(std::string_view name) {
    const Json* value = find(name);
    if (value == nullptr) return std::nullopt;
    if (value->is_boolean()) return value->get<bool>();
    wrong(name, "must be true or false", {"true", "false"});
    return std::nullopt;
}

std::vector<std::string> Fields::texts(std::string_view name) {
    const Json* value = find(name);
    std::vector<std::string> texts;
    if (value == nullptr) return texts;
    if (!value->is_array()) {
        wrong(name, "must be a list of strings");
        return texts;
    }
    for (std::size_t i = 0; i < value->size(); ++i) {
        if ((*value)[i].is_string())
            texts.push_back((*value)[i].get<std::string>());
        else
            wrong(fmt::format("{}[{}]", name, i), "must be a string");
    }
    return texts;
}

std::optional<std::size_t> Fields::word(std::string_view name, const std::vector<std::string_view>& words) {
    const std::size_t before = errors_.size();
    const auto value = text(name);
    if (!value || errors_.size() != before) return std::nullopt;
    const auto found = std::find(words.begin(), words.end(), *value);
    if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
    wrong(name, fmt::format("must be one of: {}", fmt::join(words, ", ")),
          std::vector<std::string>(words.begin(), words.end()));
    return std::nullopt;
}

void Fields::finish() {
    if (!object_.is_object()) return;
    for (const auto& [name, value] : object_.items()) {
        if (std::find(asked_.begin(), asked_.end(), name) != asked_.end()) continue;
        const std::string_view nearest = nearest_name(name, asked_, 3);
        wrong(name,
              nearest.empty() ? "is not known here"
                              : fmt::format("is not known here; did you mean {}?", nearest),
              asked_);
    }
}

}  // namespace clausemark
