// SPDX-License-Identifier: Apache-2.0
// Pages made up for the store's tests, each determined by its key and a version, and a temporary folder that
// goes away with the test.
#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "indexer/store/store.h"

namespace clausemark {

inline DocumentKey sample_key(int number) {
    return {"wiki", "page-" + std::to_string(1000 + number)};
}

/// A page of `passages` passages with a tag each; `version` changes its words and its revision.
inline PageRecord sample_page(int number, int version, int passages = 3) {
    PageRecord page;
    page.document.id = sample_key(number);
    Attributes& a = page.document.attributes;
    a.title = "Page " + std::to_string(number);
    a.space = number % 2 == 0 ? "even" : "odd";
    a.owner = "owner";
    a.revision = "r" + std::to_string(version);
    a.revision_order = version;
    a.content_hash = std::to_string(number) + "-" + std::to_string(version);
    a.rules_hash = "rules";
    std::uint32_t at = 0;
    for (int i = 0; i < passages; ++i) {
        PassageRecord passage;
        passage.text = "Passage " + std::to_string(i) + " of page " + std::to_string(number) + ", version " +
                       std::to_string(version) + ".";
        passage.span = {at, at + static_cast<std::uint32_t>(passage.text.size())};
        passage.source = passage.span;
        passage.heading_path = {"Title", "Section"};
        page.source += passage.text + "\n";
        at = passage.span.end + 1;
        TagRecord tag;
        tag.passage = static_cast<std::uint32_t>(i);
        tag.clause = "std:1/" + std::to_string(i % 4);
        tag.rule = "rule";
        tag.strength = i % 2 == 0 ? Strength::commitment : Strength::mention;
        tag.score = 0.5 + 0.1 * (i % 4);
        tag.shown = true;
        tag.aspects = {"rule/part"};
        tag.evidence = {
            {{passage.span.begin, passage.span.begin + 7}, {passage.span.begin, passage.span.begin + 7}}};
        page.passages.push_back(passage);
        page.tags.push_back(tag);
        page.coverage.push_back(
            {tag.clause + "." + std::to_string(i), "", Standing::counted, tag.strength, 1});
    }
    return page;
}

/// Of its own for each test, removed with all that is in it.
class TemporaryFolder {
  public:
    TemporaryFolder() {
        std::string name = (std::filesystem::temp_directory_path() / "clausemark-XXXXXX").string();
        path_ = ::mkdtemp(name.data());
    }
    TemporaryFolder(const TemporaryFolder&) = delete;
    TemporaryFolder& operator=(const TemporaryFolder&) = delete;
    ~TemporaryFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    std::string file(const std::string& name) const { return (path_ / name).string(); }
    const std::filesystem::path& path() const { return path_; }

  private:
    std::filesystem::path path_;
};

}  // namespace clausemark
