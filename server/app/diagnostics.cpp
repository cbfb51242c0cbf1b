// SPDX-License-Identifier: Apache-2.0
// Keeping runs of the checks, and choosing among what they found. See diagnostics.h.
#include "server/app/diagnostics.h"

#include <algorithm>

#include "parser/core/limits.h"
#include "server/app/checking.h"

namespace clausemark {

/// Under the mutex.
std::shared_ptr<DiagnosticsCache::Kept> DiagnosticsCache::kept_for(const std::string& seen,
                                                                   std::chrono::sys_days as_of) {
    const auto found = std::ranges::find_if(
        kept_, [&](const auto& kept) { return kept->seen == seen && kept->as_of == as_of; });
    if (found != kept_.end()) {
        (*found)->used = ++uses_;
        return *found;
    }
    if (kept_.size() >= limits::check_runs_kept)
        kept_.erase(std::ranges::min_element(kept_, {}, [](const auto& kept) { return kept->used; }));
    kept_.push_back(std::make_shared<Kept>());
    kept_.back()->seen = seen;
    kept_.back()->as_of = as_of;
    kept_.back()->used = ++uses_;
    return kept_.back();
}

Result<std::shared_ptr<const FoundDiagnostics>> DiagnosticsCache::get(Store& store, const Knowledge& known,
                                                                      const CheckSettings& settings,
                                                                      std::chrono::sys_days as_of,
                                                                      const std::string& seen,
                                                                      const std::string& state) {
    std::unique_lock<std::mutex> lock(mutex_);
    const std::shared_ptr<Kept> kept = kept_for(seen, as_of);
    const auto end = std::chrono::steady_clock::now() + patience_;
    while (kept->running || running_ >= runs_at_once_ || (kept->found && kept->found->state == state)) {
        if (kept->found) return kept->found;
        if (ended_.wait_until(lock, end) == std::cv_status::timeout && !kept->found) return kept->found;
    }
    kept->running = true;
    ++running_;
    lock.unlock();
    const auto stop = [&](std::shared_ptr<const FoundDiagnostics> found) {
        lock.lock();
        if (found) kept->found = std::move(found);
        kept->running = false;
        --running_;
        ended_.notify_all();
    };
    try {
        const auto summary = store.summary();
        auto report = summary ? run_checks(store, check_context(known, settings, as_of), {}, &kept->memory)
                              : Result<CheckReport>(summary.why());
        if (!report) {
            stop(nullptr);
            return report.why();
        }
        const auto made = std::make_shared<const FoundDiagnostics>(
            FoundDiagnostics{state, summary->sequence, as_of, std::move(*report)});
        stop(made);
        return made;
    } catch (...) {
        stop(nullptr);
        throw;
    }
}

std::vector<const Finding*> select_diagnostics(const FoundDiagnostics& found, const DiagnosticsQuery& query) {
    static const Attributes nothing;
    std::vector<const Finding*> chosen;
    for (const Finding& finding : found.report.findings) {
        if (finding.suppressed && !query.suppressed) continue;
        if (query.document && finding.at.document != *query.document) continue;
        if (query.code && finding.code != *query.code) continue;
        if (query.severity && finding.severity != *query.severity) continue;
        const auto page = found.report.documents.find(finding.at.document);
        const bool of_page = page != found.report.documents.end();
        const Attributes& attributes = of_page ? page->second : nothing;
        if (query.space && (!of_page || attributes.space != *query.space)) continue;
        if (query.owner && (!of_page || attributes.owner != *query.owner)) continue;
        chosen.push_back(&finding);
    }
    return chosen;
}

}  // namespace clausemark
