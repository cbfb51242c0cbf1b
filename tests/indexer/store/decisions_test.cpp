// SPDX-License-Identifier: Apache-2.0
// What a store makes of decisions about tags: evidence, counters and outcomes follow a decision and every
// save of its page, in whatever order they come.
#include <gmock/gmock.h>

#include <map>
#include <random>

#include "indexer/store/apply_decisions.h"
#include "tests/indexer/store/any_store.h"

namespace clausemark {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

const std::string clause = "std:1/1";

/// A page whose passages have these texts; each that begins with "Tag" has a suggested tag, each that begins
/// with "Weak" a candidate with words, each that begins with "Name" one that counts as a mention.
PageRecord page_of(const std::vector<std::string>& texts, std::int64_t revision = 1, int number = 1) {
    PageRecord page;
    page.document.id = sample_key(number);
    page.document.attributes.title = "Page";
    page.document.attributes.revision_order = revision;
    page.document.attributes.content_hash = testing::PrintToString(texts);
    std::uint32_t at = 0;
    for (std::uint32_t i = 0; i < texts.size(); ++i) {
        PassageRecord passage;
        passage.text = texts[i];
        passage.span = passage.source = {at, at + static_cast<std::uint32_t>(texts[i].size())};
        at = passage.span.end + 1;
        page.source += texts[i] + "\n";
        page.passages.push_back(passage);
        TagRecord tag;
        tag.passage = i;
        tag.clause = clause;
        tag.rule = "rule";
        tag.score = 0.5;
        tag.strength = Strength::commitment;
        tag.evidence = {{passage.span, passage.source}};
        if (texts[i].starts_with("Tag")) {
            tag.suggested = tag.shown = true;
            tag.aspects = {"rule/part"};
        } else if (texts[i].starts_with("Name")) {
            tag.strength = Strength::mention;
            tag.named = true;
        } else if (!texts[i].starts_with("Weak")) {
            continue;
        }
        page.tags.push_back(tag);
    }
    page.coverage = coverage_of(page);
    return page;
}

Decision about(const PageRecord& page, std::uint32_t passage, Verdict verdict,
               const std::string& who = "Ada") {
    TagSubject subject;
    subject.document = page.document.id;
    subject.clause = clause;
    subject.verdict = verdict;
    subject.mark = passage_marks(page.passages)[passage];
    subject.words = page.passages[passage].text;
    const std::string key = tag_key(subject.document, clause, subject.mark);
    return {key, "because", who, "2026-05-01", std::move(subject)};
}

class DecisionsInAnyStore : public AnyStore {
  protected:
    void decide(const Decision& decision) {
        const auto done = store->decide(decision);
        ASSERT_TRUE(done) << render(done.why());
    }
    std::vector<std::string> evidence(bool rejected = false) {
        EvidenceQuery query;
        query.clause = clause;
        query.rejected = rejected;
        const auto found = store->evidence(query);
        EXPECT_TRUE(found);
        std::vector<std::string> texts;
        if (found)
            for (const EvidenceRecord& e : *found)
                texts.push_back(e.passage.text + ": " + std::string(name_of(e.tag.state)));
        return texts;
    }
    /// "counted commitment 2 (1 confirmed)", of the clause as a whole.
    std::vector<std::string> counters() {
        const auto sums = store->coverage({});
        EXPECT_TRUE(sums);
        std::vector<std::string> out;
        if (sums)
            for (const CoverageSum& sum : *sums)
                if (sum.row.aspect.empty())
                    out.push_back(std::string(name_of(sum.row.standing)) + " " +
                                  std::string(name_of(sum.row.strength)) + " " +
                                  std::to_string(sum.row.passages) + " (" +
                                  std::to_string(sum.row.confirmed) + " confirmed)");
        return out;
    }
    std::vector<std::string> outcomes() {
        const auto decisions = store->decisions();
        EXPECT_TRUE(decisions);
        std::vector<std::string> out;
        if (decisions)
            for (const Decision& d : *decisions) out.emplace_back(name_of(d.tag->outcome));
        return out;
    }
};

TEST_P(DecisionsInAnyStore, ARejectedTagIsNoEvidenceAndStandsApartWithWhoAndWhy) {
    const PageRecord page = page_of({"Tag one", "Tag two"});
    save(page);
    EXPECT_THAT(counters(), ElementsAre("counted commitment 2 (0 confirmed)"));
    decide(about(page, 0, Verdict::rejected));
    EXPECT_THAT(evidence(), ElementsAre("Tag two: suggested"));
    EXPECT_THAT(evidence(true), ElementsAre("Tag one: rejected"));
    EXPECT_THAT(counters(),
                ElementsAre("counted commitment 1 (0 confirmed)", "rejected commitment 1 (0 confirmed)"));
    EXPECT_EQ(store->summary()->tags, 1);
    const PageRecord stored = load(page.document.id);
    ASSERT_THAT(stored.tags[0].said, SizeIs(1));
    const Said& said = stored.tags[0].said[0];
    EXPECT_EQ(said.who + " " + said.when + " " + said.reason, "Ada 2026-05-01 because");
    EXPECT_FALSE(said.in_page);
    EXPECT_THAT(outcomes(), ElementsAre("holds"));
}

TEST_P(DecisionsInAnyStore, AConfirmedTagIsCountedAsSuch) {
    const PageRecord page = page_of({"Tag one", "Tag two"});
    save(page);
    decide(about(page, 1, Verdict::confirmed));
    EXPECT_THAT(evidence(), ElementsAre("Tag one: suggested", "Tag two: confirmed"));
    EXPECT_THAT(counters(), ElementsAre("counted commitment 2 (1 confirmed)"));
}

TEST_P(DecisionsInAnyStore, TakenBackTheRulesSpeakAgain) {
    const PageRecord page = page_of({"Tag one", "Weak two", "Name three"});
    save(page);
    const auto before = counters();
    const PageRecord was = load(page.document.id);
    std::vector<Decision> decisions = {about(page, 0, Verdict::rejected), about(page, 1, Verdict::confirmed),
                                       about(page, 2, Verdict::rejected)};
    for (const Decision& d : decisions) decide(d);
    EXPECT_THAT(evidence(), ElementsAre("Weak two: confirmed"));
    for (const Decision& d : decisions) ASSERT_TRUE(store->undecide(d.key));
    EXPECT_EQ(load(page.document.id).tags, was.tags);
    EXPECT_EQ(counters(), before);
    EXPECT_THAT(*store->decisions(), IsEmpty());
}

TEST_P(DecisionsInAnyStore, SticksToItsPassageThroughEditsAroundIt) {
    const PageRecord page = page_of({"Intro", "Tag one", "Outro"});
    save(page);
    decide(about(page, 1, Verdict::rejected));
    save(page_of({"New", "Another intro", "More", "Tag one", "Other end"}, 2));
    EXPECT_THAT(evidence(), IsEmpty());
    EXPECT_THAT(evidence(true), ElementsAre("Tag one: rejected"));
    save(page_of({"Tag  ONE!"}, 3));  // the same words
    EXPECT_THAT(evidence(true), ElementsAre("Tag  ONE!: rejected"));
}

TEST_P(DecisionsInAnyStore, AmongEqualPassagesItStaysWithTheOneThatHasItsSurroundings) {
    const PageRecord page = page_of({"First", "Tag same", "Second", "Tag same", "Third"});
    save(page);
    decide(about(page, 3, Verdict::rejected));
    const auto rejected_passage = [&] {
        for (const TagRecord& tag : load(page.document.id).tags)
            if (tag.state == TagState::rejected) return static_cast<int>(tag.passage);
        return -1;
    };
    EXPECT_EQ(rejected_passage(), 3);
    save(page_of({"Second", "Tag same", "Third", "First", "Tag same", "Second"}, 2));
    EXPECT_EQ(rejected_passage(), 1);
}

TEST_P(DecisionsInAnyStore, OnceTheWordsChangeAConfirmationIsStaleAndARejectionEnds) {
    const PageRecord page = page_of({"Intro", "Tag one", "Middle", "Tag two", "Outro"});
    save(page);
    decide(about(page, 1, Verdict::confirmed));
    decide(about(page, 3, Verdict::rejected));
    save(page_of({"Intro", "Tag uno", "Middle", "Tag due", "Outro"}, 2));
    EXPECT_THAT(evidence(), ElementsAre("Tag uno: stale", "Tag due: suggested"));
    EXPECT_THAT(evidence(true), IsEmpty());
    EXPECT_THAT(counters(), ElementsAre("counted commitment 2 (0 confirmed)"));
    EXPECT_THAT(outcomes(), ElementsAre("stale", "stale"));
    save(page_of({"Intro", "Tag one", "Middle", "Tag two", "Outro"}, 3));
    EXPECT_THAT(evidence(), ElementsAre("Tag one: confirmed"));
    EXPECT_THAT(outcomes(), ElementsAre("holds", "holds"));
}

TEST_P(DecisionsInAnyStore, IsNotGuessedOntoALookalike) {
    const PageRecord page = page_of({"Intro", "Tag one", "Outro"});
    save(page);
    decide(about(page, 1, Verdict::confirmed));
    save(page_of({"Elsewhere", "Tag one more", "End"}, 2));
    EXPECT_THAT(evidence(), ElementsAre("Tag one more: suggested"));
    EXPECT_THAT(outcomes(), ElementsAre("gone"));
    save(page_of({"Intro", "Outro"}, 3));  // its neighbours are no changed form of it
    EXPECT_THAT(outcomes(), ElementsAre("gone"));
}

TEST_P(DecisionsInAnyStore, SaysWhereNothingSuggestsTheClauseAnyMore) {
    const PageRecord page = page_of({"Tag one"});
    save(page);
    decide(about(page, 0, Verdict::rejected));
    PageRecord again = page_of({"Tag one"}, 2);
    again.document.attributes.rules_hash = "other rules";
    again.tags.clear();
    again.coverage.clear();
    save(again);
    EXPECT_THAT(outcomes(), ElementsAre("no-tag"));
    EXPECT_THAT(counters(), IsEmpty());
}

TEST_P(DecisionsInAnyStore, OutlivesThePageAndHoldsWhenItComesBack) {
    const PageRecord page = page_of({"Tag one"});
    save(page);
    decide(about(page, 0, Verdict::rejected));
    ASSERT_TRUE(store->remove({&page.document.id, 1}));
    EXPECT_THAT(outcomes(), ElementsAre("gone"));
    EXPECT_THAT(counters(), IsEmpty());
    EXPECT_EQ(store->summary()->tags, 0);
    save(page);
    EXPECT_THAT(evidence(true), ElementsAre("Tag one: rejected"));
    EXPECT_THAT(outcomes(), ElementsAre("holds"));
}

TEST_P(DecisionsInAnyStore, IsAChangeOfItsPageInTheHistory) {
    const PageRecord page = page_of({"Tag one"});
    const std::int64_t before = save(page).sequence;
    decide(about(page, 0, Verdict::rejected));
    const auto changes = store->changes(before, 10);
    ASSERT_TRUE(changes && changes->size() == 1);
    EXPECT_EQ(changes->front().kind, ChangeKind::decided);
    EXPECT_EQ(load(page.document.id).document.sequence, changes->front().sequence);
    decide(about(page, 0, Verdict::rejected));  // again the same: nothing changes
    EXPECT_THAT(*store->changes(changes->front().sequence, 10), IsEmpty());
}

TEST_P(DecisionsInAnyStore, OfThePageAndOfAPersonTheRejectionHolds) {
    PageRecord page = page_of({"Tag one"});
    page.verdicts.push_back({Verdict::confirmed, clause, 0, 1, false, "Author", "", "it does", {}, 0});
    apply_decisions(page, {});
    save(page);
    EXPECT_THAT(evidence(), ElementsAre("Tag one: confirmed"));
    const Decision rejection = about(page, 0, Verdict::rejected);
    decide(rejection);
    EXPECT_THAT(evidence(true), ElementsAre("Tag one: rejected"));
    EXPECT_THAT(load(page.document.id).tags[0].said, SizeIs(2));
    ASSERT_TRUE(store->undecide(rejection.key));
    EXPECT_THAT(evidence(), ElementsAre("Tag one: confirmed"));
}

TEST_P(DecisionsInAnyStore, DeclaredClausesAreKeptApartFromEvidence) {
    PageRecord page = page_of({"Nothing"});
    page.declared = {{clause, "satisfies", "1", Standing::counted, {3, 9}}};
    page.coverage = coverage_of(page);
    save(page);
    EXPECT_THAT(evidence(), IsEmpty());
    EXPECT_THAT(counters(), ElementsAre("counted none 1 (0 confirmed)"));
    const auto declared = store->declared({.clause = clause, .space = {}});
    ASSERT_TRUE(declared && declared->size() == 1);
    EXPECT_EQ(declared->front().declared, page.declared[0]);
    EXPECT_THAT(*store->declared({.clause = "std:1/2", .space = {}}), IsEmpty());
    EXPECT_EQ(load(page.document.id).declared, page.declared);
}

TEST_P(DecisionsInAnyStore, KeepsSuppressionsWithWhatTheyHide) {
    PageRecord page = page_of({"One"});
    page.suppressions.push_back({Code::unknown_citation, {0, 4}, true, "Ada", "history", {0, 2}, {1, 1}});
    page.suppressed.push_back({diagnose(Code::unknown_citation, "f", "m"), 0});
    save(page);
    const PageRecord stored = load(page.document.id);
    EXPECT_EQ(stored.suppressions, page.suppressions);
    EXPECT_THAT(stored.diagnostics, IsEmpty());
    ASSERT_THAT(stored.suppressed, SizeIs(1));
    EXPECT_EQ(stored.suppressed[0].diagnostic.message, "m");
}

/// What must not depend on the order in which things came: no sequence numbers.
struct Content {
    std::vector<std::vector<TagRecord>> tags;
    std::vector<std::vector<PageVerdict>> verdicts;
    std::vector<CoverageSum> coverage;
    std::vector<Decision> decisions;
    std::int64_t shown = 0;
};

Content content_of(Store& store, int pages) {
    Content content;
    for (int n = 0; n < pages; ++n) {
        const DocumentKey key = sample_key(n);
        const auto found = store.pages({&key, 1}, Parts::all());
        EXPECT_TRUE(found);
        content.tags.push_back(found->empty() ? std::vector<TagRecord>() : found->front().tags);
        content.verdicts.push_back(found->empty() ? std::vector<PageVerdict>() : found->front().verdicts);
    }
    content.coverage = *store.coverage({});
    content.decisions = *store.decisions();
    content.shown = store.summary()->tags;
    return content;
}

TEST_P(DecisionsInAnyStore, AnyOrderOfSavesAndDecisionsIsLikeAFreshStore) {
    std::mt19937 random(7);
    const auto below = [&](unsigned n) { return static_cast<std::uint32_t>(random() % n); };
    const std::vector<std::string> texts = {"Tag one",   "Tag two",    "Tag one",  "Weak three",
                                            "Name four", "Plain five", "Plain six"};
    constexpr int pages = 3;
    int rejected = 0;
    int stale = 0;
    std::unique_ptr<TemporaryFolder> home;
    for (int round = 0; round < 30; ++round) {
        store.reset();
        home = std::make_unique<TemporaryFolder>();
        auto opened = GetParam().open(*home, options);
        ASSERT_TRUE(opened);
        store = std::move(*opened);
        std::map<int, PageRecord> now;
        std::map<std::string, Decision> decided;
        for (int step = 1; step <= 25; ++step) {
            const int number = static_cast<int>(below(pages));
            const unsigned kind = below(10);
            if (kind < 4) {
                std::vector<std::string> chosen;
                for (std::uint32_t i = 0; i < 2 + below(5); ++i)
                    chosen.push_back(texts[below(static_cast<unsigned>(texts.size()))]);
                PageRecord page = page_of(chosen, step, number);
                if (below(3) == 0) {
                    const std::uint32_t begin = below(static_cast<unsigned>(chosen.size()));
                    page.verdicts.push_back({below(2) == 0 ? Verdict::confirmed : Verdict::rejected,
                                             clause,
                                             begin,
                                             begin + 1,
                                             below(4) == 0,
                                             "Author",
                                             "",
                                             "",
                                             {},
                                             0});
                    page.document.attributes.content_hash += " verdict " + std::to_string(step);
                }
                apply_decisions(page, {});
                save(page);
                now[number] = page;
            } else if (kind == 4 && now.contains(number)) {
                ASSERT_TRUE(store->remove({&now[number].document.id, 1}));
                now.erase(number);
            } else if (kind == 5 && !decided.empty()) {
                const std::string key =
                    std::next(decided.begin(), below(static_cast<unsigned>(decided.size())))->first;
                ASSERT_TRUE(store->undecide(key));
                decided.erase(key);
            } else if (now.contains(number)) {
                const PageRecord& page = now[number];
                const Decision decision =
                    about(page, below(static_cast<unsigned>(page.passages.size())),
                          below(2) == 0 ? Verdict::confirmed : Verdict::rejected, "P" + std::to_string(step));
                decide(decision);
                decided.insert_or_assign(decision.key, decision);
            }
        }
        const Content grown = content_of(*store, pages);
        const TemporaryFolder other;
        auto fresh = GetParam().open(other, options);
        ASSERT_TRUE(fresh);
        if (round % 2 == 0) {
            for (const auto& [key, decision] : decided) ASSERT_TRUE((*fresh)->decide(decision));
        }
        for (const auto& [number, page] : now) ASSERT_TRUE((*fresh)->save({&page, 1}));
        if (round % 2 == 1) {
            for (const auto& [key, decision] : decided) ASSERT_TRUE((*fresh)->decide(decision));
        }
        const Content made = content_of(**fresh, pages);
        ASSERT_EQ(grown.tags, made.tags) << "round " << round;
        ASSERT_EQ(grown.verdicts, made.verdicts) << "round " << round;
        ASSERT_EQ(grown.decisions, made.decisions) << "round " << round;
        ASSERT_EQ(grown.shown, made.shown) << "round " << round;
        ASSERT_EQ(grown.coverage.size(), made.coverage.size()) << "round " << round;
        for (std::size_t i = 0; i < made.coverage.size(); ++i) {
            ASSERT_EQ(grown.coverage[i].row, made.coverage[i].row) << "round " << round;
            ASSERT_EQ(grown.coverage[i].documents, made.coverage[i].documents);
        }
        for (const auto& tags : made.tags)
            for (const TagRecord& tag : tags) rejected += tag.state == TagState::rejected ? 1 : 0;
        for (const Decision& d : made.decisions) stale += d.tag->outcome == DecisionOutcome::stale ? 1 : 0;
    }
    store.reset();
    EXPECT_GT(rejected, 10);  // or the rounds tried nothing
    EXPECT_GT(stale, 10);
}

INSTANTIATE_TEST_SUITE_P(Every, DecisionsInAnyStore, all_stores());

}  // namespace
}  // namespace clausemark
