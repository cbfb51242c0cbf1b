// SPDX-License-Identifier: Apache-2.0
// What commands share. See commands.h.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include "indexer/pages/print_page.h"
#include "parser/core/edit_distance.h"
#include "parser/core/printable.h"
#include "server/app/region_drift.h"
#include "server/commands/commands.h"

namespace clausemark {

void add_knowledge_options(CLI::App& command, CommonOptions& options) {
    command
        .add_option("--corpus", options.sources.corpus,
                    "Folder with standards/ and rules/ in place of the built-in ones")
        ->type_name("DIR");
    command
        .add_option("--config", options.sources.config,
                    "Settings (default: clausemark.json here, where there is one)")
        ->type_name("FILE");
}

void add_store_option(CLI::App& command, CommonOptions& options) {
    options.store = ".clausemark/store.sqlite";
    command
        .add_option("--store", options.store,
                    "The store (default: .clausemark/store.sqlite in the current folder)")
        ->type_name("FILE")
        ->envname("CLAUSEMARK_STORE");
}

void add_format_option(CLI::App& command, CommonOptions& options) {
    command.add_option("--format", options.format, "text for people, json for programs")
        ->check(CLI::IsMember({"text", "json"}))
        ->type_name("text|json");
}

bool terminal(int descriptor) {
    return ::isatty(descriptor) != 0;
}

void report(const Diagnostic& fault) {
    const std::string text = render(fault, terminal(STDERR_FILENO));
    std::fwrite(text.data(), 1, text.size(), stderr);
}

void report(const std::vector<Diagnostic>& faults) {
    for (const Diagnostic& fault : faults) report(fault);
}

int wrong_use(const std::string& message) {
    std::fputs(("clausemark: " + message + "\n").c_str(), stderr);
    return exit_failure;
}

std::optional<Knowledge> knowledge_or_report(const KnowledgeSources& sources) {
    std::vector<Diagnostic> faults;
    auto known = load_knowledge(sources, faults);
    report(faults);
    return known;
}

namespace {

std::unique_ptr<Store> opened(const std::string& path, const StoreOptions& options) {
    auto store = open_sqlite_store(path, options);
    if (store) return std::move(*store);
    report(store.why());
    return nullptr;
}

}  // namespace

std::unique_ptr<Store> store_or_report(const std::string& path, bool read_only) {
    StoreOptions options;
    options.read_only = read_only;
    return opened(path, options);
}

std::unique_ptr<Store> store_or_report(const std::string& path, const Knowledge& known, bool read_only,
                                       decltype(StoreOptions::timed) timed) {
    StoreOptions options;
    options.timed = std::move(timed);
    options.read_only = read_only;
    if (!read_only) options.drift = region_summariser(known);
    options.duplicates = duplicate_settings(*known.config);
    return opened(path, options);
}

std::optional<DocumentKey> page_or_report(Store& store, const std::string& wiki, const std::string& key) {
    DocumentQuery query;
    if (!wiki.empty()) query.wiki = wiki;
    query.key = key;
    const auto documents = store.documents(query);
    if (!documents) {
        report(documents.why());
        return std::nullopt;
    }
    if (documents->size() == 1) return documents->front().id;
    if (documents->empty()) {
        wrong_use(
            fmt::format("the store has no page {}{}; a page is named by its path below the scanned folder",
                        plain(key), wiki.empty() ? "" : " in " + plain(wiki)));
        return std::nullopt;
    }
    std::string wikis;
    for (const DocumentRecord& d : *documents) wikis += " " + plain(d.id.wiki);
    wrong_use(fmt::format("several wikis have a page {}; name one with --wiki:{}", plain(key), wikis));
    return std::nullopt;
}

std::optional<StandardIndex> standard_or_report(const Catalogue& catalogue, const std::string& id) {
    if (const auto found = catalogue.find_standard(id)) return found;
    std::vector<std::string> known;
    for (const Standard& standard : catalogue.standards()) known.push_back(standard.id);
    const std::string_view nearest = nearest_name(id, known, 4);
    std::string list;
    for (const std::string& name : known) list += " " + name;
    wrong_use(nearest.empty() ? fmt::format("there is no standard {}; there are:{}", plain(id), list)
                              : fmt::format("there is no standard {}; did you mean {}?", plain(id), nearest));
    return std::nullopt;
}

std::optional<std::vector<StandardIndex>> standards_or_report(const Catalogue& catalogue,
                                                              const std::vector<std::string>& ids) {
    std::vector<StandardIndex> out;
    out.reserve(ids.size());
    for (const std::string& id : ids) {
        const auto standard = standard_or_report(catalogue, id);
        if (!standard) return std::nullopt;
        out.push_back(*standard);
    }
    return out;
}

std::optional<ClauseIndex> clause_or_report(const Catalogue& catalogue, const std::string& id) {
    if (const auto found = catalogue.find(id)) return found;
    const std::string nearest = catalogue.nearest(id);
    wrong_use(fmt::format("there is no clause {}; {}", plain(id),
                          nearest.empty() ? "write it with its standard, like iso27001:2022/A.8.13"
                                          : "did you mean " + nearest + "?"));
    return std::nullopt;
}

int failed(const Diagnostic& why) {
    report(why);
    return exit_failure;
}

void print(const std::string& text) {
    std::fwrite(text.data(), 1, text.size(), stdout);
}

void print_json(const Json& value) {
    print(write_json_indented(value));
}

std::string plain(std::string_view text) {
    std::string out = printable(text, "\n");
    std::replace(out.begin(), out.end(), '\n', ' ');
    return out;
}

}  // namespace clausemark
