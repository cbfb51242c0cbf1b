// SPDX-License-Identifier: Apache-2.0
// Tags as Web Annotations. See annotations.h.
#include "server/json/annotations.h"

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>

#include "indexer/hash/sha256.h"
#include "server/json/encode.h"
#include "server/json/selectors.h"

namespace clausemark {
namespace {

std::string source_of(const DocumentRecord& document) {
    if (!document.attributes.permalink.empty()) return document.attributes.permalink;
    Sha256 hash;
    hash.add_field(document.id.wiki);
    hash.add_field(document.id.key);
    return "urn:clausemark:page:" + hash.finish().substr(0, 32);
}

/// The same for the same words and clause on the same page, wherever the words move to.
std::string id_of(const DocumentRecord& document, const PassageRecord& passage, const TagRecord& tag,
                  int repeat) {
    Sha256 hash;
    for (const std::string_view field :
         {std::string_view(document.id.wiki), std::string_view(document.id.key),
          std::string_view(passage.text), std::string_view(tag.clause)})
        hash.add_field(field);
    hash.add_field(std::to_string(repeat));
    return "urn:clausemark:tag:" + hash.finish().substr(0, 32);
}

/// For each tag, how many of the same words and clause come before it among those that are annotated.
std::vector<int> repeats_of(const PageRecord& page) {
    std::map<std::pair<std::string_view, std::string_view>, int> seen;
    std::vector<int> repeats;
    for (const TagRecord& tag : page.tags) {
        const bool annotated =
            (tag.shown || tag.state == TagState::rejected) && tag.passage < page.passages.size();
        repeats.push_back(annotated ? seen[{page.passages[tag.passage].text, tag.clause}]++ : -1);
    }
    return repeats;
}

}  // namespace

std::optional<std::size_t> tag_of_annotation(const PageRecord& page, const std::string& id) {
    const std::vector<int> repeats = repeats_of(page);
    for (std::size_t i = 0; i < page.tags.size(); ++i)
        if (repeats[i] >= 0 &&
            id_of(page.document, page.passages[page.tags[i].passage], page.tags[i], repeats[i]) == id)
            return i;
    return std::nullopt;
}

Json annotations_of(const PageRecord& page, const Catalogue& catalogue) {
    const VisibleText text(page);
    const std::string source = source_of(page.document);
    const Json state = {{"type", "RevisionState"},
                        {"revision", page.document.attributes.revision},
                        {"revisionOrder", page.document.attributes.revision_order},
                        {"contentHash", page.document.attributes.content_hash}};
    Json items = Json::array();
    Json rejected = Json::array();
    const std::vector<int> repeats = repeats_of(page);
    for (const TagRecord& tag : page.tags) {
        const bool apart = tag.state == TagState::rejected;
        if ((!tag.shown && !apart) || tag.passage >= page.passages.size()) continue;
        const PassageRecord& passage = page.passages[tag.passage];
        Json targets = Json::array();
        for (const Place& place : tag.evidence)
            targets.push_back({{"source", source},
                               {"state", state},
                               {"selector", text.selectors(tag.passage, place.text)}});
        Json about = {{"clause", tag.clause},
                      {"rule", tag.rule},
                      {"strength", name_of(tag.strength)},
                      {"score", tag.score},
                      {"aspects", tag.aspects},
                      {"standing", name_of(tag.standing)},
                      {"heading_path", passage.heading_path},
                      {"passage", text.selectors(tag.passage, passage.span)}};
        add_decision(about, tag);
        if (const auto index = catalogue.find(tag.clause)) about["about"] = to_json(catalogue, *index);
        const int repeat = repeats[static_cast<std::size_t>(&tag - page.tags.data())];
        (apart ? rejected : items)
            .push_back(
                {{"id", id_of(page.document, passage, tag, repeat)},
                 {"type", "Annotation"},
                 {"motivation", "classifying"},
                 {"body", {{"type", "TextualBody"}, {"purpose", "classifying"}, {"value", tag.clause}}},
                 {"target", std::move(targets)},
                 {"clausemark", std::move(about)}});
    }
    Json declared = Json::array();
    for (const DeclaredClause& clause : page.declared) declared.push_back(to_json(clause));
    return {
        {"@context", "http://www.w3.org/ns/anno.jsonld"},
        {"type", "AnnotationPage"},
        {"items", std::move(items)},
        {"rejected", std::move(rejected)},
        {"declared", std::move(declared)},
        {"document", to_json(page.document)},
        {"note", "suggestions from rules, but for what people confirmed; documents only, not conformity"}};
}

}  // namespace clausemark
