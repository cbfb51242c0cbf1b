// SPDX-License-Identifier: Apache-2.0
// What was found while a page was read and analysed, and is stored with it, as findings: bytes that are no
// text, front matter that cannot be read, clauses that an edition does not have, directives that do nothing,
// words that rules report; with those that a directive of the page switches off.
#include "indexer/checks/checks.h"
#include "parser/core/terminology_codes.h"

namespace clausemark {
namespace {

template <typename Takes>
void take(const PageView& page, Takes takes, std::vector<Finding>& out) {
    for (const Diagnostic& stored : page.record.diagnostics) {
        if (check_code(stored.code) == nullptr || !takes(stored.code)) continue;
        out.push_back(finding_in_source(page, stored.code, stored.span, stored.message, stored.hint));
    }
    for (const SuppressedDiagnostic& hidden : page.record.suppressed) {
        const Diagnostic& stored = hidden.diagnostic;
        if (check_code(stored.code) == nullptr || !takes(stored.code)) continue;
        out.push_back(finding_in_source(page, stored.code, stored.span, stored.message, stored.hint));
        out.back().suppressed.by = Suppression::By::directive;
        if (hidden.suppression < page.record.suppressions.size())
            out.back().suppressed.reason = page.record.suppressions[hidden.suppression].reason;
    }
}

}  // namespace

void check_reading(const PageView& page, const CheckContext&, std::vector<Finding>& out) {
    const auto takes = [](Code code) {
        return code != check_codes::confirmation_stale && !is_terminology(code);
    };
    take(page, takes, out);
}

void check_terminology(const PageView& page, const CheckContext&, std::vector<Finding>& out) {
    take(page, is_terminology, out);
}

}  // namespace clausemark
