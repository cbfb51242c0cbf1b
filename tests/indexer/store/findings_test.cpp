// SPDX-License-Identifier: Apache-2.0
// What a store answers for those who show findings: differences as a filter and as a rank, forms that were
// filled in, and the facts that documents state.
#include <gmock/gmock.h>

#include "indexer/duplicates/drift_lines.h"
#include "tests/indexer/store/any_store.h"
#include "tests/indexer/store/page_of_texts.h"

namespace clausemark {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

/// Eight steps; the third has a word of its own.
std::vector<std::string> steps(int topic, const std::string& word = "same") {
    std::vector<std::string> texts;
    for (int i = 0; i < 8; ++i) texts.push_back(words_of(100 * topic + i, 12) + (i == 2 ? word : "same"));
    return texts;
}

class FindingsInAnyStore : public AnyStore {
  protected:
    /// A difference is the word that ends the third step: of the kind "duration" and of this weight.
    void summarise() {
        options.drift = [](const std::vector<RegionPassage>& a, const std::vector<RegionPassage>& b,
                           const Region&) {
            const std::string one = a[2].text.substr(a[2].text.size() - 4);
            const std::string two = b[2].text.substr(b[2].text.size() - 4);
            if (one == two) return DriftSummary{};
            const double weight = one == "last" || two == "last" ? 0.3 : 0.9;
            const std::string key = std::min(one, two) + "-" + std::max(one, two);
            return DriftSummary{
                weight, write_drift_lines({{weight > 0.5 ? "duration" : "wording", weight, key, one}})};
        };
        reopen();
    }
    std::vector<DuplicateCluster> clusters(const DuplicateQuery& query = {}) {
        auto found = store->duplicates(query);
        EXPECT_TRUE(found);
        return found ? std::move(*found) : std::vector<DuplicateCluster>();
    }
    void decide(const std::string& key) {
        EXPECT_TRUE(store->decide({key, "on purpose", "Ada", "2026-11-01"}));
    }
};

TEST_P(FindingsInAnyStore, AreChosenByTheKindAndTheKeyOfADifference) {
    summarise();
    save(page_of_texts(1, steps(1)));
    save(page_of_texts(2, steps(1, "more")));
    save(page_of_texts(3, steps(2)));
    save(page_of_texts(4, steps(2, "last")));
    EXPECT_THAT(clusters(), SizeIs(2));
    DuplicateQuery query;
    query.drift = "duration";
    ASSERT_THAT(clusters(query), SizeIs(1));
    EXPECT_EQ(clusters(query)[0].weight, 0.9);
    query.drift = "role";
    EXPECT_THAT(clusters(query), IsEmpty());
    query = {};
    query.difference = "last-same";
    ASSERT_THAT(clusters(query), SizeIs(1));
    EXPECT_EQ(clusters(query)[0].weight, 0.3);
    query.difference = clusters(query)[0].regions[0].key;
    EXPECT_THAT(clusters(query), SizeIs(1));
}

TEST_P(FindingsInAnyStore, AreRankedWithoutDifferencesThatWereDecided) {
    summarise();
    save(page_of_texts(1, steps(1)));
    save(page_of_texts(2, steps(1, "more")));
    save(page_of_texts(3, steps(2)));
    save(page_of_texts(4, steps(2, "last")));
    EXPECT_EQ(clusters()[0].weight, 0.9);
    decide("more-same");
    EXPECT_EQ(clusters()[0].weight, 0.3);
    EXPECT_EQ(clusters()[1].weight, 0);
    DuplicateQuery query;
    query.drift = "duration";
    EXPECT_THAT(clusters(query), IsEmpty());
    query.decided = true;
    EXPECT_THAT(clusters(query), SizeIs(1));
    decide(clusters()[0].regions[0].key);
    EXPECT_EQ(clusters()[0].weight, 0);
    EXPECT_TRUE(store->undecide("more-same"));
    EXPECT_EQ(clusters()[0].weight, 0.9);
}

TEST_P(FindingsInAnyStore, LeaveOutFormsThatWereFilledIn) {
    for (int i = 0; i < 14; ++i) {
        std::vector<std::string> texts;
        for (int s = 0; s < 4; ++s)
            texts.push_back(words_of(s, 12) + "blank" + std::to_string(10 * i + s) + " " +
                            words_of(s, 6, 20));
        for (int s = 0; s < 20; ++s) texts.push_back(words_of(1000 * (i + 1) + s, 12));
        save(page_of_texts(i, texts));
    }
    EXPECT_THAT(clusters(), IsEmpty());
    DuplicateQuery query;
    query.forms = true;
    ASSERT_THAT(clusters(query), SizeIs(1));
    EXPECT_EQ(clusters(query)[0].documents, 14u);
    query.id = clusters(query)[0].id;
    query.forms = false;
    EXPECT_THAT(clusters(query), SizeIs(1)) << "an id asked for is answered";
}

TEST_P(FindingsInAnyStore, HoldTheFactsOfAllDocumentsAndWhetherTheseCount) {
    const auto stating = [](int number, const std::string& parameter, double value) {
        PageRecord page = page_of_texts(number, {"Retention", "Kept for days."});
        page.passages[0].kind = PassageKind::heading;
        page.passages[1].kind = PassageKind::list_item;
        page.passages[1].heading = 0;
        page.passages[1].heading_path = {"Retention"};
        FactRecord fact;
        fact.passage = 1;
        fact.rule = "rule";
        fact.parameter = parameter;
        fact.measure.value = value;
        fact.written = "days";
        fact.place.text = page.passages[1].span;
        page.facts.push_back(fact);
        return page;
    };
    PageRecord draft = stating(1, "b-time", 30);
    draft.document.attributes.status = DocumentStatus::draft;
    save(stating(2, "b-time", 90));
    save(draft);
    save(stating(3, "a-time", 7));
    save(page_of_texts(4, {"nothing"}));
    auto found = store->facts(std::nullopt);
    ASSERT_TRUE(found);
    ASSERT_THAT(found->documents, SizeIs(3));
    EXPECT_FALSE(found->documents[0].counts());
    EXPECT_TRUE(found->documents[1].counts());
    std::vector<double> values;
    for (const StatedFact& f : found->facts) values.push_back(f.fact.measure.value);
    EXPECT_THAT(values, ElementsAre(7, 30, 90)) << "by parameter, then document";
    EXPECT_EQ(found->facts[1].text, "Kept for days.");
    EXPECT_THAT(found->facts[1].heading_path, ElementsAre("Retention"));
    EXPECT_EQ(found->facts[1].list, 0u);
    found = store->facts("a-time");
    ASSERT_TRUE(found);
    EXPECT_THAT(found->documents, SizeIs(1));
    EXPECT_THAT(found->facts, SizeIs(1));
}

TEST(DriftLines, ReadBackAsTheyWereWritten) {
    const std::vector<DriftLine> lines = {
        {"duration", 0.9, "0123456789abcdef", "90 days here, 30 days there."},
        {"wording", 1.0 / 3, "0123456789abcde0", "a\u2026b"}};
    EXPECT_EQ(read_drift_lines(write_drift_lines(lines)), lines);
    EXPECT_EQ(read_drift_lines("no line\nkey kind weightless words\n").size(), 0u);
    EXPECT_EQ(write_drift_lines({{"k", 1, "key", "two\nlines"}}), "key k 1 two lines\n");
    EXPECT_EQ(open_weight(lines, {"0123456789abcdef"}), 1.0 / 3);
}

INSTANTIATE_TEST_SUITE_P(Every, FindingsInAnyStore, all_stores());

}  // namespace
}  // namespace clausemark
