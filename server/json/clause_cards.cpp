// SPDX-License-Identifier: Apache-2.0
// Clauses as cards. See clause_cards.h.
#include "server/json/clause_cards.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>

#include "server/json/encode.h"

namespace clausemark {
namespace {

/// Parts that the page's shown tags answer: "rule/aspect".
std::set<std::string> answered_parts(const PageRecord& page, const std::string& clause) {
    std::set<std::string> parts;
    for (const TagRecord& tag : page.tags)
        if (tag.shown && tag.clause == clause) parts.insert(tag.aspects.begin(), tag.aspects.end());
    return parts;
}

Json corresponding_json(const Knowledge& known, ClauseIndex clause) {
    const Catalogue& catalogue = *known.catalogue;
    Json made = Json::array();
    for (const StandardIndex other : known.standards_in_force()) {
        if (other == catalogue.clause(clause).standard) continue;
        for (const Correspondence& row : known.correspondences->of(clause, other)) {
            Json each = clause_name(catalogue, catalogue.clause(row.to).id);
            each["relation"] = name_of(row.relation);
            each["reason"] = row.reason;
            made.push_back(std::move(each));
        }
    }
    return made;
}

}  // namespace

std::vector<std::string> clauses_shown(const PageRecord& page) {
    std::set<std::string> clauses;
    for (const TagRecord& tag : page.tags)
        if (tag.shown) clauses.insert(tag.clause);
    return {clauses.begin(), clauses.end()};
}

Json page_name(const DocumentRecord& document) {
    return {{"wiki", document.id.wiki},
            {"key", document.id.key},
            {"title", document.attributes.title},
            {"permalink", document.attributes.permalink},
            {"space", document.attributes.space}};
}

Json clause_name(const Catalogue& catalogue, const std::string& clause) {
    const auto index = catalogue.find(clause);
    if (!index) return {{"id", clause}};
    Json made = to_json(catalogue, *index);
    for (const char* name : {"description", "parent", "children"}) made.erase(name);
    return made;
}

Json to_json(const AnsweringPages& pages) {
    Json first = Json::array();
    for (const DocumentRecord& document : pages.first) first.push_back(page_name(document));
    return {{"documents", pages.documents}, {"more", pages.more}, {"first", std::move(first)}};
}

Json parts_json(const Knowledge& known, const PageRecord& page, const std::string& clause) {
    Json parts = Json::array();
    const auto index = known.catalogue->find(clause);
    if (!index) return parts;
    const std::set<std::string> answered = answered_parts(page, clause);
    for (const ClausePart& part : known.parts[*index])
        parts.push_back({{"part", part.key},
                         {"words", part.words},
                         {"hint", part.hint},
                         {"required", part.required},
                         {"answered", answered.contains(part.key)}});
    return parts;
}

Json clause_cards(const Knowledge& known, const PageRecord& page, const std::vector<std::string>& clauses,
                  std::span<const AnsweringPages> elsewhere) {
    Json cards = Json::array();
    for (std::size_t i = 0; i < clauses.size(); ++i) {
        Json card = clause_name(*known.catalogue, clauses[i]);
        card["parts"] = parts_json(known, page, clauses[i]);
        const auto index = known.catalogue->find(clauses[i]);
        card["corresponding"] = index ? corresponding_json(known, *index) : Json::array();
        if (i < elsewhere.size()) card["elsewhere"] = to_json(elsewhere[i]);
        cards.push_back(std::move(card));
    }
    return cards;
}

}  // namespace clausemark
