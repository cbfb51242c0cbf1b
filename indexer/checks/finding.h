// SPDX-License-Identifier: Apache-2.0
// What `clausemark check` reports: one finding about a page, or about the wiki as a whole. Checks fill the
// first part; where it stands in lines and columns, its fingerprint, its severity by the settings and whether
// it is suppressed are filled by run.h. How it is shown is left to the server.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "indexer/store/record.h"
#include "parser/core/check_codes.h"
#include "parser/core/span.h"

namespace clausemark {

/// A place on a page. An empty span: the page as a whole.
struct FindingPlace {
    DocumentKey document;  ///< empty: the wiki as a whole
    std::string title;
    std::uint32_t passage = no_passage;
    Span source;  ///< bytes in the source of the page

    // Filled by locate().
    Position begin;             ///< line 0: no place in the page
    Position end;               ///< of the place behind the last byte
    std::uint32_t line_at = 0;  ///< byte offset of the place in `line`
    std::string line;           ///< the line of the source it begins in, cut around the place
    std::string words;          ///< what stands there, white space folded, cut to limits::quoted_bytes
};

/// Another place that the finding speaks of: the other copy, the other value.
struct RelatedPlace : FindingPlace {
    std::string message;  ///< "the other copy", without a full stop
};

/// Why a finding is not counted.
struct Suppression {
    enum class By : std::uint8_t {
        nothing,
        directive,  ///< a comment in the page
        decision,   ///< somebody marked it as intended
        baseline,   ///< it was known when the baseline was written
    };
    By by = By::nothing;
    std::string reason;
    explicit operator bool() const { return by != By::nothing; }
};
std::string_view name_of(Suppression::By by);  ///< "directive"; "" for nothing

struct Finding {
    Code code{};
    Severity severity{};  ///< as checks make it: the registry's; in the end: the settings'
    FindingPlace at;
    /// What it is about beside the words at its place (a clause's id, the other page): a part of the
    /// fingerprint.
    std::string subject;
    std::string message;  ///< one sentence in the reader's words
    std::string hint;     ///< what to do about it; may be empty
    std::vector<RelatedPlace> related;
    Suppression suppressed;

    /// 32 hexadecimal digits made of code, page, subject, the words at the place and their neighbours, not of
    /// offsets: edits elsewhere on the page do not change it. Equal ones are numbered in the order of the
    /// page.
    std::string fingerprint;
};

}  // namespace clausemark
