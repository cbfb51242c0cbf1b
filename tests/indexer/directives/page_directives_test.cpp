// SPDX-License-Identifier: Apache-2.0
// What directives do to the record of a page: verdicts on tags, diagnostics that are switched off, and what
// is said of directives that do nothing.
#include "indexer/directives/page_directives.h"

#include "indexer/directives/suppressions.h"
#include "indexer/store/apply_decisions.h"
#include "parser/core/limits.h"
#include "tests/indexer/directives/indexed.h"

namespace clausemark::test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

const std::string tested = "Backups must be tested.";
const std::string wrong = "See ISO/IEC 27001:2022 A.8.99.";

std::string comment(const std::string& text) {
    return "<!-- clausemark: " + text + " -->\n";
}

TEST(PageDirectives, ConfirmOrRejectTheTagOfTheNextPassage) {
    const PageRecord page =
        indexed(comment("confirm " + backup + " by \"Head of IT\" reason \"seen\"") + tested + "\n\n" +
                comment("reject " + backup + " reason \"a quotation\"") + tested + "\n\nAll " + tested);
    EXPECT_THAT(tags_of(page),
                ElementsAre(tested + ": confirmed", tested + ": rejected", "All " + tested + ": suggested"));
    EXPECT_THAT(said_of(page.diagnostics), IsEmpty());
    const Said& said = page.tags[0].said[0];
    EXPECT_EQ(said.who + "|" + said.reason, "Head of IT|seen");
    EXPECT_TRUE(said.in_page);
}

TEST(PageDirectives, CountWhatIsConfirmedAndNotWhatIsRejected) {
    const PageRecord page = indexed(comment("confirm " + backup) + tested + "\n\n" +
                                    comment("reject " + backup + " reason \"x\"") + tested + "\n\n" + tested);
    std::vector<std::string> rows;
    for (const CoverageRow& row : page.coverage)
        if (row.clause == backup && row.aspect.empty())
            rows.push_back(fmt::format("{} {} {}", name_of(row.standing), row.passages, row.confirmed));
    EXPECT_THAT(rows, ElementsAre("counted 2 1", "rejected 1 0"));
}

TEST(PageDirectives, MayBeWrittenInEveryFormat) {
    const std::string said = "clausemark: reject " + backup + " reason \"an example\"";
    for (const auto& [format, text] : {std::pair{Format::markdown, "<!-- " + said + " -->\n" + tested},
                                       {Format::html, "<p>" + tested + "<!-- " + said + " --></p>"},
                                       {Format::mediawiki, "<!-- " + said + " -->\n" + tested},
                                       {Format::dokuwiki, "/* " + said + " */\n" + tested},
                                       {Format::dokuwiki, "~~" + said + "~~\n" + tested},
                                       {Format::plain, said + "\n" + tested}}) {
        const PageRecord page = indexed(text, format);
        EXPECT_THAT(tags_of(page), ElementsAre(tested + ": rejected")) << text;
        EXPECT_THAT(said_of(page.diagnostics), IsEmpty()) << text;
        ASSERT_THAT(page.passages, SizeIs(1)) << text;
        EXPECT_EQ(page.passages[0].source.of(page.source).substr(0, tested.size()), tested) << text;
    }
}

TEST(PageDirectives, SpeakOfASectionOrThePage) {
    const std::string text = "# Title\n\n" + tested + "\n\n## One\n\n" + tested + "\n\n### Below\n\n" +
                             tested + "\n\n## Two\n\n" + tested;
    const auto rejected = [](const PageRecord& page) {
        std::vector<std::uint32_t> passages;
        for (const TagRecord& tag : page.tags)
            if (tag.state == TagState::rejected) passages.push_back(tag.passage);
        return passages;
    };
    const auto with = [&](const std::string& directive, const std::string& before) {
        std::string out = text;
        return indexed(out.insert(out.find(before), comment(directive) + "\n"));
    };
    EXPECT_THAT(rejected(with("reject all in section reason \"forms\"", "## One")), ElementsAre(3, 5));
    EXPECT_THAT(rejected(with("reject " + backup + " in section reason \"x\"", "## Two")), ElementsAre(7));
    EXPECT_THAT(rejected(with("reject " + backup + " in page reason \"x\"", "### Below")),
                ElementsAre(1, 3, 5, 7));
}

TEST(PageDirectives, BringUpACandidateThatHasWords) {
    // It names both, and says nothing of them.
    const std::string weak = "A backup and its test.";
    ASSERT_THAT(tags_of(indexed(weak)), IsEmpty());
    const PageRecord page = indexed(comment("confirm " + backup) + weak);
    EXPECT_EQ(page.verdicts[0].tags, 1u);
    EXPECT_THAT(tags_of(page), ElementsAre(weak + ": confirmed"));
}

TEST(PageDirectives, ThatFindNoTagSaySoAndWhereOneIs) {
    const PageRecord page = indexed(comment("confirm " + backup) + "# Backup\n\nNothing.\n\n" + tested +
                                    "\n\n" + comment("reject iso27001:2022/A.5.1 reason \"x\"") +
                                    "Nothing.\n\n" + comment("confirm iso27001:2022/A.5.1") +
                                    "Nothing either.\n\n" + comment("confirm " + backup));
    EXPECT_THAT(
        said_of(page.diagnostics),
        ElementsAre("1:1 CM636 there is nothing to confirm: " + backup +
                        " is not suggested here (it is suggested for line 6: place the directive in that "
                        "passage, or directly before)",
                    "8:1 CM636 there is nothing to reject: iso27001:2022/A.5.1 is not suggested here (remove "
                    "the directive)",
                    "11:1 CM636 there is nothing to confirm: iso27001:2022/A.5.1 is not suggested here "
                    "(where the page answers it in words that no rule knows, name it under \"satisfies\")",
                    "14:1 CM636 there is nothing to confirm: " + backup +
                        " is not suggested here (it is suggested for line 6: place the directive in that "
                        "passage, or directly before)"));
}

TEST(PageDirectives, ThatAreWrongAreReportedAtTheirPlace) {
    const PageRecord page =
        indexed(comment("confrim x") + comment("confirm iso27001:2022/A.8.133") + comment("confirm A.8.13") +
                comment("off CM024 reason \"x\"") + comment("off unknown-citatoin reason \"x\"") +
                "<!-- clausemark off CM204 -->\n\n" + tested);
    EXPECT_THAT(
        said_of(page.diagnostics),
        ElementsAre(
            "1:18 CM631 a directive begins with confirm, reject, off, off-next or on (did you mean "
            "confirm?)",
            "2:26 CM632 no standard has the clause iso27001:2022/A.8.133 (did you mean "
            "iso27001:2022/A.8.13?)",
            "3:26 CM632 no standard has the clause A.8.13 (name the standard and its edition: "
            "iso27001:2022/A.8.13)",
            HasSubstr("4:22 CM633 there is no diagnostic CM024"),
            "5:22 CM633 there is no diagnostic unknown-citatoin (did you mean unknown-citation (CM204)?)",
            "6:1 CM631 this comment begins like a directive, but has no colon behind \"clausemark\" "
            "(write \"clausemark: ...\", or begin the comment with another word)"));
    EXPECT_THAT(tags_of(page), ElementsAre(tested + ": suggested"));
}

TEST(PageDirectives, SwitchDiagnosticsOffAndKeepThemWithTheReason) {
    const auto codes = [](const PageRecord& page) {
        std::vector<std::string> out;
        for (const Diagnostic& d : page.diagnostics)
            out.push_back(fmt::format("{} {}", d.position.line, code_text(d.code)));
        return out;
    };
    EXPECT_THAT(codes(indexed(wrong)), ElementsAre("1 CM204"));
    const PageRecord page = indexed(wrong + "\n\n" + comment("off CM204 by Ada reason \"history\"") + "\n" +
                                    wrong + "\n\n" + wrong + "\n\n" + comment("on CM204") + "\n" + wrong);
    EXPECT_THAT(codes(page), ElementsAre("1 CM204", "11 CM204"));
    ASSERT_THAT(page.suppressed, SizeIs(2));
    EXPECT_EQ(page.suppressions[page.suppressed[0].suppression].reason, "history");
    EXPECT_THAT(codes(indexed(comment("off-next unknown-citation reason \"x\"") + wrong + "\n\n" + wrong)),
                ElementsAre("4 CM204"));
    EXPECT_THAT(codes(indexed("# A\n\n" + wrong + "\n\n# B\n\n" + comment("off all in section reason \"x\"") +
                              "\n" + wrong + "\n\n# C\n\n" + wrong)),
                ElementsAre("3 CM204", "13 CM204"));
    EXPECT_THAT(codes(indexed(wrong + "\n\n" + comment("off CM204 in page reason \"x\""))), IsEmpty());
}

TEST(PageDirectives, ThatHideNothingOrGiveNoReasonSaySo) {
    EXPECT_THAT(
        said_of(indexed(comment("off CM204") + wrong).diagnostics),
        ElementsAre("1:1 CM634 this directive does not say why it switches off (add reason \"...\": those "
                    "who read it later will ask)"));
    EXPECT_THAT(
        said_of(indexed(comment("off CM204 reason \"x\"") + tested).diagnostics),
        ElementsAre("1:1 CM635 this directive switches CM204 off, and hides nothing (remove it, or place it "
                    "before what it should hide)"));
    EXPECT_THAT(
        said_of(indexed(comment("on CM204") + tested).diagnostics),
        ElementsAre("1:1 CM635 this directive switches CM204 on, and it was not off (remove it, or place it "
                    "behind the directive that switches off)"));
    EXPECT_THAT(said_of(indexed(comment("reject " + backup) + tested).diagnostics),
                Contains(HasSubstr("CM634 this rejection gives no reason")));
}

TEST(PageDirectives, NameTheWordsTheySpokeOf) {
    const PageRecord plain = indexed(tested);
    const std::string words = words_text(passage_marks(plain.passages)[0]);
    EXPECT_THAT(tags_of(indexed(comment("confirm " + backup + " words " + words) + tested)),
                ElementsAre(tested + ": confirmed"));
    const PageRecord stale =
        indexed(comment("confirm " + backup + " words " + words) + "New backups must be tested.");
    EXPECT_THAT(tags_of(stale), ElementsAre("New backups must be tested.: stale"));
    EXPECT_THAT(said_of(stale.diagnostics),
                Contains(HasSubstr("1:1 CM637 the words that were confirmed have")));
    const PageRecord ended =
        indexed(comment("reject " + backup + " reason \"x\" words " + words) + "New backups must be tested.");
    EXPECT_THAT(tags_of(ended), ElementsAre("New backups must be tested.: suggested"));
}

TEST(PageDirectives, ThatContradictEachOtherEndInARejection) {
    const PageRecord page =
        indexed(comment("confirm " + backup) + comment("reject " + backup + " reason \"x\"") + tested);
    EXPECT_THAT(tags_of(page), ElementsAre(tested + ": rejected"));
    EXPECT_THAT(said_of(page.diagnostics),
                Contains(HasSubstr("CM639 " + backup + " is confirmed and rejected")));
}

TEST(PageDirectives, OfAHostilePageAreBounded) {
    std::string many;
    for (int i = 0; i < 10000; ++i) many += comment("reject " + backup + " in page");
    const PageRecord page = indexed(many + "\n" + tested);
    EXPECT_THAT(page.verdicts, SizeIs(limits::directives));
    EXPECT_THAT(page.tags[0].said, SizeIs(limits::said_of_a_tag));
    EXPECT_LE(page.diagnostics.size(), 2 * limits::findings_of_a_kind);
    EXPECT_THAT(said_of(page.diagnostics), Contains(HasSubstr("more than 2000 directives")));
    const PageRecord unclosed =
        indexed("<!-- clausemark: off CM204 reason \"" + std::string(100000, 'x') + "\n\n" + tested);
    EXPECT_LE(unclosed.diagnostics.size(), 1u);
    EXPECT_THAT(
        indexed(comment("off CM204 reason \"" + std::string(100000, 'x') + "\"") + tested).suppressions,
        IsEmpty());
}

TEST(PageDirectives, MayBeSwitchedOffThemselves) {
    const PageRecord page =
        indexed(comment("off CM636 reason \"being moved\"") + comment("confirm " + backup) + "Text.");
    EXPECT_THAT(said_of(page.diagnostics), IsEmpty());
    EXPECT_THAT(page.suppressed, SizeIs(1));
}

}  // namespace
}  // namespace clausemark::test
