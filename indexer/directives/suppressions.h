// SPDX-License-Identifier: Apache-2.0
// Which findings the directives of a page switch off, and which of these directives hide nothing. Used for
// what reading and analysing a page finds, and by checks that find more; a suppressed finding stays known,
// with the reason.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "indexer/store/record.h"
#include "parser/core/terminology_codes.h"

namespace clausemark {

class Suppressing {
  public:
    /// `suppressions` must outlive this.
    explicit Suppressing(std::span<const PageSuppression> suppressions);

    /// The index of the first suppression that covers a finding at this place of the source, nothing where
    /// none does; remembers that it hid something. `placed`: false for a finding about the page as a whole.
    /// O(suppressions of the code).
    std::optional<std::uint32_t> covering(Code code, Span source, bool placed = true);

    /// One that hid something elsewhere (PageRecord::suppressed).
    void mark_used(std::uint32_t suppression);
    bool used(std::uint32_t suppression) const { return used_[suppression]; }

  private:
    std::span<const PageSuppression> suppressions_;
    std::vector<std::uint32_t> order_;  ///< by code
    std::vector<bool> used_;
};

/// Whether reading and analysing a page gives this code; others come from checks over the store.
constexpr bool found_with_page(Code code) {
    const auto number = static_cast<unsigned>(code);
    return (number > 0 && number < 600) || (number >= 630 && number < 640) || is_terminology(code);
}

/// CM635 for a suppression. `name`: what the finding calls the page.
Diagnostic hides_nothing(const PageSuppression& suppression, std::string_view name, std::string_view source);

/// Moves what the page's suppressions cover from its diagnostics to `suppressed`, and reports those of codes
/// found with pages that hide nothing. The first `given` diagnostics were found before the page was read, and
/// stay.
void suppress(PageRecord& page, std::string_view name, std::size_t given);

}  // namespace clausemark
