// SPDX-License-Identifier: Apache-2.0
// JSON forms of duplicates, drift, conflicts and decisions, for commands and handlers alike. The schemas in
// plugin/contract say what may be relied on.
#pragma once

#include "server/app/conflict_findings.h"
#include "server/app/decisions.h"
#include "server/app/duplicate_findings.h"
#include "server/json/json.h"

namespace clausemark {

/// Of a conflict in a list: values, statements of each, and bytes of a passage that states one. A parameter
/// that a hundred thousand pages state must not make an answer of megabytes; one conflict's statements are
/// paged.
inline constexpr std::size_t listed_values = 10;
inline constexpr std::size_t listed_statements = 10;
inline constexpr std::size_t listed_text_bytes = 2000;

Json to_json(const Decision& decision);
/// With what it is about; without a subject, the text it spoke of has changed or is gone.
Json to_json(const Decision& decision, const std::optional<DecisionSubject>& subject);
/// A cluster with its members, the copy to keep and, for each two copies compared, their differences.
Json to_json(const ClusterFinding& finding);
/// Two copies sentence by sentence, each in pieces that differ or not.
Json to_json(const ClusterFinding& finding, const AlignedRegion& aligned);
Json to_json(const FormPassage& form);
/// Why it is left out, as a reader is told.
std::string reason_of(const FormPassage& form);
/// With how many values it has and, of each, how many statements on how many pages: the first few of both.
Json to_json(const ConflictFindings& findings, const ConflictFinding& finding);
/// One statement of value number `value`.
Json to_json(const ConflictFindings& findings, std::uint32_t fact, std::size_t value);

/// "Only approved pages in scope count": what every list of conflicts says of itself.
std::string pages_compared(const ConflictFindings& findings, PagesCompared pages);

}  // namespace clausemark
