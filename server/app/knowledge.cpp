// SPDX-License-Identifier: Apache-2.0
// Loading what the program knows. See knowledge.h.
#include "server/app/knowledge.h"

#include <algorithm>
#include <filesystem>

#include "indexer/files/read_file.h"
#include "indexer/hash/sha256.h"
#include "parser/core/limits.h"

namespace clausemark {
namespace {

/// Changes where the same page, rules and settings would give another record.
constexpr std::string_view record_version = "4";

constexpr std::string_view config_name = "clausemark.json";

std::optional<std::string> read_config_file(const std::string& path, std::vector<Diagnostic>& faults) {
    std::string why;
    auto text = read_file(path, limits::config_bytes, FileKinds::any, why);
    if (!text)
        faults.push_back(diagnose(Code::config_syntax, path, why, "name the settings file with --config"));
    return text;
}

Declarations declarations_of(const Config& config, const Catalogue& catalogue, const Statement& statement) {
    Declarations declarations;
    for (const auto& [id, held] : config.held_elsewhere)
        if (const auto clause = catalogue.find(id))
            declarations[*clause] = {Declaration::Kind::held_elsewhere, "", held.pointer, held.holder,
                                     held.checked};
    for (const StatementRow& row : statement.rows)
        if (!row.own() && row.said.decided && !row.said.applicable)
            declarations[row.clause] = {Declaration::Kind::not_applicable, row.said.justification, "", "",
                                        ""};
    return declarations;
}

}  // namespace

bool any_error(const std::vector<Diagnostic>& faults) {
    return std::any_of(faults.begin(), faults.end(),
                       [](const Diagnostic& d) { return d.severity == Severity::error; });
}

IndexerParts Knowledge::indexer_parts() const {
    return {rules, citations, config, config->languages, hash};
}

Result<Corpus> load_corpus(const KnowledgeSources& sources) {
    if (sources.corpus.empty()) return Corpus::embedded();
    return Corpus::from_directory(sources.corpus);
}

std::optional<Knowledge> load_standards(const Corpus& corpus, const KnowledgeSources& sources,
                                        std::vector<Diagnostic>& faults) {
    Knowledge known;
    auto catalogue = std::make_shared<Catalogue>();
    Sha256 hash;
    hash.add_field(record_version);
    for (const CorpusFile* file : corpus.in_folder("standards")) {
        catalogue->add(file->path, file->text, faults);
        hash.add_field(file->text);
    }
    CitationWords words;
    for (const CorpusFile* file : corpus.in_folder("citations")) {
        words.add(file->path, file->text, faults);
        hash.add_field(file->text);
    }
    known.catalogue = catalogue;
    known.citations = std::make_shared<CitationFinder>(known.catalogue, words);
    auto correspondences = std::make_shared<Correspondences>();
    for (const CorpusFile* file : corpus.in_folder("correspondences"))
        correspondences->add(*catalogue, file->path, file->text, faults);
    known.correspondences = std::move(correspondences);
    auto documented = std::make_shared<DocumentedInformation>();
    for (const CorpusFile* file : corpus.in_folder("documented-information"))
        documented->add(*catalogue, file->path, file->text, faults);
    known.documented = std::move(documented);
    std::error_code error;
    std::string path = sources.config;
    if (path.empty() && std::filesystem::exists(config_name, error)) path = config_name;
    Config config = Config::defaults();
    if (!path.empty()) {
        const auto text = read_config_file(path, faults);
        if (text) {
            config = load_config(path, *text, *catalogue, faults);
            hash.add_field(*text);
        }
    }
    known.config = std::make_shared<const Config>(std::move(config));
    known.statement =
        std::make_shared<const LoadedStatement>(load_statement(*catalogue, *known.config, path, faults));
    known.declarations = declarations_of(*known.config, *catalogue, known.statement->statement);
    known.hash = hash.finish();
    if (any_error(faults)) return std::nullopt;
    return known;
}

std::shared_ptr<const RuleSet> compile_rules(const std::vector<CorpusFile>& files,
                                             std::shared_ptr<const Catalogue> catalogue,
                                             std::vector<Diagnostic>& faults) {
    std::vector<RuleFile> parsed;
    for (const CorpusFile& file : files) {
        ParsedRules rules = parse_rules(file.path, file.text);
        faults.insert(faults.end(), rules.diagnostics.begin(), rules.diagnostics.end());
        parsed.push_back(std::move(rules.file));
    }
    if (any_error(faults)) return nullptr;
    return RuleSet::compile(std::move(parsed), std::move(catalogue), faults);
}

std::optional<Knowledge> load_knowledge(const KnowledgeSources& sources, std::vector<Diagnostic>& faults) {
    const auto corpus = load_corpus(sources);
    if (!corpus) {
        faults.push_back(corpus.why());
        return std::nullopt;
    }
    auto known = load_standards(*corpus, sources, faults);
    if (!known) return std::nullopt;
    std::vector<CorpusFile> files;
    for (const CorpusFile* file : corpus->in_folder("rules"))
        if (file->path.ends_with(".rules")) files.push_back(*file);
    std::vector<Diagnostic> rule_faults;
    known->rules = compile_rules(files, known->catalogue, rule_faults);
    for (Diagnostic& fault : rule_faults)
        if (fault.severity == Severity::error) faults.push_back(std::move(fault));
    if (!known->rules || any_error(faults)) return std::nullopt;
    known->parts = parts_of_clauses(*known->rules);
    Sha256 hash;
    hash.add_field(known->hash);
    hash.add_field(std::to_string(known->rules->hash()));
    known->hash = hash.finish();
    return known;
}

std::string label_of(const Clause& clause) {
    return (clause.kind == ClauseKind::control  ? "control "
            : clause.kind == ClauseKind::clause ? "clause "
                                                : "") +
           clause.number;
}

}  // namespace clausemark
