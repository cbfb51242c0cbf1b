// SPDX-License-Identifier: Apache-2.0
// What a draft changes, as JSON. See encode_draft.h.
#include "server/json/encode_draft.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "server/json/clause_cards.h"
#include "server/json/encode.h"
#include "server/json/encode_duplicates.h"
#include "server/json/selectors.h"

namespace clausemark {
namespace {

constexpr std::size_t shown_tags = 200;  // of each kind: an edit that loses more is another page
constexpr std::size_t shown_conflicts = 20;
constexpr std::size_t quoted_passage = 500;  // bytes

std::string cut(const std::string& text) {
    if (text.size() <= quoted_passage) return text;
    std::size_t end = quoted_passage;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return text.substr(0, end) + "...";
}

Json change_json(const Knowledge& known, const ClauseChange& change) {
    Json made = clause_name(*known.catalogue, change.clause);
    made["before"] = name_of(change.before);
    made["after"] = name_of(change.after);
    made["only_here"] = change.elsewhere.documents == 0;
    made["elsewhere"] = to_json(change.elsewhere);
    return made;
}

Json tag_json(const Knowledge& known, const PageRecord& page, const VisibleText& text, const TagRecord& tag) {
    Json made = clause_name(*known.catalogue, tag.clause);
    made["strength"] = name_of(tag.strength);
    made["standing"] = name_of(tag.standing);
    add_decision(made, tag);
    if (tag.passage < page.passages.size()) {
        made["heading_path"] = page.passages[tag.passage].heading_path;
        made["passage"] = text.selectors(tag.passage, page.passages[tag.passage].span);
    }
    return made;
}

/// Parts that are missing of each clause that the draft answers.
Json missing_json(const Knowledge& known, const PageRecord& draft) {
    Json made = Json::array();
    for (const std::string& clause : clauses_shown(draft)) {
        Json missing = Json::array();
        for (Json& part : parts_json(known, draft, clause))
            if (!part["answered"].get<bool>()) missing.push_back(std::move(part));
        if (missing.empty()) continue;
        Json each = clause_name(*known.catalogue, clause);
        each["parts"] = std::move(missing);
        made.push_back(std::move(each));
    }
    return made;
}

/// The first passage of a side that has words to compare.
std::optional<std::uint32_t> first_compared(const PageRecord& draft, const Region& region) {
    for (std::uint32_t i = region.a_begin; i < std::min<std::size_t>(region.a_end, draft.passages.size());
         ++i)
        if (draft.passages[i].kind != PassageKind::heading && !draft.print.set(i).empty()) return i;
    return region.a_begin < draft.passages.size() ? std::optional(region.a_begin) : std::nullopt;
}

Json copy_json(const PageRecord& draft, const VisibleText& text, const DraftCopy& copy) {
    Json made = {
        {"similarity", copy.similarity()},
        {"containment", copy.containment()},
        {"words", copy.region.a_words},
        {"known", copy.known},
        {"passages", {copy.region.a_begin, copy.region.a_end}},
        {"documents", copy.all_documents},
        {"pages", Json::array()},
        {"other", {{"passages", {copy.region.b_begin, copy.region.b_end}}, {"texts", Json::array()}}}};
    if (const auto first = first_compared(draft, copy.region)) {
        made["heading_path"] = draft.passages[*first].heading_path;
        made["selector"] = text.selectors(*first, draft.passages[*first].span);
    }
    for (const DocumentRecord& document : copy.documents) made["pages"].push_back(page_name(document));
    for (const PassageRecord& passage : copy.passages) made["other"]["texts"].push_back(cut(passage.text));
    made["other"]["heading_path"] =
        copy.passages.empty() ? std::vector<std::string>() : copy.passages.front().heading_path;
    return made;
}

Json conflict_json(const PageRecord& draft, const VisibleText& text, const DraftFindings& findings,
                   const DraftConflict& conflict) {
    Json made = to_json(findings.conflicts,
                        ConflictFinding{&findings.conflicts.conflicts[conflict.conflict], std::nullopt});
    made.erase("decision");
    made["arises"] = conflict.arises;
    made["here"] = Json::array();
    for (const std::uint32_t number : conflict.in_draft) {
        const FactRecord& fact = draft.facts[number];
        if (fact.passage >= draft.passages.size()) continue;
        made["here"].push_back(
            {{"written", fact.written}, {"selector", text.selectors(fact.passage, fact.place.text)}});
    }
    return made;
}

}  // namespace

Json to_json(const Knowledge& known, const PageRecord& draft, const DraftFindings& findings) {
    static const PageRecord nothing;
    const PageRecord& before = findings.stored ? *findings.stored : nothing;
    const VisibleText text(draft);
    const VisibleText text_before(before);
    Json made = {{"stored", findings.stored ? to_json(findings.stored->document) : Json()},
                 {"clauses_lost", Json::array()},
                 {"clauses_gained", Json::array()},
                 {"tags_lost", Json::array()},
                 {"tags_gained", Json::array()},
                 {"missing", missing_json(known, draft)},
                 {"duplicates", Json::array()},
                 {"conflicts", Json::array()}};
    for (const ClauseChange& change : findings.clauses)
        made[change.gained() ? "clauses_gained" : "clauses_lost"].push_back(change_json(known, change));
    for (const TagChange& change : findings.tags) {
        Json& list = made[change.gained ? "tags_gained" : "tags_lost"];
        if (list.size() == shown_tags) continue;
        list.push_back(change.gained ? tag_json(known, draft, text, draft.tags[change.tag])
                                     : tag_json(known, before, text_before, before.tags[change.tag]));
    }
    for (const DraftCopy& copy : findings.copies) made["duplicates"].push_back(copy_json(draft, text, copy));
    for (const DraftConflict& conflict : findings.in_conflict) {
        if (made["conflicts"].size() == shown_conflicts) break;
        made["conflicts"].push_back(conflict_json(draft, text, findings, conflict));
    }
    return made;
}

}  // namespace clausemark
