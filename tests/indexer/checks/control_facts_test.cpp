// SPDX-License-Identifier: Apache-2.0
#include "indexer/checks/control_facts.h"

#include <gmock/gmock.h>

#include "parser/formats/formats.h"

namespace clausemark {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

/// "field=value", with "?" behind placeholders; each value must be what its span says.
std::vector<std::string> facts(const std::string& source, Format format = Format::markdown) {
    const Document document = read_page(format, source);
    std::vector<std::string> out;
    const ControlFacts read = ControlFacts::of(document, Config::defaults());
    for (const ControlFact& fact : read.all()) {
        out.push_back(std::string(control_fields[static_cast<std::size_t>(fact.field)]) + "=" + fact.value +
                      (fact.placeholder ? "?" : ""));
        if (!fact.source.empty())
            EXPECT_THAT(std::string(fact.source.of(document.source)), testing::HasSubstr(fact.value));
    }
    return out;
}

TEST(ControlFacts, StandInLinesAtTheHeadOfAPage) {
    EXPECT_THAT(facts("# Backup\n\n**Owner:** Head of *ICT*\n**Version**: 1.2\n\n- Approved by: Board\n"),
                ElementsAre("owner=Head of *ICT", "approver=Board", "version=1.2"));
    EXPECT_THAT(facts("'''Owner:''' Head of ICT<br>\n'''Version:''' 1.2\n", Format::mediawiki),
                ElementsAre("owner=Head of ICT", "version=1.2"));
}

TEST(ControlFacts, StandInTablesOfNamesAndValues) {
    EXPECT_THAT(facts("# Backup\n\n| Owner | CISO |\n|---|---|\n| Version | 1.2 |\n"),
                ElementsAre("owner=CISO", "version=1.2"));
    EXPECT_THAT(facts("# Backup\n\n| a | b | c | d |\n|---|---|---|---|\n| Owner | CISO | Version | 1.2 |\n"),
                ElementsAre("owner=CISO", "version=1.2"));
}

TEST(ControlFacts, AreNotTheColumnsOfATableOfVersions) {
    EXPECT_THAT(
        facts("# Backup\n\n| Version | Date | Author |\n|---|---|---|\n| 1.0 | 2024-01-01 | CISO |\n"),
        IsEmpty());
    EXPECT_THAT(facts("# Backup\n\n| Version | Date |\n|---|---|\n| 1.0 | 2024-01-01 |\n"), IsEmpty());
}

TEST(ControlFacts, AreReadFurtherDownOnlyUnderAHeadingOfDocumentControl) {
    EXPECT_THAT(
        facts("# Backup\n\nText.\n\n## Roles\n\nOwner: of the data\n\n## Document control\n\nOwner: CISO\n"),
        ElementsAre("owner=CISO"));
}

TEST(ControlFacts, ThatNameTheDocumentAreReadWhereverTheyStand) {
    EXPECT_THAT(
        facts("# Cash policy\n\nText.\n\n## Ownership\n\n**Policy owner:** CISO\n\n## Risks\n\nOwner: CFO\n"
              "\n## End\n\nPolicy owner: nobody\n\nText.\n"),
        ElementsAre("owner=CISO"));
}

TEST(ControlFacts, OfHtmlAreReadAsPeopleSeeThem) {
    EXPECT_THAT(facts("<h1>Policy</h1><p><em>Policy owner: CISO | Next review: [Month 5, Year 2]</em></p>"
                      "<p><b>Version:</b> 1.2</p>",
                      Format::html),
                ElementsAre("owner=CISO", "version=1.2", "review-date=[Month 5, Year 2]?"));
}

TEST(ControlFacts, StandBehindEachOtherInOneLine) {
    EXPECT_THAT(
        facts("# Backup\n\n**ISO 27001:2022, A.8.13 | Version 1.0**\n**Owner:** CISO | **Status:** draft\n"),
        ElementsAre("status=draft", "owner=CISO", "version=1.0"));
    EXPECT_THAT(facts("# Backup\n\nThe version of 2024 | owner of all\n"), IsEmpty()) << "words, not facts";
}

TEST(ControlFacts, StandAtTheEndOfAPageWhereTwoOrMoreAreTogether) {
    EXPECT_THAT(facts("# Backup\n\nText.\n\n## Steps\n\nCopy it.\n\n| Field | Detail |\n|---|---|\n"
                      "| Owner | CISO |\n| Version | 1.2 |\n"),
                ElementsAre("owner=CISO", "version=1.2"));
    EXPECT_THAT(facts("# Backup\n\nText.\n\n## Steps\n\nCopy it.\n\nOwner: of the data\n"), IsEmpty());
}

TEST(ControlFacts, KnowPlaceholdersAndLinksApart) {
    EXPECT_THAT(
        facts("# Backup\n\nOwner: [TODO]\nVersion: TBC\nApprover: {{ name }}\nStatus: [draft](x.md)\n"),
        ElementsAre("status=[draft](x.md)", "owner=[TODO]?", "approver={{ name }}?", "version=TBC?"));
}

}  // namespace
}  // namespace clausemark
