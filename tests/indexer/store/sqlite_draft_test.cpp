// SPDX-License-Identifier: Apache-2.0
// What a draft has in common with stored pages is what saving it finds, and asking writes nothing.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <sqlite3.h>

#include <algorithm>
#include <map>

#include "indexer/store/inquiries.h"
#include "tests/indexer/store/page_of_texts.h"

namespace clausemark {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

std::vector<std::string> rows(const std::string& path, const std::string& sql) {
    sqlite3* handle = nullptr;
    EXPECT_EQ(sqlite3_open_v2(path.c_str(), &handle, SQLITE_OPEN_READONLY, nullptr), SQLITE_OK);
    std::vector<std::string> found;
    const auto collect = [](void* to, int width, char** values, char**) {
        std::string line;
        for (int i = 0; i < width; ++i) line += std::string(values[i] == nullptr ? "" : values[i]) + "|";
        static_cast<std::vector<std::string>*>(to)->push_back(line);
        return 0;
    };
    EXPECT_EQ(sqlite3_exec(handle, sql.c_str(), collect, &found, nullptr), SQLITE_OK)
        << sqlite3_errmsg(handle);
    sqlite3_close(handle);
    std::ranges::sort(found);
    return found;
}

/// The regions that the rows of a saved page have with others, its side first. Pages of the same words are
/// left out: those of one content have no rows.
std::vector<std::string> saved_regions(const std::string& path, const DocumentKey& id) {
    const std::string own =
        "(SELECT print FROM document_print dp JOIN document d ON d.id = dp.document WHERE d.key = '" +
        id.key + "')";
    const std::string differing = " AND NOT (shared = a_whole AND shared = b_whole)";
    const std::string shown =
        " AND EXISTS (SELECT 1 FROM document_print dp LEFT JOIN document_marks m ON m.document = dp.document "
        "WHERE dp.print = {} AND NOT (coalesce(m.archived, 0) OR coalesce(m.translation, 0)))";
    std::vector<std::string> found = rows(
        path, "SELECT a_begin, a_end, b_begin, b_end, shared, a_whole, b_whole FROM region WHERE a = " + own +
                  differing + fmt::format(fmt::runtime(shown), "b"));
    for (std::string& row :
         rows(path, "SELECT b_begin, b_end, a_begin, a_end, shared, b_whole, a_whole FROM region WHERE b = " +
                        own + differing + fmt::format(fmt::runtime(shown), "a")))
        found.push_back(std::move(row));
    std::ranges::sort(found);
    return found;
}

DraftQuery all_of_them() {
    DraftQuery query;
    query.min_similarity = query.min_containment = 0;
    query.limit = 100'000;
    return query;
}

std::vector<std::string> draft_regions(Store& store, const PageRecord& page) {
    const auto copies = inquiries_of(store).draft_copies(page.document.id, page.print, all_of_them());
    EXPECT_TRUE(copies) << (copies ? "" : render(copies.why()));
    std::vector<std::string> found;
    for (const DraftCopy& copy : *copies) {
        const Region& r = copy.region;
        EXPECT_FALSE(copy.documents.empty());
        if (r.shared == copy.whole.a_size && r.shared == copy.whole.b_size) continue;
        found.push_back(fmt::format("{}|{}|{}|{}|{}|{}|{}|", r.a_begin, r.a_end, r.b_begin, r.b_end, r.shared,
                                    copy.whole.a_size, copy.whole.b_size));
    }
    std::ranges::sort(found);
    return found;
}

TEST(SqliteDraft, HasInCommonWhatSavingItFinds) {
    std::size_t regions = 0;
    for (unsigned seed = 300; seed < 312; ++seed) {
        std::mt19937 random(seed);
        TemporaryFolder folder;
        const std::string path = folder.file("store.sqlite");
        StoreOptions options;
        options.duplicates.boilerplate.pages = 4;
        auto store = open_sqlite_store(path, options);
        ASSERT_TRUE(store);
        random_history(**store, random, 60);
        for (int i = 0; i < 6; ++i) {
            const PageRecord draft =
                page_of_texts(static_cast<int>(random() % 28), random_texts(random), 1000 + i);
            const auto before = rows(path, "SELECT * FROM set_member");
            auto asked = draft_regions(**store, draft);
            EXPECT_EQ(rows(path, "SELECT * FROM set_member"), before);
            ASSERT_TRUE((*store)->save({&draft, 1}));
            const auto saved = saved_regions(path, draft.document.id);
            EXPECT_EQ(asked, saved) << "seed " << seed << " draft " << i;
            regions += saved.size();
        }
    }
    EXPECT_GT(regions, 100u);
}

class Draft : public testing::Test {
  protected:
    void SetUp() override {
        auto opened = open_sqlite_store(folder.file("store.sqlite"), {});
        ASSERT_TRUE(opened);
        store = std::move(*opened);
    }
    void save(const PageRecord& page) const { ASSERT_TRUE(store->save({&page, 1})); }
    std::vector<DraftCopy> copies(const PageRecord& page, const DraftQuery& query = {}) const {
        auto found = inquiries_of(*store).draft_copies(page.document.id, page.print, query);
        EXPECT_TRUE(found);
        return found ? std::move(*found) : std::vector<DraftCopy>();
    }
    static std::vector<std::string> steps(int from, int to) {
        std::vector<std::string> texts;
        for (int i = from; i < to; ++i) texts.push_back(words_of(i, 12));
        return texts;
    }

    TemporaryFolder folder;
    std::unique_ptr<Store> store;
};

TEST_F(Draft, ThatCopiesASectionNamesThePageAndTheWordsThere) {
    save(page_of_texts(1, steps(0, 6)));
    save(page_of_texts(2, steps(20, 26)));
    std::vector<std::string> texts = steps(40, 44);
    const auto copied = steps(0, 6);
    texts.insert(texts.end(), copied.begin(), copied.end());
    const auto found = copies(page_of_texts(3, texts));
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].documents[0].id, sample_key(1));
    EXPECT_EQ(found[0].all_documents, 1);
    EXPECT_DOUBLE_EQ(found[0].similarity(), 1);
    EXPECT_EQ(found[0].region.a_begin, 4u);
    EXPECT_EQ(found[0].region.a_end, 10u);
    EXPECT_EQ(found[0].passages[0].text, copied[0]);
    EXPECT_FALSE(found[0].known);
}

TEST_F(Draft, SaysWhatItsPageHadInCommonBefore) {
    save(page_of_texts(1, steps(0, 6)));
    save(page_of_texts(2, steps(0, 6)));
    EXPECT_THAT(copies(page_of_texts(2, steps(0, 6), 2)), SizeIs(1));
    EXPECT_TRUE(copies(page_of_texts(2, steps(0, 6), 2))[0].known);
    std::vector<std::string> edited = steps(0, 6);
    edited[3] = words_of(77, 12);
    ASSERT_THAT(copies(page_of_texts(2, edited, 2)), SizeIs(1));
    EXPECT_TRUE(copies(page_of_texts(2, edited, 2))[0].known);
    EXPECT_THAT(copies(page_of_texts(2, steps(50, 56), 2)), IsEmpty());
}

TEST_F(Draft, SharesNothingWithPagesOutOfSight) {
    save(page_of_texts(1, steps(0, 6)));  // odd
    save(page_of_texts(2, steps(0, 6)));  // even
    DraftQuery query;
    query.visible.spaces = {{"even"}};
    const auto found = copies(page_of_texts(4, steps(0, 6)), query);
    ASSERT_THAT(found, SizeIs(1));
    EXPECT_EQ(found[0].all_documents, 1);
    EXPECT_EQ(found[0].documents[0].id, sample_key(2));
    query.visible.spaces = {{"none"}};
    EXPECT_THAT(copies(page_of_texts(4, steps(0, 6)), query), IsEmpty());
}

TEST_F(Draft, LeavesOutWhatItMakesAForm) {
    for (int i = 1; i <= 12; ++i) {
        std::vector<std::string> texts = steps(0, 3);
        const auto own = steps(100 * i, 100 * i + 4);
        texts.insert(texts.end(), own.begin(), own.end());
        save(page_of_texts(i, texts));
    }
    std::vector<std::string> texts = steps(0, 3);
    texts.push_back(words_of(9999, 30));
    EXPECT_THAT(copies(page_of_texts(20, texts)), IsEmpty());
}

TEST_F(Draft, FindsWhichOtherPagesAnswerAClause) {
    for (int i = 1; i <= 5; ++i) {
        PageRecord page = sample_page(i, 1);
        page.tags[0].strength = i == 1 ? Strength::commitment : Strength::description;
        page.tags[0].score = 0.5 + 0.01 * i;
        if (i == 5) page.tags[0].standing = Standing::draft;
        save(page);
    }
    AnsweringQuery query;
    query.clauses = {"std:1/0", "std:1/9"};
    query.apart_from = sample_key(4);
    query.first = 2;
    auto found = inquiries_of(*store).answering(query);
    ASSERT_TRUE(found);
    ASSERT_THAT(*found, SizeIs(2));
    EXPECT_EQ((*found)[0].documents, 3);
    EXPECT_FALSE((*found)[0].more);
    ASSERT_THAT((*found)[0].first, SizeIs(2));
    EXPECT_EQ((*found)[0].first[0].id, sample_key(1));
    EXPECT_EQ((*found)[0].first[1].id, sample_key(3));
    EXPECT_EQ((*found)[1].documents, 0);
    query.visible.spaces = {{"even"}};
    found = inquiries_of(*store).answering(query);
    ASSERT_TRUE(found);
    EXPECT_EQ((*found)[0].documents, 1);
    query.visible = {};
    query.most = 2;
    found = inquiries_of(*store).answering(query);
    ASSERT_TRUE(found);
    EXPECT_EQ((*found)[0].documents, 2);
    EXPECT_TRUE((*found)[0].more);
}

}  // namespace
}  // namespace clausemark
