// SPDX-License-Identifier: Apache-2.0
// Reading and answering "checks" and "checks-in". See checks.h.
#include "indexer/config/checks.h"

#include <fmt/format.h>

#include <algorithm>

#include "indexer/config/glob.h"
#include "indexer/json/decoder.h"

namespace clausemark {
namespace {

constexpr JsonCodes codes{Code::config_syntax, Code::config_unknown_key, Code::config_bad_value};

/// The code that a key names, where it is one that can be set.
std::optional<Code> read_code(JsonDecoder& in, const JsonMember& member) {
    const auto code = code_named(member.key);
    if (code && check_code(*code) != nullptr) return code;
    if (code) {
        in.fault(Code::config_bad_value, member.key_span,
                 fmt::format("{} is a failure and cannot be switched", code_text(*code)),
                 "clausemark check --list shows those that can");
        return std::nullopt;
    }
    in.fault(Code::config_unknown_key, member.key_span, fmt::format("there is no check \"{}\"", member.key),
             check_hint(member.key));
    return std::nullopt;
}

void read_levels(JsonDecoder& in, const JsonValue& value, CheckSettings::Levels& to) {
    if (!in.map(value, "\"checks\"")) return;
    for (const JsonMember& member : value.members) {
        const auto code = read_code(in, member);
        const auto level =
            in.one_of(member.value, fmt::format("\"{}\"", member.key), {"off", "note", "warning", "error"});
        if (!code || !level) continue;
        static constexpr std::optional<Severity> levels[] = {std::nullopt, Severity::note, Severity::warning,
                                                             Severity::error};
        to[*code] = levels[*level];
    }
}

}  // namespace

std::optional<Severity> CheckSettings::level_of(Code code, std::string_view page) const {
    const auto matches = [&](const std::string& glob) { return glob_match(glob, page); };
    for (auto set = some.rbegin(); set != some.rend(); ++set) {
        const auto level = set->levels.find(code);
        if (level != set->levels.end() && !page.empty() && std::ranges::any_of(set->pages, matches))
            return level->second;
    }
    if (const auto level = levels.find(code); level != levels.end()) return level->second;
    const CheckCode* row = check_code(code);
    return row != nullptr && !row->on ? std::nullopt : std::optional(info(code).severity);
}

bool CheckSettings::wanted(Code code) const {
    const auto on = [&](const Pages& pages) {
        const auto level = pages.levels.find(code);
        return level != pages.levels.end() && level->second;
    };
    return level_of(code).has_value() || std::ranges::any_of(some, on);
}

void read_checks(JsonDecoder& in, const JsonValue& root, CheckSettings& to) {
    if (const JsonValue* value = in.member(root, "checks")) read_levels(in, *value, to.levels);
    const JsonValue* some = in.member(root, "checks-in");
    const auto* items = some != nullptr ? in.list(*some, "\"checks-in\"") : nullptr;
    if (items == nullptr) return;
    to.some.clear();
    for (const JsonValue& item : *items) {
        if (!in.object(item, "an entry of \"checks-in\"", {"pages", "checks"})) continue;
        CheckSettings::Pages made;
        if (const JsonValue* pages = in.member(item, "pages", true))
            made.pages = in.strings(*pages, "\"pages\"");
        if (const JsonValue* levels = in.member(item, "checks", true)) read_levels(in, *levels, made.levels);
        to.some.push_back(std::move(made));
    }
}

CheckSettings check_settings_of(std::string_view text) {
    std::vector<Diagnostic> faults;
    JsonDecoder in({}, text, codes, faults);
    CheckSettings settings;
    const JsonValue* root = in.root();
    if (root != nullptr && root->kind == JsonKind::object) read_checks(in, *root, settings);
    return settings;
}

}  // namespace clausemark
