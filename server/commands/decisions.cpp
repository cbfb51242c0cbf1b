// SPDX-License-Identifier: Apache-2.0
// clausemark decisions: what people decided outside the pages; duplicates, differences and conflicts that are
// intended. Tags are confirmed and rejected in tag_decisions.cpp.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "server/app/decisions.h"
#include "server/app/tag_decisions.h"
#include "server/commands/commands.h"
#include "server/json/encode_duplicates.h"

namespace clausemark {
namespace {

struct Options : CommonOptions {
    std::string key;
    std::string reason;
    std::string by;
};

/// A decision whose subject is gone stays listed: the text it spoke of changed, or was removed.
int list(const Options& options) {
    const auto known = knowledge_or_report(options.sources);
    if (!known) return exit_failure;
    const auto store = store_or_report(options.store, *known, true);
    if (!store) return exit_failure;
    const auto decisions = store->decisions();
    if (!decisions) return failed(decisions.why());
    const auto conflicts = all_conflicts_of(*store, *known);
    if (!conflicts) return failed(conflicts.why());
    Json body = {{"decisions", Json::array()}};
    std::size_t tags = 0;
    for (const Decision& decision : *decisions) {
        if (decision.tag) {
            tags += 1;
            if (options.json())
                body["decisions"].push_back(to_json(decision, DecisionSubject{"tag", decision.tag->words}));
            else
                print(fmt::format("{}  {}\n  {} ({}, {})\n", decision.key, plain(describe(decision)),
                                  plain(decision.reason), plain(decision.who), plain(decision.when)));
            continue;
        }
        const auto subject = subject_of(*store, *conflicts, decision.key);
        if (!subject) return failed(subject.why());
        if (options.json()) {
            body["decisions"].push_back(to_json(decision, *subject));
            continue;
        }
        print(fmt::format("{}  {}\n  {} ({}, {})\n", decision.key,
                          *subject ? (*subject)->kind + ": " + plain((*subject)->text)
                                   : "of a text that has changed since, or is gone",
                          plain(decision.reason), plain(decision.who), plain(decision.when)));
    }
    if (options.json())
        print_json(body);
    else
        print(fmt::format("{} marked as intended, {} about tags\n", decisions->size() - tags, tags));
    return exit_fine;
}

int add(const Options& options) {
    if (options.reason.find_first_not_of(" \t\n") == std::string::npos)
        return wrong_use("--reason must say why this is intended");
    if (options.by.find_first_not_of(" \t\n") == std::string::npos)
        return wrong_use("--by must name who decides");
    const auto known = knowledge_or_report(options.sources);
    if (!known) return exit_failure;
    const auto store = store_or_report(options.store, *known, false);
    if (!store) return exit_failure;
    const auto conflicts = all_conflicts_of(*store, *known);
    if (!conflicts) return failed(conflicts.why());
    auto subject = subject_of(*store, *conflicts, options.key);
    if (!subject) return failed(subject.why());
    if (!*subject)
        return wrong_use(
            fmt::format("there is no cluster, difference or conflict {}; clausemark duplicates "
                        "and clausemark conflicts list their ids",
                        plain(options.key)));
    const auto done = store->decide({options.key, options.reason, options.by, now_text()});
    if (!done) return failed(done.why());
    print(fmt::format("intended from now on, until its text changes: {}: {}\n", (*subject)->kind,
                      plain((*subject)->text)));
    return exit_fine;
}

int remove(const Options& options) {
    const auto store = store_or_report(options.store, false);
    if (!store) return exit_failure;
    const auto decisions = store->decisions();
    if (!decisions) return failed(decisions.why());
    if (std::ranges::find(*decisions, options.key, &Decision::key) == decisions->end())
        return wrong_use(fmt::format("nothing was decided about {}", plain(options.key)));
    const auto done = store->undecide(options.key);
    if (!done) return failed(done.why());
    print(fmt::format("taken back: {}\n", plain(options.key)));
    return exit_fine;
}

CLI::App& action(CLI::App& parent, const char* name, const char* words, Options& options) {
    CLI::App& command = *parent.add_subcommand(name, words);
    command.add_option("ID", options.key, "Of a cluster, a difference or a conflict, as lists show it")
        ->required();
    return command;
}

}  // namespace

void add_decisions(CLI::App& program, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App& command = *program.add_subcommand(
        "decisions",
        "List and take back what people decided: tags confirmed or rejected, copies and conflicts intended");
    command.require_subcommand(0, 1);
    CLI::App& adding = action(command, "add", "Mark something as intended", *options);
    adding.add_option("--reason", options->reason, "Why it is")->type_name("TEXT")->required();
    adding.add_option("--by", options->by, "Who decides")->type_name("NAME")->required();
    add_tag_decisions(command, status);
    CLI::App& removing = action(command, "remove", "Take a decision back", *options);
    for (CLI::App* each : {&command, &adding, &removing}) add_store_option(*each, *options);
    for (CLI::App* each : {&command, &adding}) add_knowledge_options(*each, *options);
    add_format_option(command, *options);
    const char* examples =
        "Examples:\n"
        "  clausemark decisions\n"
        "  clausemark decisions confirm iso27001:2022/A.8.13 --page security/backup.md --by \"Head of IT\" "
        "--reason \"checked\"\n"
        "  clausemark decisions add 0123456789abcdef --reason \"the policy is restated on purpose\" --by "
        "\"A. Owner\"\n"
        "  clausemark decisions remove 0123456789abcdef\n\n"
        "What is intended is left out of lists until its text changes; --decided shows it again. A confirmed "
        "or "
        "rejected tag stays so while the words of its passage stay.";
    for (CLI::App* each : {&command, &adding, &removing}) each->footer(examples);
    adding.callback([options, &status] { status = add(*options); });
    removing.callback([options, &status] { status = remove(*options); });
    command.callback([options, &command, &status] {
        if (command.get_subcommands().empty()) status = list(*options);
    });
}

}  // namespace clausemark
