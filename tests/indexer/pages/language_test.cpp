// SPDX-License-Identifier: Apache-2.0
#include "indexer/pages/language.h"

#include <gtest/gtest.h>

namespace clausemark {
namespace {

std::string language(const std::string& text) {
    return Languages::shipped().other_than({"en"}, text);
}

std::string times(int count, const std::string& text) {
    std::string all;
    for (int i = 0; i < count; ++i) all += text + "\n\n";
    return all;
}

const std::string english = "Backups of the databases must be made by the team and are tested each month.";
const std::string german =
    "Die Sicherung der Datenbanken wird von dem Team durchgeführt und ist jeden Monat zu prüfen.";
const std::string french = "Les sauvegardes des bases sont faites par une équipe et contrôlées dans le mois.";

TEST(Languages, OfPagesThatTheRulesCannotReadAreKnownByTheirWords) {
    EXPECT_EQ(language(times(5, german)), "de");
    EXPECT_EQ(language(times(5, french)), "fr");
    EXPECT_EQ(language(times(5, "Kopie zapasowe są robione przez zespół i nie są w sieci oraz w biurze.")),
              "pl");
}

TEST(Languages, ThatTheRulesReadAreNotNamed) {
    EXPECT_EQ(language(times(5, english)), "");
    EXPECT_EQ(Languages::shipped().other_than({"en", "de"}, times(5, german)), "");
    EXPECT_EQ(Languages::shipped().other_than({}, times(5, german)), "") << "the rules read any";
}

TEST(Languages, AreNotGuessedFromFewWordsNamesOrQuotations) {
    EXPECT_EQ(language(german), "");
    EXPECT_EQ(language(times(5, english) + times(3, german)), "");
    EXPECT_EQ(language(times(40, "| R-001 | Server | high |")), "");
    EXPECT_EQ(language(""), "");
}

}  // namespace
}  // namespace clausemark
