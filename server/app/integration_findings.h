// SPDX-License-Identifier: Apache-2.0
// The three views of ISO/IEC 27013 over a store, as the command, the API and the pages show them: implement
// one standard where another is in place (or move to another edition), implement both together, merge two
// systems that exist. All of it comes from counters, tags and findings of the store, never from the sources
// of pages: linear in the pages' attributes and in the tags of the standards, with a query a clause and a
// thousand tags. What the views mean is indexer/integration; how they look is left to those who show them.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "indexer/integration/answers.h"
#include "indexer/integration/merge.h"
#include "indexer/integration/plan.h"
#include "indexer/integration/shared.h"
#include "server/app/conflict_findings.h"
#include "server/app/duplicate_findings.h"
#include "server/app/knowledge.h"

namespace clausemark {

/// What one management system covers.
struct SystemScope {
    StandardIndex standard = 0;
    std::string system;                             ///< "ISMS"
    std::vector<const ManagementSystem*> settings;  ///< in the settings; empty: every page is in scope
    std::vector<DocumentKey> pages;                 ///< in scope, in order
    std::vector<EvidenceRecord> statements;         ///< passages that state the scope
};

struct PlanFindings {
    WorkOrder order;
    std::vector<SystemScope> scopes;  ///< of the standard in place, of the one wanted
    std::size_t pages_in_both = 0;
    ImplementationPlan plan;
    /// By index in plan.clauses: passages that answer the clause wanted, or one that corresponds. Those of
    /// the clause itself first.
    std::map<std::size_t, std::vector<EvidenceRecord>> evidence;
    /// Of `evidence`: pages outside the scope of the standard wanted.
    std::set<DocumentKey> outside;
};

struct TogetherFindings {
    WorkOrder order;
    std::vector<StandardIndex> standards;
    std::vector<SystemScope> scopes;
    std::vector<SharedRequirement> requirements;
    std::vector<RequirementAnswer> answers;  ///< of `requirements`, in their order
    std::size_t shared = 0;                  ///< requirements that serve more than one standard
    std::map<SharedState, std::size_t> counts;
};

/// Words of one of two documents that readers of the other may take for something else (docs/terminology.md).
struct WordFinding {
    bool left = true;  ///< of the left document
    Diagnostic found;  ///< the first of its code in the document
};

/// Two documents to merge, with what is copied, what contradicts and which words to settle.
struct PairFindings {
    MergePair pair;
    std::vector<ClusterFinding> duplicates;
    std::vector<ConflictFinding> conflicts;
    std::vector<WordFinding> words;  ///< by code, the left document's first; codes that are on by default
};

struct MergeFindings {
    std::vector<SystemScope> scopes;
    std::vector<SharedRequirement> requirements;
    std::vector<RequirementAnswer> answers;
    std::vector<PairFindings> pairs;  ///< what is most to gain first
    /// Copies that stand in documents of both systems, though no pair above has them.
    std::vector<ClusterFinding> copies;
    std::vector<ConflictFinding> conflicts;          ///< between documents of both systems, in no pair above
    std::shared_ptr<const ConflictFindings> values;  ///< what `conflicts` and those of pairs refer to
};

/// The order of work that is built into the program, as far as it speaks of the standards known.
WorkOrder work_order(const Catalogue& catalogue);

/// What a pair of standards must be for the views: two different ones that a file relates. Gives what is
/// wrong, in the user's words, or nothing.
std::optional<std::string> refuse_pair(const Knowledge& known, StandardIndex a, StandardIndex b);

Result<PlanFindings> find_plan(Store& store, const Knowledge& known, StandardIndex have, StandardIndex want);
/// Two standards or more.
Result<TogetherFindings> find_together(Store& store, const Knowledge& known,
                                       const std::vector<StandardIndex>& standards);
/// `conflicts`: of pages that count.
Result<MergeFindings> find_merge(Store& store, const Knowledge& known, StandardIndex first,
                                 StandardIndex second, std::shared_ptr<const ConflictFindings> conflicts);

/// "information-security/**, governance/**; pages with system ISMS, both": what the settings say of a scope;
/// "every page" where they say nothing.
std::string scope_words(const SystemScope& scope);

}  // namespace clausemark
