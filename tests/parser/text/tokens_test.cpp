// SPDX-License-Identifier: Apache-2.0
// What a word is, where it stands, and where sentences begin.
#include "parser/text/tokens.h"

#include <gmock/gmock.h>

#include <random>

#include "parser/core/limits.h"
#include "parser/text/number.h"
#include "tests/work.h"

namespace clausemark {
namespace {

std::vector<Token> tokens_of(std::string_view text, std::shared_ptr<const Vocabulary> known = nullptr) {
    Tokenizer tokenizer(known != nullptr ? known : std::make_shared<Vocabulary>());
    std::vector<Token> tokens;
    tokenizer.tokenize(text, {0, static_cast<std::uint32_t>(text.size())}, tokens);
    return tokens;
}

/// The surfaces divided by spaces; "/" before the first word of each further sentence.
std::string words(std::string_view text, std::shared_ptr<const Vocabulary> known = nullptr) {
    std::string out;
    for (const Token& token : tokens_of(text, known)) {
        if (!out.empty()) out += token.is(Token::starts_sentence) ? " / " : " ";
        out += token.span.of(text);
    }
    return out;
}

std::string folded(std::string_view text) {
    Tokenizer tokenizer(std::make_shared<Vocabulary>());
    std::string out;
    for (const Token& token : tokens_of(text))
        out += (out.empty() ? "" : " ") + tokenizer.fold(token.span.of(text));
    return out;
}

TEST(Words, AreRunsOfLettersAndDigits) {
    EXPECT_EQ(words("Log-on, and/or snake_case (SHA256)"), "Log on and or snake case SHA256");
    EXPECT_EQ(words(""), "");
    EXPECT_EQ(words("... --- !!"), "");
}

TEST(Words, LoseAPossessiveAndKeepOtherApostrophes) {
    EXPECT_EQ(words("organisation's users' don't"), "organisation users don't");
    EXPECT_EQ(words("organisation\xE2\x80\x99s don\xE2\x80\x99t"), "organisation don\xE2\x80\x99t");
    EXPECT_EQ(folded("Don't DON\xE2\x80\x99T"), "dont dont");
}

TEST(Words, EndWhereDigitsThatBeginThemEnd) {
    EXPECT_EQ(words("14-day 72h 2FA A.8.13 27001:2022"), "14 day 72 h 2 FA A 8.13 27001 2022");
    EXPECT_EQ(words("1,000 3.5 9.2.1 1,00 5%"), "1,000 3.5 9.2.1 1 00 5 %");
}

TEST(Words, BeyondAsciiAreFoldedByUnicode) {
    EXPECT_EQ(words("na\xC3\xAFve caf\xC3\xA9s \xE2\x80\x9Cquoted\xE2\x80\x9D"),
              "na\xC3\xAFve caf\xC3\xA9s quoted");
    EXPECT_EQ(folded("\xC3\x89T\xC3\x89 Stra\xC3\x9F"
                     "e \xEF\xAC\x81le"),
              "\xC3\xA9t\xC3\xA9 strasse file");
    EXPECT_EQ(folded("re\xC2\xADstore"), "restore") << "a soft hyphen is invisible";
}

TEST(Words, AreFoundInScriptsWithoutSpaces) {
    const auto thai =
        tokens_of("\xE0\xB8\xA0\xE0\xB8\xB2\xE0\xB8\xA9\xE0\xB8\xB2\xE0\xB9\x84\xE0\xB8\x97\xE0\xB8\xA2");
    EXPECT_EQ(thai.size(), 2u);
    for (const Token& token : thai) EXPECT_LT(token.span.begin, token.span.end);
}

TEST(Sentences, EndAtStopsBeforeWhiteSpace) {
    EXPECT_EQ(words("One two. Three! Four? Five"), "One two / Three / Four / Five");
    EXPECT_EQ(words("One (two.) Three \"four.\" Five"), "One two / Three four / Five");
    EXPECT_EQ(words("Note: one; two"), "Note one two");
    EXPECT_EQ(words("\xE4\xB8\x80\xE3\x80\x82Two"), "\xE4\xB8\x80 / Two");
}

TEST(Sentences, DoNotEndInAbbreviationsNumbersAndInitials) {
    auto known = std::make_shared<Vocabulary>();
    known->add_abbreviation("approx");
    EXPECT_EQ(words("See A.8.13, e.g. Backups, approx. Ten by J. Smith", known),
              "See A 8.13 e g Backups approx Ten by J Smith");
    EXPECT_EQ(words("1. Log the call. 2. Close it."), "1 Log the call / 2 Close it");
    EXPECT_EQ(words("and so on. then more"), "and so on then more");
}

TEST(Sentences, KnowQuestions) {
    const auto tokens = tokens_of("Who? Me.");
    ASSERT_EQ(tokens.size(), 2u);
    EXPECT_TRUE(tokens[0].is(Token::question));
    EXPECT_FALSE(tokens[1].is(Token::question));
}

TEST(Numbers, HaveValues) {
    EXPECT_EQ(number_value("12"), 12);
    EXPECT_EQ(number_value("1,000"), 1000);
    EXPECT_EQ(number_value("3.5"), 3.5);
    EXPECT_EQ(number_value("9.2.1"), std::nullopt);
    EXPECT_EQ(number_value(""), std::nullopt);
    EXPECT_EQ(number_value(std::string(1000, '1')), std::nullopt);
}

TEST(Vocabularies, CompareStemsBehindAliases) {
    auto known = std::make_shared<Vocabulary>();
    Stemmer stemmer;
    known->add_alias("organization", "organisation");
    const TermId organisation = known->add("organisation", stemmer);
    const TermId backup = known->add("backups", stemmer);
    const auto tokens = tokens_of("Organization BACKUP organisations other", known);
    EXPECT_EQ(tokens[0].term, organisation);
    EXPECT_EQ(tokens[1].term, backup);
    EXPECT_EQ(tokens[2].term, organisation);
    EXPECT_EQ(tokens[3].term, unknown_term);
}

/// Each ASCII text, with one letter replaced by its full-width form, must fold to the same words: the way
/// through ICU and the fast one agree.
TEST(Words, AreTheSameOnBothWays) {
    std::mt19937 random(7);
    const std::string alphabet = "abcXYZ0129 .,'-%?!\"()sS";
    for (int round = 0; round < 2000; ++round) {
        std::string text;
        std::string wide;
        for (int i = 0; i < 30; ++i) {
            const char c = alphabet[random() % alphabet.size()];
            text += c;
            const bool letter = (c >= 'a' && c <= 'r') || (c >= 'A' && c <= 'R') || (c >= 't' && c <= 'z');
            if (letter && random() % 2 == 0) {
                const auto code = static_cast<unsigned>(c) - 0x21 + 0xFF01;
                wide += static_cast<char>(0xE0 | (code >> 12));
                wide += static_cast<char>(0x80 | ((code >> 6) & 0x3F));
                wide += static_cast<char>(0x80 | (code & 0x3F));
            } else {
                wide += c;
            }
        }
        EXPECT_EQ(folded(text), folded(wide)) << text;
    }
}

TEST(Words, AreFoundAgainAfterTheCacheIsFull) {
    auto known = std::make_shared<Vocabulary>();
    Stemmer stemmer;
    const TermId backup = known->add("backup", stemmer);
    Tokenizer tokenizer(known);
    std::string text;
    for (std::size_t i = 0; i < limits::cached_words + 1000; ++i) text += "w" + std::to_string(i) + " ";
    text += "backup";
    std::vector<Token> tokens;
    tokenizer.tokenize(text, {0, static_cast<std::uint32_t>(text.size())}, tokens);
    EXPECT_EQ(tokens.size(), limits::cached_words + 1001);
    EXPECT_EQ(tokens.back().term, backup);
}

TEST(Tokenizers, AreLinearOnHostileText) {
    EXPECT_EQ(tokens_of(std::string(10u << 20, 'a')).size(), 1u);
    EXPECT_EQ(tokens_of(std::string(10u << 20, '.')).size(), 0u);
    EXPECT_EQ(tokens_of(std::string(10u << 20, '1')).size(), 1u);
    EXPECT_EQ(tokens_of("a." + std::string(10u << 20, ')')).size(), 1u);
    std::string apostrophes = "a";
    for (int i = 0; i < 1 << 20; ++i) apostrophes += "'a";
    EXPECT_EQ(tokens_of(apostrophes).size(), 1u);
    for (const char* piece : {"a", ".", "1", ")", "'a", "a.", "\u00e9", "e.g. ", "3.14", "a-"})
        EXPECT_TRUE(test::grows_linearly(
            [&](int size) {
                std::string text;
                for (int i = 0; i < size; ++i) text += piece;
                tokens_of(text);
            },
            20'000))
            << piece;
}

}  // namespace
}  // namespace clausemark
