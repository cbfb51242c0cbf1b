// SPDX-License-Identifier: Apache-2.0
// Requirements of two standards as one list: small ones by hand, and the shipped standards.
#include "indexer/integration/shared.h"

#include <set>

#include "tests/indexer/integration/standards.h"

namespace clausemark {
namespace {

using testing::Contains;
using testing::ElementsAre;

template <typename World>
std::vector<std::string> groups(const World& known, const std::vector<StandardIndex>& standards) {
    std::vector<std::string> out;
    for (const SharedRequirement& one :
         share_requirements(known.catalogue, known.correspondences, known.order, standards)) {
        std::string text;
        for (const ClauseIndex leaf : one.leaves)
            text += (text.empty() ? "" : " ") + known.catalogue.clause(leaf).id;
        out.push_back(text);
    }
    return out;
}

TEST(SharedRequirements, StandOnceForWhatCorresponds) {
    const SmallWorld known;
    EXPECT_THAT(groups(known, {known.in("a:1"), known.in("b:1")}),
                ElementsAre("a:1/1 b:1/1", "a:1/2 b:1/2.1 b:1/2.2", "a:1/3 b:1/7", "a:1/4", "a:1/5", "b:1/8",
                            "b:1/9"))
        << "titles without a common word do not bind what has only something in common";
}

TEST(SharedRequirements, ReferToEachOtherWhereTheyOnlyTouch) {
    const SmallWorld known;
    const StandardIndex both[] = {known.in("a:1"), known.in("b:1")};
    const auto all = share_requirements(known.catalogue, known.correspondences, known.order, both);
    const auto incident = std::ranges::find(all, known.at("a:1/3"), &SharedRequirement::lead);
    ASSERT_NE(incident, all.end());
    ASSERT_EQ(incident->near.size(), 1u);
    EXPECT_EQ(incident->near[0].to, known.at("b:1/8"));
    EXPECT_EQ(incident->rows.size(), 1u);
}

TEST(SharedRequirements, HoldEveryLeafOfEveryShippedPairOnce) {
    const ShippedKnowledge known;
    for (StandardIndex a = 0; a < known.catalogue.standards().size(); ++a)
        for (const StandardIndex b : known.correspondences.related_to(a)) {
            const StandardIndex both[] = {a, b};
            std::multiset<ClauseIndex> held;
            for (const SharedRequirement& one :
                 share_requirements(known.catalogue, known.correspondences, known.order, both)) {
                held.insert(one.leaves.begin(), one.leaves.end());
                EXPECT_LT(one.phase, known.order.phases().size());
            }
            std::multiset<ClauseIndex> leaves;
            for (const StandardIndex standard : both)
                for (const ClauseIndex clause : known.catalogue.standards()[standard].clauses)
                    if (known.catalogue.clause(clause).leaf()) leaves.insert(clause);
            EXPECT_EQ(held, leaves) << known.catalogue.standards()[a].id << known.catalogue.standards()[b].id;
        }
}

TEST(SharedRequirements, PutTogetherWhatAnIntegratedSystemDoesOnce) {
    const ShippedKnowledge known;
    const auto all = groups(known, {known.in("iso27001:2022"), known.in("iso20000-1:2018")});
    const std::string x = "iso27001:2022/";
    const std::string y = "iso20000-1:2018/";
    EXPECT_THAT(all, Contains(x + "7.5.2 " + y + "7.5.2"));
    EXPECT_THAT(all, Contains(x + "10.2 " + y + "10.1.1 " + y + "10.1.2")) << "10.1 and 10.2 cross";
    EXPECT_THAT(all, Contains(x + "10.1 " + y + "10.2"));
    EXPECT_THAT(all, Contains(x + "9.3.1 " + x + "9.3.2 " + x + "9.3.3 " + y + "9.3"));
    EXPECT_THAT(all, Contains(x + "5.2 " + y + "5.2.1 " + y + "5.2.2"));
    EXPECT_THAT(all, Contains(x + "A.5.24 " + x + "A.5.25 " + x + "A.5.26 " + x + "A.5.27 " + x + "A.5.28 " +
                              x + "A.6.8 " + y + "8.7.3.3"));
    EXPECT_THAT(all, Contains(x + "A.5.29 " + x + "A.5.30 " + y + "8.7.2"));
    EXPECT_THAT(all, Contains(x + "A.8.32 " + y + "8.5.1.1 " + y + "8.5.1.2 " + y + "8.5.1.3"));
    EXPECT_THAT(all, Contains(y + "8.6.3")) << "problem management is no part of security incidents";
    EXPECT_THAT(all, Contains(x + "A.8.13"));
}

TEST(Correspondences, NameTheElevenControlsThatAreNewIn2022) {
    const ShippedKnowledge known;
    const StandardIndex before = known.in("iso27001:2013");
    const StandardIndex now = known.in("iso27001:2022");
    std::vector<std::string> added;
    for (const auto& [clause, reason] : alone_in(known.catalogue, known.correspondences, now, before))
        if (known.catalogue.clause(clause).kind == ClauseKind::control)
            added.push_back(known.catalogue.clause(clause).number);
    EXPECT_THAT(added, ElementsAre("A.5.7", "A.5.23", "A.5.30", "A.7.4", "A.8.9", "A.8.10", "A.8.11",
                                   "A.8.12", "A.8.16", "A.8.23", "A.8.28"));
    EXPECT_TRUE(alone_in(known.catalogue, known.correspondences, before, now).empty())
        << "no control of 2013 was dropped";
    EXPECT_EQ(known.correspondences.of(known.at("iso27001:2013/A.12.6.1"), now)[0].relation,
              Relation::subset_of)
        << "A.18.2.3 joined it in A.8.8";
}

TEST(Correspondences, RelateTheStandardsWithEachOther) {
    const ShippedKnowledge known;
    for (StandardIndex a = 0; a < known.catalogue.standards().size(); ++a)
        for (StandardIndex b = 0; b < a; ++b) {
            const std::string pair =
                known.catalogue.standards()[b].id + " " + known.catalogue.standards()[a].id;
            // Nobody goes from the old edition of the one to the new edition of the other.
            if (pair == "iso20000-1:2011 iso27001:2022") continue;
            EXPECT_TRUE(related(known.correspondences, a, b)) << pair;
        }
}

TEST(SharedRequirements, OfTheShippedStandardsStandTogetherByRowsThatExist) {
    const ShippedKnowledge known;
    std::size_t said = 0;
    for (const Clause& clause : known.catalogue.clauses())
        for (const Clause& other : known.catalogue.clauses()) {
            const ClauseIndex a = known.at(clause.id);
            const ClauseIndex b = known.at(other.id);
            if (a >= b || !known.order.together(a, b)) continue;
            ++said;
            const auto& rows = known.correspondences.of(a, other.standard);
            EXPECT_NE(std::ranges::find(rows, b, &Correspondence::to), rows.end())
                << clause.id << " " << other.id;
        }
    EXPECT_EQ(said, 20u);
}

}  // namespace
}  // namespace clausemark
