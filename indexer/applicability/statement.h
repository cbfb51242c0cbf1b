// SPDX-License-Identifier: Apache-2.0
// The Statement of Applicability: which controls are necessary, why, and how far they are implemented, as
// people declare it. What the pages say of a control is coverage, and never becomes a status here: documented
// is not implemented. Where it is declared (clausemark.json, a table) is read elsewhere.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/standards/catalogue.h"

namespace clausemark {

enum class Implementation : std::uint8_t { unstated, not_started, planned, partly, implemented };
inline constexpr std::array<std::string_view, 5> implementation_names{"", "not-started", "planned", "partly",
                                                                      "implemented"};
/// Why a control is necessary.
enum class InclusionReason : std::uint8_t { risk, law, contract, business };
inline constexpr std::array<std::string_view, 4> inclusion_reason_names{"risk", "law", "contract",
                                                                        "business"};

std::string_view name_of(Implementation status);   ///< "not-started"; "" where nothing was said
std::string_view words_of(Implementation status);  ///< "not started"
std::string_view name_of(InclusionReason reason);

/// What was said of one control.
struct Applicability {
    bool applicable = true;
    bool decided = true;  ///< false: a row that does not say yet
    std::string justification;
    Implementation implementation = Implementation::unstated;
    std::vector<InclusionReason> because;  ///< sorted, each once
    std::string treatment;                 ///< where the risk treatment stands: "R03, plan item 7"
    bool operator==(const Applicability&) const = default;
};

/// A control of the organisation's own.
struct OwnControl {
    std::string title;
    std::vector<std::string> maps_to;  ///< ids of clauses
    Applicability said;
    bool operator==(const OwnControl&) const = default;
};

struct StatementHead {
    std::string title;
    std::string version;
    std::string approver;
    std::string approved;  ///< the declared day, ISO 8601; empty: not approved
    std::string scope;
    bool operator==(const StatementHead&) const = default;
};

/// The fields of a row, by which the settings name columns.
enum class StatementColumn : std::uint8_t {
    control,
    title,
    applies,
    justification,
    because,
    implementation,
    treatment,
    maps_to,
    exclusion  ///< read alone: why a control is left out, where a table has a column of its own for it
};
inline constexpr std::array<std::string_view, 9> statement_columns{
    "control",        "title",     "applies", "justification", "because",
    "implementation", "treatment", "maps-to", "exclusion"};

/// What a word in a table may mean: a yes or no, nothing, a status, a reason.
enum class StatementWord : std::uint8_t {
    yes,
    no,
    none,
    implemented,
    partly,
    planned,
    not_started,
    risk,
    law,
    contract,
    business
};
inline constexpr std::array<std::string_view, 11> statement_words{
    "yes",         "no",   "none", "implemented", "partly",  "planned",
    "not-started", "risk", "law",  "contract",    "business"};

/// How tables are read and shown: corpus/config/defaults.json, and what clausemark.json has in its place.
struct StatementSettings {
    std::string file;      ///< beside clausemark.json; empty: there is none
    std::string standard;  ///< id; empty: the one in force that has controls
    StatementHead head;
    std::array<std::vector<std::string>, statement_columns.size()> columns;  ///< names in lower case
    std::array<std::vector<std::string>, statement_words.size()> words;      ///< lower-case, by meaning
};

struct StatementRow {
    std::string control;             ///< id of the clause, or of the own control
    ClauseIndex clause = no_clause;  ///< no_clause: one's own
    std::string title;               ///< of an own control
    std::vector<std::string> maps_to;
    Applicability said;
    std::uint32_t line = 0;  ///< of the file it was read from; 0: clausemark.json
    bool own() const { return clause == no_clause; }
    bool operator==(const StatementRow& other) const {
        return control == other.control && title == other.title && maps_to == other.maps_to &&
               said == other.said;
    }
};

struct Statement {
    StandardIndex standard = 0;
    bool exists = false;  ///< a standard in force has controls
    StatementHead head;
    std::vector<StatementRow> rows;  ///< the standard's controls in its order, then own ones by id
    const StatementRow* find(std::string_view control) const;  ///< O(rows)
};

/// The standard a statement is for: the one that the settings name, else the first in force that has
/// controls.
std::optional<StandardIndex> statement_standard(const Catalogue& catalogue, const StatementSettings& settings,
                                                const std::vector<StandardIndex>& in_force);

/// Controls of a standard, in its order.
std::vector<ClauseIndex> controls_of(const Catalogue& catalogue, StandardIndex standard);

/// In the order that Statement promises.
void sort_rows(std::vector<StatementRow>& rows);

}  // namespace clausemark
