// SPDX-License-Identifier: Apache-2.0
// JSON files that people write (clause lists, correspondences, clausemark.json), read into a tree in which
// every value knows its place, so that a mistake can be shown where it stands. Comments (// and /* */) and a
// comma before a closing bracket are allowed. JSON that programs exchange over HTTP is the server's business.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parser/core/span.h"

namespace clausemark {

enum class JsonKind : std::uint8_t { null, boolean, number, string, array, object };

/// "a string", "a list" ...: the kind in a reader's words.
std::string_view kind_words(JsonKind kind);

struct JsonMember;

struct JsonValue {
    JsonKind kind = JsonKind::null;
    bool boolean = false;
    double number = 0;
    std::string string;               ///< decoded
    std::vector<JsonValue> items;     ///< of an array
    std::vector<JsonMember> members;  ///< of an object, in the order of the text; keys may repeat
    Span span;                        ///< in the text, quotes and brackets included

    /// The first member of this name, or null. O(members).
    const JsonValue* find(std::string_view key) const;
};

struct JsonMember {
    std::string key;
    Span key_span;  ///< with its quotes
    JsonValue value;
};

struct JsonSyntaxError {
    Span span;
    std::string message;
    std::string hint;
};

/// A document, or the first place where it is none. Limits: limits::json_depth. O(text).
struct JsonText {
    std::optional<JsonValue> value;
    JsonSyntaxError error;  ///< where there is no value
};
JsonText parse_json(std::string_view text);

}  // namespace clausemark
