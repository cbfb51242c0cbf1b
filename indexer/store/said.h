// SPDX-License-Identifier: Apache-2.0
// What people say back to the analysis, as it is kept with a page: verdicts on tags and diagnostics that are
// switched off, both from directives in the page, and clauses that the page declares to satisfy. What is
// decided outside pages is in decisions.h; how both change tags is in apply_decisions.h.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "parser/core/diagnostic.h"
#include "parser/core/span.h"

namespace clausemark {

enum class Verdict : std::uint8_t { confirmed, rejected };

/// How a tag stands with the people who read it.
enum class TagState : std::uint8_t {
    suggested,  ///< by a rule or a citation; nobody said anything
    confirmed,
    stale,     ///< it was confirmed, and its words have changed since: a suggestion again
    rejected,  ///< not shown as evidence, and not counted
};

std::string_view name_of(Verdict verdict);  ///< "confirmed", "rejected"
std::string_view name_of(TagState state);

/// What one person said of one tag.
struct Said {
    Verdict verdict = Verdict::confirmed;
    bool stale = false;    ///< a confirmation of words that have changed since
    bool in_page = false;  ///< by a directive in the page; else by a decision
    std::string who;       ///< may be empty for a directive: the page's author
    std::string when;      ///< ISO 8601, as given; may be empty for a directive
    std::string reason;
    std::string key;  ///< of the decision; empty for a directive
    bool operator==(const Said&) const = default;
};

/// A directive's verdict on the tags of one clause in the passages [begin, end).
struct PageVerdict {
    Verdict verdict = Verdict::confirmed;
    std::string clause;  ///< id; empty: every clause
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
    bool stale = false;  ///< it names its passage by words that are no longer there
    std::string who;
    std::string when;
    std::string reason;
    Span source;             ///< of the directive
    std::uint32_t tags = 0;  ///< that it speaks of: filled by apply_decisions()
    bool operator==(const PageVerdict&) const = default;
};

/// A directive that switches diagnostics off for a stretch of the page.
struct PageSuppression {
    Code code{};              ///< 0: every code
    Span covers;              ///< in the source
    bool whole_page = false;  ///< findings without a place too
    std::string who;
    std::string reason;
    Span source;  ///< of the directive
    Position position;
    bool operator==(const PageSuppression&) const = default;
};

/// A diagnostic of the page that one of its directives switched off.
struct SuppressedDiagnostic {
    Diagnostic diagnostic;
    std::uint32_t suppression = 0;  ///< index in PageRecord::suppressions
};

}  // namespace clausemark
