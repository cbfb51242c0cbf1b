// SPDX-License-Identifier: Apache-2.0
// Which regions make one cluster.
#include "indexer/duplicates/clusters.h"

#include <gmock/gmock.h>

namespace clausemark {
namespace {

using testing::SizeIs;

RegionLink link(PrintId a, std::uint32_t a_begin, std::uint32_t a_end, PrintId b, std::uint32_t b_begin,
                std::uint32_t b_end) {
    RegionLink link;
    link.a = a;
    link.b = b;
    link.a_begin = a_begin;
    link.a_end = a_end;
    link.b_begin = b_begin;
    link.b_end = b_end;
    link.a_size = link.b_size = 100;
    link.shared = 90;
    link.words = 10 * (a_end - a_begin);
    link.a_text = mixed(static_cast<std::uint64_t>(a), mixed(a_begin, a_end));
    link.b_text = mixed(static_cast<std::uint64_t>(b), mixed(b_begin, b_end));
    return link;
}

TEST(RegionClusters, JoinCopiesOfOneSectionAndLeaveWholePagesApart) {
    // Pages 1, 2 are copies, 3, 4 too; a section of five passages is in all of them.
    const std::vector<RegionLink> regions = {link(1, 0, 40, 2, 0, 40),   link(3, 0, 50, 4, 0, 50),
                                             link(1, 10, 15, 3, 20, 25), link(1, 10, 15, 4, 20, 25),
                                             link(2, 10, 16, 3, 20, 25), link(2, 10, 15, 4, 20, 25)};
    const auto clusters = cluster_regions(regions, {});
    ASSERT_THAT(clusters, SizeIs(3));
    EXPECT_THAT(clusters[0].sides, SizeIs(2));
    EXPECT_EQ(clusters[0].words, 500u);
    EXPECT_THAT(clusters[2].sides, SizeIs(4));
    EXPECT_THAT(clusters[2].regions, SizeIs(4));
}

TEST(RegionClusters, HaveIdsOfTheirWordsWhateverTheRows) {
    const std::vector<RegionLink> regions = {link(1, 0, 10, 2, 0, 10), link(2, 0, 10, 3, 5, 15)};
    std::vector<RegionLink> renumbered = {regions[1], regions[0]};
    for (RegionLink& link : renumbered) {
        link.a += 70;
        link.b += 70;
    }
    EXPECT_EQ(cluster_regions(regions, {})[0].id, cluster_regions(renumbered, {})[0].id);
    renumbered[0].b_text ^= 1;
    EXPECT_NE(cluster_regions(regions, {})[0].id, cluster_regions(renumbered, {})[0].id);
}

TEST(RegionClusters, ShowGraveDifferencesFirst) {
    std::vector<RegionLink> regions = {link(1, 0, 90, 2, 0, 90), link(3, 0, 10, 4, 0, 10)};
    regions[1].weight = 0.9;
    EXPECT_EQ(cluster_regions(regions, {})[0].words, 100u);
}

TEST(RegionClusters, TakeTheContentOfSeveralDocumentsForACluster) {
    const WholeCopy copy{5, 30, 300, 77};
    const auto clusters = cluster_regions({}, {&copy, 1});
    ASSERT_THAT(clusters, SizeIs(1));
    EXPECT_TRUE(clusters[0].whole);
    EXPECT_EQ(clusters[0].similarity, 1);
}

}  // namespace
}  // namespace clausemark
