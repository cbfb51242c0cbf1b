// SPDX-License-Identifier: Apache-2.0
// clausemark rules: check what is written, test it by its examples, explain what matches a text. The report
// is in rules_report.cpp.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>

#include "indexer/files/read_file.h"
#include "indexer/matcher/rank.h"
#include "parser/core/limits.h"
#include "parser/formats/formats.h"
#include "server/app/examples.h"
#include "server/commands/commands.h"
#include "server/json/encode.h"

namespace clausemark {
namespace {

struct Options : CommonOptions {
    std::vector<std::string> files;
    std::string text;
    std::string title;
    std::vector<std::string> headings;
};

struct Rules {
    std::optional<Knowledge> known;
    std::vector<CorpusFile> files;
    std::shared_ptr<const RuleSet> set;
    std::vector<Diagnostic> faults;
    bool usable = false;  ///< standards and files could be read
};

/// The files named, and the rule files below the folders named, in bytewise order.
std::vector<std::string> rule_files(const std::vector<std::string>& named) {
    namespace fs = std::filesystem;
    std::vector<std::string> files;
    for (const std::string& path : named) {
        std::error_code none;
        if (!fs::is_directory(path, none)) {
            files.push_back(path);
            continue;
        }
        const std::size_t first = files.size();
        for (auto entry = fs::recursive_directory_iterator(path, none); !none && entry != fs::end(entry);
             entry.increment(none)) {
            if (entry->path().extension() == ".rules") files.push_back(entry->path().string());
        }
        if (files.size() == first) files.push_back(path);  // for reading it to fail, with its name
        std::sort(files.begin() + static_cast<std::ptrdiff_t>(first), files.end());
    }
    return files;
}

/// The corpus' rules with the named files beside them; a file of the corpus that is named stands once.
Rules load(const Options& options) {
    Rules rules;
    const auto corpus = load_corpus(options.sources);
    if (!corpus) {
        rules.faults.push_back(corpus.why());
        return rules;
    }
    rules.known = load_standards(*corpus, options.sources, rules.faults);
    if (!rules.known) return rules;
    const auto is_named = [&](const std::string& path) {
        return std::any_of(options.files.begin(), options.files.end(), [&](const std::string& file) {
            return file == path || file.ends_with("/" + path);
        });
    };
    for (const CorpusFile* file : corpus->in_folder("rules"))
        if (file->path.ends_with(".rules") && !is_named(file->path)) rules.files.push_back(*file);
    for (const std::string& path : options.files) {
        std::string why;
        auto text = read_file(path, limits::rule_file_bytes, FileKinds::any, why);
        if (!text) {
            rules.faults.push_back(diagnose(Code::unreadable_file, path, why,
                                            "name rule files (*.rules), or folders that hold some"));
            return rules;
        }
        rules.files.push_back({path, std::move(*text)});
    }
    rules.usable = true;
    rules.set = compile_rules(rules.files, rules.known->catalogue, rules.faults);
    return rules;
}

bool asked_for(const Options& options, const std::string& file) {
    return options.files.empty() ||
           std::find(options.files.begin(), options.files.end(), file) != options.files.end();
}

int finish(const Options& options, const std::vector<Diagnostic>& faults, const std::string& summary,
           Json body) {
    const bool fine = std::none_of(faults.begin(), faults.end(),
                                   [](const Diagnostic& d) { return d.severity != Severity::note; });
    if (options.json()) {
        body["diagnostics"] = Json::array();
        for (const Diagnostic& fault : faults) body["diagnostics"].push_back(to_json(fault));
        print_json(body);
    } else {
        report(faults);
        print(summary);
    }
    return fine ? exit_fine : exit_findings;
}

constexpr std::size_t examples_asked = 3;
constexpr std::size_t counterexamples_asked = 2;

/// CM111 for each rule with fewer examples or counterexamples than docs/rules.md asks for.
void count_examples(Rules& rules) {
    for (const CorpusFile& file : rules.files) {
        for (const RuleInfo& rule : rules.set->rules()) {
            if (rule.file != file.path) continue;
            const auto counter = static_cast<std::size_t>(
                std::ranges::count_if(rule.examples, [](const Example& e) { return e.counter; }));
            const std::size_t examples = rule.examples.size() - counter;
            if (examples >= examples_asked && counter >= counterexamples_asked) continue;
            rules.faults.push_back(
                diagnose_at(Code::rule_no_examples, file.path, file.text, rule.span,
                            fmt::format("rule {} has {} of {} examples and {} of {} counterexamples",
                                        rule.name, examples, examples_asked, counter, counterexamples_asked),
                            "add sentences of your own, in differing words"));
        }
    }
}

int check(const Options& options) {
    Rules rules = load(options);
    if (!rules.usable) {
        report(rules.faults);
        return exit_failure;
    }
    if (rules.set) count_examples(rules);
    std::erase_if(rules.faults, [&](const Diagnostic& d) {
        return d.severity != Severity::error && !asked_for(options, d.file);
    });
    const std::size_t count = rules.set ? rules.set->rules().size() : 0;
    return finish(options, rules.faults,
                  rules.set ? fmt::format("{} rules in {} files, {} findings\n", count, rules.files.size(),
                                          rules.faults.size())
                            : fmt::format("{} findings\n", rules.faults.size()),
                  {{"rules", count}, {"files", rules.files.size()}});
}

int test(const Options& options) {
    Rules rules = load(options);
    if (!rules.usable || !rules.set) {
        report(rules.faults);
        return rules.usable ? exit_findings : exit_failure;
    }
    std::map<std::string, std::string> sources;
    for (const CorpusFile& file : rules.files) sources.emplace(file.path, file.text);
    ExampleRunner runner(rules.set, rules.known->citations);
    std::vector<Diagnostic> faults;
    std::size_t tested = 0;
    std::size_t examples = 0;
    for (std::uint32_t i = 0; i < rules.set->rules().size(); ++i) {
        const RuleInfo& rule = rules.set->rules()[i];
        if (!asked_for(options, rule.file)) continue;
        ++tested;
        examples += rule.examples.size();
        runner.run(i, sources[rule.file], faults);
    }
    const std::size_t held = examples - faults.size();
    return finish(options, faults,
                  faults.empty()
                      ? fmt::format("{} examples in {} rules hold\n", examples, tested)
                      : fmt::format("{} of {} examples in {} rules hold\n", held, examples, tested),
                  {{"examples", examples}, {"hold", held}, {"rules", tested}});
}

/// Why a clause is listed and not shown.
std::string_view reason_of(const ClauseScore& score) {
    return score.rules.empty() ? "words like those of its rules, no more" : name_of(score.withheld);
}

Json clauses_json(const Catalogue& catalogue, const std::vector<ClauseScore>& ranked) {
    Json list = Json::array();
    for (const ClauseScore& score : ranked) {
        list.push_back({{"clause", catalogue.clause(score.clause).id},
                        {"score", score.score},
                        {"weight", score.weight},
                        {"likeness", score.likeness},
                        {"shown", score.shown}});
        if (!score.shown) list.back()["reason"] = reason_of(score);
    }
    return list;
}

/// All that rules speak of; of those that are like in words alone, the first.
void print_clauses(const Catalogue& catalogue, const std::vector<ClauseScore>& ranked) {
    constexpr int likest_listed = 5;
    int like = 0;
    for (const ClauseScore& score : ranked) {
        if (score.rules.empty() && ++like > likest_listed) continue;
        const Clause& clause = catalogue.clause(score.clause);
        print(fmt::format("{} {:.2f}  {} {}\n           reasons {:.2f}, likeness {:.2f}{}{}\n",
                          score.shown ? "shown    " : "candidate", score.score, clause.id, clause.title,
                          score.weight, score.likeness, score.shown ? "" : "; ",
                          score.shown ? "" : reason_of(score)));
    }
}

/// Words that rules would report, whatever the settings say of their conditions.
Json flagged_json(const RuleSet& rules, const Document& document, const std::vector<FlaggedWords>& flagged) {
    Json list = Json::array();
    for (const FlaggedWords& found : flagged) {
        const RuleInfo& rule = rules.rules()[found.rule];
        list.push_back({{"rule", rule.name},
                        {"code", code_text(rule.report.code)},
                        {"words", found.words.of(document.text)},
                        {"one_system", found.one_system}});
    }
    return list;
}

void print_flagged(const RuleSet& rules, const Document& document, const std::vector<FlaggedWords>& flagged) {
    for (const FlaggedWords& found : flagged) {
        const RuleInfo& rule = rules.rules()[found.rule];
        const bool left_out = rule.report.between_systems && found.one_system;
        print(fmt::format("{}  \"{}\"{} [{}]\n", rule.name, plain(std::string(found.words.of(document.text))),
                          left_out ? ", left out where one system is spoken of" : "",
                          code_text(rule.report.code)));
    }
}

int explain_text(const Options& options) {
    const auto known = knowledge_or_report(options.sources);
    if (!known) return exit_failure;
    const Document document = read_page(Format::markdown, options.text.substr(0, limits::page_bytes));
    Analyzer analyzer(known->rules, known->citations);
    const PageContext context{options.title, options.headings, "", ""};
    std::vector<FlaggedWords> flagged;
    const Analysis analysis = analyzer.analyze(document, context, &flagged);
    const auto reasons = explain(*known->rules, document, analysis);
    Json list = Json::array();
    std::string last;
    std::uint32_t last_passage = 0;
    for (const Explanation& reason : reasons) {
        if (options.json()) {
            list.push_back({{"rule", reason.rule},
                            {"aspect", reason.aspect},
                            {"expression", reason.expression},
                            {"strength", name_of(reason.strength)},
                            {"weight", reason.weight},
                            {"score", reason.score},
                            {"words", reason.words}});
            continue;
        }
        if (reason.rule != last || reason.passage != last_passage) {
            const bool above = reason.passage == outside;
            print(fmt::format("{}  {}score {:.2f}\n", reason.rule, above ? "in the headings, " : "",
                              reason.score));
            last = reason.rule;
            last_passage = reason.passage;
        }
        std::string words;
        for (const std::string& word : reason.words)
            words += (words.empty() ? "\"" : ", \"") + plain(word) + "\"";
        print(fmt::format(
            "  {:+.2f}  {:<22} {}{}\n         {}\n", reason.weight,
            reason.aspect.empty() ? "topic" : fmt::format("{} ({})", reason.aspect, name_of(reason.strength)),
            words.empty() ? "in the headings or the title" : words, "", reason.expression));
    }
    const auto ranked = Ranker(known->rules).rank(document, context, analysis);
    if (options.json()) {
        print_json({{"reasons", list},
                    {"clauses", clauses_json(*known->catalogue, ranked)},
                    {"reported", flagged_json(*known->rules, document, flagged)}});
        return exit_fine;
    }
    print_flagged(*known->rules, document, flagged);
    if (reasons.empty() && flagged.empty()) print("no rule says anything about this text\n");
    print_clauses(*known->catalogue, ranked);
    return exit_fine;
}

}  // namespace

void add_rules(CLI::App& program, int& status) {
    CLI::App& rules = *program.add_subcommand("rules", "Check, test, explain and report on rules");
    rules.require_subcommand(1);
    const auto add = [&](const char* name, const char* about,
                         int (*run)(const Options&)) -> std::pair<CLI::App*, std::shared_ptr<Options>> {
        auto options = std::make_shared<Options>();
        CLI::App* command = rules.add_subcommand(name, about);
        add_knowledge_options(*command, *options);
        add_format_option(*command, *options);
        command->callback([options, run, &status] {
            options->files = rule_files(options->files);
            status = run(*options);
        });
        return {command, options};
    };
    const auto [check_app, check_options] = add("check", "Report every mistake in rule files", check);
    check_app->add_option("PATH", check_options->files,
                          "Rule files or folders, read together with the corpus' own (default: those alone)");
    check_app->footer(
        "Example:\n  clausemark rules check corpus/rules/technology/backup.rules\n\n"
        "Exit status 1 where something was found.");
    const auto [test_app, test_options] = add("test", "Run the examples that stand beside the rules", test);
    test_app->add_option("PATH", test_options->files,
                         "Rule files or folders whose rules are tested (default: all)");
    test_app->footer(
        "Example:\n  clausemark rules test corpus/rules/technology/backup.rules\n\n"
        "Exit status 1 where an example fails.");
    const auto [explain_app, explain_options] =
        add("explain", "Show which rules match a text, on which words", explain_text);
    explain_app->add_option("TEXT", explain_options->text, "A passage, as Markdown")->required();
    explain_app->add_option("--title", explain_options->title, "Title of its page")->type_name("TITLE");
    explain_app
        ->add_option("--heading", explain_options->headings,
                     "A heading above it, outermost first; may be repeated")
        ->type_name("HEADING");
    explain_app->footer(
        "Example:\n  clausemark rules explain \"Backups are tested every month.\" --heading Backup");
    add_rules_report(rules, status);
}

}  // namespace clausemark
