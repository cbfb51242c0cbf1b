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

CheckMemory::Page look_at(const PageRecord& record, const CheckContext& context,
                          const std::vector<const Check*>& checks) {
    CheckMemory::Page made;
    made.sequence = record.document.sequence;
    const Document document = read_page(record.document.attributes.format, record.source);
    const PageView view{record, document};
    for (const Check* check : checks)
        if (check->page != nullptr) check->page(view, context, made.findings);
    made.digest = digest_of(view, context.config);
    made.suppressions = suppressions_of(record);
    return made;
}

/// Puts the pages of a query into the memory that are not there as they are now.
Status look_at_pages(Store& store, const CheckContext& context, const std::vector<const Check*>& checks,
                     const std::vector<DocumentRecord>& documents, CheckMemory& memory) {
    std::vector<DocumentKey> keys;
    for (const DocumentRecord& document : documents) {
        const auto known = memory.pages.find(document.id);
        if (known == memory.pages.end() || known->second.sequence != document.sequence)
            keys.push_back(document.id);
    }
    if (keys.empty()) return Done{};
    const auto pages = store.pages(keys, Parts::all());
    if (!pages) return pages.why();
    for (const PageRecord& record : *pages)
        memory.pages.insert_or_assign(record.document.id, look_at(record, context, checks));
    return Done{};
}

/// What all pages of the store gave. Pages that are gone leave the memory.
Status read_pages(Store& store, const CheckContext& context, const std::vector<const Check*>& checks,
                  CheckMemory& memory, std::vector<PageDigest>& digests, Suppressions& suppressions,
                  std::vector<Finding>& out) {
    std::set<DocumentKey> there;
    DocumentQuery query;
    query.limit = pages_a_query;
    for (;;) {
        const auto documents = store.documents(query);
        if (!documents) return documents.why();
        if (auto looked = look_at_pages(store, context, checks, *documents, memory); !looked) return looked;
        for (const DocumentRecord& document : *documents) {
            const auto known = memory.pages.find(document.id);
            if (known == memory.pages.end()) continue;  // deleted between the two queries
            there.insert(document.id);
            out.insert(out.end(), known->second.findings.begin(), known->second.findings.end());
            digests.push_back(known->second.digest);
            if (known->second.suppressions)
                suppressions.insert_or_assign(document.id, *known->second.suppressions);
        }
        if (documents->size() < query.limit) break;
        query.after = documents->back().id;
    }
    std::erase_if(memory.pages, [&](const auto& page) { return !there.contains(page.first); });
    return Done{};
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

Result<CheckReport> run_checks(Store& store, const CheckContext& context, const CheckOrder& order,
                               CheckMemory* memory) {
    const auto checks = chosen(context, order);
    std::vector<PageDigest> digests;
    CheckReport report;
    Suppressions suppressions;
    CheckMemory forgotten;
    if (const auto read = read_pages(store, context, checks, memory != nullptr ? *memory : forgotten, digests,
                                     suppressions, report.findings);
        !read)
        return read.why();
    const WikiView wiki{store, digests};
    for (const Check* check : checks) {
        if (check->wiki == nullptr) continue;
        if (const auto done = check->wiki(wiki, context, report.findings); !done) return done.why();
    }
    report.pages = static_cast<std::int64_t>(digests.size());
    for (const PageDigest& page : digests)
        report.documents.emplace(page.document.id, page.document.attributes);
    apply_suppressions(suppressions, order.only.empty(), report.findings);
    grade(context, order, report.findings);
    if (const auto located = locate(store, report.findings); !located) return located.why();
    if (order.pages)
        std::erase_if(report.findings,
                      [&](const Finding& finding) { return !concerns(finding, *order.pages); });
    return report;
}

std::vector<Finding> check_page(const PageRecord& page, const CheckContext& context) {
    CheckMemory::Page looked = look_at(page, context, chosen(context, {}));
    if (looked.suppressions)
        apply_suppressions({{page.document.id, *looked.suppressions}}, false, looked.findings);
    grade(context, {}, looked.findings);
    locate_on(page, looked.findings);
    return std::move(looked.findings);
}

}  // namespace clausemark
