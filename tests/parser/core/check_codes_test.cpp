// SPDX-License-Identifier: Apache-2.0
#include "parser/core/check_codes.h"

#include <gtest/gtest.h>

namespace clausemark {
namespace {

TEST(CheckHint, NamesTheCodesThatAreOneSlipAwayWithWhatTheyMean) {
    const std::string same = "did you mean CM612 (copies of a text that say different things)?";
    for (const char* written : {"CM6I2", "612", "cm-612", "CM 612", "CM0612"})
        EXPECT_EQ(check_hint(written), same) << written;
    EXPECT_EQ(check_hint("CM614"),
              "did you mean CM611 (a text that is written twice) or CM612 (copies of a text that say "
              "different things) or CM613 (different values for one thing)?");
}

TEST(CheckHint, GuessesNoCodeThatOnlyHasALetterInCommon) {
    EXPECT_EQ(check_hint("CM999"),
              "those of checks go from CM002 to CM812, and clausemark check --list shows all of them");
}

TEST(CheckHint, NamesTheNearestNameAndItsCode) {
    EXPECT_EQ(check_hint("dead-lnik"), "did you mean dead-link (CM623)?");
    EXPECT_EQ(check_hint("nonsense"), "clausemark check --list shows all of them");
}

}  // namespace
}  // namespace clausemark
