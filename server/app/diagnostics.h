// SPDX-License-Identifier: Apache-2.0
// What the checks find in the pages of a store, for those who ask often: a run is kept until the store or its
// decisions change, and the next one reads only the pages that changed. While it runs, others are given what
// the last one found; each answer says of which state of the store it is. Runs at once are few, and nobody
// waits long for one, so that no more than those few workers are busy with them.
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

#include "indexer/checks/run.h"
#include "parser/core/limits_http.h"
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
    explicit DiagnosticsCache(std::size_t runs_at_once = limits::check_runs_at_once,
                              std::chrono::milliseconds patience = limits::check_run_patience)
        : runs_at_once_(runs_at_once), patience_(patience) {}

    /// `state` names what the store holds now, `seen` the pages that the asker may know of: those that
    /// `store` shows. Null: nothing was found yet and a run takes longer than our patience; come back.
    Result<std::shared_ptr<const FoundDiagnostics>> get(Store& store, const Knowledge& known,
                                                        const CheckSettings& settings,
                                                        std::chrono::sys_days as_of, const std::string& seen,
                                                        const std::string& state);

  private:
    struct Kept {
        std::string seen;
        std::chrono::sys_days as_of{};
        std::shared_ptr<const FoundDiagnostics> found;
        bool running = false;
        CheckMemory memory;  ///< of whoever runs
        std::uint64_t used = 0;
    };
    std::shared_ptr<Kept> kept_for(const std::string& seen, std::chrono::sys_days as_of);

    const std::size_t runs_at_once_;
    const std::chrono::milliseconds patience_;
    std::mutex mutex_;
    std::condition_variable ended_;
    std::size_t running_ = 0;
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
