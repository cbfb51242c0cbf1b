// SPDX-License-Identifier: Apache-2.0
// Implementing one standard where another is in place (ISO/IEC 27013, first case), and moving to another
// edition of the same: for each clause wanted what can be reused, what must be extended and what is new, and
// in which order. Pure: from counters, correspondences and the order of work. It speaks of documents only,
// never of conformity. The passages themselves are fetched by the caller (evidence_choice.h picks them).
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/correspondences/correspondences.h"
#include "indexer/coverage/coverage.h"
#include "indexer/integration/work_order.h"

namespace clausemark {

/// One standard's counters, read three times: each reading counts more pages than the one before.
struct Standings {
    StandardCoverage counted;   ///< approved, current, in the scope of this standard's system
    StandardCoverage anywhere;  ///< approved pages outside the scope too
    StandardCoverage pending;   ///< drafts and edits that nobody approved too
};
/// O(sums + clauses x depth).
Standings read_standings(const Catalogue& catalogue, StandardIndex standard, const PartsOfClauses& parts,
                         const Declarations& declarations, std::span<const CoverageSum> sums);

enum class Disposition : std::uint8_t {
    reuse,           ///< all required parts are found in pages that count for the standard wanted
    extend,          ///< something is there to build on
    fresh,           ///< nothing was found
    held_elsewhere,  ///< declared for the standard wanted
    not_applicable,  ///< declared
    not_assessed,    ///< no rule looks for it, and nothing that corresponds was found
};
inline constexpr std::size_t dispositions = 6;
std::string_view name_of(Disposition disposition);   ///< "new", as in the API
std::string_view words_of(Disposition disposition);  ///< "ready to reuse"

enum class PartPlace : std::uint8_t { in_scope, outside_scope, pending, missing };
std::string_view name_of(PartPlace place);
struct PlannedPart {
    const ClausePart* part = nullptr;  ///< in the PartsOfClauses given
    PartPlace place = PartPlace::missing;
};

/// A clause in place that corresponds to the one wanted, or to a clause above it.
struct Counterpart {
    Correspondence row;  ///< from the standard wanted to the one in place
    CoverageState state = CoverageState::none;
    /// Something is there to build on: pages, or what was declared to be kept elsewhere.
    bool answered() const {
        return state == CoverageState::covered || state == CoverageState::partial ||
               state == CoverageState::held_elsewhere;
    }
};

/// What became of a clause between two editions of one standard.
enum class EditionMove : std::uint8_t {
    none,       ///< two different standards
    unchanged,  ///< the same under the same number
    moved,      ///< the same under another number
    merged,     ///< several clauses became this one
    split,      ///< a part of a clause that became several
    wider,      ///< it asks for more than before
    narrower,   ///< it asks for less
    changed,    ///< some of it is the same
    added,      ///< the old edition had nothing of it
};
std::string_view name_of(EditionMove move);
std::string_view words_of(EditionMove move);

struct ClausePlan {
    ClauseIndex clause = no_clause;
    Disposition disposition = Disposition::fresh;
    CoverageState state = CoverageState::none;  ///< of the clause wanted, as coverage counts it
    std::vector<PlannedPart> parts;             ///< required ones and good practice
    std::vector<Counterpart> counterparts;      ///< all that correspond, answered or not
    std::string alone;                          ///< why nothing corresponds, where the file says it
    bool checked = true;  ///< false: no rule looks for it, the correspondence is all there is
    EditionMove move = EditionMove::none;
    const Declaration* declaration = nullptr;
    std::size_t phase = 0;
    std::size_t carries = 0;            ///< open clauses that lean on it
    std::vector<Dependency> waits_for;  ///< open clauses it leans on
    bool quick = false;                 ///< little is missing: see quick_reason

    bool open() const { return disposition == Disposition::extend || disposition == Disposition::fresh; }
    /// Required parts at a place.
    std::vector<const ClausePart*> required_at(PartPlace place) const;
};

struct ImplementationPlan {
    StandardIndex have = 0;
    StandardIndex want = 0;
    bool editions = false;                           ///< both are editions of one standard
    std::vector<ClausePlan> clauses;                 ///< leaves of the standard wanted, in its order
    std::array<std::size_t, dispositions> counts{};  ///< add up to clauses.size()
    std::vector<std::size_t> order;  ///< of the open clauses: indexes in `clauses`, what to do first first
    std::vector<std::pair<ClauseIndex, std::string>> dropped;  ///< of editions: no longer asked for, and why
};

/// O(clauses x (rows + dependencies) x log clauses).
ImplementationPlan plan_implementation(const Catalogue& catalogue, const Correspondences& correspondences,
                                       const WorkOrder& order, const Standings& have, const Standings& want);

/// What is to be done for an open clause, one sentence a line: what is missing, where from.
std::vector<std::string> tasks_of(const Catalogue& catalogue, const ClausePlan& plan);
/// Why it stands where it stands in the order of work; the first counts most. May be empty.
std::vector<std::string> reasons_of(const Catalogue& catalogue, const ClausePlan& plan);

/// The state of a clause, and of all below it where it has clauses below it.
CoverageState state_below(const Catalogue& catalogue, const StandardCoverage& coverage, ClauseIndex clause);

/// "control A.8.13", "clause 8.1", "A.5": a bare number would be ambiguous.
std::string clause_label(const Clause& clause);

}  // namespace clausemark
