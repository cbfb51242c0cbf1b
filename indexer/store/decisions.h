// SPDX-License-Identifier: Apache-2.0
// What people decided outside the pages: that a duplicate, a difference or a conflict is intended, and that a
// tag is confirmed or rejected. A decision about a tag names its passage by the words of it and of what
// stands around it, so that it survives edits elsewhere on the page.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "indexer/store/record.h"

namespace clausemark {

/// Names a passage of a page by hashes of folded words: its own, those of the passages before and behind it
/// (0: none), those of its heading. `repeat` counts the passages of the same words before it.
struct PassageMark {
    std::uint64_t words = 0;
    std::uint64_t before = 0;
    std::uint64_t behind = 0;
    std::uint64_t heading = 0;
    std::uint32_t repeat = 0;
    bool operator==(const PassageMark&) const = default;
};

/// What has become of a decision about a tag, on the page as it is now.
enum class DecisionOutcome : std::uint8_t {
    holds,
    stale,   ///< the words of its passage have changed: a confirmation counts no more, a rejection neither
    no_tag,  ///< the passage is there, but nothing suggests the clause in it
    gone,    ///< neither the passage nor its place is there any more, or the page is not
};
std::string_view name_of(DecisionOutcome outcome);  ///< "holds", "stale", "no-tag", "gone"

struct TagSubject {
    DocumentKey document;
    std::string clause;  ///< id
    Verdict verdict = Verdict::confirmed;
    PassageMark mark;
    std::string words;  ///< the passage's, as they were decided on, cut
    // What follows is the store's to fill.
    DecisionOutcome outcome = DecisionOutcome::gone;
    std::uint32_t passage = no_passage;  ///< where it is now
    bool operator==(const TagSubject&) const = default;
};

/// Marked as intended by a person, or confirmed or rejected. A decision about a cluster holds while the words
/// of its copies are the same; another copy of the same words is covered by it, one of other words is not.
struct Decision {
    std::string key;  ///< DuplicateCluster::id, the key of a region or of a difference, or tag_key()
    std::string reason;
    std::string who;
    std::string when;                    ///< ISO 8601, as given
    std::optional<TagSubject> tag = {};  ///< about a tag; nothing: about something that is intended
    bool operator==(const Decision&) const = default;
};

/// 16 hexadecimal digits that name a passage and a clause of a page.
std::string tag_key(const DocumentKey& document, const std::string& clause, const PassageMark& mark);

}  // namespace clausemark
