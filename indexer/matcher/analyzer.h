// SPDX-License-Identifier: Apache-2.0
// Document -> Analysis: reads each passage with its lead-in or column headers under its headings, runs the
// rules over it, weighs what they found by the strength of the sentence, and reads tags and facts off it.
// Language, strengths and scores are described in docs/rules.md.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "indexer/matcher/contexts.h"
#include "indexer/matcher/evaluator.h"
#include "indexer/matcher/flagged_words.h"
#include "indexer/matcher/passages.h"
#include "indexer/matcher/ruleset.h"
#include "indexer/matcher/strength.h"
#include "indexer/matcher/tag.h"
#include "indexer/matcher/word_doubt.h"
#include "parser/formats/document.h"

namespace clausemark {

/// What is known of a page beside its text.
struct PageContext {
    std::string title = {};                      ///< empty: the document's own
    std::vector<std::string> heading_path = {};  ///< headings above the whole text, outermost first
    std::string system = {};  ///< "ISMS", "SMS"; empty: unknown; another word: several, or none of ours
    std::string type = {};    ///< "procedure", "policy" ...: read like a title for <procedure-title>
};

/// One per thread: it keeps caches and buffers. The rules are shared.
class Analyzer {
  public:
    /// Without `citations`, none are found and <citation> never holds.
    explicit Analyzer(std::shared_ptr<const RuleSet> rules,
                      std::shared_ptr<const CitationFinder> citations = nullptr);

    /// The same document, context and rules give the same analysis. O(text), plus what the rules find.
    /// `flagged`, where given, gets the words that rules report, by passage, then rule, then place.
    Analysis analyze(const Document& document, const PageContext& context = {},
                     std::vector<FlaggedWords>* flagged = nullptr);

    const RuleSet& rules() const { return *rules_; }

  private:
    static constexpr std::uint32_t no_system = 0xffffffff;
    static constexpr std::uint32_t several_systems = 0xfffffffe;

    struct Heading {              ///< contexts that hold in it, and what rules found there
        std::uint32_t begin = 0;  ///< in heading_contexts_
        std::uint32_t end = 0;
        std::uint32_t hits_begin = 0;  ///< in Analysis::hits
        std::uint32_t hits_end = 0;
    };

    struct Verdict {  ///< what a hit says of a clause
        std::uint32_t hit = 0;
        double score = 0;
        double best = 0;  ///< of all hits for the clause
        Strength strength = Strength::none;
        bool evidence = false;
        bool related = false;
        bool shown = false;
        Withheld withheld = Withheld::no;
    };

    void begin_page();
    void read_outside(Analysis& out);
    void read_sections();
    void enter_path(std::uint32_t heading);
    void collect_contexts(std::vector<std::uint32_t>& held);
    std::span<const std::uint32_t> contexts_of(std::uint32_t heading) const;
    std::uint32_t system_named(std::span<const std::uint32_t> held) const;
    std::uint32_t system_in_view();
    std::uint32_t nearest_system(std::uint32_t in_view) const;
    void analyze_passage(std::uint32_t passage, Analysis& out);
    std::span<const Citation> cited_in(std::uint32_t passage);

    // by_context.cpp: tags that the rest of the page speaks against
    void note_system(std::uint32_t in_view);
    void settle_systems(Analysis& out) const;
    void settle_lonely(Analysis& out) const;
    bool stands_alone() const;
    bool is_terse(std::uint32_t passage);
    bool is_subject(const RuleHit& hit, ClauseIndex clause) const;
    bool spoken_of_above(std::uint32_t passage, const Tag& tag, const Analysis& out) const;
    void settle_terse(std::uint32_t passage, std::size_t first, Analysis& out);

    // scoring.cpp: what the view that is loaded says
    void run_rules(std::uint32_t passage, std::vector<RuleHit>& hits, std::vector<Fact>* facts);
    bool touches(std::uint32_t occurrence);
    bool touches_view(NodeId node);
    void add_words(Span range, std::vector<Span>& spans) const;
    void add_match(RuleHit& hit, const Root& root, std::uint32_t passage);
    void add_reasons(RuleHit& hit, bool in_heading);
    bool silenced(std::uint32_t rule);
    Verdict judge(const RuleHit& hit, ClauseIndex clause) const;
    void add_findings(const RuleHit& hit, Tag& tag);
    void read_tags(const std::vector<RuleHit>& hits, std::size_t first, std::uint32_t system, bool can_show,
                   std::vector<Tag>& tags);
    void weigh_page(Analysis& out);

    // flags.cpp: words that rules report
    bool ordered(const Root& root) const;
    void add_flag(const Root& root, std::uint32_t passage);
    void settle_passage_flags(std::size_t first, std::uint32_t system);
    void settle_flags();

    // facts.cpp: values, and what they are said of
    void add_facts(const Root& root, std::uint32_t passage, std::vector<Fact>& facts);
    void read_scope(const Value& value, Fact& fact);
    void read_subject(const Value& value, std::uint32_t passage, Fact& fact);
    std::vector<Span> labels_of(const Value& value, std::uint32_t passage) const;
    std::string subject_word(const Token& token);
    std::string words_of(const Value& value) const;
    bool in_placeholder(const Token& token) const;
    void complete_scopes(std::vector<Fact>& facts);
    std::vector<std::string> scopes_in_view();

    std::shared_ptr<const RuleSet> rules_;
    std::shared_ptr<const CitationFinder> finder_;
    const Program& program_;
    Contexts contexts_;
    Evaluator evaluator_;
    SentenceStrength strength_;
    PassageReader passages_;
    WordDoubt doubt_;
    View view_;
    Tokenizer tokenizer_;  ///< folds the words of a fact's subject
    Stemmer stemmer_;

    // of the page at hand
    const Document* document_ = nullptr;
    const PageContext* context_ = nullptr;
    const std::vector<Citation>* citations_ = nullptr;
    std::size_t next_citation_ = 0;
    std::vector<std::uint32_t> title_contexts_;
    std::vector<std::vector<std::uint32_t>> outer_contexts_;  ///< of each outer heading
    std::vector<Heading> headings_;                           ///< by passage
    std::vector<std::uint32_t> heading_contexts_;
    std::vector<std::uint8_t> section_near_;  ///< by passage: has a word that a section expression needs
    std::vector<std::pair<std::uint32_t, std::uint32_t>> sections_;  ///< heading, section expression; sorted
    std::uint32_t path_of_ = 0;                                      ///< the heading whose path is entered
    bool path_entered_ = false;
    std::uint32_t path_system_ = no_system;
    std::uint32_t title_system_ = no_system;
    bool procedure_ = false;
    std::uint32_t document_system_ = no_system;  ///< named by the passages so far
    /// Tags [first, second) of passages for which nothing nearer than the document names a system.
    std::vector<std::pair<std::uint32_t, std::uint32_t>> unsettled_;

    std::vector<FlaggedWords>* flagged_ = nullptr;  ///< null: nobody asked for words that rules report
    bool flagging_ = false;                         ///< the passage at hand may hold some
    std::vector<std::uint32_t> flagged_systems_;    ///< of each of *flagged_: the nearest system
    std::vector<std::pair<std::uint32_t, std::uint32_t>> senses_;  ///< rule, number: those the page has

    // buffers
    std::vector<std::uint32_t> topics_;
    std::vector<Span> ranges_;
    std::vector<std::uint32_t> best_;
    std::vector<Reason> matches_;
    std::vector<Span> words_;
    std::vector<std::uint16_t> aspects_;
    std::vector<Verdict> verdicts_;            ///< by clause
    std::vector<std::uint64_t> clause_marks_;  ///< a bit a clause that has a verdict
    std::vector<double> clause_weights_;       ///< of the page, by clause
    std::vector<double> leading_;              ///< the greatest of them, by standard
    std::vector<std::size_t> hit_tag_;         ///< of each hit of the passage: a tag with its findings
};

}  // namespace clausemark
