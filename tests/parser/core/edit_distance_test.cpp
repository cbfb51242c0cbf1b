// SPDX-License-Identifier: Apache-2.0
#include "parser/core/edit_distance.h"

#include <gtest/gtest.h>

#include <array>

namespace clausemark {
namespace {

TEST(EditDistance, CountsInsertionsDeletionsSubstitutionsAndSwaps) {
    EXPECT_EQ(edit_distance("backup", "backup", 9), 0u);
    EXPECT_EQ(edit_distance("backup", "bakcup", 9), 1u);
    EXPECT_EQ(edit_distance("backup", "backups", 9), 1u);
    EXPECT_EQ(edit_distance("backup", "bckup", 9), 1u);
    EXPECT_EQ(edit_distance("backup", "hackup", 9), 1u);
    EXPECT_EQ(edit_distance("kitten", "sitting", 9), 3u);
    EXPECT_EQ(edit_distance("", "abc", 9), 3u);
}

TEST(EditDistance, IsTheSameBothWaysAndStopsAtTheLimit) {
    EXPECT_EQ(edit_distance("system", "statement", 9), edit_distance("statement", "system", 9));
    EXPECT_EQ(edit_distance("abcdef", "uvwxyz", 2), 3u);
    EXPECT_EQ(edit_distance("a", "abcdefgh", 3), 4u);
    EXPECT_EQ(edit_distance("ba", "ab", 1), 1u);
}

TEST(NearestName, TakesOfEqualsTheOneThatBeginsAlikeAndNothingTooFar) {
    const std::array<std::string_view, 3> names{"include", "exclude", "format"};
    EXPECT_EQ(nearest_name("exlude", names, 2), "exclude");
    EXPECT_EQ(nearest_name("clude", names, 2), "include");
    EXPECT_EQ(nearest_name("owner", names, 2), "");
    const std::array<std::string_view, 4> numbers{"A.5.35", "A.8.3", "A.8.34", "A.8.25"};
    EXPECT_EQ(nearest_name("A.8.35", numbers, 3), "A.8.3");
    EXPECT_EQ(nearest_name("A.8.25", numbers, 3), "A.8.25");
}

}  // namespace
}  // namespace clausemark
