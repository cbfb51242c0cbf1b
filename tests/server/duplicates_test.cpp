// SPDX-License-Identifier: Apache-2.0
// duplicates, conflicts and decisions as commands.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "tests/server/program.h"

namespace clausemark {
namespace {

using testing::HasSubstr;
using testing::Not;

class DuplicateCommands : public Commands {
  protected:
    void SetUp() override {
        const auto page = [](const char* days) {
            return std::string(
                       "# Leavers\n\nThe line manager reports each leaver to the service desk on the last "
                       "working day. Mailbox and files of the leaver are kept for ") +
                   days + " days after the last working day and then deleted.\n";
        };
        write("wiki/old.md", page("90"));
        write("wiki/new.md", "---\nstatus: draft\nowner: Ada\n---\n" + page("30"));
        ASSERT_EQ(run("scan --quiet wiki").status, 0);
    }
    nlohmann::json json(const std::string& arguments) const {
        const Ran r = run(arguments + " --format json");
        EXPECT_EQ(r.status, 0) << r.err;
        return nlohmann::json::parse(r.out);
    }
};

TEST_F(DuplicateCommands, ShowClustersWithTheCopyToKeepAndTheDrift) {
    const Ran r = run("duplicates");
    EXPECT_EQ(r.status, 0);
    EXPECT_THAT(r.out, HasSubstr("A page twice, with differences"));
    EXPECT_THAT(r.out, HasSubstr("because it is approved"));
    EXPECT_THAT(r.out, HasSubstr("days here, "));
    EXPECT_EQ(json("duplicates --kind duration --owner Ada")["duplicates"].size(), 1u);
    EXPECT_EQ(json("duplicates --page old.md")["duplicates"].size(), 1u);
    EXPECT_EQ(json("duplicates --page old.md --owner Ada")["duplicates"].size(), 0u) << "of one page";
    EXPECT_EQ(json("duplicates --kind role")["duplicates"].size(), 0u);
    EXPECT_EQ(json("duplicates --min-similarity 1")["duplicates"].size(), 0u);
}

TEST_F(DuplicateCommands, ShowTheTwoSidesWordByWord) {
    const auto cluster = json("duplicates")["duplicates"][0];
    const std::string id = cluster["id"];
    const std::string key = cluster["regions"][0]["differences"][0]["key"];
    for (const std::string& name : {id, key}) {
        const Ran r = run("duplicates --show " + name);
        EXPECT_EQ(r.status, 0) << r.err;
        EXPECT_THAT(r.out, testing::AnyOf(HasSubstr("for [-90-] days"), HasSubstr("for [-30-] days")));
        EXPECT_THAT(r.out, testing::AnyOf(HasSubstr("for {+30+} days"), HasSubstr("for {+90+} days")));
    }
    EXPECT_EQ(run("duplicates --show 0000000000000000").status, 2);
}

TEST_F(DuplicateCommands, ShowTheGravestDifferencesOfAllCopiesFirst) {
    const auto page = [](const std::string& title, const char* hours, const char* days, const char* step) {
        std::string text = "# " + title + "\n\nThe porter hands out keys in the hall of the town.\n\n";
        text += "Keys that were lost are reported to the porter of the hall within " + std::string(hours);
        text +=
            " hours.\n\nThe book of the keys is kept in the office of the porter for " + std::string(days);
        text += " days.\n\n";
        for (const char* who : {"clerk", "guard", "nurse", "cook", "driver", "cleaner", "painter", "teacher",
                                "gardener", "plumber", "printer", "baker"})
            text += std::string("* The ") + step + " of the " + who + " hangs on the board in the hall.\n";
        return text;
    };
    for (const char* name : {"wiki/old.md", "wiki/new.md"}) write(name, "# Nothing\n");
    write("wiki/a.md", page("Keys", "4", "90", "key"));
    write("wiki/b.md", page("Keys of the hall", "4", "30", "large key"));
    write("wiki/c.md", page("Keys of the town", "8", "90", "key"));
    ASSERT_EQ(run("scan --quiet wiki").status, 0);
    const Ran r = run("duplicates");
    const auto place = [&](const char* text) {
        EXPECT_THAT(r.out, HasSubstr(text));
        return r.out.find(text);
    };
    EXPECT_LT(place("90 days here, 30 days there"), place("large"));
    place("within 4 hours here, within 8 hours there");  // of other copies, and no wording pushes it out
}

TEST_F(DuplicateCommands, RefuseWrongFilters) {
    EXPECT_EQ(run("duplicates --kind colour").status, 2);
    EXPECT_EQ(run("duplicates --min-similarity 2").status, 2);
    EXPECT_EQ(run("duplicates --page none.md").status, 2);
    EXPECT_EQ(run("duplicates --clause iso27001:2022/A.99").status, 2);
    EXPECT_EQ(run("conflicts --page none.md").status, 2);
    const Ran r = run("conflicts --parameter password-minimum-lenght");
    EXPECT_EQ(r.status, 2);
    EXPECT_THAT(r.err, HasSubstr("password-minimum-length is near"));
    EXPECT_EQ(run("duplicates --store none.sqlite").status, 2);
}

TEST_F(DuplicateCommands, DecisionsKeepADifferenceQuietAndCanBeTakenBack) {
    const std::string key = json("duplicates")["duplicates"][0]["regions"][0]["differences"][0]["key"];
    EXPECT_EQ(run("decisions add " + key + " --reason '' --by Ada").status, 2);
    EXPECT_EQ(run("decisions add 0000000000000000 --reason r --by Ada").status, 2);
    EXPECT_EQ(run("decisions add " + key + " --reason 'agreed with HR' --by Ada").status, 0);
    EXPECT_THAT(run("duplicates").out, Not(HasSubstr("days here")));
    EXPECT_THAT(run("duplicates --decided").out, HasSubstr("days here"));
    const auto listed = json("decisions")["decisions"];
    ASSERT_EQ(listed.size(), 1u);
    EXPECT_EQ(listed[0]["reason"], "agreed with HR");
    EXPECT_EQ(listed[0]["subject"]["kind"], "difference");
    EXPECT_EQ(run("decisions remove " + key).status, 0);
    EXPECT_EQ(run("decisions remove " + key).status, 2);
    EXPECT_THAT(run("duplicates").out, HasSubstr("days here"));
}

TEST_F(DuplicateCommands, ConflictsSayWhichPagesCount) {
    write("wiki/policy.md", "# Passwords\n\nPasswords must be at least 12 characters long.\n");
    write("wiki/help.md", "# Help\n\nPasswords must be at least 8 characters long.\n");
    ASSERT_EQ(run("scan --quiet wiki").status, 0);
    const Ran r = run("conflicts");
    EXPECT_EQ(r.status, 0);
    EXPECT_THAT(r.out, HasSubstr("at least 12 characters on"));
    EXPECT_THAT(r.out, HasSubstr("approved, in scope and current"));
    EXPECT_EQ(json("conflicts --page help.md")["conflicts"].size(), 1u);
    EXPECT_EQ(json("conflicts --parameter password-minimum-length")["conflicts"].size(), 1u);
    EXPECT_EQ(json("conflicts --parameter log-retention-time")["conflicts"].size(), 0u);
    const Ran misspelt = run("conflicts --parameter log-retenton-time");
    EXPECT_EQ(misspelt.status, 2);
    EXPECT_THAT(misspelt.err, HasSubstr("log-retention-time is near"));
}

}  // namespace
}  // namespace clausemark
