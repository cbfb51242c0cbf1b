// SPDX-License-Identifier: Apache-2.0
// Which clauses of two standards correspond, and how: read from corpus/correspondences/, checked against the
// clause lists, and asked from either side. What an organisation has of them, and what follows from it, is
// left to others.
//
// Relations are those of set theory mapping (NIST IR 8477, 2024), seen from the first clause.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "indexer/standards/catalogue.h"
#include "parser/core/diagnostic.h"

namespace clausemark {

enum class Relation : std::uint8_t {
    equal,        ///< the same is asked for
    subset_of,    ///< all that the first asks for, the second asks for too
    superset_of,  ///< the other way round
    intersects,   ///< both ask for some of the same
};

std::string_view name_of(Relation relation);   ///< "subset-of", as in the files and the API
std::string_view words_of(Relation relation);  ///< "is a part of": between the two clauses, for people
Relation inverse(Relation relation);

struct Correspondence {
    ClauseIndex from = no_clause;
    ClauseIndex to = no_clause;
    Relation relation = Relation::intersects;
    std::string reason;  ///< one line
    std::string source;  ///< what is published, or that it is our judgement
};

class Correspondences {
  public:
    /// One file (corpus/correspondences/*.json). Every fault is in `faults`, positioned (CM205 to CM208); the
    /// file counts only where none is of severity error. `catalogue` must be the same each time and outlive
    /// this. O(file).
    void add(const Catalogue& catalogue, std::string_view path, std::string_view json,
             std::vector<Diagnostic>& faults);

    /// What corresponds to a clause in another standard, as seen from the clause; in the standard's order.
    const std::vector<Correspondence>& of(ClauseIndex clause, StandardIndex other) const;
    /// Why nothing in another standard corresponds to the clause, or to one above it; null where something
    /// does, or nobody said.
    const std::string* alone(const Catalogue& catalogue, ClauseIndex clause, StandardIndex other) const;
    /// The standards that a file relates this one to, in the catalogue's order.
    std::vector<StandardIndex> related_to(StandardIndex standard) const;

  private:
    using Key = std::pair<ClauseIndex, StandardIndex>;
    std::map<Key, std::vector<Correspondence>> rows_;
    std::map<Key, std::string> alone_;
    std::map<std::pair<StandardIndex, StandardIndex>, std::string> files_;  ///< both ways: the file's path
};

}  // namespace clausemark
