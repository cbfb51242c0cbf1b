// SPDX-License-Identifier: Apache-2.0
#include "parser/core/utf8.h"

#include <gtest/gtest.h>

namespace clausemark {
namespace {

TEST(Decode, KeepsValidUtf8AsItIs) {
    const Decoded d = decode("Größe 👍 \r\n");
    EXPECT_EQ(d.text, "Größe 👍 \r\n");
    EXPECT_EQ(d.replaced, 0u);
}

TEST(Decode, DropsAByteOrderMark) {
    EXPECT_EQ(decode("\xEF\xBB\xBFhello").text, "hello");
}

TEST(Decode, ReplacesEachInvalidSequenceOnceAndSaysWhereTheFirstWas) {
    // A lone continuation, a truncated three-byte sequence, an overlong slash, a surrogate.
    const Decoded d =
        decode(std::string("ab\x80"
                           "c\xE2\x82"
                           "d\xC0\xAF"
                           "e\xED\xA0\x80",
                           13));
    EXPECT_EQ(d.text, "ab\uFFFDc\uFFFDd\uFFFD\uFFFDe\uFFFD\uFFFD\uFFFD");
    EXPECT_EQ(d.replaced, 7u);
    EXPECT_EQ(d.first_bad, 2u);
}

TEST(Decode, ReplacesNulCharactersInEveryEncoding) {
    const Decoded utf8 =
        decode(std::string("\xEF\xBB\xBF"
                           "a\0b",
                           6));
    EXPECT_EQ(utf8.text, "a\uFFFDb");
    EXPECT_EQ(utf8.replaced, 1u);
    EXPECT_EQ(utf8.first_bad, 1u);
    const Decoded utf16 = decode(std::string("\xFF\xFEh\0\0\0", 6));
    EXPECT_EQ(utf16.text, "h\uFFFD");
    EXPECT_EQ(utf16.first_bad, 1u);
}

TEST(Decode, ReadsUtf16OfBothByteOrdersBySign) {
    const Decoded le = decode(std::string("\xFF\xFEh\0\x3D\xD8\x4D\xDC", 8));
    EXPECT_EQ(le.text, "h👍");
    EXPECT_STREQ(le.encoding, "utf-16le");
    const Decoded be = decode(std::string("\xFE\xFF\0h\xD8\x3D\xDC\x4D", 8));
    EXPECT_EQ(be.text, "h👍");
}

TEST(Decode, ReplacesUnpairedSurrogatesAndAnOddLastByteOfUtf16) {
    EXPECT_EQ(decode(std::string("\xFF\xFE\x3D\xD8h\0z", 7)).text, "\uFFFDh\uFFFD");
}

TEST(LooksBinary, KnowsAZipByItsSignatureAndNulsByTheirShare) {
    EXPECT_TRUE(looks_binary("PK\x03\x04rest"));
    EXPECT_TRUE(looks_binary(std::string(100, '\0')));
    EXPECT_FALSE(looks_binary(std::string("text with a \0 in the middle", 26)));
    EXPECT_FALSE(looks_binary(std::string("\xFF\xFEh\0i\0", 6)));
}

TEST(Counting, GivesCodePointsAndUtf16Units) {
    EXPECT_EQ(code_points("aé👍"), 3u);
    EXPECT_EQ(utf16_units("aé👍"), 4u);
}

}  // namespace
}  // namespace clausemark
