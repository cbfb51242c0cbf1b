// SPDX-License-Identifier: Apache-2.0
// Drift in the sample wiki, places of what differs, and keys of decisions.
#include "indexer/drift/drift.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <fstream>
#include <iterator>

#include "parser/formats/formats.h"
#include "tests/indexer/drift/shipped_rules.h"
#include "tests/source_dir.h"

namespace clausemark {
namespace {

using ::testing::HasSubstr;

struct Side {
    Document document;
    std::vector<DriftPassage> passages;
};

Side read_side(const std::string& path) {
    std::ifstream in(CLAUSEMARK_SOURCE_DIR "/corpus/sample/" + path, std::ios::binary);
    const std::string source{std::istreambuf_iterator<char>(in), {}};
    const Format format = path.ends_with(".wiki") ? Format::mediawiki : Format::dokuwiki;
    Side side{read_page(format, source), {}};
    for (const Passage& p : side.document.passages) {
        if (p.kind == PassageKind::argument) continue;
        side.passages.push_back({side.document.text_of(p), p.kind,
                                 p.lead_in == no_passage
                                     ? std::string_view()
                                     : side.document.text_of(side.document.passages[p.lead_in])});
    }
    return side;
}

TEST(DriftOfTheSample, NamesEveryPlantedDifferenceBeforeTheWording) {
    const Side older = read_side("service-management/account-management.wiki");
    const Side copy = read_side("information-security/user-access-procedure.txt");
    DriftFinder finder(test::shipped_rules());
    const Drift drift = finder.compare(older.passages, copy.passages);
    std::vector<std::string> found;
    for (const Difference& d : drift.differences)
        found.push_back(std::string(name_of(d.kind)) + ": " + d.explanation);
    const std::string all = ::testing::PrintToString(found);
    ASSERT_GE(found.size(), 12u) << all;
    // The three periods, in any order.
    for (std::size_t i = 0; i < 3; ++i) {
        EXPECT_THAT(found[i], HasSubstr("90 days here")) << all;
        EXPECT_THAT(found[i], HasSubstr("30 days there")) << all;
    }
    const auto place = [&](const std::string& text) {
        const auto at = std::find_if(found.begin(), found.end(),
                                     [&](const std::string& f) { return f.find(text) != std::string::npos; });
        EXPECT_NE(at, found.end()) << text << "\n" << all;
        return at - found.begin();
    };
    const auto wording = std::find_if(found.begin(), found.end(),
                                      [](const std::string& f) { return f.starts_with("wording"); }) -
                         found.begin();
    for (const char* planted : {
             "missing-step: Only here: \u201cThe service desk hands the first password",
             "service desk team leader here, Information Security Manager there",
             "service owner here, information asset owner there",
             "Head of Digital Services here, SIRO there",
             "Service Delivery Manager here, SIRO there",
         })
        EXPECT_LT(place(planted), wording) << all;
}

TEST(Drift, GivesWholeWordsOnBothSides) {
    DriftFinder finder(test::shipped_rules());
    const std::string left = "First things first. Files are kept for 90 days.";
    const std::string right = "First things first. Files are kept for 30 days.";
    const std::vector<DriftPassage> a = {{left, PassageKind::paragraph, {}}};
    const std::vector<DriftPassage> b = {{right, PassageKind::paragraph, {}}};
    const Drift drift = finder.compare(a, b);
    ASSERT_EQ(drift.differences.size(), 1u);
    const Difference& d = drift.differences.front();
    EXPECT_EQ(d.left_words.front().of(left), "90 days");
    EXPECT_EQ(d.right_words.front().of(right), "30 days");
    EXPECT_EQ(drift.pairs[d.pair].left_words.front().of(left), "90");
    EXPECT_EQ(drift.left[1].span.of(left), "Files are kept for 90 days.");
}

TEST(Drift, ReadsALeadInThatIsNoPassage) {
    DriftFinder finder(test::shipped_rules());
    const std::vector<DriftPassage> a = {{"lock screens", PassageKind::list_item, "Staff must:"},
                                         {"wear badges", PassageKind::list_item, "Staff must:"}};
    const std::vector<DriftPassage> b = {{"lock screens", PassageKind::list_item, "Staff should:"},
                                         {"wear badges", PassageKind::list_item, "Staff should:"}};
    const Drift drift = finder.compare(a, b);
    ASSERT_EQ(drift.differences.size(), 1u);
    EXPECT_EQ(drift.differences.front().explanation, "\u201cmust\u201d here, \u201cshould\u201d there.");
    EXPECT_TRUE(drift.left[drift.pairs[drift.differences.front().pair].left].in_lead_in);
}

TEST(Drift, HasKeysThatLastUntilTheTextChanges) {
    DriftFinder finder(test::shipped_rules());
    const auto key = [&](const std::string& left, const std::string& right) {
        const std::vector<DriftPassage> a = {{"A page.", PassageKind::paragraph, {}}, {left, {}, {}}};
        const std::vector<DriftPassage> b = {{right, {}, {}}};
        for (const Difference& d : finder.compare(a, b).differences) {
            if (d.kind == DriftKind::duration) return d.key;
        }
        return std::uint64_t{0};
    };
    const std::uint64_t first = key("Files are kept for 90 days.", "Files are kept for 30 days.");
    EXPECT_NE(first, 0u);
    EXPECT_EQ(first, key("Files are kept for 90 days!", "Files  are kept for 30 days."));
    EXPECT_NE(first, key("Files are kept for 90 days.", "Files are kept for 31 days."));
}

}  // namespace
}  // namespace clausemark
