// SPDX-License-Identifier: Apache-2.0
// Prints every literal phrase of the built-in rules, one a line: what grep and ripgrep are given when tagging
// is measured beside them.
#include <cstdio>

#include "indexer/corpus/corpus.h"
#include "indexer/matcher/ruleset.h"

int main() {
    using namespace clausemark;
    const Corpus corpus = Corpus::embedded();
    std::vector<Diagnostic> faults;
    auto catalogue = std::make_shared<Catalogue>();
    for (const CorpusFile* file : corpus.in_folder("standards"))
        catalogue->add(file->path, file->text, faults);
    std::vector<RuleFile> files;
    for (const CorpusFile* file : corpus.in_folder("rules")) {
        if (file->path.ends_with(".rules")) files.push_back(parse_rules(file->path, file->text).file);
    }
    const auto rules = RuleSet::compile(std::move(files), catalogue, faults);
    for (const Diagnostic& fault : faults) std::fputs(render(fault).c_str(), stderr);
    if (rules == nullptr) return 2;
    for (const std::string& phrase : rules->phrases()) std::puts(phrase.c_str());
}
