// SPDX-License-Identifier: Apache-2.0
// The same answer each time and in every thread, and linear time on hostile pages.
#include <thread>

#include "tests/indexer/matcher/rules_for_tests.h"
#include "tests/work.h"

namespace clausemark::test {
namespace {

const std::string matches = "$w near/6 (<duration> | y1) | x1 and z1 unless q1";

std::shared_ptr<const RuleSet> rules() {
    static const auto made = compile("define w = x1 | \"y1 z1\"\n" + rule(matches, "topic z1\n"));
    return made;
}

/// All of an analysis that can differ, as text.
std::string printed(const Analysis& analysis) {
    std::string out;
    for (const Tag& tag : analysis.tags) {
        out += std::to_string(tag.passage) + " " + std::to_string(tag.clause) + " " +
               std::to_string(tag.score) + " ";
        for (const Span span : tag.evidence)
            out += std::to_string(span.begin) + "-" + std::to_string(span.end) + " ";
        out += "\n";
    }
    return out;
}

std::string text_of(unsigned seed, int sentences) {
    const char* words[] = {"x1", "y1", "z1", "q1", "must", "and", "two", "hours", "should", "is not"};
    std::string text;
    for (int i = 0; i < sentences; ++i) {
        for (int k = 0; k < 9; ++k)
            text += std::string(words[(seed = seed * 1103515245 + 12345) >> 16 & 7]) + " ";
        text += i % 4 == 3 ? ".\n\n" : ". ";
    }
    return text;
}

TEST(Matcher, GivesTheSameAnswerAgain) {
    Analyzer used(rules());
    for (unsigned seed = 0; seed < 20; ++seed) {
        const Document document = page(text_of(seed, 40));
        Analyzer fresh(rules());
        EXPECT_EQ(printed(used.analyze(document)), printed(fresh.analyze(document)));
    }
}

TEST(Matcher, GivesTheSameAnswerInEightThreads) {
    const Document document = page(text_of(3, 400) + "\xE4\xB8\x80\xE4\xBA\x8C\n");
    Analyzer alone(rules());
    const std::string expected = printed(alone.analyze(document));
    std::vector<std::string> got(8);
    std::vector<std::thread> threads;
    for (std::string& out : got) {
        threads.emplace_back([&] {
            Analyzer analyzer(rules());
            for (int i = 0; i < 10; ++i) out = printed(analyzer.analyze(document));
        });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_FALSE(expected.empty());
    for (const std::string& out : got) EXPECT_EQ(out, expected);
}

std::string repeated(std::string_view sentence, int times) {
    std::string text;
    for (int i = 0; i < times; ++i) text += sentence;
    return text;
}

TEST(Matcher, IsLinearOnHostilePages) {
    for (const auto& [sentence, times] : {std::pair("a", 200'000),
                                          {"You must x1 y1 z1 for two hours. ", 5'000},
                                          {"x1 ", 50'000},
                                          {"y1 z1 two hours 2024-05-12 each day ", 10'000},
                                          {"log 1 2 3 4 5 6 ", 10'000}}) {
        // A new analyzer each time: one that has seen the larger page keeps its room.
        EXPECT_TRUE(test::grows_linearly(
            [&](int size) {
                Analyzer analyzer(rules());
                analyzer.analyze(page(repeated(sentence, size), Format::plain));
            },
            times))
            << sentence;
    }
}

/// More alternatives than are kept as frequent ones: "w299" is a rare one.
std::string many_words() {
    std::string words = "w0";
    for (int i = 1; i < 300; ++i) words += " | w" + std::to_string(i);
    return "(" + words + ")";
}

TEST(Matcher, FindsRareAndFrequentAlternatives) {
    for (const char* word : {"w0", "w150", "w299"})
        EXPECT_EQ(matched(many_words() + " near/3 z1", std::string("some ") + word + " z1"),
                  std::string(word) + " z1");
    EXPECT_EQ(matched(many_words() + " near/3 z1", "w300 z1"), "-");
}

TEST(Matcher, ForgetsAPassageAfterTheNumbersOfPassagesRepeat) {
    Analyzer analyzer(compile(rule(many_words() + " near/3 z1")));
    const auto hits_in = [&](const std::string& text) { return analyzer.analyze(page(text)).hits.size(); };
    EXPECT_EQ(hits_in("w280 w290 w299 z1\n"), 1u);
    EXPECT_EQ(hits_in(repeated("z1\n\n", 70'000)), 0u);  // passages are numbered in 16 bits
    EXPECT_EQ(hits_in("z1 w299\n"), 1u);
}

TEST(Matcher, ReadsLongListsUnderALongLeadIn) {
    const auto known = rules();
    EXPECT_TRUE(test::grows_linearly(
        [&](int size) {
            Analyzer analyzer(known);  // one that has read a long page keeps its buffers
            std::string text = repeated("x1 y1 ", 5 * size) + "must:\n\n";
            for (int i = 0; i < size; ++i) text += "- item z1\n";
            analyzer.analyze(page(text));
        },
        2'000));
}

}  // namespace
}  // namespace clausemark::test
