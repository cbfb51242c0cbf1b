// SPDX-License-Identifier: Apache-2.0
// CM808: clauses that only a draft, or edits that nobody approved, speak to. CM810: withdrawn pages that
// pages in force still link to.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "indexer/checks/control_checks.h"
#include "indexer/coverage/coverage.h"
#include "parser/core/control_codes.h"

namespace clausemark {
namespace {

constexpr std::size_t evidence_a_clause = 50;  // one passage a page is enough
constexpr std::size_t clauses_named = 4;       // the rest is counted

/// Pages whose words would answer clauses, if they counted.
struct Waiting {
    DocumentRecord document;
    std::uint32_t passage = no_passage;  ///< the first
    Span source;
    std::vector<std::string> clauses;
};

Status gather(const WikiView& wiki, const Clause& clause, const std::string& name,
              std::map<DocumentKey, Waiting>& waiting) {
    EvidenceQuery query;
    query.clause = clause.id;
    query.limit = evidence_a_clause;
    const auto evidence = wiki.store.evidence(query);
    if (!evidence) return evidence.why();
    for (const EvidenceRecord& found : *evidence) {
        const bool unapproved =
            found.tag.standing == Standing::draft || found.tag.standing == Standing::edited;
        // A passage that speaks of the subject and answers none of its parts is no answer, and where nothing
        // else answers a clause, one that only describes is more often a chance than an answer: on a real
        // manual three of three.
        if (!unapproved || found.tag.strength < Strength::commitment || found.tag.aspects.empty()) continue;
        Waiting& page = waiting[found.document.id];
        if (page.clauses.empty() || page.clauses.back() != name) page.clauses.push_back(name);
        if (page.passage != no_passage && page.passage <= found.tag.passage) continue;
        page.document = found.document;
        page.passage = found.tag.passage;
        page.source = found.passage.source;
    }
    return Done{};
}

std::string list_of(const std::vector<std::string>& names) {
    std::string words;
    for (std::size_t i = 0; i < std::min(names.size(), clauses_named); ++i)
        words += (words.empty() ? "" : ", ") + names[i];
    if (names.size() > clauses_named) words += fmt::format(" and {} others", names.size() - clauses_named);
    return words;
}

/// The status that the page states, where it is none that the settings know; empty: it is a draft, or edited.
/// Such a page counts as a draft, and the word may be the status of something else.
std::string unknown_status(const WikiView& wiki, const DocumentRecord& document, const Config& config) {
    if (document.attributes.status == DocumentStatus::edited) return {};
    const auto digest =
        std::ranges::find(wiki.pages, document.id, [](const PageDigest& page) { return page.document.id; });
    const ControlFact* status =
        digest == wiki.pages.end() ? nullptr : digest->control.find(ControlField::status);
    const bool unknown = status != nullptr && config.status_named(status->value) == DocumentStatus::unstated;
    return unknown ? status->value : "";
}

/// Pages of one status that nobody explained: one finding for the word, which is what must be settled.
struct OfUnknownStatus {
    std::size_t pages = 0;
    std::vector<std::string> clauses;
};
void report_unknown(const std::pair<std::string, std::string>& wiki_and_word, const OfUnknownStatus& group,
                    std::vector<Finding>& out) {
    const auto& [wiki, word] = wiki_and_word;
    out.push_back(finding_of_wiki(
        check_codes::unapproved_evidence, wiki + "/" + word,
        fmt::format(
            "no approved page answers {}; {} of {} with the status \"{}\" may, a word that the settings "
            "do not know",
            list_of(group.clauses), group.pages == 1 ? "1 page" : fmt::format("{} pages", group.pages), wiki,
            word),
        "say in clausemark.json under \"statuses\" what the word means: until then such pages count as "
        "drafts"));
}

}  // namespace

Status check_unapproved_evidence(const WikiView& wiki, const CheckContext& context,
                                 std::vector<Finding>& out) {
    std::map<DocumentKey, Waiting> waiting;
    for (const StandardIndex index : context.config.in_force(context.catalogue)) {
        const Standard& standard = context.catalogue.standards()[index];
        CoverageQuery query;
        query.standard = standard.id;
        const auto sums = wiki.store.coverage(query);
        if (!sums) return sums.why();
        const StandardCoverage coverage =
            assess(context.catalogue, index, context.parts, context.declarations, *sums);
        for (const ClauseCoverage& found : coverage.clauses) {
            const Clause& clause = context.catalogue.clause(found.clause);
            const bool unanswered =
                found.state == CoverageState::none || found.state == CoverageState::mentioned;
            if (!clause.leaf() || !unanswered || found.aside.empty()) continue;
            const std::string name =
                fmt::format("{} {} ({})", standard.name, clause_words(clause), clause.title);
            if (const auto done = gather(wiki, clause, name, waiting); !done) return done.why();
        }
    }
    std::map<std::pair<std::string, std::string>, OfUnknownStatus> unknown;
    for (const auto& [key, page] : waiting) {
        if (const std::string word = unknown_status(wiki, page.document, context.config); !word.empty()) {
            OfUnknownStatus& group = unknown[{key.wiki, word}];
            ++group.pages;
            for (const std::string& clause : page.clauses)
                if (std::ranges::find(group.clauses, clause) == group.clauses.end())
                    group.clauses.push_back(clause);
            continue;
        }
        const bool draft = page.document.attributes.status != DocumentStatus::edited;
        Finding& finding = out.emplace_back(finding_on(
            page.document, check_codes::unapproved_evidence,
            fmt::format("no approved page answers {}; this one does, but {}", list_of(page.clauses),
                        draft ? "it is a draft" : "it was edited since it was approved"),
            "have it approved: until then its words do not count"));
        finding.at.passage = page.passage;
        finding.at.source = page.source;
        for (const std::string& clause : page.clauses) finding.subject += clause + "\n";
    }
    for (const auto& [word, group] : unknown) report_unknown(word, group, out);
    return Done{};
}

Status check_withdrawn_links(const WikiView& wiki, const CheckContext&, std::vector<Finding>& out) {
    const auto withdrawn = [](const PageDigest& page) {
        return page.document.attributes.status == DocumentStatus::withdrawn;
    };
    // By wiki and key; by title where links go by titles.
    std::map<std::pair<std::string, std::string>, const PageDigest*> by_name;
    for (const PageDigest& page : wiki.pages) {
        const DocumentRecord& document = page.document;
        by_name.emplace(std::pair(document.id.wiki, document.id.key), &page);
        if (document.attributes.format == Format::mediawiki)
            by_name.emplace(std::pair(document.id.wiki, mediawiki_title(document.attributes.title)), &page);
    }
    for (const PageDigest& page : wiki.pages) {
        if (withdrawn(page)) continue;
        std::set<const PageDigest*> told;
        for (const PageLink& link : page.links) {
            for (const std::string& name : link.target.names) {
                const auto found = by_name.find({page.document.id.wiki, name});
                if (found == by_name.end()) continue;
                if (withdrawn(*found->second) && told.insert(found->second).second) {
                    const DocumentRecord& target = found->second->document;
                    Finding& finding = out.emplace_back(finding_on(
                        page.document, check_codes::withdrawn_page_linked,
                        fmt::format("this links to \"{}\", which is withdrawn", target.attributes.title),
                        "link to what replaced it, or say that it is kept for reference"));
                    finding.at.source = link.source;
                    finding.at.passage = link.passage;
                    finding.subject = target.id.key;
                    RelatedPlace place;
                    place.document = target.id;
                    place.title = target.attributes.title;
                    place.message = "the withdrawn page";
                    finding.related.push_back(std::move(place));
                }
                break;
            }
        }
    }
    return Done{};
}

}  // namespace clausemark
