// SPDX-License-Identifier: Apache-2.0
// A draft beside the page that it would replace, and beside all other pages: which clauses it would no longer
// answer or answer anew, what it would have in common with other pages, which values it would contradict.
// Nothing is written.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "indexer/store/answers.h"
#include "indexer/store/store.h"
#include "server/app/conflict_findings.h"
#include "server/app/knowledge.h"

namespace clausemark {

/// A clause that is answered (by a description or a commitment that counts) before or after, and not both.
struct ClauseChange {
    std::string clause;
    Strength before = Strength::none;  ///< the best of the tags that count
    Strength after = Strength::none;
    AnsweringPages elsewhere;  ///< other pages that answer it
    bool gained() const { return after >= Strength::description; }
};

/// A shown tag of one of the two that the other has not, in a passage of these words.
struct TagChange {
    std::size_t tag = 0;  ///< index in the page's tags
    bool gained = false;  ///< of the draft; else of the stored page
};

struct DraftConflict {
    std::size_t conflict = 0;             ///< index in DraftFindings::conflicts.conflicts
    std::vector<std::uint32_t> in_draft;  ///< its facts that the draft states: indexes in the draft's facts
    bool arises = true;                   ///< the stored page does not state these values
};

struct DraftFindings {
    std::optional<PageRecord> stored;   ///< what it would replace; nothing: it is new
    std::vector<ClauseChange> clauses;  ///< by id
    std::vector<TagChange> tags;        ///< lost ones first
    std::vector<DraftCopy> copies;
    ConflictFindings conflicts;
    std::vector<DraftConflict> in_conflict;  ///< those of the draft that nobody marked as intended
};

/// Applies to the draft what was decided about tags of the page it replaces, then compares. O(page + facts of
/// its parameters + what a save takes to compare the page).
Result<DraftFindings> compare_draft(Store& store, const Knowledge& known, const Visible& visible,
                                    PageRecord& draft);

}  // namespace clausemark
