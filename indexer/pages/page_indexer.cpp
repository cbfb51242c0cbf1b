// SPDX-License-Identifier: Apache-2.0
// Making page records. See page_indexer.h.
#include "indexer/pages/page_indexer.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "indexer/directives/declared.h"
#include "indexer/directives/page_directives.h"
#include "indexer/directives/suppressions.h"
#include "indexer/hash/sha256.h"
#include "indexer/matcher/leaning.h"
#include "indexer/pages/language.h"
#include "indexer/pages/print_page.h"
#include "indexer/pages/terminology.h"
#include "indexer/standards/wrong_number.h"
#include "indexer/store/apply_decisions.h"
#include "parser/core/limits.h"
#include "parser/formats/formats.h"

namespace clausemark {
namespace {

/// A path is for finding one's way, and stands with each passage: a heading of a megabyte must not.
std::string cut(const std::string& heading) {
    std::size_t end = std::min(heading.size(), limits::heading_in_path_bytes);
    while (end > 0 && end < heading.size() && (static_cast<unsigned char>(heading[end]) & 0xC0) == 0x80)
        --end;
    return heading.substr(0, end);
}

std::vector<PassageRecord> passages_of(const Document& document) {
    std::vector<PassageRecord> records;
    records.reserve(document.passages.size());
    // Passages under one heading share its path; a heading's own comes before them.
    std::vector<std::vector<std::string>> paths(document.passages.size());
    for (std::size_t i = 0; i < document.passages.size(); ++i) {
        const Passage& passage = document.passages[i];
        PassageRecord record;
        record.kind = passage.kind;
        record.level = passage.level;
        record.heading = passage.heading;
        record.lead_in = passage.lead_in;
        record.span = passage.text;
        record.source = passage.source;
        record.text = std::string(document.text_of(passage));
        if (passage.heading != no_passage) {
            record.heading_path = paths[passage.heading];
            record.heading_path.push_back(cut(records[passage.heading].text));
        }
        if (passage.kind == PassageKind::heading) paths[i] = record.heading_path;
        records.push_back(std::move(record));
    }
    return records;
}

Place place_of(const Document& document, Span text) {
    return {text, to_source(document, text)};
}

/// CM204: the edition has no clause of this number.
Diagnostic wrong_citation(const Citation& citation, const std::string& name, const Document& document,
                          const Catalogue& catalogue) {
    const Standard& standard = catalogue.standards()[citation.standard];
    return diagnose_at(Code::unknown_citation, name, document.source, to_source(document, citation.span),
                       fmt::format("{} has no {}", standard.name, citation.number),
                       wrong_number_hint(catalogue, citation.standard, citation.number));
}

/// The aspects of a clause that a passage answers, by all rules that serve the clause: a tag names the best
/// rule alone. `hits` are those of the passage.
std::vector<std::string> answered(const RuleSet& rules, std::span<const RuleHit> hits, ClauseIndex clause) {
    std::vector<std::string> names;
    for (const RuleHit& hit : hits) {
        const RuleInfo& rule = rules.rules()[hit.rule];
        if (std::ranges::find(rule.clauses, clause) == rule.clauses.end()) continue;
        for (const Reason& reason : hit.reasons) {
            const std::uint16_t number = rules.matches()[reason.match].aspect;
            if (number == no_aspect || reason.strength < Strength::description) continue;
            const RuleAspect& aspect = rule.aspects[number];
            if (!aspect.only.empty() && !std::ranges::binary_search(aspect.only, clause)) continue;
            names.push_back(rule.name + "/" + aspect.name);
        }
    }
    std::ranges::sort(names);
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

}  // namespace

PageIndexer::PageIndexer(IndexerParts parts)
    : parts_(std::move(parts)), analyzer_(parts_.rules, parts_.citations) {}

PageRecord PageIndexer::index(PageInput input) {
    const Catalogue& catalogue = parts_.rules->catalogue();
    PageRecord record;
    record.document.id = std::move(input.id);
    record.diagnostics = std::move(input.diagnostics);
    const std::size_t given = record.diagnostics.size();
    Attributes& attributes = record.document.attributes;
    attributes = std::move(input.given);
    attributes.content_hash = sha256(input.source);
    attributes.rules_hash = parts_.rules_hash;

    document_ = read_page(attributes.format, std::move(input.source));
    complete(attributes, document_, record.document.id, *parts_.config);
    if (attributes.language.empty())
        attributes.language = Languages::shipped().other_than(parts_.languages, document_.text);
    const std::string name = input.name.empty() ? record.document.id.key : input.name;
    if (document_.depth_limited)
        record.diagnostics.push_back(diagnose(
            Code::depth_limited, name,
            fmt::format("lists, tags or templates nested more than {} deep were flattened", limits::nesting),
            "no page needs it; look for a tag, template or list that is never closed"));
    if (const auto place = document_.malformed_front_matter)
        record.diagnostics.push_back(
            diagnose_at(Code::malformed_front_matter, name, document_.source, {*place, *place},
                        "this line of the front matter cannot be read",
                        "write one property a line, as name: value; quote values with a colon in them"));

    analysis_ = analyzer_.analyze(
        document_,
        {attributes.title, std::move(input.heading_path),
         named_system(record.document.id, attributes, document_, *parts_.config), attributes.type},
        &flagged_);

    record.passages = passages_of(document_);
    std::vector<Standing> standings;
    for (const Standard& standard : catalogue.standards())
        standings.push_back(standing_of(record.document.id, attributes, document_, standard, *parts_.config,
                                        parts_.languages));
    std::size_t hits_end = 0;
    std::size_t hits_begin = 0;
    for (const Tag& tag : analysis_.tags) {
        const auto& hits = analysis_.hits;
        while (hits_begin < hits.size() && hits[hits_begin].passage < tag.passage) ++hits_begin;
        hits_end = std::max(hits_end, hits_begin);
        while (hits_end < hits.size() && hits[hits_end].passage == tag.passage) ++hits_end;
        const RuleInfo& rule = parts_.rules->rules()[tag.rule];
        TagRecord made;
        made.passage = tag.passage;
        made.clause = catalogue.clause(tag.clause).id;
        made.rule = rule.name;
        made.strength = tag.strength;
        made.score = tag.score;
        made.suggested = tag.shown && !left_out(record.passages[tag.passage], *parts_.config);
        made.shown = made.suggested;
        made.named = !made.suggested && tag.strength == Strength::mention && !tag.evidence.empty() &&
                     tag.score >= parts_.rules->scoring().shown_at;
        made.standing = standings[catalogue.clause(tag.clause).standard];
        if (made.shown)
            made.aspects = answered(*parts_.rules, std::span(hits).subspan(hits_begin, hits_end - hits_begin),
                                    tag.clause);
        for (const Span span : tag.evidence) made.evidence.push_back(place_of(document_, span));
        record.tags.push_back(std::move(made));
    }
    for (const Fact& fact : analysis_.facts)
        record.facts.push_back({fact.passage, parts_.rules->rules()[fact.rule].name, fact.parameter,
                                fact.measure, fact.written, fact.scope, fact.subject, fact.labelled,
                                place_of(document_, fact.span)});
    std::size_t wrong_citations = 0;
    for (const Citation& citation : analysis_.citations) {
        if (citation.clause == no_clause && !citation.ambiguous &&
            !may_be_own_part(catalogue, citation.standard, citation.number) &&
            ++wrong_citations <= limits::findings_of_a_kind)
            record.diagnostics.push_back(wrong_citation(citation, name, document_, catalogue));
        record.citations.push_back({citation.passage, catalogue.standards()[citation.standard].id,
                                    citation.clause == no_clause ? "" : catalogue.clause(citation.clause).id,
                                    citation.number, citation.edition_given,
                                    place_of(document_, citation.span)});
    }
    const bool leans = !flagged_.empty() && !leaning_system(*parts_.rules, analysis_.tags).empty();
    report_flagged(flagged_, *parts_.rules, document_, standings, leans, *parts_.config, name, record);
    record.source = document_.source;
    read_directives(document_, catalogue, name, record);
    read_declared(document_, catalogue, *parts_.citations, *parts_.config, name, record);
    for (DeclaredClause& declared : record.declared)
        declared.standing = standings[catalogue.clause(*catalogue.find(declared.clause)).standard];
    apply_decisions(record, {});
    judge_verdicts(document_, name, record);
    suppress(record, name, given);
    record.print = print_page(record.passages, *parts_.config);
    record.marks = marks_of(record.document.id, attributes, standings, *parts_.config);
    record.links = links_of(record.document.id, document_);
    return record;
}

}  // namespace clausemark
