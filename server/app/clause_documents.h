// SPDX-License-Identifier: Apache-2.0
// Which documents answer which clause: the shown tags of a whole store, summed up by clause and document.
// What exports and the audit pack name as the place where something is written.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "indexer/standards/catalogue.h"
#include "indexer/store/store.h"

namespace clausemark {

struct AnsweringDocument {
    std::size_t document = 0;            ///< index in ClauseDocuments::documents
    Strength strength = Strength::none;  ///< the best
    Standing standing = Standing::counted;
    std::int64_t passages = 0;
};

struct ClauseDocuments {
    std::vector<DocumentRecord> documents;  ///< all of the store, by wiki and key
    /// Those that count first, then by strength, passages and document.
    std::map<ClauseIndex, std::vector<AnsweringDocument>> by_clause;
    const std::vector<AnsweringDocument>& of(ClauseIndex clause) const;
};

/// O(tags of the store).
Result<ClauseDocuments> clause_documents(Store& store, const Catalogue& catalogue);

/// The title, else the key.
std::string title_of(const DocumentRecord& document);

/// "Backup policy; Restore tests; and 3 more": those that count and do more than name the clause, then, where
/// there are none, "named in ...". "" where nothing counts.
std::string documents_text(const ClauseDocuments& found, ClauseIndex clause);

}  // namespace clausemark
