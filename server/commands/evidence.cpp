// SPDX-License-Identifier: Apache-2.0
// clausemark evidence: the passages that answer a clause, or the tags of a page, or the most telling ones of
// all.
#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <tuple>

#include "server/app/tag_decisions.h"
#include "server/commands/commands.h"
#include "server/json/encode.h"

namespace clausemark {
namespace {

struct Options : CommonOptions {
    std::string clause;
    std::string wiki;
    std::string page;
    std::size_t top = 20;
    bool candidates = false;
    bool all = false;
    bool rejected = false;
};

void print_evidence(const Catalogue& catalogue, const EvidenceRecord& e) {
    const auto index = catalogue.find(e.tag.clause);
    const std::string label = index ? catalogue.standard_of(*index).name + " " +
                                          label_of(catalogue.clause(*index)) + ": " +
                                          catalogue.clause(*index).title
                                    : e.tag.clause;
    print(fmt::format("{}\n  \"{}\"\n", label, plain(e.passage.text)));
    std::string path;
    for (const std::string& heading : e.passage.heading_path) path += " > " + plain(heading);
    const Attributes& a = e.document.attributes;
    print(
        fmt::format("  {}{}\n  {}\n", plain(a.title), path,
                    plain(a.permalink.empty() ? e.document.id.wiki + "/" + e.document.id.key : a.permalink)));
    print(fmt::format("  {}, rule {}, score {:.2f}{}\n", name_of(e.tag.strength), e.tag.rule, e.tag.score,
                      e.tag.standing == Standing::counted
                          ? ""
                          : fmt::format(", not counted: {}", name_of(e.tag.standing))));
    if (!e.tag.said.empty()) print(fmt::format("  {}\n", plain(said_text(e.tag))));
    print("\n");
}

/// What stands apart from evidence: pages that declare the clause, and how many tags people rejected.
int print_others(Store& store, EvidenceQuery query) {
    if (query.clause && !query.document) {
        const auto declared = store.declared({.clause = query.clause, .space = {}});
        if (!declared) return failed(declared.why());
        for (const DeclaredRecord& d : *declared)
            print(fmt::format("declared by {} ({}/{}, {}: {}), which is no evidence\n",
                              plain(d.document.attributes.title), plain(d.document.id.wiki),
                              plain(d.document.id.key), plain(d.declared.property),
                              plain(d.declared.written)));
    }
    query.rejected = true;
    query.limit = 1000;
    const auto rejected = store.evidence(query);
    if (!rejected) return failed(rejected.why());
    if (!rejected->empty())
        print(fmt::format("{} rejected by people; --rejected lists them\n", rejected->size()));
    return exit_fine;
}

int run(const Options& options) {
    const auto known = knowledge_or_report(options.sources);
    if (!known) return exit_failure;
    EvidenceQuery query;
    query.candidates = options.candidates;
    query.rejected = options.rejected;
    if (!options.clause.empty()) {
        const auto clause = clause_or_report(*known->catalogue, options.clause);
        if (!clause) return exit_failure;
        query.clause = known->catalogue->clause(*clause).id;
    }
    const auto store = store_or_report(options.store, true);
    if (!store) return exit_failure;
    if (!options.page.empty()) {
        query.document = page_or_report(*store, options.wiki, options.page);
        if (!query.document) return exit_failure;
    }
    // Without a question, the best of the clauses in force, each clause and each passage once: one strong
    // page must not fill the list.
    const bool open = options.clause.empty() && options.page.empty() && !options.all && !options.rejected;
    query.limit = open ? 1000 : options.top;
    const auto evidence = store->evidence(query);
    if (!evidence) return failed(evidence.why());
    const auto in_force = known->standards_in_force();
    const auto is_in_force = [&](const std::string& clause) {
        const auto index = known->catalogue->find(clause);
        return index &&
               std::ranges::find(in_force, known->catalogue->clause(*index).standard) != in_force.end();
    };
    std::set<std::string> clauses;
    std::set<std::tuple<std::string, std::string, std::uint32_t>> passages;
    Json body = {{"evidence", Json::array()}, {"note", documents_only}};
    std::size_t shown = 0;
    for (const EvidenceRecord& record : *evidence) {
        if (shown == options.top) break;
        if (open) {
            const DocumentKey& id = record.document.id;
            if (!is_in_force(record.tag.clause) || clauses.contains(record.tag.clause)) continue;
            if (!passages.emplace(id.wiki, id.key, record.tag.passage).second) continue;
            clauses.insert(record.tag.clause);
        }
        ++shown;
        if (options.json())
            body["evidence"].push_back(to_json(record));
        else
            print_evidence(*known->catalogue, record);
    }
    if (options.json())
        print_json(body);
    else
        print(fmt::format("{} {} ({})\n", shown, options.rejected ? "rejected" : "shown", documents_only));
    if (options.json() || options.rejected || open) return exit_fine;
    return print_others(*store, query);
}

}  // namespace

void add_evidence(CLI::App& program, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App& command =
        *program.add_subcommand("evidence", "Show the passages that answer a clause, or a page's tags");
    command.add_option("CLAUSE", options->clause,
                       "Such as iso27001:2022/A.8.13 (default: the most telling of all)");
    CLI::Option* page =
        command.add_option("--page", options->page, "Tags of this page: its path below the scanned folder")
            ->type_name("KEY");
    command.add_option("--wiki", options->wiki, "The wiki of the page")->type_name("NAME")->needs(page);
    command.add_option("--top", options->top, "At most so many")
        ->check(CLI::Range(1, 100000))
        ->type_name("N");
    command.add_flag("--candidates", options->candidates, "Tags that are too weak to be shown as well");
    command.add_flag("--rejected", options->rejected, "Those alone that people rejected, with who and why");
    command.add_flag("--all", options->all, "Every tag of every clause, as far as --top goes");
    add_store_option(command, *options);
    add_knowledge_options(command, *options);
    add_format_option(command, *options);
    command.footer(
        "Examples:\n  clausemark evidence iso27001:2022/A.8.13\n  clausemark evidence --page "
        "security/backup.md\n\nPages are shown as WIKI/KEY; --page takes the KEY alone.");
    command.callback([options, &status] { status = run(*options); });
}

}  // namespace clausemark
