// SPDX-License-Identifier: Apache-2.0
// clausemark scan: folders of pages into the store.
#include "indexer/scan/scan.h"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <nlohmann/json.hpp>

#include "server/commands/commands.h"
#include "server/json/encode.h"

namespace clausemark {
namespace {

struct Options : CommonOptions {
    ScanOptions scan;
    bool quiet = false;
};

void print_report(const ScanReport& r, Store& store, const std::string& name,
                  std::chrono::duration<double> took) {
    print(fmt::format("{} pages: {} analysed, {} unchanged, {} removed", r.pages, r.analysed, r.unchanged,
                      r.removed));
    if (r.failed > 0) print(fmt::format(", {} could not be read", r.failed));
    if (r.others > 0) print(fmt::format("; {} other files left out", r.others));
    print(fmt::format(" ({:.1f} MB, {:.1f} s)\n", static_cast<double>(r.bytes) / 1e6, took.count()));
    if (const auto summary = store.summary())
        print(fmt::format("{}: {} pages, {} passages, {} suggested tags\n", plain(name), summary->documents,
                          summary->passages, summary->tags));
}

int run(const Options& options) {
    const auto known = knowledge_or_report(options.sources);
    if (!known) return exit_failure;
    const auto store = store_or_report(options.store, *known, false);
    if (!store) return exit_failure;
    const bool show = terminal(STDERR_FILENO) && !options.quiet;
    const auto clear_line = [&] {
        if (show) std::fputs("\r\x1b[K", stderr);
    };
    Json diagnostics = Json::array();
    ScanEvents events;
    events.found = [&](const Diagnostic& diagnostic) {
        clear_line();
        report(diagnostic);
        diagnostics.push_back(to_json(diagnostic));
    };
    auto shown_at = std::chrono::steady_clock::time_point();
    events.progress = [&](std::int64_t done, std::int64_t all) {
        const auto now = std::chrono::steady_clock::now();
        if (!show || now - shown_at < std::chrono::milliseconds(100)) return;
        shown_at = now;
        std::fputs((all > 0 ? fmt::format("\r\x1b[K{} of {} pages", done, all)
                            : fmt::format("\r\x1b[K{} pages", done))
                       .c_str(),
                   stderr);
        std::fflush(stderr);
    };
    const auto begin = std::chrono::steady_clock::now();
    const auto scanned = scan(*store, known->indexer_parts(), options.scan, events);
    clear_line();
    if (!scanned) return failed(scanned.why());
    const ScanReport& r = *scanned;
    if (options.json())
        print_json({{"pages", r.pages},
                    {"analysed", r.analysed},
                    {"unchanged", r.unchanged},
                    {"removed", r.removed},
                    {"failed", r.failed},
                    {"others", r.others},
                    {"bytes", r.bytes},
                    {"diagnostics", diagnostics}});
    else
        print_report(r, *store, options.store, std::chrono::steady_clock::now() - begin);
    return r.incomplete ? exit_failure : exit_fine;
}

}  // namespace

void add_scan(CLI::App& program, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App& command = *program.add_subcommand("scan", "Read folders of pages into the store");
    command.add_option("PATH", options->scan.paths, "Folders (or single files) of the wiki")->required();
    command.add_option("--wiki", options->scan.wiki, "Name of the wiki (default: the folder's)")
        ->type_name("NAME");
    command.add_option("--threads", options->scan.threads, "Workers (default: as many as the machine has)")
        ->check(CLI::Range(1, 256))
        ->type_name("N");
    command.add_flag("--quiet", options->quiet, "No progress");
    add_store_option(command, *options);
    add_knowledge_options(command, *options);
    add_format_option(command, *options);
    command.footer(
        "Examples:\n  clausemark scan wiki/\n  clausemark scan --wiki policies --store policies.sqlite "
        "docs/\n\n"
        "Pages that have not changed are not analysed again. Exit status 2 where a path could not be "
        "scanned\n"
        "or the store failed; a page that cannot be read is reported and the rest goes on.");
    command.callback([options, &status] { status = run(*options); });
}

}  // namespace clausemark
