// SPDX-License-Identifier: Apache-2.0
// What the rules look for, clause by clause. See coverage.h.
#include <algorithm>

#include "indexer/coverage/coverage.h"
#include "indexer/matcher/ruleset.h"

namespace clausemark {

PartsOfClauses parts_of_clauses(const RuleSet& rules) {
    PartsOfClauses parts(rules.catalogue().clauses().size());
    for (const RuleInfo& rule : rules.rules())
        for (const ClauseIndex clause : rule.clauses)
            for (const RuleAspect& aspect : rule.aspects) {
                const bool belongs = aspect.only.empty() || std::find(aspect.only.begin(), aspect.only.end(),
                                                                      clause) != aspect.only.end();
                if (belongs)
                    parts[clause].push_back(
                        {rule.name + "/" + aspect.name, aspect.words, aspect.hint, aspect.required});
            }
    return parts;
}

}  // namespace clausemark
