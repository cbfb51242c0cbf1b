// SPDX-License-Identifier: Apache-2.0
// See lowering.h.
#include "indexer/matcher/lowering.h"

#include <fmt/format.h>

#include <algorithm>
#include <ranges>

#include "parser/core/edit_distance.h"
#include "parser/core/limits.h"

namespace clausemark {
namespace {

constexpr std::array<std::string_view, value_kinds> value_names = {
    "number", "quantity", "duration", "deadline", "frequency", "date", "citation"};

/// Class whose words are abbreviations: their full stop ends no sentence.
constexpr std::string_view abbreviation_class = "abbreviation";

template <typename Visit>
void each_word(const Expr& expr, Visit visit) {
    if (expr.kind == ExprKind::words || expr.kind == ExprKind::exact) visit(expr);
    for (const Expr& child : expr.children) each_word(child, visit);
}

}  // namespace

Lowering::Lowering(const std::vector<RuleFile>& files, Program& program, std::vector<Diagnostic>& faults)
    : files_(files),
      program_(program),
      faults_(faults),
      vocabulary_(std::make_shared<Vocabulary>()),
      tokenizer_(std::make_shared<Vocabulary>()) {
    program_.vocabulary = vocabulary_;
    collect_names();
    collect_aliases();
}

void Lowering::fault(Code code, std::size_t file, Span span, std::string message, std::string hint) {
    faults_.push_back(
        diagnose_at(code, files_[file].path, files_[file].source, span, std::move(message), std::move(hint)));
}

void Lowering::collect_names() {
    for (std::size_t file = 0; file < files_.size(); ++file) {
        for (const Definition& definition : files_[file].definitions) {
            if (definition.kind == Definition::Kind::system) continue;
            const bool is_class = definition.kind == Definition::Kind::token_class;
            if (is_class && std::ranges::find(value_names, definition.name) != value_names.end()) {
                fault(Code::rule_duplicate_name, file, definition.span,
                      fmt::format("<{}> is built in", definition.name), "choose another name");
                continue;
            }
            Names& names = is_class ? classes_ : patterns_by_name_;
            const auto [entry, fresh] = names.try_emplace(definition.name);
            if (!fresh) {
                const Named& first = entry->second;
                const std::string& path = files_[first.file].path;
                const auto line = position_of(files_[first.file].source, first.definition->span.begin).line;
                fault(Code::rule_duplicate_name, file, definition.span,
                      fmt::format("{} is defined twice", definition.name),
                      fmt::format("the other one is in {}:{}", path, line));
                continue;
            }
            entry->second.definition = &definition;
            entry->second.file = file;
        }
    }
    if (const auto found = classes_.find(abbreviation_class); found != classes_.end()) {
        each_word(found->second.definition->expr, [&](const Expr& expr) {
            for (const std::string& word : folded(expr.text)) vocabulary_->add_abbreviation(word);
        });
    }
}

void Lowering::collect_aliases() {
    for (std::size_t file = 0; file < files_.size(); ++file) {
        for (const Alias& alias : files_[file].aliases) {
            const auto word = folded(alias.word);
            for (const std::string& spelling : alias.spellings) {
                const auto other = folded(spelling);
                if (word.size() == 1 && other.size() == 1) {
                    vocabulary_->add_alias(other.front(), word.front());
                } else {
                    fault(Code::rule_syntax, file, alias.span,
                          fmt::format("alias {}: \"{}\" is not one word", alias.word, spelling),
                          "an alias is one word for one word; name phrases in a definition");
                }
            }
        }
    }
}

std::vector<std::string> Lowering::folded(std::string_view text, std::vector<std::string>* surfaces) {
    std::vector<Token> tokens;
    tokenizer_.tokenize(text, {0, static_cast<std::uint32_t>(text.size())}, tokens);
    std::vector<std::string> words;
    for (const Token& token : tokens) {
        words.push_back(tokenizer_.fold(token.span.of(text)));
        if (surfaces != nullptr) surfaces->emplace_back(token.span.of(text));
    }
    return words;
}

std::uint32_t Lowering::pattern(std::string_view text, bool exact) {
    std::vector<TermId> terms;
    std::vector<std::string> surfaces;
    std::string phrase;
    for (const std::string& word : folded(text, &surfaces)) {
        terms.push_back(vocabulary_->add(word, stemmer_));
        phrase += (phrase.empty() ? "" : " ") + word;
    }
    if (terms.empty() || terms.size() > limits::rule_phrase_words) return no_pattern;
    if (!exact) surfaces.clear();
    const auto [entry, fresh] =
        pattern_ids_.try_emplace({terms, surfaces}, static_cast<std::uint32_t>(patterns_.size()));
    if (fresh) {
        PatternInfo info;
        info.size = static_cast<std::uint16_t>(terms.size());
        program_.infos.push_back(info);
        patterns_.push_back(std::move(terms));
        phrases_.push_back(std::move(phrase));
        if (exact) {
            const std::string& first = surfaces.front();
            program_.infos.back().exact = first.front();
            program_.infos.back().exact_size =
                static_cast<std::uint8_t>(std::min<std::size_t>(first.size(), longest_exact));
        }
        program_.surfaces.push_back(std::move(surfaces));
    }
    return entry->second;
}

void Lowering::renumber(const std::vector<std::uint32_t>& order) {
    std::vector<std::uint32_t> numbers(order.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) numbers[order[i]] = i;
    const auto reorder = [&](auto& by_pattern) {
        std::remove_reference_t<decltype(by_pattern)> ordered;
        ordered.reserve(order.size());
        for (const std::uint32_t old : order) ordered.push_back(std::move(by_pattern[old]));
        by_pattern = std::move(ordered);
    };
    reorder(patterns_);
    reorder(program_.infos);
    reorder(program_.surfaces);
    for (auto& [words, pattern] : pattern_ids_) pattern = numbers[pattern];
    for (Node& node : program_.nodes) {
        if (node.op == Op::phrase) node.first = numbers[node.first];
        if (node.op != Op::phrase_set) continue;
        const auto first = program_.lists.begin() + node.list_begin;
        const auto last = program_.lists.begin() + node.list_end;
        for (auto pattern = first; pattern != last; ++pattern) *pattern = numbers[*pattern];
        std::sort(first, last);
    }
}

std::vector<std::string> Lowering::class_words(std::string_view name) {
    std::vector<std::string> words;
    const auto found = classes_.find(name);
    if (found == classes_.end()) return words;
    each_word(found->second.definition->expr, [&](const Expr& expr) {
        for (std::string& word : folded(expr.text)) words.push_back(std::move(word));
    });
    std::ranges::sort(words);
    return words;
}

std::vector<TermId> Lowering::class_terms(std::string_view name) {
    std::vector<TermId> terms;
    for (const std::string& word : class_words(name)) terms.push_back(vocabulary_->add(word, stemmer_));
    std::ranges::sort(terms);
    return terms;
}

std::vector<std::string> Lowering::classes_named(std::string_view prefix) const {
    std::vector<std::string> names;
    for (auto i = classes_.lower_bound(prefix); i != classes_.end() && i->first.starts_with(prefix); ++i)
        names.push_back(i->first);
    return names;
}

NodeId Lowering::make(Op op, std::uint32_t first, std::uint32_t second, std::vector<std::uint32_t> list,
                      std::uint16_t distance) {
    Key key{op, distance, first, second, std::move(list)};
    const auto found = shared_.find(key);
    if (found != shared_.end()) return found->second;
    const auto id = static_cast<NodeId>(program_.nodes.size());
    const std::vector<std::uint32_t>& items = std::get<4>(key);
    Node node;
    node.op = op;
    node.distance = distance;
    node.first = first;
    node.second = second;
    node.list_begin = static_cast<std::uint32_t>(program_.lists.size());
    program_.lists.insert(program_.lists.end(), items.begin(), items.end());
    node.list_end = static_cast<std::uint32_t>(program_.lists.size());
    program_.nodes.push_back(node);

    std::uint16_t depth = 0;
    const auto under = [&](NodeId child) { depth = std::max(depth, depth_[child]); };
    switch (op) {
        case Op::any:
        case Op::sequence:
            for (const std::uint32_t child : items) under(child & ~optional_bit);
            break;
        case Op::near:
        case Op::then:
        case Op::both:
        case Op::with:
        case Op::unless:
            under(second);
            [[fallthrough]];
        case Op::capture:
            under(first);
            break;
        default:
            break;
    }
    depth_.push_back(static_cast<std::uint16_t>(depth + 1));
    too_large_ |= depth_.back() > limits::rule_depth || program_.nodes.size() > limits::rule_nodes ||
                  program_.lists.size() > limits::rule_nodes;
    shared_.emplace(std::move(key), id);
    return id;
}

NodeId Lowering::lower(const Expr& expr, std::size_t file) {
    if (too_large_) {
        if (faults_.empty() || faults_.back().code != Code::rule_too_large) {
            fault(Code::rule_too_large, file, expr.span, "the rules grow too large here",
                  "definitions that use definitions multiply: name smaller patterns");
        }
        return no_node;
    }
    switch (expr.kind) {
        case ExprKind::words:
        case ExprKind::exact:
            return lower_words(expr, expr.text, file);
        case ExprKind::name:
            return lower_name(expr, file, patterns_by_name_, "pattern");
        case ExprKind::token_class: {
            const auto kind = std::ranges::find(value_names, expr.text);
            if (kind != value_names.end()) {
                return make(Op::value, static_cast<std::uint32_t>(kind - value_names.begin()));
            }
            return lower_name(expr, file, classes_, "class");
        }
        case ExprKind::any_of:
            return lower_any(expr, file);
        case ExprKind::sequence:
            return lower_sequence(expr, file);
        case ExprKind::near:
            return lower_pair(expr, file, Op::near);
        case ExprKind::then:
            return lower_pair(expr, file, Op::then);
        case ExprKind::both:
            return lower_pair(expr, file, Op::both);
        case ExprKind::with:
            return lower_pair(expr, file, Op::with);
        case ExprKind::unless:
            return lower_pair(expr, file, Op::unless);
        case ExprKind::optional:
            fault(Code::rule_never_matches, file, expr.span,
                  "only optional parts: this would match everything",
                  "put a word beside it that must be there");
            return no_node;
        case ExprKind::capture: {
            const NodeId inner = lower(expr.children.front(), file);
            return inner == no_node ? no_node : make(Op::capture, inner);
        }
        case ExprKind::heading:
            return lower_context(expr, file, Op::heading);
        case ExprKind::path:
            return lower_context(expr, file, Op::path);
        case ExprKind::title:
            return lower_context(expr, file, Op::title);
        case ExprKind::section:
            return lower_context(expr, file, Op::section);
    }
    return no_node;
}

NodeId Lowering::lower_words(const Expr& expr, std::string_view text, std::size_t file) {
    const std::uint32_t id = pattern(text, expr.kind == ExprKind::exact);
    if (id != no_pattern) return make(Op::phrase, id);
    if (text.size() > limits::rule_phrase_words)
        fault(Code::rule_too_large, file, expr.span,
              fmt::format("a phrase of more than {} words", limits::rule_phrase_words));
    else
        fault(Code::rule_never_matches, file, expr.span, fmt::format("\"{}\" holds no word", text));
    return no_node;
}

NodeId Lowering::lower_name(const Expr& expr, std::size_t file, Names& names, std::string_view what) {
    const auto found = names.find(expr.text);
    if (found == names.end()) {
        std::vector<std::string_view> known;
        for (const auto& [name, named] : names) known.push_back(name);
        if (&names == &classes_) known.insert(known.end(), value_names.begin(), value_names.end());
        const std::string_view near = nearest_name(expr.text, known, misspelling(expr.text));
        fault(Code::rule_unknown_name, file, expr.span,
              fmt::format("no file defines the {} {}", what, expr.text),
              near.empty() ? "" : fmt::format("did you mean {}?", near));
        return no_node;
    }
    if (found->second.state == Named::State::open) {
        fault(Code::rule_recursive, file, expr.span, fmt::format("{} is defined by itself", expr.text));
        return no_node;
    }
    return resolve(found->second);
}

NodeId Lowering::resolve(Named& named) {
    if (named.state == Named::State::fresh) {
        named.state = Named::State::open;
        named.node = lower(named.definition->expr, named.file);
        named.state = Named::State::done;
    }
    return named.node;
}

NodeId Lowering::class_node(std::string_view name) {
    const auto found = classes_.find(name);
    return found == classes_.end() ? no_node : resolve(found->second);
}

NodeId Lowering::lower_any(const Expr& expr, std::size_t file) {
    std::vector<std::uint32_t> phrases;
    std::vector<std::uint32_t> nodes;
    bool broken = false;
    for (const Expr& child : expr.children) {
        const NodeId node = lower(child, file);
        if (node == no_node) {
            broken = true;
        } else if (program_.nodes[node].op == Op::phrase) {
            phrases.push_back(program_.nodes[node].first);
        } else {
            nodes.push_back(node);
        }
    }
    if (broken) return no_node;
    const auto tidy = [](std::vector<std::uint32_t>& list) {
        std::ranges::sort(list);
        list.erase(std::unique(list.begin(), list.end()), list.end());
    };
    tidy(phrases);
    if (phrases.size() == 1) nodes.push_back(make(Op::phrase, phrases.front()));
    if (phrases.size() > 1) nodes.push_back(make(Op::phrase_set, 0, 0, std::move(phrases)));
    tidy(nodes);
    return nodes.size() == 1 ? nodes.front() : make(Op::any, 0, 0, std::move(nodes));
}

NodeId Lowering::lower_sequence(const Expr& expr, std::size_t file) {
    std::vector<std::uint32_t> list;
    bool broken = false;
    bool required = false;
    for (std::size_t i = 0; i < expr.children.size(); ++i) {
        const Expr& child = expr.children[i];
        NodeId node = no_node;
        if (child.kind == ExprKind::optional) {
            node = lower(child.children.front(), file);
            if (node != no_node) list.push_back(node | optional_bit);
        } else if (child.kind == ExprKind::words) {
            std::string text = child.text;  // words beside words are one phrase
            while (i + 1 < expr.children.size() && expr.children[i + 1].kind == ExprKind::words) {
                text += ' ' + expr.children[++i].text;
            }
            node = lower_words(child, text, file);
            if (node != no_node) list.push_back(node);
            required = true;
        } else {
            node = lower(child, file);
            if (node != no_node) list.push_back(node);
            required = true;
        }
        broken |= node == no_node;
    }
    if (!required) {
        fault(Code::rule_never_matches, file, expr.span, "only optional parts: this would match everything",
              "put a word beside it that must be there");
        return no_node;
    }
    if (broken) return no_node;
    return list.size() == 1 ? list.front() : make(Op::sequence, 0, 0, std::move(list));
}

NodeId Lowering::lower_pair(const Expr& expr, std::size_t file, Op op) {
    const NodeId first = lower(expr.children[0], file);
    const NodeId second = lower(expr.children[1], file);
    if (first == no_node || second == no_node) return no_node;
    return make(op, first, second, {}, op == Op::near || op == Op::then ? expr.distance : std::uint16_t{0});
}

NodeId Lowering::lower_context(const Expr& expr, std::size_t file, Op op) {
    if (in_context_) {
        fault(Code::rule_never_matches, file, expr.span,
              "a heading has no headings, titles or sections of its own",
              "write heading(...) beside the other one, with \"and\"");
        return no_node;
    }
    in_context_ = true;
    const NodeId inner = lower(expr.children.front(), file);
    in_context_ = false;
    if (inner == no_node) return no_node;
    if (op != Op::section) return make(op, context(inner));
    const auto [entry, fresh] =
        sections_.try_emplace(inner, static_cast<std::uint32_t>(program_.sections.size()));
    if (fresh) program_.sections.push_back(inner);
    return make(op, entry->second);
}

std::uint32_t Lowering::context(NodeId node) {
    const auto [entry, fresh] =
        contexts_.try_emplace(node, static_cast<std::uint32_t>(program_.contexts.size()));
    if (fresh) program_.contexts.push_back(node);
    return entry->second;
}

}  // namespace clausemark
