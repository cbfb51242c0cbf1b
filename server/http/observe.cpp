// SPDX-License-Identifier: Apache-2.0
// How the server does: whether it can answer, and what it has counted. See service.h and metrics.h.
#include <fmt/format.h>

#include <map>
#include <nlohmann/json.hpp>

#include "server/http/service.h"

namespace clausemark {
namespace {

/// Shown tags by standard, from the kept counters: O(clauses).
Result<std::string> tags_by_standard(Store& store) {
    const auto sums = store.coverage({});
    if (!sums) return sums.why();
    std::map<std::string, std::int64_t> tags;
    for (const CoverageSum& sum : *sums)
        if (sum.row.aspect.empty() && sum.row.strength != Strength::none)
            tags[sum.row.clause.substr(0, sum.row.clause.find('/'))] += sum.row.passages;
    std::string out =
        "# HELP clausemark_tags Tags that are shown, by standard.\n# TYPE clausemark_tags gauge\n";
    for (const auto& [standard, count] : tags)
        out += fmt::format("clausemark_tags{{{}}} {}\n", label("standard", standard), count);
    return out;
}

}  // namespace

HttpResponse get_ready(Service& service, const HttpRequest&) {
    const auto sequence = service.store.sequence();
    if (sequence) return json_response({{"ready", true}});
    HttpResponse refusal = problem(sequence.why());
    refusal.status = 503;
    return refusal;
}

HttpResponse get_metrics(Service& service, const HttpRequest&) {
    const auto summary = service.store.summary();
    if (!summary) return problem(summary.why());
    const auto tags = tags_by_standard(service.store);
    if (!tags) return problem(tags.why());
    const AnalysisWork work = service.indexers.work();
    std::string text = service.metrics->text();
    text += metric("clausemark_analysed_pages_total", "counter", "Pages that were analysed.",
                   static_cast<double>(work.pages));
    text += metric("clausemark_analysed_bytes_total", "counter", "Bytes of their sources.",
                   static_cast<double>(work.bytes));
    text += metric("clausemark_analysis_seconds_total", "counter", "What that took, in all threads.",
                   std::chrono::duration<double>(work.took).count());
    text += metric("clausemark_documents", "gauge", "Documents in the store.",
                   static_cast<double>(summary->documents));
    text += metric("clausemark_passages", "gauge", "Passages in the store.",
                   static_cast<double>(summary->passages));
    return {200, "text/plain; version=0.0.4; charset=utf-8", text + *tags, {}};
}

}  // namespace clausemark
