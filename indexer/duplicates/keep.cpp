// SPDX-License-Identifier: Apache-2.0
// One table of criteria, in their order. See keep.h.
#include "indexer/duplicates/keep.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <vector>

namespace clausemark {
namespace {

struct Criterion {
    std::int64_t (*value)(const DuplicateMember& member);  ///< the higher the better
    const char* reason;
};

/// Pages that say nothing of their status count as approved, as they do everywhere.
std::int64_t approval(const DuplicateMember& member) {
    switch (member.document.attributes.status) {
        case DocumentStatus::approved:
        case DocumentStatus::unstated:
            return 3;
        case DocumentStatus::edited:
            return 2;
        case DocumentStatus::draft:
            return 1;
        case DocumentStatus::withdrawn:
            return 0;
    }
    return 0;
}

constexpr auto criteria = std::to_array<Criterion>({
    {approval, "it is approved, or nearer to it"},
    {[](const DuplicateMember& m) -> std::int64_t { return m.marks.in_scope; }, "it is in scope"},
    {[](const DuplicateMember& m) -> std::int64_t { return !m.marks.archived; }, "it is no archived version"},
    {[](const DuplicateMember& m) -> std::int64_t { return !m.marks.translation; }, "it is no translation"},
    {[](const DuplicateMember& m) -> std::int64_t { return -std::int64_t{m.marks.rank}; },
     "it is the higher kind of document"},
    {[](const DuplicateMember& m) { return m.document.attributes.revision_order; }, "it is newer"},
    {[](const DuplicateMember& m) { return m.links; }, "more pages link to it"},
});

}  // namespace

Suggestion suggest(std::span<const DuplicateMember> members) {
    std::vector<std::size_t> best(members.size());
    for (std::size_t i = 0; i < best.size(); ++i) best[i] = i;
    Suggestion suggestion;
    suggestion.reason = "nothing sets the copies apart; it comes first by name";
    for (const Criterion& criterion : criteria) {
        std::int64_t highest = INT64_MIN;
        for (const std::size_t i : best) highest = std::max(highest, criterion.value(members[i]));
        std::vector<std::size_t> left;
        for (const std::size_t i : best)
            if (criterion.value(members[i]) == highest) left.push_back(i);
        const bool decided = left.size() < best.size();
        best = std::move(left);
        if (decided) suggestion.reason = criterion.reason;
        if (best.size() == 1) break;
    }
    suggestion.member = *std::ranges::min_element(best, {}, [&](std::size_t i) {
        const DuplicateMember& m = members[i];
        return std::tuple(m.document.id.wiki, m.document.id.key, m.begin);
    });
    suggestion.may_be_intended = std::ranges::any_of(members, [&](const DuplicateMember& member) {
        return member.marks.rank != members.front().marks.rank &&
               member.marks.rank != DuplicateMarks::unranked &&
               members.front().marks.rank != DuplicateMarks::unranked;
    });
    return suggestion;
}

}  // namespace clausemark
