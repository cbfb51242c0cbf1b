// SPDX-License-Identifier: Apache-2.0
// Who is let in with which token, and what the others are told.
#include <gmock/gmock.h>

#include "server/app/tokens.h"
#include "server/http/access.h"
#include "tests/indexer/store/sample.h"

namespace clausemark {
namespace {

using testing::HasSubstr;
using testing::Not;

class Access : public testing::Test {
  protected:
    void SetUp() override {
        auto opened = open_sqlite_store(folder.file("store.sqlite"));
        ASSERT_TRUE(opened);
        store = std::move(*opened);
    }
    std::string make(const std::string& name, Role role, const std::string& expires = {}) const {
        const std::string text = new_token();
        AccessToken token;
        token.name = name;
        token.hash = token_hash(text);
        token.role = role;
        if (role != Role::admin) token.visible.spaces = {"A"};
        token.expires = expires;
        EXPECT_TRUE(*store->add_token(token));
        return text;
    }
    static Route route(std::optional<Role> needs) { return {"GET", "/x", {}, {}, needs, {}}; }
    /// The status of the refusal; 0: let in.
    int ask(const std::string& authorization, const std::optional<Role>& needs) {
        const Route asked = route(needs);
        const auto refusal = token_gate(*store, false, {})(authorization, &asked, caller);
        last = refusal.value_or(HttpResponse{0, {}, {}, {}});
        return last.status;
    }

    TemporaryFolder folder;
    std::unique_ptr<Store> store;
    Caller caller;
    HttpResponse last;
};

TEST_F(Access, WithoutTokensEverybodyMayDoAll) {
    EXPECT_EQ(ask("", Role::admin), 0);
    EXPECT_EQ(ask("Bearer x", Role::admin), 0);
    EXPECT_EQ(caller.role, Role::admin);
    EXPECT_TRUE(caller.visible.all());
    const Route asked = route(Role::reader);
    EXPECT_EQ(token_gate(*store, true, {})("", &asked, caller)->status, 401)
        << "but for a server that listens elsewhere";
}

TEST_F(Access, WithOneEveryRequestNeedsOne) {
    const std::string text = make("wiki", Role::writer);
    EXPECT_EQ(ask("", Role::reader), 401);
    EXPECT_EQ(last.headers["WWW-Authenticate"], "Bearer realm=\"clausemark\"");
    for (const std::string& wrong :
         {"Bearer " + text.substr(1), std::string("Bearer"), "Bearer " + text + " ", text, "Basic " + text,
          "Bearer " + token_hash(text)}) {
        EXPECT_EQ(ask(wrong, Role::reader), 401) << wrong;
        EXPECT_THAT(last.headers["WWW-Authenticate"], HasSubstr("invalid_token"));
        EXPECT_THAT(last.body, Not(HasSubstr(text.substr(20))));
    }
    EXPECT_EQ(ask("bearer " + text, Role::reader), 0) << "schemes have no case";
    EXPECT_EQ(caller.name, "wiki");
    EXPECT_EQ(caller.visible, (Visible{{{"A"}}}));
}

TEST_F(Access, ARoleMayDoWhatTheOneBeforeMay) {
    const std::string reader = "Bearer " + make("r", Role::reader);
    const std::string writer = "Bearer " + make("w", Role::writer);
    const std::string admin = "Bearer " + make("a", Role::admin);
    EXPECT_EQ(ask(reader, Role::reader), 0);
    EXPECT_EQ(ask(reader, Role::writer), 403);
    EXPECT_THAT(last.body, HasSubstr("role writer"));
    EXPECT_EQ(ask(writer, Role::reader), 0);
    EXPECT_EQ(ask(writer, Role::admin), 403);
    EXPECT_EQ(ask(admin, Role::admin), 0);
    EXPECT_TRUE(caller.visible.all());
}

TEST_F(Access, AnOpenRouteIsOpenAndShowsNothing) {
    make("r", Role::reader);
    EXPECT_EQ(ask("", std::nullopt), 0);
    EXPECT_EQ(caller.role, Role::reader);
    EXPECT_FALSE(caller.visible.sees(""));
}

TEST_F(Access, WhatIsNotThereIsToldToReadersAlone) {
    const std::string reader = "Bearer " + make("r", Role::reader);
    EXPECT_EQ(token_gate(*store, false, {})("", nullptr, caller)->status, 401);
    EXPECT_FALSE(token_gate(*store, false, {})(reader, nullptr, caller));
}

TEST_F(Access, ExpiredAndRevokedTokensAreRefusedAtOnce) {
    const std::string past = "Bearer " + make("past", Role::reader, "2020-01-01");
    const std::string taken_back = "Bearer " + make("taken back", Role::reader);
    EXPECT_EQ(ask(past, Role::reader), 401);
    EXPECT_EQ(ask(taken_back, Role::reader), 0);
    ASSERT_TRUE(*store->revoke_token("taken back", today()));
    EXPECT_EQ(ask(taken_back, Role::reader), 401);
    EXPECT_EQ(ask("", Role::reader), 401) << "the last one is gone, and the server stays shut";
}

TEST(NewTokens, AreLongAndNeverTheSame) {
    EXPECT_NE(new_token(), new_token());
    EXPECT_EQ(new_token().size(), std::string("clausemark_").size() + 64);
}

}  // namespace
}  // namespace clausemark
