// SPDX-License-Identifier: Apache-2.0
// Every check of the program, in one table.
#include "indexer/checks/checks.h"

namespace clausemark {

std::span<const Check> all_checks() {
    using enum Code;
    static const std::vector<Check> checks = {
        {"reading", {not_utf8, depth_limited, malformed_front_matter, unknown_citation}, check_reading},
        {"editions", {edition_not_in_force, edition_left_out}, check_editions},

        {"coverage", {clause_without_evidence, clause_named_only, clause_in_part}, nullptr, check_coverage},
        {"copies", {text_written_twice, copies_differ}, nullptr, check_copies},
        {"values", {different_values}, nullptr, check_values},
        {"links", {dead_link, dead_anchor}, nullptr, check_links},
    };
    return checks;
}

}  // namespace clausemark
