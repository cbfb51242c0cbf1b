// SPDX-License-Identifier: Apache-2.0
// Expressions -> nodes of the program: names resolved, words tokenised and stemmed, equal expressions shared.
// Finds what is wrong with names and expressions. Gates and everything about rules are compiler.cpp's.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "indexer/matcher/program.h"
#include "parser/rules/rule.h"
#include "parser/text/tokens.h"

namespace clausemark {

class Lowering {
  public:
    /// `files` must stay; faults go to `faults`.
    Lowering(const std::vector<RuleFile>& files, Program& program, std::vector<Diagnostic>& faults);

    /// The node of an expression of files[file], or no_node after a fault. O(expression), definitions once
    /// each.
    NodeId lower(const Expr& expr, std::size_t file);
    /// The node of `class name`, or no_node where no file defines it.
    NodeId class_node(std::string_view name);
    /// The single words of `class name`, folded and sorted; no pattern is made of them, so that frequent
    /// words cost the scan nothing.
    std::vector<std::string> class_words(std::string_view name);
    /// The same as ids.
    std::vector<TermId> class_terms(std::string_view name);
    /// The classes whose names begin so, sorted.
    std::vector<std::string> classes_named(std::string_view prefix) const;
    /// The number of a context that looks for this node in headings and titles.
    std::uint32_t context(NodeId node);
    /// The pattern of a phrase; no_pattern where it has no words.
    std::uint32_t pattern(std::string_view words, bool exact = false);

    /// Gives the pattern order[i] the number i, wherever a pattern is named. Nothing is lowered afterwards.
    void renumber(const std::vector<std::uint32_t>& order);

    const std::vector<std::vector<TermId>>& patterns() const { return patterns_; }
    const std::vector<std::string>& phrases() const { return phrases_; }
    Vocabulary& vocabulary() { return *vocabulary_; }
    void fault(Code code, std::size_t file, Span span, std::string message, std::string hint = {});

    static constexpr std::uint32_t no_pattern = 0xffffffff;

  private:
    struct Named {
        const Definition* definition = nullptr;
        std::size_t file = 0;
        enum class State : std::uint8_t { fresh, open, done } state = State::fresh;
        NodeId node = no_node;
    };
    using Names = std::map<std::string, Named, std::less<>>;
    using Key = std::tuple<Op, std::uint16_t, std::uint32_t, std::uint32_t, std::vector<std::uint32_t>>;

    void collect_names();
    void collect_aliases();
    std::vector<std::string> folded(std::string_view text, std::vector<std::string>* surfaces = nullptr);
    NodeId make(Op op, std::uint32_t first = 0, std::uint32_t second = 0,
                std::vector<std::uint32_t> list = {}, std::uint16_t distance = 0);
    NodeId lower_words(const Expr& expr, std::string_view text, std::size_t file);
    NodeId lower_name(const Expr& expr, std::size_t file, Names& names, std::string_view what);
    NodeId resolve(Named& named);
    NodeId lower_any(const Expr& expr, std::size_t file);
    NodeId lower_sequence(const Expr& expr, std::size_t file);
    NodeId lower_pair(const Expr& expr, std::size_t file, Op op);
    NodeId lower_context(const Expr& expr, std::size_t file, Op op);

    const std::vector<RuleFile>& files_;
    Program& program_;
    std::vector<Diagnostic>& faults_;
    std::shared_ptr<Vocabulary> vocabulary_;
    Tokenizer tokenizer_;
    Stemmer stemmer_;
    Names patterns_by_name_;
    Names classes_;
    std::vector<std::vector<TermId>> patterns_;
    std::vector<std::string> phrases_;
    std::map<std::pair<std::vector<TermId>, std::vector<std::string>>, std::uint32_t> pattern_ids_;
    std::map<Key, NodeId> shared_;
    std::vector<std::uint16_t> depth_;  ///< of each node
    std::map<NodeId, std::uint32_t> contexts_;
    std::map<NodeId, std::uint32_t> sections_;
    bool too_large_ = false;
    bool in_context_ = false;
};

}  // namespace clausemark
