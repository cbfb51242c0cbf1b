// SPDX-License-Identifier: Apache-2.0
// Clauses that pages say they satisfy, in the forms that people write them in.
#include "indexer/directives/declared.h"

#include "tests/indexer/directives/indexed.h"

namespace clausemark::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

std::vector<std::string> declared(const std::string& front, std::vector<std::string>* wrong = nullptr) {
    const PageRecord page = indexed("---\n" + front + "\n---\nText.\n");
    if (wrong != nullptr) *wrong = said_of(page.diagnostics);
    std::vector<std::string> clauses;
    for (const DeclaredClause& clause : page.declared) clauses.push_back(clause.clause);
    return clauses;
}

TEST(DeclaredClauses, AreReadInTheFormsThatPeopleUse) {
    EXPECT_THAT(declared("satisfies: [iso27001:2022/A.8.13, iso20000-1:2018/8.7.1]"),
                ElementsAre("iso20000-1:2018/8.7.1", "iso27001:2022/A.8.13"));
    EXPECT_THAT(declared("satisfies: {ISO27001: [A.8.13, A.8.14]}"),
                ElementsAre("iso27001:2022/A.8.13", "iso27001:2022/A.8.14"));
    EXPECT_THAT(declared("satisfies:\n  ISO/IEC 27001:\n    - A.8.13\n    - A.8.14"),
                ElementsAre("iso27001:2022/A.8.13", "iso27001:2022/A.8.14"));
    EXPECT_THAT(declared("tags: [ISO 27001:2022 A.8.13, backup, policy]"),
                ElementsAre("iso27001:2022/A.8.13"));
    EXPECT_THAT(declared("satisfies: ISO/IEC 27001:2013 A.12.3.1"), ElementsAre("iso27001:2013/A.12.3.1"));
}

TEST(DeclaredClauses, WithoutAnEditionAreOfTheOneInForceThatHasThem) {
    EXPECT_THAT(declared("satisfies: {iso27001: [A.12.3.1]}"), ElementsAre("iso27001:2013/A.12.3.1"));
    EXPECT_THAT(declared("satisfies: iso27001/A.8.1"), ElementsAre("iso27001:2022/A.8.1"));
}

TEST(DeclaredClauses, ThatDoNotExistAreReportedAndOtherFrameworksAreNot) {
    std::vector<std::string> wrong;
    EXPECT_THAT(declared("satisfies: [iso27001:2022/A.8.99]", &wrong), IsEmpty());
    EXPECT_THAT(
        wrong,
        ElementsAre(HasSubstr("2:12 CM638 \"iso27001:2022/A.8.99\": ISO/IEC 27001:2022 has no A.8.99")));
    EXPECT_THAT(declared("satisfies: [A.8.13]", &wrong), IsEmpty());
    EXPECT_THAT(wrong, ElementsAre(HasSubstr("CM638 \"A.8.13\" names no clause")));
    EXPECT_THAT(declared("satisfies: {ISO27010: [A.8.13]}", &wrong), IsEmpty());
    EXPECT_THAT(wrong, ElementsAre(HasSubstr("is no standard that is known (did you mean iso27001?)")));
    EXPECT_THAT(declared("satisfies: {TSC: [CC6.1]}\ntags: [backup, CC6.1, 8.13]", &wrong), IsEmpty());
    EXPECT_THAT(wrong, IsEmpty());
}

TEST(DeclaredClauses, MayStandInATemplateOrInADataBlock) {
    EXPECT_EQ(indexed("{{Policy|satisfies=iso27001:2022/A.8.13}}", Format::mediawiki).declared.size(), 1u);
    EXPECT_EQ(indexed("[[Category:ISO 27001:2022 A.8.13]]", Format::mediawiki).declared.size(), 1u);
    EXPECT_EQ(
        indexed("---- dataentry policy ----\nsatisfies : iso27001:2022/A.8.13\n----\n", Format::dokuwiki)
            .declared.size(),
        1u);
}

TEST(DeclaredClauses, AreNoEvidence) {
    const PageRecord page = indexed("---\nsatisfies: " + backup + "\n---\nText.\n");
    EXPECT_THAT(tags_of(page), IsEmpty());
    ASSERT_EQ(page.coverage.size(), 1u);
    EXPECT_EQ(page.coverage[0].strength, Strength::none);
    EXPECT_EQ(page.coverage[0].clause, backup);
}

}  // namespace
}  // namespace clausemark::test
