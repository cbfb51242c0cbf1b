// SPDX-License-Identifier: Apache-2.0
// What every store must do with tokens.
#include <gmock/gmock.h>

#include "tests/indexer/store/any_store.h"

namespace clausemark {
namespace {

AccessToken token(const std::string& name, const std::string& hash) {
    AccessToken made;
    made.name = name;
    made.hash = hash;
    made.role = Role::writer;
    made.visible.spaces = {"", "IT security"};
    made.created = "2026-11-01";
    made.expires = "2026-12-31";
    return made;
}

TEST_P(AnyStore, FindsATokenByItsHashAsItWasMade) {
    EXPECT_FALSE(store->token("h1")->any);
    ASSERT_TRUE(*store->add_token(token("wiki", "h1")));
    reopen();
    const auto found = store->token("h1");
    ASSERT_TRUE(found && found->token);
    EXPECT_EQ(found->token->name, "wiki");
    EXPECT_EQ(found->token->role, Role::writer);
    EXPECT_EQ(found->token->visible, (Visible{{{"", "IT security"}}}));
    EXPECT_TRUE(found->token->holds("2026-12-31"));
    EXPECT_FALSE(found->token->holds("2027-01-01"));
    const auto other = store->token("h2");
    EXPECT_TRUE(other->any);
    EXPECT_FALSE(other->token);
}

TEST_P(AnyStore, ATokenThatSeesNothingIsNoTokenThatSeesAll) {
    AccessToken none = token("none", "n");
    none.visible.spaces->clear();
    AccessToken all = token("all", "a");
    all.visible.spaces.reset();
    ASSERT_TRUE(*store->add_token(none) && *store->add_token(all));
    EXPECT_FALSE(store->token("n")->token->visible.sees(""));
    EXPECT_TRUE(store->token("a")->token->visible.all());
}

TEST_P(AnyStore, ARevokedTokenStaysListedAndItsNameIsFree) {
    ASSERT_TRUE(*store->add_token(token("wiki", "h1")));
    EXPECT_FALSE(*store->add_token(token("wiki", "h2"))) << "the name is taken";
    EXPECT_FALSE(*store->revoke_token("other", "2026-11-02"));
    EXPECT_TRUE(*store->revoke_token("wiki", "2026-11-02"));
    EXPECT_FALSE(*store->revoke_token("wiki", "2026-11-02"));
    EXPECT_FALSE(store->token("h1")->token->holds("2026-11-02"));
    EXPECT_TRUE(store->token("none")->any) << "the server must not open when the last one is revoked";
    EXPECT_TRUE(*store->add_token(token("wiki", "h2")));
    EXPECT_EQ(store->tokens()->size(), 2U);
    ASSERT_TRUE(store->forget_tokens());
    EXPECT_FALSE(store->token("h1")->any);
}

}  // namespace
}  // namespace clausemark
