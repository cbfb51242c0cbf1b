// SPDX-License-Identifier: Apache-2.0
// Choosing and deciding tags. See tag_decisions.h.
#include "server/app/tag_decisions.h"

#include <fmt/format.h>

#include <algorithm>

#include "indexer/store/apply_decisions.h"
#include "parser/core/limits.h"
#include "server/json/annotations.h"

namespace clausemark {
namespace {

using Why = ChoiceRefused::Why;

std::string cut(const std::string& text) {
    std::size_t end = std::min(text.size(), limits::quoted_bytes);
    while (end > 0 && end < text.size() && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
    return text.substr(0, end) + (end < text.size() ? "..." : "");
}

bool may_decide(const TagRecord& tag, Verdict verdict) {
    if (tag.suggested || tag.named || !tag.said.empty()) return true;
    return verdict == Verdict::confirmed && !tag.evidence.empty() && tag.strength != Strength::none;
}

/// The tags of the clause that the choice may mean. A tag chosen by its clause alone is a suggested one.
std::vector<const TagRecord*> meant(const PageRecord& page, const TagChoice& choice, Verdict verdict) {
    const bool placed = choice.passage || !choice.words.empty() || !choice.annotation.empty();
    std::vector<const TagRecord*> found;
    std::optional<std::size_t> annotated;
    if (!choice.annotation.empty()) annotated = tag_of_annotation(page, choice.annotation);
    for (const TagRecord& tag : page.tags) {
        if (tag.passage >= page.passages.size() || !may_decide(tag, verdict)) continue;
        if (!choice.annotation.empty() && (!annotated || &tag != &page.tags[*annotated])) continue;
        if (!choice.clause.empty() && tag.clause != choice.clause) continue;
        if (choice.passage && tag.passage != *choice.passage) continue;
        if (!choice.words.empty() && page.passages[tag.passage].text.find(choice.words) == std::string::npos)
            continue;
        if (!placed && !tag.suggested && tag.said.empty()) continue;
        found.push_back(&tag);
    }
    return found;
}

TagDecided refuse(Why why, std::string message) {
    return {ChoiceRefused{why, std::move(message)}, {}};
}

std::string list_of(const PageRecord& page, const std::vector<const TagRecord*>& tags) {
    std::string out;
    for (std::size_t i = 0; i < tags.size() && i < 10; ++i)
        out += fmt::format("\n  passage {}: \"{}\"", tags[i]->passage,
                           cut(page.passages[tags[i]->passage].text));
    if (tags.size() > 10) out += fmt::format("\n  and {} more", tags.size() - 10);
    return out;
}

TagDecided refuse_nothing(const PageRecord& page, const TagChoice& choice, const TagWanted& wanted) {
    if (choice.passage && *choice.passage >= page.passages.size())
        return refuse(Why::no_such_passage, fmt::format("the page has no passage {}", *choice.passage));
    TagChoice anywhere = choice;
    anywhere.passage.reset();
    anywhere.words.clear();
    anywhere.annotation.clear();
    const auto others =
        choice.clause.empty() ? std::vector<const TagRecord*>() : meant(page, anywhere, wanted.verdict);
    if (others.empty())
        return refuse(Why::no_tag,
                      wanted.verdict == Verdict::confirmed
                          ? "no rule finds words for this clause there; where the page answers it "
                            "in other words, name it under \"satisfies\""
                          : "the clause is not suggested there, so there is nothing to reject");
    return refuse(Why::no_tag, "the clause is not suggested there, but it is in" + list_of(page, others));
}

std::string quoted(const std::string& text) {
    std::string out = "\"";
    for (const char c : text) out += c == '"' ? '\'' : c == '\n' || c == '\r' ? ' ' : c == '\\' ? '/' : c;
    return out + "\"";
}

}  // namespace

Result<TagDecided> choose_tag(Store& store, const TagChoice& choice, const TagWanted& wanted) {
    const auto pages =
        store.pages({&choice.document, 1}, {.passages = true, .tags = true, .candidates = true});
    if (!pages) return pages.why();
    if (pages->empty()) return refuse(Why::no_page, "no document has this wiki and key");
    const PageRecord& page = pages->front();
    if (!choice.content_hash.empty() && choice.content_hash != page.document.attributes.content_hash)
        return refuse(Why::changed, "the document has changed since: look at it again before deciding");
    const auto tags = meant(page, choice, wanted.verdict);
    if (tags.empty()) return refuse_nothing(page, choice, wanted);
    if (tags.size() > 1)
        return refuse(Why::several,
                      "the clause is suggested more than once: say which passage" + list_of(page, tags));
    const TagRecord& tag = *tags.front();
    TagSubject subject;
    subject.document = choice.document;
    subject.clause = tag.clause;
    subject.verdict = wanted.verdict;
    subject.mark = passage_marks(page.passages)[tag.passage];
    subject.words = cut(page.passages[tag.passage].text);
    subject.outcome = DecisionOutcome::holds;
    subject.passage = tag.passage;
    Decision decision{tag_key(subject.document, subject.clause, subject.mark), wanted.reason, wanted.who,
                      wanted.when, std::move(subject)};
    return TagDecided{std::nullopt, std::move(decision)};
}

Result<TagDecided> decide_tag(Store& store, const TagChoice& choice, const TagWanted& wanted,
                              const Expected& expected) {
    auto chosen = choose_tag(store, choice, wanted);
    if (!chosen || chosen->refused) return chosen;
    Decision& decision = chosen->decision;
    // An earlier decision that speaks of the same tag now, under whatever words, gives way.
    const auto known = store.decisions();
    if (!known) return known.why();
    bool replaced = false;
    std::vector<std::string> others;  // of the same tag, under other words
    for (const Decision& earlier : *known) {
        const bool same = earlier.tag && earlier.tag->document == decision.tag->document &&
                          earlier.tag->clause == decision.tag->clause &&
                          earlier.tag->passage == decision.tag->passage;
        if (!same) continue;
        if (!replaced)
            decision.key = earlier.key;
        else
            others.push_back(earlier.key);
        replaced = true;
    }
    const auto decided = store.decide(decision, expected);
    if (!decided) return decided.why();
    if (!decided->done) return refuse(Why::unexpected, decided->version);
    for (const std::string& key : others)
        if (const auto done = store.undecide(key); !done) return done.why();
    return chosen;
}

std::string directive_of(const Decision& decision) {
    std::string out = fmt::format("{} {}", decision.tag->verdict == Verdict::confirmed ? "confirm" : "reject",
                                  decision.tag->clause);
    if (!decision.who.empty()) out += " by " + quoted(decision.who);
    if (!decision.when.empty()) out += " at " + decision.when.substr(0, 10);
    if (!decision.reason.empty()) out += " reason " + quoted(decision.reason);
    return out + " words " + words_text(decision.tag->mark);
}

std::string said_text(const TagRecord& tag) {
    if (tag.said.empty()) return {};
    const Said& said = tag.said.front();
    std::string out(tag.state == TagState::stale ? "its words have changed since it was confirmed"
                                                 : std::string(name_of(said.verdict)));
    out += said.who.empty() && said.in_page ? " in the page" : " by " + said.who;
    if (!said.when.empty()) out += ", " + said.when.substr(0, 10);
    if (!said.reason.empty()) out += ": " + said.reason;
    if (tag.said.back().verdict != said.verdict) out += " (others confirmed it)";
    return out;
}

std::string describe(const Decision& decision) {
    const TagSubject& tag = *decision.tag;
    static constexpr std::array<std::string_view, 4> outcomes = {
        "holds", "its words have changed since: look again, then confirm, reject or remove it",
        "nothing suggests the clause there any more", "its words are gone"};
    return fmt::format("{} {} on {}/{}: \"{}\" ({})", name_of(tag.verdict), tag.clause, tag.document.wiki,
                       tag.document.key, tag.words, outcomes[static_cast<std::size_t>(tag.outcome)]);
}

}  // namespace clausemark
