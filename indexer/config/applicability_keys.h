// SPDX-License-Identifier: Apache-2.0
// The keys of clausemark.json about the Statement of Applicability: "applicability", "own-controls" and
// "statement-of-applicability". The file that the last one names is not read here.
#pragma once

#include <functional>
#include <optional>

#include "indexer/config/config.h"
#include "indexer/json/decoder.h"

namespace clausemark {

/// `clause_of`: the clause that a key names, or nothing after a report.
void read_applicability_keys(JsonDecoder& in, Config& config, const Catalogue& catalogue,
                             const JsonValue& root,
                             const std::function<std::optional<ClauseIndex>(const JsonMember&)>& clause_of);

}  // namespace clausemark
