// SPDX-License-Identifier: Apache-2.0
// What the tests of scanning share: a folder of pages, a store beside it, a scan without rules that remembers
// what it was told, and the parts of an export.
#pragma once

#include <gtest/gtest.h>

#include <fstream>

#include "indexer/scan/scan.h"
#include "tests/indexer/store/sample.h"

namespace clausemark {

class Scanning : public testing::Test {
  protected:
    void SetUp() override {
        wiki = folder.path() / "wiki";
        std::filesystem::create_directory(wiki);
        auto catalogue = std::make_shared<const Catalogue>();
        std::vector<Diagnostic> faults;
        parts.rules = RuleSet::compile({}, catalogue, faults);
        for (const Diagnostic& fault : faults) ADD_FAILURE() << render(fault);
        parts.citations = std::make_shared<CitationFinder>(catalogue, CitationWords{});
        parts.config = std::make_shared<const Config>(Config::defaults());
        parts.rules_hash = "1";
        auto opened = open_sqlite_store(folder.file("store.sqlite"));
        ASSERT_TRUE(opened);
        store = std::move(*opened);
    }
    void write(const std::string& name, const std::string& bytes) const {
        std::filesystem::create_directories((wiki / name).parent_path());
        std::ofstream(wiki / name, std::ios::binary) << bytes;
    }
    ScanReport run(std::string path = {}) {
        codes.clear();
        found.clear();
        ScanEvents events;
        events.found = [this](const Diagnostic& d) {
            codes.push_back(code_text(d.code));
            found.push_back(d);
        };
        ScanOptions options;
        options.paths = {path.empty() ? wiki.string() : path};
        options.threads = 2;
        const auto scanned = scan(*store, parts, options, events);
        EXPECT_TRUE(scanned) << (scanned ? "" : render(scanned.why()));
        return scanned ? *scanned : ScanReport{};
    }
    std::vector<std::string> keys() const {
        std::vector<std::string> stored;
        const auto documents = store->documents({});
        for (const DocumentRecord& d : *documents) stored.push_back(d.id.key);
        return stored;
    }
    /// What was found about files whose names end so, one line each, with its place; each must have a hint.
    std::string said_of(const std::string& ending) const {
        std::string out;
        for (const Diagnostic& d : found) {
            if (!d.file.ends_with(ending)) continue;
            EXPECT_FALSE(d.hint.empty()) << d.message;
            if (d.position.line > 0)
                out += std::to_string(d.position.line) + ":" + std::to_string(d.position.column) + " ";
            out += d.message + "\n";
        }
        return out;
    }

    TemporaryFolder folder;
    std::filesystem::path wiki;
    IndexerParts parts;
    std::unique_ptr<Store> store;
    std::vector<std::string> codes;
    std::vector<Diagnostic> found;
};

inline std::string export_of(const std::string& pages) {
    return "<mediawiki xmlns=\"http://www.mediawiki.org/xml/export-0.11/\"><siteinfo><sitename>W</sitename>"
           "<base>http://wiki.example/wiki/Main_Page</base></siteinfo>" +
           pages;
}
inline std::string export_page(const std::string& id, const std::string& title, const std::string& text) {
    return "<page><title>" + title + "</title><ns>0</ns><id>" + id + "</id><revision><id>" + id +
           "0</id><model>wikitext</model><format>text/x-wiki</format><text>" + text +
           "</text></revision></page>";
}

}  // namespace clausemark
