// SPDX-License-Identifier: Apache-2.0
#include "indexer/checks/run.h"

#include <gmock/gmock.h>

#include "tests/indexer/checks/checked_wiki.h"

namespace clausemark {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

constexpr const char* wrong = "# Access\n\nSee ISO/IEC 27001:2022 A.12.3.1 for backups.\n";

std::string fingerprint_of(const CheckReport& report) {
    EXPECT_THAT(report.findings, SizeIs(1));
    return report.findings.empty() ? "" : report.findings.front().fingerprint;
}

CheckOrder only(Code code) {
    CheckOrder order;
    order.only = {code};
    return order;
}

TEST(Table, HasEachCodeThatCanBeSwitchedOnceAndNoOther) {
    std::vector<Code> listed;
    for (const Check& check : all_checks())
        listed.insert(listed.end(), check.codes.begin(), check.codes.end());
    std::vector<Code> switched;
    for (const CheckCode& row : all_check_codes()) switched.push_back(row.code);
    std::ranges::sort(listed);
    EXPECT_EQ(listed, switched);
}

TEST_F(CheckedWiki, ShowsACitationOfNoClauseAtItsPlaceWithItsLine) {
    page("access.md", wrong);
    const CheckReport report = check(only(Code::unknown_citation));
    ASSERT_THAT(report.findings, SizeIs(1));
    const Finding& finding = report.findings.front();
    EXPECT_EQ(text_of(finding), "access.md:3:24: warning: ISO/IEC 27001:2022 has no A.12.3.1");
    EXPECT_EQ(finding.at.end, (Position{3, 32}));
    EXPECT_EQ(finding.at.words, "A.12.3.1");
    EXPECT_EQ(finding.at.line, "See ISO/IEC 27001:2022 A.12.3.1 for backups.");
}

TEST_F(CheckedWiki, HasNothingToSayOfARightCitation) {
    page("access.md", "# Access\n\nSee ISO/IEC 27001:2022 A.8.13 for backups.\n");
    EXPECT_THAT(found(Code::unknown_citation), IsEmpty());
}

TEST_F(CheckedWiki, AFingerprintOutlivesEditsElsewhereOnThePageAndNotOfItsWords) {
    page("access.md", wrong);
    const std::string before = fingerprint_of(check(only(Code::unknown_citation)));
    page("access.md",
         "# Access rights\n\nA paragraph more.\n\nSee ISO/IEC 27001:2022 A.12.3.1 for backups.\n");
    EXPECT_EQ(fingerprint_of(check(only(Code::unknown_citation))), before);
    page("access.md", "# Access\n\nSee ISO/IEC 27001:2022 A.12.3.2 for backups.\n");
    EXPECT_NE(fingerprint_of(check(only(Code::unknown_citation))), before);
}

TEST_F(CheckedWiki, EqualFindingsOfAPageHaveFingerprintsOfTheirOwn) {
    page("access.md", "# A\n\nSee ISO/IEC 27001:2022 A.12.3.1.\n\n# B\n\nSee ISO/IEC 27001:2022 A.12.3.1.\n");
    const auto findings = check(only(Code::unknown_citation)).findings;
    ASSERT_THAT(findings, SizeIs(2));
    EXPECT_NE(findings[0].fingerprint, findings[1].fingerprint);
}

TEST_F(CheckedWiki, ChangedPagesAloneAreReportedWhereTheyAreNamed) {
    page("access.md", wrong);
    page("other.md", wrong);
    CheckOrder order = only(Code::unknown_citation);
    order.pages = std::set<DocumentKey>{DocumentKey{"wiki", "other.md"}};
    const auto findings = check(order).findings;
    ASSERT_THAT(findings, SizeIs(1));
    EXPECT_EQ(findings.front().at.document.key, "other.md");
}

TEST_F(CheckedWiki, TheSettingsGradeACodeForSomePagesAndSwitchItOffForOthers) {
    settings(R"({"checks": {"CM204": "error"},
                 "checks-in": [{"pages": ["old/**"], "checks": {"unknown-citation": "off"}}]})");
    page("old/access.md", wrong);
    page("access.md", wrong);
    std::vector<std::string> texts;
    for (const Finding& finding : check().findings)
        if (finding.code == Code::unknown_citation) texts.push_back(text_of(finding));
    EXPECT_THAT(texts, ElementsAre("access.md:3:24: error: ISO/IEC 27001:2022 has no A.12.3.1"));
}

TEST_F(CheckedWiki, ClausesThatNoPageAnswersAreReportedAndAnsweredOnesAreNot) {
    settings(R"({"standards": ["iso27001:2022"]})");
    page("backup.md",
         "# Backup\n\nBackups of all servers must be made every night, and restores must be tested "
         "monthly.\n");
    const auto missing = found(check_codes::clause_without_evidence);
    EXPECT_THAT(missing, Contains(HasSubstr("nothing answers ISO/IEC 27001:2022 control A.7.4 ")));
    EXPECT_THAT(missing, Not(Contains(HasSubstr("A.8.13 "))));
}

TEST_F(CheckedWiki, ClausesThatDoNotApplyAndHeldElsewhereAreNotMissing) {
    settings(
        R"({"standards": ["iso27001:2022"],
                 "applicability": {"iso27001:2022/A.7.4": {"applicable": false, "justification": "no premises"}},
                 "held-elsewhere": {"iso27001:2022/9.3.3": {"pointer": "minutes", "holder": "board", "checked": "2026-01-01"}}})");
    page("a.md", "# A\n\nNothing to see.\n");
    const auto missing = found(check_codes::clause_without_evidence);
    EXPECT_THAT(missing, Not(Contains(HasSubstr("A.7.4 "))));
    EXPECT_THAT(missing, Not(Contains(HasSubstr("clause 9.3.3 "))));
    EXPECT_THAT(missing, Contains(HasSubstr("A.8.13 ")));
}

TEST_F(CheckedWiki, SaysWhenTheEvidenceStandsOnADraft) {
    settings(R"({"standards": ["iso27001:2022"]})");
    page("backup.md",
         "---\nstatus: draft\n---\n# Backup\n\nBackups must be made every night and restores tested "
         "monthly.\n");
    EXPECT_THAT(found(check_codes::clause_without_evidence),
                Contains(testing::AllOf(HasSubstr("A.8.13 "), HasSubstr("; not counted: 1 passage draft"))));
}

TEST_F(CheckedWiki, ACitationAloneNamesAClauseAndDoesNotAnswerIt) {
    settings(R"({"standards": ["iso27001:2022"]})");
    page("a.md", "# References\n\nSee ISO/IEC 27001:2022 A.7.4.\n");
    EXPECT_THAT(found(check_codes::clause_named_only), Contains(HasSubstr("A.7.4 ")));
}

TEST_F(CheckedWiki, ClausesInPartAreReportedOnDemandWithThePartsThatLack) {
    page("backup.md", "# Backup\n\nBackups of all servers must be made every night.\n");
    EXPECT_THAT(found(check_codes::clause_in_part), Contains(HasSubstr("A.8.13 ")));
    for (const Finding& finding : check().findings) EXPECT_NE(finding.code, check_codes::clause_in_part);
}

}  // namespace
}  // namespace clausemark
