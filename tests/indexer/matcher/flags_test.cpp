// SPDX-License-Identifier: Apache-2.0
// Words that rules report: which are found where, and what the page must have beside them.
#include "tests/indexer/matcher/rules_for_tests.h"

namespace clausemark::test {
namespace {

using testing::HasSubstr;

/// A rule that reports, of a language with two systems.
std::string reporting(const std::string& statements, const std::string& conditions = "") {
    return lexicon + "system ISMS = 'ISMS'\nsystem SMS = 'SMS'\nrule r {\n title \"R\"\n reports CM701 " +
           conditions + "\n says \"{}\"\n" + statements + "\n}\n";
}

/// The words found, divided by "|", "*" behind those of one system; "-" where there are none.
std::string flagged(const std::string& rule, const std::string& text, const PageContext& context = {},
                    Format format = Format::markdown) {
    const auto rules = compile(rule);
    if (rules == nullptr) return "no rules";
    Analyzer analyzer(rules);
    const Document document = page(text, format);
    std::vector<FlaggedWords> found;
    analyzer.analyze(document, context, &found);
    std::string out;
    for (const FlaggedWords& one : found)
        out +=
            (out.empty() ? "" : "|") + std::string(one.words.of(document.text)) + (one.one_system ? "*" : "");
    return out.empty() ? "-" : out;
}

std::string faults_of(const std::string& text) {
    std::vector<Diagnostic> faults;
    EXPECT_EQ(compile({text}, faults), nullptr);
    return rendered(faults);
}

TEST(Flags, AreFoundInEachPassageAndNotInHeadingsQuotationsAndCode) {
    EXPECT_EQ(flagged(reporting("flag incident"),
                      "# Incident\n\nAn incident.\n\n> An incident.\n\n"
                      "    incident\n\n- two incidents\n"),
              "incident|incidents");
}

TEST(Flags, MeanTheWordsThatAreRemembered) {
    EXPECT_EQ(flagged(reporting("flag (major as found) near/4 breach"), "A breach is a major event."),
              "major");
    EXPECT_EQ(flagged(reporting("flag major near/4 breach"), "A breach is a major event."),
              "breach is a major");
}

TEST(Flags, OfOverlappingPlacesCountOnce) {
    EXPECT_EQ(flagged(reporting("flag incident\n flag \"an incident\""), "Log an incident."), "an incident");
}

TEST(Flags, OfALeadInAreReportedThereAlone) {
    EXPECT_EQ(flagged(reporting("flag incident and log"), "For each incident:\n\n- log it\n- log the time\n"),
              "log|log");
    EXPECT_EQ(flagged(reporting("flag incident"), "For each incident:\n\n- log it\n"), "incident");
}

TEST(Flags, AreSilentWhereUnlessHoldsInThePassage) {
    const std::string rule = reporting("flag incident\n unless security");
    EXPECT_EQ(flagged(rule, "Log an incident. Tell security."), "-");
    EXPECT_EQ(flagged(rule, "Log an incident.\n\nTell security."), "incident");
}

TEST(Flags, NeedTwoOfTheirSensesOnThePage) {
    const std::string rule = reporting("flag incident\n sense a = breach\n sense b = outage");
    EXPECT_EQ(flagged(rule, "An incident.\n\nA breach."), "-");
    EXPECT_EQ(flagged(rule, "An incident.\n\nA breach.\n\nAn outage."), "incident");
    EXPECT_EQ(flagged(rule, "An incident.\n\n# Breach or outage\n\nText."), "incident");
}

TEST(Flags, KnowTheOneSystemThatTheirPlaceSpeaksOf) {
    const std::string rule = reporting("flag incident", "where ISMS SMS");
    EXPECT_EQ(flagged(rule, "An incident."), "incident");
    EXPECT_EQ(flagged(rule, "An incident of the ISMS."), "incident*");
    EXPECT_EQ(flagged(rule, "An incident of ISMS and SMS."), "incident");
    EXPECT_EQ(flagged(rule, "# The SMS\n\nAn incident."), "incident*");
    EXPECT_EQ(flagged(rule, "An incident.\n\nThe ISMS."), "incident*") << "the document names one";
    EXPECT_EQ(flagged(rule, "An incident.\n\nThe ISMS.\n\nThe SMS."), "incident");
    EXPECT_EQ(flagged(rule, "An incident.", {.system = "SMS"}), "incident*");
    EXPECT_EQ(flagged(rule, "An incident.", {.system = "both"}), "incident");
}

TEST(Flags, CostNobodyWhoDoesNotAsk) {
    const auto rules = compile(reporting("flag incident"));
    Analyzer analyzer(rules);
    const Document document = page("An incident.");
    const Analysis analysis = analyzer.analyze(document);
    EXPECT_TRUE(analysis.tags.empty() && analysis.hits.empty());
    std::vector<FlaggedWords> found;
    analyzer.analyze(document, {}, &found);
    EXPECT_EQ(found.size(), 1U);
    analyzer.analyze(page("Nothing."), {}, &found);
    EXPECT_TRUE(found.empty()) << "what an earlier page had is gone";
}

TEST(Reports, NameCodesOfWordsAlone) {
    EXPECT_THAT(
        faults_of("rule r {\n title \"R\"\n reports CM601\n says \"x\"\n flag a1\n}\n"),
        testing::AllOf(HasSubstr("f0.rules:3:10"), HasSubstr("CM601 is no code that a rule may report")));
    EXPECT_THAT(faults_of("rule r {\n title \"R\"\n reports CM799\n says \"x\"\n flag a1\n}\n"),
                HasSubstr("CM799 is no code"));
}

TEST(Reports, NameSystemsAndEditionsThatExist) {
    EXPECT_THAT(
        faults_of(
            "rule r {\n title \"R\"\n reports CM701 where ISM iso27001:2022\n says \"x\"\n flag a1\n}\n"),
        testing::AllOf(HasSubstr("f0.rules:3:22"), HasSubstr("did you mean ISMS?")));
    EXPECT_THAT(
        faults_of("rule r {\n title \"R\"\n reports CM701 not iso27001:2023\n says \"x\"\n flag a1\n}\n"),
        HasSubstr("iso27001:2023 is no management system and no edition"));
}

}  // namespace
}  // namespace clausemark::test
