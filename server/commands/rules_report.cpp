// SPDX-License-Identifier: Apache-2.0
// clausemark rules report: for each clause, what the rules know of it and what they found in a store. Clauses
// with thin rules stand out. How a tag came about is `rules explain`.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "indexer/store/record.h"
#include "server/commands/commands.h"

namespace clausemark {
namespace {

struct Options : CommonOptions {
    std::vector<std::string> standards;
    bool thin = false;
    bool hits = false;  ///< a store was named
};

/// Passages whose tag for a clause is shown, or which surely name it.
struct Hits {
    std::int64_t commitments = 0;
    std::int64_t descriptions = 0;
    std::int64_t mentions = 0;
    std::int64_t all() const { return commitments + descriptions + mentions; }
};

struct Row {
    ClauseIndex clause = no_clause;
    std::vector<const RuleInfo*> rules;
    std::size_t required = 0;  ///< aspects
    std::size_t practice = 0;
    std::set<std::string> examples;  ///< different texts; one that names an aspect is of its clauses alone
    std::set<std::string> counterexamples;
    Hits hits;
};

constexpr std::size_t examples_asked = 3;
constexpr std::size_t counterexamples_asked = 2;

/// Why the rules of a clause are called thin; empty where they are not.
std::vector<std::string> thin(const Row& row) {
    std::vector<std::string> why;
    if (row.rules.empty()) return {"no rule looks for it"};
    if (row.required == 0) why.emplace_back("no required aspect");
    if (row.examples.size() < examples_asked)
        why.push_back(fmt::format("{} of {} examples", row.examples.size(), examples_asked));
    if (row.counterexamples.size() < counterexamples_asked)
        why.push_back(
            fmt::format("{} of {} counterexamples", row.counterexamples.size(), counterexamples_asked));
    return why;
}

void count_aspects(const RuleInfo& rule, ClauseIndex clause, Row& row) {
    for (const RuleAspect& aspect : rule.aspects)
        if (aspect.belongs_to(clause)) ++(aspect.required ? row.required : row.practice);
}

void add_examples(const RuleInfo& rule, ClauseIndex clause, Row& row) {
    for (const Example& example : rule.examples) {
        const bool of_another = std::ranges::any_of(rule.aspects, [&](const RuleAspect& aspect) {
            return aspect.name == example.aspect && !aspect.belongs_to(clause);
        });
        if (!of_another) (example.counter ? row.counterexamples : row.examples).insert(example.text);
    }
}

/// Leaf clauses of a standard, in its order. O(clauses + rules x clauses of a rule).
std::vector<Row> rows_of(const RuleSet& rules, StandardIndex standard) {
    const Catalogue& catalogue = rules.catalogue();
    std::map<ClauseIndex, std::size_t> places;
    std::vector<Row> rows;
    for (const ClauseIndex i : catalogue.standards()[standard].clauses) {
        if (!catalogue.clause(i).leaf()) continue;
        places[i] = rows.size();
        rows.emplace_back().clause = i;
    }
    for (const RuleInfo& rule : rules.rules())
        for (const ClauseIndex clause : rule.clauses)
            if (const auto place = places.find(clause); place != places.end()) {
                Row& row = rows[place->second];
                row.rules.push_back(&rule);
                count_aspects(rule, clause, row);
                add_examples(rule, clause, row);
            }
    return rows;
}

void add_hits(const Catalogue& catalogue, const std::vector<CoverageSum>& sums, std::vector<Row>& rows) {
    std::map<ClauseIndex, Hits> hits;
    for (const CoverageSum& sum : sums) {
        // Declarations and rejected tags are no hits of rules.
        if (sum.row.strength == Strength::none || sum.row.standing == Standing::rejected) continue;
        if (!sum.row.aspect.empty()) continue;
        const auto clause = catalogue.find(sum.row.clause);
        if (!clause) continue;
        Hits& counts = hits[*clause];
        (sum.row.strength == Strength::commitment    ? counts.commitments
         : sum.row.strength == Strength::description ? counts.descriptions
                                                     : counts.mentions) += sum.row.passages;
    }
    for (Row& row : rows) row.hits = hits[row.clause];
}

double mention_share(const Hits& hits) {
    return hits.all() == 0 ? 0 : static_cast<double>(hits.mentions) / static_cast<double>(hits.all());
}

Json to_json(const Catalogue& catalogue, const Row& row, bool with_hits) {
    Json rules = Json::array();
    for (const RuleInfo* rule : row.rules) {
        const auto counter = static_cast<std::size_t>(
            std::ranges::count_if(rule->examples, [](const Example& e) { return e.counter; }));
        Json clauses = Json::array();
        for (const ClauseIndex clause : rule->clauses) clauses.push_back(catalogue.clause(clause).id);
        rules.push_back({{"rule", rule->name},
                         {"file", rule->file},
                         {"clauses", clauses},
                         {"examples", rule->examples.size() - counter},
                         {"counterexamples", counter}});
    }
    Json out = {{"clause", catalogue.clause(row.clause).id},
                {"title", catalogue.clause(row.clause).title},
                {"rules", rules},
                {"required", row.required},
                {"practice", row.practice},
                {"examples", row.examples.size()},
                {"counterexamples", row.counterexamples.size()},
                {"thin", thin(row)}};
    if (with_hits)
        out["hits"] = {{"commitment", row.hits.commitments},
                       {"description", row.hits.descriptions},
                       {"mention", row.hits.mentions},
                       {"mention_share", mention_share(row.hits)}};
    return out;
}

void print_row(const Catalogue& catalogue, const Row& row, bool with_hits) {
    const Clause& clause = catalogue.clause(row.clause);
    std::string hits;
    if (with_hits) hits = fmt::format("{:>6} {:>4.0f} %", row.hits.all(), 100 * mention_share(row.hits));
    print(fmt::format("{:<9} {:>5} {:>4}+{:<3} {:>5} {:>5} {:>14}  {}\n", clause.number, row.rules.size(),
                      row.required, row.practice, row.examples.size(), row.counterexamples.size(), hits,
                      clause.title));
    for (const std::string& why : thin(row)) print(fmt::format("{:10}thin: {}\n", "", why));
}

int run(const Options& options) {
    const auto known = knowledge_or_report(options.sources);
    if (!known) return exit_failure;
    const Catalogue& catalogue = *known->catalogue;
    auto named = standards_or_report(catalogue, options.standards);
    if (!named) return exit_failure;
    std::vector<StandardIndex>& standards = *named;
    if (standards.empty())
        for (std::size_t i = 0; i < catalogue.standards().size(); ++i)
            standards.push_back(static_cast<StandardIndex>(i));
    std::vector<CoverageSum> sums;
    if (options.hits) {
        const auto store = store_or_report(options.store, true);
        if (!store) return exit_failure;
        auto found = store->coverage({});
        if (!found) return failed(found.why());
        sums = std::move(*found);
    }
    Json body = {{"standards", Json::array()}};
    for (const StandardIndex standard : standards) {
        std::vector<Row> rows = rows_of(*known->rules, standard);
        add_hits(catalogue, sums, rows);
        if (options.thin) std::erase_if(rows, [](const Row& row) { return thin(row).empty(); });
        if (options.json()) {
            Json clauses = Json::array();
            for (const Row& row : rows) clauses.push_back(to_json(catalogue, row, options.hits));
            body["standards"].push_back(
                {{"standard", catalogue.standards()[standard].id}, {"clauses", clauses}});
            continue;
        }
        print(fmt::format("{}\n{:<9} {:>5} {:>8} {:>5} {:>5} {:>14}\n", catalogue.standards()[standard].name,
                          "", "rules", "aspects", "ex.", "cntr.", options.hits ? "hits mentions" : ""));
        for (const Row& row : rows) print_row(catalogue, row, options.hits);
        print("\n");
    }
    if (options.json()) print_json(body);
    return exit_fine;
}

}  // namespace

void add_rules_report(CLI::App& rules, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App& command = *rules.add_subcommand(
        "report", "Show for each clause its rules, aspects, examples, and hits in a store");
    command.add_option("STANDARD", options->standards, "Such as iso27001:2022 (default: every edition)");
    command.add_flag("--thin", options->thin, "Only clauses whose rules are thin");
    add_store_option(command, *options);
    command.get_option("--store")->description("Count hits and the share of mentions in this store");
    add_knowledge_options(command, *options);
    add_format_option(command, *options);
    command.footer(
        "Aspects are counted as required+practice; examples and counterexamples are different texts beside "
        "the "
        "rules of the clause, those of an aspect for the clauses of the aspect alone.\n"
        "Example:\n  clausemark rules report iso27001:2022 --store .clausemark/store.sqlite");
    command.callback([options, &command, &status] {
        options->hits = command.count("--store") > 0;
        status = run(*options);
    });
}

}  // namespace clausemark
