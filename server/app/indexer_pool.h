// SPDX-License-Identifier: Apache-2.0
// Page indexers for threads that come and go: an indexer has caches worth keeping, and serves one thread at a
// time.
#pragma once

#include <memory>
#include <mutex>
#include <vector>

#include "indexer/pages/page_indexer.h"

namespace clausemark {

class IndexerPool {
  public:
    explicit IndexerPool(IndexerParts parts) : parts_(std::move(parts)) {}

    PageRecord index(PageInput input);

  private:
    const IndexerParts parts_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<PageIndexer>> idle_;
};

}  // namespace clausemark
