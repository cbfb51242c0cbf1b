// SPDX-License-Identifier: Apache-2.0
// Lending out page indexers. See indexer_pool.h.
#include "server/app/indexer_pool.h"

namespace clausemark {

PageRecord IndexerPool::index(PageInput input) {
    std::unique_ptr<PageIndexer> indexer;
    {
        const std::lock_guard lock(mutex_);
        if (!idle_.empty()) {
            indexer = std::move(idle_.back());
            idle_.pop_back();
        }
    }
    if (!indexer) indexer = std::make_unique<PageIndexer>(parts_);
    PageRecord record = indexer->index(std::move(input));
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(indexer));
    return record;
}

}  // namespace clausemark
