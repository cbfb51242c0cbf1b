// SPDX-License-Identifier: Apache-2.0
// Pages made of given texts, with the prints that duplicates are found by, and random ones that share texts.
#pragma once

#include <algorithm>
#include <iterator>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "tests/indexer/duplicates/pages.h"
#include "tests/indexer/store/sample.h"

namespace clausemark {

/// Each revision has an order higher than any before.
inline PageRecord page_of_texts(int number, const std::vector<std::string>& texts,
                                std::int64_t revision = 1) {
    PageRecord page;
    page.document.id = sample_key(number);
    page.document.attributes.title = "Page " + std::to_string(number);
    page.document.attributes.space = number % 2 == 0 ? "even" : "odd";
    page.document.attributes.revision_order = revision;
    page.document.attributes.rules_hash = "rules";
    std::uint32_t at = 0;
    for (const std::string& text : texts) {
        PassageRecord passage;
        passage.text = text;
        passage.span = passage.source = {at, at + static_cast<std::uint32_t>(text.size())};
        at = passage.span.end + 1;
        page.passages.push_back(passage);
        page.source += text + "\n";
    }
    page.document.attributes.content_hash = page.source;
    page.print = print_of(texts);
    return page;
}

/// What copies are told apart by, links, and values that may contradict those of other pages.
inline void attribute_at_random(PageRecord& page, std::mt19937& random) {
    const auto below = [&random](unsigned n) { return static_cast<int>(random() % n); };
    page.document.attributes.status = below(4) == 0 ? DocumentStatus::draft : DocumentStatus::unstated;
    page.marks.archived = below(6) == 0;
    page.marks.translation = below(12) == 0;
    page.marks.rank = static_cast<std::uint8_t>(below(3));
    for (int i = below(3); i > 0; --i) page.links.push_back("Page " + std::to_string(below(25)));
    std::ranges::sort(page.links);
    page.links.erase(std::unique(page.links.begin(), page.links.end()), page.links.end());
    if (page.passages.empty() || below(2) == 0) return;
    FactRecord fact;
    fact.passage = static_cast<std::uint32_t>(below(static_cast<unsigned>(page.passages.size())));
    fact.rule = "rule";
    fact.parameter = "time-" + std::to_string(below(3));
    fact.measure.value = fact.measure.range_end = 10 * below(3);
    fact.measure.dimension = "duration";
    fact.written = std::to_string(fact.measure.value);
    fact.place.text = page.passages[fact.passage].span;
    page.facts.push_back(fact);
}

/// Texts of few sorts, so that pages share some, have variants of others, and some become forms.
inline std::vector<std::string> random_texts(std::mt19937& random) {
    const auto below = [&random](unsigned n) { return static_cast<int>(random() % n); };
    std::vector<std::string> texts;
    const int sections = 1 + below(3);
    for (int s = 0; s < sections; ++s) {
        const int topic = below(6);
        if (below(4) == 0) {  // the same texts as sentences of one paragraph
            std::string paragraph;
            for (int i = 0; i < 5; ++i)
                if (below(4) > 0) paragraph += words_of(10 * topic + i, below(6) == 0 ? 10 : 16) + ". ";
            if (!paragraph.empty()) texts.push_back(paragraph);
            continue;
        }
        if (below(2) == 0) texts.push_back("Heading " + std::to_string(topic));
        for (int i = 0; i < 5; ++i) {
            const int kind = below(10);
            const int text = 10 * topic + i;
            if (kind == 0) continue;
            if (kind == 1)
                texts.push_back(words_of(1000 + below(1000), 14));
            else if (kind <= 4)  // a variant: one word changed
                texts.push_back(words_of(text, 10) + "v" + std::to_string(below(30)) + " " +
                                words_of(text, 6, 10));
            else
                texts.push_back(words_of(text, 16));
        }
    }
    if (below(3) == 0) texts.push_back("this document is uncontrolled when it is printed");
    return texts;
}

/// Saves of one page or several, edits, renames, copies of other pages and removals. Gives the last state.
template <typename Store>
std::map<int, PageRecord> random_history(Store& store, std::mt19937& random, int steps) {
    std::map<int, PageRecord> state;
    for (int step = 1; step <= steps; ++step) {
        std::vector<PageRecord> batch;
        const int size = random() % 6 == 0 ? 5 : 1;
        for (int i = 0; i < size; ++i) {
            const int number = static_cast<int>(random() % 25);
            const int what = static_cast<int>(random() % 10);
            if (what == 0 && state.contains(number)) {
                const DocumentKey key = sample_key(number);
                EXPECT_TRUE(store.remove({&key, 1}));
                std::erase_if(batch, [&](const PageRecord& page) { return page.document.id == key; });
                state.erase(number);
                continue;
            }
            PageRecord page = page_of_texts(number, random_texts(random), step);
            attribute_at_random(page, random);
            if (what <= 2 && !state.empty()) {  // a copy of another page
                page = std::next(state.begin(), static_cast<std::ptrdiff_t>(random() % state.size()))->second;
                page.document.id = sample_key(number);
                page.document.attributes.revision_order = step;
                page.marks.archived = random() % 4 == 0;
            } else if (what == 3 && state.contains(number)) {
                page = state[number];
                page.document.attributes.title += "!";
                page.document.attributes.revision_order = step;
            }
            state[number] = page;
            batch.push_back(page);
        }
        EXPECT_TRUE(store.save(batch));
    }
    return state;
}

}  // namespace clausemark
