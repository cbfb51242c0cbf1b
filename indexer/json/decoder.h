// SPDX-License-Identifier: Apache-2.0
// Checked reading of one JSON file: each wrong name, kind or value becomes a diagnostic at its place and
// reading goes on, so that one run shows every mistake. What the names mean is left to the caller.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/json/json.h"
#include "parser/core/diagnostic.h"

namespace clausemark {

/// The codes under which a kind of file reports its mistakes.
struct JsonCodes {
    Code syntax;
    Code unknown_key;
    Code bad_value;
};

class JsonDecoder {
  public:
    /// `text` and `faults` must outlive the decoder. At most limits::json_faults are added to `faults`.
    JsonDecoder(std::string_view path, std::string_view text, JsonCodes codes,
                std::vector<Diagnostic>& faults)
        : path_(path), text_(text), codes_(codes), faults_(faults) {}

    /// The whole file, which must be an object; null after a syntax error, which is then reported.
    const JsonValue* root();

    /// Checks that `value` is an object and that its members are among `known`, each once. An unknown name is
    /// reported with the nearest known one. False where it is no object.
    bool object(const JsonValue& value, std::string_view what, std::initializer_list<std::string_view> known);
    /// The same where any name may stand: only repeated ones are reported.
    bool map(const JsonValue& value, std::string_view what);

    /// A member of an object, or null; `required` members that are missing are reported at the object.
    const JsonValue* member(const JsonValue& object, std::string_view key, bool required = false);

    /// Values of one kind; anything else is reported. `what` names the value in the message: `"title"`.
    std::optional<std::string> string(const JsonValue& value, std::string_view what,
                                      bool may_be_empty = false);
    std::optional<bool> boolean(const JsonValue& value, std::string_view what);
    std::optional<double> number(const JsonValue& value, std::string_view what, double least, double most);
    /// A whole number; the bounds must be below 2^53.
    std::optional<std::int64_t> integer(const JsonValue& value, std::string_view what, std::int64_t least,
                                        std::int64_t most);
    const std::vector<JsonValue>* list(const JsonValue& value, std::string_view what);
    /// A list of strings, none empty; wrong items are reported and left out.
    std::vector<std::string> strings(const JsonValue& value, std::string_view what);
    /// One of the words; reported with the nearest one and the list of all. Gives its index.
    std::optional<std::size_t> one_of(const JsonValue& value, std::string_view what,
                                      std::initializer_list<std::string_view> words);

    /// Reports a fault at a place of the text.
    void fault(Code code, Span span, std::string message, std::string hint = {});
    void bad_value(const JsonValue& value, std::string message, std::string hint = {}) {
        fault(codes_.bad_value, value.span, std::move(message), std::move(hint));
    }
    /// Faults reported by this decoder.
    std::size_t count() const { return count_; }

  private:
    bool expect(const JsonValue& value, JsonKind kind, std::string_view what);

    std::string path_;
    std::string_view text_;
    JsonCodes codes_;
    std::vector<Diagnostic>& faults_;
    std::size_t count_ = 0;
    JsonText parsed_;
};

}  // namespace clausemark
