// SPDX-License-Identifier: Apache-2.0
// Which copy is suggested to stay.
#include "indexer/duplicates/keep.h"

#include <gmock/gmock.h>

namespace clausemark {
namespace {

DuplicateMember member(const char* key, std::uint8_t rank = DuplicateMarks::unranked) {
    DuplicateMember made;
    made.document.id = {"wiki", key};
    made.marks.rank = rank;
    return made;
}

TEST(SuggestedCopy, IsApprovedBeforeItIsHigherInTheHierarchy) {
    std::vector<DuplicateMember> members = {member("procedure", 2), member("policy", 0)};
    EXPECT_EQ(suggest(members).member, 1u);
    EXPECT_THAT(suggest(members).reason, testing::HasSubstr("higher kind"));
    EXPECT_TRUE(suggest(members).may_be_intended);
    members[1].document.attributes.status = DocumentStatus::draft;
    EXPECT_EQ(suggest(members).member, 0u);
    EXPECT_THAT(suggest(members).reason, testing::HasSubstr("approved"));
}

TEST(SuggestedCopy, IsInScopeThenNewerThenMoreLinkedTo) {
    std::vector<DuplicateMember> members = {member("a"), member("b"), member("c")};
    members[0].links = 5;
    members[1].links = 9;
    EXPECT_EQ(suggest(members).member, 1u);
    members[2].document.attributes.revision_order = 7;
    EXPECT_EQ(suggest(members).member, 2u);
    members[2].marks.in_scope = false;
    EXPECT_EQ(suggest(members).member, 1u);
    EXPECT_THAT(suggest(members).reason, testing::HasSubstr("link"));
}

TEST(SuggestedCopy, IsTheFirstByNameWhereNothingTells) {
    const std::vector<DuplicateMember> members = {member("b"), member("a")};
    EXPECT_EQ(suggest(members).member, 1u);
    EXPECT_FALSE(suggest(members).may_be_intended);
}

}  // namespace
}  // namespace clausemark
