// SPDX-License-Identifier: Apache-2.0
// Two small standards that correspond, and the shipped ones, for the tests of the integration views.
#pragma once

#include <gmock/gmock.h>

#include "indexer/corpus/corpus.h"
#include "indexer/integration/shared.h"

namespace clausemark {

/// A standard of `family` with clauses "number", or "parent>number": "1 2 2>2.1".
inline std::string small_standard(const std::string& family, const std::string& edition,
                                  const std::vector<std::pair<std::string, std::string>>& clauses) {
    std::string list;
    for (const auto& [number, title] : clauses) {
        const std::size_t dot = number.rfind('.');
        list += (list.empty() ? "" : ",") + (R"({"number": ")" + number + R"(", "kind": "clause", )") +
                (dot == std::string::npos ? "" : R"("parent": ")" + number.substr(0, dot) + R"(", )") +
                R"("title": ")" + title + R"(", "description": "d."})";
    }
    return R"({"id": ")" + family + ":" + edition + R"(", "name": ")" + family + R"(", "family": ")" +
           family + R"(", "edition": ")" + edition + R"(", "title": "T", "system": ")" + family +
           R"(", "citations": [")" + family + R"("], "clauses": [)" + list + "]}";
}

struct SmallWorld {
    SmallWorld() {
        std::vector<Diagnostic> faults;
        catalogue.add("a.json",
                      small_standard("a", "1",
                                     {{"1", "Scope"},
                                      {"2", "Policy"},
                                      {"3", "Incident handling"},
                                      {"4", "Backup"},
                                      {"5", "Badges"}}),
                      faults);
        catalogue.add("b.json",
                      small_standard("b", "1",
                                     {{"1", "Scope"},
                                      {"2", "Policy"},
                                      {"2.1", "Setting the policy"},
                                      {"2.2", "Telling the policy"},
                                      {"7", "Incidents"},
                                      {"8", "Problems"},
                                      {"9", "Catalogue"}}),
                      faults);
        correspondences.add(catalogue, "a-to-b.json",
                            R"({"from": "a:1", "to": "b:1", "source": "our judgement", "rows": [
            {"from": "1", "to": "1", "relation": "equal", "reason": "the same text"},
            {"from": "2", "to": "2", "relation": "superset-of", "reason": "two halves"},
            {"from": "3", "to": "7", "relation": "intersects", "reason": "one process"},
            {"from": "3", "to": "8", "relation": "intersects", "reason": "causes"},
            {"from": "4", "to": "8", "relation": "intersects", "reason": "hardly"}],
            "only_from": [{"clause": "5", "reason": "badges are no matter of b"}],
            "only_to": [{"clause": "9", "reason": "services are no matter of a"}]})",
                            faults);
        const WorkOrder::File files[] = {
            {"phases.json", R"({"phases": [{"name": "first", "title": "First", "reason": "it begins"},
                {"name": "then", "title": "Then", "reason": "it follows"}]})"},
            {"a.json",
             R"({"standard": "a:1", "scope": "1", "phases": {"first": ["1", "2"], "then": ["3", "4", "5"]},
                "leans_on": [{"clauses": ["4"], "on": ["5"], "reason": "badges first"},
                             {"clauses": ["2"], "on": ["1"], "reason": "for the scope"}]})"},
            {"b.json",
             R"({"standard": "b:1", "scope": "1", "phases": {"first": ["1", "2"], "then": ["7", "8", "9"]},
                "leans_on": [{"clauses": ["8"], "on": ["7", "9"], "reason": "from incidents"}]})"}};
        order = WorkOrder::read(catalogue, files, faults);
        for (const Diagnostic& fault : faults) ADD_FAILURE() << render(fault);
    }
    ClauseIndex at(const std::string& id) const { return *catalogue.find(id); }
    StandardIndex in(const std::string& id) const { return *catalogue.find_standard(id); }

    Catalogue catalogue;
    Correspondences correspondences;
    WorkOrder order;
};

/// What ships.
struct ShippedKnowledge {
    ShippedKnowledge() {
        const Corpus corpus = Corpus::embedded();
        std::vector<Diagnostic> faults;
        for (const CorpusFile* file : corpus.in_folder("standards"))
            catalogue.add(file->path, file->text, faults);
        for (const CorpusFile* file : corpus.in_folder("correspondences"))
            correspondences.add(catalogue, file->path, file->text, faults);
        std::vector<WorkOrder::File> files;
        for (const CorpusFile* file : corpus.in_folder("integration"))
            files.push_back({file->path, file->text});
        order = WorkOrder::read(catalogue, files, faults);
        for (const Diagnostic& fault : faults) ADD_FAILURE() << render(fault);
    }
    ClauseIndex at(const std::string& id) const { return *catalogue.find(id); }
    StandardIndex in(const std::string& id) const { return *catalogue.find_standard(id); }

    Catalogue catalogue;
    Correspondences correspondences;
    WorkOrder order;
};

}  // namespace clausemark
