// SPDX-License-Identifier: Apache-2.0
// What every store must do, run against each implementation. Duplicates have a file of their own.
#include "indexer/store/store.h"

#include <gmock/gmock.h>

#include <thread>

#include "tests/indexer/store/any_store.h"

namespace clausemark {
namespace {

using testing::ElementsAre;
using testing::SizeIs;

void expect_same(const PageRecord& a, const PageRecord& b) {
    EXPECT_EQ(a.document.id, b.document.id);
    EXPECT_EQ(a.document.attributes, b.document.attributes);
    EXPECT_EQ(a.source, b.source);
    EXPECT_EQ(a.passages, b.passages);
    EXPECT_EQ(a.tags, b.tags);
    EXPECT_EQ(a.facts, b.facts);
    EXPECT_EQ(a.citations, b.citations);
}

/// Asked for page by page, the query gives the same records in the same order as at once.
void expect_in_pages(Store& store, EvidenceQuery query, const std::vector<EvidenceRecord>& all) {
    std::size_t count = 0;
    for (;;) {
        const auto part = store.evidence(query);
        ASSERT_TRUE(part);
        if (part->empty()) break;
        for (const EvidenceRecord& e : *part) {
            ASSERT_LT(count, all.size());
            EXPECT_EQ(e.document.id, all[count].document.id);
            EXPECT_EQ(e.tag, all[count].tag);
            EXPECT_EQ(e.passage, all[count].passage);
            ++count;
        }
        query.after = part->back();
    }
    EXPECT_EQ(count, all.size());
}

TEST_P(AnyStore, GivesBackAPageAsItWasSaved) {
    PageRecord page = sample_page(1, 1);
    Attributes& a = page.document.attributes;
    a.format = Format::dokuwiki;
    a.status = DocumentStatus::edited;
    a.system = "ISMS";
    a.approver = "Board";
    a.version = "2.1";
    a.review_date = "2025-01-31";
    a.type = "policy";
    a.language = "en-GB";
    a.permalink = "https://wiki.example/1";
    page.passages[0].kind = PassageKind::table_row;
    page.passages[0].heading = 2;
    page.facts.push_back({1,
                          "rule",
                          "length",
                          {12.5, 14, Bound::at_most, "length", "character"},
                          "12.5 to 14 characters",
                          {"severity:p1", "who:administrator"},
                          {"laptop"},
                          true,
                          {{3, 5}, {4, 6}}});
    page.facts.push_back({2, "rule", "length", {}, "", {}, {}, false, {{3, 5}, {4, 6}}});
    page.citations.push_back({2, "std:1", "", "A.99", true, {{1, 2}, {3, 4}}});
    page.diagnostics.push_back(
        diagnose_at(Code::unknown_citation, "a.md", "x\nyz", {2, 4}, "message", "hint"));
    save(page);
    const PageRecord loaded = load(page.document.id);
    expect_same(loaded, page);
    ASSERT_THAT(loaded.diagnostics, SizeIs(1));
    EXPECT_EQ(render(loaded.diagnostics[0]), render(page.diagnostics[0]));
}

TEST_P(AnyStore, KeepsNulBytesAndEveryOtherByteOfAPage) {
    PageRecord page = sample_page(1, 1);
    page.source = std::string("a\0b\xC3\xA9\xF0\x9F\x98\x80", 9);
    page.passages[0].text = std::string("nul \0 inside", 12);
    page.document.id.key = "\xE2\x80\xAE odd 'key\" ; DROP TABLE document --";
    save(page);
    expect_same(load(page.document.id), page);
}

TEST_P(AnyStore, KeepsEverythingWhenItIsOpenedAgain) {
    save(sample_page(1, 1));
    reopen();
    expect_same(load(sample_key(1)), sample_page(1, 1));
}

TEST_P(AnyStore, ReplacesTheWholePageOnASecondSave) {
    save(sample_page(1, 1, 9));
    save(sample_page(1, 2, 2));
    expect_same(load(sample_key(1)), sample_page(1, 2, 2));
    const auto summary = store->summary();
    ASSERT_TRUE(summary);
    EXPECT_EQ(summary->documents, 1);
    EXPECT_EQ(summary->passages, 2);
    EXPECT_EQ(summary->tags, 2);
}

TEST_P(AnyStore, WritesNothingForAPageItHoldsAlready) {
    const Saved first = save(sample_page(1, 1));
    const Saved second = save(sample_page(1, 1));
    EXPECT_EQ(second.outcome, SaveOutcome::unchanged);
    EXPECT_EQ(second.sequence, first.sequence);
}

TEST_P(AnyStore, NeverReplacesALaterRevisionByAnEarlierOne) {
    save(sample_page(1, 5));
    EXPECT_EQ(save(sample_page(1, 4)).outcome, SaveOutcome::stale);
    EXPECT_EQ(load(sample_key(1)).document.attributes.revision, "r5");
}

TEST_P(AnyStore, RemembersEveryChangeInOrderAndEverySource) {
    save(sample_page(1, 1));
    save(sample_page(1, 2));
    PageRecord other_rules = sample_page(1, 2);
    other_rules.document.attributes.rules_hash = "rules-2";
    save(other_rules);
    PageRecord renamed = other_rules;
    renamed.document.attributes.title = "New title";
    save(renamed);
    const DocumentKey key = sample_key(1);
    ASSERT_TRUE(store->remove({&key, 1}));
    const auto changes = store->changes(0, 100);
    ASSERT_TRUE(changes);
    std::vector<std::string_view> kinds;
    for (std::size_t i = 0; i < changes->size(); ++i) {
        kinds.push_back(name_of((*changes)[i].kind));
        if (i > 0) {
            EXPECT_LT((*changes)[i - 1].sequence, (*changes)[i].sequence);
        }
    }
    EXPECT_THAT(kinds, ElementsAre("created", "edited", "reanalysed", "described", "deleted"));
    const auto behind = store->changes((*changes)[2].sequence, 1);
    ASSERT_TRUE(behind);
    ASSERT_THAT(*behind, SizeIs(1));
    EXPECT_EQ(behind->front().title, "New title");
    const auto old_source = store->source("1-1");
    ASSERT_TRUE(old_source && old_source->has_value());
    EXPECT_EQ(**old_source, sample_page(1, 1).source);
}

TEST_P(AnyStore, ForgetsARemovedPageInEveryAnswer) {
    save(sample_page(1, 1));
    save(sample_page(2, 1));
    const DocumentKey key = sample_key(1);
    const auto removed = store->remove({&key, 1});
    ASSERT_TRUE(removed);
    EXPECT_THAT(*removed, SizeIs(1));
    EXPECT_EQ(store->pages({&key, 1}, {})->size(), 0u);
    EvidenceQuery of_page;
    of_page.document = key;
    EXPECT_EQ(store->evidence(of_page)->size(), 0u);
    EXPECT_EQ(store->summary()->documents, 1);
    EXPECT_EQ(store->summary()->passages, 3);
    EXPECT_EQ(store->remove({&key, 1})->size(), 0u);
}

TEST_P(AnyStore, ListsDocumentsBytewisePageByPage) {
    for (const char* key : {"b", "Z", "a", "\xC3\xA9", "a/1"}) {
        PageRecord page = sample_page(1, 1);
        page.document.id.key = key;
        save(page);
    }
    DocumentQuery query;
    query.limit = 2;
    std::vector<std::string> keys;
    for (;;) {
        const auto documents = store->documents(query);
        ASSERT_TRUE(documents);
        if (documents->empty()) break;
        for (const DocumentRecord& d : *documents) keys.push_back(d.id.key);
        query.after = documents->back().id;
    }
    EXPECT_THAT(keys, ElementsAre("Z", "a", "a/1", "b", "\xC3\xA9"));
}

TEST_P(AnyStore, FiltersDocuments) {
    for (int i = 0; i < 4; ++i) save(sample_page(i, 1));
    DocumentQuery query;
    query.space = "odd";
    EXPECT_EQ(store->documents(query)->size(), 2u);
    query.title = "Page 3";
    EXPECT_EQ(store->documents(query)->size(), 1u);
    query.wiki = "elsewhere";
    EXPECT_EQ(store->documents(query)->size(), 0u);
}

TEST_P(AnyStore, RanksEvidenceByStandingStrengthAndScoreAndPagesThroughIt) {
    PageRecord draft = sample_page(0, 1, 6);
    for (TagRecord& tag : draft.tags) tag.standing = Standing::draft;
    save(draft);
    for (int i = 1; i < 4; ++i) save(sample_page(i, 1, 6));
    EvidenceQuery query;
    const auto all = store->evidence(query);
    ASSERT_TRUE(all);
    ASSERT_THAT(*all, SizeIs(24));
    for (std::size_t i = 1; i < all->size(); ++i) {
        const TagRecord& a = (*all)[i - 1].tag;
        const TagRecord& b = (*all)[i].tag;
        EXPECT_LE(std::tuple(a.standing, -int(a.strength), -a.score),
                  std::tuple(b.standing, -int(b.strength), -b.score));
    }
    query.limit = 5;
    expect_in_pages(*store, query, *all);
    EvidenceQuery of_clause;
    of_clause.clause = "std:1/3";
    EXPECT_EQ(store->evidence(of_clause)->size(), 4u);
}

TEST_P(AnyStore, HidesCandidatesUnlessAskedForThem) {
    PageRecord page = sample_page(1, 1);
    page.tags[1].shown = false;
    save(page);
    EvidenceQuery query;
    EXPECT_EQ(store->evidence(query)->size(), 2u);
    query.candidates = true;
    EXPECT_EQ(store->evidence(query)->size(), 3u);
    const DocumentKey key = sample_key(1);
    EXPECT_EQ(store->pages({&key, 1}, {.tags = true})->front().tags.size(), 2u);
}

TEST_P(AnyStore, PagesThroughCandidatesInTheOrderOfAllTagsAndForgetsThoseOfEarlierRevisions) {
    for (int number = 0; number < 6; ++number) {
        for (const int version : {1, 2}) {
            PageRecord page = sample_page(number, version, 9);
            for (std::size_t i = 0; i < page.tags.size(); ++i) page.tags[i].shown = i % 3 == 0;
            save(page);
        }
    }
    const DocumentKey gone = sample_key(5);
    ASSERT_TRUE(store->remove({&gone, 1}));
    EvidenceQuery query;
    query.candidates = true;
    const auto all = store->evidence(query);
    ASSERT_TRUE(all);
    EXPECT_EQ(all->size(), 5u * 9u);
    query.limit = 7;
    expect_in_pages(*store, query, *all);
    query = {};
    query.candidates = true;
    query.clause = "std:1/1";
    EXPECT_EQ(store->evidence(query)->size(), 5u * 2u);
    query.document = gone;
    EXPECT_TRUE(store->evidence(query)->empty());
    const DocumentKey key = sample_key(1);
    const PageRecord whole = store->pages({&key, 1}, {.tags = true, .candidates = true})->front();
    ASSERT_EQ(whole.tags.size(), 9u);
    for (std::size_t i = 0; i < 9; ++i) EXPECT_EQ(whole.tags[i].passage, i);
}

TEST_P(AnyStore, KeepsCountersEqualToTheSumOverDocuments) {
    // A few hundred random saves and removals; the kept counters must equal what the documents add up to.
    unsigned seed = 12345;
    const auto random = [&seed](unsigned below) {
        return (seed = seed * 1103515245u + 12345u) / 65536u % below;
    };
    for (int step = 0; step < 200; ++step) {
        const int number = static_cast<int>(random(12));
        if (random(4) == 0) {
            const DocumentKey key = sample_key(number);
            ASSERT_TRUE(store->remove({&key, 1}));
        } else {
            PageRecord page = sample_page(number, step, static_cast<int>(random(6)));
            for (CoverageRow& row : page.coverage) row.standing = static_cast<Standing>(random(3));
            save(page);
        }
    }
    std::map<std::tuple<std::string, std::string, Standing, Strength>, std::pair<std::int64_t, std::int64_t>>
        sums;
    const auto documents = store->documents({});
    ASSERT_TRUE(documents);
    for (const DocumentRecord& d : *documents) {
        CoverageQuery query;
        query.document = d.id;
        const auto rows = store->coverage(query);
        ASSERT_TRUE(rows);
        for (const CoverageSum& sum : *rows) {
            auto& [passages, count] =
                sums[{sum.row.clause, sum.row.aspect, sum.row.standing, sum.row.strength}];
            passages += sum.row.passages;
            count += sum.documents;
        }
    }
    const auto kept = store->coverage({});
    ASSERT_TRUE(kept);
    ASSERT_EQ(kept->size(), sums.size());
    for (const CoverageSum& sum : *kept) {
        const auto& [passages, count] =
            sums[{sum.row.clause, sum.row.aspect, sum.row.standing, sum.row.strength}];
        EXPECT_EQ(sum.row.passages, passages);
        EXPECT_EQ(sum.documents, count);
    }
    EXPECT_EQ(store->summary()->documents, static_cast<std::int64_t>(documents->size()));
    EXPECT_TRUE(store->check());
}

TEST_P(AnyStore, CountsCoverageOfOneStandardAlone) {
    PageRecord page = sample_page(1, 1, 0);
    page.coverage = {{"std:1/A.1", "", Standing::counted, Strength::commitment, 2},
                     {"std:1/A.1", "rule/part", Standing::counted, Strength::commitment, 1},
                     {"std:10/A.1", "", Standing::counted, Strength::commitment, 4},
                     {"std:1-other/A.1", "", Standing::counted, Strength::commitment, 8}};
    save(page);
    CoverageQuery query;
    query.standard = "std:1";
    const auto rows = store->coverage(query);
    ASSERT_TRUE(rows);
    ASSERT_THAT(*rows, SizeIs(2));
    EXPECT_EQ((*rows)[0].row, page.coverage[0]);
    query.space = "odd";
    EXPECT_EQ(store->coverage(query)->size(), 2u);
    query.space = "even";
    EXPECT_EQ(store->coverage(query)->size(), 0u);
}

TEST_P(AnyStore, AnswersReadersWhileAWriterWrites) {
    for (int i = 0; i < 5; ++i) save(sample_page(i, 0, 20));
    std::atomic<bool> failed = false;
    std::atomic<bool> done = false;
    std::vector<std::thread> readers;
    for (int r = 0; r < 3; ++r)
        readers.emplace_back([&] {
            while (!done) {
                const DocumentKey key = sample_key(2);
                const auto pages = store->pages({&key, 1}, Parts::all());
                // A reader sees one version of a page, never half of one.
                if (!pages || pages->size() != 1)
                    failed = true;
                else if (pages->front().passages !=
                         sample_page(2, int(pages->front().document.attributes.revision_order), 20).passages)
                    failed = true;
            }
        });
    for (int version = 1; version < 30; ++version)
        for (int i = 0; i < 5; ++i) save(sample_page(i, version, 20));
    done = true;
    for (std::thread& reader : readers) reader.join();
    EXPECT_FALSE(failed);
}

INSTANTIATE_TEST_SUITE_P(Every, AnyStore, all_stores());

}  // namespace
}  // namespace clausemark
