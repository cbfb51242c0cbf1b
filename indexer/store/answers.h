// SPDX-License-Identifier: Apache-2.0
// What a store answers about clauses and drafts that a page's reader or writer needs: which other pages
// answer a clause, and what a text that is not stored would have in common with pages that are.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "indexer/duplicates/regions.h"
#include "indexer/store/record.h"
#include "indexer/store/visible.h"

namespace clausemark {

/// Pages that answer clauses: with a tag that counts, is shown, and is a description or a commitment.
struct AnsweringQuery {
    Visible visible = {};
    std::vector<std::string> clauses;  ///< ids
    std::optional<DocumentKey> apart_from;
    std::size_t most = 100;  ///< pages counted for each clause
    std::size_t first = 3;   ///< pages given for each clause
};
struct AnsweringPages {
    std::string clause;
    std::int64_t documents = 0;         ///< at most AnsweringQuery::most
    bool more = false;                  ///< there may be more
    std::vector<DocumentRecord> first;  ///< of the strongest tags
};

/// What a draft would share with stored pages if it were saved now.
struct DraftQuery {
    Visible visible = {};
    /// Regions below both are left out.
    double min_similarity = 0.5;
    double min_containment = 0.8;
    std::size_t limit = 20;     ///< regions
    std::size_t documents = 5;  ///< of each region's other side
    std::size_t passages = 3;   ///< of each region's other side
};
struct DraftCopy {
    Region region;       ///< a: the draft's side
    Overlap whole;       ///< of the two pages
    bool known = false;  ///< the page as it is stored has something in common with that text already
    std::int64_t all_documents = 0;         ///< that have the other side's text; neither archived versions
                                            ///< nor translations
    std::vector<DocumentRecord> documents;  ///< the first of them, by wiki and key
    std::vector<PassageRecord> passages;    ///< the first of the other side
    double similarity() const { return clausemark::similarity(region.shared, region.a_size, region.b_size); }
    double containment() const {
        return clausemark::containment(region.shared, region.a_size, region.b_size);
    }
};

}  // namespace clausemark
