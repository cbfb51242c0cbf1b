// SPDX-License-Identifier: Apache-2.0
// Plans over small standards: what counts as reuse, what as extending, and in which order.
#include "indexer/integration/plan.h"

#include <numeric>

#include "indexer/integration/evidence_choice.h"
#include "tests/indexer/integration/standards.h"

namespace clausemark {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;

/// What pages say, clause by clause: each clause of b has the parts "x/one" and "x/two", those of a "y/one".
struct Pages : SmallWorld {
    Pages() : parts(catalogue.clauses().size()) {
        for (std::size_t i = 0; i < catalogue.clauses().size(); ++i) {
            const Clause& clause = catalogue.clauses()[i];
            if (!clause.leaf() || clause.id == "b:1/9") continue;  // nobody looks for 9
            if (clause.standard == in("a:1")) {
                parts[i] = {{"y/one", "the one", "write the one", true}};
            } else {
                parts[i] = {{"x/one", "the first half", "write it", true},
                            {"x/two", "the second half", "write it too", true}};
            }
        }
    }
    void say(const std::string& clause, const std::string& part, Standing standing = Standing::counted,
             Strength strength = Strength::commitment) {
        sums.push_back({{clause, part, standing, strength, 1}, 1});
        sums.push_back({{clause, "", standing, strength, 1}, 1});
    }
    ImplementationPlan plan(const std::string& have = "a:1", const std::string& want = "b:1") const {
        const auto standings = [&](const std::string& id) {
            return read_standings(catalogue, in(id), parts, declarations, sums);
        };
        return plan_implementation(catalogue, correspondences, order, standings(have), standings(want));
    }
    const ClausePlan& of(const ImplementationPlan& plan, const std::string& id) const {
        return *std::ranges::find(plan.clauses, at(id), &ClausePlan::clause);
    }
    Disposition disposition(const std::string& id) const { return of(plan(), id).disposition; }

    PartsOfClauses parts;
    Declarations declarations;
    std::vector<CoverageSum> sums;
};

TEST(Plans, CountEachLeafOnce) {
    Pages known;
    known.say("b:1/1", "x/one");
    known.say("a:1/3", "y/one");
    const ImplementationPlan plan = known.plan();
    EXPECT_EQ(plan.clauses.size(), 6u);
    EXPECT_EQ(std::accumulate(plan.counts.begin(), plan.counts.end(), std::size_t{0}), 6u);
    EXPECT_EQ(plan.order.size(), plan.counts[1] + plan.counts[2]);
}

TEST(Plans, ReuseWhatIsFoundInScopeAlone) {
    Pages known;
    known.say("b:1/1", "x/one");
    known.say("b:1/1", "x/two");
    EXPECT_EQ(known.disposition("b:1/1"), Disposition::reuse);
    known.sums.clear();
    known.say("b:1/1", "x/one");
    known.say("b:1/1", "x/two", Standing::out_of_scope);
    EXPECT_EQ(known.disposition("b:1/1"), Disposition::extend) << "evidence outside the scope is to extend";
    const ImplementationPlan plan = known.plan();
    EXPECT_THAT(tasks_of(known.catalogue, known.of(plan, "b:1/1")),
                ElementsAre("bring into the scope: the second half"));
    EXPECT_THAT(reasons_of(known.catalogue, known.of(plan, "b:1/1")), Contains(HasSubstr("quick")));
}

TEST(Plans, ExtendDraftsAndWhatCorresponds) {
    Pages known;
    known.say("b:1/7", "x/one", Standing::draft);
    EXPECT_EQ(known.disposition("b:1/7"), Disposition::extend);
    EXPECT_THAT(tasks_of(known.catalogue, known.of(known.plan(), "b:1/7")),
                ElementsAre("approve what is drafted: the first half", "add: the second half"));
    known.sums.clear();
    known.say("a:1/3", "y/one");
    EXPECT_EQ(known.disposition("b:1/7"), Disposition::extend) << "what is in place corresponds";
    EXPECT_THAT(tasks_of(known.catalogue, known.of(known.plan(), "b:1/7")),
                Contains("build on a clause 3: one process"));
    EXPECT_EQ(known.disposition("b:1/2.1"), Disposition::fresh);
    known.say("a:1/2", "y/one");
    EXPECT_EQ(known.disposition("b:1/2.1"), Disposition::extend) << "the clause above it corresponds";
}

TEST(Plans, DoNotCallAMentionOrAnEmptyCounterpartSomething) {
    Pages known;
    known.say("b:1/7", "", Standing::counted, Strength::mention);
    known.say("a:1/3", "", Standing::counted, Strength::mention);
    EXPECT_EQ(known.disposition("b:1/7"), Disposition::fresh);
    EXPECT_EQ(known.of(known.plan(), "b:1/7").state, CoverageState::mentioned);
}

TEST(Plans, SayWhatNobodyLooksFor) {
    Pages known;
    EXPECT_EQ(known.disposition("b:1/9"), Disposition::not_assessed) << "not new: nobody looked";
    EXPECT_EQ(known.of(known.plan(), "b:1/9").alone, "services are no matter of a");
}

TEST(Plans, KeepWhatIsDeclared) {
    Pages known;
    known.declarations[known.at("b:1/7")] = {Declaration::Kind::not_applicable, "no incidents", "", "", ""};
    known.declarations[known.at("b:1/8")] = {Declaration::Kind::held_elsewhere, "", "tool", "desk", ""};
    EXPECT_EQ(known.disposition("b:1/7"), Disposition::not_applicable);
    EXPECT_EQ(known.disposition("b:1/8"), Disposition::held_elsewhere);
}

TEST(Plans, PutFirstWhatOthersLeanOn) {
    Pages known;
    const ImplementationPlan plan = known.plan("b:1", "a:1");
    std::vector<std::string> order;
    for (const std::size_t i : plan.order)
        order.push_back(known.catalogue.clause(plan.clauses[i].clause).number);
    EXPECT_THAT(order, ElementsAre("1", "2", "5", "3", "4"))
        << "2 leans on 1, 4 leans on 5, which carries something and so goes before 3";
    EXPECT_THAT(reasons_of(known.catalogue, known.of(plan, "a:1/4")),
                ElementsAre("after clause 5: badges first"));
    EXPECT_THAT(reasons_of(known.catalogue, known.of(plan, "a:1/5")),
                ElementsAre("1 open clause leans on it"));
}

TEST(Plans, TellHowEditionsDiffer) {
    Catalogue catalogue;
    Correspondences correspondences;
    std::vector<Diagnostic> faults;
    catalogue.add(
        "1.json",
        small_standard("s", "1", {{"1", "A"}, {"2", "B"}, {"3", "C"}, {"4", "D"}, {"5", "E"}, {"6", "F"}}),
        faults);
    catalogue.add(
        "2.json",
        small_standard(
            "s", "2",
            {{"1", "A"}, {"9", "B"}, {"3", "CD"}, {"5", "E"}, {"5.1", "E1"}, {"5.2", "E2"}, {"7", "G"}}),
        faults);
    correspondences.add(catalogue, "c.json",
                        R"({"from": "s:1", "to": "s:2", "source": "our judgement", "rows": [
        {"from": "1", "to": "1", "relation": "equal", "reason": "r"},
        {"from": "2", "to": "9", "relation": "equal", "reason": "r"},
        {"from": "3", "to": "3", "relation": "subset-of", "reason": "r"},
        {"from": "4", "to": "3", "relation": "subset-of", "reason": "r"},
        {"from": "5", "to": "5.1", "relation": "superset-of", "reason": "r"},
        {"from": "5", "to": "5.2", "relation": "superset-of", "reason": "r"}],
        "only_from": [{"clause": "6", "reason": "gone"}], "only_to": [{"clause": "7", "reason": "new"}]})",
                        faults);
    for (const Diagnostic& fault : faults) ADD_FAILURE() << render(fault);
    const PartsOfClauses parts(catalogue.clauses().size());
    const auto standings = [&](StandardIndex standard) {
        return read_standings(catalogue, standard, parts, {}, {});
    };
    const ImplementationPlan plan =
        plan_implementation(catalogue, correspondences, WorkOrder(), standings(0), standings(1));
    EXPECT_TRUE(plan.editions);
    std::vector<EditionMove> moves;
    for (const ClausePlan& one : plan.clauses) moves.push_back(one.move);
    EXPECT_THAT(moves, ElementsAre(EditionMove::unchanged, EditionMove::moved, EditionMove::merged,
                                   EditionMove::split, EditionMove::split, EditionMove::added));
    ASSERT_EQ(plan.dropped.size(), 1u);
    EXPECT_EQ(plan.dropped[0].second, "gone");
}

EvidenceRecord passage(const std::string& page, std::uint32_t number, std::vector<std::string> parts) {
    EvidenceRecord made;
    made.document.id = {"w", page};
    made.tag.passage = number;
    made.tag.aspects = std::move(parts);
    return made;
}

TEST(EvidenceChoice, ShowsAllPartsWithFewPassagesOfDifferentPages) {
    const std::vector<EvidenceRecord> all = {passage("a", 1, {"one"}), passage("a", 2, {"one"}),
                                             passage("b", 1, {"one", "two"}), passage("c", 1, {})};
    std::vector<std::string> pages;
    for (const EvidenceRecord& one : choose_evidence(all, 3)) pages.push_back(one.document.id.key);
    EXPECT_THAT(pages, ElementsAre("b", "a", "c"));
    const std::vector<EvidenceRecord> same = {passage("a", 1, {"one"}), passage("a", 2, {"one"})};
    EXPECT_EQ(choose_evidence(same, 3).size(), 1u) << "the second passage would tell nothing new";
    EXPECT_TRUE(choose_evidence({}, 3).empty());
}

}  // namespace
}  // namespace clausemark
