// SPDX-License-Identifier: Apache-2.0
// Which findings about pages are wanted, and how grave they are: "checks" and "checks-in" of clausemark.json.
// What the checks do is indexer/checks; the codes are in parser/core/registry.cpp.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "parser/core/check_codes.h"

namespace clausemark {

class JsonDecoder;
struct JsonValue;

struct CheckSettings {
    using Levels = std::map<Code, std::optional<Severity>>;  ///< nothing: switched off
    struct Pages {
        std::vector<std::string> pages;  ///< globs over paths
        Levels levels;
    };
    Levels levels;            ///< of all pages
    std::vector<Pages> some;  ///< of some pages: the last one that matches and names the code counts

    /// The severity of a finding on a page, by its key; empty: of no page. Nothing where it is off.
    std::optional<Severity> level_of(Code code, std::string_view page = {}) const;
    /// Whether the code is on for any page.
    bool wanted(Code code) const;
};

/// Reads both keys of the configuration; unknown codes are reported with the nearest one.
void read_checks(JsonDecoder& in, const JsonValue& root, CheckSettings& to);

/// What a configuration says of checks; its mistakes are reported by load_config, which reads all of it.
CheckSettings check_settings_of(std::string_view text);

}  // namespace clausemark
