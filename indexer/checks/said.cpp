// SPDX-License-Identifier: Apache-2.0
// Suppressed findings, and confirmations whose words have changed. See said.h and checks.h.
#include "indexer/checks/said.h"

#include <fmt/format.h>

#include "indexer/checks/checks.h"
#include "indexer/directives/suppressions.h"

namespace clausemark {

std::optional<PageSuppressions> suppressions_of(const PageRecord& page) {
    if (page.suppressions.empty()) return std::nullopt;
    PageSuppressions made{page.document, page.suppressions, {}};
    for (const SuppressedDiagnostic& hidden : page.suppressed) made.used.push_back(hidden.suppression);
    return made;
}

void apply_suppressions(const Suppressions& all, bool complete, std::vector<Finding>& findings) {
    std::map<DocumentKey, Suppressing> pages;
    for (const auto& [id, page] : all) {
        Suppressing& suppressing = pages.emplace(id, Suppressing(page.suppressions)).first->second;
        for (const std::uint32_t used : page.used) suppressing.mark_used(used);
    }
    for (Finding& finding : findings) {
        const auto page = pages.find(finding.at.document);
        if (page == pages.end() || finding.suppressed) continue;
        const auto by = page->second.covering(finding.code, finding.at.source, !finding.at.source.empty());
        if (!by) continue;
        finding.suppressed.by = Suppression::By::directive;
        finding.suppressed.reason = all.at(finding.at.document).suppressions[*by].reason;
    }
    if (!complete) return;
    for (const auto& [id, page] : all)
        for (std::uint32_t i = 0; i < page.suppressions.size(); ++i) {
            const PageSuppression& suppression = page.suppressions[i];
            // Those of what is found with the page were reported there.
            if (pages.at(id).used(i) || found_with_page(suppression.code)) continue;
            const Diagnostic said = hides_nothing(suppression, id.key, "");
            Finding made = finding_on(page.document, said.code, said.message, said.hint);
            made.at.source = suppression.source;
            findings.push_back(std::move(made));
        }
}

void check_confirmations(const PageView& page, const CheckContext&, std::vector<Finding>& out) {
    for (const Diagnostic& stored : page.record.diagnostics)
        if (stored.code == check_codes::confirmation_stale)
            out.push_back(finding_in_source(page, stored.code, stored.span, stored.message, stored.hint));
}

Status check_decisions(const WikiView& wiki, const CheckContext&, std::vector<Finding>& out) {
    const auto decisions = wiki.store.decisions();
    if (!decisions) return decisions.why();
    for (const Decision& decision : *decisions) {
        const bool stale = decision.tag && decision.tag->verdict == Verdict::confirmed &&
                           decision.tag->outcome == DecisionOutcome::stale;
        if (!stale) continue;
        const auto pages = wiki.store.pages({&decision.tag->document, 1}, {.passages = true});
        if (!pages) return pages.why();
        if (pages->empty() || decision.tag->passage >= pages->front().passages.size()) continue;
        Finding made = finding_on(
            pages->front().document, check_codes::confirmation_stale,
            fmt::format("the words that {} confirmed for {} have changed since", decision.who,
                        decision.tag->clause),
            fmt::format("read the passage again, then confirm it anew, or clausemark decisions remove {}",
                        decision.key));
        made.subject = decision.tag->clause;
        made.at.source = pages->front().passages[decision.tag->passage].source;
        made.at.passage = decision.tag->passage;
        out.push_back(std::move(made));
    }
    return Done{};
}

}  // namespace clausemark
