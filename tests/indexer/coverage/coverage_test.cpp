// SPDX-License-Identifier: Apache-2.0
// The states of clauses, from made-up counters over a made-up standard.
#include "indexer/coverage/coverage.h"

#include <gtest/gtest.h>

namespace clausemark {
namespace {

constexpr std::string_view standard_text = R"({
  "id": "std:1", "name": "Standard 1", "family": "std", "edition": "1", "title": "A standard", "system": "SYS",
  "amendments": [], "citations": ["Standard"],
  "clauses": [
    {"number": "4", "kind": "clause", "title": "Top", "description": "d"},
    {"number": "4.1", "kind": "clause", "parent": "4", "title": "One", "description": "d"},
    {"number": "4.2", "kind": "clause", "parent": "4", "title": "Two", "description": "d"},
    {"number": "4.3", "kind": "clause", "parent": "4", "title": "Three", "description": "d"}
  ]})";

class Coverage : public testing::Test {
  protected:
    void SetUp() override {
        std::vector<Diagnostic> faults;
        catalogue.add("std.json", standard_text, faults);
        for (const Diagnostic& fault : faults) ADD_FAILURE() << render(fault);
        ASSERT_EQ(catalogue.standards().size(), 1u);
        parts.resize(catalogue.clauses().size());
        parts[one()] = {{"r/a", "a is done", "say a", true},
                        {"r/b", "b is done", "say b", true},
                        {"r/c", "c is nice", "", false}};
    }
    ClauseIndex one() const { return *catalogue.find("std:1/4.1"); }
    ClauseIndex two() const { return *catalogue.find("std:1/4.2"); }
    void sum(const std::string& clause, const std::string& aspect, Strength strength,
             Standing standing = Standing::counted) {
        sums.push_back({{clause, aspect, standing, strength, 1}, 1});
    }
    ClauseCoverage assessed(ClauseIndex index) {
        result = assess(catalogue, 0, parts, declarations, sums);
        for (const ClauseCoverage& clause : result.clauses)
            if (clause.clause == index) return clause;
        return {};
    }
    std::string state(ClauseIndex index) { return std::string(name_of(assessed(index).state)); }

    Catalogue catalogue;
    PartsOfClauses parts;
    Declarations declarations;
    std::vector<CoverageSum> sums;
    StandardCoverage result;
};

TEST_F(Coverage, IsNoneWhereRulesLookedAndFoundNothing) {
    EXPECT_EQ(state(one()), "none");
}

TEST_F(Coverage, IsNotAssessedWhereNoRuleLooks) {
    EXPECT_EQ(state(two()), "not-assessed");
}

TEST_F(Coverage, IsMentionedForMentionsAlone) {
    sum("std:1/4.1", "", Strength::mention);
    sum("std:1/4.1", "r/a", Strength::mention);
    EXPECT_EQ(state(one()), "mentioned");
}

TEST_F(Coverage, IsPartialUntilEveryRequiredPartIsFound) {
    sum("std:1/4.1", "", Strength::description);
    sum("std:1/4.1", "r/a", Strength::description);
    sum("std:1/4.1", "r/c", Strength::commitment);
    EXPECT_EQ(state(one()), "partial");
    sum("std:1/4.1", "r/b", Strength::commitment);
    EXPECT_EQ(state(one()), "covered");
}

TEST_F(Coverage, SaysWhichPartsAreMissing) {
    sum("std:1/4.1", "r/b", Strength::commitment);
    const ClauseCoverage clause = assessed(one());
    ASSERT_EQ(clause.parts.size(), 3u);
    EXPECT_FALSE(clause.parts[0].found());
    EXPECT_EQ(clause.parts[0].part->hint, "say a");
    EXPECT_TRUE(clause.parts[1].found());
}

TEST_F(Coverage, ShowsWhatDoesNotCountApart) {
    for (const Standing standing : {Standing::draft, Standing::withdrawn, Standing::edited,
                                    Standing::out_of_scope, Standing::other_language}) {
        sum("std:1/4.1", "", Strength::commitment, standing);
        sum("std:1/4.1", "r/a", Strength::commitment, standing);
        sum("std:1/4.1", "r/b", Strength::commitment, standing);
    }
    const ClauseCoverage clause = assessed(one());
    EXPECT_EQ(name_of(clause.state), "none");
    EXPECT_EQ(clause.aside.size(), 5u);
    EXPECT_EQ(clause.commitments, 0);
}

TEST_F(Coverage, HonoursDeclarations) {
    declarations[one()] = {Declaration::Kind::held_elsewhere, "risk register", "https://example.org", "CISO",
                           ""};
    EXPECT_EQ(state(one()), "held-elsewhere");
    sum("std:1/4.1", "r/a", Strength::description);
    EXPECT_EQ(state(one()), "held-elsewhere") << "a part in the pages does not undo it";
    sum("std:1/4.1", "r/b", Strength::description);
    EXPECT_EQ(state(one()), "covered") << "the pages answer it all";
    declarations[one()] = {Declaration::Kind::not_applicable, "we have none", "", "", ""};
    EXPECT_EQ(state(one()), "not-applicable");
}

TEST_F(Coverage, CountsTheClausesBelowAGroupByState) {
    sum("std:1/4.1", "", Strength::mention);
    const ClauseCoverage top = assessed(*catalogue.find("std:1/4"));
    EXPECT_EQ(top.below[static_cast<std::size_t>(CoverageState::mentioned)], 1);
    EXPECT_EQ(top.below[static_cast<std::size_t>(CoverageState::not_assessed)], 2);
    EXPECT_EQ(result.counts, top.below);
}

TEST_F(Coverage, IgnoresClausesTheCatalogueDoesNotKnow) {
    sum("gone:1/4.1", "", Strength::commitment);
    EXPECT_EQ(state(one()), "none");
}

}  // namespace
}  // namespace clausemark
