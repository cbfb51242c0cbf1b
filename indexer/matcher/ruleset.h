// SPDX-License-Identifier: Apache-2.0
// All rules, compiled: immutable, shared by every thread. Here is what people and programs may ask of them;
// the program that the matcher runs is in program.h, how it is made in compiler.cpp, the language in
// docs/rules.md.
#pragma once

#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "indexer/standards/catalogue.h"
#include "parser/rules/rule.h"

namespace clausemark {

struct Program;
class WordProfiles;

struct RuleAspect {
    std::string name;
    bool required = true;
    std::string words;
    std::string hint;
    std::vector<ClauseIndex> only;  ///< sorted; empty: of every clause of the rule

    bool belongs_to(ClauseIndex clause) const {
        return only.empty() || std::binary_search(only.begin(), only.end(), clause);
    }
};

struct RelatedClause {
    ClauseIndex clause = no_clause;
    double factor = 0;
};

/// Before a system's name in the conditions of a report: it is in force, whether or not the page is in its
/// scope.
inline const std::string in_force_prefix = "in-force:";

/// What a rule reports in place of tags; docs/terminology.md.
struct RuleReport {
    Code code{};  ///< none: the rule tags clauses
    bool once_a_page = false;
    std::vector<std::string> where;      ///< systems and editions that must all hold for the page
    std::vector<std::string> where_not;  ///< ... none of which may
    bool between_systems = false;        ///< `where` names several systems: what is said of one is no finding
    std::string says;                    ///< "{}" stands for the words found
    std::string advice;
    std::uint32_t senses = 0;  ///< where there are some, two must occur on the page
};

struct RuleInfo {
    std::string name;
    std::string title;
    std::string file;
    Span span;  ///< of the name, in the file
    std::vector<ClauseIndex> clauses;
    std::vector<RelatedClause> related;
    std::vector<RuleAspect> aspects;
    std::vector<Example> examples;
    RuleReport report;

    bool has_only = false;  ///< some aspect belongs to some clauses alone
};

inline constexpr std::uint16_t no_aspect = 0xffff;

/// A match or a topic.
struct MatchInfo {
    std::uint32_t rule = 0;
    std::uint16_t aspect = no_aspect;  ///< no_aspect: a topic
    double weight = 1;
    std::string text;  ///< the expression, canonical
};

/// The numbers of the scoring (`set` in rule text); docs/rules.md says what each does.
struct Scoring {
    double shown_at = 0.5;
    double commitment = 1;
    double description = 0.85;
    double mention = 0.4;
    double heading_topic = 0.8;
    double likeness = 0.5;
    double calendar_tolerance = 0;  ///< times in differing units count as equal up to this share
    double stands_alone = 0;
    double page_share = 0;
    double terse = 7;  ///< words

    // What the reasons of a tag must have beyond shown_at, as weights:
    double doubt_of_commitment = 0.09;   ///< each time that the clauses likelier by the words double
    double doubt_of_description = 0.22;  ///< the same; descriptions state things of all kinds
    double doubt_of_unnamed = 0.5;       ///< a rule for several systems, on a page that leans to none
    double doubt_of_lonely = 0;          ///< no other tag stands near, on a page that names no system
    double doubt_of_subject = 0;         ///< the words are rather of a subject that no clause is about
};

class RuleSet {
  public:
    /// Compiles the rules of all files together. Every fault is added to `faults`, positioned; null where one
    /// is an error. O(text), apart from sorting. The files' order is the rules' order.
    static std::shared_ptr<const RuleSet> compile(std::vector<RuleFile> files,
                                                  std::shared_ptr<const Catalogue> catalogue,
                                                  std::vector<Diagnostic>& faults);
    ~RuleSet();
    RuleSet(const RuleSet&) = delete;
    RuleSet& operator=(const RuleSet&) = delete;

    const Catalogue& catalogue() const { return *catalogue_; }
    /// The rules in the order of their files; behind them the one of explicit citations, which has no text.
    const std::vector<RuleInfo>& rules() const { return rules_; }
    std::uint32_t citation_rule() const { return static_cast<std::uint32_t>(rules_.size() - 1); }
    const std::vector<MatchInfo>& matches() const { return matches_; }
    const Scoring& scoring() const { return scoring_; }
    /// Every literal phrase the rules look for, sorted.
    const std::vector<std::string>& phrases() const { return phrases_; }
    /// Changes with any change of a rule file's text or of the engine: results of equal hashes are
    /// comparable.
    std::uint64_t hash() const { return hash_; }

    const Program& program() const { return *program_; }
    const WordProfiles& profiles() const { return *profiles_; }

  private:
    friend class Compiler;
    RuleSet();

    std::shared_ptr<const Catalogue> catalogue_;
    std::vector<RuleInfo> rules_;
    std::vector<MatchInfo> matches_;
    Scoring scoring_;
    std::vector<std::string> phrases_;
    std::uint64_t hash_ = 0;
    std::unique_ptr<Program> program_;
    std::unique_ptr<WordProfiles> profiles_;
};

}  // namespace clausemark
