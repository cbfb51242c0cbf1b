// SPDX-License-Identifier: Apache-2.0
// clausemark tag: the passages of files with their tags, for people; with --jsonl, records from standard
// input (tag_lines.cpp). No store is used.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "indexer/scan/file_page.h"
#include "parser/core/terminology_codes.h"
#include "server/app/tag_decisions.h"
#include "server/commands/commands.h"
#include "server/commands/tag_lines.h"
#include "server/json/encode.h"

namespace clausemark {
namespace {

struct Options : CommonOptions {
    std::vector<std::string> files;
    bool jsonl = false;
};

void print_page(const Catalogue& catalogue, const PageRecord& page, const std::string& name) {
    print(fmt::format("{}: {}\n", plain(name), plain(page.document.attributes.title)));
    std::uint32_t passage = no_passage;
    for (const TagRecord& tag : page.tags) {
        if (tag.passage != passage) {
            passage = tag.passage;
            print(fmt::format("\n  {}\n", plain(page.passages[passage].text)));
        }
        const ClauseIndex index = *catalogue.find(tag.clause);
        const Clause& clause = catalogue.clause(index);
        std::string words;
        for (const Place& place : tag.evidence)
            words += (words.empty() ? "\"" : ", \"") + plain(place.source.of(page.source)) + "\"";
        print(fmt::format("    {} {}: {} ({}, {:.2f}) on {}\n", catalogue.standard_of(index).name,
                          label_of(clause), clause.title, name_of(tag.strength), tag.score, words));
        if (!tag.said.empty()) print(fmt::format("      {}\n", plain(said_text(tag))));
    }
    if (!page.declared.empty()) print("\n  the page says that it satisfies (no evidence by itself):\n");
    for (const DeclaredClause& declared : page.declared)
        print(fmt::format("    {} ({}: {})\n", declared.clause, plain(declared.property),
                          plain(declared.written)));
    print("\n");
}

int run_files(const Knowledge& known, const Options& options) {
    PageIndexer indexer(known.indexer_parts());
    Json pages = Json::array();
    bool failed = false;
    for (const std::string& file : options.files) {
        std::vector<Diagnostic> diagnostics;
        auto input = read_file_page({file, file, 0}, "", *known.config, diagnostics);
        report(diagnostics);
        if (!input) {
            if (diagnostics.empty())
                wrong_use(plain(file) +
                          " is no page by its name; pages end in .md, .wiki, .txt, .html and the like");
            failed = true;
            continue;
        }
        const auto reported = static_cast<std::ptrdiff_t>(input->diagnostics.size());
        PageRecord page = indexer.index(std::move(*input));
        std::vector<Diagnostic> found(page.diagnostics.begin() + reported, page.diagnostics.end());
        // Words are for `check` to report: the settings may have them off.
        std::erase_if(found, [](const Diagnostic& diagnostic) { return is_terminology(diagnostic.code); });
        report(found);
        std::erase_if(page.tags, [](const TagRecord& tag) { return !tag.shown && tag.said.empty(); });
        if (options.json())
            pages.push_back(to_json(page));
        else
            print_page(*known.catalogue, page, file);
    }
    if (options.json()) print_json(pages);
    return failed ? exit_failure : exit_fine;
}

int run(const Options& options) {
    if (options.jsonl != options.files.empty())
        return wrong_use("give files to tag, or --jsonl to read records from standard input");
    const auto known = knowledge_or_report(options.sources);
    if (!known) return exit_failure;
    return options.jsonl ? tag_lines(*known) : run_files(*known, options);
}

}  // namespace

void add_tag(CLI::App& program, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App& command =
        *program.add_subcommand("tag", "Show which clauses files or records answer, without a store");
    command.add_option("FILE", options->files, "Pages");
    command.add_flag("--jsonl", options->jsonl, "Records from standard input, one JSON object a line");
    add_knowledge_options(command, *options);
    add_format_option(command, *options);
    command.footer(
        "Examples:\n  clausemark tag backup-policy.md\n"
        "  echo '{\"id\": \"1\", \"text\": \"Backups are tested every month.\"}' | clausemark tag --jsonl\n\n"
        "A record is {\"id\", \"text\", \"title\"?, \"heading_path\"?, \"format\"?: \"markdown\"}; the "
        "answer, in the same\n"
        "order, is {\"id\", \"clauses\": [{\"standard\", \"clause\", \"score\", \"tagged\", \"strength\", "
        "\"rules\",\n"
        "\"evidence\"}]}, best first, evidence in bytes of the text. A line that cannot be read gives\n"
        "{\"id\"?, \"line\", \"error\"}, and exit status 1 at the end.");
    command.callback([options, &status] { status = run(*options); });
}

}  // namespace clausemark
