// SPDX-License-Identifier: Apache-2.0
// Citations as tables: a text, and what it cites as `standard/number 'span'`; a `?` marks a number that the
// edition does not have, a `~` an edition that was not named, a
// `!` one whose title is no clause's.
#include "indexer/standards/citation.h"

#include <gtest/gtest.h>

#include "indexer/corpus/corpus.h"
#include "parser/formats/document.h"
#include "tests/work.h"

namespace clausemark {
namespace {

const Catalogue& catalogue();

const CitationFinder& finder() {
    static const CitationFinder made = [] {
        auto read = std::make_shared<Catalogue>();
        CitationWords words;
        std::vector<Diagnostic> faults;
        const Corpus corpus = Corpus::embedded();
        for (const CorpusFile* file : corpus.in_folder("standards"))
            read->add(file->path, file->text, faults);
        for (const CorpusFile* file : corpus.in_folder("citations"))
            words.add(file->path, file->text, faults);
        for (const Diagnostic& fault : faults) ADD_FAILURE() << render(fault);
        return CitationFinder(read, words);
    }();
    return made;
}

const Catalogue& catalogue() {
    static const Catalogue made = [] {
        Catalogue read;
        std::vector<Diagnostic> faults;
        const Corpus corpus = Corpus::embedded();
        for (const CorpusFile* file : corpus.in_folder("standards")) read.add(file->path, file->text, faults);
        return read;
    }();
    return made;
}

std::string show(const std::vector<Citation>& found, std::string_view text) {
    std::string out;
    for (const Citation& citation : found) {
        out += (out.empty() ? "" : "; ") + catalogue().standards()[citation.standard].id + "/" +
               citation.number +
               (citation.ambiguous             ? "!"
                : citation.clause == no_clause ? "?"
                                               : "") +
               (citation.edition_given ? "" : "~") + " '" + std::string(citation.span.of(text)) + "'";
    }
    return out;
}

std::string cited(std::string_view text, std::string_view page = "") {
    CitationContext context = finder().empty_context();
    finder().note_standards(page, context);
    finder().note_standards(text, context);
    std::vector<Citation> found;
    finder().find_in(text, context, found);
    return show(found, text);
}

struct Row {
    const char* text;
    const char* cites;
};

TEST(Citations, AreFoundWithTheStandardBesideThem) {
    const Row rows[] = {
        {"ISO/IEC 27001:2013 A.12.3", "iso27001:2013/A.12.3 'A.12.3'"},
        {"ISO/IEC 27001:2013 A.12.3.1 (Backup)", "iso27001:2013/A.12.3.1 'A.12.3.1'"},
        {"See ISO 27001:2022 Annex A 8.13.", "iso27001:2022/A.8.13 '8.13'"},
        {"ISO 27001:2022, Annex A, control 8.13", "iso27001:2022/A.8.13 '8.13'"},
        {"ISO 27001:2022 Annex A.8.13", "iso27001:2022/A.8.13 '8.13'"},
        {"ISO/IEC 27001:2022 (A.8.13)", "iso27001:2022/A.8.13 'A.8.13'"},
        {"ISO 27001:2022 - A.5.7", "iso27001:2022/A.5.7 'A.5.7'"},
        {"iso 27001:2022 a.5.7 is written small", ""},
        {"Part 1: ISO 27001:2022", ""},
        {"ISO27001:2013 clause 9.2", "iso27001:2013/9.2 '9.2'"},
        {"ISO-27001 Clause 9.2.2", "iso27001:2022/9.2.2~ '9.2.2'"},
        {"A.8.13 (ISO 27001)", "iso27001:2022/A.8.13~ 'A.8.13'"},
        {"A.12.3.1 (ISO 27001)", "iso27001:2013/A.12.3.1~ 'A.12.3.1'"},
        {"clause 9.2 of ISO 20000-1", "iso20000-1:2018/9.2~ '9.2'"},
        {"clause 9.2 of the ISO/IEC 20000-1:2011 standard", "iso20000-1:2011/9.2 '9.2'"},
        {"Section 8.6.1 of ISO/IEC 20000-1", "iso20000-1:2018/8.6.1~ '8.6.1'"},
        {"clause 4.5.4.2 of ISO 20000", "iso20000-1:2011/4.5.4.2~ '4.5.4.2'"},
        {"ISO/IEC 20000-1:2018 clauses 8.7.2 and 8.7.3",
         "iso20000-1:2018/8.7.2 '8.7.2'; iso20000-1:2018/8.7.3 '8.7.3'"},
        {"ISO/IEC 20000-1:2018, clauses 8.2.4, 8.2.5 and 8.2.6",
         "iso20000-1:2018/8.2.4 '8.2.4'; iso20000-1:2018/8.2.5 '8.2.5'; iso20000-1:2018/8.2.6 '8.2.6'"},
        {"ISO 27001:2022 clause 9.2 and clause 9.3", "iso27001:2022/9.2 '9.2'; iso27001:2022/9.3 '9.3'"},
        {"ISO 27001:2022 A.8.13 and clause 9.2 of ISO 20000-1:2018",
         "iso27001:2022/A.8.13 'A.8.13'; iso20000-1:2018/9.2 '9.2'"},
        {"ISO 20000-1:2018 8.7.2 (ISO 27001:2022 A.5.29)",
         "iso20000-1:2018/8.7.2 '8.7.2'; iso27001:2022/A.5.29 'A.5.29'"},
        {"controls A.5.24 to A.5.26 of ISO 27001:2022",
         "iso27001:2022/A.5.24 'A.5.24'; iso27001:2022/A.5.25 'A.5.24 to A.5.26'; iso27001:2022/A.5.26 "
         "'A.5.26'"},
        {"27001 A.9.2.1-A.9.2.3",
         "iso27001:2013/A.9.2.1~ 'A.9.2.1'; iso27001:2013/A.9.2.2~ 'A.9.2.1-A.9.2.3'; iso27001:2013/A.9.2.3~ "
         "'A.9.2.3'"},
        {"ISO 27001:2022 A.5.24–26",
         "iso27001:2022/A.5.24 'A.5.24'; iso27001:2022/A.5.25 'A.5.24–26'; iso27001:2022/A.5.26 '26'"},
        {"clauses 4 to 6 of ISO 27001:2022",
         "iso27001:2022/4 '4'; iso27001:2022/5 '4 to 6'; iso27001:2022/6 '6'"},
        {"ISO 27001:2022 clause 6.1.3 d)", "iso27001:2022/6.1.3 '6.1.3'"},
        {"ISO 27001:2022 clause 6.1.3d", "iso27001:2022/6.1.3 '6.1.3'"},
        {"ISO 27001 (2013) A.9.2.5", "iso27001:2013/A.9.2.5 'A.9.2.5'"},
        {"BS EN ISO/IEC 27001:2013, A.9.2.5", "iso27001:2013/A.9.2.5 'A.9.2.5'"},
        {"ISO/IEC\xC2\xA0"
         "27001:2022 A.8.8",
         "iso27001:2022/A.8.8 'A.8.8'"},
        {"ISO 27001:2022 A8.8 and A 8.9", "iso27001:2022/A.8.8 'A8.8'"},
        {"ISO 27001:2022 control A 8.9", "iso27001:2022/A.8.9 'A 8.9'"},
        {"ISO 27001:2022 8.13", "iso27001:2022/A.8.13 '8.13'"},
        {"ISO 27001:2022 9.2", "iso27001:2022/9.2 '9.2'"},
        {"ISO 27001:2022 8.1", ""},
        {"ISO 27001:2022 clause 8.1, control 8.1", "iso27001:2022/8.1 '8.1'; iso27001:2022/A.8.1 '8.1'"},
        {"ISO 27001's clause 5.2", "iso27001:2022/5.2~ '5.2'"},
        {"ISO 27001 §9.3", "iso27001:2022/9.3~ '9.3'"},
    };
    for (const Row& row : rows) EXPECT_EQ(cited(row.text), row.cites) << row.text;
}

TEST(Citations, SayWhereAnEditionHasNoSuchNumber) {
    const Row rows[] = {
        {"ISO/IEC 27001:2022 A.12.3.1", "iso27001:2022/A.12.3.1? 'A.12.3.1'"},
        {"ISO/IEC 27001:2013 control A.8.13", "iso27001:2013/A.8.13? 'A.8.13'"},
        {"clause 8.13 of ISO 27001:2022", "iso27001:2022/8.13? '8.13'"},
        {"ISO 27001 A.8.99", "iso27001:2022/A.8.99?~ 'A.8.99'"},
        {"clause 8.8 of ISO/IEC 20000-1:2018", "iso20000-1:2018/8.8? '8.8'"},
        {"clauses 8.7 and 8.8 of ISO/IEC 20000-1:2018",
         "iso20000-1:2018/8.7 '8.7'; iso20000-1:2018/8.8? '8.8'"},
    };
    for (const Row& row : rows) EXPECT_EQ(cited(row.text), row.cites) << row.text;
}

TEST(Citations, MayTakeTheStandardOfTheirSentence) {
    const Row rows[] = {
        {"As ISO 27001:2022 demands, audits (clause 9.2) are held.", "iso27001:2022/9.2 '9.2'"},
        {"For ISO 27001:2022 we rely on A.8.13 and A.8.14.",
         "iso27001:2022/A.8.13 'A.8.13'; iso27001:2022/A.8.14 'A.8.14'"},
        {"We follow ISO 20000-1:2018 and ISO 27001:2022, of which A.8.13 matters.",
         "iso27001:2022/A.8.13 'A.8.13'"},
        {"We follow ISO 20000-1 and ISO 27001; see clause 9.2.", ""},
        {"ISO 27001 applies. See clause 9.2 for audits.", ""},
        {"ISO 27001 applies; see section 9.2 below.", ""},
        {"A statement (see section A.2) is based on ISO 27001.", ""},
        {"The table in A.2 is based on ISO 27001.", ""},
        {"For ISO 27001:2022 see Annex A, control 8.13.", "iso27001:2022/A.8.13 '8.13'"},
        {"ISO 27001 binds us under clause 8.1 of the contract.", ""},
        {"ISO 27001 took effect with version 8.1 of the policy.", ""},
    };
    for (const Row& row : rows) EXPECT_EQ(cited(row.text), row.cites) << row.text;
}

TEST(Citations, OfAnAnnexMayTakeTheStandardOfThePage) {
    EXPECT_EQ(cited("Backups: A.12.3.1", "We follow ISO/IEC 27001:2013."),
              "iso27001:2013/A.12.3.1 'A.12.3.1'");
    EXPECT_EQ(cited("Backups: A.8.13", "We follow ISO 27001."), "iso27001:2022/A.8.13~ 'A.8.13'");
    EXPECT_EQ(cited("Assets: A.8.1", "We follow ISO/IEC 27001:2013."), "iso27001:2013/A.8.1 'A.8.1'");
    EXPECT_EQ(cited("Backups: A.8.13", "From ISO 27001:2013 to ISO 27001:2022"),
              "iso27001:2022/A.8.13 'A.8.13'");
    EXPECT_EQ(cited("Backups: A.8.13"), "");
    EXPECT_EQ(cited("Backups: A.8.99", "We follow ISO 27001:2022."), "");
    EXPECT_EQ(cited("ISO 27001 A.9.2", "We follow ISO/IEC 27001:2013."), "iso27001:2013/A.9.2 'A.9.2'");
    EXPECT_EQ(cited("Annex A 8.13"), "iso27001:2022/A.8.13~ '8.13'");
    EXPECT_EQ(cited("ANNEX A, CONTROL 8.13"), "iso27001:2022/A.8.13~ '8.13'");
    EXPECT_EQ(cited("controls A.5.27 to A.5.28"),
              "iso27001:2022/A.5.27~ 'A.5.27'; iso27001:2022/A.5.28~ 'A.5.28'");
    EXPECT_EQ(cited("clause 9.2", "We follow ISO 27001:2022."), "");
}

TEST(Citations, AgreeWithTheTitleBesideTheNumber) {
    const Row rows[] = {
        {"ISO 27001:2013 A.13.1 - Network security management", "iso27001:2013/A.13.1 'A.13.1'"},
        {"ISO 27001:2013 A.13.1 - Reporting Information Security Events and Weaknesses",
         "iso27001:2013/A.13.1! 'A.13.1'"},
        {"ISO 20000: Clause 8.2 - Service Desk", "iso20000-1:2018/8.2!~ '8.2'"},
        {"ISO 20000: Clause 8.7 \u2013 Capacity Management", "iso20000-1:2018/8.7!~ '8.7'"},
        {"ISO 20000: Clause 8.1 - Operational Planning and Control", "iso20000-1:2018/8.1~ '8.1'"},
        {"ISO/IEC 27001:2013 - A.12.4 (Logging and Monitoring)", "iso27001:2013/A.12.4 'A.12.4'"},
        {"ISO/IEC 27001:2022 Annex A 8.9: Configuration Management", "iso27001:2022/A.8.9 '8.9'"},
        {"ISO 27001:2022 A.8.13 (incl. Amendment 1:2024)", "iso27001:2022/A.8.13 'A.8.13'"},
        {"ISO 27001:2022 A.8.13: We test this.", "iso27001:2022/A.8.13 'A.8.13'"},
        {"ISO 27001:2022 A.8.13 - see the runbook", "iso27001:2022/A.8.13 'A.8.13'"},
        {"ISO 27001:2022 clause 9.2.1 Internal audit", "iso27001:2022/9.2.1 '9.2.1'"},
        {"ISO 27001:2022 clause 4.4 Information Security Management System", "iso27001:2022/4.4 '4.4'"},
    };
    for (const Row& row : rows) EXPECT_EQ(cited(row.text), row.cites) << row.text;
}

TEST(Citations, ReadTheTitleInACellOfItsOwn) {
    const char* page = "We follow ISO 27001.";
    EXPECT_EQ(cited("A.7\tAsset Classification and Control", page), "iso27001:2022/A.7!~ 'A.7'");
    EXPECT_EQ(cited("A.8.2\tPrivileged access rights\tYes", page), "iso27001:2022/A.8.2~ 'A.8.2'");
    EXPECT_EQ(cited("A.8.2\tInformation classification\tYes", page), "iso27001:2013/A.8.2~ 'A.8.2'")
        << "the edition whose title agrees is meant";
    EXPECT_EQ(cited("Information classification\tA.8.2", page), "iso27001:2013/A.8.2~ 'A.8.2'");
    EXPECT_EQ(cited("A.6\tOrganisation of security", page), "iso27001:2013/A.6~ 'A.6'")
        << "in either spelling";
    EXPECT_EQ(cited("Is it done?\tA.8.2\tMonitoring of logs", page), "iso27001:2022/A.8.2~ 'A.8.2'")
        << "what follows in a row that opens with something else is no title";
    EXPECT_EQ(cited("A.8.2\tYes\tPlanned", page), "iso27001:2022/A.8.2~ 'A.8.2'");
    EXPECT_EQ(cited("A.8.2\tJohn Smith", page), "iso27001:2022/A.8.2~ 'A.8.2'");
    EXPECT_EQ(cited("Admins (see A.8.2)\tAsset owner", page), "iso27001:2022/A.8.2~ 'A.8.2'")
        << "the cell before says more than the number";
}

TEST(Citations, AreNoCountsOfThings) {
    EXPECT_EQ(cited("ISO 27001:2022 has 93 controls in 4 categories"), "");
    EXPECT_EQ(cited("ISO 27001 Annex A (93 controls across 4 domains)"), "");
    EXPECT_EQ(cited("All ISO/IEC 27001:2022 Annex A controls (93)"), "");
    EXPECT_EQ(cited("The numbers from ISO/IEC 27001:2022 in sections 21 and 22 were checked"), "");
    EXPECT_EQ(cited("ISO 27001:2022 asks for controls, 4 of them"), "");
    EXPECT_EQ(cited("ISO 27001:2022 clause 4"), "iso27001:2022/4 '4'");
}

TEST(Citations, OfAnUnknownStandardAreNotOnesOfTheSentence) {
    EXPECT_EQ(cited("As ISO/IEC 27001:2022 Annex A 5.29 and ISO 22301 clause 8.5 ask"),
              "iso27001:2022/A.5.29 '5.29'");
    EXPECT_EQ(cited("As ISO/IEC 27001:2022 Annex A 5.29 and ISO 22301:2019, clause 8.5 ask"),
              "iso27001:2022/A.5.29 '5.29'");
    EXPECT_EQ(cited("In 2022 clause 9.2 of ISO/IEC 27001:2022"), "iso27001:2022/9.2 '9.2'");
}

TEST(Citations, KnowRowsThatExcludeTheirClause) {
    const auto excluded = [](std::string_view text) {
        CitationContext context = finder().empty_context();
        finder().note_standards("ISO 27001:2013", context);
        std::vector<Citation> found;
        finder().find_in(text, context, found);
        return !found.empty() && found.front().excluded;
    };
    EXPECT_TRUE(excluded("A.14.2.1\tSecure development policy\tNo\tNo development in house"));
    EXPECT_TRUE(excluded("A.14.2.1\tSecure development policy\tNot applicable"));
    EXPECT_FALSE(excluded("A.14.2.1\tSecure development policy\tYes\tNo gaps"));
    EXPECT_FALSE(excluded("A.14.2.1: no"));
}

TEST(Citations, AreNotSeenInVersionsDatesAddressesAndLaws) {
    const char* texts[] = {
        "8.1",
        "8.1 Operational planning and control",
        "See 8.13 and 9.2.",
        "Upgrade to version 8.1 or v9.2.",
        "Released on 01.02.2024, 8.1.2024 and 2024-08-01.",
        "The server 10.0.0.1 and 192.168.8.1 is in subnet 10.1/16.",
        "Section 8.1 of the Data Protection Act 2018",
        "clause 9.2 of the agreement",
        "Article 32 GDPR, section 5.2",
        "ISO 27001 10 times, 99.5 % of 27001 tickets",
        "ISO 27001:2022 8.1GB free",
        "27001 orders in clause order",
        "Order 27001: 8.13 EUR",
        "CVE-2024-8113 and A.8.13.example.org",
        "ISO 27002:2022 8.13",
        "ISO/IEC 27017 clause 9.2",
        "ISO/IEC 20000-2:2019 clause 8.5",
        "ISO 20000-10 clause 5.2",
        "ISO/IEC 27001:2005 A.10.5.1",
        "ISO 22301:2019 clause 9.2",
        "ISO/IEC 27001:2022",
        "certified to ISO27001 since 2013",
        "a 8.13 metre cable",
        "BA.8.13",
    };
    for (const char* text : texts) EXPECT_EQ(cited(text), "") << text;
}

TEST(Citations, OfADocumentCarryPassagesAndPlacesInItsText) {
    Document document;
    document.text = "We follow ISO/IEC 27001:2013.\nSee A.12.3.1.\nA.12.3.1\n";
    document.passages.resize(3);
    document.passages[0].text = {0, 29};
    document.passages[1].text = {30, 43};
    document.passages[2].text = {44, 52};
    document.passages[2].kind = PassageKind::code;
    const std::vector<Citation> found = finder().find(document);
    ASSERT_EQ(found.size(), 1u) << "code is not prose";
    EXPECT_EQ(found[0].passage, 1u);
    EXPECT_EQ(show(found, document.text), "iso27001:2013/A.12.3.1 'A.12.3.1'");
}

TEST(Citations, TakeWorkInProportionToTheText) {
    // One sentence of many standards, numbers and joins: the costliest text.
    EXPECT_TRUE(test::grows_linearly(
        [](int times) {
            std::string text;
            for (int i = 0; i < times; ++i)
                text += "ISO 27001, clause 9.2 x A.8.13-A.8.14 of (Annex A control 4-9 - ";
            EXPECT_FALSE(cited(text).empty());
        },
        2'000));
}

TEST(CitationWords, ReportAWrongKeyAndAWrongKind) {
    CitationWords words;
    std::vector<Diagnostic> faults;
    words.add("w.json", "{\"clauze\": [], \"annex\": {\"Annex A\": 1}}", faults);
    ASSERT_EQ(faults.size(), 2u);
    EXPECT_EQ(faults[0].hint, "did you mean \"clause\"?");
    EXPECT_EQ(faults[1].message, "the letter of an annex must be a string, not a number");
}

}  // namespace
}  // namespace clausemark
