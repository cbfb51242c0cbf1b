// SPDX-License-Identifier: Apache-2.0
// The program in an environment that fails it: full disks, stores and files that are none, kills, two of it
// at once. Each ends with a message that names the place, the right exit status, and nothing stored lost.
#include <gmock/gmock.h>

#include <nlohmann/json.hpp>
#include <random>

#include "tests/server/program.h"

namespace clausemark {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class Failures : public Commands {
  protected:
    /// So many pages with some evidence each.
    void write_pages(int pages, const std::string& words = "Backups must be tested every month.") const {
        for (int i = 0; i < pages; ++i) {
            std::string text = "# Page " + std::to_string(i) + "\n\n";
            for (int k = 0; k < 20; ++k) text += words + " Part " + std::to_string(k) + ".\n\n";
            write("wiki/" + std::to_string(1000 + i) + ".md", text);
        }
    }
    void expect_sound(std::int64_t pages) const {
        const auto store = open_sqlite_store(folder.file(".clausemark/store.sqlite"));
        ASSERT_TRUE(store) << render(store.why());
        EXPECT_TRUE((*store)->check());
        if (pages >= 0) {
            EXPECT_EQ((*store)->summary()->documents, pages);
        }
    }
};

TEST_F(Failures, AFullDiskUnderTheOutputIsAFailure) {
    for (const char* command : {"standards", "rules explain 'Backups are tested.'", "tag --jsonl",
                                "duplicates --jsonl", "--help"}) {
        const Ran r = run(std::string(command) + " >/dev/full", "{\"id\": 1, \"text\": \"a\"}\nno json\n");
        EXPECT_EQ(r.status, 2) << command;
        EXPECT_THAT(r.err, HasSubstr("the output cannot be written: No space left on device")) << command;
    }
}

TEST_F(Failures, InputThatCannotBeReadIsAFailure) {
    for (const char* input : {"<&-", "</"}) {
        const Ran r = run(std::string("tag --jsonl ") + input);
        EXPECT_EQ(r.status, 2) << input;
        EXPECT_THAT(r.err, HasSubstr("standard input cannot be read")) << input;
    }
}

TEST_F(Failures, AFolderInPlaceOfAFileIsNamed) {
    write("wiki/a.md", "Words.");
    Ran r = run("scan wiki --config wiki");
    EXPECT_EQ(r.status, 2);
    EXPECT_EQ(
        r.err,
        "wiki: error: it is a folder, not a file [CM301]\n  hint: name the settings file with --config\n");
    r = run("rules check wiki");
    EXPECT_EQ(r.status, 2);
    EXPECT_THAT(r.err, HasSubstr("wiki: error: it is a folder, not a file [CM001]"));
    r = run("tag wiki/a.md wiki");
    EXPECT_EQ(r.status, 2);
    EXPECT_THAT(r.out, HasSubstr("wiki/a.md"));
    r = run("scan wiki --store wiki");
    EXPECT_EQ(r.status, 2);
    EXPECT_THAT(r.err, AllOf(HasSubstr("wiki: error: the store cannot be opened"), HasSubstr("hint: ")));
    r = run("scan wiki --store wiki/a.md/store.sqlite");
    EXPECT_EQ(r.status, 2);
    EXPECT_THAT(r.err, HasSubstr("the folder of the store cannot be made"));
}

TEST_F(Failures, AFullDiskUnderTheStoreKeepsWhatItHeld) {
    write_pages(5);
    ASSERT_EQ(run("scan wiki").status, 0);
    write_pages(400);
    // A limit on file sizes (blocks of 512 or 1024 bytes, by the shell) fails writes as a full disk does.
    const std::string command = "cd '" + folder.path().string() +
                                "' && ulimit -f 1200 && '" CLAUSEMARK_PROGRAM "' scan wiki >out 2>err";
    const int status = std::system(command.c_str());
    ASSERT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 2);
    EXPECT_THAT(read("err"), HasSubstr("CM402"));
    EXPECT_THAT(read("err"), HasSubstr("what was stored before is unharmed"));
    expect_sound(-1);
    EXPECT_EQ(run("scan wiki").status, 0);
    expect_sound(400);
}

TEST_F(Failures, AScanKilledAtAnyMomentLosesNothingAndTheNextCompletesIt) {
    write_pages(200);
    ASSERT_EQ(run("scan wiki").status, 0);
    std::mt19937 random(7);
    for (int round = 0; round < 10; ++round) {
        write_pages(200, "Version " + std::to_string(round) + " of access reviews must be approved.");
        const double seconds = 0.05 + static_cast<double>(random() % 1000) / 2500;
        run("scan wiki & pid=$!; sleep " + std::to_string(seconds) + "; kill -9 $pid; wait $pid; true");
        expect_sound(200);
    }
    const Ran r = run("scan wiki --format json");
    EXPECT_EQ(r.status, 0);
    EXPECT_EQ(nlohmann::json::parse(r.out)["pages"], 200);
    EXPECT_EQ(nlohmann::json::parse(run("scan wiki --format json").out)["unchanged"], 200);
    expect_sound(200);
}

TEST_F(Failures, AnInterruptEndsAScanAndKeepsItsStoreSound) {
    write_pages(300);
    // A shell lets its background jobs ignore interrupts; env undoes that.
    run("standards >/dev/null; env --default-signal=INT '" CLAUSEMARK_PROGRAM
        "' scan wiki & pid=$!; sleep 0.3; kill -INT $pid; wait $pid; true");
    EXPECT_EQ(run("scan wiki").status, 0);
    expect_sound(300);
}

TEST_F(Failures, TwoScansAtOnceBothComplete) {
    write_pages(150);
    const Ran r = run("scan wiki & '" CLAUSEMARK_PROGRAM "' scan wiki; a=$?; wait $!; exit $((a * 10 + $?))");
    EXPECT_EQ(r.status, 0) << r.err;
    expect_sound(150);
}

TEST_F(Failures, AReaderThatEndsEarlyEndsTheProgram) {
    std::string lines;
    for (int i = 0; i < 2000; ++i)
        lines += "{\"id\": 1, \"text\": \"Backups must be tested every month.\"}\n";
    write("lines", lines);
    EXPECT_EQ(run("tag --jsonl <lines | head -n 1 >first").err, "");
    EXPECT_THAT(read("first"), HasSubstr("\"id\":1"));
}

TEST_F(Failures, APageOfSeveralWikisMustBeNamedWithItsWiki) {
    write("one/a.md", "Backups must be tested every month.");
    write("two/a.md", "Backups must be tested every month.");
    ASSERT_EQ(run("scan one two").status, 0);
    Ran r = run("evidence --page a.md");
    EXPECT_EQ(r.status, 2);
    EXPECT_THAT(r.err, HasSubstr("several wikis have a page a.md; name one with --wiki: one two"));
    EXPECT_EQ(run("evidence --page a.md --wiki two").status, 0);
    r = run("evidence --page b.md");
    EXPECT_EQ(r.status, 2);
    EXPECT_THAT(r.err, HasSubstr("the store has no page b.md"));
    EXPECT_EQ(run("evidence --wiki two").status, 2) << "a wiki alone would be ignored";
}

TEST_F(Failures, OutputsForProgramsAreTheSameEachTime) {
    write_pages(10);
    ASSERT_EQ(run("scan wiki").status, 0);
    for (const char* command :
         {"coverage", "coverage iso27001:2022", "evidence", "evidence --page 1003.md", "standards",
          "standards iso20000-1:2018", "tag wiki/1001.md", "rules explain 'Backups are tested.'"}) {
        const Ran first = run(std::string(command) + " --format json");
        EXPECT_EQ(first.status, 0) << command << first.err;
        EXPECT_TRUE(nlohmann::json::accept(first.out)) << command;
        EXPECT_EQ(first.out, run(std::string(command) + " --format json").out) << command;
        EXPECT_EQ(first.out, nlohmann::json::parse(first.out).dump(2) + "\n")
            << command << ": keys are sorted";
    }
}

TEST_F(Failures, ACorpusWithMistakesIsRefusedAtTheirPlaces) {
    write("wiki/a.md", "Words.");
    Ran r = run("scan wiki --corpus nowhere");
    EXPECT_EQ(r.status, 2);
    EXPECT_THAT(r.err, HasSubstr("nowhere: error: the corpus cannot be read here"));
    write("corpus/standards/a.json", "{ \"id\": }");
    write("corpus/rules/a.rules", "rule x {\n  nonsense\n");
    r = run("scan wiki --corpus corpus");
    EXPECT_EQ(r.status, 2);
    EXPECT_THAT(r.err, HasSubstr("standards/a.json:1:9: error:"));
    EXPECT_FALSE(std::filesystem::exists(folder.file(".clausemark")))
        << "no store is made before all is read";
}

}  // namespace
}  // namespace clausemark
