// SPDX-License-Identifier: Apache-2.0
// Document control: what is missing, overdue, unreadable or contradicts itself, and what is not asked for.
#include <gmock/gmock.h>

#include "parser/core/control_codes.h"
#include "tests/indexer/checks/checked_wiki.h"

namespace clausemark {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;
using testing::UnorderedElementsAre;

/// A policy with everything that is asked of one, but for the line with `without`; `more` is added.
std::string policy(const std::string& without = "", const std::string& more = "") {
    std::string text = "---\n";
    for (const char* line :
         {"title: Backup policy", "owner: Head of ICT", "approver: Board", "version: 1.0", "status: approved",
          "marking: Internal", "approved: 2026-01-10", "review_date: 2027-01-10"})
        if (without.empty() || !std::string_view(line).starts_with(without)) text += std::string(line) + "\n";
    return text + more + "---\n# Backup policy\n\nStaff must keep backups of all databases.\n";
}

class ControlChecks : public CheckedWiki {};

TEST_F(ControlChecks, APolicyThatStatesEverythingHasNoFinding) {
    page("whole.md", policy());
    CheckOrder order;
    for (const CodeInfo& row : all_codes())
        if (static_cast<int>(row.code) > 800) order.only.insert(row.code);
    for (const Finding& finding : check(order).findings) ADD_FAILURE() << text_of(finding);
}

TEST_F(ControlChecks, WhatOtherPagesStateAndOneDoesNotIsMissingOnThatPage) {
    const std::vector<std::pair<Code, std::string>> facts = {{check_codes::no_owner, "owner"},
                                                             {check_codes::no_approver, "approver"},
                                                             {check_codes::no_version, "version"},
                                                             {check_codes::no_marking, "marking"},
                                                             {check_codes::no_review_date, "review_date"}};
    page("whole.md", policy());
    for (const auto& [code, name] : facts) page(name + ".md", policy(name));
    for (const auto& [code, name] : facts)
        EXPECT_THAT(found(code), ElementsAre(testing::StartsWith(name + ".md: "))) << name;
}

TEST_F(ControlChecks, EachMissingFactIsHiddenByTheSettings) {
    settings(
        R"({"checks": {"no-owner": "off", "CM802": "off", "CM803": "off", "CM804": "off", "CM805": "off"}})");
    page("whole.md", policy());
    page("bare.md", "# Access policy\n\nStaff must ask for access.\n");
    for (const Finding& finding : check().findings) EXPECT_LT(static_cast<int>(finding.code), 801);
}

TEST_F(ControlChecks, WhereNoPageStatesAnOwnerOneFindingSaysSoForTheWiki) {
    for (int i = 0; i < 20; ++i)
        page("page" + std::to_string(i) + ".md", "# Backup policy\n\nStaff must keep backups.\n");
    EXPECT_THAT(found(check_codes::no_owner),
                ElementsAre(HasSubstr("no page of wiki states its owner, and 20 pages should")));
}

TEST_F(ControlChecks, WhereNoPageOfASpaceStatesItOneFindingSaysSoForTheSpace) {
    page("security/a.md", policy());
    for (int i = 0; i < 5; ++i)
        page("desk/page" + std::to_string(i) + ".md", "# Backup policy\n\nStaff must keep backups.\n");
    EXPECT_THAT(found(check_codes::no_owner),
                ElementsAre(HasSubstr("no page in desk states its owner, and 5 pages")));
}

TEST_F(ControlChecks, WhereFewPagesOfManyStateItOneFindingSaysHowMany) {
    page("whole.md", policy());
    for (int i = 0; i < 3; ++i)
        page("page" + std::to_string(i) + ".md", "# Backup policy\n\nStaff must keep backups.\n");
    EXPECT_THAT(found(check_codes::no_owner),
                ElementsAre(HasSubstr("1 page of wiki states its owner, and 3 more should")));
    page("another.md", policy());
    EXPECT_THAT(found(check_codes::no_owner), SizeIs(3)) << "two of five make it a custom";
}

TEST_F(ControlChecks, NothingIsAskedOfMinutesRecordsAndPagesThatHaveNoDocumentControl) {
    page("whole.md", policy());
    page("minutes.md", "---\ntype: minutes\nstatus: approved\n---\n# Meeting\n\nStaff must keep backups.\n");
    page("register.md", "---\nversion: 2\n---\n# Risk register\n\nStaff must keep backups.\n");
    page("canteen.md", "# Canteen\n\nStaff must keep backups.\n");
    EXPECT_THAT(found(check_codes::no_owner), IsEmpty());
    EXPECT_THAT(found(check_codes::no_review_date), IsEmpty());
}

TEST_F(ControlChecks, FactsMayStandInATableOrInLinesAtTheHeadOfThePage) {
    page("table.md",
         "# Access policy\n\n| Field | Value |\n|---|---|\n| Document owner | CISO |\n| Version | 2.1 |\n| "
         "Approved by | Board |\n| Classification | Internal |\n| Next review | 12 May 2027 |\n\nStaff must "
         "ask.\n");
    page("lines.md",
         "# Backup policy\n\n**Owner:** CISO  \n**Version:** 2.1  \n**Approved by:** Board  \n"
         "**Classification:** Internal  \n**Next review:** 12 May 2026\n\n## Rules\n\nStaff must ask.\n");
    page("wiki.wiki",
         "{{Document control|owner=CISO|version=1|approver=Board|marking=Internal|review=2025-01-01}}\n"
         "'''Backup policy''' for all.\n",
         Format::mediawiki);
    page("doku.txt",
         "====== Backup policy ======\n\n---- dataentry document ----\nowner : CISO\nversion : 1\napprover : "
         "Board\nmarking : Internal\nreview : 2025-02-01\n----\n\nStaff must ask.\n",
         Format::dokuwiki);
    page("web.html",
         "<html><head><meta name=\"owner\" content=\"CISO\"><meta name=\"review date\" "
         "content=\"2025-03-01\"></head><body><h1>Backup</h1><p>Staff must ask.</p></body></html>",
         Format::html);
    EXPECT_THAT(found(check_codes::no_owner), IsEmpty());
    EXPECT_THAT(found(check_codes::no_marking), IsEmpty());
    EXPECT_THAT(found(check_codes::review_overdue),
                UnorderedElementsAre(HasSubstr("due on 2026-05-12"), HasSubstr("due on 2025-01-01"),
                                     HasSubstr("due on 2025-02-01"), HasSubstr("due on 2025-03-01")));
}

TEST_F(ControlChecks, AReviewIsOverdueTheDayAfterItWasDue) {
    page("due.md", policy("review_date", "review_date: 2026-11-30\n"));
    page("overdue.md", policy("review_date", "review_date: 29.11.2026\n"));
    EXPECT_THAT(
        found(check_codes::review_overdue),
        ElementsAre("overdue.md:9:14: warning: the review was due on 2026-11-29, 1 day before 2026-11-30"));
    as_of = *day_named("2026-12-01");
    EXPECT_THAT(found(check_codes::review_overdue), SizeIs(2));
}

TEST_F(ControlChecks, ADateThatMayBeReadTwoWaysIsOverdueWhenBothReadingsAre) {
    page("both.md", policy("review_date", "review_date: 03/10/2026\n"));
    page("one.md", policy("review_date", "review_date: 03/12/2026\n"));
    page("month.md", policy("review_date", "review_date: November 2026\n"));
    EXPECT_THAT(found(check_codes::review_overdue), ElementsAre(HasSubstr("both.md")));
}

TEST_F(ControlChecks, TheLastReviewAndTheStatedIntervalMakeAReviewOverdue) {
    page("field.md", policy("review_date", "last_review: 2025-06-01\nreview_cycle: annually\n"));
    page("text.md", policy("review_date") + "\nThis policy is reviewed every two years.\n");
    page("current.md", policy("review_date", "last_review: 2026-06-01\nreview_cycle: annually\n"));
    EXPECT_THAT(
        found(check_codes::review_overdue),
        ElementsAre(HasSubstr("field.md:9:14: warning: last_review is 2025-06-01, and the page is to be "
                              "reviewed \"annually\"")));
    EXPECT_THAT(found(check_codes::no_review_date), ElementsAre(HasSubstr("text.md")));
    as_of = *day_named("2028-06-01");
    EXPECT_THAT(found(check_codes::review_overdue),
                testing::Contains(HasSubstr("reviewed \"every two years\"")));
}

TEST_F(ControlChecks, AWithdrawnPageIsNotOverdue) {
    page("old.md",
         "---\nstatus: withdrawn\nowner: CISO\nreview_date: 2020-01-01\n---\n# Old\n\nStaff must ask.\n");
    EXPECT_THAT(found(check_codes::review_overdue), IsEmpty());
}

TEST_F(ControlChecks, ADateThatDoesNotExistIsReportedAndWordsAreNot) {
    page("bad.md", policy("review_date", "review_date: 31.09.2026\n"));
    page("words.md", policy("review_date", "review_date: annually\n"));
    page("note.md", policy("approved", "approved: 2026-01-10 (Board)\n"));
    page("yes.md", policy("approved", "approved: yes\n"));
    EXPECT_THAT(
        found(check_codes::unreadable_date),
        ElementsAre("bad.md:9:14: warning: \"31.09.2026\" of review_date is no date that can be read"));
}

TEST_F(ControlChecks, AnOwnerWhoApprovesIsNoted) {
    page("same.md", policy("approver", "approver: head of ICT\n"));
    page("other.md", policy());
    EXPECT_THAT(found(check_codes::approver_is_owner),
                ElementsAre("same.md:9:11: note: head of ICT approves the page and is its owner too"));
}

TEST_F(ControlChecks, AFactStatedTwiceDifferentlyIsReportedAtTheSecondPlace) {
    page("twice.md", policy() + "\n");
    page("differ.md", policy("title") +
                          "\n## Document control\n\n| Field | Value |\n|---|---|\n| Version | 1.1 |\n| "
                          "Status | In force |\n| Next review | 10 January 2027 |\n");
    EXPECT_THAT(found(check_codes::control_facts_differ),
                ElementsAre(HasSubstr("Version is \"1.1\" here and \"1.0\" elsewhere on the page")));
}

TEST_F(ControlChecks, AStatusWithANoteBehindItIsTheSameStatus) {
    page("draft.md",
         "---\nstatus: draft\n---\n# Costs\n\n**Status: DRAFT 0.3 -- not approved**\n\nStaff must ask.\n");
    page("other.md", "---\nstatus: draft\n---\n# Costs\n\n**Status: Approved 0.3**\n\nStaff must ask.\n");
    EXPECT_THAT(found(check_codes::control_facts_differ), ElementsAre(HasSubstr("other.md")));
}

TEST_F(ControlChecks, APlaceholderIsReportedOnceAPageWhereOtherPagesHaveTheFact) {
    page("whole.md", policy());
    page("todo.md", policy("owner", "owner: \"[TODO]\"\n"));
    EXPECT_THAT(found(check_codes::control_placeholder),
                ElementsAre(HasSubstr("todo.md:9:8: warning: not filled in yet: owner (\"[TODO]\")")));
    EXPECT_THAT(found(check_codes::no_owner), IsEmpty());
}

TEST_F(ControlChecks, AWikiFullOfPlaceholdersIsOneFinding) {
    for (int i = 0; i < 5; ++i) page(std::to_string(i) + ".md", policy("owner", "owner: TBC\n"));
    EXPECT_THAT(found(check_codes::control_placeholder), IsEmpty());
    EXPECT_THAT(found(check_codes::no_owner),
                ElementsAre(HasSubstr("5 pages should (5 pages with a placeholder)")));
}

TEST_F(ControlChecks, ADraftThatAloneAnswersAClauseIsReportedUntilAnApprovedPageDoes) {
    page("draft.md",
         "---\nstatus: draft\n---\n# Backup\n\nStaff must take backup copies of all databases every night "
         "and test "
         "restoring from backups each quarter.\n");
    const auto lines = found(check_codes::unapproved_evidence);
    ASSERT_THAT(lines, SizeIs(1));
    EXPECT_THAT(lines[0], HasSubstr("draft.md:6:1: warning: no approved page answers"));
    EXPECT_THAT(lines[0], HasSubstr("control A.8.13 (Information backup)"));
    EXPECT_THAT(lines[0], HasSubstr("it is a draft"));
    page("approved.md",
         "# Backup\n\nStaff must take backup copies of all databases every night and test restoring from "
         "backups "
         "each quarter.\n");
    for (const std::string& line : found(check_codes::unapproved_evidence))
        EXPECT_THAT(line, testing::Not(HasSubstr("A.8.13")));
}

TEST_F(ControlChecks, ALinkToAWithdrawnPageIsReportedOnceAndNotFromAWithdrawnPage) {
    page("old.md", "---\ntitle: Old rules\nstatus: withdrawn\n---\n# Old rules\n\nStaff must ask.\n");
    page("new.md", "# New rules\n\nSee [the old](old.md) and [again](old.md#part).\n");
    page("older.md", "---\nstatus: withdrawn\n---\n# Older\n\nSee [the old](old.md).\n");
    page("fine.md", "# Fine\n\nSee [the new](new.md).\n");
    EXPECT_THAT(found(check_codes::withdrawn_page_linked),
                ElementsAre("new.md:3:15: warning: this links to \"Old rules\", which is withdrawn"));
}

}  // namespace
}  // namespace clausemark
