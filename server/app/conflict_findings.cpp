// SPDX-License-Identifier: Apache-2.0
// Facts into conflicts, and the choice among them. See conflict_findings.h.
#include "server/app/conflict_findings.h"

#include <algorithm>

#include "server/app/region_drift.h"

namespace clausemark {

std::string reason_apart(const StatingDocument& document) {
    const DocumentStatus status = document.document.attributes.status;
    if (document.counts()) return {};
    if (status != DocumentStatus::approved && status != DocumentStatus::unstated)
        return std::string(name_of(status));
    if (document.marks.archived) return "archived";
    return document.marks.translation ? "translation" : "out of scope";
}

/// Facts of a value come by document.
std::size_t ConflictFindings::documents_of(const ConflictValue& value) const {
    std::size_t documents = 0;
    const StatingDocument* last = nullptr;
    for (const std::uint32_t fact : value.facts) {
        const StatingDocument* document = statement(fact).document;
        documents += document == last ? 0 : 1;
        last = document;
    }
    return documents;
}

Result<std::shared_ptr<const ConflictFindings>> find_conflicts_of(Store& store, const Knowledge& known,
                                                                  PagesCompared pages) {
    auto stated = store.facts(std::nullopt);
    if (!stated) return stated.why();
    auto made = std::make_shared<ConflictFindings>();
    made->stated = std::move(*stated);
    for (const StatingDocument& document : made->stated.documents)
        ++(document.counts() ? made->counting : made->apart);
    for (std::size_t i = 0; i < made->stated.facts.size(); ++i) {
        const StatedFact& fact = made->stated.facts[i];
        const StatingDocument& document = made->stated.documents[fact.document];
        if (pages == PagesCompared::counting && !document.counts()) continue;
        made->facts.push_back(statement_of(document, fact));
        made->sources.push_back(i);
    }
    made->conflicts = find_conflicts(made->facts, known.rules->scoring().calendar_tolerance);
    return std::shared_ptr<const ConflictFindings>(std::move(made));
}

Result<std::shared_ptr<const ConflictFindings>> ConflictCache::get(Store& store, const Knowledge& known,
                                                                   PagesCompared pages) {
    // The sequence of before the query: what is kept is at least as new.
    const auto sequence = store.sequence();
    if (!sequence) return sequence.why();
    const Visible visible = store.visible();
    const auto same = [&](const Kept& kept) { return kept.pages == pages && kept.visible == visible; };
    {
        const std::lock_guard<std::mutex> held(mutex_);
        for (const Kept& kept : kept_)
            if (same(kept) && kept.sequence == *sequence) return kept.findings;
    }
    auto found = find_conflicts_of(store, known, pages);
    if (!found) return found;
    const std::lock_guard<std::mutex> held(mutex_);
    std::erase_if(kept_, same);
    if (kept_.size() >= most_kept) kept_.pop_front();
    kept_.push_back({pages, visible, *sequence, *found});
    return found;
}

std::vector<ConflictFinding> select_conflicts(const ConflictFindings& findings, const ConflictQuery& query,
                                              const std::vector<Decision>& decisions) {
    const auto wanted = [&](std::uint32_t fact) {
        const DocumentRecord& document = findings.statement(fact).document->document;
        return (!query.document || document.id == *query.document) &&
               (!query.space || document.attributes.space == *query.space) &&
               (!query.owner || document.attributes.owner == *query.owner);
    };
    std::vector<ConflictFinding> found;
    for (const Conflict& conflict : findings.conflicts) {
        if (query.parameter && conflict.parameter != *query.parameter) continue;
        const std::string key = key_text(conflict.key);
        if (query.key && *query.key != key) continue;
        if (std::ranges::none_of(conflict.values, [&](const ConflictValue& value) {
                return std::ranges::any_of(value.facts, wanted);
            }))
            continue;
        ConflictFinding made{&conflict, std::nullopt};
        // Sorted by key.
        const auto decision = std::ranges::lower_bound(decisions, key, {}, &Decision::key);
        if (decision != decisions.end() && decision->key == key) made.decision = *decision;
        if (made.decision && !query.decided) continue;
        found.push_back(std::move(made));
    }
    return found;
}

}  // namespace clausemark
