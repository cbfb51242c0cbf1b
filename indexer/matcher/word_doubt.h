// SPDX-License-Identifier: Apache-2.0
// How far the words of a passage and of its section speak against a rule that matched there. Words mean other
// things under other subjects: the more clauses are likelier by the words than those of the rule, the more
// must have matched. docs/rules.md has the formula; how like a text is to a clause is word_profiles.h's.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "indexer/matcher/analyzer.h"
#include "indexer/matcher/ruleset.h"
#include "parser/formats/document.h"
#include "parser/text/tokens.h"

namespace clausemark {

/// One per thread: it keeps a cache of words. Of one page at a time.
class WordDoubt {
  public:
    explicit WordDoubt(std::shared_ptr<const RuleSet> rules);

    /// The page that of() speaks of from now on. Called again with the same page it changes nothing.
    void read_page(const Document& document, const PageContext& context);
    /// To be called before the document of read_page() ends or changes.
    void leave_page() { document_ = nullptr; }

    /// From 0: the clause is the likest of its standard by the words of the passage and by
    /// those of its section. One is added each time twice as many clauses are likelier. A rule is as likely
    /// as the best placed of its clauses. O(words of the passage x clauses), and once a section O(its words x
    /// clauses).
    double of(std::uint32_t rule, std::uint32_t passage);

  private:
    void read(std::string_view text);
    void read_above(std::uint32_t heading);
    void read_passage(std::uint32_t passage);
    void read_section(std::uint32_t heading, std::uint32_t inside);
    double doubled(const RuleInfo& rule, const std::vector<double>& likeness) const;

    std::shared_ptr<const RuleSet> rules_;
    Tokenizer tokenizer_;
    std::vector<Token> words_;

    const Document* document_ = nullptr;
    const PageContext* context_ = nullptr;
    std::uint32_t passage_ = no_passage;  ///< whose likeness is known
    std::uint32_t section_ = no_passage;  ///< the heading whose section's likeness is known
    bool section_known_ = false;          ///< the words before the first heading are a section, too
    std::vector<double> of_passage_;
    std::vector<double> of_section_;
};

}  // namespace clausemark
