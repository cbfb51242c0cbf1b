// SPDX-License-Identifier: Apache-2.0
// Correspondences between two small standards, and those of the corpus against the clause lists.
#include "indexer/correspondences/correspondences.h"

#include <gmock/gmock.h>

#include <set>

#include "indexer/corpus/corpus.h"

namespace clausemark {
namespace {

using testing::HasSubstr;

std::string standard(const std::string& family, const std::string& edition, const std::string& clauses) {
    return R"({"id": ")" + family + ":" + edition + R"(", "name": "N", "family": ")" + family +
           R"(", "edition": ")" + edition + R"(", "title": "T", "system": "S", "citations": [")" + family +
           R"("], "clauses": [)" + clauses + "]}";
}

std::string clause(const std::string& number, const std::string& parent = "") {
    return R"({"number": ")" + number + R"(", "kind": "clause", )" +
           (parent.empty() ? "" : R"("parent": ")" + parent + R"(", )") + R"("title": "T)" + number +
           R"(", "description": "d."})";
}

/// a:1 has 1 and 2 with 2.1 and 2.2; a:2 is its next edition, with 1 and 2; b:1 is another standard, with 7.
struct Standards {
    Standards() {
        std::vector<Diagnostic> faults;
        catalogue.add(
            "a1.json",
            standard("a", "1",
                     clause("1") + "," + clause("2") + "," + clause("2.1", "2") + "," + clause("2.2", "2")),
            faults);
        catalogue.add("a2.json", standard("a", "2", clause("1") + "," + clause("2")), faults);
        catalogue.add("b1.json", standard("b", "1", clause("7") + "," + clause("8")), faults);
        EXPECT_TRUE(faults.empty()) << render(faults.front());
    }

    std::string add(const std::string& text) {
        std::vector<Diagnostic> faults;
        correspondences.add(catalogue, "c.json", text, faults);
        std::string out;
        for (const Diagnostic& fault : faults) out += render(fault);
        return out;
    }
    ClauseIndex at(std::string_view id) const { return *catalogue.find(id); }
    StandardIndex in(std::string_view id) const { return *catalogue.find_standard(id); }

    Catalogue catalogue;
    Correspondences correspondences;
};

std::string file(const std::string& rows, const std::string& more = "", const std::string& to = "b:1") {
    return R"({"from": "a:1", "to": ")" + to + R"(", "source": "our judgement", "rows": [)" + rows + "]" +
           more + "}";
}

std::string row(const std::string& from, const std::string& to, const std::string& relation = "intersects") {
    return R"({"from": ")" + from + R"(", "to": ")" + to + R"(", "relation": ")" + relation +
           R"(", "reason": "why"})";
}

const std::string rest = R"(, "only_to": [{"clause": "8", "reason": "only there"}])";

TEST(Correspondences, AreAskedForFromBothSides) {
    Standards known;
    ASSERT_EQ(known.add(file(row("1", "7", "subset-of") + "," + row("2", "7"), rest)), "");
    const auto& there = known.correspondences.of(known.at("a:1/1"), known.in("b:1"));
    ASSERT_EQ(there.size(), 1u);
    EXPECT_EQ(there[0].to, known.at("b:1/7"));
    EXPECT_EQ(there[0].relation, Relation::subset_of);
    EXPECT_EQ(there[0].source, "our judgement");
    const auto& back = known.correspondences.of(known.at("b:1/7"), known.in("a:1"));
    ASSERT_EQ(back.size(), 2u);
    EXPECT_EQ(back[0].relation, Relation::superset_of);
    EXPECT_EQ(back[1].relation, Relation::intersects);
    EXPECT_TRUE(known.correspondences.of(known.at("a:1/1"), known.in("a:2")).empty());
    EXPECT_EQ(known.correspondences.related_to(known.in("b:1")), std::vector<StandardIndex>{known.in("a:1")});
}

TEST(Correspondences, SayWhyAClauseHasNoCounterpart) {
    Standards known;
    ASSERT_EQ(
        known.add(file(row("1", "7"), R"(, "only_from": [{"clause": "2", "reason": "only here"}])" + rest)),
        "");
    const auto alone = [&](std::string_view id, std::string_view other) {
        const std::string* why = known.correspondences.alone(known.catalogue, known.at(id), known.in(other));
        return why == nullptr ? "" : *why;
    };
    EXPECT_EQ(alone("a:1/2.1", "b:1"), "only here") << "the clause above speaks for it";
    EXPECT_EQ(alone("b:1/8", "a:1"), "only there");
    EXPECT_EQ(alone("a:1/1", "b:1"), "");
}

TEST(Correspondences, NameUnknownClausesAndTheNearestOne) {
    Standards known;
    EXPECT_THAT(known.add(file(row("1", "77"), rest)),
                testing::AllOf(HasSubstr("CM206"), HasSubstr("there is no clause b:1/77"),
                               HasSubstr("did you mean b:1/7?")));
    EXPECT_THAT(known.add(file("", "", "b:2")), HasSubstr("there is no standard b:2"));
    EXPECT_TRUE(known.correspondences.related_to(known.in("a:1")).empty()) << "a faulty file does not count";
}

TEST(Correspondences, DoNotSayTwoThingsOfTheSameClauses) {
    Standards known;
    EXPECT_THAT(known.add(file(row("1", "7") + "," + row("2", "7") + "," + row("1", "7", "equal"), rest)),
                HasSubstr("CM207"));
    EXPECT_THAT(known.add(file(row("1", "7") + "," + row("2", "8"), rest)),
                HasSubstr("said to have no counterpart"));
    ASSERT_EQ(known.add(file(row("1", "7") + "," + row("2", "8"))), "");
    EXPECT_THAT(known.add(R"({"from": "b:1", "to": "a:1", "source": "s", "rows": [)" + row("7", "1") + "," +
                          row("8", "2") + "]}"),
                testing::AllOf(HasSubstr("CM207"), HasSubstr("c.json already")));
}

TEST(Correspondences, AccountForEveryClauseOfBothStandards) {
    Standards known;
    EXPECT_THAT(known.add(file(row("1", "7"))), testing::AllOf(HasSubstr("nothing is said of a:1/2.1"),
                                                               HasSubstr("nothing is said of a:1/2.2"),
                                                               HasSubstr("nothing is said of b:1/8")));
}

TEST(Correspondences, BetweenEditionsGoFromLeafToLeaf) {
    Standards known;
    EXPECT_THAT(known.add(file(row("1", "1") + "," + row("2", "2"), "", "a:2")),
                HasSubstr("a:1/2 has clauses below it"));
    EXPECT_EQ(known.add(file(row("1", "1") + "," + row("2.1", "2") + "," + row("2.2", "2"), "", "a:2")), "");
}

TEST(Correspondences, RefuseWrongRelationsAndMissingReasons) {
    Standards known;
    EXPECT_THAT(known.add(file(row("1", "7", "subset"), rest)),
                testing::AllOf(HasSubstr("CM205"), HasSubstr("subset-of")));
    EXPECT_THAT(known.add(file(R"({"from": "1", "to": "7", "relation": "equal"})", rest)),
                HasSubstr("reason"));
    EXPECT_THAT(known.add("{"), HasSubstr("CM205"));
}

struct OfTheCorpus : testing::Test {
    OfTheCorpus() {
        const Corpus corpus = Corpus::embedded();
        for (const CorpusFile* file : corpus.in_folder("standards"))
            catalogue.add(file->path, file->text, faults);
        for (const CorpusFile* file : corpus.in_folder("correspondences"))
            correspondences.add(catalogue, file->path, file->text, faults);
    }
    std::vector<std::string> of(std::string_view id, std::string_view other) const {
        std::vector<std::string> out;
        for (const Correspondence& one :
             correspondences.of(*catalogue.find(id), *catalogue.find_standard(other)))
            out.push_back(catalogue.clause(one.to).number);
        return out;
    }
    Catalogue catalogue;
    Correspondences correspondences;
    std::vector<Diagnostic> faults;
};

TEST_F(OfTheCorpus, HaveNoFaults) {
    std::string all;
    for (const Diagnostic& fault : faults) all += render(fault);
    EXPECT_EQ(all, "");
}

TEST_F(OfTheCorpus, LeadFromEachControlOf2013ToOneOf2022ButOne) {
    int controls = 0;
    for (const ClauseIndex index : catalogue.standards()[*catalogue.find_standard("iso27001:2013")].clauses) {
        const Clause& control = catalogue.clause(index);
        if (control.kind != ClauseKind::control) continue;
        ++controls;
        EXPECT_EQ(of(control.id, "iso27001:2022").size(), control.number == "A.18.2.3" ? 2u : 1u)
            << control.id;
    }
    EXPECT_EQ(controls, 114);
    EXPECT_THAT(of("iso27001:2013/A.18.2.3", "iso27001:2022"), testing::ElementsAre("A.5.36", "A.8.8"));
    for (const char* transfer : {"A.13.2.1", "A.13.2.2", "A.13.2.3"})
        EXPECT_THAT(of(std::string("iso27001:2013/") + transfer, "iso27001:2022"),
                    testing::ElementsAre("A.5.14"));
}

TEST_F(OfTheCorpus, KeepTheSeamsOfTheTwoSystems) {
    const auto seam = [&](std::string_view service, std::string_view security) {
        return testing::Value(of(service, "iso27001:2022"), testing::Contains(security));
    };
    EXPECT_TRUE(seam("iso20000-1:2018/8.5.1.3", "A.8.32") || seam("iso20000-1:2018/8.5.1", "A.8.32"));
    EXPECT_TRUE(seam("iso20000-1:2018/8.7.2", "A.5.29"));
    EXPECT_TRUE(seam("iso20000-1:2018/8.2.6", "A.8.9"));
    EXPECT_TRUE(seam("iso20000-1:2018/10.1", "10.2") || seam("iso20000-1:2018/10.1.1", "10.2"))
        << "10.1 and 10.2 cross";
    EXPECT_TRUE(seam("iso20000-1:2018/10.2", "10.1"));
    for (const Correspondence& one : correspondences.of(*catalogue.find("iso20000-1:2018/8.2.6"),
                                                        *catalogue.find_standard("iso27001:2022")))
        EXPECT_NE(one.relation, Relation::equal) << "configuration management means two things";
}

TEST_F(OfTheCorpus, AreTheSameFromBothSides) {
    std::size_t rows = 0;
    for (const Clause& clause : catalogue.clauses())
        for (const StandardIndex other : correspondences.related_to(clause.standard))
            for (const Correspondence& row : correspondences.of(*catalogue.find(clause.id), other)) {
                ++rows;
                EXPECT_FALSE(row.reason.empty()) << clause.id;
                EXPECT_TRUE(row.source.find("judgement") != std::string::npos ||
                            row.source.starts_with("ISO"))
                    << clause.id << ": published, or our judgement? " << row.source;
                const auto& back = correspondences.of(row.to, clause.standard);
                const auto same = std::ranges::find(back, row.from, &Correspondence::to);
                ASSERT_NE(same, back.end()) << clause.id;
                EXPECT_EQ(same->relation, inverse(row.relation));
            }
    EXPECT_GT(rows, 1500u);
}

}  // namespace
}  // namespace clausemark
