// SPDX-License-Identifier: Apache-2.0
// Files that no wiki should have and every folder has: each is named with its place, the rest is scanned,
// what was stored stays.
#include <gmock/gmock.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>

#include <map>

#include "parser/core/limits.h"
#include "parser/core/limits_server.h"
#include "parser/core/utf8.h"
#include "tests/indexer/scan/scanning.h"

namespace clausemark {
namespace {

using namespace std::string_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::UnorderedElementsAre;

class BadInput : public Scanning {
  protected:
    void SetUp() override {
        Scanning::SetUp();
        write("good.md", "# Good\n\nWords.\n");
    }
    /// Text of all passages of a stored page, one a line.
    std::string text_of(const std::string& key) const {
        const DocumentKey id{"wiki", key};
        const auto pages = store->pages({&id, 1}, {.passages = true});
        std::string out;
        if (!pages || pages->empty()) return "not stored";
        for (const PassageRecord& passage : pages->front().passages) out += passage.text + "\n";
        return out;
    }
};

TEST_F(BadInput, InvalidUtf8IsReplacedAndItsPlaceNamed) {
    write("bad.md", "# Latin 1\n\nThe caf\xE9 and the na\xEFve.\n");
    EXPECT_FALSE(run().incomplete);
    EXPECT_EQ(said_of("bad.md"), "3:8 2 invalid sequences were replaced by U+FFFD, the first here\n");
    EXPECT_EQ(text_of("bad.md"), "Latin 1\nThe caf\uFFFD and the na\uFFFDve.\n");
}

TEST_F(BadInput, NulCharactersAreReplacedAndTheirPlaceNamed) {
    write("nul.md", "A page with a NUL \0 in it."s);
    run();
    EXPECT_EQ(said_of("nul.md"), "1:19 1 invalid sequence was replaced by U+FFFD, the first here\n");
    EXPECT_EQ(text_of("nul.md"), "A page with a NUL \uFFFD in it.\n");
}

TEST_F(BadInput, Utf16IsReadByItsMark) {
    write("little.md", "\xFF\xFEH\0i\0"s);
    write("big.md", "\xFE\xFF\0H\0i"s);
    write("odd.md", "\xFF\xFEH\0i\0\0"s);
    run();
    EXPECT_EQ(text_of("little.md"), "Hi\n");
    EXPECT_EQ(text_of("big.md"), "Hi\n");
    EXPECT_EQ(said_of("odd.md"), "1:3 1 invalid sequence was replaced by U+FFFD, the first here\n");
}

TEST_F(BadInput, LineEndsOfWindowsAndOldMacsReadLikeOthers) {
    write("crlf.md", "# One\r\n\r\nTwo\r\n\r\n- Three\r\n- Four\r\n");
    write("cr.md", "# One\r\rTwo\r\r- Three\r- Four\r");
    run();
    EXPECT_EQ(text_of("crlf.md"), "One\nTwo\nThree\nFour\n");
    EXPECT_EQ(text_of("cr.md"), "One\nTwo\nThree\nFour\n");
    EXPECT_THAT(codes, IsEmpty());
}

TEST_F(BadInput, WhatIsNoTextIsLeftOutAndNamed) {
    write("zip.md", "PK\x03\x04\x14\0\0\0\x08\0"s + std::string(100, '\x01'));
    write("utf16-without-mark.md", "H\0e\0l\0l\0o\0"s);
    write("utf32.md", "\xFF\xFE\0\0H\0\0\0i\0\0\0"s);
    const ScanReport r = run();
    EXPECT_EQ(r.failed, 3);
    EXPECT_FALSE(r.incomplete);
    for (const char* file : {"zip.md", "mark.md", "utf32.md"})
        EXPECT_EQ(said_of(file), "this is no text, in spite of its name\n") << file;
    EXPECT_THAT(keys(), ElementsAre("good.md"));
}

TEST_F(BadInput, PipesSocketsAndDevicesAreNamedAndNeverWaitedFor) {
    ASSERT_EQ(mkfifo((wiki / "pipe.md").c_str(), 0600), 0);
    std::filesystem::create_symlink("/dev/zero", wiki / "device.md");
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    const std::string path = (wiki / "socket.md").string();
    ASSERT_LT(path.size(), sizeof address.sun_path);
    path.copy(address.sun_path, path.size());
    const int s = ::socket(AF_UNIX, SOCK_STREAM, 0);
    ASSERT_EQ(::bind(s, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
    run();
    ::close(s);
    for (const char* file : {"pipe.md", "device.md", "socket.md"})
        EXPECT_EQ(said_of(file), "it is a pipe, socket or device, not a file\n") << file;
    EXPECT_THAT(keys(), ElementsAre("good.md"));
}

TEST_F(BadInput, AnUnreadableFileOrFolderIsNamedAndWhatWasStoredStays) {
    write("secret.md", "Words.");
    write("closed/page.md", "Words.");
    write("dump.xml", export_of(export_page("1", "Backup", "Words.")) + "</mediawiki>");
    run();
    ASSERT_EQ(store->documents({})->size(), 4u);
    for (const char* name : {"secret.md", "dump.xml", "closed"})
        std::filesystem::permissions(wiki / name, std::filesystem::perms::none);
    std::filesystem::permissions(folder.path(), std::filesystem::perms::all);
    store.reset();
    std::filesystem::permissions(folder.file("store.sqlite"), std::filesystem::perms{0666});
    // Permissions do not bind root: scan as nobody, in a process of its own.
    const pid_t child = fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
        if (geteuid() == 0 && seteuid(65534) != 0) _exit(77);
        auto opened = open_sqlite_store(folder.file("store.sqlite"));
        if (!opened) _exit(1);
        store = std::move(*opened);
        const ScanReport r = run();
        const bool told = said_of("secret.md") == "it cannot be read: Permission denied\n" &&
                          said_of("dump.xml") == "it cannot be read: Permission denied\n" &&
                          said_of("closed") == "this folder cannot be read: Permission denied\n";
        const bool kept = store->documents({})->size() == 4 && r.removed == 0;
        store.reset();
        _exit(!told ? 2 : !kept ? 3 : r.incomplete ? 4 : 0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    std::filesystem::permissions(wiki / "closed", std::filesystem::perms::all);
    ASSERT_TRUE(WIFEXITED(status));
    EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST_F(BadInput, FileNamesMayHoldAnything) {
    for (const std::string& name : {"new\nline.md"s, "bytes\xFF\xFE.md"s, "\x1B[31mred.md"s, "\u202Egpj.md"s,
                                    "quote\"'<b>&.md"s, std::string(250, 'x') + ".md"})
        write(name, "\xFF");
    EXPECT_EQ(run().analysed, 7);
    EXPECT_EQ(keys().size(), 7u);
    EXPECT_EQ(found.size(), 6u);
    for (const Diagnostic& d : found) {
        const std::string shown = render(d);
        EXPECT_EQ(shown.find('\x1B'), std::string::npos);
        EXPECT_EQ(shown.find("\u202E"), std::string::npos);
        EXPECT_EQ(find_invalid(shown), std::string::npos);
    }
    EXPECT_EQ(run().unchanged, 7);
}

TEST_F(BadInput, APageWithANameThatNoRequestCouldCarryIsNamedAndTheOthersAreTaken) {
    std::string key;
    while (key.size() <= limits::document_name_bytes) key += std::string(200, 'd') + "/";
    key += "long.md";
    write(key, "# Long\n");
    EXPECT_EQ(run().failed, 1);
    EXPECT_EQ(said_of("long.md"), "its name has 1213 bytes, folders and all; the server takes 1024\n");
    EXPECT_THAT(keys(), ElementsAre("good.md"));
}

TEST_F(BadInput, FrontMatterThatCannotBeReadIsNamedWithItsLine) {
    write("front.md", "---\nowner: Service desk\nno property\nstatus: approved\n---\n# Page\n");
    run();
    EXPECT_EQ(said_of("front.md"), "3:1 this line of the front matter cannot be read\n");
}

TEST_F(BadInput, TenThousandNestedAndUnclosedThingsStayLinear) {
    // Marks that open something, many times over and never closed.
    const std::map<std::string, std::vector<std::string>> marks = {
        {"md", {"- ", ">", "[", "![a](", "*a _b ", "<div>", "`a", "|a", "<!--", "[a]: <"}},
        {"wiki",
         {"{{a|", "{{{", "[[", "[", "*", "#:;", "'''", "{|\n|", "<div>", "<nowiki>", "<!--", "<ref>", "-{",
          "<pre>", "[[File:a|", "{{#if:"}},
        {"txt",
         {"  * a\n", "> ", "((", "[[", "{{", "**", "//", "<code>", "<nowiki>", "%%", "''", "|", "^",
          "<html>"}},
        {"html",
         {"<div>", "<b>", "<ul><li>", "<table><tr><td>", "<!--", "<script>", "<a href=\"", "<p", "&", "<svg>",
          "<template>", "<select>", "<title>", "</p>"}},
    };
    int files = 0;
    for (const auto& [ending, each] : marks)
        for (const std::string& mark : each) {
            std::string page = ending == "txt" ? "====== Page ======\n[[link]]\n" : "";
            for (int i = 0; i < 10000; ++i) page += mark;
            write("deep/" + std::to_string(files++) + "." + ending, page + " the end");
        }
    std::string stairs;
    for (std::size_t i = 1; i < 1000; ++i) stairs += std::string(i, '*') + " item\n";
    write("deep/stairs.wiki", stairs);
    const ScanReport r = run();
    EXPECT_EQ(r.analysed, files + 2);
    EXPECT_EQ(said_of("stairs.wiki"), "lists, tags or templates nested more than 100 deep were flattened\n");
}

TEST_F(BadInput, APageOfOneLongLineOrWordIsAPageLikeAnother) {
    std::string line;
    while (line.size() < (8u << 20)) line += "Backups of all servers must be made every night. ";
    write("line.md", line);
    write("word.md", std::string(8u << 20, 'x'));
    EXPECT_EQ(run().analysed, 3);
    EXPECT_THAT(codes, IsEmpty());
}

TEST_F(BadInput, AnExportWithEntitiesIsRefusedBeforeTheyUnfold) {
    std::string laughs = "<!DOCTYPE mediawiki [<!ENTITY l0 \"lol\">";
    for (int i = 1; i < 10; ++i) {
        laughs += "<!ENTITY l" + std::to_string(i) + " \"";
        for (int k = 0; k < 10; ++k) laughs += "&l" + std::to_string(i - 1) + ";";
        laughs += "\">";
    }
    write("laughs.xml", laughs + "]>" + export_of(export_page("1", "Page", "&l9;")) + "</mediawiki>");
    write("outside.xml", "<!DOCTYPE mediawiki [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>" +
                             export_of(export_page("1", "Page", "&x;")) + "</mediawiki>");
    EXPECT_TRUE(run().incomplete);
    EXPECT_THAT(codes, ElementsAre("CM007", "CM007"));
    EXPECT_THAT(said_of("laughs.xml"), HasSubstr("declares a document type"));
    EXPECT_THAT(keys(), ElementsAre("good.md"));
}

TEST_F(BadInput, AMalformedExportKeepsThePagesBeforeTheFaultAndThoseStored) {
    const std::string two = export_page("1", "One", "Words.") + export_page("2", "Two", "Words.");
    write("dump.xml", export_of(two) + "</mediawiki>");
    run();
    write("dump.xml",
          export_of(export_page("1", "One", "New words.")) + "<page><title>Two</oops></mediawiki>");
    const ScanReport r = run();
    EXPECT_TRUE(r.incomplete);
    EXPECT_EQ(r.analysed, 1);
    EXPECT_THAT(said_of("dump.xml"), HasSubstr("mismatched tag inside a page"));
    EXPECT_THAT(keys(), UnorderedElementsAre("1", "2", "good.md"));
}

TEST_F(BadInput, AnExportThatLeavesAPageOutOrHasNoneRemovesNothing) {
    write("dump.xml", export_of(export_page("1", "One", "Words.")) + "</mediawiki>");
    run();
    write("dump.xml", export_of(export_page("2", "Two", "Words.") +
                                export_page("1", "One", std::string(limits::page_bytes + 1, 'x'))) +
                          "</mediawiki>");
    ScanReport r = run();
    EXPECT_FALSE(r.incomplete);
    EXPECT_THAT(codes, ElementsAre("CM003"));
    EXPECT_THAT(keys(), UnorderedElementsAre("1", "2", "good.md"));
    write("dump.xml", export_of("") + "</mediawiki>");
    r = run();
    EXPECT_TRUE(r.incomplete);
    EXPECT_THAT(codes, ElementsAre("CM010"));
    EXPECT_THAT(keys(), UnorderedElementsAre("1", "2", "good.md"));
}

TEST_F(BadInput, AFileThatVanishesUnderTheScanIsNamed) {
    for (int i = 0; i < 300; ++i) write("many/" + std::to_string(1000 + i) + ".md", "Words.");
    bool gone = false;
    ScanEvents events;
    events.found = [&](const Diagnostic& d) { found.push_back(d); };
    events.progress = [&](std::int64_t, std::int64_t) {
        if (!std::exchange(gone, true)) std::filesystem::remove(wiki / "many" / "1299.md");
    };
    ScanOptions options;
    options.paths = {wiki.string()};
    options.threads = 1;
    const auto scanned = scan(*store, parts, options, events);
    ASSERT_TRUE(scanned);
    EXPECT_EQ(scanned->failed, 1);
    EXPECT_EQ(scanned->analysed, 300);
    EXPECT_EQ(said_of("1299.md"), "it cannot be read: No such file or directory\n");
}

}  // namespace
}  // namespace clausemark
