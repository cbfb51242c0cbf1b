// SPDX-License-Identifier: Apache-2.0
// What the checks find in the pages of a store, for those who ask often: a run is kept until the store or its
// decisions change, and the next one reads only the pages that changed. While it runs, others are given what
// the last one found; each answer says of which state of the store it is.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "indexer/checks/run.h"
#include "server/app/knowledge.h"

namespace clausemark {

struct FoundDiagnostics {
    std::string state;          ///< of the store and its decisions: equal for equal findings
    std::int64_t sequence = 0;  ///< of the store, before the run
    std::chrono::sys_days as_of{};
    CheckReport report;
};

/// Safe to use from many threads.
class DiagnosticsCache {
  public:
    /// `state` names what the store holds now, `seen` the pages that the asker may know of: those that
    /// `store` shows.
    Result<std::shared_ptr<const FoundDiagnostics>> get(Store& store, const Knowledge& known,
                                                        const CheckSettings& settings,
                                                        std::chrono::sys_days as_of, const std::string& seen,
                                                        const std::string& state);

  private:
    struct Kept {
        std::string seen;
        std::chrono::sys_days as_of{};
        std::shared_ptr<const FoundDiagnostics> found;
        CheckMemory memory;  ///< used under `run`
        std::mutex run;
        std::uint64_t used = 0;
    };
    std::shared_ptr<Kept> kept_for(const std::string& seen, std::chrono::sys_days as_of);

    std::mutex mutex_;
    std::vector<std::shared_ptr<Kept>> kept_;
    std::uint64_t uses_ = 0;
};

/// Fields that are set must hold.
struct DiagnosticsQuery {
    std::optional<DocumentKey> document;
    std::optional<Code> code;
    std::optional<Severity> severity;
    std::optional<std::string> space;
    std::optional<std::string> owner;
    bool suppressed = false;  ///< those that a directive or a decision switches off as well
};

/// In the order of the report: by page, then place; those of no page at the end. O(findings).
std::vector<const Finding*> select_diagnostics(const FoundDiagnostics& found, const DiagnosticsQuery& query);

}  // namespace clausemark
