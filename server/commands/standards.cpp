// SPDX-License-Identifier: Apache-2.0
// clausemark standards: the clause lists, one clause, a search over numbers, titles and descriptions.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "server/app/integration_findings.h"
#include "server/commands/commands.h"
#include "server/json/encode.h"
#include "server/json/oscal_mapping.h"

namespace clausemark {
namespace {

struct Options : CommonOptions {
    std::string what;
    std::string search;
    std::vector<std::string> correspondences;
    std::string as_of;
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

bool is_date(const std::string& text) {
    constexpr std::string_view form = "dddd-dd-dd";
    return text.size() == form.size() &&
           std::equal(form.begin(), form.end(), text.begin(),
                      [](char wanted, char c) { return wanted == 'd' ? c >= '0' && c <= '9' : c == wanted; });
}

int print_correspondences(const Options& options, const Knowledge& known) {
    const Catalogue& catalogue = *known.catalogue;
    const auto from = standard_or_report(catalogue, options.correspondences[0]);
    if (!from) return exit_failure;
    const auto to = standard_or_report(catalogue, options.correspondences[1]);
    if (!to) return exit_failure;
    if (const auto refusal = refuse_pair(known, *from, *to)) return wrong_use(*refusal);
    if (options.format == "oscal") {
        if (!is_date(options.as_of))
            return wrong_use(
                "OSCAL asks when the mapping was stated: name the date, as in --as-of 2026-11-01");
        print_json(oscal_mapping(catalogue, *known.correspondences, *from, *to, options.as_of));
        return exit_fine;
    }
    const TextTable table = correspondence_table(catalogue, *known.correspondences, *from, *to);
    if (options.format == "csv") {
        print(write_csv(table));
    } else if (options.json()) {
        Json list = Json::array();
        for (const ClauseIndex clause : catalogue.standards()[*from].clauses)
            for (const Correspondence& row : known.correspondences->of(clause, *to))
                list.push_back({{"from", catalogue.clause(row.from).id},
                                {"to", catalogue.clause(row.to).id},
                                {"relation", name_of(row.relation)},
                                {"reason", row.reason},
                                {"source", row.source}});
        print_json(list);
    } else {
        print(fmt::format("{}\n", table.title));
        for (const auto& row : table.rows)
            print(fmt::format("  {:<10} {:<14} {:<10} {}\n", row[0], row[2], row[3], row[5]));
    }
    return exit_fine;
}

int run(const Options& options) {
    const auto corpus = load_corpus(options.sources);
    if (!corpus) return failed(corpus.why());
    std::vector<Diagnostic> faults;
    const auto known = load_standards(*corpus, options.sources, faults);
    report(faults);
    if (!known) return exit_failure;
    const Catalogue& catalogue = *known->catalogue;
    if (!options.correspondences.empty()) return print_correspondences(options, *known);
    if (options.format == "csv" || options.format == "oscal")
        return wrong_use(options.format + " is a form of --correspondences");
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
    command
        .add_option("--correspondences", options->correspondences,
                    "Which clauses of two standards ask for the same, with reason and source")
        ->type_name("STANDARD STANDARD")
        ->expected(2);
    command.add_option("--as-of", options->as_of, "When the mapping is stated, for OSCAL")
        ->type_name("YYYY-MM-DD");
    add_knowledge_options(command, *options);
    command
        .add_option("--format", options->format,
                    "text for people, json for programs; correspondences as csv and oscal too")
        ->check(CLI::IsMember({"text", "json", "csv", "oscal"}))
        ->type_name("text|json|csv|oscal");
    command.footer(
        "Examples:\n  clausemark standards\n  clausemark standards iso20000-1:2018\n"
        "  clausemark standards iso27001:2022/A.8.13\n  clausemark standards --search supplier\n"
        "  clausemark standards --correspondences iso27001:2022 iso20000-1:2018 --format csv");
    command.callback([options, &status] { status = run(*options); });
}

}  // namespace clausemark
