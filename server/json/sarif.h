// SPDX-License-Identifier: Apache-2.0
// Findings as SARIF 2.1.0 (OASIS, 2020), which code hosts and editors read, and as the messages that GitHub
// Actions turns into notes beside lines. Columns count code points (columnKind unicodeCodePoints).
#pragma once

#include <string>

#include "indexer/checks/run.h"
#include "server/app/page_files.h"
#include "server/json/json.h"

namespace clausemark {

struct SarifOptions {
    std::string version;       ///< of the program
    std::string without_page;  ///< the file to show findings of the wiki as a whole at, as a relative path
};

/// One run. Rules are those of the findings, with the text of their pages (explain.h).
Json to_sarif(const CheckReport& report, const PageFiles& files, const SarifOptions& options);

/// "::warning file=wiki/a.md,line=3,col=1,...::message", one line a finding that is not suppressed.
std::string to_github(const Finding& finding, const PageFiles& files);

}  // namespace clausemark
