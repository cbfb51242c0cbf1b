// SPDX-License-Identifier: Apache-2.0
// Tags that what stands around their passage keeps from being shown: the document's system, terse items under
// other subjects, and words that speak of other clauses.
#include <fmt/format.h>

#include "tests/indexer/matcher/rules_for_tests.h"

namespace clausemark::test {
namespace {

/// The systems of the shown tags, by passage: "ISMS SMS |ISMS ".
std::string shown_systems(const std::string& text, const PageContext& context = {}) {
    const auto rules = compile(lexicon + R"(
system ISMS = isms
system SMS = "service management system"
rule r { title "R"
  clauses iso27001:2022/9.2.1, iso20000-1:2018/9.2
  aspect a required "a" { match audit } })");
    Analyzer analyzer(rules);
    std::string out;
    std::uint32_t passage = 0;
    for (const Tag& tag : analyzer.analyze(page(text), context).tags) {
        if (!tag.shown) continue;
        if (!out.empty() && tag.passage != passage) out += "|";
        passage = tag.passage;
        out += catalogue()->standard_of(tag.clause).system + " ";
    }
    return out;
}

TEST(SystemOfTheDocument, DecidesWhereNothingNearerNamesOne) {
    EXPECT_EQ(shown_systems("We must audit.\n\nThis is within the isms.\n"), "ISMS ");
    EXPECT_EQ(shown_systems("This is within the isms.\n\nWe must audit.\n"), "ISMS ");
    EXPECT_EQ(shown_systems("# About the isms\n\nText.\n\n# Audits\n\nWe must audit.\n"), "ISMS ");
}

TEST(SystemOfTheDocument, IsNoneWhereItNamesSeveral) {
    EXPECT_EQ(shown_systems("We must audit.\n\nThe isms.\n\nThe service management system.\n"), "ISMS SMS ");
}

TEST(SystemOfTheDocument, IsTheLastToBeAsked) {
    EXPECT_EQ(shown_systems("We must audit the service management system.\n\nText.\n"), "SMS ");
    EXPECT_EQ(shown_systems("We must audit.\n\nThe isms.\n", {.system = "SMS"}), "SMS ");
    EXPECT_EQ(shown_systems("We must audit.\n\nThe isms.\n", {.system = "both"}), "ISMS SMS ");
    EXPECT_EQ(shown_systems("We must audit.\n\nThe isms.\n", {.title = "Our service management system"}),
              "SMS ");
    EXPECT_EQ(shown_systems("# Service management system\n\nWe must audit.\n\n# Other\n\nThe isms.\n\n"
                            "We must audit the service management system and the isms.\n\n"),
              "SMS |ISMS SMS ");
}

TEST(SystemOfTheDocument, IsForgottenOnTheNextPage) {
    const auto rules = compile(lexicon + "system ISMS = isms\nsystem SMS = sms\n" + R"(
rule r { title "R"
  clauses iso27001:2022/9.2.1, iso20000-1:2018/9.2
  aspect a required "a" { match audit } })");
    Analyzer analyzer(rules);
    analyzer.analyze(page("The isms."));
    const auto tags = analyzer.analyze(page("We must audit.")).tags;
    EXPECT_TRUE(std::ranges::all_of(tags, &Tag::shown));
}

/// The systems of the shown tags of audits on a page that speaks of locks, which only the ISMS asks for, and
/// of releases, which only the SMS does.
std::string systems_of_audits(const std::string& text) {
    const auto rules = compile(lexicon + R"(
rule r { title "R"
  clauses iso27001:2022/9.2.1, iso20000-1:2018/9.2
  aspect a required "a" { match audit } }
rule i { title "I"
  clauses iso27001:2022/A.7.2
  aspect a required "a" { match locks } }
rule s { title "S"
  clauses iso20000-1:2018/8.5.3
  aspect a required "a" { match releases } })");
    Analyzer analyzer(rules);
    std::string out;
    for (const Tag& tag : analyzer.analyze(page(text)).tags)
        if (tag.shown && rules->rules()[tag.rule].name == "r")
            out += catalogue()->standard_of(tag.clause).system + " ";
    return out;
}

TEST(SystemThatThePageLeansTo, TakesWhatServesBoth) {
    std::string locks, releases;
    for (int i = 0; i < 5; ++i) {
        locks += "Doors must have locks.\n\n";
        releases += "We must plan releases.\n\n";
    }
    EXPECT_EQ(systems_of_audits("We must audit.\n\n" + locks), "ISMS ");
    EXPECT_EQ(systems_of_audits("We must audit.\n\n" + releases), "SMS ");
    EXPECT_EQ(systems_of_audits("We must audit.\n\n" + locks + releases), "ISMS SMS ");
    EXPECT_EQ(systems_of_audits("We must audit.\n\nDoors must have locks.\n"), "ISMS SMS ")
        << "too little to lean";
}

/// How many tags a page shows; the rule looks for "test copies", and its topic is "backup".
long shown(const std::string& text, const PageContext& context = {}, const std::string& more = "") {
    Analyzer analyzer(compile(rule("test copies", "topic backup\n") + more));
    return std::ranges::count_if(analyzer.analyze(page(text), context).tags, &Tag::shown);
}

TEST(TerseItems, ShowTagsOnlyUnderTheirSubject) {
    EXPECT_EQ(shown("# Release\n\n- Test copies\n- Other\n"), 0);
    EXPECT_EQ(shown("# Backup\n\n- Test copies\n- Other\n"), 1);
    EXPECT_EQ(shown("# Backup\n\n## Weekly\n\n- Test copies\n- Other\n"), 1);
    EXPECT_EQ(shown("# Release\n\nFor the backup:\n\n- Test copies\n- Other\n"), 1);
    EXPECT_EQ(shown("# Release\n\n- Test copies\n", {.title = "Backup"}), 1);
    EXPECT_EQ(shown("# Release\n\n- Test copies\n", {.heading_path = {"Backup"}}), 1);
}

TEST(TerseItems, AreShortAndHaveNoVerb) {
    EXPECT_EQ(shown("# Release\n\n- Test copies at the other site before anything is let go\n"), 1);
    EXPECT_EQ(shown("# Release\n\n- You must test copies\n"), 1);
    EXPECT_EQ(shown("# Release\n\nYou must:\n\n- test copies\n"), 0) << "the verb is the lead-in's";
    EXPECT_EQ(shown("# Release\n\nTest copies.\n"), 1) << "a paragraph was written as a sentence";
}

TEST(TerseItems, AreRowsToo) {
    const std::string head = "|What|When|\n|---|---|\n";
    EXPECT_EQ(shown("# Release\n\n" + head + "|Test copies twice|Monday|\n"), 0);
    EXPECT_EQ(shown("# Backup\n\n" + head + "|Test copies twice|Monday|\n"), 1);
    EXPECT_EQ(shown("# Release\n\n|Backup|When|\n|---|---|\n|Test copies twice|Monday|\n"), 1);
}

TEST(TerseItems, ThatStandAloneAreRead) {
    EXPECT_EQ(shown("- Test copies\n"), 1);
    EXPECT_EQ(shown("- Test copies\n- Other\n- Third\n"), 0);
}

TEST(TerseItems, AreAsShortAsASettingSays) {
    EXPECT_EQ(shown("# Release\n\n- Test copies\n- Other\n", {}, "set terse = 0\n"), 1);
    EXPECT_EQ(shown("# Release\n\n- Test copies at the other site before anything\n", {}, "set terse = 20\n"),
              0);
}

/// Words of five other clauses, two of each.
const std::string feast =
    "soups, broths, salads, greens, roasts, joints, tarts, pastries, sauces and gravies";

/// Why the tag of a match of "copies" is withheld, beside clauses about kitchens. Each time the likelier
/// clauses double costs a tenth; a description, a half.
Withheld why_withheld(const std::string& text, const PageContext& context = {},
                      const std::string& related = "", const std::string& more = "") {
    std::string kitchens;
    for (const char* words :
         {"1 soups broths", "2 salads greens", "3 roasts joints", "4 tarts pastries", "5 sauces gravies"})
        kitchens += fmt::format(
            "rule k{0} {{ title \"{1}\"\n clauses iso27001:2022/A.7.{0}\n"
            " aspect a required \"{1}\" {{ match oven }} }}\n",
            words[0], words + 2);
    const auto rules = compile(lexicon + kitchens + R"(
system ISMS = isms
rule backup { title "Backup of data"
  clauses iso27001:2022/A.8.13
)" + related + R"(
  topic(0.2) restore
  aspect a required "data and databases have copies" {
    match(0.65) copies
    match(0.85) twins
  } })" + more);
    Analyzer analyzer(rules);
    for (const Tag& tag : analyzer.analyze(page(text), context).tags)
        if (catalogue()->clause(tag.clause).number == "A.8.13" && tag.withheld != Withheld::heading)
            return tag.withheld;
    ADD_FAILURE() << "no tag: " << text;
    return Withheld::no;
}

TEST(WordsAgainstATag, MustBeOutweighedByItsReasons) {
    const std::string under = "# On it\n\n";
    EXPECT_EQ(why_withheld(under + "You must make copies of databases.\n"), Withheld::no);
    EXPECT_EQ(why_withheld(under + "You must make copies of " + feast + ".\n"), Withheld::elsewhere);
    EXPECT_EQ(why_withheld(under + "You must make copies of " + feast + ", and twins.\n"), Withheld::no)
        << "two matches";
    EXPECT_EQ(why_withheld(under + "To restore " + feast + " you must make twins.\n"), Withheld::no)
        << "a match and a topic";
}

TEST(WordsAgainstATag, AreThoseOfItsPassageAndOfItsSection) {
    const std::string bare = "You must make copies.\n";
    EXPECT_EQ(why_withheld("# On it\n\n" + bare), Withheld::no);
    EXPECT_EQ(why_withheld("# On " + feast + "\n\n" + bare), Withheld::elsewhere);
    EXPECT_EQ(why_withheld("# On it\n\n" + bare + "\nOther paragraphs: " + feast + ".\n"),
              Withheld::elsewhere);
    EXPECT_EQ(why_withheld("# On it\n\n" + bare + "\n# Next\n\n" + feast + ".\n"), Withheld::no)
        << "another section";
    EXPECT_EQ(why_withheld(bare, {.title = feast}), Withheld::elsewhere);
    EXPECT_EQ(why_withheld(bare, {.heading_path = {feast}}), Withheld::elsewhere);
    EXPECT_EQ(why_withheld("For " + feast + ":\n\n- you must make copies\n- and so on\n", {.title = "It"}),
              Withheld::elsewhere);
}

TEST(WordsAgainstATag, WeighMoreAgainstADescription) {
    EXPECT_EQ(why_withheld("# On it\n\nYou should make twins.\n"), Withheld::no);
    const std::string among = " make twins of soups, broths, salads, greens.\n";
    EXPECT_EQ(why_withheld("# On it\n\nYou must" + among), Withheld::no);
    EXPECT_EQ(why_withheld("# On it\n\nYou should" + among), Withheld::elsewhere);
}

TEST(WordsAgainstATag, WeighWhatSettingsSay) {
    const std::string commitment = "# On it\n\nYou must make copies of " + feast + ".\n";
    EXPECT_EQ(why_withheld(commitment, {}, "", "\nset doubt-of-commitment = 0\n"), Withheld::no);
    EXPECT_EQ(why_withheld(commitment, {}, "", "\nset doubt-of-description = 0\n"), Withheld::elsewhere);
    const std::string description = "# On it\n\nYou should make twins of " + feast + ".\n";
    EXPECT_EQ(why_withheld(description, {}, "", "\nset doubt-of-description = 0.01\n"), Withheld::no);
    EXPECT_EQ(why_withheld(description, {}, "", "\nset doubt-of-commitment = 0.01\n"), Withheld::elsewhere);
}

TEST(WordsAgainstATag, DoNotSpeakForItsNeighbours) {
    const std::string text = "# On it\n\nYou must make copies of " + feast + ".\n";
    EXPECT_EQ(why_withheld(text, {}, "related(0.1) iso27001:2022/A.7.1, iso27001:2022/A.7.2"),
              Withheld::elsewhere);
    EXPECT_EQ(why_withheld(text, {},
                           "related(0.1) iso27001:2022/A.7.1, iso27001:2022/A.7.2, iso27001:2022/A.7.3, "
                           "iso27001:2022/A.7.4, iso27001:2022/A.7.5"),
              Withheld::no);
}

TEST(WordsAgainstATag, CountForNothingWhereASystemIsNamed) {
    EXPECT_EQ(why_withheld("# On it\n\nYou must make copies of " + feast + ".\n", {.system = "ISMS"}),
              Withheld::no);
    EXPECT_EQ(why_withheld("# Our isms\n\nYou must make copies of " + feast + ".\n"), Withheld::no);
}

TEST(WordsAgainstATag, CountForNothingInABareText) {
    EXPECT_EQ(why_withheld("You must make copies of " + feast + ".\n"), Withheld::no);
}

/// Whether a rule for copies (worth 1) and twins (the same) is shown beside a subject that no clause is
/// about.
/// Many words of another subject make the few of this one telling.
bool shown_beside_meals(const std::string& text, const PageContext& context = {},
                        const std::string& doubt = "1") {
    std::string others;
    for (char a = 'a'; a <= 'z'; ++a)
        for (char b = 'a'; b <= 'z'; ++b) others += std::string(" q") + a + b;
    Analyzer analyzer(
        compile(rule("copies", "aspect b practice \"b\" { match twins }\n") +
                "system ISMS = isms\nset doubt-of-subject = " + doubt +
                "\nsubject meals \"soup roast oven\"\nsubject meals \"kitchen salad\"\nsubject others \"" +
                others + "\"\n"));
    return std::ranges::any_of(analyzer.analyze(page(text), context).tags, &Tag::shown);
}

TEST(SubjectsOfNoClause, AskMoreOfATagWhoseWordsAreRatherTheirs) {
    const std::string meals = "You must make copies of roast, salad and soup in the kitchen.\n";
    EXPECT_TRUE(shown_beside_meals("# On it\n\nYou must make copies.\n"));
    EXPECT_FALSE(shown_beside_meals("# On it\n\n" + meals));
    EXPECT_TRUE(shown_beside_meals("# On it\n\nYou must make copies and twins of roast, salad and soup.\n"))
        << "a second match";
    EXPECT_TRUE(shown_beside_meals("# On it\n\n" + meals, {}, "0"));
}

TEST(SubjectsOfNoClause, CountForNothingWhereASystemIsNamedOrNothingStandsAround) {
    const std::string meals = "You must make copies of roast, salad and soup in the kitchen.\n";
    EXPECT_TRUE(shown_beside_meals("# Our isms\n\n" + meals));
    EXPECT_TRUE(shown_beside_meals("# On it\n\n" + meals, {.system = "ISMS"}));
    EXPECT_TRUE(shown_beside_meals(meals));
}

/// How many of the tags of some paragraphs are shown, where no other near costs a half.
long shown_in_company(const std::string& text, const PageContext& context = {},
                      const std::string& doubt = "0.6") {
    Analyzer analyzer(compile(rule("copies", "aspect b practice \"b\" { match twins }\n") +
                              "system ISMS = isms\nset doubt-of-lonely = " + doubt + "\n"));
    return std::ranges::count_if(analyzer.analyze(page(text), context).tags, &Tag::shown);
}

/// So many paragraphs about other things.
std::string silence(int paragraphs) {
    std::string out;
    for (int i = 0; i < paragraphs; ++i)
        out +=
            "Here is a paragraph of about a hundred bytes that speaks of the weather, of a walk and of "
            "hats.\n\n";
    return out;
}

TEST(LonelyTags, MustHaveFoundMore) {
    const std::string copies = "You must make copies.\n\n";
    EXPECT_EQ(shown_in_company(copies + silence(3)), 0);
    EXPECT_EQ(shown_in_company("You must make copies and twins.\n\n" + silence(3)), 1);
    EXPECT_EQ(shown_in_company(copies + silence(3) + copies), 2) << "another near costs half of it";
    EXPECT_EQ(shown_in_company(copies + silence(3) + copies, {}, "1.2"), 0);
    EXPECT_EQ(shown_in_company(copies + copies + copies + silence(3), {}, "1.2"), 3) << "two others near";
    EXPECT_EQ(shown_in_company(copies + silence(30) + copies), 0) << "two, far from each other";
    EXPECT_EQ(shown_in_company(copies + silence(3), {}, "0"), 1);
}

TEST(LonelyTags, AreShownWhereASystemIsNamedOrNothingStandsAround) {
    const std::string copies = "You must make copies.\n\n";
    EXPECT_EQ(shown_in_company(copies + silence(3), {.system = "ISMS"}), 1);
    EXPECT_EQ(shown_in_company(copies + silence(3) + "This is the isms."), 1);
    EXPECT_EQ(shown_in_company(copies), 1);
    EXPECT_EQ(shown_in_company(copies, {.title = "Hats"}), 1);
    EXPECT_EQ(shown_in_company("# Hats\n\n" + copies + silence(3)), 0);
    EXPECT_EQ(shown_in_company("# On copies\n\n" + copies + silence(3)), 1) << "its subject is above it";
}

/// Whether a rule of two systems is shown, on a page of some paragraphs.
bool of_two_systems_shown(const std::string& text, const PageContext& context = {},
                          const std::string& more = "") {
    const auto rules = compile(lexicon + R"(
system ISMS = isms
system SMS = sms
rule r { title "R"
  clauses iso27001:2022/9.2.1, iso20000-1:2018/9.2
  aspect a required "a" {
    match audit
    match(0.4) auditors
  } }
rule locks { title "Locks"
  clauses iso27001:2022/A.7.2
  aspect a required "a" { match lock } }
)" + more);
    Analyzer analyzer(rules);
    const auto tags = analyzer.analyze(page(text + "\n\nOther.\n\nText.\n"), context).tags;
    return std::ranges::any_of(
        tags, [&](const Tag& tag) { return tag.shown && catalogue()->clause(tag.clause).number == "9.2.1"; });
}

TEST(RulesOfSeveralSystems, MustFindMoreWhereNoneIsNamed) {
    EXPECT_FALSE(of_two_systems_shown("You should audit."));
    EXPECT_TRUE(of_two_systems_shown("You must audit, with auditors."));
    EXPECT_TRUE(of_two_systems_shown("You should audit.\n\nThis is the isms."));
    EXPECT_TRUE(of_two_systems_shown("You should audit.", {.system = "ISMS"}));
    EXPECT_TRUE(of_two_systems_shown("You should audit.", {.title = "Our isms"}));
    std::string locks = "You should audit.";
    for (int i = 0; i < 5; ++i) locks += "\n\nYou must lock it.";
    EXPECT_TRUE(of_two_systems_shown(locks)) << "the page leans to one";
}

TEST(RulesOfSeveralSystems, MustFindAsMuchMoreAsASettingSays) {
    EXPECT_TRUE(of_two_systems_shown("You should audit.", {}, "set doubt-of-unnamed = 0.2\n"));
    EXPECT_FALSE(of_two_systems_shown("You must audit, with auditors.", {}, "set doubt-of-unnamed = 2\n"));
}

}  // namespace
}  // namespace clausemark::test
