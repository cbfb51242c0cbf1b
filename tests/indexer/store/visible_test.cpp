// SPDX-License-Identifier: Apache-2.0
// Whoever sees one space alone: answers are those of a store without the other pages, and writes stay inside.
#include <gmock/gmock.h>

#include "indexer/store/restricted.h"
#include "tests/indexer/store/any_store.h"

namespace clausemark {
namespace {

const Visible even{{{"even"}}};

class AnyStoreInPart : public AnyStore {
  protected:
    void SetUp() override {
        AnyStore::SetUp();
        for (int number = 1; number <= 6; ++number) save(sample_page(number, 1));
        part = std::make_unique<RestrictedStore>(*store, even);
    }
    static PageRecord in_space(PageRecord page, const std::string& space) {
        page.document.attributes.space = space;
        page.document.attributes.revision_order += 1;
        return page;
    }
    std::vector<std::string> history(const Visible& visible) const {
        std::vector<std::string> lines;
        for (const Change& change : *store->changes(6, 100, visible))
            lines.push_back(std::string(name_of(change.kind)) + " " + change.title);
        return lines;
    }

    std::unique_ptr<Store> part;
};

TEST_P(AnyStoreInPart, PagesEvidenceAndCountsAreOfVisiblePages) {
    EXPECT_EQ(part->documents({})->size(), 3U);
    EXPECT_EQ(part->evidence({})->size(), 9U);
    EXPECT_EQ(part->summary()->documents, 3);
    EXPECT_EQ(part->summary()->passages, 9);
    EXPECT_EQ(part->summary()->tags, 9);
    for (const CoverageSum& sum : *part->coverage({})) EXPECT_EQ(sum.documents, 3);
    const std::vector<DocumentKey> keys = {sample_key(1), sample_key(2)};
    const auto pages = part->pages(keys, {.source = true});
    ASSERT_EQ(pages->size(), 1U);
    EXPECT_EQ(pages->front().document.id, sample_key(2));
    EXPECT_TRUE(*part->source("2-1"));
    EXPECT_FALSE(*part->source("1-1"));
    DocumentQuery hidden;
    hidden.space = "odd";
    EXPECT_TRUE(part->documents(hidden)->empty());
}

TEST_P(AnyStoreInPart, TheSequenceMovesWithVisibleChangesAlone) {
    const std::int64_t before = *part->sequence();
    save(sample_page(1, 2));
    EXPECT_EQ(*part->sequence(), before);
    save(sample_page(2, 2));
    EXPECT_GT(*part->sequence(), before);
}

TEST_P(AnyStoreInPart, APageThatMovesIsDeletedToTheOneSideAndCreatedToTheOther) {
    save(in_space(sample_page(2, 2), "odd"));
    EXPECT_THAT(history(even), testing::ElementsAre("deleted Page 2"));
    EXPECT_THAT(history(Visible{{{"odd"}}}), testing::ElementsAre("created Page 2"));
    EXPECT_THAT(history({}), testing::ElementsAre("edited Page 2"));
    EXPECT_THAT(history(Visible{{{"even", "odd"}}}), testing::ElementsAre("edited Page 2"));
}

TEST_P(AnyStoreInPart, WritesStayInside) {
    const auto outcome = [&](const PageRecord& page) { return part->save({&page, 1})->front().outcome; };
    EXPECT_EQ(outcome(sample_page(1, 2)), SaveOutcome::hidden) << "another space's page";
    EXPECT_EQ(outcome(in_space(sample_page(1, 2), "even")), SaveOutcome::hidden) << "taken out of a space";
    EXPECT_EQ(outcome(in_space(sample_page(2, 2), "odd")), SaveOutcome::hidden) << "put into a space";
    EXPECT_EQ(outcome(sample_page(1, 1)), SaveOutcome::hidden) << "not even: it is as you say";
    EXPECT_EQ(outcome(sample_page(2, 2)), SaveOutcome::saved);
    const std::vector<DocumentKey> keys = {sample_key(1), sample_key(4)};
    EXPECT_EQ(part->remove(keys)->size(), 1U);
    EXPECT_EQ(load(sample_key(1)).document.attributes.revision, "r1");
}

TEST_P(AnyStoreInPart, DecisionsAboutTagsOfOtherPagesAreNotThere) {
    Decision decision{"k", "reason", "who", "2026-11-01T00:00:00Z", TagSubject()};
    decision.tag->document = sample_key(1);
    decision.tag->clause = "std:1/0";
    ASSERT_TRUE(store->decide(decision));
    EXPECT_TRUE(part->decisions()->empty());
    ASSERT_TRUE(part->undecide("k"));
    EXPECT_EQ(store->decisions()->size(), 1U);
    decision.key = "l";
    ASSERT_TRUE(part->decide(decision));
    EXPECT_EQ(store->decisions()->size(), 1U);
}

INSTANTIATE_TEST_SUITE_P(Visible, AnyStoreInPart, all_stores());

}  // namespace
}  // namespace clausemark
