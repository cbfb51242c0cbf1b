// SPDX-License-Identifier: Apache-2.0
// Drift of regions. See region_drift.h.
#include "server/app/region_drift.h"

#include <fmt/format.h>

#include <algorithm>

#include "indexer/duplicates/drift_lines.h"
#include "indexer/pages/print_page.h"
#include "parser/core/limits.h"

namespace clausemark {
namespace {

template <typename Passage, typename IsLeftOut>
DriftSide side_of(const std::vector<Passage>& passages, std::uint32_t begin, std::uint32_t end,
                  IsLeftOut is_left_out) {
    DriftSide side;
    const auto all = static_cast<std::uint32_t>(passages.size());
    for (std::uint32_t i = begin; i < std::min(end, all); ++i) {
        const Passage& passage = passages[i];
        if (is_left_out(passage)) continue;
        side.numbers.push_back(i);
        const bool led = passage.lead_in < all;
        side.passages.push_back(
            {passage.text, passage.kind,
             led ? std::string_view(passages[passage.lead_in].text) : std::string_view()});
    }
    return side;
}

}  // namespace

DriftSide RegionDrift::side(const std::vector<PassageRecord>& passages, std::uint32_t begin,
                            std::uint32_t end) const {
    return side_of(passages, begin, end, [this](const PassageRecord& passage) {
        return passage.kind == PassageKind::argument || left_out(passage, *config_);
    });
}

DriftSide RegionDrift::side(const std::vector<RegionPassage>& passages, std::uint32_t begin,
                            std::uint32_t end) {
    return side_of(passages, begin, end, [](const RegionPassage& passage) { return passage.left_out; });
}

Drift RegionDrift::compare(const DriftSide& left, const DriftSide& right) {
    return finder_.compare(left.passages, right.passages);
}

std::string key_text(std::uint64_t key) {
    return fmt::format("{:016x}", key);
}

const std::vector<std::string>& drift_kinds() {
    static const std::vector<std::string> names = [] {
        std::vector<std::string> made;
        for (int kind = 0; kind <= static_cast<int>(DriftKind::placeholder); ++kind)
            made.emplace_back(name_of(static_cast<DriftKind>(kind)));
        return made;
    }();
    return names;
}

bool is_drift_kind(const std::string& name) {
    return std::ranges::find(drift_kinds(), name) != drift_kinds().end();
}

RegionSummariser region_summariser(const Knowledge& known) {
    auto drift = std::make_shared<RegionDrift>(known);
    return [drift](const std::vector<RegionPassage>& a, const std::vector<RegionPassage>& b,
                   const Region& region) {
        const Drift found = drift->compare(RegionDrift::side(a, region.a_begin, region.a_end),
                                           RegionDrift::side(b, region.b_begin, region.b_end));
        std::vector<DriftLine> lines;
        for (const Difference& d : found.differences) {
            if (lines.size() == limits::drift_lines) break;
            lines.push_back({std::string(name_of(d.kind)), d.weight, key_text(d.key), d.explanation});
        }
        return DriftSummary{lines.empty() ? 0 : lines.front().weight, write_drift_lines(lines)};
    };
}

}  // namespace clausemark
