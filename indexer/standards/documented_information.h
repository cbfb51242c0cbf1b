// SPDX-License-Identifier: Apache-2.0
// What each standard wants in writing: documents to maintain and records to retain, by clause, in our own
// words (corpus/documented-information/*.json). Where an organisation has them is left to others.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "indexer/standards/catalogue.h"

namespace clausemark {

struct DocumentedItem {
    ClauseIndex clause = no_clause;
    bool record = false;  ///< retained as it was; else maintained
    std::string what;
};

class DocumentedInformation {
  public:
    /// One file, for one edition. Faults are positioned (CM201); an item with one is left out. O(file).
    void add(const Catalogue& catalogue, std::string_view path, std::string_view json,
             std::vector<Diagnostic>& faults);

    /// In the order of the file. O(items of all standards).
    std::vector<DocumentedItem> of(const Catalogue& catalogue, StandardIndex standard) const;

  private:
    std::vector<DocumentedItem> items_;
};

}  // namespace clausemark
