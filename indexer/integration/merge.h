// SPDX-License-Identifier: Apache-2.0
// Integrating two systems that exist (ISO/IEC 27013, third case): pairs of documents, one of each system,
// that separately answer the same requirements, what each of them says alone, and which of the two to build
// the joint document on. Pure: from answers.h. Copied words and contradicting values between the two are
// found elsewhere (server/app/integration_findings.h puts them side by side).
#pragma once

#include <set>
#include <span>
#include <string>
#include <vector>

#include "indexer/coverage/coverage.h"
#include "indexer/integration/answers.h"

namespace clausemark {

/// Whose a document is: what it says of itself, else the one scope that takes it in.
enum class Side : std::uint8_t { first, second, both, neither };
struct Sides {
    StandardIndex first = 0;
    StandardIndex second = 0;
    std::set<std::string> first_names;  ///< of its systems, lower case: "isms"
    std::set<std::string> second_names;
    std::set<DocumentKey> first_scope;
    std::set<DocumentKey> second_scope;
    Side of(const DocumentRecord& document) const;
};

/// What two documents say for one requirement. Parts are words of the rules, in their order.
struct SharedAnswer {
    std::size_t requirement = 0;  ///< index in the answers given
    std::vector<std::string> both;
    std::vector<std::string> only_left;
    std::vector<std::string> only_right;
    std::int64_t passages_left = 0;
    std::int64_t passages_right = 0;
};

/// Two requirements that have something in common, of which each document answers one.
struct NearAnswer {
    std::size_t left = 0;  ///< indexes in the answers given
    std::size_t right = 0;
    std::string reason;
    bool operator==(const NearAnswer&) const = default;
};

struct MergePair {
    DocumentRecord left;   ///< of the first system
    DocumentRecord right;  ///< of the second
    std::vector<SharedAnswer> answers;
    std::vector<NearAnswer> near;
    bool keep_left = true;             ///< the joint document is best built on the left one
    std::vector<std::string> reasons;  ///< why, what counts most first
    /// Both say more than a passing word: two passages or more for one requirement, or two requirements, or
    /// two rows between the requirements that they answer.
    bool substantial = false;
    std::int64_t weight = 0;  ///< passages that both have, the lesser of the two, summed

    std::vector<std::string> to_take_over() const;  ///< parts that only the other one has
};

/// For each requirement that both systems answer, the document that says most on each side; requirements of
/// the same two documents are one pair. Requirements that have something in common make a pair in the same
/// way (an incident process for each system). Where one document of both systems says most, there is nothing
/// to merge. Substantial pairs first, then by weight. O(answers x documents of one).
std::vector<MergePair> merge_pairs(const Catalogue& catalogue, const PartsOfClauses& parts,
                                   std::span<const RequirementAnswer> answers, const Sides& sides);

}  // namespace clausemark
