// SPDX-License-Identifier: Apache-2.0
// What was found while a page was read and analysed, and is stored with it, as findings: bytes that are no
// text, front matter that cannot be read, clauses that an edition does not have.
#include "indexer/checks/checks.h"

namespace clausemark {

void check_reading(const PageView& page, const CheckContext&, std::vector<Finding>& out) {
    for (const Diagnostic& stored : page.record.diagnostics) {
        if (check_code(stored.code) == nullptr) continue;
        out.push_back(finding_in_source(page, stored.code, stored.span, stored.message, stored.hint));
    }
}

}  // namespace clausemark
