// SPDX-License-Identifier: Apache-2.0
// clausemark check: what is wrong with the pages, as a compiler says it. Reads the pages where it is given
// folders, runs the checks, applies the baseline, prints.
#include "server/commands/check.h"

#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>

#include "indexer/checks/run.h"
#include "indexer/files/read_file.h"
#include "server/app/changed_files.h"
#include "server/app/checking.h"
#include "server/app/explain.h"
#include "server/app/page_files.h"
#include "server/commands/commands.h"
#include "server/commands/print_findings.h"
#include "server/json/encode_findings.h"
#include "server/json/sarif.h"

namespace clausemark {
namespace {

constexpr std::size_t name_list_bytes = 16u << 20;  // of --changed-files: a hundred thousand names
constexpr std::size_t baseline_bytes = 16u << 20;

struct Options : CommonOptions {
    ScanOptions scan;
    std::vector<std::string> only;
    std::string as_of;
    std::string fail_on = "warning";
    std::string baseline;
    std::string reason;
    std::string changed_since;
    std::string changed_files;
    std::string explain;
    std::size_t most = 0;
    bool write_baseline = false;
    bool list = false;
};

/// A store in a folder that goes away with the run.
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

int list_codes(const CheckSettings& settings) {
    for (const CheckCode& check : all_check_codes()) {
        const CodeInfo& row = info(check.code);
        const auto level = settings.level_of(row.code);
        print(fmt::format("{}  {:<8} {:<28} {}\n", code_text(row.code), level ? name_of(*level) : "off",
                          row.name, row.title));
    }
    return exit_fine;
}

int explain_code(const std::string& name) {
    if (const auto code = code_named(name)) {
        print(explain(*code).markdown);
        return exit_fine;
    }
    return wrong_use(fmt::format("there is no code {}; {}", plain(name), check_hint(name)));
}

bool read_codes(const std::vector<std::string>& names, std::set<Code>& to) {
    for (const std::string& name : names) {
        const auto code = code_named(name);
        if (code && check_code(*code) != nullptr) {
            to.insert(*code);
            continue;
        }
        wrong_use(code ? fmt::format("{} is a failure and no check: it is reported whenever it happens",
                                     code_text(*code))
                       : fmt::format("there is no check {}; {}", plain(name), check_hint(name)));
        return false;
    }
    return true;
}

/// Brings the pages of the paths into the store; what could not be read is reported.
bool bring_in(Store& store, const Knowledge& known, const ScanOptions& options) {
    ScanEvents events;
    events.found = [](const Diagnostic& diagnostic) {
        // What is stored with a page comes back as a finding.
        if (check_code(diagnostic.code) == nullptr) report(diagnostic);
    };
    const auto scanned = scan(store, known.indexer_parts(), options, events);
    if (!scanned) report(scanned.why());
    return scanned && !scanned->incomplete;
}

/// The changed pages that were asked for; nothing after a report. `order.pages` stays empty where all count.
bool read_changed(const Options& options, const Config& config, CheckOrder& order) {
    if (options.changed_since.empty() && options.changed_files.empty()) return true;
    if (options.scan.paths.empty()) {
        wrong_use("--changed-since and --changed-files need the PATH of the pages");
        return false;
    }
    order.pages.emplace();
    std::string list;
    if (!options.changed_files.empty()) {
        std::string why;
        const std::string name = options.changed_files == "-" ? "/dev/stdin" : options.changed_files;
        const auto text = read_file(name, name_list_bytes, FileKinds::any, why);
        if (!text) {
            wrong_use(fmt::format("{}: {}", plain(options.changed_files), why));
            return false;
        }
        list = *text;
    }
    for (const std::string& path : options.scan.paths) {
        const PathOfPages place(path);
        const std::string wiki = wiki_of(options.scan, config, path);
        if (!options.changed_since.empty()) {
            const auto names = changed_files(place.folder, options.changed_since);
            if (!names) {
                report(names.why());
                return false;
            }
            for (const std::string& name : *names) order.pages->insert({wiki, name});
        }
        for (std::size_t at = 0; at < list.size();) {
            const std::size_t end = std::min(list.find('\n', at), list.size());
            if (const auto key = place.key_of(list.substr(at, end - at))) order.pages->insert({wiki, *key});
            at = end + 1;
        }
    }
    return true;
}

/// The baseline of the options; empty where none is named or, for writing, none is there yet.
std::optional<Baseline> read_known(const Options& options) {
    std::error_code error;
    if (options.baseline.empty()) return Baseline{};
    if (options.write_baseline && !std::filesystem::exists(options.baseline, error)) return Baseline{};
    std::string why;
    const auto text = read_file(options.baseline, baseline_bytes, FileKinds::any, why);
    std::vector<Diagnostic> faults;
    if (!text)
        faults.push_back(diagnose(check_codes::baseline_malformed, options.baseline, why,
                                  "write it with --write-baseline --reason TEXT"));
    auto baseline = text ? read_baseline(options.baseline, *text, faults) : std::nullopt;
    report(faults);
    return baseline;
}

/// Written beside it and moved over it, so that a full disk leaves the old one.
bool replace_file(const std::string& path, const std::string& text) {
    const std::string fresh = path + ".new";
    std::ofstream out(fresh, std::ios::binary | std::ios::trunc);
    out << text;
    out.close();
    std::error_code error;
    if (out) std::filesystem::rename(fresh, path, error);
    if (out && !error) return true;
    wrong_use(fmt::format("{} could not be written", plain(path)));
    std::filesystem::remove(fresh, error);
    return false;
}

int write_known(const Options& options, Store& store, const CheckContext& context, const CheckReport& found,
                const Baseline& known) {
    Baseline made;
    made.entries = entries_of(found.findings, known, options.reason);
    auto states = clause_states(store, context);
    if (!states) return failed(states.why());
    made.clauses = std::move(*states);
    std::size_t fresh = 0;
    std::set<std::string> old;
    for (const Baseline::Entry& entry : known.entries) old.insert(entry.fingerprint);
    for (const Baseline::Entry& entry : made.entries) fresh += old.contains(entry.fingerprint) ? 0 : 1;
    if (fresh > 0 && options.reason.find_first_not_of(" \t\r\n") == std::string::npos)
        return wrong_use(
            fmt::format("{} findings would enter the baseline; say why with --reason TEXT", fresh));
    if (!replace_file(options.baseline, write_baseline(made))) return exit_failure;
    print(fmt::format("{}: {} findings, {} of them new, {} gone; {} clauses answered\n",
                      plain(options.baseline), made.entries.size(), fresh,
                      known.entries.size() - (made.entries.size() - fresh), made.clauses.size()));
    return exit_fine;
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

/// Shows each finding by `text`, at most so many, and says how many are left.
template <typename Text>
void print_findings(const CheckReport& found, std::size_t most, const Text& text) {
    std::size_t shown = 0;
    std::size_t left = 0;
    for (const Finding& finding : found.findings) {
        if (finding.suppressed) continue;
        if (most > 0 && shown == most) {
            ++left;
            continue;
        }
        print(text(finding));
        ++shown;
    }
    if (left > 0) print(fmt::format("... and {} more\n", left));
}

void print_found(const Options& options, const CheckReport& found, const PageFiles& files,
                 const std::string& as_of) {
    if (options.json()) {
        print_json(to_json(found, files, as_of));
    } else if (options.format == "sarif") {
        const std::string whole = options.sources.config.empty() ? "clausemark.json" : options.sources.config;
        print_json(to_sarif(found, files, {CLAUSEMARK_VERSION, whole}));
    } else if (options.format == "github") {
        print_findings(found, options.most, [&](const Finding& f) { return to_github(f, files); });
    } else {
        const bool colour = terminal(STDOUT_FILENO);
        print_findings(found, options.most,
                       [&](const Finding& f) { return render(f, files, colour) + "\n"; });
        print(summary_text(found, colour));
    }
}

int run(const Options& options) {
    if (!options.explain.empty()) return explain_code(options.explain);
    const auto known = knowledge_or_report(options.sources);
    if (!known) return exit_failure;
    const CheckSettings settings = check_settings(options.sources);
    if (options.list) return list_codes(settings);
    CheckOrder order;
    if (!read_codes(options.only, order.only)) return exit_failure;
    const auto as_of = options.as_of.empty() ? std::optional(today()) : day_named(options.as_of);
    if (!as_of) return wrong_use("--as-of must be a day that exists, written YYYY-MM-DD");
    if (!read_changed(options, *known->config, order)) return exit_failure;
    const bool partly = order.pages || !order.only.empty();
    if (options.write_baseline && partly)
        return wrong_use(
            "a baseline is written of all findings: leave out --only, --changed-since and "
            "--changed-files");
    const auto baseline = read_known(options);
    if (!baseline) return exit_failure;

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
    Surroundings around;
    if (reads) {
        files.add(options.scan, *known->config);
        around = files.surroundings();
        if (!bring_in(*store, *known, options.scan)) return exit_failure;
    }
    CheckContext context = check_context(*known, settings, *as_of);
    context.around = reads ? &around : nullptr;
    if (!options.baseline.empty() && !options.write_baseline) context.baseline = &*baseline;
    auto found = run_checks(*store, context, order);
    if (!found) return failed(found.why());
    if (options.write_baseline) return write_known(options, *store, context, *found, *baseline);
    const auto gone = apply_baseline(*baseline, found->findings);
    if (!partly) report_gone(gone, settings, found->findings);
    print_found(options, *found, files, day_text(*as_of));
    return fails(*found, options.fail_on) ? exit_findings : exit_fine;
}

void add_options(CLI::App& command, Options& options) {
    command.add_option("PATH", options.scan.paths,
                       "Folders of pages to read first (default: the pages stored already)");
    command.add_option("--wiki", options.scan.wiki, "Name of the wiki (default: the folder's)")
        ->type_name("NAME");
    command
        .add_option("--only", options.only,
                    "These codes alone, by code or name, even where the settings switch them off")
        ->delimiter(',')
        ->allow_extra_args(false)
        ->type_name("CODE");
    command.add_option("--as-of", options.as_of, "Judge dates as of this day (default: today)")
        ->type_name("YYYY-MM-DD");
    command
        .add_option("--fail-on", options.fail_on,
                    "Exit with 1 for findings of this severity or above (default: warning)")
        ->check(CLI::IsMember({"error", "warning", "note", "never"}))
        ->type_name("error|warning|note|never");
    CLI::Option* since =
        command
            .add_option("--changed-since", options.changed_since,
                        "Findings on pages that differ from this git revision, and those that involve them")
            ->type_name("REV");
    command
        .add_option("--changed-files", options.changed_files,
                    "The same for the files that this file names, one a line; - reads standard input")
        ->type_name("FILE")
        ->excludes(since);
    CLI::Option* baseline = command
                                .add_option("--baseline", options.baseline,
                                            "Findings listed in this file are known and do not count")
                                ->type_name("FILE");
    CLI::Option* write = command
                             .add_flag("--write-baseline", options.write_baseline,
                                       "Write the findings and the states of clauses to the baseline")
                             ->needs(baseline);
    command.add_option("--reason", options.reason, "Why the new findings may stay, kept with each")
        ->type_name("TEXT")
        ->needs(write);
    command.add_option("--max-findings", options.most, "Show at most so many (default: all)")
        ->check(CLI::Range(1, 1'000'000))
        ->type_name("N");
    command.add_flag("--list", options.list, "List all codes with their severity here, and check nothing");
    command.add_option("--explain", options.explain, "Show what a code means and how to mend it")
        ->type_name("CODE");
    add_store_option(command, options);
    add_knowledge_options(command, options);
    command
        .add_option("--format", options.format,
                    "terminal for people, json, sarif (2.1.0) or github (notes beside lines) for programs")
        ->check(CLI::IsMember({"terminal", "json", "sarif", "github"}))
        ->type_name("terminal|json|sarif|github");
}

}  // namespace

void add_check(CLI::App& program, int& status) {
    auto options = std::make_shared<Options>();
    options->format = "terminal";
    CLI::App& command =
        *program.add_subcommand("check", "Report what is wrong with the pages, for people and CI");
    add_options(command, *options);
    command.footer(
        "Examples:\n"
        "  clausemark check wiki/\n"
        "  clausemark check wiki/ --changed-since origin/main --baseline baseline.json\n"
        "  clausemark check wiki/ --baseline baseline.json --write-baseline --reason \"before the move\"\n"
        "  clausemark check --only CM601,dead-link --format json\n"
        "  clausemark check --explain CM612\n\n"
        "With PATH, the store is brought up to date where there is one; else nothing is kept. Exit status 0 "
        "where nothing\n"
        "at or above --fail-on was found, 1 for findings, 2 for wrong use or failure. Which codes are on is "
        "set by \"checks\"\n"
        "in clausemark.json. docs/check.md shows how to put it into CI.");
    command.callback([options, &status] { status = run(*options); });
}

}  // namespace clausemark
