// SPDX-License-Identifier: Apache-2.0
// From text to conflict: what facts of written sentences are said of, and the planted contradictions of
// the sample wiki.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "indexer/conflicts/conflicts.h"
#include "indexer/matcher/analyzer.h"
#include "parser/formats/formats.h"
#include "tests/indexer/drift/shipped_rules.h"
#include "tests/source_dir.h"

namespace clausemark {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;

void add_facts(const std::string& name, Format format, const std::string& source,
               std::vector<FactStatement>& facts) {
    static Analyzer analyzer(test::shipped_rules());
    const Document document = read_page(format, source);
    PageContext context;
    context.title = std::filesystem::path(name).stem().string();
    for (const Fact& fact : analyzer.analyze(document, context).facts) {
        FactStatement made{{"sample", name}, name, {}};
        made.fact.parameter = fact.parameter;
        made.fact.measure = fact.measure;
        made.fact.written = fact.written;
        made.fact.scope = fact.scope;
        made.fact.subject = fact.subject;
        made.fact.labelled = fact.labelled;
        made.fact.passage = fact.passage;
        made.fact.place.text = fact.span;
        facts.push_back(std::move(made));
    }
}

std::vector<std::string> explained(const std::vector<FactStatement>& facts) {
    std::vector<std::string> out;
    for (const Conflict& c : find_conflicts(facts, test::shipped_rules()->scoring().calendar_tolerance))
        out.push_back(c.explanation);
    return out;
}

std::vector<std::string> conflicts(const std::string& first, const std::string& second) {
    std::vector<FactStatement> facts;
    add_facts("A", Format::markdown, first, facts);
    add_facts("B", Format::markdown, second, facts);
    return explained(facts);
}

TEST(ConflictsOfSentences, AreAwareOfScope) {
    EXPECT_EQ(
        conflicts("Passwords must be at least 12 characters long.",
                  "Passwords must have a minimum length of 8 characters."),
        std::vector<std::string>{
            "Password minimum length: at least 12 characters on A, a minimum length of 8 characters on B."});
    EXPECT_TRUE(conflicts("Passwords must be at least 12 characters long.",
                          "Passwords of administrators must be at least 16 characters long.")
                    .empty());
    EXPECT_TRUE(conflicts("Passwords must be at least 12 characters long.",
                          "# Privileged accounts\n\nPasswords must be at least 16 characters long.")
                    .empty());
}

TEST(ConflictsOfSentences, AreAwareOfUnits) {
    EXPECT_TRUE(
        conflicts("Access rights are reviewed quarterly.", "Access rights are reviewed every 90 days.")
            .empty());
    EXPECT_EQ(conflicts("Access rights are reviewed quarterly.", "Access rights are reviewed every 30 days.")
                  .size(),
              1u);
    EXPECT_TRUE(conflicts("Access rights are reviewed at least annually.",
                          "Access rights are reviewed every quarter.")
                    .empty());
}

TEST(ConflictsOfSentences, DoNotTakeWhatIsStillOpenForAValue) {
    EXPECT_TRUE(conflicts("Passwords must be at least 12 characters long.",
                          "Passwords must be at least [TODO: e.g. 8 characters] long.")
                    .empty());
    EXPECT_TRUE(conflicts("Critical vulnerabilities are patched within 7 days.",
                          "For critical zero-day vulnerabilities an emergency patch is applied.")
                    .empty());
}

TEST(ConflictsOfSentences, KnowThatWhatIsNotDoneRoutinelyIsNotDoneEveryMonth) {
    EXPECT_EQ(
        conflicts("Passwords are not changed routinely.", "Passwords must be changed every 60 days.").size(),
        1u);
}

TEST(ConflictsOfSentences, DoNotTakeTheRhythmOfAReportForThatOfItsSubject) {
    EXPECT_TRUE(conflicts("Access rights are reviewed every quarter.",
                          "# Reporting\n\nMonthly report:\n\n- Access reviews\n")
                    .empty());
}

TEST(ConflictsOfTheSample, AreTheOnesThatWerePlanted) {
    std::vector<FactStatement> facts;
    const std::filesystem::path folder = CLAUSEMARK_SOURCE_DIR "/corpus/sample";
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        const std::string name = std::filesystem::relative(entry.path(), folder).generic_string();
        // Records tell what was, policies and procedures what shall be.
        if (name.find("review-2026") != std::string::npos || name.find("register") != std::string::npos)
            continue;
        if (name == "README.md" || !entry.is_regular_file()) continue;
        std::ifstream in(entry.path(), std::ios::binary);
        const std::string source{std::istreambuf_iterator<char>(in), {}};
        if (name.ends_with(".md")) add_facts(name, Format::markdown, source, facts);
        if (name.ends_with(".txt")) add_facts(name, Format::dokuwiki, source, facts);
        if (name.ends_with(".wiki")) add_facts(name, Format::mediawiki, source, facts);
    }
    const auto found = explained(facts);
    const auto pair = [](const char* subject, const char* one, const char* two) {
        return Contains(AllOf(HasSubstr(subject), HasSubstr(one), HasSubstr(two)));
    };
    EXPECT_THAT(found, pair("Password minimum length",
                            "12 characters on information-security/access-control-policy.md",
                            "8 characters on service-management/kb-0117-passwords.wiki"));
    EXPECT_THAT(found, pair("Backup retention", "30 days on information-security/backup-policy.md",
                            "14 days on service-management/backup-operations.wiki"));
    EXPECT_THAT(found, pair("Restore test", "quarter on information-security/backup-policy.md",
                            "Once a year on service-management/backup-operations.wiki"));
    EXPECT_THAT(found,
                pair("Ticket retention", "3 years on governance/document-control.wiki", "two years on"));
    EXPECT_THAT(found, pair("Access review", "very quarter on", "very 30 days on"));
    EXPECT_THAT(found, pair("Password change", "not changed routinely on", "every 60 days on"));
    EXPECT_LE(found.size(), 8u) << ::testing::PrintToString(found);
}

}  // namespace
}  // namespace clausemark
