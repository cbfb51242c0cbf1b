// SPDX-License-Identifier: Apache-2.0
// Scanning folders that are as broken as real ones, with a rule or two of our own. What was stored before
// must survive everything but a page that is really gone.
#include <gmock/gmock.h>

#include "indexer/scan/walk.h"
#include "tests/indexer/scan/scanning.h"

namespace clausemark {
namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAre;

TEST_F(Scanning, StoresPagesAndSkipsThoseUnchanged) {
    write("a.md", "# A\n\nText.\n");
    write("b/c.md", "# C\n\nText.\n");
    write("logo.png", "no page");
    ScanReport r = run();
    EXPECT_EQ(r.analysed, 2);
    EXPECT_EQ(r.others, 1);
    EXPECT_THAT(keys(), ElementsAre("a.md", "b/c.md"));
    r = run();
    EXPECT_EQ(r.unchanged, 2);
    EXPECT_EQ(r.analysed, 0);
    write("a.md", "# A\n\nOther text.\n");
    r = run();
    EXPECT_EQ(r.analysed, 1);
    parts.rules_hash = "2";
    EXPECT_EQ(run().analysed, 2) << "other rules, other analysis";
}

TEST_F(Scanning, RemovesPagesThatAreGone) {
    write("a.md", "a");
    write("b.md", "b");
    run();
    std::filesystem::remove(wiki / "b.md");
    EXPECT_EQ(run().removed, 1);
    EXPECT_THAT(keys(), ElementsAre("a.md"));
}

TEST_F(Scanning, KeepsStoredPagesWhereNothingOrNotAllCouldBeSeen) {
    write("a.md", "a");
    write("b/c.md", "c");
    run();
    EXPECT_EQ(run((wiki / "a.md").string()).removed, 0) << "one file says nothing of its neighbours";
    std::filesystem::rename(wiki, folder.path() / "away");
    std::filesystem::create_directory(wiki);
    const ScanReport r = run();
    EXPECT_TRUE(r.incomplete) << "an empty folder is more likely a lost mount than a deleted wiki";
    EXPECT_THAT(codes, ElementsAre("CM010"));
    std::filesystem::remove(wiki);
    EXPECT_TRUE(run().incomplete);
    EXPECT_THAT(keys(), ElementsAre("a.md", "b/c.md"));
}

TEST_F(Scanning, ReportsPagesBeyondTheLimitAndKeepsTheirLastVersion) {
    write("a.md", "small");
    run();
    Config config = Config::defaults();
    config.page_bytes = 100;
    parts.config = std::make_shared<const Config>(std::move(config));
    write("a.md", std::string(101, 'x'));
    const ScanReport r = run();
    EXPECT_THAT(codes, ElementsAre("CM003"));
    EXPECT_EQ(r.removed, 0);
    EXPECT_THAT(keys(), ElementsAre("a.md"));
}

TEST_F(Scanning, FollowsLinksButNeverInCircles) {
    write("a/b.md", "b");
    std::filesystem::create_directory_symlink("..", wiki / "a" / "up");
    std::filesystem::create_directory_symlink("a", wiki / "again");
    std::filesystem::create_symlink("nowhere", wiki / "dangling.md");
    const std::filesystem::path beside = folder.path() / "beside";
    std::filesystem::create_directory(beside);
    std::ofstream(beside / "d.md") << "d";
    std::filesystem::create_directory_symlink(beside, wiki / "linked");
    run();
    EXPECT_THAT(codes, UnorderedElementsAre("CM001", "CM005"));
    EXPECT_THAT(keys(), ElementsAre("a/b.md", "linked/d.md"));
}

TEST_F(Scanning, ReadsExportsAndKeepsPagesThatATruncatedOneLacks) {
    write("dump.xml", export_of(export_page("1", "Backup", "Words.") + export_page("2", "Other", "Words.")) +
                          "</mediawiki>");
    write("data.xml", "<data/>");
    ScanReport r = run();
    EXPECT_EQ(r.analysed, 2);
    EXPECT_EQ(r.others, 1);
    EXPECT_EQ(store->documents({})->front().attributes.permalink, "http://wiki.example/wiki/Backup");
    write("dump.xml", export_of(export_page("1", "Backup", "Words.")) + "<page><title>Oth");
    r = run();
    EXPECT_TRUE(r.incomplete);
    EXPECT_THAT(codes, ElementsAre("CM006"));
    EXPECT_THAT(keys(), ElementsAre("1", "2"));
    write("dump.xml", export_of(export_page("1", "Renamed", "Words.")) + "</mediawiki>");
    r = run();
    EXPECT_EQ(r.analysed, 1) << "a new title is a change";
    EXPECT_EQ(r.removed, 1);
    EXPECT_THAT(keys(), ElementsAre("1"));
}

TEST_F(Scanning, GivesTheSameStoreForAnyNumberOfWorkers) {
    for (int i = 0; i < 200; ++i)
        write("p" + std::to_string(i) + ".md", "# Page " + std::to_string(i) + "\n");
    run();
    std::vector<std::string> order;
    const auto changes = store->changes(0, 1000);
    for (const Change& change : *changes) order.push_back(change.id.key);
    EXPECT_TRUE(std::is_sorted(order.begin(), order.end()));
    EXPECT_EQ(order.size(), 200u);
}

}  // namespace
}  // namespace clausemark
