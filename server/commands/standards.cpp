// SPDX-License-Identifier: Apache-2.0
// clausemark standards: the clause lists, one clause, a search over numbers, titles and descriptions.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "server/commands/commands.h"
#include "server/json/encode.h"

namespace clausemark {
namespace {

struct Options : CommonOptions {
    std::string what;
    std::string search;
};

bool contains(std::string_view text, std::string_view word) {
    const auto same = [](char a, char b) {
        return CLI::detail::to_lower(std::string(1, a)) == CLI::detail::to_lower(std::string(1, b));
    };
    return std::search(text.begin(), text.end(), word.begin(), word.end(), same) != text.end();
}

void print_clauses(const Options& options, const Catalogue& catalogue,
                   const std::vector<ClauseIndex>& clauses) {
    if (options.json()) {
        Json list = Json::array();
        for (const ClauseIndex clause : clauses) list.push_back(to_json(catalogue, clause));
        return print_json(list);
    }
    for (const ClauseIndex index : clauses) {
        const Clause& clause = catalogue.clause(index);
        print(fmt::format("{:<26} {}\n", clause.id, clause.title));
    }
}

void print_clause(const Knowledge& known, ClauseIndex index) {
    const Catalogue& catalogue = *known.catalogue;
    const Clause& clause = catalogue.clause(index);
    print(fmt::format("{} {}: {}\n{}\n", catalogue.standard_of(index).name, label_of(clause), clause.title,
                      clause.description));
    for (ClauseIndex above = clause.parent; above != no_clause; above = catalogue.clause(above).parent)
        print(
            fmt::format("  below {} {}\n", label_of(catalogue.clause(above)), catalogue.clause(above).title));
    for (const ClauseIndex child : clause.children)
        print(
            fmt::format("  above {} {}\n", label_of(catalogue.clause(child)), catalogue.clause(child).title));
    for (const StandardIndex other : known.correspondences->related_to(clause.standard)) {
        const std::string& name = catalogue.standards()[other].name;
        for (const Correspondence& row : known.correspondences->of(index, other)) {
            print(fmt::format("  {} {} {} {}\n    {}\n", words_of(row.relation), name,
                              label_of(catalogue.clause(row.to)), catalogue.clause(row.to).title,
                              row.reason));
        }
        if (const std::string* why = known.correspondences->alone(catalogue, index, other))
            print(fmt::format("  nothing in {} corresponds\n    {}\n", name, *why));
    }
}

int run(const Options& options) {
    const auto corpus = load_corpus(options.sources);
    if (!corpus) {
        report(corpus.why());
        return exit_failure;
    }
    std::vector<Diagnostic> faults;
    const auto known = load_standards(*corpus, options.sources, faults);
    report(faults);
    if (!known) return exit_failure;
    const Catalogue& catalogue = *known->catalogue;
    if (!options.search.empty()) {
        std::vector<ClauseIndex> found;
        for (std::size_t i = 0; i < catalogue.clauses().size(); ++i) {
            const Clause& clause = catalogue.clauses()[i];
            if (contains(clause.number, options.search) || contains(clause.title, options.search) ||
                contains(clause.description, options.search))
                found.push_back(static_cast<ClauseIndex>(i));
        }
        print_clauses(options, catalogue, found);
        return exit_fine;
    }
    if (options.what.empty()) {
        Json list = Json::array();
        for (const Standard& standard : catalogue.standards()) {
            list.push_back(to_json(standard));
            if (!options.json())
                print(fmt::format("{:<16} {:<24} {} clauses and controls; {}\n", standard.id, standard.name,
                                  standard.clauses.size(), standard.title));
        }
        if (options.json()) print_json(list);
        return exit_fine;
    }
    if (options.what.find('/') == std::string::npos) {
        const auto standard = standard_or_report(catalogue, options.what);
        if (!standard) return exit_failure;
        print_clauses(options, catalogue, catalogue.standards()[*standard].clauses);
        return exit_fine;
    }
    const auto clause = clause_or_report(catalogue, options.what);
    if (!clause) return exit_failure;
    if (!options.json()) {
        print_clause(*known, *clause);
        return exit_fine;
    }
    Json body = to_json(catalogue, *clause);
    body["correspondences"] = to_json(catalogue, *known->correspondences, *clause);
    print_json(body);
    return exit_fine;
}

}  // namespace

void add_standards(CLI::App& program, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App& command =
        *program.add_subcommand("standards", "List the standards, their clauses, one clause; search them");
    command.add_option("WHAT", options->what,
                       "A standard (iso27001:2022) or a clause (iso27001:2022/A.8.13)");
    command
        .add_option("--search", options->search, "Clauses with these words in number, title or description")
        ->type_name("WORDS");
    add_knowledge_options(command, *options);
    add_format_option(command, *options);
    command.footer(
        "Examples:\n  clausemark standards\n  clausemark standards iso20000-1:2018\n"
        "  clausemark standards iso27001:2022/A.8.13\n  clausemark standards --search supplier");
    command.callback([options, &status] { status = run(*options); });
}

}  // namespace clausemark
