// SPDX-License-Identifier: Apache-2.0
// Checked reading of JSON values and the wording of what is wrong with them. See decoder.h.
#include "indexer/json/decoder.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <unordered_set>

#include "parser/core/edit_distance.h"
#include "parser/core/limits.h"

namespace clausemark {
namespace {

std::string quoted_list(std::initializer_list<std::string_view> words) {
    std::string out;
    for (const std::string_view word : words) out += fmt::format("{}\"{}\"", out.empty() ? "" : ", ", word);
    return out;
}

std::string suggestion(std::string_view word, std::initializer_list<std::string_view> known) {
    const std::string_view nearest = nearest_name(word, known, misspelling(word));
    if (!nearest.empty()) return fmt::format("did you mean \"{}\"?", nearest);
    return "it may be " + quoted_list(known);
}

}  // namespace

void JsonDecoder::fault(Code code, Span span, std::string message, std::string hint) {
    ++count_;
    if (count_ < limits::json_faults) {
        faults_.push_back(diagnose_at(code, path_, text_, span, std::move(message), std::move(hint)));
    } else if (count_ == limits::json_faults) {
        faults_.push_back(diagnose_at(code, path_, text_, span, std::move(message),
                                      "the file may hold more mistakes; correct these first"));
    }
}

const JsonValue* JsonDecoder::root() {
    parsed_ = parse_json(text_);
    if (!parsed_.value) {
        fault(codes_.syntax, parsed_.error.span, parsed_.error.message, parsed_.error.hint);
        return nullptr;
    }
    return &*parsed_.value;
}

bool JsonDecoder::expect(const JsonValue& value, JsonKind kind, std::string_view what) {
    if (value.kind == kind) return true;
    bad_value(value, fmt::format("{} must be {}, not {}", what, kind_words(kind), kind_words(value.kind)));
    return false;
}

bool JsonDecoder::map(const JsonValue& value, std::string_view what) {
    if (!expect(value, JsonKind::object, what)) return false;
    std::unordered_set<std::string_view> seen;
    for (const JsonMember& member : value.members) {
        if (!seen.insert(member.key).second) {
            fault(codes_.bad_value, member.key_span,
                  fmt::format("\"{}\" stands twice in {}", member.key, what), "only one of them can hold");
        }
    }
    return true;
}

bool JsonDecoder::object(const JsonValue& value, std::string_view what,
                         std::initializer_list<std::string_view> known) {
    if (!map(value, what)) return false;
    for (const JsonMember& member : value.members) {
        if (std::find(known.begin(), known.end(), member.key) == known.end()) {
            fault(codes_.unknown_key, member.key_span, fmt::format("{} has no \"{}\"", what, member.key),
                  suggestion(member.key, known));
        }
    }
    return true;
}

const JsonValue* JsonDecoder::member(const JsonValue& object, std::string_view key, bool required) {
    const JsonValue* found = object.find(key);
    if (found == nullptr && required) {
        const Span open{object.span.begin, object.span.begin + 1};
        fault(codes_.bad_value, open, fmt::format("\"{}\" is missing here", key));
    }
    return found;
}

std::optional<std::string> JsonDecoder::string(const JsonValue& value, std::string_view what,
                                               bool may_be_empty) {
    if (!expect(value, JsonKind::string, what)) return std::nullopt;
    if (value.string.empty() && !may_be_empty) {
        bad_value(value, fmt::format("{} must not be empty", what));
        return std::nullopt;
    }
    return value.string;
}

std::optional<bool> JsonDecoder::boolean(const JsonValue& value, std::string_view what) {
    if (!expect(value, JsonKind::boolean, what)) return std::nullopt;
    return value.boolean;
}

std::optional<double> JsonDecoder::number(const JsonValue& value, std::string_view what, double least,
                                          double most) {
    if (!expect(value, JsonKind::number, what)) return std::nullopt;
    if (value.number < least || value.number > most) {
        bad_value(value, fmt::format("{} must be between {} and {}", what, least, most));
        return std::nullopt;
    }
    return value.number;
}

std::optional<std::int64_t> JsonDecoder::integer(const JsonValue& value, std::string_view what,
                                                 std::int64_t least, std::int64_t most) {
    if (!expect(value, JsonKind::number, what)) return std::nullopt;
    if (value.number != std::floor(value.number) || value.number < static_cast<double>(least) ||
        value.number > static_cast<double>(most)) {
        bad_value(value, fmt::format("{} must be a whole number between {} and {}", what, least, most));
        return std::nullopt;
    }
    return static_cast<std::int64_t>(value.number);
}

const std::vector<JsonValue>* JsonDecoder::list(const JsonValue& value, std::string_view what) {
    return expect(value, JsonKind::array, what) ? &value.items : nullptr;
}

std::vector<std::string> JsonDecoder::strings(const JsonValue& value, std::string_view what) {
    std::vector<std::string> out;
    if (const auto* items = list(value, what)) {
        for (const JsonValue& item : *items) {
            if (auto text = string(item, fmt::format("each item of {}", what)))
                out.push_back(std::move(*text));
        }
    }
    return out;
}

std::optional<std::size_t> JsonDecoder::one_of(const JsonValue& value, std::string_view what,
                                               std::initializer_list<std::string_view> words) {
    if (!expect(value, JsonKind::string, what)) return std::nullopt;
    const auto* found = std::find(words.begin(), words.end(), value.string);
    if (found == words.end()) {
        bad_value(value, fmt::format("{} cannot be \"{}\"", what, value.string),
                  suggestion(value.string, words));
        return std::nullopt;
    }
    return static_cast<std::size_t>(found - words.begin());
}

}  // namespace clausemark
