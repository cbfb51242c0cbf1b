// SPDX-License-Identifier: Apache-2.0
// Writers say what they believe to stand, and are refused where something else does: in the transaction that
// writes, so that of two who saw the same state one alone succeeds.
#include <gmock/gmock.h>

#include <atomic>
#include <thread>

#include "tests/indexer/store/any_store.h"

namespace clausemark {
namespace {

const Expected nothing{Expected::What::nothing, {}};
const Expected something{Expected::What::something, {}};
Expected version(const std::string& text) {
    return {Expected::What::one_of, {text}};
}

class ExpectedState : public AnyStore {
  protected:
    Saved save_expecting(const PageRecord& page, const Expected& expected) const {
        const auto saved = store->save({&page, 1}, {&expected, 1});
        EXPECT_TRUE(saved);
        return saved ? saved->front() : Saved{};
    }
    Removed remove_expecting(int number, const Expected& expected) const {
        const DocumentKey key = sample_key(number);
        const auto removed = store->remove({&key, 1}, {&expected, 1});
        EXPECT_TRUE(removed);
        return removed ? removed->front() : Removed{};
    }
};

INSTANTIATE_TEST_SUITE_P(Every, ExpectedState, all_stores());

TEST_P(ExpectedState, APageIsReplacedOnlyWhereTheExpectedVersionStands) {
    const Saved first = save_expecting(sample_page(1, 1), nothing);
    EXPECT_EQ(first.outcome, SaveOutcome::saved);
    const Saved second = save_expecting(sample_page(1, 2), version(version_of(first.sequence)));
    EXPECT_EQ(second.outcome, SaveOutcome::saved);
    const Saved late = save_expecting(sample_page(1, 3), version(version_of(first.sequence)));
    EXPECT_EQ(late.outcome, SaveOutcome::unexpected);
    EXPECT_EQ(late.sequence, second.sequence);
    EXPECT_EQ(late.revision, "r2");
    EXPECT_EQ(load(sample_key(1)).document.attributes.revision, "r2");
    EXPECT_EQ(save_expecting(sample_page(1, 3), something).outcome, SaveOutcome::saved);
}

TEST_P(ExpectedState, APageIsMadeOnlyWhereThereIsNone) {
    EXPECT_EQ(save_expecting(sample_page(1, 1), something).outcome, SaveOutcome::unexpected);
    EXPECT_EQ(save_expecting(sample_page(1, 1), version("1")).outcome, SaveOutcome::unexpected);
    EXPECT_EQ(save_expecting(sample_page(1, 1), nothing).outcome, SaveOutcome::saved);
    EXPECT_EQ(save_expecting(sample_page(1, 1), nothing).outcome, SaveOutcome::unexpected);
    EXPECT_EQ(save_expecting(sample_page(1, 2), nothing).outcome, SaveOutcome::unexpected);
}

TEST_P(ExpectedState, ASaveThatIsRepeatedIsToldThatItIsHeldAlready) {
    const Saved first = save_expecting(sample_page(1, 1), nothing);
    const Expected seen = version(version_of(first.sequence));
    save_expecting(sample_page(1, 2), seen);
    EXPECT_EQ(save_expecting(sample_page(1, 2), seen).outcome, SaveOutcome::unchanged);
}

TEST_P(ExpectedState, OfManyWhoSawTheSameStateOneAloneSaves) {
    const Expected seen = version(version_of(save_expecting(sample_page(1, 1), nothing).sequence));
    std::atomic<int> saved = 0;
    std::vector<std::thread> threads;
    for (int i = 0; i < 8; ++i)
        threads.emplace_back([&, i] {
            if (save_expecting(sample_page(1, 10 + i), seen).outcome == SaveOutcome::saved) ++saved;
        });
    for (std::thread& thread : threads) thread.join();
    EXPECT_EQ(saved, 1);
}

TEST_P(ExpectedState, APageIsRemovedOnlyWhereTheExpectedVersionStands) {
    EXPECT_EQ(remove_expecting(1, {}).outcome, RemoveOutcome::absent);
    EXPECT_EQ(remove_expecting(1, something).outcome, RemoveOutcome::unexpected);
    const Saved first = save_expecting(sample_page(1, 1), {});
    const Saved second = save_expecting(sample_page(1, 2), {});
    const Removed refused = remove_expecting(1, version(version_of(first.sequence)));
    EXPECT_EQ(refused.outcome, RemoveOutcome::unexpected);
    EXPECT_EQ(refused.change.sequence, second.sequence);
    EXPECT_EQ(refused.change.revision, "r2");
    EXPECT_EQ(remove_expecting(1, version(version_of(second.sequence))).outcome, RemoveOutcome::removed);
}

TEST_P(ExpectedState, ADecisionIsReplacedAndTakenBackOnlyWhereTheExpectedOneStands) {
    Decision decision{"0123456789abcdef", "on purpose", "Ada", "2026-01-01"};
    auto decided = store->decide(decision, something);
    ASSERT_TRUE(decided);
    EXPECT_FALSE(decided->done);
    EXPECT_EQ(decided->version, "");
    decided = store->decide(decision, nothing);
    ASSERT_TRUE(decided && decided->done);
    EXPECT_EQ(decided->version, version_of(decision));
    const std::string first = decided->version;
    decision.reason = "another";
    decided = store->decide(decision, version(first));
    ASSERT_TRUE(decided && decided->done);
    EXPECT_NE(decided->version, first);
    decided = store->undecide(decision.key, version(first));
    ASSERT_TRUE(decided);
    EXPECT_FALSE(decided->done);
    EXPECT_EQ(decided->version, version_of(decision));
    decided = store->undecide(decision.key, version(version_of(decision)));
    ASSERT_TRUE(decided);
    EXPECT_TRUE(decided->done);
    EXPECT_TRUE(store->decisions()->empty());
}

}  // namespace
}  // namespace clausemark
