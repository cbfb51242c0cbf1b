// SPDX-License-Identifier: Apache-2.0
// The fixture of the tests that every store must pass. A new store is one more row in all_stores().
#pragma once

#include <gtest/gtest.h>

#include <functional>
#include <memory>
#include <string>

#include "indexer/store/store.h"
#include "tests/indexer/store/sample.h"

namespace clausemark {

struct StoreImplementation {
    std::string name;
    /// Opens the store of this test; called again, it opens the same one.
    std::function<Result<std::unique_ptr<Store>>(const TemporaryFolder&, const StoreOptions&)> open;
};
inline void PrintTo(const StoreImplementation& implementation, std::ostream* out) {
    *out << implementation.name;
}

inline auto all_stores() {
    return testing::Values(
        StoreImplementation{"sqlite", [](const TemporaryFolder& folder, const StoreOptions& options) {
                                return open_sqlite_store(folder.file("s/store.sqlite"), options);
                            }});
}

class AnyStore : public testing::TestWithParam<StoreImplementation> {
  protected:
    void SetUp() override { reopen(); }
    void reopen() {
        store.reset();
        auto opened = GetParam().open(folder, options);
        ASSERT_TRUE(opened) << render(opened.why());
        store = std::move(*opened);
    }
    Saved save(const PageRecord& page) {
        const auto saved = store->save({&page, 1});
        EXPECT_TRUE(saved) << (saved ? "" : render(saved.why()));
        return saved ? saved->front() : Saved{};
    }
    PageRecord load(const DocumentKey& key) {
        const auto pages = store->pages({&key, 1}, Parts::all());
        EXPECT_TRUE(pages && pages->size() == 1);
        return pages && pages->size() == 1 ? pages->front() : PageRecord{};
    }

    TemporaryFolder folder;
    StoreOptions options;
    std::unique_ptr<Store> store;
};

}  // namespace clausemark
