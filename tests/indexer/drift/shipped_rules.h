// SPDX-License-Identifier: Apache-2.0
// The rules as they are shipped, for tests of what is compared with their lexicon.
#pragma once

#include <memory>

#include "indexer/matcher/ruleset.h"

namespace clausemark::test {

/// Compiled once a process. Reports the faults of the rules as failures of the test.
std::shared_ptr<const RuleSet> shipped_rules();

}  // namespace clausemark::test
