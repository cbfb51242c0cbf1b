// SPDX-License-Identifier: Apache-2.0
// clausemark check: what is wrong with the pages, as a compiler says it.
#include "indexer/checks/run.h"

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "parser/core/edit_distance.h"
#include "server/app/checking.h"
#include "server/app/page_files.h"
#include "server/commands/commands.h"
#include "server/commands/print_findings.h"
#include "server/json/encode_findings.h"

namespace clausemark {
namespace {

struct Options : CommonOptions {
    ScanOptions scan;
    std::vector<std::string> only;
    std::string as_of;
    std::string fail_on = "warning";
    std::size_t most = 0;
    bool list = false;
};

/// A folder that goes away with the run.
class TemporaryStore {
  public:
    TemporaryStore() {
        std::string name = (std::filesystem::temp_directory_path() / "clausemark-check-XXXXXX").string();
        if (::mkdtemp(name.data()) != nullptr) folder_ = name;
    }
    TemporaryStore(const TemporaryStore&) = delete;
    TemporaryStore& operator=(const TemporaryStore&) = delete;
    ~TemporaryStore() {
        std::error_code ignored;
        if (!folder_.empty()) std::filesystem::remove_all(folder_, ignored);
    }
    std::string file() const { return folder_.empty() ? "" : folder_ + "/store.sqlite"; }

  private:
    std::string folder_;
};

int list_codes(const Config& config) {
    for (const CodeInfo& row : all_codes()) {
        if (row.state == Switch::fixed) continue;
        const auto level = config.checks.level_of(row.code);
        print(fmt::format("{}  {:<8} {:<28} {}\n", code_text(row.code), level ? name_of(*level) : "off",
                          row.name, row.title));
    }
    return exit_fine;
}

bool read_codes(const std::vector<std::string>& names, std::set<Code>& to) {
    for (const std::string& name : names) {
        const auto code = code_named(name);
        if (code && info(*code).state != Switch::fixed) {
            to.insert(*code);
            continue;
        }
        std::vector<std::string> known;
        for (const CodeInfo& row : all_codes()) {
            if (row.state == Switch::fixed) continue;
            known.push_back(code_text(row.code));
            known.emplace_back(row.name);
        }
        const std::string_view nearest = nearest_name(name, known, misspelling(name));
        wrong_use(fmt::format("there is no check {}; {}", plain(name),
                              nearest.empty() ? "clausemark check --list shows all of them"
                                              : fmt::format("did you mean {}?", nearest)));
        return false;
    }
    return true;
}

/// Brings the pages of the paths into the store; what could not be read is reported.
bool bring_in(Store& store, const Knowledge& known, const ScanOptions& options) {
    ScanEvents events;
    events.found = [](const Diagnostic& diagnostic) {
        // What is stored with a page comes back as a finding.
        if (info(diagnostic.code).state == Switch::fixed) report(diagnostic);
    };
    const auto scanned = scan(store, known.indexer_parts(), options, events);
    if (!scanned) report(scanned.why());
    return scanned && !scanned->incomplete;
}

bool fails(const CheckReport& found, const std::string& level) {
    if (level == "never") return false;
    const Severity least = level == "error"     ? Severity::error
                           : level == "warning" ? Severity::warning
                                                : Severity::note;
    return std::ranges::any_of(found.findings, [&](const Finding& finding) {
        return !finding.suppressed && finding.severity <= least;
    });
}

void print_text(const CheckReport& found, const PageFiles& files, std::size_t most) {
    const bool colour = terminal(STDOUT_FILENO);
    std::size_t shown = 0;
    std::size_t left = 0;
    for (const Finding& finding : found.findings) {
        if (finding.suppressed) continue;
        if (most > 0 && shown == most) {
            ++left;
            continue;
        }
        print(render(finding, files, colour) + "\n");
        ++shown;
    }
    if (left > 0) print(fmt::format("... and {} more\n\n", left));
    print(summary_text(found, colour));
}

int run(const Options& options) {
    const auto known = knowledge_or_report(options.sources);
    if (!known) return exit_failure;
    if (options.list) return list_codes(*known->config);
    CheckOrder order;
    if (!read_codes(options.only, order.only)) return exit_failure;
    const auto as_of = options.as_of.empty() ? std::optional(today()) : day_named(options.as_of);
    if (!as_of) return wrong_use("--as-of must be a day that exists, written YYYY-MM-DD");

    const bool reads = !options.scan.paths.empty();
    std::error_code error;
    const bool kept = !reads || std::filesystem::exists(options.store, error);
    std::optional<TemporaryStore> temporary;
    if (!kept) temporary.emplace();
    const std::string name = kept ? options.store : temporary->file();
    if (name.empty()) return wrong_use("no folder could be made for temporary files");
    const auto store = store_or_report(name, *known, !reads);
    if (!store) return exit_failure;
    PageFiles files;
    if (reads) {
        files.add(options.scan, *known->config);
        if (!bring_in(*store, *known, options.scan)) return exit_failure;
    }
    const auto found = run_checks(*store, check_context(*known, *as_of), order);
    if (!found) {
        report(found.why());
        return exit_failure;
    }
    if (options.json())
        print_json(to_json(*found, files, day_text(*as_of)));
    else
        print_text(*found, files, options.most);
    return fails(*found, options.fail_on) ? exit_findings : exit_fine;
}

}  // namespace

void add_check(CLI::App& program, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App& command =
        *program.add_subcommand("check", "Report what is wrong with the pages, for people and CI");
    command.add_option("PATH", options->scan.paths,
                       "Folders of pages to read first (default: the pages stored already)");
    command.add_option("--wiki", options->scan.wiki, "Name of the wiki (default: the folder's)")
        ->type_name("NAME");
    command
        .add_option("--only", options->only,
                    "These codes alone, by code or name, even where the settings switch them off")
        ->delimiter(',')
        ->type_name("CODE");
    command.add_option("--as-of", options->as_of, "Judge dates as of this day (default: today)")
        ->type_name("YYYY-MM-DD");
    command
        .add_option("--fail-on", options->fail_on,
                    "Exit with 1 for findings of this severity or above (default: warning)")
        ->check(CLI::IsMember({"error", "warning", "note", "never"}))
        ->type_name("error|warning|note|never");
    command.add_option("--max-findings", options->most, "Show at most so many (default: all)")
        ->check(CLI::Range(1, 1'000'000))
        ->type_name("N");
    command.add_flag("--list", options->list, "List all codes with their severity here, and check nothing");
    add_store_option(command, *options);
    add_knowledge_options(command, *options);
    add_format_option(command, *options);
    command.footer(
        "Examples:\n"
        "  clausemark check wiki/\n"
        "  clausemark check --only CM601,CM204 --format json\n\n"
        "With PATH, the store is brought up to date where there is one; else nothing is kept. Exit status 0 "
        "where nothing\n"
        "at or above --fail-on was found, 1 for findings, 2 for wrong use or failure. Which codes are on is "
        "set by \"checks\"\n"
        "in clausemark.json.");
    command.callback([options, &status] { status = run(*options); });
}

}  // namespace clausemark
