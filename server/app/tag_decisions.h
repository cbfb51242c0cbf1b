// SPDX-License-Identifier: Apache-2.0
// Confirming and rejecting a tag of a stored page: finds the passage that a person means, sees that there is
// a tag to decide on, and keeps the decision in place of an earlier one about the same tag.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "indexer/store/store.h"

namespace clausemark {

/// Which tag is meant. Without passage, words and annotation: the only one of the clause on the page.
struct TagChoice {
    DocumentKey document;
    std::string clause;                    ///< id
    std::optional<std::uint32_t> passage;  ///< its number, as documents list it
    std::string words;                     ///< that stand in the passage
    std::string annotation;                ///< id of a Web Annotation of the page
    std::string content_hash;              ///< the page must have; empty: as it is now
};

struct TagWanted {
    Verdict verdict = Verdict::confirmed;
    std::string reason;
    std::string who;
    std::string when;
};

/// Why no decision can be made of a choice.
struct ChoiceRefused {
    enum class Why : std::uint8_t {
        no_page,
        changed,
        no_such_passage,
        several,
        no_tag,
        unexpected  ///< another decision stands than was expected
    } why = Why::no_page;
    std::string message;  ///< one sentence, with what to do; of `unexpected` the version that stands
};

struct TagDecided {
    std::optional<ChoiceRefused> refused;
    Decision decision;  ///< where it is not refused; as it would be kept
};

/// Prepares a decision; nothing is written. Passage and outcome are filled.
Result<TagDecided> choose_tag(Store& store, const TagChoice& choice, const TagWanted& wanted);

/// The same, and keeps it.
Result<TagDecided> decide_tag(Store& store, const TagChoice& choice, const TagWanted& wanted,
                              const Expected& expected = {});

/// The directive that says the same in the page, without marks of a comment: "confirm iso27001:2022/A.8.13 by
/// ...". Quotation marks inside become single ones.
std::string directive_of(const Decision& decision);

/// "confirmed by Head of IT, 2026-05-01: reason", what every list says of a decided tag; empty for a
/// suggestion.
std::string said_text(const TagRecord& tag);

/// One line: what it says of which words, and what has become of it.
std::string describe(const Decision& decision);

}  // namespace clausemark
