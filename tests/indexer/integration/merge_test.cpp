// SPDX-License-Identifier: Apache-2.0
// Requirements and the documents that answer them; pairs of documents to merge.
#include "indexer/integration/merge.h"

#include "tests/indexer/integration/standards.h"

namespace clausemark {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

struct Documents : SmallWorld {
    Documents() : parts(catalogue.clauses().size()) {
        const StandardIndex both[] = {in("a:1"), in("b:1")};
        requirements = share_requirements(catalogue, correspondences, order, both);
        for (const char* id : {"a:1/3", "b:1/7"})
            parts[at(id)] = {{"x/log", "logging", "", true}, {"x/close", "closing", "", true}};
        sides.first = in("a:1");
        sides.second = in("b:1");
        sides.first_names = {"isms"};
        sides.second_names = {"sms"};
    }
    void say(const std::string& page, const std::string& clause, std::vector<std::string> aspects,
             const std::string& system = "", Standing standing = Standing::counted) {
        EvidenceRecord made;
        made.document.id = {"w", page};
        made.document.attributes.title = page;
        made.document.attributes.system = system;
        made.document.attributes.owner = page + "'s owner";
        made.tag.clause = clause;
        made.tag.passage = next++;
        made.tag.aspects = std::move(aspects);
        made.tag.strength = Strength::commitment;
        made.tag.standing = standing;
        said.push_back(std::move(made));
    }
    std::vector<RequirementAnswer> answers() const {
        AnswerBuilder builder(catalogue, requirements);
        for (const EvidenceRecord& one : said) builder.add(one);
        std::vector<CoverageSum> sums;
        for (const EvidenceRecord& one : said) {
            if (one.tag.standing != Standing::counted) continue;
            sums.push_back({{one.tag.clause, "", Standing::counted, Strength::commitment, 1}, 1});
            for (const std::string& aspect : one.tag.aspects)
                sums.push_back({{one.tag.clause, aspect, Standing::counted, Strength::commitment, 1}, 1});
        }
        std::vector<StandardCoverage> coverages;
        for (const char* id : {"a:1", "b:1"}) coverages.push_back(assess(catalogue, in(id), parts, {}, sums));
        return builder.answers(coverages);
    }
    const RequirementAnswer& incident(const std::vector<RequirementAnswer>& all) const {
        return *std::ranges::find_if(
            all, [&](const RequirementAnswer& one) { return one.requirement->lead == at("a:1/3"); });
    }
    std::vector<MergePair> pairs() const { return merge_pairs(catalogue, parts, answers(), sides); }

    std::vector<SharedRequirement> requirements;
    PartsOfClauses parts;
    Sides sides;
    std::uint32_t next = 0;
    std::vector<EvidenceRecord> said;
};

TEST(RequirementAnswers, TellForWhichSideARequirementIsAnsweredAndByWhom) {
    Documents known;
    EXPECT_EQ(known.incident(known.answers()).state, SharedState::open);
    known.say("security", "a:1/3", {"x/log"});
    auto all = known.answers();
    EXPECT_EQ(known.incident(all).state, SharedState::one_sided);
    EXPECT_THAT(known.incident(all).unanswered, ElementsAre(known.in("b:1")));
    known.say("desk", "b:1/7", {"x/close"});
    all = known.answers();
    EXPECT_EQ(known.incident(all).state, SharedState::apart);
    EXPECT_THAT(known.incident(all).owners, ElementsAre("desk's owner", "security's owner"));
    known.say("desk", "a:1/3", {"x/close"});
    EXPECT_EQ(known.incident(known.answers()).state, SharedState::joint);
}

TEST(RequirementAnswers, LeaveOutWhatDoesNotCount) {
    Documents known;
    known.say("draft", "a:1/3", {"x/log"}, "", Standing::draft);
    known.say("far", "a:1/3", {"x/log"}, "", Standing::out_of_scope);
    EXPECT_THAT(known.incident(known.answers()).documents, IsEmpty());
}

TEST(MergePairs, AreDocumentsOfTwoSystemsThatAnswerTheSame) {
    Documents known;
    known.say("security", "a:1/3", {"x/log"}, "ISMS");
    known.say("security", "a:1/3", {}, "ISMS");
    known.say("desk", "b:1/7", {"x/log", "x/close"}, "SMS");
    known.say("desk", "b:1/7", {}, "SMS");
    const auto pairs = known.pairs();
    ASSERT_EQ(pairs.size(), 1u);
    EXPECT_EQ(pairs[0].left.id.key, "security");
    EXPECT_EQ(pairs[0].right.id.key, "desk");
    EXPECT_TRUE(pairs[0].substantial);
    EXPECT_THAT(pairs[0].answers[0].both, ElementsAre("logging"));
    EXPECT_THAT(pairs[0].answers[0].only_right, ElementsAre("closing"));
    EXPECT_FALSE(pairs[0].keep_left) << "the desk's procedure says more";
    EXPECT_THAT(pairs[0].to_take_over(), IsEmpty());
}

TEST(MergePairs, AreNoneWhereOneDocumentOfBothSystemsSaysMost) {
    Documents known;
    known.sides.first_scope = known.sides.second_scope = {{"w", "joint"}};
    known.say("security", "a:1/3", {"x/log"}, "ISMS");
    known.say("desk", "b:1/7", {"x/log"}, "SMS");
    EXPECT_EQ(known.pairs().size(), 1u);
    known.say("joint", "a:1/3", {"x/log", "x/close"});
    known.say("joint", "b:1/7", {"x/log", "x/close"});
    EXPECT_THAT(known.pairs(), IsEmpty());
}

TEST(MergePairs, TakeADocumentForThatOfTheOnlyScopeThatHasIt) {
    Documents known;
    known.say("security", "a:1/3", {"x/log"});
    known.say("desk", "b:1/7", {"x/log"});
    EXPECT_THAT(known.pairs(), IsEmpty()) << "in no scope, of no system";
    known.sides.first_scope = {{"w", "security"}};
    known.sides.second_scope = {{"w", "desk"}};
    ASSERT_EQ(known.pairs().size(), 1u);
    EXPECT_FALSE(known.pairs()[0].substantial) << "one passage each";
}

}  // namespace
}  // namespace clausemark
