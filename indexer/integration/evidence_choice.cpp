// SPDX-License-Identifier: Apache-2.0
// A few passages for many. See evidence_choice.h.
#include "indexer/integration/evidence_choice.h"

#include <algorithm>
#include <set>
#include <string>
#include <tuple>

namespace clausemark {

std::vector<EvidenceRecord> choose_evidence(std::span<const EvidenceRecord> records, std::size_t most) {
    std::vector<EvidenceRecord> out;
    std::set<std::string> shown_parts;
    std::set<DocumentKey> shown_documents;
    std::set<std::pair<DocumentKey, std::uint32_t>> shown_passages;
    while (out.size() < most) {
        const EvidenceRecord* best = nullptr;
        std::tuple<std::ptrdiff_t, bool> best_gain;
        for (const EvidenceRecord& one : records) {
            if (shown_passages.contains({one.document.id, one.tag.passage})) continue;
            const auto fresh = std::ranges::count_if(
                one.tag.aspects, [&](const std::string& part) { return !shown_parts.contains(part); });
            const std::tuple<std::ptrdiff_t, bool> gain{fresh, !shown_documents.contains(one.document.id)};
            if (best != nullptr && gain <= best_gain) continue;
            best = &one;
            best_gain = gain;
        }
        if (best == nullptr) break;
        // A second passage of the same page that shows nothing new tells the reader nothing.
        if (!out.empty() && best_gain == std::tuple<std::ptrdiff_t, bool>{0, false}) break;
        shown_parts.insert(best->tag.aspects.begin(), best->tag.aspects.end());
        shown_documents.insert(best->document.id);
        shown_passages.insert({best->document.id, best->tag.passage});
        out.push_back(*best);
    }
    return out;
}

}  // namespace clausemark
