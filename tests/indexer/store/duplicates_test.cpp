// SPDX-License-Identifier: Apache-2.0
// What every store must answer about duplicates, and that saving pages one by one comes to the same as saving
// the last state of all.
#include <gmock/gmock.h>

#include <chrono>
#include <map>

#include "tests/indexer/store/any_store.h"
#include "tests/indexer/store/page_of_texts.h"

namespace clausemark {
namespace {

using testing::IsEmpty;
using testing::SizeIs;

using Texts = std::vector<std::string>;

Texts steps(int from, int to) {
    Texts texts;
    for (int i = from; i < to; ++i) texts.push_back(words_of(i, 12));
    return texts;
}

Texts operator+(Texts a, const Texts& b) {
    a.insert(a.end(), b.begin(), b.end());
    return a;
}

class DuplicatesInAnyStore : public AnyStore {
  protected:
    std::vector<DuplicateCluster> clusters(const DuplicateQuery& query = {}) {
        auto found = store->duplicates(query);
        EXPECT_TRUE(found) << (found ? "" : render(found.why()));
        return found ? std::move(*found) : std::vector<DuplicateCluster>();
    }
    void remove(int number) {
        const DocumentKey key = sample_key(number);
        EXPECT_TRUE(store->remove({&key, 1}));
    }
    static std::vector<std::string> keys(const DuplicateCluster& cluster) {
        std::vector<std::string> out;
        for (const DuplicateMember& member : cluster.members) out.push_back(member.document.id.key);
        return out;
    }
    /// All that can be asked, as text.
    static std::string told(Store& store) {
        DuplicateQuery all;
        all.min_similarity = 0;
        all.decided = all.archived = true;
        all.limit = all.members = all.regions = 100'000;
        std::string text;
        auto clusters = store.duplicates(all);
        EXPECT_TRUE(clusters);
        all.forms = true;
        const auto filled = store.duplicates(all);
        EXPECT_TRUE(filled);
        clusters->insert(clusters->end(), filled->begin(), filled->end());
        for (const DuplicateCluster& c : *clusters) {
            text += c.id + " " + std::string(name_of(c.kind)) + " " + std::to_string(c.words) + " " +
                    std::to_string(c.similarity) + " " + std::to_string(c.least_similarity) + " " +
                    std::to_string(c.documents);
            for (const DuplicateMember& m : c.members)
                text += " " + m.document.id.key + ":" + std::to_string(m.begin) + "-" + std::to_string(m.end);
            std::vector<std::string> regions;
            for (const DuplicateRegion& r : c.regions)
                regions.push_back("\n  " + r.key + " " + std::to_string(r.region.shared) + "/" +
                                  std::to_string(r.whole.shared) + " " +
                                  std::to_string(r.region.pairs.size()) + " " + r.drift.text);
            std::ranges::sort(regions);
            for (const std::string& region : regions) text += region;
            text += "\n";
        }
        const auto forms = store.forms(1000);
        EXPECT_TRUE(forms);
        std::vector<std::string> lines;
        for (const FormPassage& form : *forms)
            lines.push_back(form.text + ": " + std::to_string(form.pages) + "\n");
        std::ranges::sort(lines);
        for (const std::string& line : lines) text += line;
        return text;
    }
};

TEST_P(DuplicatesInAnyStore, FindAProcedureThatIsWrittenTwice) {
    save(page_of_texts(1, steps(0, 8) + steps(100, 120)));
    save(page_of_texts(2, steps(200, 203) + steps(0, 8)));
    save(page_of_texts(3, steps(300, 320)));
    const auto found = clusters();
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_THAT(keys(found[0]), testing::ElementsAre("page-1001", "page-1002"));
    EXPECT_EQ(found[0].kind, DuplicateKind::identical);
    EXPECT_EQ(found[0].similarity, 1);
    EXPECT_EQ(found[0].members[1].begin, 3u);
    EXPECT_EQ(found[0].members[1].end, 11u);
    ASSERT_THAT(found[0].regions, SizeIs(1));
    EXPECT_THAT(found[0].regions[0].region.pairs, SizeIs(8));
}

TEST_P(DuplicatesInAnyStore, ForgetWhatAnEditOrARemovalEnds) {
    save(page_of_texts(1, steps(0, 8)));
    save(page_of_texts(2, steps(0, 8) + steps(20, 30)));
    save(page_of_texts(3, steps(0, 8) + steps(40, 50)));
    EXPECT_THAT(clusters()[0].members, SizeIs(3));
    remove(1);
    EXPECT_THAT(clusters()[0].members, SizeIs(2));
    save(page_of_texts(2, steps(20, 30), 2));
    EXPECT_THAT(clusters(), IsEmpty());
}

TEST_P(DuplicatesInAnyStore, CountCopiesOfAWholePageAsOneCluster) {
    for (int i = 0; i < 30; ++i) save(page_of_texts(i, steps(0, 8)));
    DuplicateQuery query;
    query.members = 10;
    const auto found = clusters(query);
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].kind, DuplicateKind::page);
    EXPECT_EQ(found[0].documents, 30u);
    EXPECT_THAT(found[0].members, SizeIs(10));
}

TEST_P(DuplicatesInAnyStore, LeaveFormsOutAndListThemOnce) {
    const Texts notice = {"this document is uncontrolled when it is printed, please look at the wiki " +
                          words_of(1, 20)};
    for (int i = 0; i < 15; ++i) save(page_of_texts(i, steps(100 * i, 100 * i + 6) + notice));
    EXPECT_THAT(clusters(), IsEmpty());
    const auto forms = store->forms(10);
    ASSERT_TRUE(forms);
    ASSERT_THAT(*forms, SizeIs(1));
    EXPECT_EQ(forms->front().pages, 15);
    EXPECT_EQ(forms->front().text, notice[0]);
    // The pages become few again: at the edge of the page half as many make a form.
    for (int i = 0; i < 9; ++i) remove(i);
    EXPECT_THAT(clusters(), SizeIs(1));
    EXPECT_THAT(clusters()[0].members, SizeIs(6));
    EXPECT_THAT(*store->forms(10), IsEmpty());
}

TEST_P(DuplicatesInAnyStore, WriteNothingForARename) {
    save(page_of_texts(1, steps(0, 8)));
    save(page_of_texts(2, steps(0, 8) + steps(10, 30)));
    const auto before = clusters();
    PageRecord renamed = page_of_texts(2, steps(0, 8) + steps(10, 30));
    renamed.document.attributes.title = "Another title";
    save(renamed);
    const auto after = clusters();
    ASSERT_THAT(after, SizeIs(1));
    EXPECT_EQ(after[0].id, before[0].id);
    EXPECT_EQ(after[0].members[1].document.attributes.title, "Another title");
}

TEST_P(DuplicatesInAnyStore, KeepQuietWhatIsDecidedUntilItsTextChanges) {
    save(page_of_texts(1, steps(0, 8)));
    save(page_of_texts(2, steps(0, 8) + steps(10, 30)));
    const std::string id = clusters()[0].id;
    ASSERT_TRUE(store->decide({id, "the procedure restates its policy", "Owner", "2025-03-01"}));
    EXPECT_THAT(clusters(), IsEmpty());
    DuplicateQuery all;
    all.decided = true;
    ASSERT_THAT(clusters(all), SizeIs(1));
    EXPECT_EQ(clusters(all)[0].decision->reason, "the procedure restates its policy");
    // Around it much may change.
    save(page_of_texts(2, steps(50, 53) + steps(0, 8) + steps(10, 30), 2));
    EXPECT_THAT(clusters(), IsEmpty());
    Texts edited = steps(0, 8);
    edited[3] += "and more";
    save(page_of_texts(2, edited + steps(10, 30), 3));
    EXPECT_THAT(clusters(), SizeIs(1));
    ASSERT_THAT(*store->decisions(), SizeIs(1));
    ASSERT_TRUE(store->undecide(id));
    EXPECT_THAT(*store->decisions(), IsEmpty());
}

TEST_P(DuplicatesInAnyStore, AnswerByPageSpaceClauseKindAndSimilarityAndPageThroughIt) {
    for (int i = 0; i < 5; ++i) {
        PageRecord first =
            page_of_texts(2 * i, steps(100 * i, 100 * i + 6 + i) + steps(1000 + 10 * i, 1003 + 10 * i));
        TagRecord tag;
        tag.passage = 2;
        tag.clause = "std:1/" + std::to_string(i);
        tag.shown = true;
        first.tags.push_back(tag);
        save(first);
        Texts edited = steps(100 * i, 100 * i + 6 + i);
        if (i > 2) edited[1] = words_of(100 * i + 1, 11) + "changed";
        save(page_of_texts(2 * i + 1, steps(2000 + 10 * i, 2009 + 10 * i) + edited));
    }
    EXPECT_THAT(clusters(), SizeIs(5));
    DuplicateQuery query;
    query.document = sample_key(3);
    ASSERT_THAT(clusters(query), SizeIs(1));
    EXPECT_THAT(keys(clusters(query)[0]), testing::ElementsAre("page-1002", "page-1003"));
    query = {};
    query.clause = "std:1/4";
    EXPECT_THAT(clusters(query), SizeIs(1));
    query.clause = "std:1/9";
    EXPECT_THAT(clusters(query), IsEmpty());
    query = {};
    query.space = "elsewhere";
    EXPECT_THAT(clusters(query), IsEmpty());
    query = {};
    query.kind = DuplicateKind::edited;
    EXPECT_THAT(clusters(query), SizeIs(2));
    query = {};
    query.min_similarity = query.min_containment = 1;
    EXPECT_THAT(clusters(query), SizeIs(3));
    query = {};
    query.limit = 2;
    std::vector<std::string> ids;
    for (;;) {
        const auto part = clusters(query);
        if (part.empty()) break;
        for (const DuplicateCluster& cluster : part) ids.push_back(cluster.id);
        query.after = part.back();
    }
    EXPECT_THAT(ids, SizeIs(5));
    query = {};
    query.id = ids[3];
    EXPECT_THAT(clusters(query), SizeIs(1));
}

TEST_P(DuplicatesInAnyStore, ShowArchivedCopiesOnRequestAndCountLinks) {
    PageRecord old = page_of_texts(1, steps(0, 8));
    old.marks.archived = true;
    old.marks.rank = 2;
    save(old);
    save(page_of_texts(2, steps(0, 8) + steps(20, 30)));
    PageRecord linking = page_of_texts(3, steps(40, 50));
    linking.links = {"Page 2", "page-1002"};
    save(linking);
    EXPECT_THAT(clusters(), IsEmpty());
    DuplicateQuery query;
    query.archived = true;
    const auto found = clusters(query);
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].members[0].marks, old.marks);
    EXPECT_EQ(found[0].members[0].links, 0);
    EXPECT_EQ(found[0].members[1].links, 1);
}

TEST_P(DuplicatesInAnyStore, SummariseDifferencesAndRankByThem) {
    options.drift = [](const std::vector<RegionPassage>& a, const std::vector<RegionPassage>& b,
                       const Region& region) {
        return DriftSummary{0.5, a[region.a_begin].text.substr(0, 4) + b[region.b_begin].text.substr(0, 4)};
    };
    reopen();
    save(page_of_texts(1, steps(0, 30)));
    save(page_of_texts(2, steps(0, 30) + steps(400, 420)));
    Texts edited = steps(500, 506);
    edited[2] = words_of(502, 11) + "changed";
    save(page_of_texts(3, steps(500, 506)));
    save(page_of_texts(4, edited + steps(600, 620)));
    const auto found = clusters();
    ASSERT_THAT(found, SizeIs(2));
    EXPECT_EQ(found[0].weight, 0.5);
    EXPECT_EQ(found[0].regions[0].drift.text, "w500w500");
    EXPECT_EQ(found[1].regions[0].drift.text, "");
}

TEST_P(DuplicatesInAnyStore, CompareAllAnewWithOtherSettings) {
    save(page_of_texts(1, steps(0, 2)));
    save(page_of_texts(2, steps(0, 2) + steps(10, 30)));
    save(page_of_texts(3, steps(50, 60)));
    EXPECT_THAT(clusters(), SizeIs(1));
    options.duplicates.regions.words = 30;
    reopen();
    save(page_of_texts(3, steps(51, 60), 2));
    EXPECT_THAT(clusters(), IsEmpty());
}

TEST_P(DuplicatesInAnyStore, AreTheSameAsIfTheLastStateHadBeenSavedAtOnce) {
    const StoreOptions small = [] {
        StoreOptions made;
        made.duplicates.boilerplate.pages = 4;
        return made;
    }();
    options = small;
    for (unsigned seed = 1; seed <= 12; ++seed) {
        std::mt19937 random(seed);
        const TemporaryFolder one;
        const TemporaryFolder other;
        auto grown = *GetParam().open(one, options);
        std::map<int, PageRecord> state;
        for (int step = 1; step <= 120; ++step) {
            std::vector<PageRecord> batch;
            const int size = random() % 6 == 0 ? 5 : 1;
            for (int i = 0; i < size; ++i) {
                const int number = static_cast<int>(random() % 25);
                const int what = static_cast<int>(random() % 10);
                if (what == 0 && state.contains(number)) {
                    const DocumentKey key = sample_key(number);
                    ASSERT_TRUE(grown->remove({&key, 1}));
                    state.erase(number);
                    continue;
                }
                PageRecord page = page_of_texts(number, random_texts(random), step);
                if (what <= 2 && !state.empty()) {  // a copy of another page
                    page = std::next(state.begin(), static_cast<std::ptrdiff_t>(random() % state.size()))
                               ->second;
                    page.document.id = sample_key(number);
                    page.document.attributes.revision_order = step;
                } else if (what == 3 && state.contains(number)) {
                    page = state[number];
                    page.document.attributes.title += "!";
                    page.document.attributes.revision_order = step;
                }
                state[number] = page;
                batch.push_back(page);
            }
            ASSERT_TRUE(grown->save(batch));
        }
        auto rebuilt = *GetParam().open(other, options);
        std::vector<PageRecord> pages;
        for (const auto& [number, page] : state) pages.push_back(page);
        std::ranges::shuffle(pages, random);
        ASSERT_TRUE(rebuilt->save(pages));
        const std::string told_by_grown = told(*grown);
        EXPECT_EQ(told_by_grown, told(*rebuilt)) << "seed " << seed;
        EXPECT_GT(told_by_grown.size(), 500u);
    }
}

TEST_P(DuplicatesInAnyStore, TakeAHundredThousandCopiesOfOnePage) {
    const PageRecord page = page_of_texts(0, steps(0, 2));
    std::vector<PageRecord> batch;
    for (int i = 0; i < 100'000; ++i) {
        batch.push_back(page);
        batch.back().document.id = sample_key(i);
        if (batch.size() < 5000) continue;
        ASSERT_TRUE(store->save(batch));
        batch.clear();
    }
    const auto found = clusters();
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].documents, 100'000u);
    EXPECT_THAT(found[0].members, SizeIs(100));
    EXPECT_THAT(found[0].regions, IsEmpty());
}

TEST_P(DuplicatesInAnyStore, TakeManyPagesThatDifferInOneWordEach) {
    std::vector<PageRecord> batch;
    for (int i = 0; i < 3000; ++i) {
        const std::string number = std::to_string(i);
        batch.push_back(page_of_texts(i, steps(0, 4) + Texts{words_of(5, 10) + number + " " + words_of(6, 10),
                                                             words_of(7, 4) + number + " end"}));
    }
    ASSERT_TRUE(store->save(batch));
    EXPECT_THAT(clusters(), IsEmpty());
    EXPECT_THAT(*store->forms(100), SizeIs(4));
}

TEST_P(DuplicatesInAnyStore, TakePagesWithoutAnythingToCompare) {
    save(page_of_texts(1, {}));
    save(page_of_texts(2, {}));
    save(page_of_texts(3, {"one two three four"}));
    save(page_of_texts(4, {std::string(10 << 20, 'x')}));
    save(page_of_texts(5, {std::string(10 << 20, 'x')}));
    save(page_of_texts(
        6, {"\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D", "\xE5\xAF\x86\xE7\xA0\x81\xE5\xBF\x85\xE9\xA1\xBB"}));
    EXPECT_THAT(clusters(), IsEmpty());
    remove(3);
    EXPECT_TRUE(store->check());
}

TEST_P(DuplicatesInAnyStore, FindCopiesInRightToLeftTextAndInScriptsWithoutSpaces) {
    std::string hebrew;
    std::string chinese;
    for (int i = 0; i < 30; ++i) {
        hebrew += "\xD7\xA9\xD7\x9C\xD7\x95\xD7\x9D" + std::to_string(i) + " ";
        chinese += "\xE5\xAF\x86\xE7\xA0\x81" + std::to_string(i) + "\xE3\x80\x82";
    }
    save(page_of_texts(1, {hebrew, chinese}));
    save(page_of_texts(2, Texts{words_of(1, 30), hebrew, chinese}));
    const auto found = clusters();
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_THAT(found[0].regions[0].region.pairs, SizeIs(2));
}

INSTANTIATE_TEST_SUITE_P(Every, DuplicatesInAnyStore, all_stores());

}  // namespace
}  // namespace clausemark
