// SPDX-License-Identifier: Apache-2.0
// JSON forms of the views of ISO/IEC 27013, for the command and the API alike. plugin/contract's schemas
// integration-*.schema.json say what may be relied on.
#pragma once

#include "server/app/integration_findings.h"
#include "server/json/json.h"

namespace clausemark {

Json to_json(const Knowledge& known, const PlanFindings& findings);
Json to_json(const Knowledge& known, const TogetherFindings& findings);
Json to_json(const Knowledge& known, const MergeFindings& findings);

}  // namespace clausemark
