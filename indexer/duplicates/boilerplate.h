// SPDX-License-Identifier: Apache-2.0
// What is a form and no duplicate: a passage that stands on many pages. Two numbers of pages decide, never a
// share of the wiki, so that the verdict on a passage changes only when one of the few pages that hold it
// does. Copies of a whole page count as one page.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace clausemark {

struct BoilerplateSettings {
    /// A passage on more pages is a form wherever it stands. On wikis of hundreds of policy pages nearly all
    /// passages stand on one to four pages, and what stands on more than a dozen are headers, legends,
    /// contact lines and lists of related documents.
    std::uint32_t pages = 12;
    /// Under the same heading, or at the edge of the page, half of that is enough.
    std::uint32_t pages_in_one_place() const { return (pages + 1) / 2; }
};

/// Whether a passage counts, for each of the pages that hold it (at most `pages` of them: more are told by
/// their number alone). O(places^2), a few dozen steps.
std::vector<bool> counting(std::span<const std::uint64_t> places, const BoilerplateSettings& settings);

}  // namespace clausemark
