// SPDX-License-Identifier: Apache-2.0
// What the program knows before it reads a page: standards, compiled rules, the settings. Loaded once,
// immutable, shared by all threads.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "indexer/config/config.h"
#include "indexer/corpus/corpus.h"
#include "indexer/correspondences/correspondences.h"
#include "indexer/coverage/coverage.h"
#include "indexer/matcher/ruleset.h"
#include "indexer/pages/page_indexer.h"
#include "indexer/standards/catalogue.h"
#include "indexer/standards/citation.h"
#include "indexer/standards/documented_information.h"
#include "server/app/statement.h"

namespace clausemark {

struct KnowledgeSources {
    std::string corpus;  ///< folder in place of the embedded one; empty: embedded
    std::string config;  ///< file; empty: clausemark.json in the current folder where there is one
};

struct Knowledge {
    std::shared_ptr<const Catalogue> catalogue;
    std::shared_ptr<const CitationFinder> citations;
    std::shared_ptr<const Correspondences> correspondences;
    std::shared_ptr<const DocumentedInformation> documented;
    std::shared_ptr<const RuleSet> rules;
    std::shared_ptr<const Config> config;
    std::shared_ptr<const LoadedStatement> statement;  ///< of applicability
    PartsOfClauses parts;
    Declarations declarations;
    std::string hash;  ///< of all that an analysis depends on besides the page

    std::vector<StandardIndex> standards_in_force() const { return config->in_force(*catalogue); }
    IndexerParts indexer_parts() const;
};

/// The corpus these sources name: the embedded one, or a folder.
Result<Corpus> load_corpus(const KnowledgeSources& sources);

/// Standards and settings, without rules: for commands that need no more.
std::optional<Knowledge> load_standards(const Corpus& corpus, const KnowledgeSources& sources,
                                        std::vector<Diagnostic>& faults);

/// All of it. Everything that is wrong is added to `faults`; nothing where one of them is an error. Notes on
/// style in rule files are left to `clausemark rules check`.
std::optional<Knowledge> load_knowledge(const KnowledgeSources& sources, std::vector<Diagnostic>& faults);

/// Parses rule files and compiles them together.
std::shared_ptr<const RuleSet> compile_rules(const std::vector<CorpusFile>& files,
                                             std::shared_ptr<const Catalogue> catalogue,
                                             std::vector<Diagnostic>& faults);

/// "control A.8.13" or "clause 8.1": a bare number would be ambiguous.
std::string label_of(const Clause& clause);

bool any_error(const std::vector<Diagnostic>& faults);

}  // namespace clausemark
