// SPDX-License-Identifier: Apache-2.0
// See compiler.h.
#include "indexer/matcher/compiler.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <functional>
#include <numeric>
#include <set>

#include "indexer/matcher/word_profiles.h"
#include "parser/core/check_codes.h"
#include "parser/core/edit_distance.h"
#include "parser/core/terminology_codes.h"

namespace clausemark {
namespace {

/// Part of every rules hash. Changed whenever the engine gives other results for the same rules.
constexpr std::uint64_t engine_version = 5;

constexpr std::array<std::string_view, strength_classes> strength_names = {
    "obligation", "prohibition",  "imperative", "recommendation", "permission", "statement",
    "denial",     "illustration", "pointer",    "about-document", "listing",
};

constexpr std::array<std::string_view, term_classes> term_names = {"role", "everybody", "negation",
                                                                   "reference", "no-term"};

/// FNV-1a, 64 bits (Fowler, Noll, Vo).
void mix(std::uint64_t& hash, std::string_view bytes) {
    for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
    hash = (hash ^ 0xff) * 0x100000001B3u;  // a byte that UTF-8 never has divides
}

bool has_word(const std::string& text) {
    std::vector<Token> tokens;
    Tokenizer(std::make_shared<Vocabulary>())
        .tokenize(text, {0, static_cast<std::uint32_t>(text.size())}, tokens);
    return std::ranges::any_of(tokens, [](const Token& token) { return !token.is(Token::number); });
}

bool has_error(const std::vector<Diagnostic>& faults, std::size_t from) {
    return std::any_of(faults.begin() + static_cast<std::ptrdiff_t>(from), faults.end(),
                       [](const Diagnostic& d) { return d.severity == Severity::error; });
}

}  // namespace

RuleSet::RuleSet() : program_(std::make_unique<Program>()) {}
RuleSet::~RuleSet() = default;

std::shared_ptr<const RuleSet> RuleSet::compile(std::vector<RuleFile> files,
                                                std::shared_ptr<const Catalogue> catalogue,
                                                std::vector<Diagnostic>& faults) {
    return Compiler(std::move(files), std::move(catalogue), faults).run();
}

Compiler::Compiler(std::vector<RuleFile> files, std::shared_ptr<const Catalogue> catalogue,
                   std::vector<Diagnostic>& faults)
    : files_(std::move(files)),
      faults_before_(faults.size()),
      faults_(faults),
      made_(new RuleSet()),
      program_(*made_->program_),
      lowering_(files_, program_, faults) {
    made_->catalogue_ = std::move(catalogue);
}

std::shared_ptr<const RuleSet> Compiler::run() {
    read_settings();
    read_lexicon();
    read_systems();
    program_.rule_unless_begin.push_back(0);
    program_.rule_topics_begin.push_back(0);
    for (std::size_t file = 0; file < files_.size(); ++file) {
        for (const Rule& rule : files_[file].rules) read_rule(rule, file);
    }
    check_wordings();
    check_subjects();
    if (has_error(faults_, faults_before_)) return nullptr;
    finish();
    if (has_error(faults_, faults_before_)) return nullptr;
    return made_;
}

PatternRole& Compiler::role(std::uint32_t pattern) {
    return roles_[pattern];
}

void Compiler::mark_words(std::string_view class_name, bool PatternRole::*mark) {
    const NodeId node = lowering_.class_node(class_name);
    if (node == no_node) return;
    const Node& found = program_.nodes[node];
    if (found.op == Op::phrase) role(found.first).*mark = true;
    if (found.op != Op::phrase_set) return;
    for (std::uint32_t i = found.list_begin; i < found.list_end; ++i) role(program_.lists[i]).*mark = true;
}

void Compiler::read_lexicon() {
    for (std::size_t file = 0; file < files_.size(); ++file) {
        const auto each = [&](const std::vector<std::string>& words, Span span, auto set) {
            for (const std::string& word : words) {
                const std::uint32_t pattern = lowering_.pattern(word);
                if (pattern == Lowering::no_pattern) {
                    lowering_.fault(Code::rule_never_matches, file, span,
                                    fmt::format("\"{}\" holds no word", word));
                } else {
                    set(role(pattern));
                }
            }
        };
        for (const NumberWord& number : files_[file].numbers) {
            const auto index = static_cast<std::uint32_t>(program_.numbers.size());
            program_.numbers.push_back(number.value);
            each(number.words, number.span, [&](PatternRole& r) { r.number = index; });
        }
        for (const Unit& unit : files_[file].units) {
            const auto index = static_cast<std::uint32_t>(program_.units.size());
            program_.units.push_back({unit.name, unit.dimension, unit.factor});
            each(unit.words, unit.span, [&](PatternRole& r) { r.unit = index; });
        }
        for (const Period& period : files_[file].periods) {
            const auto index = static_cast<std::uint32_t>(program_.periods.size());
            program_.periods.push_back({period.name, period.seconds});
            each(period.phrases, period.span, [&](PatternRole& r) { r.period = index; });
        }
    }
    mark_words("every", &PatternRole::every);
    mark_words("month", &PatternRole::month);
    mark_words("within", &PatternRole::within);
    mark_words("at-least", &PatternRole::at_least);
    mark_words("at-most", &PatternRole::at_most);
    program_.range_words = lowering_.class_terms("range");
    program_.between_words = lowering_.class_terms("between");
    program_.function_words = lowering_.class_words("function-word");
    program_.placeholder_words = lowering_.class_words("placeholder");
    for (std::size_t i = 0; i < term_classes; ++i) program_.terms[i] = lowering_.class_node(term_names[i]);
    read_scopes();
    for (std::size_t i = 0; i < strength_classes; ++i) {
        program_.strength[i] = lowering_.class_node(strength_names[i]);
    }
    program_.procedure_title = lowering_.class_node("procedure-title");
}

/// class scope-severity-p1: the term p1 of the dimension severity.
void Compiler::read_scopes() {
    constexpr std::string_view prefix = "scope-";
    for (const std::string& name : lowering_.classes_named(prefix)) {
        std::string scope = name.substr(prefix.size());
        if (const auto dash = scope.find('-'); dash != std::string::npos) scope[dash] = ':';
        const NodeId node = lowering_.class_node(name);
        if (node != no_node) program_.scopes.push_back({std::move(scope), node});
    }
}

void Compiler::read_systems() {
    std::vector<std::string_view> known;
    for (const Standard& standard : made_->catalogue_->standards()) known.push_back(standard.system);
    for (std::size_t file = 0; file < files_.size(); ++file) {
        for (const Definition& definition : files_[file].definitions) {
            if (definition.kind != Definition::Kind::system) continue;
            if (std::find(known.begin(), known.end(), definition.name) == known.end()) {
                const auto near = nearest_name(definition.name, known, misspelling(definition.name));
                lowering_.fault(Code::rule_unknown_name, file, definition.span,
                                fmt::format("no standard is of the system {}", definition.name),
                                near.empty() ? "" : fmt::format("did you mean {}?", near));
                continue;
            }
            if (std::find(program_.systems.begin(), program_.systems.end(), definition.name) !=
                program_.systems.end()) {
                lowering_.fault(Code::rule_duplicate_name, file, definition.span,
                                fmt::format("system {} is defined twice", definition.name));
                continue;
            }
            const NodeId node = lowering_.lower(definition.expr, file);
            if (node == no_node) continue;
            Root root;
            root.kind = RootKind::system;
            root.node = node;
            root.index = static_cast<std::uint32_t>(program_.systems.size());
            root.context = lowering_.context(node);
            program_.systems.push_back(definition.name);
            program_.system_contexts.push_back(root.context);
            program_.roots.push_back(root);
            root_places_.push_back({file, definition.expr.span});
        }
    }
}

/// Wordings of a rule may stand in any file, before or behind it.
void Compiler::check_wordings() {
    std::vector<std::string_view> known;
    for (const auto& [name, place] : rule_names_) known.push_back(name);
    for (std::size_t file = 0; file < files_.size(); ++file) {
        for (const Wordings& wordings : files_[file].wordings) {
            if (rule_names_.contains(wordings.rule)) continue;
            const auto near = nearest_name(wordings.rule, known, misspelling(wordings.rule));
            lowering_.fault(Code::rule_unknown_name, file, wordings.span,
                            fmt::format("there is no rule {}", wordings.rule),
                            near.empty() ? "" : fmt::format("did you mean {}?", near));
        }
    }
}

/// A subject may be added to in any file; each time by some word.
void Compiler::check_subjects() {
    for (std::size_t file = 0; file < files_.size(); ++file) {
        for (const Subject& subject : files_[file].subjects) {
            if (std::ranges::any_of(subject.texts, has_word)) continue;
            lowering_.fault(Code::rule_never_matches, file, subject.span,
                            fmt::format("subject {} holds no word", subject.name));
        }
    }
}

std::vector<ClauseIndex> Compiler::clauses(const std::vector<ClauseName>& names, std::size_t file) {
    std::vector<ClauseIndex> out;
    for (const ClauseName& name : names) {
        const auto found = made_->catalogue_->find(name.text);
        if (found) {
            out.push_back(*found);
            continue;
        }
        const std::string near = made_->catalogue_->nearest(name.text);
        lowering_.fault(Code::rule_unknown_clause, file, name.span,
                        fmt::format("there is no clause {}", name.text),
                        near.empty() ? "" : fmt::format("did you mean {}?", near));
    }
    return out;
}

RuleReport Compiler::report(const Report& said, std::size_t file) {
    RuleReport made;
    if (said.code.text.empty()) return made;
    const auto code = code_named(said.code.text);
    if (code && is_terminology(*code))
        made.code = *code;
    else
        lowering_.fault(Code::rule_unknown_name, file, said.code.span,
                        fmt::format("{} is no code that a rule may report", said.code.text),
                        fmt::format("those of words are {} and following", code_text(first_terminology)));
    std::vector<std::string> systems;
    std::vector<std::string> known;
    for (const Standard& standard : made_->catalogue_->standards()) {
        systems.push_back(standard.system);
        known.insert(known.end(), {standard.system, in_force_prefix + standard.system, standard.id});
    }
    std::set<std::string> named;
    const auto read = [&](const std::vector<Report::Named>& names, std::vector<std::string>& out) {
        for (const Report::Named& name : names) {
            out.push_back(name.text);
            if (std::ranges::find(known, name.text) != known.end()) continue;
            const auto near = nearest_name(name.text, known, misspelling(name.text));
            lowering_.fault(Code::rule_unknown_name, file, name.span,
                            fmt::format("{} is no management system and no edition of a standard", name.text),
                            near.empty() ? "" : fmt::format("did you mean {}?", near));
        }
    };
    read(said.where, made.where);
    read(said.where_not, made.where_not);
    for (const std::string& name : made.where)
        if (std::ranges::find(systems, name) != systems.end()) named.insert(name);
    made.between_systems = named.size() > 1;
    made.once_a_page = said.once_a_page;
    made.says = said.says;
    made.advice = said.advice;
    made.senses = static_cast<std::uint32_t>(said.senses.size());
    return made;
}

void Compiler::read_rule(const Rule& rule, std::size_t file) {
    const auto [first, fresh] = rule_names_.try_emplace(rule.name, file, rule.span);
    if (!fresh) {
        const auto& [other, span] = first->second;
        lowering_.fault(Code::rule_duplicate_name, file, rule.span,
                        fmt::format("rule {} stands here twice", rule.name),
                        fmt::format("the other one is in {}:{}", files_[other].path,
                                    position_of(files_[other].source, span.begin).line));
        return;
    }
    const auto index = static_cast<std::uint32_t>(made_->rules_.size());
    RuleInfo info;
    info.name = rule.name;
    info.title = rule.title;
    info.file = files_[file].path;
    info.span = rule.span;
    info.clauses = clauses(rule.clauses, file);
    info.examples = rule.examples;
    for (const Related& related : rule.related) {
        for (const ClauseIndex clause : clauses(related.clauses, file)) {
            info.related.push_back({clause, related.factor});
        }
    }

    const auto add_root = [&](RootKind kind, const Expr& expr, std::uint32_t number) {
        const NodeId node = lowering_.lower(expr, file);
        if (node == no_node) return;
        Root root;
        root.kind = kind;
        root.node = node;
        root.rule = index;
        root.index = number;
        if (kind == RootKind::topic) {
            root.context = lowering_.context(node);
            program_.rule_topics.push_back(static_cast<std::uint32_t>(program_.roots.size()));
        }
        program_.roots.push_back(root);
        root_places_.push_back({file, expr.span});
    };
    const auto add_match = [&](const Match& match, std::uint16_t aspect) {
        const auto number = static_cast<std::uint32_t>(made_->matches_.size());
        made_->matches_.push_back({index, aspect, match.weight, to_text(match.expr)});
        add_root(aspect == no_aspect ? RootKind::topic : RootKind::match, match.expr, number);
    };
    for (const Match& topic : rule.topics) add_match(topic, no_aspect);
    for (const Expr& expr : rule.unless) {
        const NodeId node = lowering_.lower(expr, file);
        if (node != no_node) program_.rule_unless.push_back(node);
    }
    for (const Aspect& aspect : rule.aspects) {
        const auto number = static_cast<std::uint16_t>(info.aspects.size());
        RuleAspect known{aspect.name, aspect.required, aspect.words, aspect.hint, clauses(aspect.only, file)};
        std::sort(known.only.begin(), known.only.end());
        info.has_only |= !known.only.empty();
        info.aspects.push_back(std::move(known));
        for (const Match& match : aspect.matches) add_match(match, number);
    }
    for (const FactPattern& fact : rule.facts) {
        add_root(RootKind::fact, fact.expr, static_cast<std::uint32_t>(program_.parameters.size()));
        program_.parameters.push_back(fact.parameter);
    }
    info.report = report(rule.report, file);
    for (const Expr& flag : rule.report.flags) add_root(RootKind::flag, flag, 0);
    for (std::uint32_t i = 0; i < info.report.senses; ++i)
        add_root(RootKind::sense, rule.report.senses[i].expr, i);
    program_.rule_unless_begin.push_back(static_cast<std::uint32_t>(program_.rule_unless.size()));
    program_.rule_topics_begin.push_back(static_cast<std::uint32_t>(program_.rule_topics.size()));
    made_->rules_.push_back(std::move(info));
}

/// How often patterns and values occur in the examples of the rules: a small sample of how policies are
/// written. What never occurs there is told apart by its length and its number of uses.
std::vector<double> Compiler::estimate_costs() const {
    std::vector<double> cost(program_.patterns + value_kinds, 0);
    for (std::size_t i = 0; i < program_.patterns; ++i) {
        cost[i] = program_.infos[i].size == 1 ? 0.5 : 0.1;
    }
    for (const Node& node : program_.nodes) {
        if (node.op != Op::phrase_set) continue;
        for (std::uint32_t i = node.list_begin; i < node.list_end; ++i) cost[program_.lists[i]] += 0.05;
    }
    Tokenizer tokenizer(program_.vocabulary);
    std::vector<Token> tokens;
    double digits = 1;
    for (const RuleInfo& rule : made_->rules_) {
        for (const Example& example : rule.examples) {
            tokens.clear();
            tokenizer.tokenize(example.text, {0, static_cast<std::uint32_t>(example.text.size())}, tokens);
            Automaton::State state = Automaton::root;
            for (const Token& token : tokens) {
                if (token.is(Token::number)) digits += 1;
                state =
                    token.term == unknown_term ? Automaton::root : program_.automaton.next(state, token.term);
                if (state == Automaton::root) continue;
                for (const std::uint32_t pattern : program_.automaton.outputs(state)) cost[pattern] += 1;
                state = program_.automaton.settle(state);
            }
        }
    }
    double numbers = digits;
    double periods = 1;
    for (std::size_t i = 0; i < program_.patterns; ++i) {
        if (program_.roles[i].number != PatternRole::none) numbers += cost[i];
        if (program_.roles[i].period != PatternRole::none || program_.roles[i].every) periods += cost[i];
    }
    cost[program_.patterns + static_cast<std::size_t>(ValueKind::number)] = numbers;
    cost[program_.patterns + static_cast<std::size_t>(ValueKind::quantity)] = numbers / 2;
    cost[program_.patterns + static_cast<std::size_t>(ValueKind::duration)] = numbers / 3;
    cost[program_.patterns + static_cast<std::size_t>(ValueKind::deadline)] = numbers / 6;
    cost[program_.patterns + static_cast<std::size_t>(ValueKind::frequency)] = periods;
    cost[program_.patterns + static_cast<std::size_t>(ValueKind::date)] = digits / 4;
    cost[program_.patterns + static_cast<std::size_t>(ValueKind::citation)] = digits / 4;
    return cost;
}

/// Numbers the patterns by how often they occur, so that what a scan reads most stands together in the tables
/// by pattern. Gives the costs by the new numbers.
std::vector<double> Compiler::number_by_cost(std::vector<double> costs) {
    std::vector<std::uint32_t> order(program_.patterns);
    std::iota(order.begin(), order.end(), 0);
    std::ranges::stable_sort(order, std::ranges::greater{}, [&](std::uint32_t p) { return costs[p]; });
    lowering_.renumber(order);
    program_.automaton = Automaton(lowering_.patterns(), program_.vocabulary->size());
    std::vector<PatternRole> roles;
    std::vector<double> by_new;
    roles.reserve(order.size());
    by_new.reserve(costs.size());
    for (const std::uint32_t old : order) {
        roles.push_back(program_.roles[old]);
        by_new.push_back(costs[old]);
    }
    by_new.insert(by_new.end(), costs.begin() + static_cast<std::ptrdiff_t>(order.size()), costs.end());
    program_.roles = std::move(roles);
    return by_new;
}

void Compiler::check_gates(const Gates& gates) {
    for (std::size_t i = 0; i < program_.roots.size(); ++i) {
        Root& root = program_.roots[i];
        if (gates.exists(root.node)) continue;
        root.by_context = root.kind == RootKind::topic;
        if (root.by_context) continue;
        lowering_.fault(Code::rule_never_matches, root_places_[i].file, root_places_[i].span,
                        "this could hold without a word of the passage itself",
                        "headings, titles and sections are context: name words of the passage beside them");
    }
}

/// The last term of each pattern that wakes a section expression; values have no term of their own.
void Compiler::mark_section_terms() {
    const auto& begin = program_.section_triggers.begin;
    if (begin[program_.patterns] < begin.back()) return;
    program_.section_terms.resize(program_.vocabulary->size());
    for (std::size_t i = 0; i < program_.patterns; ++i) {
        if (begin[i] < begin[i + 1]) program_.section_terms[lowering_.patterns()[i].back()] = 1;
    }
}

void Compiler::finish() {
    program_.patterns = lowering_.patterns().size();
    program_.automaton = Automaton(lowering_.patterns(), program_.vocabulary->size());
    program_.roles.resize(program_.patterns);
    for (const auto& [pattern, known] : roles_) {
        program_.roles[pattern] = known;
        program_.infos[pattern].has_role = known.value() || known.bound();
    }

    const std::vector<double> costs = number_by_cost(estimate_costs());
    const Gates gates(program_, costs);
    check_gates(gates);
    std::vector<NodeId> roots;
    for (const Root& root : program_.roots) roots.push_back(root.node);
    program_.root_triggers = gates.triggers(roots);
    program_.context_triggers = gates.triggers(program_.contexts);
    program_.section_triggers = gates.triggers(program_.sections);
    mark_section_terms();

    made_->phrases_ = lowering_.phrases();
    std::sort(made_->phrases_.begin(), made_->phrases_.end());
    made_->phrases_.erase(std::unique(made_->phrases_.begin(), made_->phrases_.end()), made_->phrases_.end());
    std::uint64_t hash = 0xCBF29CE484222325u ^ engine_version;
    for (const RuleFile& file : files_) mix(hash, file.source);
    made_->hash_ = hash;

    program_.term_count = static_cast<TermId>(program_.vocabulary->size());
    made_->profiles_ =
        std::make_unique<WordProfiles>(files_, made_->rules_, *made_->catalogue_, lowering_.vocabulary());

    RuleInfo citation;  // the rule of tags that a citation alone gives
    citation.name = "citation";
    citation.title = "The page cites the clause by its number";
    made_->rules_.push_back(std::move(citation));
}

}  // namespace clausemark
