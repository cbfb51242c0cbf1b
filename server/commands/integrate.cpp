// SPDX-License-Identifier: Apache-2.0
// Options of the views and the choice of their form. See integrate.h.
#include "server/commands/integrate.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "server/app/integration_findings.h"
#include "server/app/integration_tables.h"
#include "server/commands/commands.h"
#include "server/commands/print_integration.h"
#include "server/json/encode_integration.h"

namespace clausemark {
namespace {

struct Options : CommonOptions {
    std::string have;
    std::string want;
    std::vector<std::string> together;
    std::vector<std::string> merge;
    bool details = false;
};

/// Two standards or more, each known, different and related to the others; nothing after a report.
std::optional<std::vector<StandardIndex>> related_or_report(const Knowledge& known,
                                                            const std::vector<std::string>& ids) {
    auto named = standards_or_report(*known.catalogue, ids);
    if (!named) return std::nullopt;
    for (auto second = named->begin(); second != named->end(); ++second)
        for (auto first = named->begin(); first != second; ++first)
            if (const auto refusal = refuse_pair(known, *first, *second)) {
                wrong_use(*refusal);
                return std::nullopt;
            }
    return named;
}

template <typename Findings>
int show(const Options& options, const Knowledge& known, const Result<Findings>& findings,
         TextTable (*table)(const Knowledge&, const Findings&),
         void (*print_text)(const Knowledge&, const Findings&, bool)) {
    if (!findings) return failed(findings.why());
    if (options.json())
        print_json(to_json(known, *findings));
    else if (options.format == "csv")
        print(write_csv(table(known, *findings)));
    else if (options.format == "markdown")
        print(write_markdown(table(known, *findings)));
    else
        print_text(known, *findings, options.details);
    return exit_fine;
}

int run(const Options& options) {
    const int views = (options.have.empty() && options.want.empty() ? 0 : 1) +
                      (options.together.empty() ? 0 : 1) + (options.merge.empty() ? 0 : 1);
    if (views != 1)
        return wrong_use(
            "name one view: --have STANDARD --want STANDARD, --together STANDARD STANDARD, or --merge "
            "STANDARD STANDARD");
    if (options.have.empty() != options.want.empty())
        return wrong_use("--have and --want go together: what is in place, and what is to be implemented");
    const auto known = knowledge_or_report(options.sources);
    if (!known) return exit_failure;
    const std::vector<std::string> ids = !options.have.empty()       ? std::vector{options.have, options.want}
                                         : !options.together.empty() ? options.together
                                                                     : options.merge;
    const auto standards = related_or_report(*known, ids);
    if (!standards) return exit_failure;
    const auto store = store_or_report(options.store, *known, true);
    if (!store) return exit_failure;
    if (!options.have.empty())
        return show(options, *known, find_plan(*store, *known, standards->at(0), standards->at(1)),
                    plan_table, print_plan);
    if (!options.together.empty())
        return show(options, *known, find_together(*store, *known, *standards), together_table,
                    print_together);
    auto conflicts = find_conflicts_of(*store, *known, PagesCompared::counting);
    if (!conflicts) return failed(conflicts.why());
    return show(options, *known, find_merge(*store, *known, standards->at(0), standards->at(1), *conflicts),
                merge_table, print_merge);
}

}  // namespace

void add_integrate(CLI::App& program, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App& command = *program.add_subcommand(
        "integrate",
        "Relate two standards: what one already has of the other, one list of both, what to merge");
    command.add_option("--have", options->have, "The standard in place, or the edition: iso20000-1:2018")
        ->type_name("STANDARD");
    command.add_option("--want", options->want, "The standard, or the edition, to be implemented")
        ->type_name("STANDARD");
    command
        .add_option("--together", options->together,
                    "Two standards or more as one list of requirements: what is shared stands once")
        ->type_name("STANDARD STANDARD ...")
        ->expected(2, 6);
    command
        .add_option("--merge", options->merge,
                    "Two systems that exist: pages that answer the same, copies, different values")
        ->type_name("STANDARD STANDARD")
        ->expected(2);
    command.add_flag("--details", options->details, "Passages, hints and every reason too");
    add_store_option(command, *options);
    add_knowledge_options(command, *options);
    command
        .add_option("--format", options->format,
                    "text for people, json for programs, csv for spreadsheets, markdown for a page")
        ->check(CLI::IsMember({"text", "json", "csv", "markdown"}))
        ->type_name("text|json|csv|markdown");
    command.footer(
        "Examples:\n"
        "  clausemark integrate --have iso20000-1:2018 --want iso27001:2022\n"
        "  clausemark integrate --have iso27001:2013 --want iso27001:2022     # a change of edition\n"
        "  clausemark integrate --together iso27001:2022 iso20000-1:2018\n"
        "  clausemark integrate --merge iso27001:2022 iso20000-1:2018\n\n"
        "It speaks of documents only, not of conformity. Exit status 0 whatever it reports.");
    command.callback([options, &status] { status = run(*options); });
}

}  // namespace clausemark
