// SPDX-License-Identifier: Apache-2.0
#include "indexer/json/json.h"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace clausemark {
namespace {

TEST(Json, KeepsThePlaceOfEveryNameAndValue) {
    const std::string_view text = "{\"a\": [1, \"x\\ny\"], \"b\": true}";
    const JsonText read = parse_json(text);
    ASSERT_TRUE(read.value);
    ASSERT_EQ(read.value->members.size(), 2u);
    const JsonMember& a = read.value->members[0];
    EXPECT_EQ(a.key_span.of(text), "\"a\"");
    EXPECT_EQ(a.value.span.of(text), "[1, \"x\\ny\"]");
    EXPECT_EQ(a.value.items[0].span.of(text), "1");
    EXPECT_EQ(a.value.items[1].string, "x\ny");
    EXPECT_EQ(read.value->find("b")->span.of(text), "true");
    EXPECT_EQ(read.value->find("c"), nullptr);
}

TEST(Json, AllowsCommentsAndACommaBeforeTheClosingBracket) {
    const JsonText read = parse_json("// head\n{\"a\": /* why */ [1, 2,], // tail\n}\n");
    ASSERT_TRUE(read.value) << read.error.message;
    EXPECT_EQ(read.value->find("a")->items.size(), 2u);
}

TEST(Json, DecodesEscapesAndSurrogatePairs) {
    const JsonText read = parse_json(R"(["\"\\\/\b\f\n\r\t", "\u00e9\ud83d\ude00"])");
    ASSERT_TRUE(read.value) << read.error.message;
    EXPECT_EQ(read.value->items[0].string, "\"\\/\b\f\n\r\t");
    EXPECT_EQ(read.value->items[1].string, "é😀");
}

struct Fault {
    std::string_view text;
    std::uint32_t at;
    std::string_view message;
};

TEST(Json, SaysWhereAndWhyATextIsNone) {
    const Fault faults[] = {
        {"", 0, "the text ends where a value is expected"},
        {"{", 0, "this '{' is never closed"},
        {"[1, [2, 3]", 0, "this '[' is never closed"},
        {"[1 2]", 3, "expected ',' or ']' here"},
        {"{\"a\" 1}", 5, "expected ':' after \"a\""},
        {"{a: 1}", 1, "expected a name in double quotes here"},
        {"{\"a\": yes}", 6, "expected a value here"},
        {"[\"abc\n\"]", 1, "this string has no closing quote on its line"},
        {"[\"\\q\"]", 2, "an escape that JSON does not have"},
        {"[\"\\u12g4\"]", 2, "\\u is followed by four hexadecimal digits"},
        {"[\"\\ud83d\"]", 8, "half of a surrogate pair before this place"},
        {"[01]", 1, "expected a value here"},
        {"[1.]", 1, "expected a value here"},
        {"[1e999]", 1, "a number outside what can be held"},
        {"[1] 2", 4, "nothing may follow the end of the value"},
        {"[1] /* x", 4, "this comment has no end"},
        {"[\"\x01\"]", 2, "a control character inside a string"},
        {"[\"\xff\"]", 2, "this is not valid UTF-8"},
        {"[,]", 1, "expected a value here"},
    };
    for (const Fault& fault : faults) {
        const JsonText read = parse_json(fault.text);
        EXPECT_FALSE(read.value) << fault.text;
        EXPECT_EQ(read.error.message, fault.message) << fault.text;
        EXPECT_EQ(read.error.span.begin, fault.at) << fault.text;
    }
}

TEST(Json, RefusesAMillionBracketsWithoutRecursingIntoThem) {
    const JsonText read = parse_json(std::string(1'000'000, '['));
    EXPECT_FALSE(read.value);
    EXPECT_EQ(read.error.message, "nested deeper than 64 levels");
    EXPECT_TRUE(parse_json(std::string(64, '[') + std::string(64, ']')).value);
}

TEST(Json, AcceptsWhatTheLibraryAcceptsApartFromCommentsAndLastCommas) {
    const std::string_view texts[] = {
        "null",
        "0",
        "-0.5e+3",
        "1E5",
        "--1",
        "+1",
        ".5",
        "1.",
        "01",
        "\"a\"",
        "'a'",
        "{\"a\":{\"b\":[]}}",
        "[true,false]",
        "tru",
        "nul",
        "{\"a\":1,\"a\":2}",
        "[\"\\ud800\"]",
        "[\"\\udc00\"]",
        "[\"\\u0000\"]",
        "\t[ ]\r\n",
        "[1}",
        "{]",
        "\xEF\xBF\xBD",
        "[\"a\tb\"]",
        "[1,,2]",
        "{\"a\":}",
        "{:1}",
        "NaN",
        "-",
        "1e",
        "0x10",
        "[\"\\/\"]",
    };
    for (const std::string_view text : texts) {
        EXPECT_EQ(parse_json(text).value.has_value(), nlohmann::json::accept(text)) << text;
    }
}

}  // namespace
}  // namespace clausemark
