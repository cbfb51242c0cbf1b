// SPDX-License-Identifier: Apache-2.0
// clausemark duplicates: what is written twice. With --jsonl, pairs of documents from standard input
// (duplicate_lines.cpp), without a store.
#include "parser/core/limits.h"
#include "server/commands/commands.h"
#include "server/commands/duplicate_lines.h"

namespace clausemark {
namespace {

struct Options {
    bool jsonl = false;
    std::string min_similarity = "0.5";
    std::uint32_t max_pairs = limits::listed_pairs;
};

int run(const Options& options) {
    const auto threshold = Threshold::parse(options.min_similarity);
    if (!threshold)
        return wrong_use("--min-similarity is a number above 0 and at most 1, with at most nine decimals");
    if (!options.jsonl) return wrong_use("give --jsonl to read documents from standard input");
    return duplicate_lines(*threshold, options.max_pairs);
}

}  // namespace

void add_duplicates(CLI::App& program, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App& command = *program.add_subcommand("duplicates", "Find documents that say the same twice");
    command.add_flag("--jsonl", options->jsonl, "Documents from standard input, one JSON object a line");
    command
        .add_option("--min-similarity", options->min_similarity,
                    "Least share of five-word runs in common, 0.5 unless said otherwise")
        ->type_name("NUMBER");
    command
        .add_option(
            "--max-pairs", options->max_pairs,
            "More pairs than this are an error (default: " + std::to_string(limits::listed_pairs) + ")")
        ->type_name("N");
    command.footer(
        "Example:\n  clausemark duplicates --jsonl --min-similarity 0.8 <documents.jsonl\n\n"
        "A document is {\"id\", \"text\", \"format\"?: \"markdown\"}; \"format\": \"text\" for plain text. "
        "The answer is\n"
        "{\"a\", \"b\", \"similarity\", \"containment\"} for each pair: the Jaccard similarity of the sets "
        "of five-word\n"
        "runs, exactly, and the share of the smaller set. A line that cannot be read gives\n"
        "{\"id\"?, \"line\", \"error\"}, and exit status 1 at the end.");
    command.callback([options, &status] { status = run(*options); });
}

}  // namespace clausemark
