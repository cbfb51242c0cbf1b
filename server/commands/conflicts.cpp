// SPDX-License-Identifier: Apache-2.0
// clausemark conflicts: parameters for which the stored pages give different values.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "indexer/matcher/program.h"
#include "parser/core/edit_distance.h"
#include "server/commands/commands.h"
#include "server/commands/print_duplicates.h"
#include "server/json/encode_duplicates.h"

namespace clausemark {
namespace {

constexpr std::size_t shown_statements = 5;
constexpr std::size_t shown_characters = 200;

struct Options : CommonOptions {
    std::string wiki, page, space, owner, parameter;
    std::size_t top = 50;
    bool drafts = false;
    bool decided = false;
};

void print_statement(const ConflictStatement& stated) {
    const std::string apart = reason_apart(*stated.document);
    const DocumentRecord& document = stated.document->document;
    print(fmt::format("     {}{}\n       {}\n       \"{}\"\n",
                      place_text(document, stated.stated->heading_path),
                      apart.empty() ? "" : fmt::format(" (does not count: {})", apart),
                      address_text(document), shortened(plain(stated.stated->text), shown_characters)));
}

void print_conflict(const ConflictFindings& findings, const ConflictFinding& finding) {
    const Conflict& conflict = *finding.conflict;
    print(fmt::format("{}  [{}]\n", plain(conflict.explanation), key_text(conflict.key)));
    if (finding.decision)
        print(fmt::format("   intended: {} ({}, {})\n", plain(finding.decision->reason),
                          plain(finding.decision->who), plain(finding.decision->when)));
    for (std::size_t v = 0; v < std::min(conflict.values.size(), listed_values); ++v) {
        const ConflictValue& value = conflict.values[v];
        print(fmt::format("   {}\n", plain(value.written)));
        for (std::size_t i = 0; i < std::min(value.facts.size(), shown_statements); ++i)
            print_statement(findings.statement(value.facts[i]));
        if (value.facts.size() > shown_statements)
            print(fmt::format("     ... and {} more\n", value.facts.size() - shown_statements));
    }
    if (conflict.values.size() > listed_values)
        print(fmt::format("   ... and {} more values\n", conflict.values.size() - listed_values));
    print("\n");
}

int run(const Options& options) {
    const auto known = knowledge_or_report(options.sources);
    if (!known) return exit_failure;
    const auto store = store_or_report(options.store, *known, true);
    if (!store) return exit_failure;
    ConflictQuery query;
    query.pages = options.drafts ? PagesCompared::all : PagesCompared::counting;
    query.decided = options.decided;
    if (!options.parameter.empty()) {
        const std::vector<std::string>& parameters = known->rules->program().parameters;
        if (std::ranges::find(parameters, options.parameter) == parameters.end()) {
            const std::string_view near =
                nearest_name(options.parameter, parameters, misspelling(options.parameter));
            return wrong_use(fmt::format("no rule captures a parameter {}{}", plain(options.parameter),
                                         near.empty() ? "" : fmt::format("; {} is near", near)));
        }
        query.parameter = options.parameter;
    }
    if (!options.space.empty()) query.space = options.space;
    if (!options.owner.empty()) query.owner = options.owner;
    if (!options.page.empty()) {
        query.document = page_or_report(*store, options.wiki, options.page);
        if (!query.document) return exit_failure;
    }
    const auto findings = find_conflicts_of(*store, *known, query.pages);
    if (!findings) return failed(findings.why());
    const auto decisions = store->decisions();
    if (!decisions) return failed(decisions.why());
    auto found = select_conflicts(**findings, query, *decisions);
    const std::size_t all = found.size();
    if (all > options.top) found.resize(options.top);
    const std::string compared = pages_compared(**findings, query.pages);
    if (options.json()) {
        Json body = {{"conflicts", Json::array()}, {"all", all}, {"pages", compared}};
        for (const ConflictFinding& finding : found)
            body["conflicts"].push_back(to_json(**findings, finding));
        print_json(body);
        return exit_fine;
    }
    for (const ConflictFinding& finding : found) print_conflict(**findings, finding);
    print(
        fmt::format("{} of {} parameters with different values: check. {}.\n", found.size(), all, compared));
    return exit_fine;
}

}  // namespace

void add_conflicts(CLI::App& program, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App& command =
        *program.add_subcommand("conflicts", "Show parameters for which pages give different values");
    command.add_option("--parameter", options->parameter, "Of this one, such as password-minimum-length")
        ->type_name("NAME");
    CLI::Option* page = command
                            .add_option("--page", options->page,
                                        "That this page has a part in: its path below the scanned folder")
                            ->type_name("KEY");
    command.add_option("--wiki", options->wiki, "The wiki of the page")->type_name("NAME")->needs(page);
    command.add_option("--space", options->space, "... a page of this space")->type_name("NAME");
    command.add_option("--owner", options->owner, "... a page of this owner")->type_name("NAME");
    command.add_option("--top", options->top, "At most so many (default: 50)")
        ->check(CLI::Range(1, 100000))
        ->type_name("N");
    command.add_flag("--drafts", options->drafts,
                     "Pages that do not count too: drafts, withdrawn, archived, out of scope");
    command.add_flag("--decided", options->decided, "What was marked as intended as well");
    add_store_option(command, *options);
    add_knowledge_options(command, *options);
    add_format_option(command, *options);
    command.footer(
        "Examples:\n"
        "  clausemark conflicts\n"
        "  clausemark conflicts --space Security --format json\n"
        "  clausemark conflicts --drafts --page security/backup.md\n\n"
        "Pages count that are approved (or say nothing of their status), in scope and current. Values that "
        "mean the same\n"
        "(24 hours, one day) and values said of different things (of administrators, of users) are no "
        "conflict. What differs\n"
        "on purpose is marked with: clausemark decisions add KEY --reason TEXT --by NAME");
    command.callback([options, &status] { status = run(*options); });
}

}  // namespace clausemark
