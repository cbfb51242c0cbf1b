// SPDX-License-Identifier: Apache-2.0
// Pages indexed with one small rule (a passage that says that backups must be tested answers
// iso27001:2022/A.8.13), so that the effect of directives can be read off their records.
#pragma once

#include <fmt/format.h>

#include "indexer/pages/page_indexer.h"
#include "tests/indexer/matcher/rules_for_tests.h"
#include "tests/source_dir.h"

namespace clausemark::test {

inline const std::string backup = "iso27001:2022/A.8.13";

inline PageIndexer make_indexer() {
    static const auto rules = compile(rule("backup near/6 test"));
    static const auto citations = [] {
        CitationWords words;
        std::vector<Diagnostic> faults;
        const std::string path = CLAUSEMARK_SOURCE_DIR "/corpus/citations/english.json";
        std::ifstream in(path, std::ios::binary);
        words.add(path, std::string(std::istreambuf_iterator<char>(in), {}), faults);
        EXPECT_TRUE(faults.empty());
        return std::make_shared<const CitationFinder>(catalogue(), words);
    }();
    return PageIndexer({rules, citations, std::make_shared<const Config>(Config::defaults()), {}, "rules"});
}

inline PageRecord indexed(const std::string& source, Format format = Format::markdown) {
    PageIndexer indexer = make_indexer();
    PageInput input;
    input.id = {"wiki", "page"};
    input.source = source;
    input.given.format = format;
    return indexer.index(std::move(input));
}

/// "text: state", of the tags of the backup clause that are shown or decided.
inline std::vector<std::string> tags_of(const PageRecord& page) {
    std::vector<std::string> out;
    for (const TagRecord& tag : page.tags)
        if (tag.clause == backup && (tag.shown || !tag.said.empty()))
            out.push_back(page.passages[tag.passage].text + ": " + std::string(name_of(tag.state)));
    return out;
}

/// "3:7 CM636 message (hint)".
inline std::vector<std::string> said_of(const std::vector<Diagnostic>& diagnostics) {
    std::vector<std::string> out;
    for (const Diagnostic& d : diagnostics)
        out.push_back(fmt::format("{}:{} {} {}{}", d.position.line, d.position.column, code_text(d.code),
                                  d.message, d.hint.empty() ? "" : " (" + d.hint + ")"));
    return out;
}

}  // namespace clausemark::test
