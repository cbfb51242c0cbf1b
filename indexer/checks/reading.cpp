// SPDX-License-Identifier: Apache-2.0
// What was found while a page was read and analysed, and is stored with it, as findings: bytes that are no
// text, front matter that cannot be read, clauses that an edition does not have, directives that do nothing;
// with those that a directive of the page switches off.
#include "indexer/checks/checks.h"

namespace clausemark {

void check_reading(const PageView& page, const CheckContext&, std::vector<Finding>& out) {
    for (const Diagnostic& stored : page.record.diagnostics) {
        if (check_code(stored.code) == nullptr || stored.code == check_codes::confirmation_stale) continue;
        out.push_back(finding_in_source(page, stored.code, stored.span, stored.message, stored.hint));
    }
    for (const SuppressedDiagnostic& hidden : page.record.suppressed) {
        const Diagnostic& stored = hidden.diagnostic;
        if (check_code(stored.code) == nullptr) continue;
        out.push_back(finding_in_source(page, stored.code, stored.span, stored.message, stored.hint));
        out.back().suppressed.by = Suppression::By::directive;
        if (hidden.suppression < page.record.suppressions.size())
            out.back().suppressed.reason = page.record.suppressions[hidden.suppression].reason;
    }
}

}  // namespace clausemark
