// SPDX-License-Identifier: Apache-2.0
// Confirming and rejecting tags as a command, and directives as a scan and `tag` show them.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>

#include "tests/server/program.h"

namespace clausemark {
namespace {

using testing::HasSubstr;
using testing::Not;

const std::string clause = "iso27001:2022/A.8.13";

class DecisionCommands : public Commands {
  protected:
    void SetUp() override {
        write_wiki();
        ASSERT_EQ(run("scan --quiet wiki").status, 0);
    }
    std::string evidence(const std::string& more = "") const { return run("evidence " + clause + more).out; }
};

TEST_F(DecisionCommands, RejectATagAndTakeItBack) {
    const Ran r = run("decisions reject " + clause +
                      " --page backup.md --by Ada --reason 'a quotation' --at 2026-05-31");
    EXPECT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.out, HasSubstr("rejected " + clause + " on wiki/backup.md"));
    EXPECT_THAT(evidence(), Not(HasSubstr("Backups of all servers")));
    EXPECT_THAT(evidence(), HasSubstr("1 rejected by people; --rejected lists them"));
    EXPECT_THAT(evidence(" --rejected"), HasSubstr("rejected by Ada, 2026-05-31: a quotation"));
    EXPECT_THAT(run("coverage iso27001:2022").out, HasSubstr("not counted: 1 passage, rejected"));
    ASSERT_EQ(run("scan --quiet wiki").status, 0);  // a scan keeps it
    EXPECT_THAT(evidence(), Not(HasSubstr("Backups of all servers")));
    const auto list = nlohmann::json::parse(run("decisions --format json").out)["decisions"];
    ASSERT_EQ(list.size(), 1u);
    EXPECT_EQ(run("decisions remove " + list[0]["key"].get<std::string>()).status, 0);
    EXPECT_THAT(evidence(), HasSubstr("Backups of all servers"));
}

TEST_F(DecisionCommands, ConfirmATagUntilItsWordsChange) {
    ASSERT_EQ(run("decisions confirm " + clause + " --page backup.md --by 'Head of IT'").status, 0);
    EXPECT_THAT(evidence(), HasSubstr("confirmed by Head of IT"));
    EXPECT_THAT(run("coverage iso27001:2022").out, HasSubstr("confirmed by people: 1 of 1 passages"));
    EXPECT_THAT(run("decisions").out, HasSubstr("(holds)"));
    write("wiki/backup.md",
          "# Backup\n\nBackups of all our servers are made every night and restores are tested.\n");
    ASSERT_EQ(run("scan --quiet wiki").status, 0);
    EXPECT_THAT(evidence(), HasSubstr("its words have changed since it was confirmed"));
    EXPECT_THAT(run("decisions").out, HasSubstr("its words have changed since"));
}

TEST_F(DecisionCommands, WriteTheDirectiveThatSaysTheSame) {
    const Ran r = run("decisions confirm " + clause +
                      " --page backup.md --by Ada --reason 'a \"b\"' --at 2026-05-31 --directive");
    ASSERT_EQ(r.status, 0) << r.err;
    EXPECT_THAT(r.out, testing::MatchesRegex("clausemark: confirm " + clause +
                                             " by \"Ada\" at 2026-05-31 reason \"a 'b'\" words [0-9a-f]+\n"));
    EXPECT_THAT(run("decisions").out, HasSubstr("0 about tags"));
    const std::string directive = r.out.substr(0, r.out.size() - 1);
    write("wiki/backup.md",
          "# Backup\n\n<!-- " + directive + " -->\n" +
              "Backups of all servers are made every night and restores are tested monthly.\n");
    const Ran scanned = run("scan wiki");
    EXPECT_THAT(scanned.err, Not(HasSubstr("CM6")));
    EXPECT_THAT(evidence(), HasSubstr("confirmed by Ada, 2026-05-31: a 'b'"));
    EXPECT_THAT(run("tag wiki/backup.md").out, HasSubstr("confirmed by Ada, 2026-05-31"));
}

TEST_F(DecisionCommands, SayWhatIsMissing) {
    EXPECT_EQ(run("decisions reject " + clause + " --page backup.md --by Ada").status, 2);
    EXPECT_EQ(run("decisions reject " + clause + " --page backup.md --by ' ' --reason x").status, 2);
    EXPECT_THAT(run("decisions confirm iso27001:2022/A.8.133 --page backup.md --by Ada").err,
                HasSubstr("A.8.13"));
    const Ran r = run("decisions confirm iso27001:2022/A.7.4 --page backup.md --by Ada");
    EXPECT_EQ(r.status, 2);
    EXPECT_THAT(r.err, HasSubstr("satisfies"));
}

TEST_F(DecisionCommands, ShowDeclaredClausesApart) {
    write("wiki/backup.md", "---\nsatisfies: iso27001:2022/A.7.4\n---\n# Backup\n\nText.\n");
    ASSERT_EQ(run("scan --quiet wiki").status, 0);
    EXPECT_THAT(run("evidence iso27001:2022/A.7.4").out,
                HasSubstr("declared by Backup (wiki/backup.md, satisfies: "));
    EXPECT_THAT(run("coverage iso27001:2022").out,
                HasSubstr("declared by 1 page; a declaration is no evidence"));
    EXPECT_THAT(run("tag wiki/backup.md").out, HasSubstr("the page says that it satisfies"));
}

}  // namespace
}  // namespace clausemark
