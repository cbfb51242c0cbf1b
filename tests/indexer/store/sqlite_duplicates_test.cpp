// SPDX-License-Identifier: Apache-2.0
// The rows that the SQLite store keeps of duplicates, looked at directly: after any sequence of changes they
// are those of a store that was given the last state at once, and hostile pages do not make them many.
#include <gmock/gmock.h>
#include <sqlite3.h>

#include <algorithm>
#include <map>

#include "tests/indexer/store/page_of_texts.h"

namespace clausemark {
namespace {

/// The answer as lines, in order.
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

std::int64_t count(const std::string& path, const std::string& table) {
    return std::stoll(rows(path, "SELECT count(*) FROM " + table).front());
}

/// All rows of duplicates, with contents in place of the rows' numbers.
std::vector<std::string> contents(const std::string& path) {
    std::vector<std::string> all;
    for (const char* sql :
         {"SELECT 'print', name, length(passages) FROM print",
          "SELECT 'document', d.key, p.name FROM document_print dp JOIN document d ON d.id = dp.document "
          "JOIN print p ON p.id = dp.print",
          "SELECT 'set', hex(shingles), common FROM shingle_set",
          "SELECT 'member', hex(s.shingles), p.name, m.place, CASE s.common WHEN 1 THEN '' ELSE m.counts END "
          "FROM set_member m JOIN shingle_set s ON s.id = m.shingle_set JOIN print p ON p.id = m.print",
          "SELECT 'sentence', m.hash, p.name FROM sentence m JOIN print p ON p.id = m.print",
          "SELECT 'posting', o.shingle, hex(s.shingles), o.position, o.size FROM posting o "
          "JOIN shingle_set s ON s.id = o.shingle_set",
          "SELECT 'similar', hex(x.shingles), hex(y.shingles) FROM similar_set JOIN shingle_set x ON x.id = "
          "a "
          "JOIN shingle_set y ON y.id = b",
          "SELECT 'region', x.name, y.name, number, a_begin, a_end, b_begin, b_end, a_size, b_size, shared, "
          "a_words, b_words, a_whole, b_whole, whole_shared, a_text, b_text, hex(pairs), weight, drift "
          "FROM region JOIN print x ON x.id = a JOIN print y ON y.id = b"}) {
        const auto found = rows(path, sql);
        all.insert(all.end(), found.begin(), found.end());
    }
    return all;
}

StoreOptions small_options() {
    StoreOptions options;
    options.duplicates.boilerplate.pages = 4;
    return options;
}

TEST(SqliteDuplicates, HoldTheRowsOfTheLastStateWhateverCameBefore) {
    for (unsigned seed = 100; seed < 110; ++seed) {
        std::mt19937 random(seed);
        const TemporaryFolder folder;
        const std::string one = folder.file("one.sqlite");
        const std::string other = folder.file("other.sqlite");
        auto grown = *open_sqlite_store(one, small_options());
        const std::map<int, PageRecord> state = random_history(*grown, random, 150);
        auto rebuilt = *open_sqlite_store(other, small_options());
        for (const auto& [number, page] : state) ASSERT_TRUE(rebuilt->save({&page, 1}));
        grown.reset();
        rebuilt.reset();
        EXPECT_EQ(contents(one), contents(other)) << "seed " << seed;
        EXPECT_EQ(
            rows(one, "SELECT * FROM posting WHERE shingle_set NOT IN (SELECT id FROM shingle_set)").size(),
            0u);
    }
}

TEST(SqliteDuplicates, PairNoVariantsOfAFormThatMoreThanFortyEightPassagesShare) {
    const TemporaryFolder folder;
    const std::string path = folder.file("s.sqlite");
    auto store = *open_sqlite_store(path);
    // Across the bound and back: pairs of all, of none, of all.
    const auto variant = [](int i) {
        return page_of_texts(i, {words_of(1, 30) + "variant" + std::to_string(i), words_of(1000 + i, 12)});
    };
    for (int i = 0; i < 48; ++i) ASSERT_TRUE(store->save({{variant(i)}}));
    EXPECT_EQ(count(path, "similar_set"), 48 * 47);
    EXPECT_EQ(count(path, "region"), 48 * 47 / 2);
    for (int i = 48; i < 200; ++i) ASSERT_TRUE(store->save({{variant(i)}}));
    EXPECT_EQ(count(path, "similar_set"), 0);
    EXPECT_EQ(count(path, "region"), 0);
    for (int i = 48; i < 200; ++i) {
        const DocumentKey key = sample_key(i);
        ASSERT_TRUE(store->remove({&key, 1}));
    }
    EXPECT_EQ(count(path, "similar_set"), 48 * 47);
    EXPECT_EQ(count(path, "region"), 48 * 47 / 2);
}

TEST(SqliteDuplicates, GrowWithThePagesAndNotWithTheirPairsWhereAllPassagesHaveTheSameShingles) {
    const TemporaryFolder folder;
    const std::string path = folder.file("s.sqlite");
    auto store = *open_sqlite_store(path);
    // Two passages of one set on each page, and two that differ from it in their last word alone.
    const std::string sentence = words_of(1, 30);
    constexpr int pages = 3000;
    constexpr int in_one_save = 1000;
    for (int first = 0; first < pages; first += in_one_save) {
        std::vector<PageRecord> batch;
        for (int i = first; i < first + in_one_save; ++i) {
            const std::string variant = sentence + "variant" + std::to_string(i);
            batch.push_back(page_of_texts(i, {sentence, variant, sentence, variant + "b"}));
        }
        ASSERT_TRUE(store->save(batch));
    }
    const std::int64_t prefix = 14;  // of 26 or 27 shingles, at one half
    EXPECT_EQ(count(path, "shingle_set"), 1 + 2 * pages);
    EXPECT_EQ(count(path, "set_member"), 3 * pages);
    EXPECT_LE(count(path, "posting"), prefix * (1 + 2 * pages));
    EXPECT_EQ(count(path, "similar_set"), 0);
    EXPECT_EQ(count(path, "region"), 0);
    // Pairs begin where the variants have become few.
    std::vector<DocumentKey> gone;
    for (int i = 20; i < pages; ++i) gone.push_back(sample_key(i));
    ASSERT_TRUE(store->remove(gone));
    EXPECT_EQ(count(path, "shingle_set"), 1 + 2 * 20);
    EXPECT_EQ(count(path, "similar_set"), 41 * 40);
}

TEST(SqliteDuplicates, AreEmptyWhenTheLastPageIsGone) {
    const TemporaryFolder folder;
    const std::string path = folder.file("s.sqlite");
    auto store = *open_sqlite_store(path, small_options());
    std::mt19937 random(5);
    for (int i = 0; i < 30; ++i) ASSERT_TRUE(store->save({{page_of_texts(i, random_texts(random))}}));
    for (int i = 0; i < 30; ++i) {
        const DocumentKey key = sample_key(i);
        ASSERT_TRUE(store->remove({&key, 1}));
    }
    for (const char* table : {"print", "document_print", "document_marks", "shingle_set", "set_member",
                              "sentence", "posting", "similar_set", "region", "link"})
        EXPECT_EQ(count(path, table), 0) << table;
}

TEST(SqliteDuplicates, HoldOneRowForAPageThatRepeatsOneSentence) {
    const TemporaryFolder folder;
    const std::string path = folder.file("s.sqlite");
    auto store = *open_sqlite_store(path);
    const std::vector<std::string> texts(100'000, words_of(1, 30));
    ASSERT_TRUE(store->save({{page_of_texts(1, texts)}}));
    ASSERT_TRUE(store->save({{page_of_texts(2, std::vector<std::string>(90'000, words_of(1, 30)))}}));
    EXPECT_EQ(count(path, "shingle_set"), 1);
    EXPECT_EQ(count(path, "set_member"), 2);
    EXPECT_EQ(count(path, "region"), 1);
}

}  // namespace
}  // namespace clausemark
