// SPDX-License-Identifier: Apache-2.0
// JSON forms of duplicates, drift, conflicts and decisions, for commands and handlers alike. The schemas in
// plugin/contract say what may be relied on.
#pragma once

#include "server/app/conflict_findings.h"
#include "server/app/decisions.h"
#include "server/app/duplicate_findings.h"
#include "server/json/json.h"

namespace clausemark {

Json to_json(const Decision& decision);
/// With what it is about; without a subject, the text it spoke of has changed or is gone.
Json to_json(const Decision& decision, const std::optional<DecisionSubject>& subject);
/// A cluster with its members, the copy to keep and, for each two copies compared, their differences.
Json to_json(const ClusterFinding& finding);
/// Two copies sentence by sentence, each in pieces that differ or not.
Json to_json(const ClusterFinding& finding, const AlignedRegion& aligned);
Json to_json(const FormPassage& form);
Json to_json(const ConflictFindings& findings, const ConflictFinding& finding);

/// "Only approved pages in scope count": what every list of conflicts says of itself.
std::string pages_compared(const ConflictFindings& findings, PagesCompared pages);

}  // namespace clausemark
