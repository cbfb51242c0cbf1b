// SPDX-License-Identifier: Apache-2.0
// Which copy of a cluster should stay, and why: approved before unapproved, in scope before out of scope,
// what is no archived version or translation first, then the higher kind of document (a policy before a
// procedure; the settings rank them), then the newer one, then the one that more pages link to, then the
// first by name. A suggestion: a procedure may restate its policy on purpose.
#pragma once

#include <cstddef>
#include <span>
#include <string>

#include "indexer/store/duplicates.h"

namespace clausemark {

struct Suggestion {
    std::size_t member = 0;        ///< the one to keep
    std::string reason;            ///< what sets it apart from the next best: "it is approved"
    bool may_be_intended = false;  ///< the copies are of different ranks: one may restate the other
};

/// `members`: at least one. O(members).
Suggestion suggest(std::span<const DuplicateMember> members);

}  // namespace clausemark
