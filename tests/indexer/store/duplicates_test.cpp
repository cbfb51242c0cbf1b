// SPDX-License-Identifier: Apache-2.0
// What every store must answer about duplicates, and that saving pages one by one comes to the same as saving
// the last state of all.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <map>

#include "indexer/conflicts/conflicts.h"
#include "indexer/duplicates/keep.h"
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
    /// All that is shown, in the order in which it is shown: copies, the one to keep, regions with their
    /// directions and differences, forms with the page that stands for them, conflicts.
    static std::string told(Store& store) {
        std::string text;
        DuplicateQuery query;
        for (const bool archived : {false, true}) {
            query.archived = archived;
            query.min_similarity = archived ? 0 : 0.5;
            for (const std::size_t most : {3u, 100'000u}) {
                query.members = query.regions = most;
                query.limit = 100'000;
                for (const bool forms : {false, true}) {
                    query.forms = forms;
                    const auto clusters = store.duplicates(query);
                    EXPECT_TRUE(clusters);
                    for (const DuplicateCluster& cluster : *clusters) text += told(cluster);
                }
            }
        }
        const auto forms = store.forms(1000);
        EXPECT_TRUE(forms);
        for (const FormPassage& form : *forms)
            text += fmt::format("{} {} {} {}\n", form.text, form.pages, form.variants,
                                told(form.document, form.passage));
        const auto stated = store.facts(std::nullopt);
        EXPECT_TRUE(stated);
        std::vector<FactStatement> facts;
        for (const StatedFact& fact : stated->facts) {
            const DocumentRecord& document = stated->documents[fact.document].document;
            facts.push_back({document.id, document.attributes.title, fact.fact, fact.list, fact.section, 0});
        }
        for (const Conflict& conflict : find_conflicts(facts, 0.07)) {
            text += fmt::format("{} {} {}:", conflict.explanation, conflict.weight, conflict.key);
            for (const ConflictValue& value : conflict.values)
                for (const std::uint32_t i : value.facts)
                    text += fmt::format(" {}={}", facts[i].document.key, facts[i].fact.written);
            text += "\n";
        }
        return text;
    }
    static std::string told(const DocumentRecord& document, std::uint32_t passage) {
        return fmt::format("{}({}):{}", document.id.key, document.attributes.title, passage);
    }
    static std::string told(const DuplicateCluster& c) {
        std::string text =
            fmt::format("{} {} {} {} {} {} {} {}", c.id, name_of(c.kind), c.words, c.similarity,
                        c.least_similarity, c.containment, c.documents, c.weight);
        for (const DuplicateMember& m : c.members)
            text += fmt::format(" {}-{}#{}/{}", told(m.document, m.begin), m.end, m.copy, m.links);
        const Suggestion keep = suggest(c.members);
        text += fmt::format(" keep {}: {} {}\n", keep.member, keep.reason, keep.may_be_intended);
        for (const DuplicateRegion& r : c.regions) {
            const Region& region = r.region;
            text += fmt::format("  {} {}>{} {}-{} {}-{} {} {} {} {}", r.key, r.a, r.b, region.a_begin,
                                region.a_end, region.b_begin, region.b_end, region.shared, r.whole.shared,
                                r.drift.weight, r.drift.text);
            for (const AlignedPassages& pair : region.pairs) text += fmt::format(" {}={}", pair.a, pair.b);
            text += "\n";
        }
        return text;
    }
    /// A difference is the first word of each side, in its direction, and weighs what it is made of.
    void summarise() {
        options.drift = [](const std::vector<RegionPassage>& a, const std::vector<RegionPassage>& b,
                           const Region& region) {
            const std::string here = a[region.a_end - 1].text;
            const std::string there = b[region.b_end - 1].text;
            const double weight = here == there ? 0 : 0.1 + 0.1 * static_cast<double>(here.size() % 3);
            return DriftSummary{weight, here + " here, " + there + " there"};
        };
        reopen();
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

TEST_P(DuplicatesInAnyStore, FindAListThatIsAParagraphElsewhereWhicheverCameFirst) {
    std::string paragraph;
    for (const std::string& step : steps(0, 6)) paragraph += step + ". ";
    save(page_of_texts(1, steps(100, 110) + steps(0, 6)));
    save(page_of_texts(2, Texts{paragraph} + steps(200, 210)));
    ASSERT_THAT(clusters(), SizeIs(1));
    EXPECT_THAT(keys(clusters()[0]), testing::ElementsAre("page-1001", "page-1002"));
    EXPECT_EQ(clusters()[0].containment, 1);
    remove(1);
    EXPECT_THAT(clusters(), IsEmpty());
    save(page_of_texts(3, steps(0, 6) + steps(300, 310)));
    EXPECT_THAT(clusters(), SizeIs(1));
    save(page_of_texts(2, steps(200, 210), 2));
    EXPECT_THAT(clusters(), IsEmpty());
}

TEST_P(DuplicatesInAnyStore, FindTwoSentencesInOtherParagraphsWhicheverCameFirst) {
    const auto page = [](int own) {
        return Texts{words_of(own, 10) + ". " + words_of(0, 12) + ". " + words_of(1, 12) + ". " +
                     words_of(own + 1, 10)} +
               steps(own + 10, own + 20);
    };
    DuplicateQuery all;
    all.min_similarity = 0;
    save(page_of_texts(1, page(100)));
    save(page_of_texts(2, page(200)));
    ASSERT_THAT(clusters(all), SizeIs(1));
    EXPECT_THAT(keys(clusters(all)[0]), testing::ElementsAre("page-1001", "page-1002"));
    save(page_of_texts(1, steps(100, 110), 2));
    EXPECT_THAT(clusters(all), IsEmpty());
    save(page_of_texts(1, page(300), 3));
    EXPECT_THAT(clusters(all), SizeIs(1));
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
    options.duplicates.boilerplate.pages = 4;
    summarise();
    for (unsigned seed = 1; seed <= 12; ++seed) {
        std::mt19937 random(seed);
        const TemporaryFolder one;
        const TemporaryFolder other;
        auto grown = *GetParam().open(one, options);
        const std::map<int, PageRecord> state = random_history(*grown, random, 120);
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

TEST_P(DuplicatesInAnyStore, AreTheSameInLargeClustersWhateverTheOrderOfSaves) {
    summarise();
    std::vector<PageRecord> pages;
    for (int i = 0; i < 130; ++i) {
        Texts page = steps(0, 12);
        page[i % 12] = words_of(i % 12, 10) + "edited " + std::to_string(i / 12);
        pages.push_back(page_of_texts(i, page));
        pages.back().document.attributes.revision_order = i;
    }
    options.duplicates.boilerplate.pages = 400;
    reopen();
    const TemporaryFolder other;
    auto again = *GetParam().open(other, options);
    ASSERT_TRUE(again->save(pages));
    std::mt19937 random(3);
    std::ranges::shuffle(pages, random);
    for (const PageRecord& page : pages) save(page);
    const std::string expected = told(*again);
    EXPECT_GT(expected.size(), 10'000u);
    EXPECT_EQ(told(*store), expected);
}

TEST_P(DuplicatesInAnyStore, HaveTheFiguresOfTheCopiesThatAreShown) {
    Texts edited = steps(0, 8);
    edited[2] = words_of(2, 6) + "other words";
    edited[5] = words_of(5, 6) + "other words";
    PageRecord old = page_of_texts(1, steps(0, 8));
    old.marks.archived = true;
    save(old);
    save(page_of_texts(2, steps(0, 8) + Texts{"own words"}));
    save(page_of_texts(3, edited));
    const auto shown = clusters();
    ASSERT_THAT(shown, SizeIs(1));
    EXPECT_LT(shown[0].similarity, 0.9) << "the archived copy is the same, and is not shown";
    DuplicateQuery query;
    query.archived = true;
    ASSERT_THAT(clusters(query), SizeIs(1));
    EXPECT_EQ(clusters(query)[0].similarity, 1);
    remove(2);
    EXPECT_THAT(clusters(), IsEmpty());
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
    const auto forms = *store->forms(100);
    ASSERT_THAT(forms, SizeIs(5)) << "four that are the same, and the variants of the fifth";
    for (const FormPassage& form : forms) EXPECT_EQ(form.pages, 3000);
    EXPECT_EQ(std::ranges::count(forms, 3000, &FormPassage::variants), 1);
}

TEST_P(DuplicatesInAnyStore, ListPagesOfWhichSoManyVariantsExistAsLeftOut) {
    for (int i = 0; i < 70; ++i) {
        const std::string number = std::to_string(i);
        save(page_of_texts(i, {words_of(1, 10) + number + " " + words_of(2, 10),
                               words_of(3, 12) + number + " " + words_of(4, 12), words_of(1000 + i, 15)}));
    }
    EXPECT_THAT(clusters(), IsEmpty());
    const auto forms = *store->forms(100);
    ASSERT_THAT(forms, SizeIs(2));
    for (const FormPassage& form : forms) {
        EXPECT_EQ(form.pages, 70);
        EXPECT_EQ(form.variants, 70);
        EXPECT_THAT(form.text, testing::AnyOf(testing::StartsWith("w1x0"), testing::StartsWith("w3x0")));
    }
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
