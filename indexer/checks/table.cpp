// SPDX-License-Identifier: Apache-2.0
// Every check of the program, in one table.
#include "indexer/checks/checks.h"

namespace clausemark {

std::span<const Check> all_checks() {
    using enum Code;
    static const std::vector<Check> checks = {
        {"reading",
         {not_utf8, depth_limited, malformed_front_matter, unknown_citation},
         check_reading,
         nullptr},
        {"coverage", {clause_without_evidence, clause_named_only, clause_in_part}, nullptr, check_coverage},
    };
    return checks;
}

}  // namespace clausemark
