// SPDX-License-Identifier: Apache-2.0
// The baseline: findings that were there when somebody decided to go on, each with a reason, and how far each
// clause was answered then. A file that people review: JSON, sorted, one entry a finding. Reading, writing
// and applying it; where the file lies is the command's business.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "indexer/checks/finding.h"
#include "indexer/config/checks.h"
#include "indexer/coverage/coverage.h"

namespace clausemark {

struct Baseline {
    struct Entry {
        std::string code;   ///< "CM623"
        std::string page;   ///< "wiki/security/backup.md"; empty: the wiki as a whole
        std::string words;  ///< for readers: what stood there, or the message of a finding without a place
        std::string fingerprint;
        std::string reason;
    };
    /// How far a clause was answered, and where: what must not be lost.
    struct Clause {
        CoverageState state = CoverageState::none;  ///< covered or partial
        std::vector<std::string> pages;             ///< "wiki/security/backup.md", at most a few
    };
    std::vector<Entry> entries;
    std::map<std::string, Clause> clauses;  ///< by id
};

/// Nothing where the file is malformed or of another version: positioned faults CM641, CM642. O(text).
std::optional<Baseline> read_baseline(std::string_view path, std::string_view text,
                                      std::vector<Diagnostic>& faults);

/// Sorted by page, code, words and fingerprint; ends with a line end. The same baseline gives the same bytes.
std::string write_baseline(const Baseline& baseline);

/// All findings that are not suppressed by others, with the reasons that `known` has for them and `reason`
/// for the rest.
std::vector<Baseline::Entry> entries_of(const std::vector<Finding>& findings, const Baseline& known,
                                        const std::string& reason);

/// Suppresses the findings that the baseline has. Gives the entries that occur no more.
std::vector<Baseline::Entry> apply_baseline(const Baseline& baseline, std::vector<Finding>& findings);

/// Adds a finding for each entry that occurs no more, so that the file shrinks; none where the settings say
/// so.
void report_gone(const std::vector<Baseline::Entry>& gone, const CheckSettings& settings,
                 std::vector<Finding>& findings);

}  // namespace clausemark
