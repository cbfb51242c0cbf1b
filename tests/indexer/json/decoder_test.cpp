// SPDX-License-Identifier: Apache-2.0
#include "indexer/json/decoder.h"

#include <gtest/gtest.h>

#include "parser/core/limits.h"

namespace clausemark {
namespace {

constexpr JsonCodes codes{Code::config_syntax, Code::config_unknown_key, Code::config_bad_value};

TEST(Decoder, SuggestsTheNearestKnownName) {
    const std::string text = "{\n  \"exlude\": []\n}";
    std::vector<Diagnostic> faults;
    JsonDecoder in("c.json", text, codes, faults);
    in.object(*in.root(), "\"pages\"", {"include", "exclude"});
    ASSERT_EQ(faults.size(), 1u);
    EXPECT_EQ(render(faults[0]),
              "c.json:2:3: error: \"pages\" has no \"exlude\" [CM302]\n"
              "    2 |   \"exlude\": []\n"
              "      |   ^~~~~~~~\n"
              "  hint: did you mean \"exclude\"?\n");
}

TEST(Decoder, ListsTheKnownNamesWhereNoneIsNear) {
    const std::string text = "{\"colour\": 1}";
    std::vector<Diagnostic> faults;
    JsonDecoder in("c.json", text, codes, faults);
    in.object(*in.root(), "\"pages\"", {"include", "exclude"});
    ASSERT_EQ(faults.size(), 1u);
    EXPECT_EQ(faults[0].hint, "it may be \"include\", \"exclude\"");
}

TEST(Decoder, ReportsEachWrongKindAndGoesOn) {
    const std::string text =
        R"({"s": 1, "b": "yes", "n": 5, "i": 3.9, "l": {}, "w": "closd", "e": "", "s": 2})";
    std::vector<Diagnostic> faults;
    JsonDecoder in("c.json", text, codes, faults);
    const JsonValue& root = *in.root();
    in.map(root, "the file");
    EXPECT_FALSE(in.string(*in.member(root, "s"), "\"s\""));
    EXPECT_FALSE(in.boolean(*in.member(root, "b"), "\"b\""));
    EXPECT_FALSE(in.number(*in.member(root, "n"), "\"n\"", 0, 1));
    EXPECT_FALSE(in.integer(*in.member(root, "i"), "\"i\"", 0, 10));
    EXPECT_EQ(in.list(*in.member(root, "l"), "\"l\""), nullptr);
    EXPECT_FALSE(in.one_of(*in.member(root, "w"), "\"w\"", {"open", "closed"}));
    EXPECT_FALSE(in.string(*in.member(root, "e"), "\"e\""));
    EXPECT_EQ(in.member(root, "missing", true), nullptr);
    std::string messages;
    for (const Diagnostic& fault : faults) messages += fault.message + "\n";
    EXPECT_EQ(messages,
              "\"s\" stands twice in the file\n"
              "\"s\" must be a string, not a number\n"
              "\"b\" must be true or false, not a string\n"
              "\"n\" must be between 0 and 1\n"
              "\"i\" must be a whole number between 0 and 10\n"
              "\"l\" must be a list, not an object\n"
              "\"w\" cannot be \"closd\"\n"
              "\"e\" must not be empty\n"
              "\"missing\" is missing here\n");
    EXPECT_EQ(faults[6].hint, "did you mean \"closed\"?");
}

TEST(Decoder, StopsReportingAFileThatIsAllMistakes) {
    std::string text = "[";
    for (int i = 0; i < 5000; ++i) text += "1,";
    text += "1]";
    std::vector<Diagnostic> faults;
    JsonDecoder in("c.json", text, codes, faults);
    EXPECT_TRUE(in.strings(*in.root(), "\"names\"").empty());
    EXPECT_EQ(faults.size(), limits::json_faults);
    EXPECT_EQ(in.count(), 5001u);
    EXPECT_EQ(faults.back().hint, "the file may hold more mistakes; correct these first");
}

}  // namespace
}  // namespace clausemark
