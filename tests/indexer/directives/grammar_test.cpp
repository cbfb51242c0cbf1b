// SPDX-License-Identifier: Apache-2.0
// The language of directives: what is read, and what is said of what is not.
#include "indexer/directives/grammar.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "parser/core/limits.h"

namespace clausemark {
namespace {

/// "off passage [CM204] who=Ada why=history", or "12-15: message (hint)".
std::string read(const std::string& text) {
    const auto parsed = parse_directive(text);
    if (const auto* fault = std::get_if<DirectiveFault>(&parsed))
        return fmt::format("{}-{}: {}{}", fault->span.begin, fault->span.end, fault->message,
                           fault->hint.empty() ? "" : " (" + fault->hint + ")");
    const auto& made = std::get<ParsedDirective>(parsed);
    static const std::vector<std::string> verbs = {"confirm", "reject", "off", "on"};
    static const std::vector<std::string> scopes = {"onward", "passage", "section", "page"};
    std::string out = verbs[static_cast<std::size_t>(made.verb)] + " " +
                      scopes[static_cast<std::size_t>(made.scope)] + " [";
    for (const DirectiveSubject& subject : made.subjects)
        out += (out.back() == '[' ? "" : " ") + (subject.text.empty() ? std::string("*") : subject.text);
    out += "]";
    for (const auto& [name, value] :
         {std::pair{"who", made.who}, {"when", made.when}, {"why", made.reason}, {"words", made.words}})
        if (!value.empty()) out += fmt::format(" {}={}", name, value);
    return out;
}

TEST(Directives, AreReadInOneLanguage) {
    EXPECT_EQ(read("confirm iso27001:2022/A.8.13 by \"Head of IT\" reason \"tested in May\""),
              "confirm passage [iso27001:2022/A.8.13] who=Head of IT why=tested in May");
    EXPECT_EQ(read("reject a/1, b/2 in section reason 'an example' by Ada at 2026-05-31"),
              "reject section [a/1 b/2] who=Ada when=2026-05-31 why=an example");
    EXPECT_EQ(read("reject all in page reason \"a form\""), "reject page [*] why=a form");
    EXPECT_EQ(read("off CM204 reason \"history\""), "off onward [CM204] why=history");
    EXPECT_EQ(read("off CM204,unknown-citation in page"), "off page [CM204 unknown-citation]");
    EXPECT_EQ(read("off-next all"), "off passage [*]");
    EXPECT_EQ(read("on CM204"), "on onward [CM204]");
    EXPECT_EQ(read("confirm a/1 words 0123abcd"), "confirm passage [a/1] words=0123abcd");
}

TEST(Directives, TakeQuotesAsWikisAndWordProcessorsWriteThem) {
    EXPECT_EQ(read("off CM1 reason \u201cas \u2018before\u2019\u201d"),
              "off onward [CM1] why=as \u2018before\u2019");
    EXPECT_EQ(read("off CM1 reason \"say \\\"no\\\" \n  twice\""), "off onward [CM1] why=say \"no\" twice");
}

TEST(Directives, SayWhereAndWhatIsWrong) {
    const std::string verbs = "a directive begins with confirm, reject, off, off-next or on";
    EXPECT_EQ(read(""), "0-0: " + verbs);
    EXPECT_EQ(read("confrm a/1"), "0-6: " + verbs + " (did you mean confirm?)");
    EXPECT_EQ(read("confirm"), "7-7: confirm expects a clause such as iso27001:2022/A.8.13 here");
    EXPECT_EQ(read("confirm by Ada"), "8-10: confirm expects a clause such as iso27001:2022/A.8.13 here");
    EXPECT_EQ(read("off a,"), "6-6: off expects a code such as CM204 here");
    EXPECT_EQ(read("confirm all"), "8-11: confirm names the clauses that it confirms");
    EXPECT_EQ(
        read("off a b"),
        "6-7: expected in, by or reason here (divide clauses and codes by commas; put a reason or a name of "
        "several words in quotes)");
    EXPECT_EQ(read("off a raeson \"x\""), "6-12: expected in, by or reason here (did you mean reason?)");
    EXPECT_EQ(
        read("off a at 2026-05-31"),
        "6-8: expected in, by or reason here (divide clauses and codes by commas; put a reason or a name of "
        "several words in quotes)");
    EXPECT_EQ(read("off a reason \"never closed"), "13-14: this quotation mark is not closed");
    EXPECT_EQ(read("off a reason"), "12-12: reason expects something behind it");
    EXPECT_EQ(read("off a reason x reason y"), "15-21: reason is given twice");
    EXPECT_EQ(read("off a in sektion"), "9-16: in expects passage, section or page (did you mean section?)");
    EXPECT_EQ(read("off-next a in page"), "14-18: off-next speaks of the next passage alone");
    EXPECT_EQ(read("on a reason x"),
              "5-11: nothing stands behind the codes of \"on\" (divide codes by commas)");
    EXPECT_EQ(read("reject a at May"), "12-15: a date is written 2026-05-31");
    EXPECT_EQ(read("reject a words xyz").substr(0, 6), "15-18:");
}

TEST(Directives, OfAnyBytesAreReadOrRefusedWithinTheirBounds) {
    std::string many = "off ";
    for (std::size_t i = 0; i <= limits::directive_subjects; ++i) many += "x,";
    EXPECT_NE(read(many).find("names 50 at most"), std::string::npos);
    for (int first = 0; first < 256; ++first)
        for (const char* text : {"", "off ", "off a ", "off a reason \"", "off a in "})
            for (const char* behind : {"", "\"", ",", " b"}) {
                const std::string whole = text + std::string(1, static_cast<char>(first)) + behind;
                const auto parsed = parse_directive(whole);
                if (const auto* fault = std::get_if<DirectiveFault>(&parsed)) {
                    EXPECT_LE(fault->span.begin, fault->span.end) << whole;
                    EXPECT_LE(fault->span.end, whole.size()) << whole;
                    EXPECT_FALSE(fault->message.empty());
                }
            }
}

}  // namespace
}  // namespace clausemark
