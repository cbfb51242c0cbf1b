// SPDX-License-Identifier: Apache-2.0
// See shipped_rules.h.
#include "tests/indexer/drift/shipped_rules.h"

#include <gtest/gtest.h>

#include <vector>

#include "indexer/corpus/corpus.h"
#include "parser/core/diagnostic.h"
#include "tests/source_dir.h"

namespace clausemark::test {

std::shared_ptr<const RuleSet> shipped_rules() {
    static const std::shared_ptr<const RuleSet> rules = [] {
        const auto corpus = Corpus::from_directory(CLAUSEMARK_SOURCE_DIR "/corpus");
        std::vector<Diagnostic> faults;
        auto catalogue = std::make_shared<Catalogue>();
        for (const CorpusFile* file : (*corpus).in_folder("standards"))
            catalogue->add(file->path, file->text, faults);
        std::vector<RuleFile> files;
        for (const CorpusFile* file : (*corpus).in_folder("rules")) {
            if (!file->path.ends_with(".rules")) continue;
            ParsedRules parsed = parse_rules(file->path, file->text);
            faults.insert(faults.end(), parsed.diagnostics.begin(), parsed.diagnostics.end());
            files.push_back(std::move(parsed.file));
        }
        auto made = RuleSet::compile(std::move(files), std::move(catalogue), faults);
        for (const Diagnostic& fault : faults) ADD_FAILURE() << render(fault);
        return made;
    }();
    return rules;
}

}  // namespace clausemark::test
