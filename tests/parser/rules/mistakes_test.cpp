// SPDX-License-Identifier: Apache-2.0
// Every kind of mistake a rule writer can make, with what is said of it.
#include <gtest/gtest.h>

#include "parser/rules/rule.h"

namespace clausemark {
namespace {

std::string mistakes(std::string text) {
    std::string out;
    for (const Diagnostic& one : parse_rules("t.rules", std::move(text)).diagnostics) out += render(one);
    return out;
}

TEST(Mistakes, AreShownAtTheirPlaceInTheirLine) {
    EXPECT_EQ(mistakes("define x =\n  a near/5 }\n"),
              "t.rules:2:12: error: expected a word, a phrase in double quotes, $name, <class> or (, found } "
              "[CM101]\n"
              "    2 |   a near/5 }\n"
              "      |            ^\n");
}

}  // namespace
}  // namespace clausemark
