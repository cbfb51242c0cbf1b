// SPDX-License-Identifier: Apache-2.0
// The shipped vocabulary in the matcher: how strongly sentences of policies speak, and what their numbers
// mean.
#include <fmt/format.h>

#include <filesystem>

#include "tests/indexer/matcher/rules_for_tests.h"
#include "tests/source_dir.h"

namespace clausemark {
namespace {

std::shared_ptr<const RuleSet> shipped(const std::string& rule) {
    std::vector<std::string> texts;
    for (const auto& entry :
         std::filesystem::directory_iterator(CLAUSEMARK_SOURCE_DIR "/corpus/rules/lexicon")) {
        if (entry.path().extension() != ".rules") continue;
        std::ifstream in(entry.path(), std::ios::binary);
        texts.emplace_back(std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>{});
    }
    texts.push_back(rule);
    std::vector<Diagnostic> faults;
    auto rules = test::compile(texts, faults);
    EXPECT_EQ(test::rendered(faults), "");
    return rules;
}

std::string strength_word(Strength strength) {
    switch (strength) {
        case Strength::none:
            return "none";
        case Strength::mention:
            return "mention";
        case Strength::description:
            return "description";
        case Strength::commitment:
            return "commitment";
    }
    return "";
}

/// How strongly a text speaks of accounts, backups, calls or risks.
std::string strength_of(const std::string& text, const std::string& title = "Policy") {
    static const auto rules = shipped(
        "rule probe {\n title \"P\"\n clauses iso27001:2022/A.8.13\n"
        " aspect a required \"a\" { match account | backup | call | risk | access }\n}\n");
    if (rules == nullptr) return "no rules";
    Analyzer analyzer(rules);
    PageContext context;
    context.title = title;
    Strength best = Strength::none;
    for (const RuleHit& hit : analyzer.analyze(test::page(text), context).hits) {
        best = std::max(best, hit.strength);
    }
    return strength_word(best);
}

TEST(ShippedStrength, IsCommitmentWhereSomethingIsDemanded) {
    for (const char* text : {
             "Accounts must be reviewed.",
             "Each account shall have an owner.",
             "The council will keep backups for a year.",
             "Managers are responsible for the accounts of their staff.",
             "Staff are required to report lost accounts.",
             "Accounts must not be shared.",
             "Users are not permitted to share accounts.",
             "Do not share your account.",
             "Sharing accounts is prohibited.",
             "Accounts may only be used by their owner.",
             "Backups that are not tested must be repeated.",
             "Notify the service desk of unused accounts.",
             "Log the call.",
             "1. Verify the backup.",
             "Ensure that accounts are removed.",
             "Review all accounts of the department.",
             "Where it is not possible to lock an account, the manager must be told.",
             "All staff must:\n\n- lock their account",
         }) {
        EXPECT_EQ(strength_of(text), "commitment") << text;
    }
}

TEST(ShippedStrength, IsDescriptionWhereSomethingIsSaidToBeSo) {
    for (const char* text : {
             "Accounts are reviewed each quarter.",
             "Backups are automatically encrypted.",
             "Access is granted by the owner.",
             "The owner maintains a list of accounts.",
             "The service desk reviews dormant accounts.",
             "We keep backups in two places.",
             "Managers review the accounts of their teams.",
             "Backups have been tested.",
             "A process for backups has been established.",
             "Risks should be described in plain words.",
             "Users may request an account.",
             "There is a schedule for backups.",
             "It is recommended to test backups.",
         }) {
        EXPECT_EQ(strength_of(text), "description") << text;
    }
}

TEST(ShippedStrength, IsDescriptionInListsOfMeasuresWithoutVerbs) {
    for (const char* text : {
             "- MFA enforced on all accounts\n- Other\n",
             "- Quarterly access reviews\n- Other\n",
             "- Access reviews: every quarter\n- Other\n",
             "- Offboarding of accounts completed within 24 hours\n- Other\n",
             "- Backups encrypted at rest, restores verified\n- Other\n",
             "- Risk assessment for all new suppliers\n- Other\n",
             "- Daily backups with a retention of 30 days\n- Other\n",
             "- Account lock-out after at most five attempts\n- Other\n",
             "- Accounts of leavers closed by the service desk on the last day\n- Other\n",
             "| What | How often |\n|---|---|\n| Access review | quarterly |\n",
             "Admin access with a separate account.",
             "Named accounts approved by the owner.",
         }) {
        EXPECT_EQ(strength_of(text), "description") << text;
    }
}

TEST(ShippedStrength, IsMentionInListsOfNames) {
    for (const char* text : {
             "- Approved accounts\n- Other\n",
             "- Documented backup procedures\n- Other\n",
             "- Account management\n- Backup and restore\n",
             "- Number of accounts\n- Risk\n",
             "# Quarterly access reviews\n",
             "# Metrics\n\n- Access reviews completed within 30 days\n",
             "| Service | Account last tested |\n|---|---|\n| A | B |\n",
             "- 12.03.2026, annual review of access\n- Other\n",
         }) {
        EXPECT_EQ(strength_of(text), "mention") << text;
    }
}

TEST(ShippedStrength, IsMentionWhereNothingIsSaid) {
    for (const char* text : {
             "Backup of databases",
             "Account types and their owners",
             "Review of access",
             "Access request form",
             "Log retention and backup",
             "Approval of accounts",
             "Risk assessment report",
             "Change of account: form 12",
             "Backups are not tested.",
             "There is no register of accounts.",
             "The account process has not yet been defined.",
             "For example, an account of a leaver.",
             "Are accounts reviewed each year?",
         }) {
        EXPECT_EQ(strength_of(text), "mention") << text;
    }
}

TEST(ShippedStrength, IsMentionWhereAnotherPageOrThePageItselfIsSpokenOf) {
    for (const char* text : {
             "See the backup policy, which is kept on the intranet.",
             "More information about accounts is on the portal.",
             "- Guidance on backup media: https://example.org/backup",
             "This policy describes how backups are made.",
             "It defines how backups are made, and who makes them.",
             "This policy explains the rules. It ensures that backups are made.",
             "This guideline implements the access policy and defines:\n\n- how accounts are closed\n",
             "The purpose of this document is to say how risks are assessed.",
             "# References\n\nBackup procedures are listed here.",
             "| Version | Author | Changes |\n|---|---|---|\n| 2 | Jo | Backup is described |\n",
             "Rules for staff:\n\n- backup-policy.pdf\n",
             "| Term | Definition |\n|---|---|\n| Backup | A copy that is kept apart |\n",
         }) {
        EXPECT_EQ(strength_of(text), "mention") << text;
    }
    EXPECT_EQ(strength_of("This policy requires that backups shall be made."), "commitment");
    EXPECT_EQ(strength_of("See that accounts are closed."), "description");
}

TEST(ShippedStrength, OfPlainStatementsIsCommitmentInAProcedure) {
    EXPECT_EQ(strength_of("The analyst closes the call.", "Call handling procedure"), "commitment");
    EXPECT_EQ(strength_of("The analyst closes the call.", "About us"), "description");
}

/// The values that facts of every kind find in a text: "dimension value", sorted as found.
std::string values_of(const std::string& text) {
    static const auto rules = shipped(
        "rule probe {\n title \"P\"\n clauses iso27001:2022/A.8.13\n"
        " aspect a required \"a\" { match sample }\n"
        " fact value = sample near/30 ((<quantity> | <frequency>) as value)\n}\n");
    if (rules == nullptr) return "no rules";
    Analyzer analyzer(rules);
    std::string out;
    for (const Fact& fact : analyzer.analyze(test::page("The sample: " + text)).facts) {
        out += fmt::format("{}{} {}", out.empty() ? "" : ", ", fact.measure.dimension, fact.measure.value);
    }
    return out;
}

TEST(ShippedValues, HaveUnits) {
    EXPECT_EQ(values_of("within 24 hours"), "duration 86400");
    EXPECT_EQ(values_of("within twenty four hours"), "duration 86400");
    EXPECT_EQ(values_of("in 2 working days"), "duration 172800");
    EXPECT_EQ(values_of("after 15 mins"), "duration 900");
    EXPECT_EQ(values_of("for six months"), "duration 15552000");
    EXPECT_EQ(values_of("for 7 years"), "duration 220752000");
    EXPECT_EQ(values_of("at least twelve characters"), "length 12");
    EXPECT_EQ(values_of("after five failed attempts"), "attempts 5");
    EXPECT_EQ(values_of("99.5% of the time"), "percentage 99.5");
    EXPECT_EQ(values_of("between 18 degrees and no more"), "temperature 18");
    EXPECT_EQ(values_of("up to 10 GB"), "data-size 10000000000");
}

TEST(ShippedValues, HavePeriods) {
    EXPECT_EQ(values_of("tested annually"), "frequency 31536000");
    EXPECT_EQ(values_of("tested monthly"), "frequency 2592000");
    EXPECT_EQ(values_of("tested weekly"), "frequency 604800");
    EXPECT_EQ(values_of("tested twice a year"), "frequency 15552000");
    EXPECT_EQ(values_of("tested bi-annually"), "frequency 15552000");
    EXPECT_EQ(values_of("run nightly"), "frequency 86400");
    EXPECT_EQ(values_of("reviewed quarterly"), "frequency 7776000");
    EXPECT_EQ(values_of("tested at least once every 6 months"), "frequency 15552000, duration 15552000");
    EXPECT_EQ(values_of("tested every 90 days"), "frequency 7776000, duration 7776000");
    EXPECT_EQ(values_of("tested once each year"), "frequency 31536000");
    EXPECT_EQ(values_of("reviewed in the month of its issue"), "");
    EXPECT_EQ(values_of("reviewed ad hoc and as needed"), "");
}

}  // namespace
}  // namespace clausemark
