// SPDX-License-Identifier: Apache-2.0
#include "indexer/config/config.h"

#include <gtest/gtest.h>

#include <fstream>

#include "indexer/config/checks.h"
#include "indexer/config/loader.h"
#include "indexer/corpus/corpus.h"
#include "indexer/json/json.h"
#include "parser/core/limits.h"
#include "tests/source_dir.h"

namespace clausemark {
namespace {

const Catalogue& catalogue() {
    static const Catalogue made = [] {
        Catalogue read;
        std::vector<Diagnostic> faults;
        const Corpus corpus = Corpus::embedded();
        for (const CorpusFile* file : corpus.in_folder("standards")) read.add(file->path, file->text, faults);
        return read;
    }();
    return made;
}

Config load(std::string_view text) {
    std::vector<Diagnostic> faults;
    Config config = load_config("clausemark.json", text, catalogue(), faults);
    for (const Diagnostic& fault : faults) ADD_FAILURE() << render(fault);
    return config;
}

/// Code, place and message of every mistake, a line each, with its hint.
std::string faults_of(std::string_view text) {
    std::vector<Diagnostic> faults;
    load_config("c", text, catalogue(), faults);
    std::string out;
    for (const Diagnostic& fault : faults) {
        out += code_text(fault.code) + " " + std::to_string(fault.position.line) + ":" +
               std::to_string(fault.position.column) + " " + fault.message +
               (fault.hint.empty() ? "" : " / " + fault.hint) + "\n";
    }
    return out;
}

std::string example() {
    std::ifstream in(CLAUSEMARK_SOURCE_DIR "/docs/configuration.md");
    const std::string page{std::istreambuf_iterator<char>(in), {}};
    const std::size_t begin = page.find("```json\n") + 8;
    return page.substr(begin, page.find("\n```", begin) - begin);
}

TEST(Config, DefaultsAreAFileWithoutMistakes) {
    std::vector<Diagnostic> faults;
    const Corpus corpus = Corpus::embedded();
    ASSERT_EQ(corpus.in_folder("config").size(), 1u);
    Config config;
    read_config(config, "defaults.json", corpus.in_folder("config")[0]->text, catalogue(), faults);
    for (const Diagnostic& fault : faults) ADD_FAILURE() << render(fault);
}

TEST(Config, DefaultsCountAPageThatSaysNothingAsApproved) {
    const Config config = Config::defaults();
    EXPECT_EQ(config.field(DocumentField::status).otherwise, "approved");
    EXPECT_EQ(config.status_named("Approved"), DocumentStatus::approved);
    EXPECT_EQ(config.status_named("WIP"), DocumentStatus::draft);
    EXPECT_EQ(config.status_named("superseded"), DocumentStatus::withdrawn);
    EXPECT_EQ(config.status_named("edited since approval"), DocumentStatus::edited);
    EXPECT_EQ(config.status_named("blue"), DocumentStatus::unstated);
    EXPECT_TRUE(config.pages.takes("security/backup.md"));
    EXPECT_FALSE(config.pages.takes(".git/HEAD"));
    EXPECT_FALSE(config.pages.takes("security/.draft.md"));
    EXPECT_EQ(config.page_bytes, limits::page_bytes);
    EXPECT_GT(config.duplicate_words, 0u);
}

TEST(Config, HasTheNewestEditionsInForceUnlessItNamesOthers) {
    const auto ids = [](const Config& config) {
        std::string out;
        for (const StandardIndex index : config.in_force(catalogue()))
            out += catalogue().standards()[index].id + " ";
        return out;
    };
    EXPECT_EQ(ids(Config::defaults()), "iso20000-1:2018 iso27001:2022 ");
    EXPECT_EQ(ids(load(R"({"standards": ["iso27001:2013"]})")), "iso27001:2013 ");
}

TEST(Config, ReadsTheExampleOfItsDocumentation) {
    const Config config = load(example());
    EXPECT_EQ(config.wiki, "Policy wiki");
    EXPECT_TRUE(config.pages.takes("security/a.md"));
    EXPECT_FALSE(config.pages.takes("archive/a.md"));
    EXPECT_EQ(config.pages.format_of("wiki/a/b.txt"), Format::dokuwiki);
    EXPECT_EQ(config.pages.format_of("b.txt"), std::nullopt);
    EXPECT_EQ(config.standards, (std::vector<std::string>{"iso27001:2022", "iso20000-1:2018"}));
    ASSERT_EQ(config.systems.size(), 2u);
    EXPECT_EQ(config.systems[0].scope.properties.at("department"),
              (std::vector<std::string>{"IT", "Facilities"}));
    EXPECT_TRUE(config.systems[1].scope.all());
    const FieldSource& status = config.field(DocumentField::status);
    EXPECT_EQ(status.otherwise, "draft");
    EXPECT_EQ(status.names_in(Format::mediawiki), (std::vector<std::string>{"doc status", "status"}));
    EXPECT_EQ(status.names_in(Format::html), Config::defaults().field(DocumentField::status).names);
    EXPECT_EQ(config.field(DocumentField::owner).otherwise, "Information security manager");
    EXPECT_EQ(config.status_named("In consultation"), DocumentStatus::draft);
    EXPECT_EQ(config.status_named("wip"), DocumentStatus::unstated)
        << "a given list replaces the default one";
    EXPECT_FALSE(config.applicability.at("iso27001:2022/A.8.30").applicable);
    EXPECT_TRUE(config.applicability.at("iso27001:2022/A.7.4").applicable);
    EXPECT_EQ(config.applicability.at("iso27001:2022/A.7.4").implementation, Implementation::partly);
    EXPECT_EQ(config.own_controls.at("OWN-1").maps_to, (std::vector<std::string>{"iso27001:2022/A.5.14"}));
    EXPECT_EQ(config.statement.file, "soa.csv");
    EXPECT_EQ(config.held_elsewhere.at("iso27001:2022/7.2").holder, "Head of HR");
    EXPECT_EQ(config.boilerplate_texts.size(), 1u);
    EXPECT_EQ(config.boilerplate_pages, 12u);
    EXPECT_EQ(config.archived_copies, (std::vector<std::string>{"archive/**"}));
    ASSERT_EQ(config.hierarchy.size(), 5u);
    EXPECT_EQ(config.hierarchy[2], (std::vector<std::string>{"procedure", "process"}));
    EXPECT_EQ(config.page_bytes, 16u << 20);
    EXPECT_EQ(config.threads, 2u);
}

TEST(Config, NamesEveryDefaultKeyInItsDocumentation) {
    const Corpus corpus = Corpus::embedded();
    const JsonText defaults = parse_json(corpus.in_folder("config")[0]->text),
                   documented = parse_json(example());
    ASSERT_TRUE(defaults.value && documented.value);
    for (const JsonMember& member : defaults.value->members) {
        if (member.key == "license") continue;
        const JsonValue* same = documented.value->find(member.key);
        ASSERT_NE(same, nullptr) << member.key;
        for (const JsonMember& inner : member.value.members)
            EXPECT_NE(same->find(inner.key), nullptr) << inner.key;
    }
}

TEST(Config, ReportsEachMistakeWithTheNearestRightOne) {
    const struct {
        const char* text;
        const char* faults;
    } rows[] = {
        {"{", "CM301 1:1 this '{' is never closed\n"},
        {"[]", "CM303 1:1 the configuration must be an object, not a list\n"},
        {R"({"standrads": []})",
         "CM302 1:2 the configuration has no \"standrads\" / did you mean \"standards\"?\n"},
        {R"({"wiki": 7})", "CM303 1:10 \"wiki\" must be a string, not a number\n"},
        {R"({"wiki": "a", "wiki": "b"})",
         "CM303 1:15 \"wiki\" stands twice in the configuration / only one of them can hold\n"},
        {R"({"pages": {"inclde": []}})",
         "CM302 1:12 \"pages\" has no \"inclde\" / did you mean \"include\"?\n"},
        {R"({"pages": {"include": "**"}})", "CM303 1:23 \"include\" must be a list, not a string\n"},
        {R"({"pages": {"include": [""]}})", "CM303 1:24 each item of \"include\" must not be empty\n"},
        {R"({"pages": {"format": {"*.x": "markdwon"}}})",
         "CM303 1:30 there is no format \"markdwon\" / did you mean \"markdown\"?\n"},
        {R"({"standards": ["iso27001:2002"]})",
         "CM303 1:16 there is no standard \"iso27001:2002\" / did you mean \"iso27001:2022\"?\n"},
        {R"({"systems": [{"standards": []}]})", "CM303 1:14 \"name\" is missing here\n"},
        {R"({"systems": [{"name": "A"}, {"name": "A"}]})", "CM303 1:38 there are two systems \"A\"\n"},
        {R"({"systems": [{"name": "A", "scope": {"page": []}}]})",
         "CM302 1:38 \"scope\" has no \"page\" / did you mean \"pages\"?\n"},
        {R"({"documents": {"owners": {}}})",
         "CM302 1:16 \"documents\" has no \"owners\" / did you mean \"owner\"?\n"},
        {R"({"documents": {"status": {"default": "aproved"}}})",
         "CM303 1:38 \"default\" cannot be \"aproved\" / did you mean \"approved\"?\n"},
        {R"({"documents": {"status": {"from": {"markdon": []}}}})",
         "CM303 1:36 there is no format \"markdon\" / did you mean \"markdown\"?\n"},
        {R"({"statuses": {"draft": ["x"], "withdrawn": ["X"]}})",
         "CM303 1:45 \"X\" cannot mean two statuses\n"},
        {R"({"applicability": {"iso27001:2022/A.8.35": {"applicable": false, "justification": "x"}}})",
         "CM304 1:20 no standard has a clause \"iso27001:2022/A.8.35\" / did you mean "
         "\"iso27001:2022/A.8.3\"?\n"},
        {R"({"applicability": {"A.8.13": {"applicable": false, "justification": "x"}}})",
         "CM304 1:20 no standard has a clause \"A.8.13\" / name the standard and its edition: "
         "\"iso27001:2022/A.8.13\"\n"},
        {R"({"applicability": {"iso27001:2022/9.2.1": {"applicable": false, "justification": "x"}}})",
         "CM305 1:20 \"iso27001:2022/9.2.1\" is a clause of the ISMS, and clauses of a management system "
         "cannot be excluded"
         " / remove it; where its evidence is kept outside the wiki, use \"held-elsewhere\"\n"},
        {R"({"applicability": {"iso27001:2022/A.8": {"applicable": false, "justification": "x"}}})",
         "CM303 1:20 \"iso27001:2022/A.8\" is a heading above controls / name each of its controls: each "
         "needs a justification"
         " of its own\n"},
        {R"({"applicability": {"iso27001:2022/A.8.30": {"applicable": "no"}}})",
         "CM303 1:59 \"applicable\" must be true or false, not a string\nCM303 1:44 \"justification\" is "
         "missing here\n"},
        {R"({"applicability": {"iso27001:2022/A.8.30": {"applicable": true, "justification": "x", "because": ["rsik"], "implementation": "done"}}})",
         "CM303 1:126 \"implementation\" cannot be \"done\" / it may be \"not-started\", \"planned\", "
         "\"partly\", "
         "\"implemented\"\nCM303 1:99 each item of \"because\" cannot be \"rsik\" / did you mean "
         "\"risk\"?\n"},
        {R"({"own-controls": {"A.8.35": {"title": "t", "justification": "x"}}})",
         "CM303 1:19 \"A.8.35\" looks like a control of a standard / name one's own control so that nobody "
         "takes it "
         "for one of the standard's, as \"OWN-1\"\n"},
        {R"({"own-controls": {"OWN-1": {"title": "t", "justification": "x", "maps-to": ["iso27001:2022/A.8.133"]}}})",
         "CM304 1:77 no standard has a clause \"iso27001:2022/A.8.133\" / did you mean "
         "\"iso27001:2022/A.8.13\"?\n"},
        {R"({"statement-of-applicability": {"file": "f", "approved": "soon", "columns": {"controls": []}}})",
         "CM303 1:58 \"approved\" must be a day written as YYYY-MM-DD / leave it out while the statement is "
         "not "
         "approved\nCM302 1:78 \"columns\" has no \"controls\" / did you mean \"control\"?\n"},
        {R"({"statement-of-applicability": {"standard": "iso20000-1:2018"}})",
         "CM303 1:45 \"iso20000-1:2018\" is no standard with controls / "
         "it may be \"iso27001:2013\", \"iso27001:2022\"\n"},
        {R"({"standards": ["iso27001:2022"], "held-elsewhere": {"iso27001:2013/7.2": {"pointer": "p", "holder": "h", "checked": "2024-01-01"}}})",
         "CM303 1:53 \"iso27001:2013\" is not among the standards in force / \"standards\" has "
         "\"iso27001:2022\"\n"},
        {R"({"held-elsewhere": {"iso27001:2022/7.2": {"pointer": "p", "holder": "h", "checked": "2023-02-29"}}})",
         "CM303 1:85 \"checked\" must be a day written as YYYY-MM-DD\n"},
        {R"({"thresholds": {"duplicate-similarity": 80}})",
         "CM303 1:41 \"duplicate-similarity\" must be between 0.1 and 1\n"},
        {R"({"checks": {"CM2O4": "off", "unknown-citatoin": "off", "CM204": "of", "CM301": "off"}})",
         "CM302 1:13 there is no check \"CM2O4\" / did you mean CM204 (a cited clause that the edition "
         "does not have)?\n"
         "CM302 1:29 there is no check \"unknown-citatoin\" / did you mean unknown-citation (CM204)?\n"
         "CM303 1:65 \"CM204\" cannot be \"of\" / did you mean \"off\"?\n"
         "CM303 1:71 CM301 is a failure and cannot be switched / clausemark check --list shows those "
         "that can\n"},
        {R"({"checks-in": [{"checks": {"CM204": "off"}}]})", "CM303 1:16 \"pages\" is missing here\n"},
        {R"({"limits": {"threads": -1}})",
         "CM303 1:24 \"threads\" must be a whole number between 0 and 256\n"},
        {R"({"limits": {"page-bytes": 3.9}})",
         "CM303 1:27 \"page-bytes\" must be a whole number between 1 and 67108864\n"},
    };
    for (const auto& row : rows) EXPECT_EQ(faults_of(row.text), row.faults) << row.text;
}

TEST(Config, TheLastEntryThatMatchesAPageAndNamesTheCodeSetsItsLevel) {
    const CheckSettings checks = check_settings_of(R"({"checks": {"CM204": "error"}, "checks-in": [
        {"pages": ["a/**"], "checks": {"CM204": "note", "CM601": "off"}},
        {"pages": ["a/b/**"], "checks": {"unknown-citation": "off"}}]})");
    EXPECT_EQ(checks.level_of(Code::unknown_citation, "c.md"), Severity::error);
    EXPECT_EQ(checks.level_of(Code::unknown_citation, "a/c.md"), Severity::note);
    EXPECT_EQ(checks.level_of(Code::unknown_citation, "a/b/c.md"), std::nullopt);
    EXPECT_EQ(checks.level_of(Code::unknown_citation), Severity::error);
    EXPECT_EQ(checks.level_of(check_codes::clause_in_part), std::nullopt);  // off by default
    EXPECT_TRUE(checks.wanted(Code::unknown_citation));
    EXPECT_FALSE(checks.wanted(check_codes::clause_in_part));
}

TEST(Config, ShowsAllMistakesOfAFileInOneRun) {
    const std::string shown =
        faults_of("{\n\"wkii\": \"x\",\n\"standards\": 1,\n\"limits\": {\"threads\": \"two\"}\n}");
    EXPECT_EQ(shown,
              "CM302 2:1 the configuration has no \"wkii\" / did you mean \"wiki\"?\n"
              "CM303 3:14 \"standards\" must be a list, not a number\n"
              "CM303 4:23 \"threads\" must be a number, not a string\n");
}

TEST(Config, KeepsTheDefaultOfWhatIsWrong) {
    std::vector<Diagnostic> faults;
    const Config config =
        load_config("c", R"({"limits": {"page-bytes": 0}, "wiki": "W"})", catalogue(), faults);
    EXPECT_EQ(faults.size(), 1u);
    EXPECT_EQ(config.page_bytes, limits::page_bytes);
    EXPECT_EQ(config.wiki, "W");
}

TEST(Config, RefusesAFileThatIsTooLarge) {
    EXPECT_EQ(faults_of(std::string(limits::config_bytes + 1, ' ')),
              "CM301 1:1 a configuration may have 4194304 bytes at most\n");
}

}  // namespace
}  // namespace clausemark
