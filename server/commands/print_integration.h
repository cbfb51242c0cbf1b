// SPDX-License-Identifier: Apache-2.0
// The views of ISO/IEC 27013 as text for people, at most 100 columns wide: what is most useful first, the
// rest with `details`.
#pragma once

#include "server/app/integration_findings.h"

namespace clausemark {

void print_plan(const Knowledge& known, const PlanFindings& findings, bool details);
void print_together(const Knowledge& known, const TogetherFindings& findings, bool details);
void print_merge(const Knowledge& known, const MergeFindings& findings, bool details);

}  // namespace clausemark
