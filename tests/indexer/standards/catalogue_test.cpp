// SPDX-License-Identifier: Apache-2.0
#include "indexer/standards/catalogue.h"

#include <gtest/gtest.h>

namespace clausemark {
namespace {

const std::string head =
    R"("id": "x:1", "name": "X:1", "family": "x", "edition": "1", "title": "T", "system": "XMS", "citations": ["X"],)"
    "\n";

std::string standard(const std::string& clauses) {
    return "{\n" + head + "\"clauses\": [\n" + clauses + "\n]}\n";
}

std::string faults_of(const std::string& text) {
    Catalogue catalogue;
    std::vector<Diagnostic> faults;
    catalogue.add("x.json", text, faults);
    std::string out;
    for (const Diagnostic& fault : faults) out += render(fault);
    EXPECT_EQ(catalogue.standards().empty(), !faults.empty()) << "a faulty list must not be added";
    return out;
}

constexpr const char* one = R"({"number": "1", "kind": "clause", "title": "One", "description": "d."})";

TEST(Catalogue, LinksParentsAndChildrenInOrderAndLendsTitles) {
    Catalogue catalogue;
    std::vector<Diagnostic> faults;
    catalogue.add(
        "x.json",
        standard(
            std::string(one) +
            ",\n{\"number\": \"1.1\", \"kind\": \"clause\", \"parent\": \"1\", \"description\": \"a.\"},\n"
            "{\"number\": \"1.2\", \"kind\": \"control\", \"parent\": \"1\", \"title\": \"Two\", "
            "\"description\": \"b.\"}"),
        faults);
    ASSERT_TRUE(faults.empty()) << render(faults[0]);
    const auto parent = catalogue.find("x:1/1"), child = catalogue.find("x:1/1.1");
    ASSERT_TRUE(parent && child);
    EXPECT_EQ(catalogue.clause(*child).parent, *parent);
    EXPECT_EQ(catalogue.clause(*parent).children, (std::vector<ClauseIndex>{1, 2}));
    EXPECT_EQ(catalogue.clause(*child).title, "One");
    EXPECT_FALSE(catalogue.clause(*child).titled);
    EXPECT_TRUE(catalogue.clause(*child).leaf());
    EXPECT_EQ(catalogue.clause(2).kind, ClauseKind::control);
    EXPECT_EQ(catalogue.standard_of(2).name, "X:1");
    EXPECT_FALSE(catalogue.find("x:1/9"));
}

TEST(Catalogue, NamesTheNearestClauseOfAWrongId) {
    Catalogue catalogue;
    std::vector<Diagnostic> faults;
    catalogue.add("x.json", standard(one), faults);
    EXPECT_EQ(catalogue.nearest("x:1/2"), "x:1/1");
    EXPECT_EQ(catalogue.nearest("iso27001:2022/A.8.13"), "");
}

TEST(ClauseList, ShowsASyntaxErrorAtItsPlace) {
    EXPECT_EQ(faults_of("{\n\"id\" \"x\"}"),
              "x.json:2:6: error: expected ':' after \"id\" [CM201]\n"
              "    2 | \"id\" \"x\"}\n"
              "      |      ^\n");
}

TEST(ClauseList, ShowsAnUnknownKeyWithTheNearestOne) {
    EXPECT_EQ(
        faults_of(standard(
            R"({"number": "1", "kind": "clause", "titel": "One", "title": "One", "description": "d."})")),
        "x.json:4:35: error: a clause has no \"titel\" [CM201]\n"
        "    4 | {\"number\": \"1\", \"kind\": \"clause\", \"titel\": \"One\", \"title\": \"One\", "
        "\"description\": \"d.\"}\n"
        "      |                                   ^~~~~~~\n"
        "  hint: did you mean \"title\"?\n");
}

TEST(ClauseList, ShowsABadKind) {
    EXPECT_EQ(
        faults_of(standard(R"({"number": "1", "kind": "clauses", "title": "One", "description": "d."})")),
        "x.json:4:25: error: \"kind\" cannot be \"clauses\" [CM201]\n"
        "    4 | {\"number\": \"1\", \"kind\": \"clauses\", \"title\": \"One\", \"description\": \"d.\"}\n"
        "      |                         ^~~~~~~~~\n"
        "  hint: did you mean \"clause\"?\n");
}

TEST(ClauseList, ShowsAnUnknownParent) {
    EXPECT_EQ(
        faults_of(standard(
            std::string(one) + ",\n" +
            R"({"number": "2.1", "kind": "clause", "parent": "2", "title": "T", "description": "e."})")),
        "x.json:5:47: error: x:1 has no clause \"2\" above this one [CM202]\n"
        "    5 | {\"number\": \"2.1\", \"kind\": \"clause\", \"parent\": \"2\", \"title\": \"T\", "
        "\"description\": \"e.\"}\n"
        "      |                                               ^~~\n"
        "  hint: did you mean \"1\"?\n");
}

TEST(ClauseList, ShowsADuplicateClause) {
    EXPECT_EQ(
        faults_of(standard(std::string(one) + ",\n" + one)),
        "x.json:5:12: error: x:1 lists \"1\" twice [CM203]\n"
        "    5 | {\"number\": \"1\", \"kind\": \"clause\", \"title\": \"One\", \"description\": \"d.\"}\n"
        "      |            ^~~\n"
        "  hint: remove one of the two lines\n");
}

TEST(ClauseList, ShowsEveryMistakeOfOneFile) {
    const std::string shown =
        faults_of("{\"id\": 7, \"name\": \"\", \"clauses\": [1, {\"number\": \"1\", \"kind\": \"group\"}]}");
    for (const char* message : {"\"id\" must be a string, not a number", "\"name\" must not be empty",
                                "\"family\" is missing here", "a clause must be an object, not a number",
                                "\"description\" is missing here", "\"title\" is missing here"}) {
        EXPECT_NE(shown.find(message), std::string::npos) << message << "\n" << shown;
    }
}

TEST(ClauseList, ShowsADescriptionThatIsNoSingleLineAndAnIdThatDoesNotFit) {
    const std::string longer(141, 'd');
    EXPECT_NE(faults_of(standard(R"({"number": "1", "kind": "clause", "title": "One", "description": ")" +
                                 longer + "\"}"))
                  .find("\"description\" must be at most 140 bytes long"),
              std::string::npos);
    std::string other = standard(one);
    other.replace(other.find("x:1"), 3, "y:1");
    EXPECT_NE(faults_of(other).find("\"id\" must be the family and the edition: \"x:1\""), std::string::npos);
}

TEST(ClauseList, IsReadOnce) {
    Catalogue catalogue;
    std::vector<Diagnostic> faults;
    catalogue.add("x.json", standard(one), faults);
    catalogue.add("again.json", standard(one), faults);
    ASSERT_EQ(faults.size(), 1u);
    EXPECT_EQ(faults[0].message, "the standard \"x:1\" was already read from another file");
    EXPECT_EQ(catalogue.standards().size(), 1u);
}

}  // namespace
}  // namespace clausemark
