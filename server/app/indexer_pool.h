// SPDX-License-Identifier: Apache-2.0
// Page indexers for threads that come and go: an indexer has caches worth keeping, and serves one thread at a
// time.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <vector>

#include "indexer/pages/page_indexer.h"

namespace clausemark {

/// What all of them have done.
struct AnalysisWork {
    std::uint64_t pages = 0;
    std::uint64_t bytes = 0;  ///< of sources
    std::chrono::nanoseconds took{0};
};

class IndexerPool {
  public:
    explicit IndexerPool(IndexerParts parts) : parts_(std::move(parts)) {}

    PageRecord index(PageInput input);
    AnalysisWork work() const;

  private:
    const IndexerParts parts_;
    std::mutex mutex_;
    std::vector<std::unique_ptr<PageIndexer>> idle_;
    std::atomic<std::uint64_t> pages_ = 0;
    std::atomic<std::uint64_t> bytes_ = 0;
    std::atomic<std::int64_t> nanoseconds_ = 0;
};

}  // namespace clausemark
