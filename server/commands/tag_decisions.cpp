// SPDX-License-Identifier: Apache-2.0
// clausemark decisions confirm, and reject: what a person says of one tag of a stored page.
#include "server/app/tag_decisions.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "server/app/decisions.h"
#include "server/commands/commands.h"
#include "server/json/encode_duplicates.h"

namespace clausemark {
namespace {

struct Options : CommonOptions {
    std::string clause;
    std::string wiki;
    std::string page;
    std::string words;
    std::optional<std::uint32_t> passage;
    std::string reason;
    std::string by;
    std::string at;
    bool directive = false;
};

bool blank(const std::string& text) {
    return text.find_first_not_of(" \t\n") == std::string::npos;
}

int run(const Options& options, Verdict verdict) {
    if (blank(options.by)) return wrong_use("--by must name who decides");
    if (blank(options.reason) && verdict == Verdict::rejected)
        return wrong_use("--reason must say why the tag is wrong");
    const auto known = knowledge_or_report(options.sources);
    if (!known) return exit_failure;
    const auto clause = clause_or_report(*known->catalogue, options.clause);
    if (!clause) return exit_failure;
    const auto store = store_or_report(options.store, *known, options.directive);
    if (!store) return exit_failure;
    TagChoice choice;
    const auto page = page_or_report(*store, options.wiki, options.page);
    if (!page) return exit_failure;
    choice.document = *page;
    choice.clause = known->catalogue->clause(*clause).id;
    choice.words = options.words;
    choice.passage = options.passage;
    const TagWanted wanted{verdict, options.reason, options.by, options.at.empty() ? now_text() : options.at};
    const auto decided =
        options.directive ? choose_tag(*store, choice, wanted) : decide_tag(*store, choice, wanted);
    if (!decided) return failed(decided.why());
    if (decided->refused) return wrong_use(decided->refused->message);
    const Decision& decision = decided->decision;
    if (options.directive)
        print(fmt::format("clausemark: {}\n", plain(directive_of(decision))));
    else if (options.json())
        print_json(to_json(decision, DecisionSubject{"tag", decision.tag->words}));
    else
        print(fmt::format("{}: {}\nTaken back with: clausemark decisions remove {}\n", name_of(verdict),
                          plain(describe(decision)), decision.key));
    return exit_fine;
}

void add(CLI::App& parent, const char* name, const char* words, Verdict verdict, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App& command = *parent.add_subcommand(name, words);
    command.add_option("CLAUSE", options->clause, "Such as iso27001:2022/A.8.13")->required();
    command.add_option("--page", options->page, "Its path below the scanned folder, or its key")
        ->type_name("KEY")
        ->required();
    command.add_option("--wiki", options->wiki, "The wiki of the page, where several have one of this key")
        ->type_name("NAME");
    command
        .add_option("--words", options->words, "Words that stand in the passage, where the page has several")
        ->type_name("TEXT");
    command.add_option("--passage", options->passage, "... or its number")->type_name("N");
    CLI::Option* reason = command.add_option("--reason", options->reason, "Why")->type_name("TEXT");
    if (verdict == Verdict::rejected) reason->required();
    command.add_option("--by", options->by, "Who decides")->type_name("NAME")->required();
    command.add_option("--at", options->at, "When it was decided (default: now)")->type_name("DATE");
    command.add_flag(
        "--directive", options->directive,
        "Decide nothing: write the directive that says the same in the page, for a comment before "
        "the passage");
    add_store_option(command, *options);
    add_knowledge_options(command, *options);
    add_format_option(command, *options);
    command.footer(
        "It is kept with the words of the passage: edits elsewhere on the page do not matter, and once the "
        "words themselves change, a confirmation is stale and a rejection ends.");
    command.callback([options, verdict, &status] { status = run(*options, verdict); });
}

}  // namespace

void add_tag_decisions(CLI::App& decisions, int& status) {
    add(decisions, "confirm", "Confirm that a passage answers a clause", Verdict::confirmed, status);
    add(decisions, "reject", "Say that a passage does not answer a clause", Verdict::rejected, status);
}

}  // namespace clausemark
