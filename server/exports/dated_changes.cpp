// SPDX-License-Identifier: Apache-2.0
// See dated_changes.h.
#include "server/exports/dated_changes.h"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

#include "indexer/checks/control_facts.h"
#include "indexer/checks/date_words.h"
#include "parser/formats/formats.h"
#include "server/app/checking.h"

namespace clausemark {
namespace {

constexpr std::size_t pages_a_query = 100;

struct DatedChange {
    std::chrono::sys_days day;
    DocumentRecord document;
    std::string what;     ///< the name that the page gives the date
    std::string written;  ///< as the page says it
    auto place() const { return std::tie(day, document.id, what); }
};

struct DatedPages {
    std::vector<DatedChange> changes;
    std::size_t undated = 0;
};

void read_dates(const PageRecord& page, const Config& config, std::chrono::sys_days since, DatedPages& out) {
    const Document document = read_page(page.document.attributes.format, page.source);
    const ControlFacts facts = ControlFacts::of(document, config);
    bool dated = false;
    for (const ControlFact& fact : facts.all()) {
        if (fact.field != ControlField::approval_date && fact.field != ControlField::last_review) continue;
        const auto day = read_date(fact.value, ControlSettings::shipped().months);
        if (!day || fact.placeholder) continue;
        dated = true;
        if (day->latest >= since) out.changes.push_back({day->latest, page.document, fact.name, fact.value});
    }
    if (!dated) ++out.undated;
}

}  // namespace

Result<Table> dated_changes_table(Store& store, const PackInput& input, std::chrono::sys_days since) {
    DatedPages found;
    DocumentQuery query;
    query.limit = pages_a_query;
    for (;;) {
        const auto documents = store.documents(query);
        if (!documents) return documents.why();
        std::vector<DocumentKey> keys;
        for (const DocumentRecord& document : *documents) keys.push_back(document.id);
        const auto pages = store.pages(keys, {.source = true});
        if (!pages) return pages.why();
        for (const PageRecord& page : *pages) read_dates(page, *input.known.config, since, found);
        if (documents->size() < query.limit) break;
        query.after = documents->back().id;
    }
    std::ranges::sort(found.changes, {}, &DatedChange::place);
    Table table;
    table.name = "changes";
    table.title = "Approved or reviewed since the last audit";
    table.columns = {{"Day", 12},   {"What", 18}, {"As written", 22},
                     {"Title", 34}, {"Key", 34},  {"Owner", 24}};
    table.note = fmt::format(
        "By the dates of approval and review that pages state, on or behind {}. The store keeps the order of "
        "changes and no times: {} {} no such date, and what changed there is not seen here. --since with the "
        "number of the last pack lists every change.",
        day_text(since), found.undated, found.undated == 1 ? "page states" : "pages state");
    for (const DatedChange& change : found.changes)
        table.rows.push_back(
            {{day_text(change.day), change.what, change.written, change.document.attributes.title,
              change.document.id.key, change.document.attributes.owner}});
    return table;
}

}  // namespace clausemark
