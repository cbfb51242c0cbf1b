// SPDX-License-Identifier: Apache-2.0
// Packed tags come back as they were, and a damaged value is told.
#include "indexer/store/tag_packing.h"

#include <gmock/gmock.h>

namespace clausemark {
namespace {

std::vector<TagRecord> some_tags() {
    std::vector<TagRecord> tags;
    for (std::uint32_t i = 0; i < 300; ++i) {
        TagRecord tag;
        tag.passage = i / 3 * 70;
        tag.clause = "std:1/" + std::to_string(i % 7);
        tag.rule = "rule-" + std::to_string(i % 5);
        tag.strength = i % 2 == 0 ? Strength::mention : Strength::commitment;
        tag.standing = i % 3 == 0 ? Standing::other_language : Standing::counted;
        tag.score = 0.1 * i;
        if (i % 4 == 0) tag.aspects = {"rule/one", "rule/two"};
        for (std::uint32_t k = 0; k < i % 3; ++k)
            tag.evidence.push_back({{1000 * i, 1000 * i + k}, {0xfffffff0, 0xffffffff}});
        tags.push_back(tag);
    }
    return tags;
}

std::string packed(const std::vector<TagRecord>& tags) {
    std::vector<const TagRecord*> places;
    for (const TagRecord& tag : tags) places.push_back(&tag);
    return pack_tags(places);
}

TEST(PackedTags, ComeBackAsTheyWere) {
    const auto back = unpack_tags(packed(some_tags()));
    ASSERT_TRUE(back);
    EXPECT_EQ(*back, some_tags());
}

TEST(PackedTags, NameTheirClausesOnce) {
    EXPECT_THAT(
        *clauses_of_tags(packed(some_tags())),
        testing::ElementsAre("std:1/0", "std:1/1", "std:1/2", "std:1/3", "std:1/4", "std:1/5", "std:1/6"));
}

TEST(PackedTags, AreRefusedWhereTheyAreCutShort) {
    const std::string whole = packed(some_tags());
    for (std::size_t size = 0; size < whole.size(); ++size)
        EXPECT_FALSE(unpack_tags(whole.substr(0, size))) << size;
}

TEST(PackedTags, TakeNoMemoryForNumbersThatDamageMadeLarge) {
    const std::string huge(9, '\xff');
    EXPECT_FALSE(unpack_tags(huge));
    EXPECT_FALSE(clauses_of_tags(huge + '\x01'));
    EXPECT_FALSE(unpack_tags(std::string(2, '\0') + huge + '\x01'));
}

}  // namespace
}  // namespace clausemark
