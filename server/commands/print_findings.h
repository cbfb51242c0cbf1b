// SPDX-License-Identifier: Apache-2.0
// Findings for a terminal, as a compiler shows its own: the place, the line, the words underlined, the other
// places, a hint; at the end a count of each code.
#pragma once

#include <string>
#include <vector>

#include "indexer/checks/run.h"
#include "server/app/page_files.h"

namespace clausemark {

std::string render(const Finding& finding, const PageFiles& files, bool colour);

/// "3 warnings, 12 notes in 40 pages", then a line a code.
std::string summary_text(const CheckReport& report, bool colour);

}  // namespace clausemark
