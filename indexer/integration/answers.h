// SPDX-License-Identifier: Apache-2.0
// Which documents answer which of the shared requirements (shared.h), for which standard and by whom they are
// owned: the matrix behind the list of one integrated system, and behind the search for documents that say
// the same thing twice. Pure: from passages and counters.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/coverage/coverage.h"
#include "indexer/integration/shared.h"
#include "indexer/store/store.h"

namespace clausemark {

/// What one document says for one requirement, as far as it counts for the standards whose clauses it is
/// tagged with.
struct DocumentAnswer {
    DocumentRecord document;
    std::vector<ClauseIndex> clauses;  ///< leaves it has passages for, in the requirement's order
    std::int64_t commitments = 0;      ///< passages, summed over clauses: one passage may count for two
    std::int64_t descriptions = 0;
    std::set<std::string> parts;  ///< "rule/aspect"
    std::int64_t passages() const { return commitments + descriptions; }
    bool serves(const Catalogue& catalogue, StandardIndex standard) const;
};

/// How far one requirement is answered for the standards it serves.
enum class SharedState : std::uint8_t {
    joint,      ///< for every standard, and one document at least answers all of them
    apart,      ///< for every standard, by different documents
    one_sided,  ///< for some of the standards it serves
    single,     ///< it serves one standard, which is answered
    open,       ///< for none
    set_aside,  ///< nobody looks for it, or it does not apply: its clauses say which
};
std::string_view name_of(SharedState state);  ///< "one-sided"
std::string_view words_of(SharedState state);

struct RequirementAnswer {
    const SharedRequirement* requirement = nullptr;  ///< in the list given
    SharedState state = SharedState::open;
    std::vector<CoverageState> states;      ///< of requirement->leaves, in their order
    std::vector<StandardIndex> answered;    ///< standards that have something, in the order given
    std::vector<StandardIndex> unanswered;  ///< standards it serves that have nothing
    std::vector<DocumentAnswer> documents;  ///< those that say most first
    std::vector<std::string> owners;        ///< of the documents, each once, those of most passages first
};

/// Takes passages one by one, in any order, so that no more than what they add up to is held at a time.
class AnswerBuilder {
  public:
    /// `requirements` must outlive what is made of them.
    AnswerBuilder(const Catalogue& catalogue, std::span<const SharedRequirement> requirements);
    /// Counts where it is of standing `counted`, and a description or stronger. O(log documents).
    void add(const EvidenceRecord& passage);
    /// `coverages`: one a standard, in the order of the standards that `requirements` was made for.
    std::vector<RequirementAnswer> answers(std::span<const StandardCoverage> coverages) const;

  private:
    const Catalogue& catalogue_;
    std::span<const SharedRequirement> requirements_;
    std::map<ClauseIndex, std::size_t> requirement_of_;
    std::vector<std::map<DocumentKey, DocumentAnswer>> documents_;  ///< by requirement
};

}  // namespace clausemark
