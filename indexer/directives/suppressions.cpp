// SPDX-License-Identifier: Apache-2.0
// Matching findings with suppressions. See suppressions.h.
#include "indexer/directives/suppressions.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>

#include "parser/core/check_codes.h"
#include "parser/core/limits.h"

namespace clausemark {

Suppressing::Suppressing(std::span<const PageSuppression> suppressions)
    : suppressions_(suppressions), order_(suppressions.size()), used_(suppressions.size()) {
    std::iota(order_.begin(), order_.end(), 0u);
    std::ranges::stable_sort(order_, {}, [&](std::uint32_t i) { return suppressions_[i].code; });
}

std::optional<std::uint32_t> Suppressing::covering(Code code, Span source, bool placed) {
    const auto covers = [&](const PageSuppression& s) {
        return placed ? s.covers.begin <= source.begin && source.begin < s.covers.end : s.whole_page;
    };
    std::optional<std::uint32_t> first;
    for (const Code wanted : {Code{}, code}) {
        const auto code_of = [&](std::uint32_t i) { return suppressions_[i].code; };
        const auto begin = std::ranges::lower_bound(order_, wanted, {}, code_of);
        const auto end = std::ranges::upper_bound(order_, wanted, {}, code_of);
        const auto found =
            std::find_if(begin, end, [&](std::uint32_t i) { return covers(suppressions_[i]); });
        if (found != end) first = *found;  // one that names the code rather than one of all
    }
    if (first) used_[*first] = true;
    return first;
}

void Suppressing::mark_used(std::uint32_t suppression) {
    if (suppression < used_.size()) used_[suppression] = true;
}

Diagnostic hides_nothing(const PageSuppression& suppression, std::string_view name, std::string_view source) {
    const std::string code = suppression.code == Code{} ? "any diagnostic" : code_text(suppression.code);
    const std::string message = fmt::format("this directive switches {} off, and hides nothing", code);
    const std::string hint = "remove it, or place it before what it should hide";
    if (!source.empty())
        return diagnose_at(check_codes::directive_hides_nothing, std::string(name), source,
                           suppression.source, message, hint);
    Diagnostic made = diagnose(check_codes::directive_hides_nothing, std::string(name), message, hint);
    made.span = suppression.source;
    made.position = suppression.position;
    return made;
}

void suppress(PageRecord& page, std::string_view name, std::size_t given) {
    if (page.suppressions.empty()) return;
    Suppressing suppressing(page.suppressions);
    std::vector<Diagnostic> left;
    for (Diagnostic& diagnostic : page.diagnostics) {
        if (left.size() < given) {
            left.push_back(std::move(diagnostic));
            continue;
        }
        const auto by = suppressing.covering(diagnostic.code, diagnostic.span, diagnostic.position.line > 0);
        if (by)
            page.suppressed.push_back({std::move(diagnostic), *by});
        else
            left.push_back(std::move(diagnostic));
    }
    page.diagnostics = std::move(left);
    std::size_t reported = 0;
    for (std::uint32_t i = 0; i < page.suppressions.size(); ++i) {
        const PageSuppression& suppression = page.suppressions[i];
        if (suppressing.used(i) || !found_with_page(suppression.code)) continue;
        if (++reported > limits::findings_of_a_kind) break;
        page.diagnostics.push_back(hides_nothing(suppression, name, page.source));
    }
}

}  // namespace clausemark
