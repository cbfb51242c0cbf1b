// SPDX-License-Identifier: Apache-2.0
// One finding of the program about a file: what every stage reports, as compilers do. The codes live in one
// registry (registry.cpp); the renderer here turns a finding into the lines a person reads. Where a finding
// goes (terminal, JSON, SARIF, HTTP) is decided by the server.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "parser/core/span.h"

namespace clausemark {

enum class Severity : std::uint8_t { error, warning, note };

/// Stable codes. A number is never used for another meaning; its page is docs/diagnostics/<code>.md.
/// Blocks: 0xx reading files, 1xx rule text, 2xx standards and correspondences, 3xx configuration, 4xx the
/// store.
enum class Code : std::uint16_t {
    unreadable_file = 1,
    not_utf8 = 2,
    page_too_large = 3,
    binary_file = 4,
    directory_loop = 5,
    truncated_export = 6,
    malformed_export = 7,
    depth_limited = 8,
    malformed_front_matter = 9,
    no_pages = 10,

    rule_syntax = 101,
    rule_unknown_name = 102,
    rule_duplicate_name = 103,
    rule_unknown_clause = 104,
    rule_recursive = 105,
    rule_never_matches = 106,
    rule_bad_number = 107,
    rule_example_fails = 108,
    rule_counterexample_matches = 109,
    rule_too_large = 110,
    rule_no_examples = 111,
    rule_unknown_setting = 112,

    standard_malformed = 201,
    standard_unknown_parent = 202,
    standard_duplicate_clause = 203,
    unknown_citation = 204,
    correspondence_malformed = 205,
    correspondence_unknown_clause = 206,
    correspondence_contradicts = 207,
    correspondence_incomplete = 208,

    config_syntax = 301,
    config_unknown_key = 302,
    config_bad_value = 303,
    config_unknown_clause = 304,
    config_excluded_requirement = 305,

    store_locked = 401,
    store_full = 402,
    store_read_only = 403,
    store_corrupt = 404,
    store_newer = 405,
    store_failed = 406,

    address_refused = 501,
};

/// What the registry knows of a code.
struct CodeInfo {
    Code code;
    std::string_view name;   ///< kebab-case, for people and for configuration: "rule-syntax"
    Severity severity;       ///< default severity
    std::string_view title;  ///< one line, what it means
};

std::span<const CodeInfo> all_codes();  ///< sorted by code
const CodeInfo& info(Code code);        ///< O(log n)
std::string code_text(Code code);       ///< "CM101"

/// A place for people: 1-based line and column; columns count code points.
struct Position {
    std::uint32_t line = 0;
    std::uint32_t column = 0;
    constexpr bool operator==(const Position&) const = default;
};

struct Diagnostic {
    Code code;
    Severity severity;
    std::string file;     ///< as the user named it; empty where there is none
    Span span;            ///< bytes in that file, empty where the finding is about the whole of it
    Position position;    ///< of span.begin; line 0: no position
    std::string message;  ///< one sentence in the reader's words
    std::string hint;     ///< what to do about it; may be empty
    std::string line;     ///< the source line shown below the message, cut around the place; may be empty
    std::uint32_t line_place = 0;  ///< byte offset in `line` of the place
};

/// Makes a finding with the registry's severity and no place.
Diagnostic diagnose(Code code, std::string file, std::string message, std::string hint = {});

/// Makes a finding at a place of `source`: fills position and the line to show. O(source) for the line count.
Diagnostic diagnose_at(Code code, std::string file, std::string_view source, Span span, std::string message,
                       std::string hint = {});

/// Position of a byte offset. O(offset).
Position position_of(std::string_view source, std::uint32_t offset);

/// "file:3:7: error: message [CM101]", the source line with the place underlined, and "hint: ...", each on a
/// line of its own. Long lines are cut around the place; control characters are shown as \xNN.
std::string render(const Diagnostic& diagnostic, bool colour = false);

}  // namespace clausemark
