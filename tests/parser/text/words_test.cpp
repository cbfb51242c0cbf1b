// SPDX-License-Identifier: Apache-2.0
// Words against a plain reading of their definition, which folds the whole text by ICU and asks it for the
// category of every code point.
#include "parser/text/words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <random>
#include <string>

#include "parser/core/utf8.h"

namespace clausemark {
namespace {

std::vector<Word> words_of(std::string_view text) {
    std::vector<Word> words;
    append_words(text, words);
    return words;
}

std::vector<std::string> texts_of(std::string_view text) {
    std::vector<std::string> texts;
    for (const Word& word : words_of(text)) texts.emplace_back(word.span.of(text));
    return texts;
}

std::vector<std::string> reference(const std::string& text) {
    icu::UnicodeString folded = icu::UnicodeString::fromUTF8(text);
    folded.foldCase(U_FOLD_CASE_DEFAULT);
    std::vector<std::string> words;
    std::string word;
    for (std::int32_t at = 0; at <= folded.length(); at = folded.moveIndex32(at, 1)) {
        const UChar32 c = at < folded.length() ? folded.char32At(at) : ' ';
        const int category = u_charType(c);
        const bool letter = category >= U_UPPERCASE_LETTER && category <= U_OTHER_LETTER;
        const bool number = category >= U_DECIMAL_DIGIT_NUMBER && category <= U_OTHER_NUMBER;
        if (letter || number) {
            icu::UnicodeString(c).toUTF8String(word);
        } else if (!word.empty()) {
            words.push_back(word);
            word.clear();
        }
        if (at == folded.length()) break;
    }
    return words;
}

std::vector<WordValue> values_of(const std::vector<std::string>& folded) {
    std::vector<WordValue> values;
    for (const std::string& word : folded) values.push_back(word_value(word));
    return values;
}

std::vector<WordValue> values_of(std::string_view text) {
    std::vector<WordValue> values;
    for (const Word& word : words_of(text)) values.push_back(word.value);
    return values;
}

using testing::ElementsAre;

TEST(ShingleWords, AreRunsOfLettersAndNumbers) {
    EXPECT_THAT(texts_of("Log-on: the 2nd user_name (or 3.5) isn't"),
                ElementsAre("Log", "on", "the", "2nd", "user", "name", "or", "3", "5", "isn", "t"));
    EXPECT_THAT(texts_of("Straße naïve Ⅳ x² ½ Ελλάδα"),
                ElementsAre("Straße", "naïve", "Ⅳ", "x²", "½", "Ελλάδα"));
    EXPECT_THAT(texts_of(""), ElementsAre());
    EXPECT_THAT(texts_of(" -- … "), ElementsAre());
}

TEST(ShingleWords, AreComparedAfterFullCaseFolding) {
    EXPECT_EQ(values_of("STRASSE Kelvin ΣΑΣ Ⅳ"), values_of("straße \u212Aelvin σας ⅳ"));
    EXPECT_EQ(values_of("Log"), (std::vector<WordValue>{word_value("log")}));
    EXPECT_NE(values_of("log"), values_of("logs"));
}

TEST(ShingleWords, AreNotNormalised) {
    EXPECT_NE(values_of("caf\u00e9"), values_of("cafe\u0301"));
    EXPECT_THAT(texts_of("re\u0301sume\u0301"), ElementsAre("re", "sume"));  // marks separate
    EXPECT_NE(values_of("ﬁve"), values_of("5"));
    EXPECT_EQ(values_of("ﬁve"), values_of("five"));  // by folding
}

TEST(ShingleWords, BeginAndEndWhereFoldingGivesMarks) {
    EXPECT_THAT(texts_of("\u0130stanbul"), ElementsAre("\u0130", "stanbul"));  // i and a dot above
    EXPECT_THAT(texts_of("a\u1fb7b"), ElementsAre("a\u1fb7", "\u1fb7b"));      // alpha, mark, iota
    EXPECT_EQ(values_of("a\u1fb7b"), values_of("a\u03b1 \u03b9b"));
    EXPECT_EQ(values_of("x\u0345y"), values_of("x\u03b9y"));  // a mark that folds to a letter
}

TEST(ShingleWords, HaveValuesThatAreTheSameForever) {
    // Shingles made of them are stored: a change here is a change of the store's schema.
    EXPECT_EQ(word_value("backup"), 10706935694570709724u);
    EXPECT_EQ(word_value("confidentiality"), 2821116344728266367u);
    EXPECT_EQ(word_value("überprüfung"), 12059429351494504062u);
}

TEST(ShingleWords, HaveDifferentValuesWhereTheyDiffer) {
    std::string word;
    std::vector<WordValue> values;
    for (int i = 0; i < 200; ++i) values.push_back(word_value(word += 'a'));
    for (int i = 0; i < 200; ++i) {
        word[static_cast<std::size_t>(i)] = 'b';
        values.push_back(word_value(word));
    }
    for (int i = 0; i < 100'000; ++i) values.push_back(word_value(std::to_string(i)));
    std::sort(values.begin(), values.end());
    EXPECT_EQ(std::adjacent_find(values.begin(), values.end()), values.end());
}

TEST(ShingleWords, AgreeWithAPlainReadingOnRandomText) {
    std::mt19937 random(27001);
    const std::vector<std::u32string> kinds = {
        U"abcXYZ019", U" .,-_'\n",   U"äßÉİıŉǰΐΰﬀﬓẞſK", U"σςΣᾳᾷῼᾈ",    U"\u0300\u0345\u0301\u20dd",
        U"ⅣⓐⒶ²½①㊿",  U"备份每天。", U"ไทยกรุง",         U"عربيלעברית", U"\u200d\u00ad\u200f",
        U"𝐀𐐀😀𝟙🄰"};
    for (int round = 0; round < 20'000; ++round) {
        std::string text;
        for (auto size = random() % 40; size-- > 0;) {
            char32_t c = 0;
            if (random() % 8 == 0) {
                do c = static_cast<char32_t>(random() % 0x110000);
                while (c == 0 || (c >= 0xd800 && c < 0xe000));
            } else {
                const std::u32string& kind = kinds[random() % (random() % 2 ? 2 : kinds.size())];
                c = kind[random() % kind.size()];
            }
            append_utf8(text, c);
        }
        const auto wanted = reference(text);
        ASSERT_EQ(values_of(text), values_of(wanted)) << text;
        std::uint32_t begin = 0, end = 0;
        const auto words = words_of(text);
        for (std::size_t i = 0; i < words.size(); ++i) {
            const Span span = words[i].span;
            ASSERT_LT(span.begin, span.end);
            ASSERT_GE(span.begin, begin);
            ASSERT_GE(span.end, end);
            // What a span covers gives its word, whatever else its first and last character give.
            const auto inside = reference(std::string(span.of(text)));
            ASSERT_THAT(inside, testing::Contains(wanted[i])) << text;
            begin = span.begin;
            end = span.end;
        }
    }
}

TEST(ShingleWords, OfEveryCodePointAgreeWithAPlainReading) {
    for (char32_t c = 1; c < 0x110000; ++c) {
        if (c >= 0xd800 && c < 0xe000) continue;
        std::string text = "a";
        append_utf8(text, c);
        text += "B";
        ASSERT_EQ(values_of(text), values_of(reference(text))) << static_cast<unsigned>(c);
    }
}

TEST(ShingleWords, OfTenMegabytesAreRead) {
    const std::string ascii(10'000'000, 'x');
    EXPECT_EQ(words_of(ascii).size(), 1u);
    EXPECT_EQ(words_of(ascii + "é").size(), 1u);
    EXPECT_EQ(values_of(ascii), std::vector<WordValue>{word_value(ascii)});
}

}  // namespace
}  // namespace clausemark
