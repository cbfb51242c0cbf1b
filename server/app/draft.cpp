// SPDX-License-Identifier: Apache-2.0
// Comparing drafts. See draft.h.
#include "server/app/draft.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "indexer/store/apply_decisions.h"
#include "indexer/store/inquiries.h"
#include "server/app/region_drift.h"

namespace clausemark {
namespace {

std::map<std::string, Strength> best_of(const PageRecord& page) {
    std::map<std::string, Strength> best;
    for (const TagRecord& tag : page.tags) {
        if (!tag.shown || tag.standing != Standing::counted) continue;
        Strength& strength = best[tag.clause];
        strength = std::max(strength, tag.strength);
    }
    return best;
}

std::vector<ClauseChange> clause_changes(const PageRecord& before, const PageRecord& after) {
    std::map<std::string, ClauseChange> changes;
    for (const auto& [clause, strength] : best_of(before)) changes[clause].before = strength;
    for (const auto& [clause, strength] : best_of(after)) changes[clause].after = strength;
    std::vector<ClauseChange> found;
    for (auto& [clause, change] : changes) {
        if ((change.before >= Strength::description) == (change.after >= Strength::description)) continue;
        change.clause = clause;
        found.push_back(std::move(change));
    }
    return found;
}

using TagName = std::pair<std::string_view, std::string_view>;

TagName name_of_tag(const PageRecord& page, const TagRecord& tag) {
    return {tag.clause, tag.passage < page.passages.size() ? std::string_view(page.passages[tag.passage].text)
                                                           : std::string_view()};
}

/// Shown tags of one page that the other has not.
std::vector<TagChange> missing_in(const PageRecord& one, const PageRecord& other, bool gained) {
    std::map<TagName, int> there;
    for (const TagRecord& tag : other.tags)
        if (tag.shown) ++there[name_of_tag(other, tag)];
    std::vector<TagChange> found;
    for (std::size_t i = 0; i < one.tags.size(); ++i) {
        if (!one.tags[i].shown) continue;
        const auto same = there.find(name_of_tag(one, one.tags[i]));
        if (same == there.end() || same->second-- <= 0) found.push_back({i, gained});
    }
    return found;
}

StatedFact stated(const PageRecord& page, const FactRecord& fact, std::size_t document) {
    StatedFact made;
    made.document = document;
    made.fact = fact;
    if (fact.passage >= page.passages.size()) return made;
    const PassageRecord& passage = page.passages[fact.passage];
    made.text = passage.text;
    made.heading_path = passage.heading_path;
    made.section = passage.heading;
    if (passage.kind == PassageKind::list_item || passage.kind == PassageKind::table_row)
        made.list = passage.heading;
    return made;
}

/// The facts of other pages that count about the draft's parameters, then the draft's.
Result<StatedFacts> facts_beside(Store& store, const PageRecord& draft) {
    std::set<std::string> parameters;
    for (const FactRecord& fact : draft.facts) parameters.insert(fact.parameter);
    if (parameters.empty()) return StatedFacts();
    auto all = inquiries_of(store).facts_about(parameters);
    if (!all) return all;
    std::erase_if(all->facts, [&](const StatedFact& fact) {
        const StatingDocument& document = all->documents[fact.document];
        return !document.counts() || document.document.id == draft.document.id;
    });
    return all;
}

bool states(const PageRecord& page, const FactRecord& fact) {
    return std::ranges::any_of(page.facts, [&](const FactRecord& other) {
        return other.parameter == fact.parameter && other.written == fact.written &&
               other.scope == fact.scope;
    });
}

Status find_draft_conflicts(Store& store, const Knowledge& known, const std::vector<Decision>& decisions,
                            const PageRecord& draft, DraftFindings& findings) {
    auto facts = facts_beside(store, draft);
    if (!facts) return facts.why();
    ConflictFindings& made = findings.conflicts;
    made.stated = std::move(*facts);
    const std::size_t others = made.stated.facts.size();
    const std::size_t document = made.stated.documents.size();
    made.stated.documents.push_back({draft.document, draft.marks});
    for (const FactRecord& fact : draft.facts) made.stated.facts.push_back(stated(draft, fact, document));
    for (std::size_t i = 0; i < made.stated.facts.size(); ++i) {
        const StatedFact& fact = made.stated.facts[i];
        made.facts.push_back(statement_of(made.stated.documents[fact.document], fact));
        made.sources.push_back(i);
    }
    made.conflicts = find_conflicts(made.facts, known.rules->scoring().calendar_tolerance);
    for (std::size_t i = 0; i < made.conflicts.size(); ++i) {
        const std::string key = key_text(made.conflicts[i].key);
        const auto decision = std::ranges::lower_bound(decisions, key, {}, &Decision::key);
        if (decision != decisions.end() && decision->key == key) continue;
        DraftConflict conflict{i, {}, true};
        bool known_before = findings.stored.has_value();
        for (const ConflictValue& value : made.conflicts[i].values)
            for (const std::uint32_t fact : value.facts) {
                if (fact < others) continue;
                const auto in_draft = static_cast<std::uint32_t>(fact - others);
                conflict.in_draft.push_back(in_draft);
                known_before = known_before && states(*findings.stored, draft.facts[in_draft]);
            }
        if (conflict.in_draft.empty()) continue;
        conflict.arises = !known_before;
        findings.in_conflict.push_back(std::move(conflict));
    }
    return Done{};
}

}  // namespace

Result<DraftFindings> compare_draft(Store& store, const Knowledge& known, const Visible& visible,
                                    PageRecord& draft) {
    DraftFindings findings;
    const DocumentKey& id = draft.document.id;
    auto stored = store.pages({&id, 1}, {.passages = true, .tags = true, .facts = true});
    if (!stored) return stored.why();
    if (!stored->empty()) findings.stored = std::move(stored->front());
    const auto decisions = store.decisions();
    if (!decisions) return decisions.why();
    std::vector<Decision> of_page;
    for (const Decision& decision : *decisions)
        if (decision.tag && decision.tag->document == id) of_page.push_back(decision);
    apply_decisions(draft, of_page);

    static const PageRecord nothing;
    const PageRecord& before = findings.stored ? *findings.stored : nothing;
    findings.clauses = clause_changes(before, draft);
    findings.tags = missing_in(before, draft, false);
    std::ranges::move(missing_in(draft, before, true), std::back_inserter(findings.tags));

    AnsweringQuery answering;
    answering.visible = visible;
    answering.apart_from = id;
    for (const ClauseChange& change : findings.clauses) answering.clauses.push_back(change.clause);
    auto elsewhere = inquiries_of(store).answering(answering);
    if (!elsewhere) return elsewhere.why();
    for (std::size_t i = 0; i < findings.clauses.size(); ++i)
        findings.clauses[i].elsewhere = std::move((*elsewhere)[i]);

    DraftQuery query;
    query.visible = visible;
    query.min_similarity = known.config->duplicate_similarity;
    query.min_containment = std::max(query.min_containment, query.min_similarity);
    auto copies = inquiries_of(store).draft_copies(id, draft.print, query);
    if (!copies) return copies.why();
    findings.copies = std::move(*copies);

    if (const auto done = find_draft_conflicts(store, known, *decisions, draft, findings); !done)
        return done.why();
    return findings;
}

}  // namespace clausemark
