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
    const std::size_t bytes = input.source.size();
    const auto begin = std::chrono::steady_clock::now();
    PageRecord record = indexer->index(std::move(input));
    nanoseconds_ += std::chrono::nanoseconds(std::chrono::steady_clock::now() - begin).count();
    bytes_ += bytes;
    ++pages_;
    const std::lock_guard lock(mutex_);
    idle_.push_back(std::move(indexer));
    return record;
}

AnalysisWork IndexerPool::work() const {
    return {pages_, bytes_, std::chrono::nanoseconds(nanoseconds_)};
}

}  // namespace clausemark
