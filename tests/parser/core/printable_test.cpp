// SPDX-License-Identifier: Apache-2.0
#include "parser/core/printable.h"

#include <gtest/gtest.h>

namespace clausemark {
namespace {

TEST(Printable, LeavesTextsOfAllScriptsAlone) {
    for (const char* text :
         {"", "plain", "Größe 👍", "עברית \u200Fאב", "فارسی می\u200Cخواهم", "👩\u200D💻", "\uFFFD"})
        EXPECT_EQ(printable(text), text);
}

TEST(Printable, ShowsWhatWouldDriveATerminal) {
    EXPECT_EQ(printable("\x1B[31m\x07\x7F"), "\\x1B[31m\\x07\\x7F");
    EXPECT_EQ(printable("\xC2\x9B"
                        "31m"),
              "\\xC2\\x9B31m")
        << "the C1 form of the same";
    EXPECT_EQ(printable(std::string_view("a\tb\nc\0d", 7)), "a b\\x0Ac\\x00d");
    EXPECT_EQ(printable("a\tb\nc\r", "\t\n"), "a\tb\nc\\x0D");
}

TEST(Printable, ShowsWhatReordersTextOrHidesInIt) {
    EXPECT_EQ(printable("\u202Egpj.exe\u2066\u200B\uFEFF"), "[U+202E]gpj.exe[U+2066][U+200B][U+FEFF]");
}

TEST(Printable, ShowsBytesThatAreNoUtf8) {
    EXPECT_EQ(printable("caf\xE9 \xE2\x82"), "caf\\xE9 \\xE2\\x82");
}

}  // namespace
}  // namespace clausemark
