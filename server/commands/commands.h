// SPDX-License-Identifier: Apache-2.0
// The commands of the program, one file each. A command registers its options with the parser and gives back
// what to run; exit status: 0, 1 for findings (rules check and test, unreadable lines of --jsonl), 2 for
// wrong use or failure.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "indexer/store/store.h"
#include "server/app/knowledge.h"
#include "server/json/json.h"

namespace clausemark {

inline constexpr int exit_fine = 0;
inline constexpr int exit_findings = 1;
inline constexpr int exit_failure = 2;

/// Options that several commands share, filled by the parser.
struct CommonOptions {
    KnowledgeSources sources;
    std::string store;  ///< default: .clausemark/store.sqlite in the current folder
    std::string format = "text";
    bool json() const { return format == "json"; }
};

void add_knowledge_options(CLI::App& command, CommonOptions& options);
void add_store_option(CLI::App& command, CommonOptions& options);
void add_format_option(CLI::App& command, CommonOptions& options);

/// Each adds its subcommand, whose callback sets `status`.
void add_scan(CLI::App& program, int& status);
void add_serve(CLI::App& program, int& status);
void add_tag(CLI::App& program, int& status);
void add_coverage(CLI::App& program, int& status);
void add_duplicates(CLI::App& program, int& status);
void add_evidence(CLI::App& program, int& status);
void add_conflicts(CLI::App& program, int& status);
void add_decisions(CLI::App& program, int& status);
void add_tag_decisions(CLI::App& decisions, int& status);  ///< below `decisions`
void add_rules(CLI::App& program, int& status);
void add_rules_report(CLI::App& rules, int& status);  ///< below `rules`
void add_standards(CLI::App& program, int& status);
void add_audit_pack(CLI::App& program, int& status);
void add_token(CLI::App& program, int& status);
void add_soa(CLI::App& program, int& status);

/// Renders findings on stderr, in colour on a terminal.
void report(const Diagnostic& fault);
void report(const std::vector<Diagnostic>& faults);
/// Wrong use of a command: one line on stderr.
int wrong_use(const std::string& message);

/// The knowledge, or nothing after the faults have been reported.
std::optional<Knowledge> knowledge_or_report(const KnowledgeSources& sources);
/// The store, or null after the fault has been reported.
std::unique_ptr<Store> store_or_report(const std::string& path, bool read_only);
/// With what is known of duplicates and drift. `timed` as in StoreOptions.
std::unique_ptr<Store> store_or_report(const std::string& path, const Knowledge& known, bool read_only,
                                       decltype(StoreOptions::timed) timed = {});
/// The page of this key, or nothing after a report. Where no wiki is named, only one may have it.
std::optional<DocumentKey> page_or_report(Store& store, const std::string& wiki, const std::string& key);
/// The standard, or nothing after the nearest one was named.
std::optional<StandardIndex> standard_or_report(const Catalogue& catalogue, const std::string& id);
std::optional<std::vector<StandardIndex>> standards_or_report(const Catalogue& catalogue,
                                                              const std::vector<std::string>& ids);
std::optional<ClauseIndex> clause_or_report(const Catalogue& catalogue, const std::string& id);

/// Reports why a command cannot go on, and gives its exit status.
int failed(const Diagnostic& why);

/// To the file, or to standard output where none is named. Gives the exit status.
int write_output(const std::string& path, const std::string& bytes);

void print(const std::string& text);  ///< to stdout
void print_json(const Json& value);   ///< indented, keys sorted
bool terminal(int descriptor);

/// Text for a terminal on one line: control characters from pages and names must not drive it.
std::string plain(std::string_view text);

}  // namespace clausemark
