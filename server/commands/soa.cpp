// SPDX-License-Identifier: Apache-2.0
// clausemark soa: the Statement of Applicability, shown, imported and exported.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <nlohmann/json.hpp>

#include "indexer/applicability/carry_over.h"
#include "indexer/applicability/check_statement.h"
#include "indexer/applicability/statement_table.h"
#include "parser/core/statement_codes.h"
#include "parser/formats/formats.h"
#include "server/app/write_file.h"
#include "server/commands/commands.h"
#include "server/exports/export_tables.h"
#include "server/tables/read_tables.h"
#include "server/tables/write_tables.h"

namespace clausemark {
namespace {

struct Options : CommonOptions {
    std::string file;
    std::string page;
    std::string wiki;
    std::string output;
    bool carry = false;
    bool dry = false;
    bool declared = false;
    bool controls = false;
};

std::optional<Knowledge> known_with_statement(const KnowledgeSources& sources) {
    const auto corpus = load_corpus(sources);
    if (!corpus) {
        report(corpus.why());
        return std::nullopt;
    }
    std::vector<Diagnostic> faults;
    auto known = load_standards(*corpus, sources, faults);
    report(faults);
    if (known && !known->statement->statement.exists) {
        wrong_use("no standard in force has controls, so there is nothing to state");
        return std::nullopt;
    }
    return known;
}

int show(const Options& options) {
    const auto known = known_with_statement(options.sources);
    if (!known) return exit_failure;
    const Catalogue& catalogue = *known->catalogue;
    const Statement& statement = known->statement->statement;
    std::vector<Diagnostic> findings;
    check_statement(catalogue, known->config->statement, statement, known->statement->path, findings);
    const Table table = statement_export(*known, false);
    if (options.json()) {
        print_json(table_json(table));
        return exit_fine;
    }
    print(plain(table.title) + "\n");
    for (const auto& [name, value] : table.head) print(fmt::format("  {:<12} {}\n", name, plain(value)));
    if (!known->statement->path.empty())
        print(fmt::format("  {:<12} {}\n", "Declared in", plain(known->statement->path)));
    print("\n");
    for (const TableRow& row : statement_summary(*known).rows)
        print(fmt::format("  {:>4}  {}\n", row.cells[1].text, row.cells[0].text));
    if (options.controls) {
        print("\n");
        for (const StatementRow& row : statement.rows) {
            const Applicability& said = row.said;
            const std::string title = row.own() ? row.title : catalogue.clause(row.clause).title;
            print(fmt::format("  {:<9} {:<4} {:<12} {}\n",
                              plain(control_label(catalogue, statement.standard, row)),
                              !said.decided     ? "?"
                              : said.applicable ? "yes"
                                                : "no",
                              words_of(said.implementation), plain(title)));
            if (!said.justification.empty()) print(fmt::format("{:28}{}\n", "", plain(said.justification)));
        }
    }
    print("\n");
    report(findings);
    return exit_fine;
}

/// A stored page's tables.
std::optional<std::vector<Table>> tables_of_page(const Options& options) {
    const auto store = store_or_report(options.store, true);
    if (!store) return std::nullopt;
    const auto key = page_or_report(*store, options.wiki, options.page);
    if (!key) return std::nullopt;
    Parts parts;
    parts.source = true;
    const auto pages = store->pages(std::span(&*key, 1), parts);
    if (!pages) {
        report(pages.why());
        return std::nullopt;
    }
    if (pages->empty()) return std::vector<Table>{};
    return tables_of(read_page(pages->front().document.attributes.format, pages->front().source));
}

void print_carried(const Catalogue& catalogue, const CarryOver& carried, StandardIndex from,
                   StandardIndex to) {
    print(fmt::format("This table is for {}; where its controls are in {}:\n",
                      catalogue.standards()[from].name, catalogue.standards()[to].name));
    for (const CarriedRow& row : carried.rows) {
        const Clause& clause = catalogue.clause(row.row->clause);
        print(fmt::format("  {:<9} {}\n", clause.number, clause.title));
        for (const Correspondence& each : row.to)
            print(fmt::format("{:12}{} {} {}\n", "", words_of(each.relation),
                              catalogue.clause(each.to).number, catalogue.clause(each.to).title));
        if (row.to.empty())
            print(
                fmt::format("{:12}nothing corresponds{}{}\n", "", row.alone.empty() ? "" : ": ", row.alone));
    }
    std::string open;
    for (const ClauseIndex control : carried.open)
        open += (open.empty() ? "" : ", ") + catalogue.clause(control).number;
    if (!carried.open.empty())
        print(fmt::format("{} controls that no row of the table leads to: {}\n", carried.open.size(), open));
}

/// Rows of an earlier edition become a draft; nothing where the person did not ask for one.
bool carry(const Knowledge& known, const Options& options, const std::string& name, StatementReading& reading,
           const std::vector<StatementRow>& there) {
    const Catalogue& catalogue = *known.catalogue;
    const StandardIndex to = known.statement->statement.standard;
    const CarryOver carried = carry_over(catalogue, *known.correspondences, reading.rows, to);
    print_carried(catalogue, carried, reading.standard, to);
    if (!options.carry) {
        report(diagnose(statement_codes::other_edition, name,
                        fmt::format("the controls of this table are those of {}; nothing was written",
                                    catalogue.standards()[reading.standard].name),
                        "with --carry-over a draft is made of it, that a person must go through"));
        return false;
    }
    // What is declared already is newer than what an old edition said.
    reading.rows = carried.draft;
    std::erase_if(reading.rows, [&](const StatementRow& row) {
        return std::ranges::any_of(
            there, [&](const StatementRow& t) { return t.control == row.control && t.said.decided; });
    });
    reading.present.fill(true);
    reading.standard = to;
    return true;
}

/// The errors among the findings end an import.
bool good(const std::vector<Diagnostic>& findings) {
    report(findings);
    return !any_error(findings);
}

int import(const Options& options) {
    if (options.file.empty() == options.page.empty())
        return wrong_use("name the file to import, or with --page a stored page");
    const auto known = known_with_statement(options.sources);
    if (!known) return exit_failure;
    const Catalogue& catalogue = *known->catalogue;
    const LoadedStatement& loaded = *known->statement;
    if (loaded.path.empty())
        return wrong_use(
            "clausemark.json names no file to import into; add \"statement-of-applicability\": \"soa.csv\"");
    if (is_page_file(loaded.path))
        return wrong_use(fmt::format("{} is a page, which people edit; nothing is imported into pages",
                                     plain(loaded.path)));
    const std::string name = options.file.empty() ? options.page : options.file;
    std::vector<Diagnostic> findings;
    std::vector<Table> tables;
    if (options.page.empty()) {
        tables = read_tables(options.file, options.file, *known->config, findings);
    } else {
        auto found = tables_of_page(options);
        if (!found) return exit_failure;
        tables = std::move(*found);
    }
    if (!good(findings)) return exit_failure;
    findings.clear();
    StatementReading reading = read_statement(catalogue, loaded.statement.standard, true,
                                              known->config->statement, tables, name, findings);
    if (!good(findings)) return exit_failure;
    findings.clear();
    if (reading.standard != loaded.statement.standard &&
        !carry(*known, options, name, reading, loaded.statement.rows))
        return exit_failure;
    std::vector<StatementRow> rows = loaded.filed;
    const MergeCounts counts = merge_rows(rows, reading);
    Statement merged = loaded.statement;
    merged.rows =
        unite(catalogue, declared_rows(catalogue, known->config->applicability, known->config->own_controls),
              rows, name, findings);
    check_statement(catalogue, known->config->statement, merged, name, findings);
    // Rows that the import does not name are those of the file, and `clausemark soa` says what is wrong
    // there.
    std::erase_if(findings, [](const Diagnostic& finding) {
        return finding.position.line == 0 && finding.code != statement_codes::incomplete;
    });
    const bool fine = good(findings);
    if (!reading.unused.empty()) {
        std::string unused;
        for (const std::string& column : reading.unused)
            unused += (unused.empty() ? "\"" : ", \"") + plain(column) + "\"";
        print(fmt::format("columns not taken: {}\n", unused));
    }
    print(fmt::format("{} added, {} changed, {} the same, {} kept that the import does not name\n",
                      counts.added, counts.changed, counts.same, counts.kept));
    if (!fine) return wrong_use("nothing was written");
    if (options.dry) {
        print("nothing was written (--dry-run)\n");
        return exit_fine;
    }
    Statement filed = loaded.statement;
    filed.rows = std::move(rows);
    const Table table = statement_table(catalogue, filed, false);
    const bool xlsx = loaded.path.ends_with(".xlsx") || loaded.path.ends_with(".XLSX");
    const std::string bytes = xlsx ? write_xlsx(std::span(&table, 1), "") : write_csv(table);
    if (const std::string why = write_file(loaded.path, bytes); !why.empty())
        return wrong_use(plain(loaded.path) + ": " + why);
    print(fmt::format("written: {}\n", plain(loaded.path)));
    return exit_fine;
}

int export_statement(const Options& options) {
    const TableFormat* format = table_format(options.format);
    const auto known =
        options.declared ? known_with_statement(options.sources) : knowledge_or_report(options.sources);
    if (!known) return exit_failure;
    const bool headings = options.format == "html";
    Table table;
    if (options.declared) {
        table = statement_export(*known, headings);
    } else {
        const auto store = store_or_report(options.store, true);
        if (!store) return exit_failure;
        const auto coverage = coverage_in(*store, *known, known->statement->statement.standard);
        if (!coverage) return failed(coverage.why());
        const auto found = clause_documents(*store, *known->catalogue);
        if (!found) return failed(found.why());
        table = statement_export(*known, headings, &*coverage, &*found);
    }
    return write_output(options.output, format->write(table, known->statement->statement.head.approved));
}

}  // namespace

int write_output(const std::string& path, const std::string& bytes) {
    if (path.empty() || path == "-") {
        if (terminal(STDOUT_FILENO) && bytes.find('\0') != std::string::npos)
            return wrong_use("this is no text for a terminal; name a file with --output");
        std::fwrite(bytes.data(), 1, bytes.size(), stdout);
        return exit_fine;
    }
    if (const std::string why = write_file(path, bytes); !why.empty())
        return wrong_use(plain(path) + ": " + why);
    return exit_fine;
}

void add_soa(CLI::App& program, int& status) {
    auto options = std::make_shared<Options>();
    CLI::App& command = *program.add_subcommand(
        "soa", "Show, import and export the Statement of Applicability (ISO/IEC 27001, 6.1.3 d)");
    command.require_subcommand(0, 1);
    command.add_flag("--controls", options->controls, "Every control that something was said of");
    add_format_option(command, *options);
    CLI::App& importing = *command.add_subcommand(
        "import", "Merge a table of controls into the file that clausemark.json names");
    importing.add_option("FILE", options->file, "CSV, XLSX, or a page with such a table");
    importing.add_option("--page", options->page, "A stored page in its place")->type_name("KEY");
    importing.add_option("--wiki", options->wiki, "The wiki of the page")->type_name("NAME");
    importing.add_flag("--carry-over", options->carry,
                       "Make a draft of a statement for an earlier edition of the standard");
    importing.add_flag("--dry-run", options->dry, "Say what would change, and write nothing");
    CLI::App& exporting = *command.add_subcommand("export", "Write the statement as a file");
    std::vector<std::string> names;
    for (const TableFormat& format : table_formats()) names.emplace_back(format.name);
    exporting.add_option("--format", options->format, "Which kind of file")
        ->check(CLI::IsMember(names))
        ->type_name("csv|xlsx|html|json|markdown|mediawiki|dokuwiki")
        ->required();
    exporting.add_option("--output", options->output, "Into this file (default: standard output)")
        ->type_name("FILE");
    exporting.add_flag("--declared", options->declared,
                       "What is declared alone, without the columns on documents (needs no store)");
    for (CLI::App* each : {&importing, &exporting}) add_store_option(*each, *options);
    for (CLI::App* each : {&command, &importing, &exporting}) add_knowledge_options(*each, *options);
    const char* examples =
        "Examples:\n"
        "  clausemark soa\n"
        "  clausemark soa import controls.xlsx --dry-run\n"
        "  clausemark soa import --page security/soa-2013.wiki --carry-over\n"
        "  clausemark soa export --format xlsx --output soa.xlsx\n\n"
        "What is declared is one thing, what documents say another: documented is not implemented.";
    for (CLI::App* each : {&command, &importing, &exporting}) each->footer(examples);
    importing.callback([options, &status] { status = import(*options); });
    exporting.callback([options, &status] { status = export_statement(*options); });
    command.callback([options, &command, &status] {
        if (command.get_subcommands().empty()) status = show(*options);
    });
}

}  // namespace clausemark
