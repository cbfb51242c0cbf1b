// SPDX-License-Identifier: Apache-2.0
// The clause lists of all standards, immutable and shared by every thread. A clause is named by its index
// here; ids ("iso27001:2022/A.8.13") are for people, files and the API.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "parser/core/diagnostic.h"

namespace clausemark {

using ClauseIndex = std::uint16_t;
using StandardIndex = std::uint8_t;
inline constexpr ClauseIndex no_clause = 0xffff;

enum class ClauseKind : std::uint8_t {
    clause,   ///< a numbered clause of the management system; cannot be excluded
    control,  ///< a control of Annex A; applicability is decided in the Statement of Applicability
    group,    ///< a heading above controls: a theme (2022), a domain or an objective (2013)
};

struct Clause {
    StandardIndex standard = 0;
    ClauseKind kind = ClauseKind::clause;
    std::string number;       ///< "A.8.13"
    std::string id;           ///< "iso27001:2022/A.8.13"
    std::string title;        ///< the standard's own; where it gives a number no title, the parent's
    bool titled = true;       ///< false: the title is the parent's
    std::string description;  ///< one line in our words
    ClauseIndex parent = no_clause;
    std::vector<ClauseIndex> children;

    bool leaf() const { return children.empty(); }
};

struct Standard {
    std::string id;       ///< "iso27001:2022"
    std::string name;     ///< "ISO/IEC 27001:2022"
    std::string family;   ///< "iso27001": editions of one standard share it
    std::string edition;  ///< "2022"
    std::string title;
    std::string system;     ///< the management system it specifies: "ISMS", "SMS"
    bool optional = false;  ///< in force only where the settings name it
    std::vector<std::string> amendments;
    std::vector<std::string> citations;  ///< how people write it: "ISO/IEC 27001", "ISO27001"
    std::vector<ClauseIndex> clauses;    ///< in the standard's order
};

class Catalogue {
  public:
    /// One clause list (corpus/standards/*.json). Every fault of the text is in `faults`, positioned; the
    /// standard is added only where there is none of severity error.
    void add(std::string_view path, std::string_view json, std::vector<Diagnostic>& faults);

    const std::vector<Standard>& standards() const { return standards_; }
    const std::vector<Clause>& clauses() const { return clauses_; }
    const Clause& clause(ClauseIndex index) const { return clauses_[index]; }
    const Standard& standard_of(ClauseIndex index) const { return standards_[clauses_[index].standard]; }

    std::optional<StandardIndex> find_standard(std::string_view id) const;
    /// By id "iso27001:2022/A.8.13". O(1).
    std::optional<ClauseIndex> find(std::string_view id) const;
    /// The known clause id nearest to a wrong one (Damerau-Levenshtein distance at most 3, the first of
    /// equals), or empty. O(clauses).
    std::string nearest(std::string_view id) const;

  private:
    std::vector<Standard> standards_;
    std::vector<Clause> clauses_;
    std::unordered_map<std::string, ClauseIndex> by_id_;
};

}  // namespace clausemark
