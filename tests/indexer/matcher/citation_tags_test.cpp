// SPDX-License-Identifier: Apache-2.0
#include "indexer/matcher/citation_tags.h"

#include "tests/indexer/matcher/rules_for_tests.h"
#include "tests/source_dir.h"

namespace clausemark::test {
namespace {

std::shared_ptr<const CitationFinder> finder() {
    CitationWords words;
    std::vector<Diagnostic> faults;
    std::ifstream in(CLAUSEMARK_SOURCE_DIR "/corpus/citations/english.json", std::ios::binary);
    words.add("english.json", std::string(std::istreambuf_iterator<char>(in), {}), faults);
    EXPECT_TRUE(faults.empty());
    return std::make_shared<CitationFinder>(catalogue(), words);
}

/// Each tag as number, strength, rule, "shown" and evidence.
std::string tags_of(const std::string& text) {
    const auto rules = compile(rule("x1"));
    Analyzer analyzer(rules, finder());
    const Document document = page(text);
    std::string out;
    for (const Tag& tag : analyzer.analyze(document).tags) {
        out += (out.empty() ? "" : "; ") + catalogue()->clause(tag.clause).number + " " +
               (tag.strength == Strength::mention ? "mention" : "more") + " " +
               rules->rules()[tag.rule].name + (tag.shown ? " shown" : "");
        for (const Span span : tag.evidence) out += " '" + std::string(span.of(document.text)) + "'";
    }
    return out;
}

TEST(CitationTags, AreShownMentionsWithTheNumberAsEvidence) {
    EXPECT_EQ(tags_of("See ISO 27001:2022 A.8.13 and A.5.30."),
              "A.5.30 mention citation shown 'A.5.30'; A.8.13 mention citation shown 'A.8.13'");
}

TEST(CitationTags, GiveWayToARuleThatShowsTheClause) {
    EXPECT_EQ(tags_of("You must x1 (ISO 27001:2022 A.8.13)."), "A.8.13 more r shown 'x1'");
    EXPECT_EQ(tags_of("The x1 of ISO 27001:2022 A.8.13."), "A.8.13 mention citation shown 'A.8.13'")
        << "a candidate of a rule is less than a citation";
}

TEST(CitationTags, AreOneForEachClause) {
    EXPECT_EQ(
        tags_of("ISO 27001:2022 A.8.12-A.8.14, A.8.13"),
        "A.8.12 mention citation shown 'A.8.12'; A.8.13 mention citation shown 'A.8.12-A.8.14' 'A.8.13'; "
        "A.8.14 mention citation shown 'A.8.14'");
}

TEST(CitationTags, AreAllThatARowSaysWhichDoesNotApply) {
    const std::string head = "ISO 27001:2022\n\n| Control | Title | Applied |\n|---|---|---|\n";
    EXPECT_EQ(tags_of(head + "| A.8.13 | Information backup | Yes |\n"),
              "A.8.13 mention citation shown 'A.8.13'");
    EXPECT_EQ(tags_of(head + "| A.8.13 | You must x1 | Yes |\n"), "A.8.13 more r shown 'x1'");
    EXPECT_EQ(tags_of(head + "| A.8.13 | You must x1 | No |\n"), "A.8.13 mention citation shown 'A.8.13'");
    EXPECT_EQ(tags_of(head + "| A.8.13 | Reporting of events | Yes |\n"), "")
        << "the title is another clause's";
}

TEST(CitationTags, KeepARowToTheClauseItNames) {
    const std::string head = "ISO 27001:2022\n\n| Control | Title | Done by |\n|---|---|---|\n";
    EXPECT_EQ(tags_of(head + "| A.8.14 | Redundancy of facilities | You must x1 |\n"),
              "A.8.13 more r 'x1'; A.8.14 mention citation shown 'A.8.14'");
    EXPECT_EQ(tags_of(head + "| A.8.14 | Tom Baker | You must x1 |\n"),
              "A.8.13 more r shown 'x1'; A.8.14 mention citation shown 'A.8.14'")
        << "no title stands there";
}

TEST(CitationTags, OfHeadingsAndOfUnknownClausesAreNotShown) {
    EXPECT_EQ(tags_of("# ISO 27001:2022 A.8.13\n\nNothing."), "A.8.13 mention citation");
    EXPECT_EQ(tags_of("See ISO 27001:2022 A.8.99."), "");
}

}  // namespace
}  // namespace clausemark::test
