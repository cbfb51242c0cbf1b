// SPDX-License-Identifier: Apache-2.0
// Running checks. See run.h.
#include "indexer/checks/run.h"

#include <algorithm>

#include "indexer/checks/said.h"
#include "parser/formats/formats.h"

namespace clausemark {
namespace {

constexpr std::size_t pages_a_query = 100;

bool ordered(const CheckContext& context, const CheckOrder& order, Code code) {
    return order.only.empty() ? context.settings.wanted(code) : order.only.contains(code);
}

std::vector<const Check*> chosen(const CheckContext& context, const CheckOrder& order) {
    std::vector<const Check*> checks;
    for (const Check& check : all_checks())
        if (std::ranges::any_of(check.codes, [&](Code code) { return ordered(context, order, code); }))
            checks.push_back(&check);
    return checks;
}

Status read_pages(Store& store, const CheckContext& context, const std::vector<const Check*>& checks,
                  std::vector<PageDigest>& digests, Suppressions& suppressions, std::vector<Finding>& out) {
    DocumentQuery query;
    query.limit = pages_a_query;
    for (;;) {
        const auto documents = store.documents(query);
        if (!documents) return documents.why();
        std::vector<DocumentKey> keys;
        for (const DocumentRecord& document : *documents) keys.push_back(document.id);
        const auto pages = store.pages(keys, Parts::all());
        if (!pages) return pages.why();
        for (const PageRecord& record : *pages) {
            const Document document = read_page(record.document.attributes.format, record.source);
            const PageView view{record, document};
            for (const Check* check : checks)
                if (check->page != nullptr) check->page(view, context, out);
            digests.push_back(digest_of(view, context.config));
            note_suppressions(record, suppressions);
        }
        if (documents->size() < query.limit) return Done{};
        query.after = documents->back().id;
    }
}

/// Severity as the settings have it; what they switch off goes.
void grade(const CheckContext& context, const CheckOrder& order, std::vector<Finding>& findings) {
    std::erase_if(findings, [&](Finding& finding) {
        const auto level = context.settings.level_of(finding.code, finding.at.document.key);
        if (level) finding.severity = *level;
        return order.only.empty() ? !level : !order.only.contains(finding.code);
    });
}

bool concerns(const Finding& finding, const std::set<DocumentKey>& pages) {
    // A page that is gone is in no place, but a link still leads to it.
    const bool leads_there =
        finding.code == check_codes::dead_link && pages.contains({finding.at.document.wiki, finding.subject});
    // A clause lost its evidence by some change, and that of no page belongs to all.
    if (finding.code == check_codes::clause_lost_evidence || leads_there) return true;
    return pages.contains(finding.at.document) ||
           std::ranges::any_of(finding.related,
                               [&](const RelatedPlace& place) { return pages.contains(place.document); });
}

}  // namespace

Result<CheckReport> run_checks(Store& store, const CheckContext& context, const CheckOrder& order) {
    const auto checks = chosen(context, order);
    std::vector<PageDigest> digests;
    CheckReport report;
    Suppressions suppressions;
    if (const auto read = read_pages(store, context, checks, digests, suppressions, report.findings); !read)
        return read.why();
    const WikiView wiki{store, digests};
    for (const Check* check : checks) {
        if (check->wiki == nullptr) continue;
        if (const auto done = check->wiki(wiki, context, report.findings); !done) return done.why();
    }
    report.pages = static_cast<std::int64_t>(digests.size());
    apply_suppressions(suppressions, order.only.empty(), report.findings);
    grade(context, order, report.findings);
    if (const auto located = locate(store, report.findings); !located) return located.why();
    if (order.pages)
        std::erase_if(report.findings,
                      [&](const Finding& finding) { return !concerns(finding, *order.pages); });
    return report;
}

}  // namespace clausemark
