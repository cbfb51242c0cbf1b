// SPDX-License-Identifier: Apache-2.0
// clausemark coverage: how far the stored pages answer each standard.
#include "indexer/coverage/coverage.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "indexer/config/dates.h"
#include "server/commands/commands.h"
#include "server/exports/export_files.h"
#include "server/json/encode.h"

namespace clausemark {
namespace {

struct Options : CommonOptions {
    std::vector<std::string> standards;
    std::string space;
    bool clauses = false;
    bool missing = false;
    std::string output;
    std::string as_of;
};

std::string counts_text(const std::array<std::int64_t, coverage_states>& counts) {
    std::string out;
    for (std::size_t i = 0; i < counts.size(); ++i)
        if (counts[i] > 0)
            out += fmt::format("  {:>4}  {}\n", counts[i], words_of(static_cast<CoverageState>(i)));
    return out;
}

void print_clause(const Catalogue& catalogue, const ClauseCoverage& coverage, bool missing) {
    const Clause& clause = catalogue.clause(coverage.clause);
    if (!clause.leaf() && coverage.parts.empty()) {
        print(fmt::format("{}  {}\n", clause.number, clause.title));
        return;
    }
    print(fmt::format("  {:<9} {:<36} {}\n", clause.number, words_of(coverage.state), clause.title));
    if (coverage.confirmed > 0)
        print(fmt::format("{:12}confirmed by people: {} of {} passages\n", "", coverage.confirmed,
                          coverage.commitments + coverage.descriptions + coverage.mentions));
    if (coverage.declaring > 0)
        print(fmt::format("{:12}declared by {} page{}; a declaration is no evidence\n", "",
                          coverage.declaring, coverage.declaring == 1 ? "" : "s"));
    for (const SetAside& aside : coverage.aside)
        print(fmt::format("{:12}not counted: {} passage{}, {}\n", "", aside.passages,
                          aside.passages == 1 ? "" : "s", name_of(aside.standing)));
    const bool open = coverage.state == CoverageState::partial ||
                      coverage.state == CoverageState::mentioned || coverage.state == CoverageState::none;
    if (!missing || !open) return;
    for (const PartFound& found : coverage.parts) {
        if (found.found() || !found.part->required) continue;
        print(fmt::format("{:12}not found: {}\n", "", found.part->words));
        if (!found.part->hint.empty()) print(fmt::format("{:14}{}\n", "", found.part->hint));
    }
}

/// The formats that are files.
int write_files(const Options& options, const Knowledge& known, Store& store,
                const std::vector<StandardIndex>& standards) {
    std::vector<StandardCoverage> coverages;
    for (const StandardIndex standard : standards) {
        CoverageQuery query;
        if (!options.space.empty()) query.space = options.space;
        auto coverage = coverage_in(store, known, standard, query);
        if (!coverage) return failed(coverage.why());
        coverages.push_back(std::move(*coverage));
    }
    const auto found = clause_documents(store, *known.catalogue);
    if (!found) return failed(found.why());
    return write_output(options.output,
                        coverage_file(known, coverages, *found, options.format, options.as_of));
}

int run(const Options& options) {
    if (!options.as_of.empty() && !is_date(options.as_of))
        return wrong_use("--as-of must be a day written as YYYY-MM-DD");
    if (options.format == oscal_format && options.as_of.empty())
        return wrong_use("--format oscal needs --as-of DATE: OSCAL says when observations were collected");
    if (!options.output.empty() && options.format == "text")
        return wrong_use("--output is for the formats that are files: json, csv, xlsx, html, oscal");
    const auto known = knowledge_or_report(options.sources);
    if (!known) return exit_failure;
    const Catalogue& catalogue = *known->catalogue;
    auto named = standards_or_report(catalogue, options.standards);
    if (!named) return exit_failure;
    std::vector<StandardIndex>& standards = *named;
    const bool all = standards.empty();
    if (all) standards = known->standards_in_force();
    const auto store = store_or_report(options.store, true);
    if (!store) return exit_failure;
    if (!options.json() && options.format != "text") return write_files(options, *known, *store, standards);
    Json body = {{"standards", Json::array()}, {"note", documents_only}};
    for (const StandardIndex standard : standards) {
        CoverageQuery query;
        query.standard = catalogue.standards()[standard].id;
        if (!options.space.empty()) query.space = options.space;
        const auto sums = store->coverage(query);
        if (!sums) return failed(sums.why());
        const StandardCoverage coverage =
            assess(catalogue, standard, known->parts, known->declarations, *sums);
        if (options.json()) {
            body["standards"].push_back(to_json(catalogue, coverage, true));
            continue;
        }
        print(fmt::format("{} ({})\n{}", catalogue.standards()[standard].name, documents_only,
                          counts_text(coverage.counts)));
        if (options.clauses || options.missing || !all)
            for (const ClauseCoverage& clause : coverage.clauses)
                print_clause(catalogue, clause, options.missing);
        print("\n");
    }
    if (options.json()) return write_output(options.output, write_json_indented(body));
    return exit_fine;
}

}  // namespace

void add_coverage(CLI::App& program, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App& command =
        *program.add_subcommand("coverage", "Show how far the stored pages answer each standard");
    command.add_option("STANDARD", options->standards,
                       "Such as iso27001:2022 (default: those of the settings, else the newest editions)");
    command.add_flag("--clauses", options->clauses, "Every clause, not the counts alone");
    command.add_flag("--missing", options->missing,
                     "Every clause, with the parts that were not found and hints");
    command
        .add_option("--space", options->space,
                    "Pages of this space alone: a first folder, or a wiki's name space")
        ->type_name("NAME");
    add_store_option(command, *options);
    add_knowledge_options(command, *options);
    std::vector<std::string> formats = coverage_file_formats();
    formats.insert(formats.begin(), {"text", "json"});
    command
        .add_option("--format", options->format, "text for people, json for programs, or a file of this kind")
        ->check(CLI::IsMember(formats))
        ->type_name("text|json|csv|xlsx|html|oscal");
    command.add_option("--output", options->output, "Write the file here (default: standard output)")
        ->type_name("FILE");
    command
        .add_option("--as-of", options->as_of, "The day that the file says it speaks of (oscal needs one)")
        ->type_name("DATE");
    command.footer(
        "Examples:\n  clausemark coverage\n  clausemark coverage iso27001:2022 --missing\n"
        "  clausemark coverage --format xlsx --output coverage.xlsx\n"
        "  clausemark coverage iso27001:2022 --format oscal --as-of 2026-11-01 --output results.json\n\n"
        "It speaks of documents only, not of conformity. Exit status 0 whatever it reports.");
    command.callback([options, &status] { status = run(*options); });
}

}  // namespace clausemark
