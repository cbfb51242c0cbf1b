// SPDX-License-Identifier: Apache-2.0
// What a store answers about the past: the revisions of one document, and what changed the counters of
// coverage.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "indexer/store/store.h"

namespace clausemark {

/// Who changed a page, for its history alone: no part of the page.
struct Hand {
    std::string author;  ///< as the wiki names whoever wrote the revision; may be empty
    std::string who;     ///< brought it here: the name of a token; empty: nobody was asked
    std::string when;    ///< it came, ISO 8601; empty: nobody said
    bool operator==(const Hand&) const = default;
};

/// A line of history with all that is known of it.
struct DocumentChange {
    Change change;
    std::string was;  ///< the key before, where it has another since; else empty
    std::int64_t revision_order = 0;
    Hand hand;
};

struct Renamed {
    enum class Outcome : std::uint8_t {
        renamed,
        absent,      ///< no document has the key
        taken,       ///< another has the new one
        unexpected,  ///< as SaveOutcome
        hidden,
    } outcome = Outcome::renamed;
    std::int64_t sequence = 0;  ///< of the change, or of the document as it stands
    std::string revision = {};
};

struct HistoryQuery {
    Visible visible = {};
    DocumentKey document;    ///< its key now, or when it was deleted
    std::int64_t after = 0;  ///< go on behind this sequence
    std::size_t limit = 100;
};

/// How counters differ from what they were after a sequence: now minus then.
struct CoverageDelta {
    CoverageRow row;  ///< passages and confirmed may be negative
    std::int64_t documents = 0;
};
struct CoverageSince {
    std::int64_t sequence = 0;    ///< the counters are told for the state after this change
    std::int64_t kept_since = 0;  ///< the store can tell no state before this
    std::vector<CoverageDelta> deltas;
};

/// Words in a passage.
struct WordsQuery {
    Visible visible = {};
    std::vector<std::vector<std::string>> phrases;  ///< texts that a passage must hold, in any order; words
                                                    ///< of one phrase stand behind each other
    std::optional<std::string> wiki;
    std::optional<std::string> space;
    std::optional<std::string> owner;
    std::optional<std::string> clause;  ///< the passage has a shown tag of it
    std::optional<DocumentKey> after;   ///< go on behind this document, or in it behind ...
    std::uint32_t after_passage = 0;    ///< ... this passage
    std::size_t limit = 50;
};
struct FoundPassage {
    DocumentRecord document;
    std::uint32_t number = 0;
    PassageRecord passage;
};

}  // namespace clausemark
