// SPDX-License-Identifier: Apache-2.0
// The JSON form of what a draft changes; plugin/contract/analysis.schema.json says what may be relied on.
#pragma once

#include "server/app/draft.h"
#include "server/json/json.h"

namespace clausemark {

/// "difference" of an answer about a draft.
Json to_json(const Knowledge& known, const PageRecord& draft, const DraftFindings& findings);

}  // namespace clausemark
