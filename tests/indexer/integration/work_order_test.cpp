// SPDX-License-Identifier: Apache-2.0
// Files on the order of work: what they say, and what is wrong with them.
#include "indexer/integration/work_order.h"

#include "tests/indexer/integration/standards.h"

namespace clausemark {
namespace {

using testing::HasSubstr;

TEST(WorkOrder, TellsPhaseDependenciesAndScopeOfEachClause) {
    const SmallWorld known;
    EXPECT_EQ(known.order.phases().size(), 2u);
    EXPECT_EQ(known.order.phase_of(known.catalogue, known.at("b:1/2.2")), 0u) << "the clause above speaks";
    EXPECT_EQ(known.order.phase_of(known.catalogue, known.at("b:1/9")), 1u);
    ASSERT_EQ(known.order.leans_on(known.at("b:1/8")).size(), 2u);
    EXPECT_EQ(known.order.leans_on(known.at("b:1/8"))[0].reason, "from incidents");
    EXPECT_TRUE(known.order.leans_on(known.at("b:1/7")).empty());
    EXPECT_EQ(known.order.scope_clause(known.in("a:1")), known.at("a:1/1"));
}

std::string faults_of(const std::string& standard_file) {
    const SmallWorld known;
    std::vector<Diagnostic> faults;
    const WorkOrder::File files[] = {
        {"phases.json", R"({"phases": [{"name": "first", "title": "F", "reason": "r"}]})"},
        {"a.json", standard_file}};
    const WorkOrder order = WorkOrder::read(known.catalogue, files, faults);
    if (!faults.empty()) {
        EXPECT_EQ(order.phase_of(known.catalogue, known.at("a:1/1")), order.phases().size())
            << "a faulty file does not count";
    }
    std::string out;
    for (const Diagnostic& fault : faults) out += render(fault);
    return out;
}

TEST(WorkOrder, NamesWhatIsWrongWithAFile) {
    const std::string all = R"("phases": {"first": ["1", "2", "3", "4", "5"]}, )";
    EXPECT_EQ(faults_of(R"({"standard": "a:1", )" + all + R"("leans_on": []})"), "");
    EXPECT_THAT(faults_of(R"({"standard": "a:1", "phases": {"first": ["1", "2"]}, "leans_on": []})"),
                testing::AllOf(HasSubstr("CM208"), HasSubstr("3 stands in no phase")));
    EXPECT_THAT(faults_of(R"({"standard": "a:1", "phases": {"frist": ["1"]}, "leans_on": []})"),
                HasSubstr("there is no phase frist"));
    EXPECT_THAT(faults_of(R"({"standard": "a:1", "phases": {"first": ["11"]}, "leans_on": []})"),
                testing::AllOf(HasSubstr("there is no clause a:1/11"), HasSubstr("did you mean")));
    EXPECT_THAT(faults_of(R"({"standard": "c:1", )" + all + R"("leans_on": []})"),
                HasSubstr("there is no standard c:1"));
    EXPECT_THAT(faults_of(R"({"standard": "a:1", )" + all +
                          R"("leans_on": [{"clauses": ["1"], "on": ["2"], "reason": "r"},
                                          {"clauses": ["2"], "on": ["1"], "reason": "r"}]})"),
                HasSubstr("leans on itself"));
}

TEST(WorkOrder, OfEachShippedStandardNeverLeansOnALaterPhase) {
    const ShippedKnowledge known;
    for (const Standard& standard : known.catalogue.standards()) {
        EXPECT_NE(known.order.scope_clause(known.in(standard.id)), no_clause) << standard.id;
        for (const ClauseIndex clause : standard.clauses)
            for (const Dependency& one : known.order.leans_on(clause))
                EXPECT_LE(known.order.phase_of(known.catalogue, one.on),
                          known.order.phase_of(known.catalogue, clause))
                    << known.catalogue.clause(clause).id << " on " << known.catalogue.clause(one.on).id;
    }
}

}  // namespace
}  // namespace clausemark
