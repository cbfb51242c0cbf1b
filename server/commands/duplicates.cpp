// SPDX-License-Identifier: Apache-2.0
// clausemark duplicates: what is written twice in the stored pages, and what the copies say differently. With
// --jsonl, pairs of documents from standard input (duplicate_lines.cpp), without a store. How findings look
// as text is print_duplicates.cpp.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "parser/core/limits.h"
#include "server/commands/commands.h"
#include "server/commands/duplicate_lines.h"
#include "server/commands/print_duplicates.h"
#include "server/json/encode_duplicates.h"

namespace clausemark {
namespace {

struct Options : CommonOptions {
    bool jsonl = false;
    std::optional<std::string> min_similarity;
    std::uint32_t max_pairs = limits::listed_pairs;
    std::string wiki, page, space, owner, clause, kind, form;
    std::size_t top = 20;
    bool decided = false;
    bool archived = false;
    bool boilerplate = false;
    std::string show;
};

int list_forms(Store& store, const Options& options, DuplicateQuery query) {
    query.forms = true;
    const auto forms = store.forms(options.top);
    if (!forms) return failed(forms.why());
    const auto filled = find_duplicates(store, query);
    if (!filled) return failed(filled.why());
    if (!options.json()) {
        print_forms(*forms, *filled);
        return exit_fine;
    }
    Json body = {{"boilerplate", Json::array()}, {"filled", Json::array()}};
    for (const FormPassage& form : *forms) body["boilerplate"].push_back(to_json(form));
    for (const ClusterFinding& finding : *filled) body["filled"].push_back(to_json(finding));
    print_json(body);
    return exit_fine;
}

/// Who expected copies is told that some texts do not count as such.
int say_nothing_found(Store& store) {
    const auto forms = store.forms(1);
    if (!forms) return failed(forms.why());
    print("nothing is written twice in the pages asked for\n");
    if (!forms->empty())
        print("what is boilerplate was left out for standing on so many pages; --boilerplate lists it\n");
    return exit_fine;
}

/// One cluster by its id, or by the key of a region or a difference in it, with its two sides.
int show_sides(Store& store, const Knowledge& known, const Options& options, DuplicateQuery query) {
    query.id = options.show;
    auto found = find_cluster(store, query);
    if (!found) return failed(found.why());
    std::string key;
    if (!*found) {
        key = options.show;
        query.id.reset();
        query.difference = key;
        found = find_cluster(store, query);
        if (!found) return failed(found.why());
    }
    if (!*found)
        return wrong_use(
            fmt::format("there is no cluster and no difference {}; clausemark duplicates lists their ids",
                        plain(options.show)));
    const ClusterFinding& finding = **found;
    RegionDrift drift(known);
    const auto sides = align(store, drift, finding, key);
    if (!sides) return failed(sides.why());
    if (options.json()) {
        Json body = {{"cluster", to_json(finding)}, {"sides", Json()}};
        if (*sides) body["sides"] = to_json(finding, **sides);
        print_json(body);
        return exit_fine;
    }
    print_cluster(finding, 0);
    if (*sides) print_sides(finding, **sides);
    return exit_fine;
}

std::optional<DuplicateQuery> query_or_report(Store& store, const Knowledge& known, const Options& options) {
    DuplicateQuery query;
    query.min_similarity = known.config->duplicate_similarity;
    if (options.min_similarity) query.min_similarity = std::stod(*options.min_similarity);
    query.min_containment = std::max(query.min_containment, query.min_similarity);
    query.limit = options.top;
    query.decided = options.decided;
    query.archived = options.archived;
    if (!options.space.empty()) query.space = options.space;
    if (!options.owner.empty()) query.owner = options.owner;
    if (!options.kind.empty()) query.drift = options.kind;
    for (const DuplicateKind form : {DuplicateKind::page, DuplicateKind::identical, DuplicateKind::edited})
        if (options.form == name_of(form)) query.kind = form;
    if (!options.clause.empty()) {
        const auto clause = clause_or_report(*known.catalogue, options.clause);
        if (!clause) return std::nullopt;
        query.clause = known.catalogue->clause(*clause).id;
    }
    if (!options.page.empty()) {
        query.document = page_or_report(store, options.wiki, options.page);
        if (!query.document) return std::nullopt;
    }
    return query;
}

int run(const Options& options) {
    const auto threshold = Threshold::parse(options.min_similarity.value_or("0.5"));
    if (!threshold)
        return wrong_use("--min-similarity is a number above 0 and at most 1, with at most nine decimals");
    if (options.jsonl) return duplicate_lines(*threshold, options.max_pairs);
    const auto known = knowledge_or_report(options.sources);
    if (!known) return exit_failure;
    const auto store = store_or_report(options.store, *known, true);
    if (!store) return exit_failure;
    const auto query = query_or_report(*store, *known, options);
    if (!query) return exit_failure;
    if (options.boilerplate) return list_forms(*store, options, *query);
    if (!options.show.empty()) return show_sides(*store, *known, options, *query);
    const auto found = find_duplicates(*store, *query);
    if (!found) return failed(found.why());
    if (options.json()) {
        Json body = {{"duplicates", Json::array()}};
        for (const ClusterFinding& finding : *found) body["duplicates"].push_back(to_json(finding));
        print_json(body);
        return exit_fine;
    }
    if (found->empty()) return say_nothing_found(*store);
    for (std::size_t i = 0; i < found->size(); ++i) print_cluster((*found)[i], i + 1);
    print(fmt::format("{} shown, what matters most first{}\n", found->size(),
                      found->size() == options.top ? "; --top shows more" : ""));
    return exit_fine;
}

void add_filters(CLI::App& command, Options& options) {
    CLI::Option* page = command
                            .add_option("--page", options.page,
                                        "Clusters that this page is in: its path below the scanned folder")
                            ->type_name("KEY");
    command.add_option("--wiki", options.wiki, "The wiki of the page")->type_name("NAME")->needs(page);
    command.add_option("--space", options.space, "... a page of this space is in")->type_name("NAME");
    command.add_option("--owner", options.owner, "... a page of this owner is in")->type_name("NAME");
    command.add_option("--clause", options.clause, "... a passage tagged with this clause is in")
        ->type_name("CLAUSE");
    command
        .add_option("--kind", options.kind,
                    fmt::format("With a difference of this kind: {}", fmt::join(drift_kinds(), ", ")))
        ->check(CLI::IsMember(drift_kinds()))
        ->type_name("KIND");
    command
        .add_option("--form", options.form,
                    "page: whole pages, identical: the same words, edited: parts that differ")
        ->check(CLI::IsMember({"page", "identical", "edited"}))
        ->type_name("FORM");
    command.add_flag("--decided", options.decided, "What was marked as intended as well");
    command.add_flag("--archived", options.archived, "Archived versions and translations as well");
}

}  // namespace

void add_duplicates(CLI::App& program, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App& command =
        *program.add_subcommand("duplicates", "Show what is written twice, and where the copies differ");
    add_filters(command, *options);
    command
        .add_option("--min-similarity", options->min_similarity,
                    "Least share of five-word runs in common, 0.5 unless the settings say otherwise")
        ->type_name("NUMBER");
    command.add_option("--top", options->top, "At most so many (default: 20)")
        ->check(CLI::Range(1, 100000))
        ->type_name("N");
    command.add_option("--show", options->show, "The two sides of this cluster or difference, word by word")
        ->type_name("ID");
    command.add_flag("--boilerplate", options->boilerplate,
                     "Passages that were left out because they stand on so many pages");
    command.add_flag("--jsonl", options->jsonl,
                     "Pairs among documents from standard input, one JSON object a line; no store");
    command
        .add_option("--max-pairs", options->max_pairs,
                    "With --jsonl: more pairs than this are an error (default: " +
                        std::to_string(limits::listed_pairs) + ")")
        ->type_name("N");
    add_store_option(command, *options);
    add_knowledge_options(command, *options);
    add_format_option(command, *options);
    command.footer(
        "Examples:\n"
        "  clausemark duplicates\n"
        "  clausemark duplicates --kind duration --space Security\n"
        "  clausemark duplicates --page security/backup.md --format json\n"
        "  clausemark duplicates --show 0123456789abcdef\n"
        "  clausemark duplicates --jsonl --min-similarity 0.8 <documents.jsonl\n\n"
        "A copy that differs on purpose is marked with: clausemark decisions add ID --reason TEXT --by "
        "NAME\n\n"
        "With --jsonl a document is {\"id\", \"text\", \"format\"?: \"markdown\"}; \"format\": \"text\" for "
        "plain text. The answer is\n"
        "{\"a\", \"b\", \"similarity\", \"containment\"} for each pair: the Jaccard similarity of the sets "
        "of five-word\n"
        "runs, exactly, and the share of the smaller set. A line that cannot be read gives\n"
        "{\"id\"?, \"line\", \"error\"}, and exit status 1 at the end.");
    command.callback([options, &status] { status = run(*options); });
}

}  // namespace clausemark
