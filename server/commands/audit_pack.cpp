// SPDX-License-Identifier: Apache-2.0
// clausemark audit-pack: one frozen folder, or ZIP archive, for an audit.
#include "server/exports/audit_pack.h"

#include <fmt/format.h>

#include <charconv>
#include <filesystem>

#include "indexer/config/dates.h"
#include "server/app/checking.h"
#include "server/app/write_file.h"
#include "server/commands/commands.h"

namespace clausemark {
namespace {

namespace fs = std::filesystem;

struct Options : CommonOptions {
    std::string day;
    std::string since;
    std::string output;
};

/// A folder that is not there yet, or is empty: a pack is never mixed with another.
int write_folder(const std::string& folder, const std::vector<PackFile>& files) {
    std::error_code error;
    if (fs::exists(folder, error) && !(fs::is_directory(folder, error) && fs::is_empty(folder, error)))
        return wrong_use(fmt::format("{} is there already; name a new folder", plain(folder)));
    for (const PackFile& file : files) {
        const fs::path path = fs::path(folder) / file.path;
        fs::create_directories(path.parent_path(), error);
        if (error) return wrong_use(fmt::format("{}: {}", plain(folder), error.message()));
        if (const std::string why = write_file(path.string(), file.bytes); !why.empty())
            return wrong_use(plain(path.string()) + ": " + why);
    }
    return exit_fine;
}

int run(const Options& options) {
    PackArguments arguments;
    arguments.day = options.day;
    arguments.program = "clausemark " CLAUSEMARK_VERSION;
    if (!is_date(options.day)) return wrong_use("--as-of must be a day written as YYYY-MM-DD");
    if (const auto day = day_named(options.since)) {
        if (options.since > options.day) return wrong_use("--since is a day behind --as-of");
        arguments.since_day = day;
    } else if (!options.since.empty()) {
        std::int64_t since = 0;
        const char* end = options.since.data() + options.since.size();
        const auto read = std::from_chars(options.since.data(), end, since);
        if (read.ec != std::errc() || read.ptr != end || since < 0)
            return wrong_use(
                "--since must be a number of the store's history (the \"sequence\" in the last pack's "
                "manifest.json), or a day written as YYYY-MM-DD");
        arguments.since = since;
    }
    const auto known = knowledge_or_report(options.sources);
    if (!known) return exit_failure;
    const auto store = store_or_report(options.store, *known, true);
    if (!store) return exit_failure;
    const auto files = audit_pack(*store, *known, arguments);
    if (!files) return failed(files.why());
    const bool zip = options.output.ends_with(".zip");
    if (zip) {
        const std::string bytes = zip_archive(*files, "audit-pack-" + options.day, options.day);
        if (const std::string why = write_file(options.output, bytes); !why.empty())
            return wrong_use(plain(options.output) + ": " + why);
    } else if (const int failed = write_folder(options.output, *files); failed != exit_fine) {
        return failed;
    }
    print(fmt::format("{}: {} files; begin with {}index.html ({})\n", plain(options.output), files->size(),
                      zip ? "its " : "", documents_only));
    return exit_fine;
}

}  // namespace

void add_audit_pack(CLI::App& program, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App& command = *program.add_subcommand(
        "audit-pack", "Write a dated folder with all that an auditor asks for, frozen");
    command.add_option("--as-of", options->day, "The day that it is dated by")->type_name("DATE")->required();
    command.add_option("--output", options->output, "A new folder, or a file that ends in .zip")
        ->type_name("DIR|FILE.zip")
        ->required();
    command
        .add_option("--since", options->since,
                    "Changes behind this number, the \"sequence\" of the last pack's manifest.json; or the "
                    "approvals and reviews that pages state, from this day on")
        ->type_name("SEQUENCE|DATE");
    add_store_option(command, *options);
    add_knowledge_options(command, *options);
    command.footer(
        "Examples:\n"
        "  clausemark audit-pack --as-of 2026-11-01 --output audit-2026\n"
        "  clausemark audit-pack --as-of 2026-11-01 --since 412 --output audit-2026.zip\n"
        "  clausemark audit-pack --as-of 2026-11-01 --since 2025-11-03 --output audit-2026\n\n"
        "The same store, settings and arguments give the same bytes. It speaks of documents only, not of "
        "conformity.");
    command.callback([options, &status] { status = run(*options); });
}

}  // namespace clausemark
