// SPDX-License-Identifier: Apache-2.0
// How far the pages answer the clauses of a standard. Pure: from the kept counters, what the rules look for
// and what was declared, to a state for each clause. It speaks of documents only, never of conformity, and
// gives no percentage: a count of clauses in each state is the most it sums up.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/standards/catalogue.h"
#include "indexer/store/store.h"

namespace clausemark {

class RuleSet;

enum class CoverageState : std::uint8_t {
    covered,         ///< every required part has a description or a commitment in a page that counts
    partial,         ///< some parts have
    mentioned,       ///< it is named, no more
    none,            ///< nothing in pages that count
    held_elsewhere,  ///< declared: a record or system outside the wiki
    not_applicable,  ///< declared, with a justification
    not_assessed,    ///< no rule looks for it
};
inline constexpr std::size_t coverage_states = 7;

std::string_view name_of(CoverageState state);   ///< "held-elsewhere"
std::string_view words_of(CoverageState state);  ///< "kept elsewhere": what people read

/// Stands on every output that shows coverage.
inline constexpr std::string_view documents_only = "documents only, not conformity";

/// A part of a clause that a rule can find on its own.
struct ClausePart {
    std::string key;  ///< "backup/tested": rule and aspect
    std::string words;
    std::string hint;
    bool required = true;
};
using PartsOfClauses =
    std::vector<std::vector<ClausePart>>;  ///< by clause index; empty: no rule looks for it

/// What the rules look for, in the order of the rules. O(rules x clauses of a rule).
PartsOfClauses parts_of_clauses(const RuleSet& rules);

/// What people declared of a clause.
struct Declaration {
    enum class Kind : std::uint8_t { held_elsewhere, not_applicable } kind = Kind::not_applicable;
    std::string justification;  ///< why it does not apply, or what is held
    std::string pointer;        ///< held elsewhere: where
    std::string holder;         ///< by whom
    std::string checked;        ///< date, ISO 8601
};
using Declarations = std::map<ClauseIndex, Declaration>;

struct PartFound {
    const ClausePart* part = nullptr;  ///< in the PartsOfClauses given
    std::int64_t passages = 0;         ///< that count
    std::int64_t documents = 0;        ///< at most this many; a document with two strengths counts in both
    bool found() const { return passages > 0; }
};

/// Evidence that does not count, and why.
struct SetAside {
    Standing standing = Standing::draft;
    std::int64_t passages = 0;
};

struct ClauseCoverage {
    ClauseIndex clause = no_clause;
    CoverageState state = CoverageState::not_assessed;
    std::vector<PartFound> parts;
    std::int64_t commitments = 0;  ///< passages that count, by strength
    std::int64_t descriptions = 0;
    std::int64_t mentions = 0;
    std::int64_t confirmed = 0;  ///< among them, by people
    /// Documents that count and say that they satisfy the clause. No evidence: it changes no state.
    std::int64_t declaring = 0;
    std::vector<SetAside> aside;
    const Declaration* declaration = nullptr;           ///< in the Declarations given
    std::array<std::int64_t, coverage_states> below{};  ///< clauses below it without children, by state
};

struct StandardCoverage {
    StandardIndex standard = 0;
    std::vector<ClauseCoverage> clauses;                 ///< in the standard's order
    std::array<std::int64_t, coverage_states> counts{};  ///< clauses without children, by state
};

/// `sums` may hold other standards too. O(sums + clauses x depth).
StandardCoverage assess(const Catalogue& catalogue, StandardIndex standard, const PartsOfClauses& parts,
                        const Declarations& declarations, std::span<const CoverageSum> sums);

}  // namespace clausemark
